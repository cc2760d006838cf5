"""A list of people on its way in: kept, read in a child, checked, laid beside those we know."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from mentoring import confine
from mentoring.accounts import contents, files, journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.confine import Limits, Overrun, Reason
from mentoring.notifications import jobs
from mentoring.notifications.models import Job
from mentoring.people import copying, deciding, matching
from mentoring.people.deciding import Plan, Staged
from mentoring.people.importing import classes, columns, reading, summaries
from mentoring.people.importing.columns import Head
from mentoring.people.importing.reading import Book, Unreadable
from mentoring.people.importing.remarks import DOUBT, FAULT
from mentoring.people.importing.verdicts import Judge
from mentoring.people.matching import Facts
from mentoring.people.models import ImportBatch, ImportRow

ACTION = "people.import"
JOB = "people_import"
AT_ONCE = 300  # rows; more are read as a job
SHEET = 100_000  # numbers of rows between one sheet and the next
TARGET = "mentoring.people.importing.reading:read_json"
LIMITS = Limits(memory=512 * confine.MIB, cpu=10, wall=15, output=32 * confine.MIB)
_STEP = 500  # rows between two signs of progress
_SUFFIXES = (".xlsx", ".csv")
_WHY = {
    Reason.TIME: "читается слишком долго",
    Reason.MEMORY: "слишком велик внутри",
    Reason.OUTPUT: "слишком велик внутри",
    Reason.CRASH: "не прочитан: он повреждён или слишком велик внутри",
}
Progress = Callable[[int, int], None]
Line = tuple[int, list[str]]  # the number of a row and its cells
NAMED = 5  # lines left out whose numbers are told


class ImportRefused(Refused):
    """A list that cannot be taken, or a step that is no longer possible."""


def read(name: str, data: bytes) -> Book:
    """Read a file in a confined child; what cannot be read is refused by name before anything is kept."""
    shown = files.clean_name(name)
    if not data:
        raise ImportRefused(f"«{shown}»: файл пустой. Проверьте его и загрузите снова.")
    if len(data) > files.LIMIT:
        raise ImportRefused(f"«{shown}»: больше 20 МБ. Оставьте в файле только список, без снимков.")
    if not shown.lower().endswith(_SUFFIXES):
        raise ImportRefused(f"«{shown}»: не список. Сохраните таблицу как .xlsx или .csv и загрузите её.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ImportRefused(f"«{shown}»: с паролем или старого вида. Снимите пароль, сохраните как .xlsx и загрузите.")
    contents.content_type(shown, data)
    try:
        return reading.from_json(confine.run(TARGET, shown, data=data, limits=LIMITS))
    except Overrun as overrun:
        raise ImportRefused(
            f"Файл «{shown}» {_WHY[overrun.reason]}. Скопируйте список в новую книгу Excel, сохраните и загрузите её."
        ) from overrun
    except Unreadable as refusal:
        raise ImportRefused(str(refusal)) from refusal


def heads(name: str, kind: str, book: Book) -> list[Head | None]:
    """Find the headings of each sheet; a file without any is refused."""
    found = [columns.find(kind, sheet.rows) for sheet in book.sheets]
    if not any(found):
        raise ImportRefused(
            f"«{files.clean_name(name)}»: не нашли шапку таблицы. В одной из первых 30 строк должны стоять названия "
            "столбцов, среди них «ФИО» или «Фамилия» и «Имя». Возьмите готовый образец на этой странице."
        )
    return found


@transaction.atomic
def keep(kind: str, name: str, data: bytes, book: Book, *, by: Membership) -> ImportBatch:
    """Keep a file that was read; its rows are staged by `stage`, at once or as a job."""
    found = _found(kind, book, heads(name, kind, book))
    stored = files.store(by.organization, name, data, action=ACTION, by=by)
    return ImportBatch.objects.create(
        organization=by.organization,
        kind=kind,
        file=stored,
        name=stored.name,
        state=ImportBatch.State.READING,
        columns=found.pop("codes"),
        found=found,
        by=by,
    )


def _found(kind: str, book: Book, found: list[Head | None]) -> dict[str, Any]:
    """Say which sheets are lists of the same columns as the first, and what else is to be told of the file."""
    first = next(head for head in found if head)
    notes = [*first.asked]
    sheets = []
    for index, (sheet, head) in enumerate(zip(book.sheets, found, strict=True)):
        if head and head.codes == first.codes:
            sheets.append({"index": index, "title": sheet.title, "from": head.first + head.rows})
        elif sheet.rows and (head or found.index(first) != index):
            why = "столбцы в нём другие" if head else "списка в нём нет"
            notes.append(f"Лист «{sheet.title}» не прочитан: {why}. Если он нужен, сохраните его отдельным файлом.")
    notes += [f"Лист «{title}» скрыт и не прочитан." for title in book.hidden]
    main = book.sheets[found.index(first)]
    above = [cell for row in main.rows[: first.first] for cell in row if cell]
    has_group = {"group", "grade"} & set(first.codes)
    named = "" if has_group or kind != matching.LEARNERS else _group_named(above)
    return {
        "codes": list(first.codes),
        "headings": list(first.headings),
        "sheets": sheets,
        "notes": notes,
        "group": named,
        "counts_from_1904": book.counts_from_1904,
    }


def _group_named(above: list[str]) -> str:
    """Find the one class that stands above the table: «Список 9 «А» класса»."""
    words = [word for line in above for word in _near_class(line)]
    read = {study.title for word in words if (study := classes.read(word).value) and study.grade}
    return read.pop() if len(read) == 1 else ""


def _near_class(line: str) -> Iterator[str]:
    words = line.split()
    for index, word in enumerate(words):
        if word.casefold().startswith("класс") and index:
            yield words[index - 1]
            yield " ".join(words[max(0, index - 2) : index])


def parted(batch: ImportBatch, book: Book) -> tuple[list[Line], list[Line]]:
    """Give the lines of people with their numbers, and apart from them the sums and signatures; blank ones go."""
    at = {code: column for column, code in enumerate(batch.columns) if code}
    people: list[Line] = []
    aside: list[Line] = []
    for sheet in batch.found["sheets"]:
        rows = book.sheets[sheet["index"]].rows
        for index in range(sheet["from"], len(rows)):
            if any(rows[index]):
                lines = aside if summaries.is_summary(rows[index], at) else people
                lines.append((sheet["index"] * SHEET + index + 1, rows[index]))
    return people, aside


def left_out(aside: list[Line]) -> str:
    """Say which lines were taken for sums and signatures; what stands in them may name somebody."""
    if not aside:
        return ""
    numbers = words.some([str(number % SHEET) for number, _ in aside], NAMED)
    rows = words.counted(len(aside), "строку", "строки", "строк")
    return f"Не взяли {rows} с итогами и подписями, это не люди. Номер в файле: {numbers}."


def take(kind: str, name: str, data: bytes, *, by: Membership) -> tuple[ImportBatch, Job | None]:
    """Take a file in: small ones at once, big ones as a job whose progress is seen."""
    return keep_and_stage(kind, name, data, read(name, data), by=by)


@transaction.atomic
def keep_and_stage(kind: str, name: str, data: bytes, book: Book, *, by: Membership) -> tuple[ImportBatch, Job | None]:
    """Keep a file that was read and stage its rows, or begin the job that does."""
    batch = keep(kind, name, data, book, by=by)
    _write(batch, "take", by)
    return batch, _stage_or_begin(batch, book, by=by)


def _write(batch: ImportBatch, deed: str, by: Membership) -> None:
    """Note in the journal what was done with a list; its rows are nobody's yet and stay out of it."""
    journal.write(batch.organization, f"importbatch.{deed}", batch, by=by, after={"name": batch.name})


