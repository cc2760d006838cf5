"""What the tests of batches do again and again: begin, make, open what came of it, break the work off."""

import io
import zipfile

import pypdfium2

from mentoring import faults
from mentoring.notifications import outbox
from reports.batches import beginning, giving
from reports.batches.beginning import Asked
from reports.batches.models import Batch
from reports.batches.sorts import SORTS, Filter

SURNAMES = ("Лугов", "Берёзкин", "Зимин")


def rows(sort: str, programme, curator, **narrowed):
    unsigned = narrowed.pop("unsigned", False)
    return beginning.found(SORTS[sort], Filter(programme, **narrowed), unsigned=unsigned, by=curator.member)


def begin(programme, curator, sort: str = "mentors", form: str = "zip", **narrowed) -> Batch:
    asked = Asked(SORTS[sort], rows(sort, programme, curator, **narrowed), form, programme)
    return beginning.begin(asked, by=curator.member)


def make(batch: Batch) -> Batch:
    outbox.run_due()
    return Batch.objects.get(pk=batch.pk)


def states(batch: Batch) -> list[str]:
    return list(batch.parts.values_list("state", flat=True))


def archive(batch: Batch) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(giving.archive(giving.ready(batch)))) as package:
        assert package.testzip() is None
        return {one: package.read(one) for one in package.namelist()}


def pages(content: bytes) -> list[str]:
    paper = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in paper]


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    paper = pypdfium2.PdfDocument(content)
    return [(one.get_title(), one.get_dest().get_index()) for one in paper.get_toc()]


def stop_after(count: int, tmp_path, monkeypatch) -> None:
    """Break the work off after so many papers, as an error of the server would."""
    table = tmp_path / "faults.json"
    table.write_text(f'{{"batch.part": [{"null, " * (count - 1)}"raise"]}}')
    monkeypatch.setenv(faults.VARIABLE, str(table))
