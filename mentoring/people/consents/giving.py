"""Consents are given, refused and put right: each an act of its own, under its own words."""

from calendar import monthrange
from datetime import date, timedelta

from django.db import transaction

from mentoring.accounts import files, journal, schooldays
from mentoring.accounts.models import Membership, StoredFile
from mentoring.calendar import words
from mentoring.people.consents import signing, wording
from mentoring.people.consents.signing import ConsentRefused, Signature
from mentoring.people.models import Consent, ConsentKind, Person

OPENED_BY = "consents.see"  # the right that opens a scan
SCANS = ("application/pdf", "image/jpeg", "image/png")
EDIT = "consents.edit"


@transaction.atomic
def give(
    person: Person,
    kind: ConsentKind,
    *,
    right: str = Consent.SELF,
    given_by: Person | None = None,
    on: date,
    until: date | None = None,
    how: str = Consent.How.PAPER,
    co_signed: bool = False,
    scan: StoredFile | None = None,
    by: Membership | None,
) -> Consent:
    """Keep one consent; its term is that of its kind unless another is said. `by` is nobody for an online act."""
    person = locked(person)
    _day(person, on)
    if how == Consent.How.ONLINE and kind.written:
        raise ConsentRefused(f"«{kind}» принимают только на бумаге. Распечатайте его и подпишите.")
    signature = signing.checked(person, kind, Signature(right, given_by, co_signed), on)
    until = until or term(kind, on)
    _span(on, until)
    _not_twice(person, kind, signature, on)
    return _keep(person, kind, signature, by=by, on=on, until=until, how=how, scan=scan)


@transaction.atomic
def refuse(
    person: Person,
    kind: ConsentKind,
    *,
    right: str = Consent.SELF,
    given_by: Person | None = None,
    on: date,
    scan: StoredFile | None = None,
    by: Membership | None,
) -> Consent:
    """Keep a refusal, so that nobody asks again; who has agreed before withdraws instead."""
    person = locked(person)
    _day(person, on)
    signature = signing.checked(person, kind, Signature(right, given_by), on, refusing=True)
    standing = Consent.objects.filter(person=person, kind=kind, given_by=signature.given_by).valid(on).first()
    if standing:
        raise ConsentRefused(f"«{kind}» уже дано {words.digits(standing.on)}. Вместо отказа отзовите его.")
    return _keep(person, kind, signature, by=by, on=on, refused=True, scan=scan)


@transaction.atomic
def correct(consent: Consent, *, on: date, until: date | None, version: int, by: Membership) -> Consent:
    """Put the days of an act right where they were typed wrong; who signed is checked again on the new day."""
    consent = of_version(consent, version)
    _day(consent.person, on)
    _span(on, until)
    if consent.withdrawn_on:
        raise ConsentRefused(f"Отозвано {words.digits(consent.withdrawn_on)}: исправлять больше нечего.")
    signature = Signature(consent.right, consent.given_by, consent.co_signed)
    signing.checked(consent.person, consent.kind, signature, on, refusing=consent.refused)
    before, after = {"on": consent.on, "until": consent.until}, {"on": on, "until": until}
    if before == after:
        return consent
    consent.on, consent.until, consent.text = on, until, wording.in_force(consent.kind, on)
    _save(consent, "on", "until", "text")
    journal.write(consent.organization, "consent.mended", consent, by=by, before=before, after=after)
    return consent


@transaction.atomic
def attach(consent: Consent, name: str, data: bytes, *, by: Membership) -> Consent:
    """Keep the scan of a signed paper with its act; the one before stays in the store."""
    consent = of_version(consent)
    consent.scan = keep_scan(consent.person, name, data, by=by)
    _save(consent, "scan")
    journal.write(consent.organization, "consent.scan", consent, by=by, after={"file": consent.scan.public_id})
    return consent


def keep_scan(person: Person, name: str, data: bytes, *, by: Membership) -> StoredFile:
    """Keep a scanned paper of this person."""
    file = files.store(person.organization, name, data, action=OPENED_BY, by=by)
    if file.content_type not in SCANS:
        raise ConsentRefused(f"«{file.name}»: скан принимаем в PDF, JPEG или PNG. Сохраните его так и приложите снова.")
    return file


def term(kind: ConsentKind, on: date) -> date | None:
    """Return the last day of a consent signed on this day by the term of its kind."""
    if not kind.months:
        return None
    years, month = divmod(on.month - 1 + kind.months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1])) - timedelta(days=1)


def locked(person: Person) -> Person:
    """Lock the person: two who record the same paper at once come one after the other."""
    rows = Person.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=person.pk)


def of_version(consent: Consent, version: int | None = None) -> Consent:
    """Lock the act as the page showed it."""
    rows = Consent.objects.select_for_update(of=("self",))
    row = rows.select_related("organization", "person__organization", "kind", "given_by").get(pk=consent.pk)
    if version is not None and row.version != version:
        raise ConsentRefused("Пока страница была открыта, это согласие изменили. Откройте её заново и повторите.")
    return row


def _save(consent: Consent, *fields: str) -> None:
    consent.version += 1
    consent.save(update_fields=[*fields, "version"])


def _keep(person: Person, kind: ConsentKind, signature: Signature, *, by: Membership | None, **facts) -> Consent:
    consent = Consent.objects.create(
        organization=person.organization,
        person=person,
        kind=kind,
        text=wording.in_force(kind, facts["on"]),
        given_by=signature.given_by,
        right=signature.right,
        co_signed=signature.co_signed,
        **facts,
    )
    verb = "consent.refused" if consent.refused else "consent.signed"
    journal.write(person.organization, verb, consent, by=by, after=_told(consent))
    return consent


def _told(consent: Consent) -> dict:
    signed_by = consent.given_by.full_name if consent.given_by else consent.person.full_name
    return {
        "person": consent.person.full_name,
        "kind": consent.kind.title,
        "given_by": signed_by,
        "right": consent.get_right_display(),
        "on": consent.on,
        "until": consent.until,
    }


def _day(person: Person, on: date) -> None:
    today = schooldays.today(person.organization)
    if on > today:
        raise ConsentRefused(f"Дата подписи {words.digits(on)} ещё не наступила. Проверьте её.")
    if person.birth_date and on < person.birth_date:
        raise ConsentRefused(f"Дата подписи {words.digits(on)} раньше дня рождения. Проверьте её.")


def _span(on: date, until: date | None) -> None:
    if until is not None and until < on:
        raise ConsentRefused("«Действует по» раньше даты подписи. Проверьте даты.")


def _not_twice(person: Person, kind: ConsentKind, signature: Signature, on: date) -> None:
    same = Consent.objects.filter(person=person, kind=kind, given_by=signature.given_by, on=on, refused=False)
    if same.filter(withdrawn_on=None).exists():
        raise ConsentRefused(f"«{kind}» от {words.digits(on)} уже записано. Ничего не изменено.")