def _stage_or_begin(batch: ImportBatch, book: Book, *, by: Membership) -> Job | None:
    rows, _ = parted(batch, book)
    if not rows:
        raise ImportRefused(f"«{batch.name}»: под шапкой нет ни одной строки. Впишите людей и загрузите файл снова.")
    if len(rows) <= AT_ONCE:
        stage(batch, book)
        return None
    job = jobs.start(
        JOB, f"Читаем список «{batch.name}»", by=by, payload={"batch": batch.pk, "what": "stage"}, total=len(rows)
    )
    batch.found["job"] = job.public_id
    batch.save(update_fields=["found"])
    return job


def stage(batch: ImportBatch, book: Book, progress: Progress = lambda done, total: None) -> ImportBatch:
    """Check every row, find who is known, keep all of it to be looked at."""
    today = schooldays.today(batch.organization)
    rows = judged(batch, book, today, progress)
    with transaction.atomic():
        plans, _ = decide(batch, [_staged(row) for row in rows], today)
        for row, plan in zip(rows, plans, strict=True):
            _lay(row, plan)
        ImportRow.objects.filter(batch=batch).delete()
        copying.insert(rows)
        batch.state = ImportBatch.State.READ
        batch.counts = count(rows)
        batch.version += 1
        batch.save(update_fields=["state", "counts", "version", "found", "columns"])
    return batch


def judged(batch: ImportBatch, book: Book, today: date, progress: Progress) -> list[ImportRow]:
    """Read the cells of all rows by the columns chosen."""
    judge = Judge(
        batch.kind,
        batch.columns,
        today=today,
        counts_from_1904=batch.found["counts_from_1904"],
        group=batch.found["group"],
    )
    found, aside = parted(batch, book)
    batch.found["left_out"] = left_out(aside)
    made = []
    for done, (number, cells) in enumerate(found):
        if done % _STEP == 0:
            progress(done, len(found))
        said = judge.judge(cells)
        made.append(
            ImportRow(
                organization_id=batch.organization_id,
                batch_id=batch.pk,
                number=number,
                cells=cells,
                values=said.values,
                faults=[one._asdict() for one in said.found],
            )
        )
    return made


def decide(batch: ImportBatch, rows: list[Staged], today: date) -> tuple[list[Plan], Facts]:
    """Join the rows with those we know and decide about each."""
    readable = [row for row in rows if not row.refused]
    facts = matching.gather(batch.organization, batch.kind, (row.values for row in readable))
    return deciding.plans(facts, batch.kind, rows, today), facts


