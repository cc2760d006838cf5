"""«Журнал документов» as a paper and as a workbook: what the screen shows, in the order of the numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mentoring import exporting
from mentoring.accounts import files, journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import jobs
from mentoring.notifications.jobs import Result
from mentoring.notifications.models import Job
from mentoring.printing import press
from reports.documents import acquainting, kinds, listing, numbering, paper, ties
from reports.documents.models import Document, Journal, OutsideNumbers
from reports.documents.paper import Column, Paper, Paragraph, Row, Table
from reports.documents.rendering import pdf
from reports.documents.ties import Ties

JOB = "act_register"
AT_ONCE = 100  # lines that are set as PDF while one waits; more go to the background
TITLE = "Журнал регистрации документов"
NAME = "zhurnal-dokumentov"
_COLUMNS = (
    ("№ п/п", 5), ("Дата", 9), ("Номер", 11), ("Вид", 11), ("Заголовок", 22), ("Кто подписал", 12),
    ("Основание, изменения", 18), ("Ознакомлены", 12),
)  # fmt: skip
HEADINGS = tuple(heading for heading, _ in _COLUMNS)


@dataclass(frozen=True)
class Entry:
    """One line of the register: in which journal and year it stands, and its cells."""

    journal: str
    year: int
    cells: tuple[str, ...]

    @property
    def part(self) -> str:
        return f"{self.journal}, {words.year(self.year)}"


def lay(membership: Membership, **choice) -> list[Entry]:
    """Return the lines chosen on the page of the register: by journal, year and number, counted anew in each."""
    rows = listing.acts(membership, **choice)
    acts = [row.document for row in rows if row.document]
    told = acquainting.counts(acts)
    tied = ties.tie(listing.listed(membership).issued()) if acts else Ties({}, {}, {})
    found = [_act(row.document, tied, told) if row.document else _outside(row.outside) for row in rows]
    found.sort(key=lambda entry: entry[0])
    parts = groupby((entry for _, entry in found), key=lambda entry: entry.part)
    return [
        Entry(entry.journal, entry.year, (str(place), *entry.cells))
        for _, some in parts
        for place, entry in enumerate(some, 1)
    ]


def _act(document: Document, tied: Ties, told: dict[int, tuple[int, int]]) -> tuple[tuple, Entry]:
    kind = kinds.KINDS.get(document.kind)
    unread, people = told.get(document.pk, (0, 0))
    cells = (
        words.digits(document.on),
        document.number,
        kind.word["nom"] if kind else "документ",
        document.title,
        document.signer.person.short_name if document.signer else "",
        "\n".join(_grounds(document, tied)),
        f"{people - unread} из {people}" if people else "",
    )
    key = (document.journal.title, document.year, document.sequence)
    return key, Entry(document.journal.title, document.year, cells)


def _grounds(document: Document, tied: Ties) -> Iterator[str]:
    """Say what an act changes, what it rests on, and what became of it."""
    if document.cancels:
        yield f"отменяет {ties.named(document.cancels)}"
    elif document.amends:
        yield f"изменяет {ties.named(document.amends)}"
    yield from (link.words for link in tied.rests(document))
    yield from (link.words for link in tied.changes(document))


def _outside(row: OutsideNumbers) -> tuple[tuple, Entry]:
    cells = (words.year(row.year), numbering.run(row), "вне системы", row.reason, "", "", "")
    return (row.journal.title, row.year, row.first), Entry(row.journal.title, row.year, cells)


def workbook(entries: Sequence[Entry]) -> bytes:
    """Write the register as a workbook; the journal and the year stand in columns, so that one can filter."""
    rows = [(*entry.cells, entry.journal, str(entry.year)) for entry in entries]
    return exporting.workbook("Журнал", (*HEADINGS, "Журнал", "Год"), rows)


def sheet(entries: Sequence[Entry], organization: str) -> Paper:
    """Lay the register out across the sheet; each journal and year has its own heading."""
    rows = []
    for part, some in groupby(entries, key=lambda entry: entry.part):
        rows.append(Row(((paper.text(part, bold=True),),)))
        rows += [Row(tuple(_cell(cell) for cell in entry.cells)) for entry in some]
    columns = tuple(Column(heading, share) for heading, share in _COLUMNS)
    heads = (paper.text(organization), paper.text(TITLE, bold=True))
    blocks = (*(Paragraph(line, centered=True) for line in heads), Table(columns, tuple(rows)))
    return Paper(title=TITLE, blocks=blocks, landscape=True)


def _cell(said: str) -> tuple[paper.Text, ...]:
    return tuple(paper.text(line) for line in said.split("\n"))


def take(entries: Sequence[Entry], format: str, *, by: Membership) -> bytes:
    """Make the file, and note in the journal who has taken the register."""
    organization = by.organization
    content = workbook(entries) if format == "xlsx" else pdf.render(sheet(entries, organization.full_name))
    after = {"list": TITLE, "rows": len(entries), "format": format}
    journal.write(organization, "document.export", organization, by=by, after=after)
    return content


def render(job: Job, *, journal_id: int | None, **choice) -> Result:
    """Set a long register as PDF for whoever asked, and keep the file."""
    entries = lay(job.by, journal=_chosen(job.by, journal_id), **choice)
    jobs.progress(job, 0, len(entries))
    try:
        content = take(entries, "pdf", by=job.by)
    except press.Failed as failed:
        raise Refused(f"{failed.words} Выберите один журнал и год или возьмите файл Excel.") from failed
    kept = files.store(job.organization, f"{NAME}.pdf", content, action="documents.see", by=job.by)
    jobs.progress(job, len(entries))
    said = words.counted(len(entries), "строка", "строки", "строк")
    return Result(message=f"Журнал готов: {said}.", file=kept)


def _chosen(membership: Membership, journal_id: int | None) -> Journal | None:
    """Return the journal that was chosen; nothing stands for all of them, and never for one that is gone."""
    if journal_id is None:
        return None
    if found := Journal.objects.visible_to(membership).filter(pk=journal_id).first():
        return found
    raise Refused("Журнала, который вы выбрали, больше нет. Откройте журнал документов и выберите снова.")
