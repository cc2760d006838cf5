"""Those whom an act names read it and sign: on the printed sheet, or here themselves."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Q

from mentoring.accounts import journal, schooldays
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import letters
from mentoring.notifications.models import OutboxItem
from mentoring.people.models import Person
from reports.documents import telling
from reports.documents.models import Acquaintance, Document

How = Acquaintance.How
LONG = 5  # working days after which an act waits too long for signatures


class AcquaintanceRefused(Refused):
    """A mark of reading that cannot be made."""


def ask(document: Document, named: Iterable[tuple[Person, str, str]]) -> list[Acquaintance]:
    """Put everybody named on the sheet of a fresh act, and write to those who can sign here."""
    rows = [
        Acquaintance(
            organization=document.organization,
            document=document,
            person=person,
            order=order,
            name=name[:300],
            position=position[:300],
        )
        for order, (person, name, position) in enumerate(named, 1)
    ]
    asked = Acquaintance.objects.bulk_create(rows)
    _write_to(document, asked)
    return asked


@transaction.atomic
def sign_here(acquaintance: Acquaintance, *, by: Membership, on: date) -> Acquaintance:
    """Let a person mark that they have read the act; nobody does it for them."""
    (row,) = _locked([acquaintance], by=by)
    if row.person.membership_id != by.pk:
        raise AcquaintanceRefused(f"Отметить, что документ прочитан, может только {row.name}.")
    if row.on:
        raise AcquaintanceRefused(f"Вы уже ознакомлены: {words.full(row.on)}. Ничего не изменено.")
    return _mark([row], How.HERE, on, by=by)[0]


@transaction.atomic
def mark_paper(acquaintances: Iterable[Acquaintance], *, on: date, by: Membership) -> list[Acquaintance]:
    """Mark those who have put their hand on the printed sheet that day; all of them or, where one cannot be, none."""
    if not (by.can("documents.number") or by.can("documents.edit")):
        raise AcquaintanceRefused("Отмечать подписи на листе может тот, кто ведёт документы.")
    rows = _locked(acquaintances, by=by)
    if not rows:
        raise AcquaintanceRefused("Отметьте хотя бы одного человека, который расписался на листе.")
    for row in rows:
        if row.on:
            raise AcquaintanceRefused(f"{row.name}: подпись уже отмечена, {words.full(row.on)}. Ничего не изменено.")
    return _mark(rows, How.PAPER, on, by=by)


@transaction.atomic
def remind(document: Document, *, by: Membership, today: date) -> list[Acquaintance]:
    """Write once more to those who have not signed and can sign here: one letter a day to each."""
    act = Document.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization")
    document = act.get(pk=document.pk)
    if not (by.can("documents.number") or by.can("documents.edit")):
        raise AcquaintanceRefused("Напоминать об ознакомлении может тот, кто ведёт документы.")
    if document.state not in Document.IN_FORCE:
        raise AcquaintanceRefused(f"«{document.title}» не действует: напоминать о нём незачем.")
    unread = document.acquaintances.filter(on=None).select_related("person__membership__user")
    reached = [row for row in unread if _address(row.person.membership)]
    if not reached:
        raise AcquaintanceRefused(
            "Писать некому: все, кто может войти в систему, уже ознакомлены. Остальные расписываются на листе."
        )
    told = _told_on(document, reached, today)
    waiting = [row for row in reached if row.pk not in told]
    if not waiting:
        raise AcquaintanceRefused("Сегодня этим людям уже написали. Напомнить ещё раз можно завтра.")
    _write_to(document, waiting, again=today)
    journal.write(document.organization, "document.reminded", document, by=by, after={"people": len(waiting)})
    return waiting


def reminded(document: Document) -> date | None:
    """Return the day on which those who have not signed were last reminded."""
    rows = JournalEntry.objects.filter(organization=document.organization_id, action="document.reminded")
    last = rows.filter(subject_kind="documents.document", subject_id=str(document.pk)).order_by("-number").first()
    return telling.day_of(document.organization, last.at) if last else None


def counts(documents: Iterable[Document]) -> dict[int, tuple[int, int]]:
    """Count for each of these acts that is in force who has not read it, and who has to."""
    standing = [row.pk for row in documents if row.state in Document.IN_FORCE]
    rows = Acquaintance.objects.filter(document__in=standing).order_by().values("document")
    found = rows.annotate(unread=Count("pk", filter=Q(on=None)), people=Count("pk"))
    return {row["document"]: (row["unread"], row["people"]) for row in found}


def overdue(documents: Iterable[Document], today: date) -> list[tuple[Document, int]]:
    """Return the acts of one school that wait for signatures too long, the longest first, with how many lack."""
    rows = [row for row in documents if row.state in Document.IN_FORCE]
    if not rows:
        return []
    latest = schooldays.calendar_of(rows[0].organization).add_working_days(today, -LONG)
    late = [row for row in rows if telling.day_of(row.organization, row.issued_at) < latest]
    unread = counts(late)
    waiting = [(row, unread[row.pk][0]) for row in late if unread.get(row.pk, (0, 0))[0]]
    return sorted(waiting, key=lambda pair: (pair[0].issued_at, pair[0].pk))


def _told_on(document: Document, rows: Iterable[Acquaintance], today: date) -> set[int]:
    """Find those to whom a letter about the act was written on this day, with its issue or as a reminder."""
    days = [today, None] if telling.day_of(document.organization, document.issued_at) == today else [today]
    keys = {f"letter:{_key(row, day)}": row.pk for row in rows for day in days}
    return {keys[key] for key in OutboxItem.objects.filter(key__in=keys).values_list("key", flat=True)}


def _locked(acquaintances: Iterable[Acquaintance], *, by: Membership) -> list[Acquaintance]:
    own = Acquaintance.objects.visible_to(by).select_for_update(of=("self",)).order_by("pk")
    rows = own.filter(pk__in=[row.pk for row in acquaintances])
    return list(rows.select_related("document", "organization", "person"))


def _mark(rows: list[Acquaintance], how: str, on: date, *, by: Membership) -> list[Acquaintance]:
    today = schooldays.today(rows[0].organization)
    for row in rows:
        if on < row.document.on or on > today:
            raise AcquaintanceRefused(
                f"Ознакомиться можно было с {words.full(row.document.on)}, когда документ издан, "
                f"по сегодняшний день. Проверьте дату {words.full(on)}."
            )
        row.on, row.how, row.by = on, how, by
    Acquaintance.objects.bulk_update(rows, ["on", "how", "by"])
    for row in rows:
        after = {"person": row.name, "on": on, "how": how}
        journal.write(row.organization, "document.acquaint", row.document, by=by, after=after)
    return rows


def _write_to(document: Document, rows: Iterable[Acquaintance], *, again: date | None = None) -> None:
    """Write to those who can sign in; a reminder of a day is written once and refused where no letter may go out."""
    link = school_path(document.organization, "document", document.public_id)
    for row in rows:
        address = _address(row.person.membership)
        if not address:
            continue
        context = {"act": document, "row": row, "on": words.full(document.on), "link": link, "again": again}
        try:
            letters.post(document.organization, address, "acquaint", context, key=_key(row, again), kind="reminder")
        except letters.TooManyLetters:
            if again:
                raise
            return  # the act waits on everybody's start page too, and must not wait for tomorrow's letters


def _key(row: Acquaintance, day: date | None) -> str:
    return f"acquaint:{row.pk}:{day:%Y-%m-%d}" if day else f"acquaint:{row.pk}"


def _address(member: Membership | None) -> str:
    """Return where to write to somebody who can sign in."""
    if member is None or member.ended_at or member.user is None:
        return ""
    return member.email or member.user.email
