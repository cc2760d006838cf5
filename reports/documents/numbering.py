"""Numbers of acts: how a school writes them, and who gets the next one.

A journal numbers its acts anew each year, without a gap and without a repeat. A letter or a series belongs to the
scheme of the journal («{n}-а», «{n}/1-од»): a number is never squeezed between two given ones, because a paper that
was forgotten gets the next number. A number that already stands on a paper made elsewhere is recorded as such.
"""

import re
from collections.abc import Iterable
from datetime import date
from string import Formatter

from django.db import transaction
from django.db.models import F

from mentoring.accounts import journal as deeds
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from reports.documents.models import Counter, Document, Journal, OutsideNumbers

EARLIEST_YEAR = 2000
MOST_AT_ONCE = 1000  # a longer run of outside numbers is a slip of the finger
LONGEST = 40  # letters of a scheme
TITLES = {
    "orders": "Приказы по основной деятельности",
    "protocols": "Протоколы",
    "plans": "Планы и программы",
    "certificates": "Сертификаты школы наставников",
    "rules": "Положения, инструкции, критерии",
    "letters": "Исходящие письма",
    "agreements": "Соглашения",
    "reports": "Отчёты",
    "awards": "Благодарности и грамоты",
}
_WIDTH = re.compile(r"(0[2-6])?")
_LETTERS = re.compile(r"[0-9A-Za-zА-Яа-яЁё№/.\- ]*")
_EXAMPLE = "Например: «{n}», «{n}/1-од», «{n}-а», «{n:02}-Д»."


class NumberRefused(Refused):
    """A number that the journal cannot give or record."""


def format(scheme: str, n: int, year: int) -> str:
    """Write the number as the school does: «{n}/1-од» and 14 are «14/1-од»."""
    return scheme.format(n=n, y=year)


def run(row: OutsideNumbers) -> str:
    """Write a run of outside numbers as the school does: «7/1-од–9/1-од», one alone by itself."""
    return "–".join(format(row.journal.scheme, n, row.year) for n in sorted({row.first, row.last}))


def check_scheme(scheme: str) -> None:
    """Refuse a scheme that is no number, or by which two papers could get the same one."""
    try:
        parts = list(Formatter().parse(scheme))
    except ValueError as error:
        raise NumberRefused(f"Вид номера: скобки «{{» и «}}» стоят не парами. {_EXAMPLE}") from error
    if not all(_LETTERS.fullmatch(words) for words, *_ in parts):
        raise NumberRefused(f"Вид номера: возможны буквы, цифры, пробел и знаки «/», «-», «.», «№». {_EXAMPLE}")
    fields = [(field, width or "", conversion) for _, field, width, conversion in parts if field is not None]
    if any(field not in ("n", "y") or not _WIDTH.fullmatch(width) or conversion for field, width, conversion in fields):
        raise NumberRefused(f"Вид номера: в скобках бывает только n — порядковый номер, y — год. {_EXAMPLE}")
    if [field for field, *_ in fields].count("n") != 1:
        raise NumberRefused(f"Вид номера: порядковый номер «{{n}}» должен стоять в нём один раз. {_EXAMPLE}")
    if len(scheme) > LONGEST or scheme != " ".join(scheme.split()):
        raise NumberRefused(f"Вид номера: не длиннее {LONGEST} знаков, без лишних пробелов. {_EXAMPLE}")


def journal_for(organization: Organization, code: str) -> Journal:
    """Return the school's journal of this code; the first paper that needs it makes it."""
    journal, _ = Journal.objects.get_or_create(
        organization=organization, code=code, defaults={"title": TITLES.get(code, "Журнал регистрации")}
    )
    return journal


def preview_next(journal: Journal, on: date) -> str:
    """Say which number a paper of this day would get now; somebody else may be given it before."""
    counter = Counter.objects.filter(journal=journal, year=on.year).first()
    return format(journal.scheme, counter.next if counter else 1, on.year)