def _staged(row: ImportRow) -> Staged:
    levels = {one["level"] for one in row.faults}
    return Staged(row.number, row.values, FAULT in levels, DOUBT in levels, row.choices)


def _lay(row: ImportRow, plan: Plan) -> bool:
    """Write on a row what it will do; tell whether that is news."""
    now = (plan.verdict, plan.person, plan.doubts, plan.changes)
    was = (row.verdict, row.person_id, row.doubts, row.changes)
    row.verdict, row.person_id, row.doubts, row.changes = now
    return now != was


def count(rows: list[ImportRow]) -> dict[str, int]:
    """Count the rows by what they will do."""
    counts = dict.fromkeys(ImportRow.Verdict.values, 0)
    for row in rows:
        counts[row.verdict] += 1
    return counts


def look_again(batch: ImportBatch) -> tuple[list[ImportRow], list[Plan], Facts, int]:
    """Decide anew about kept rows and keep what is news; the last is how many rows that changed."""
    rows = list(ImportRow.objects.filter(batch=batch).order_by("number"))
    plans, facts = decide(batch, [_staged(row) for row in rows], schooldays.today(batch.organization))
    news = [row for row, plan in zip(rows, plans, strict=True) if _lay(row, plan)]
    copying.change(news, ["verdict", "person", "doubts", "changes"])
    batch.counts = count(rows)
    return rows, plans, facts, len(news)


def open_for(batch: ImportBatch, version: int) -> ImportBatch:
    """Lock a batch that is being looked at; refuse one that went on meanwhile."""
    row = ImportBatch.objects.select_for_update(of=("self",)).select_related("organization", "file").get(pk=batch.pk)
    if row.state != ImportBatch.State.READ:
        raise ImportRefused(f"Список «{row.name}» уже {row.get_state_display()}: менять в нём нечего.")
    if row.version != version:
        raise ImportRefused("Не сохранено: этот список только что разбирал кто-то ещё. Посмотрите, что изменилось.")
    return row


@transaction.atomic
def answer(batch: ImportBatch, choices: dict[int, dict[str, str]], *, version: int, by: Membership) -> ImportBatch:
    """Keep the answers to questions about rows and decide anew."""
    row = open_for(batch, version)
    found = list(ImportRow.objects.filter(batch=row, pk__in=choices))
    for one in found:
        one.choices = {about: said for about, said in (one.choices | choices[one.pk]).items() if said}
    copying.change(found, ["choices"])
    look_again(row)
    _write(row, "answer", by)
    return save(row)


@transaction.atomic
def agree(batch: ImportBatch, *, version: int, by: Membership) -> ImportBatch:
    """Say of every row with doubtful cells that they were understood rightly."""
    row = open_for(batch, version)
    asked = [
        one
        for one in ImportRow.objects.filter(batch=row, verdict=ImportRow.Verdict.DOUBTFUL)
        if any(fault["level"] == DOUBT for fault in one.faults) and deciding.CELLS not in one.choices
    ]
    for one in asked:
        one.choices = one.choices | {deciding.CELLS: deciding.TAKE}
    copying.change(asked, ["choices"])
    look_again(row)
    _write(row, "answer", by)
    return save(row)


def save(batch: ImportBatch) -> ImportBatch:
    """Keep what was decided anew."""
    batch.version += 1
    batch.save(update_fields=["counts", "version"])
    return batch


def remap(
    batch: ImportBatch, codes: list[str], group: str, *, version: int, by: Membership
) -> tuple[ImportBatch, Job | None]:
    """Read the file anew with other meanings of its columns."""
    if not columns.has_name(codes):
        raise ImportRefused("Не сохранено: среди столбцов нет имени. Отметьте «ФИО целиком» или фамилию и имя.")
    chosen = [code for code in codes if code]
    if len(set(chosen)) != len(chosen):
        twice = next(code for code in chosen if chosen.count(code) > 1)
        raise ImportRefused(f"Не сохранено: «{columns.FIELDS[batch.kind][twice]}» отмечено у двух столбцов.")
    if group and classes.read(group).value is None:
        raise ImportRefused(f"Не сохранено: класс «{group[:60]}» не понят. {classes.WRITE}")
    book = read(batch.name, files.read(batch.file))
    with transaction.atomic():
        row = open_for(batch, version)
        row.columns, row.found["group"], row.found["remapped"] = codes, group, True
        row.save(update_fields=["columns", "found"])
        _write(row, "correct", by)
        return row, _stage_or_begin(row, book, by=by)


@transaction.atomic
def drop(batch: ImportBatch, *, by: Membership) -> ImportBatch:
    """Put a list aside; its rows go, nothing was taken in."""
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state not in (ImportBatch.State.READ, ImportBatch.State.READING):
        raise ImportRefused(f"Список «{row.name}» уже {row.get_state_display()}: откладывать нечего.")
    ImportRow.objects.filter(batch=row).delete()
    row.state = ImportBatch.State.DROPPED
    row.version += 1
    row.save(update_fields=["state", "version"])
    _write(row, "drop", by)
    return row
