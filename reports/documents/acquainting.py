"""Those whom an act names read it and sign: on the printed sheet, or here themselves."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import letters
from mentoring.people.models import Person
from reports.documents.models import Acquaintance, Document

How = Acquaintance.How


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


def _write_to(document: Document, rows: Iterable[Acquaintance]) -> None:
    link = school_path(document.organization, "document", document.public_id)
    for row in rows:
        address = _address(row.person.membership)
        if not address:
            continue
        context = {"act": document, "row": row, "on": words.full(document.on), "link": link}
        try:
            letters.post(document.organization, address, "acquaint", context, key=f"acquaint:{row.pk}", kind="reminder")
        except letters.TooManyLetters:
            return  # the act waits on everybody's start page too, and must not wait for tomorrow's letters


def _address(member: Membership | None) -> str:
    """Return where to write to somebody who can sign in."""
    if member is None or member.ended_at or member.user is None:
        return ""
    return member.email or member.user.email
