"""A detached electronic signature as a file: its shape and the digest it was made of are read, its validity never.

The shape is CMS (RFC 5652) in DER, PEM or base64. Certificates are not opened and nothing is verified here. Pure.
"""

import base64
import binascii
import re
from dataclasses import dataclass

LIMIT = 1024 * 1024  # bytes of a signature together with its certificates
_PEM = re.compile(rb"\s*-----BEGIN (CMS|PKCS7)-----\s([A-Za-z0-9+/=\s]+)-----END \1-----\s*")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")
_INTEGER, _OCTETS, _OID, _SEQUENCE, _SET = 0x02, 0x04, 0x06, 0x30, 0x31
_INSIDE = 0xA0  # [0], whatever it means where it stands
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
_LONGEST = 4  # bytes that a length may take

SHA256 = "SHA-256"
_ALGORITHMS = {
    bytes.fromhex("608648016503040201"): SHA256,
    bytes.fromhex("608648016503040202"): "SHA-384",
    bytes.fromhex("608648016503040203"): "SHA-512",
    bytes.fromhex("2b0e03021a"): "SHA-1",
    bytes.fromhex("2a85030701010202"): "ГОСТ Р 34.11-2012, 256 бит",
    bytes.fromhex("2a85030701010203"): "ГОСТ Р 34.11-2012, 512 бит",
    bytes.fromhex("2a8503020209"): "ГОСТ Р 34.11-94",
}


class NotDetached(ValueError):
    """Bytes that are no detached signature; the sentence says why."""


@dataclass(frozen=True)
class Signed:
    """What one signer has signed: how the digest of the file was counted, and the digest where it is written down."""

    algorithm: str
    digest: str


@dataclass(frozen=True)
class _Value:
    tag: int
    content: bytes

    def within(self, tag: int) -> "list[_Value]":
        """Return what stands in it, where it is of this tag."""
        if self.tag != tag:
            raise NotDetached("внутри не подпись")
        return _values(self.content)


def read(data: bytes) -> tuple[Signed, ...]:
    """Return what each signer has signed; refuse what is not one whole detached signature."""
    if len(data) > LIMIT:
        raise NotDetached("больше 1 МБ, а отдельная подпись занимает несколько килобайт")
    kind, content = _exactly(2, _exactly(1, _values(_der(data)))[0].within(_SEQUENCE))
    if kind != _Value(_OID, _SIGNED_DATA):
        raise NotDetached("внутри не подпись")
    parts = _exactly(1, content.within(_INSIDE))[0].within(_SEQUENCE)
    if [part.tag for part in parts[:3]] != [_INTEGER, _SET, _SEQUENCE] or parts[-1].tag != _SET:
        raise NotDetached("внутри не подпись")
    if len(parts[2].within(_SEQUENCE)) > 1:
        raise NotDetached("подпись и документ в одном файле, а нужна отсоединённая подпись")
    signers = parts[-1].within(_SET)
    if not signers:
        raise NotDetached("в файле нет ни одной подписи")
    return tuple(_signed(signer) for signer in signers)


def _signed(signer: _Value) -> Signed:
    parts = signer.within(_SEQUENCE)
    if len(parts) < 5:  # version, who, by which digest, how it is signed, the signature
        raise NotDetached("подпись записана не полностью")
    named, attributes = parts[2].within(_SEQUENCE), parts[3]
    algorithm = _ALGORITHMS.get(named[0].content, "другой алгоритм") if named else "другой алгоритм"
    return Signed(algorithm, _digest(attributes) if attributes.tag == _INSIDE else "")


def _digest(attributes: _Value) -> str:
    """Find the digest among the signed attributes."""
    for attribute in attributes.within(_INSIDE):
        name, values = _exactly(2, attribute.within(_SEQUENCE))
        if name == _Value(_OID, _MESSAGE_DIGEST):
            (value,) = _exactly(1, values.within(_SET))
            if value.tag != _OCTETS:
                raise NotDetached("подпись записана не полностью")
            return value.content.hex()
    return ""


def _der(data: bytes) -> bytes:
    """Undo the writing of a signature as text."""
    pem = _PEM.fullmatch(data)
    text = pem[2] if pem else data if _BASE64.fullmatch(data) else None
    if text is None:
        return data
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error as error:
        raise NotDetached("подпись записана не полностью") from error


def _exactly(count: int, values: list[_Value]) -> list[_Value]:
    if len(values) != count:
        raise NotDetached("внутри не подпись")
    return values


def _values(data: bytes) -> list[_Value]:
    """Part bytes into the values that stand in them side by side; nothing may be left over."""
    found, at = [], 0
    while at < len(data):
        start, length = _length(data, at + 1)
        if start + length > len(data):
            raise NotDetached("файл оборван")
        found.append(_Value(data[at], data[start : start + length]))
        at = start + length
    return found


def _length(data: bytes, at: int) -> tuple[int, int]:
    """Return where the content of a value begins and how long it is."""
    if at >= len(data):
        raise NotDetached("файл оборван")
    first = data[at]
    if first < 0x80:
        return at + 1, first
    size = first - 0x80
    if not 0 < size <= _LONGEST or at + 1 + size > len(data):
        raise NotDetached("подпись записана не в кодировке DER")
    return at + 1 + size, int.from_bytes(data[at + 1 : at + 1 + size])
