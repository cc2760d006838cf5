"""An address as a square for telephones."""

import base64
import io

import qrcode
from qrcode.image.svg import SvgPathImage


def picture(address: str) -> str:
    """Draw the address as the source of an image."""
    stream = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage).save(stream)
    return f"data:image/svg+xml;base64,{base64.b64encode(stream.getvalue()).decode()}"