def take(journal: Journal, on: date, *, by: Membership) -> tuple[int, int, str]:
    """Give the next number of the journal in the year of the day; the counter stays locked until the deed is over.

    A deed that is undone gives its number back, so there is never a gap.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a number is taken in the transaction of its act")
    counter = _counter(journal, on.year)
    # One statement both locks and counts: whoever comes second waits here and then counts on.
    Counter.objects.filter(pk=counter.pk).update(next=F("next") + 1)
    counter.refresh_from_db(fields=["next"])
    n = counter.next - 1
    number = format(Journal.objects.values_list("scheme", flat=True).get(pk=journal.pk), n, on.year)
    _refuse_repeat(journal, on.year, number)
    return on.year, n, number


def hold(journals: Iterable[Journal], on: date) -> None:
    """Lock the counters of several journals, always in one order, before the first of their numbers is taken."""
    rows = [_counter(journal, on.year).pk for journal in sorted(set(journals), key=lambda journal: journal.pk)]
    list(Counter.objects.select_for_update().filter(pk__in=rows).order_by("pk"))


def _counter(journal: Journal, year: int) -> Counter:
    counter, _ = Counter.objects.get_or_create(
        journal=journal, year=year, defaults={"organization_id": journal.organization_id}
    )
    return counter


def _refuse_repeat(journal: Journal, year: int, number: str) -> None:
    """Stop where a new scheme writes what an old one has written already."""
    given = Document.objects.filter(journal=journal, year=year, number=number).first()
    if given:
        raise NumberRefused(
            f"Номер «{number}» уже стоит на документе «{given.title}»: вид номера меняли в течение года. "
            "Измените вид номера в журнале регистрации так, чтобы новые номера отличались от прежних."
        )


@transaction.atomic
def record_outside(
    journal: Journal, year: int, first: int, last: int, reason: str, *, by: Membership
) -> OutsideNumbers:
    """Record numbers that stand on papers made elsewhere: from the next one of the journal on, with the reason."""
    _refuse_stranger(by)
    journal = Journal.objects.visible_to(by).get(pk=journal.pk)
    if not reason.strip():
        raise NumberRefused("Напишите, что это за документы: причина останется в журнале регистрации.")
    if not EARLIEST_YEAR <= year <= schooldays.today(journal.organization).year:
        raise NumberRefused(f"Год {year} журнал не ведёт. Укажите нынешний или прошедший год.")
    if not 1 <= first <= last < first + MOST_AT_ONCE:
        raise NumberRefused(f"Проверьте номера: с {first} по {last}. За один раз записывают не больше {MOST_AT_ONCE}.")
    counter = Counter.objects.select_for_update().get(pk=_counter(journal, year).pk)
    _refuse_gap(counter, first)
    counter.next = last + 1
    counter.save(update_fields=["next"])
    row = OutsideNumbers.objects.create(
        organization=journal.organization,
        journal=journal,
        year=year,
        first=first,
        last=last,
        reason=reason.strip()[:300],
        by=by,
    )
    after = {"year": year, "first": first, "last": last, "reason": row.reason}
    deeds.write(journal.organization, "numbers.outside", journal, by=by, after=after)
    return row


def _refuse_stranger(by: Membership) -> None:
    if not by.can("documents.number"):
        raise NumberRefused("Журнал регистрации ведёт куратор, руководитель или специалист по кадрам.")


def _refuse_gap(counter: Counter, first: int) -> None:
    expected = counter.next
    if first < expected:
        raise NumberRefused(
            f"Номер {first} за {counter.year} год уже занят: следующий свободный — {expected}. "
            f"Запишите номера начиная с {expected}."
        )
    if first > expected:
        missed = f"{expected}" if first == expected + 1 else f"{expected}–{first - 1}"
        raise NumberRefused(
            f"Номера идут без пропусков, а между ними не записано: {missed}. "
            f"Запишите сначала, на каких документах стоит {missed}, или начните с {expected}."
        )


@transaction.atomic
def take_back_outside(row: OutsideNumbers, *, by: Membership) -> None:
    """Undo a record made by mistake, as long as nothing was numbered after it."""
    _refuse_stranger(by)
    counter = Counter.objects.select_for_update().get(journal=row.journal_id, year=row.year)
    row = OutsideNumbers.objects.visible_to(by).select_related("journal", "organization").filter(pk=row.pk).first()
    if row is None:
        raise NumberRefused("Этой записи уже нет. Ничего не изменено.")
    if counter.next != row.last + 1:
        raise NumberRefused(
            f"После номера {row.last} уже выданы следующие: эта запись остаётся, чтобы не было пропуска."
        )
    counter.next = row.first
    counter.save(update_fields=["next"])
    before = {"year": row.year, "first": row.first, "last": row.last, "reason": row.reason}
    deeds.write(row.organization, "numbers.outside_back", row.journal, by=by, before=before)
    row.delete()


@transaction.atomic
def change_scheme(journal: Journal, scheme: str, *, by: Membership) -> Journal:
    """Write later numbers another way; those that were given stay as they stand on paper."""
    _refuse_stranger(by)
    check_scheme(scheme)
    journal = Journal.objects.visible_to(by).select_for_update().get(pk=journal.pk)
    before, journal.scheme = journal.scheme, scheme
    journal.version += 1
    journal.save(update_fields=["scheme", "version"])
    deeds.write(
        journal.organization, "journal.scheme", journal, by=by, before={"scheme": before}, after={"scheme": scheme}
    )
    return journal
