"""Files are cut as they arrive: the disk and the memory never hold more than the limit and a piece."""

from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from mentoring.accounts import files

PIECE = 64 * 1024  # bytes that Django reads at once
LIMIT = 4 * PIECE


@pytest.fixture(autouse=True)
def limit(monkeypatch):
    monkeypatch.setattr(files, "LIMIT", LIMIT)


@pytest.fixture
def sent() -> Iterator[Callable[[int], HttpRequest]]:
    """Return a function that makes a request with a file of so many bytes between two words."""
    made = []

    def send(size: int) -> HttpRequest:
        file = SimpleUploadedFile("приказ.pdf", b"x" * size)
        made.append(RequestFactory().post("/", {"before": "1", "file": file, "word": "после"}))
        return made[-1]

    yield send
    for request in made:
        request.close()


@pytest.mark.parametrize("size", [1, LIMIT])
def test_a_file_within_the_limit_arrives_whole(sent, size):
    request = sent(size)

    assert request.FILES["file"].read() == b"x" * size
    assert request.POST["word"] == "после"


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_bigger_one_is_cut_and_stays_too_big(sent, settings, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100 * LIMIT if in_memory else 0
    request = sent(2 * LIMIT)

    assert LIMIT < request.FILES["file"].size <= LIMIT + 2 * PIECE
    assert len(request.FILES["file"].read()) == request.FILES["file"].size
    assert request.POST["word"] == "после"


def test_a_huge_one_is_not_listened_to_until_its_end(sent):
    request = sent(40 * LIMIT)
    body = request.environ["wsgi.input"]

    assert "file" not in request.FILES
    assert request.POST["before"] == "1"
    assert 0 < len(body.read()) < 37 * LIMIT
