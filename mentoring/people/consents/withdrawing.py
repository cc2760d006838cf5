"""A consent is taken back: the gate closes at once, and what has to be destroyed gets its days."""

from datetime import date

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.people.consents import consequences, giving, reminding
from mentoring.people.consents.consequences import Consequence
from mentoring.people.consents.signing import ConsentRefused
from mentoring.people.models import Consent


def foreseen(consent: Consent, on: date) -> tuple[Consequence, ...]:
    """Say what a withdrawal on this day would bring, before it is done."""
    return consequences.of_withdrawal(consent.kind.gate, on, schooldays.calendar_of(consent.organization))


@transaction.atomic
def withdraw(
    consent: Consent, *, on: date, words_of: str = "", version: int, by: Membership | None
) -> tuple[Consent, ...]:
    """Take back all that stands for this person and purpose, whoever signed it; `by` is nobody for a link."""
    giving.locked(consent.person)
    consent = giving.of_version(consent, version)
    if consent.withdrawn_on:
        raise ConsentRefused(f"«{consent.kind}» уже отозвано {words.digits(consent.withdrawn_on)}. Ничего не изменено.")
    if consent.refused:
        raise ConsentRefused("Это отказ, а не согласие: отзывать нечего.")
    _day(consent, on)
    acts = Consent.objects.filter(person=consent.person, kind=consent.kind, refused=False, withdrawn_on=None)
    acts = list(acts.select_for_update(of=("self",)).select_related("organization", "kind", "person").order_by("pk"))
    due = foreseen(consent, on)
    for act in acts:
        act.withdrawn_on, act.withdrawal, act.version = max(on, act.on), words_of.strip()[:300], act.version + 1
        act.save(update_fields=["withdrawn_on", "withdrawal", "version"])
        after = {"withdrawn_on": act.withdrawn_on, "withdrawal": act.withdrawal, "due": [one.due for one in due]}
        journal.write(act.organization, "consent.withdrawn", act, by=by, after=after)
    reminding.withdrawn(consent, due)
    return tuple(acts)


def _day(consent: Consent, on: date) -> None:
    if on > schooldays.today(consent.organization):
        raise ConsentRefused(f"Дата отзыва {words.digits(on)} ещё не наступила. Проверьте её.")
    if on < consent.on:
        raise ConsentRefused(f"Отозвать раньше, чем подписали ({words.digits(consent.on)}), нельзя. Проверьте дату.")
