"""An address as a square for telephones."""

import base64
import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def picture(address: str) -> str:
    """Draw the address as the source of an image."""
    stream = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage).save(stream)
    return f"data:image/svg+xml;base64,{base64.b64encode(stream.getvalue()).decode()}"


def png(address: str) -> bytes:
    """Draw the address for a printed sheet: the same address gives the same bytes."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=8, border=2)
    code.add_data(address)
    stream = io.BytesIO()
    code.make_image().get_image().convert("L").save(stream, "PNG")
    return stream.getvalue()
