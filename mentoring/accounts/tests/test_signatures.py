import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as some

from mentoring.accounts import signatures
from mentoring.accounts.contents import FileRefused, content_type
from mentoring.accounts.signatures import NotDetached, Signed
from mentoring.accounts.tests import cms

TEXT = "Приказ № 12-од".encode()
DIGEST = hashlib.sha256(TEXT).hexdigest()
GOST = "ГОСТ Р 34.11-2012, 256 бит"


@pytest.mark.parametrize(
    "data",
    [
        cms.sign(TEXT),
        cms.sign(TEXT, encoding=Encoding.PEM),
        cms.pem(cms.sign(TEXT)),
        base64.encodebytes(cms.sign(TEXT)),
    ],
    ids=["DER", "PEM of PKCS7", "PEM of CMS", "base64"],
)
def test_digest_of_the_signed_file_is_read_however_it_is_written(data):
    assert signatures.read(data) == (Signed("SHA-256", DIGEST),)


def test_each_signer_is_told_and_a_digest_that_is_not_there_is_empty():
    signers = cms.signer(b"\x01\x02"), cms.signer(b"\x03", named=False), cms.signer(b"\x04", algorithm="2a03")
    data = cms.envelope(*signers)

    assert signatures.read(data) == (Signed(GOST, "0102"), Signed(GOST, ""), Signed("другой алгоритм", "04"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (cms.sign(TEXT, detached=False), "подпись и документ в одном файле"),
        (cms.envelope(cms.signer(b"1"), inside=TEXT), "подпись и документ в одном файле"),
        (cms.envelope(), "ни одной подписи"),
        (cms.envelope(cms.signer(b"1"), kind="2a864886f70d010703"), "внутри не подпись"),
        (cms.envelope(cms.signer(b"1")) + b"\x00\x00", "внутри не подпись"),
        (cms.sign(TEXT)[:-1], "файл оборван"),
        (b"\x30\x80" + cms.sign(TEXT)[4:] + b"\x00\x00", "не в кодировке DER"),
        (cms.envelope(cms.der(0x30, b"")), "не полностью"),
        (b"", "внутри не подпись"),
        (b"%PDF-1.7 scan", "файл оборван"),
        (b"QUJ", "не полностью"),
        (b"\x30" * (signatures.LIMIT + 1), "больше 1 МБ"),
    ],
)
def test_what_is_no_detached_signature_is_refused_in_words(data, said):
    with pytest.raises(NotDetached, match=said):
        signatures.read(data)


@given(some.integers(0, 2000), some.binary(max_size=3))
def test_no_bytes_break_the_reader(place, others):
    data = cms.sign(TEXT)
    for broken in (data[:place] + others + data[place + len(others) :], others * place, data[:place]):
        try:
            signatures.read(broken)
        except NotDetached:
            continue


def test_file_named_a_signature_must_be_one():
    assert content_type("приказ.pdf.sig", cms.sign(TEXT)) == "application/pkcs7-signature"
    assert content_type("приказ.P7S", cms.pem(cms.sign(TEXT))) == "application/pkcs7-signature"
    with pytest.raises(FileRefused, match=r"«а.sig»: это не файл отсоединённой подписи: .*сохраните подпись отдельным"):
        content_type("а.sig", b"%PDF-1.7 scan")
