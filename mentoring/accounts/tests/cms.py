"""Detached signatures as programmes for signing write them: real ones by SHA-256, and shapes laid by hand."""

import base64
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

SIGNED_DATA, DATA, DIGEST = "2a864886f70d010702", "2a864886f70d010701", "2a864886f70d010904"
GOST = "2a85030701010202"


@cache
def _identity():
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Проба")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 17)
    made = made.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
    return made.sign(key, SHA256()), key


def sign(data: bytes, *, detached: bool = True, encoding: Encoding = Encoding.DER) -> bytes:
    """Sign bytes for real, with a certificate that nobody trusts."""
    options = [PKCS7Options.Binary, *([PKCS7Options.DetachedSignature] if detached else [])]
    return PKCS7SignatureBuilder().set_data(data).add_signer(*_identity(), SHA256()).sign(encoding, options)


def der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 + len(length)]) + length + content


def oid(text: str) -> bytes:
    return der(0x06, bytes.fromhex(text))


def signer(digest: bytes, *, algorithm: str = GOST, named: bool = True) -> bytes:
    """Lay what one signer leaves; not `named` means without signed attributes."""
    attribute = der(0x30, oid(DIGEST), der(0x31, der(0x04, digest)))
    attributes = [der(0xA0, attribute)] if named else []
    return der(
        0x30, der(0x02, b"\x01"), der(0x30), der(0x30, oid(algorithm)), *attributes, der(0x30), der(0x04, b"\x00" * 64)
    )


def envelope(*signers: bytes, kind: str = SIGNED_DATA, inside: bytes = b"") -> bytes:
    """Lay a signature around what its signers left."""
    enclosed = der(0x30, oid(DATA), *([der(0xA0, der(0x04, inside))] if inside else []))
    data = der(0x30, der(0x02, b"\x01"), der(0x31), enclosed, der(0x31, *signers))
    return der(0x30, oid(kind), der(0xA0, data))


def pem(data: bytes, label: str = "CMS") -> bytes:
    return f"-----BEGIN {label}-----\n".encode() + base64.encodebytes(data) + f"-----END {label}-----\n".encode()
