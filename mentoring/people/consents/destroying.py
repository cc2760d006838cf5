"""What a withdrawn consent had made lawful is destroyed, by its day and by an act (152-ФЗ, art. 21; order 179)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.calendar import words
from mentoring.people.consents import consequences, giving
from mentoring.people.consents.consequences import Consequence
from mentoring.people.consents.signing import ConsentRefused
from mentoring.people.models import Consent, Erasure
from mentoring.people.privacy import erasing, grounds
from mentoring.people.privacy.declaring import Category
from mentoring.people.privacy.foreseeing import Part

ACTION = erasing.ACTION
AHEAD = timedelta(days=7)  # before the last day this becomes a task
_NOT_YET = timedelta(days=consequences.DESTROYED_IN) - AHEAD
KEPT = (("согласие и его отзыв", "доказательство, что согласие было: 152-ФЗ, статья 9, часть 3"),)


def last_task(consent: Consent) -> Consequence:
    """Return what is to be destroyed after this withdrawal, and by when."""
    calendar = schooldays.calendar_of(consent.organization)
    return consequences.of_withdrawal(consent.kind.gate, consent.withdrawn_on, calendar)[-1]


def due(consent: Consent) -> date:
    """Return the last day on which it may still be there."""
    return consent.withdrawn_on + timedelta(days=consequences.DESTROYED_IN)


def waiting(member: Membership, today: date) -> QuerySet[Consent]:
    """Return withdrawn consents after which something is to be destroyed soon, one for each person and purpose."""
    again = Consent.objects.filter(person=OuterRef("person"), kind=OuterRef("kind")).valid(today)
    rows = Consent.objects.visible_to(member).filter(act=None, withdrawn_on__lte=today - _NOT_YET)
    later = rows.filter(person=OuterRef("person"), kind=OuterRef("kind"), pk__gt=OuterRef("pk"))
    erased = {"person__given": "", "person__surname__startswith": erasing.PSEUDONYM}
    found = rows.filter(~Exists(again), ~Exists(later)).exclude(**erased)
    return found.select_related("person", "kind").order_by("withdrawn_on", "pk")


def foreseen(consent: Consent) -> list[Part]:
    """Say what the program itself will destroy."""
    return grounds.parts(grounds.of(consent.person, consent.kind.gate))


@transaction.atomic
def destroy(consent: Consent, *, by: Membership) -> Erasure:
    """Destroy what was kept on the ground of this consent alone, and make the act; done twice it is the same act."""
    organization = Organization.objects.select_for_update(no_key=True).get(pk=consent.organization_id)
    giving.locked(consent.person)
    row = giving.of_version(consent)
    if row.act_id:
        return row.act
    _refuse(row)
    found = grounds.of(row.person, row.kind.gate)
    act = Erasure(
        organization=organization,
        number=erasing.next_number(organization),
        reason=Erasure.Reason.WITHDRAWN,
        basis=f"«{row.kind}», отозвано {words.digits(row.withdrawn_on)}"[:200],
        by=by,
        at=timezone.now(),
        destroyed=[[part.category.label, part.what, part.count] for part in grounds.parts(found)],
        kept=[list(one) for one in KEPT],
    )
    act.destroyed.append([Category.PAPER.label, f"сделано вручную: {last_task(row).words}", ""])
    grounds.destroy(row.person, found)
    act.save(force_insert=True)
    _settle(row, act)
    journal.write(organization, "consent.destroyed", act, by=by, after={"number": act.number, "basis": act.basis})
    return act


def _settle(row: Consent, act: Erasure) -> None:
    """Name the act beside each withdrawn signature under this purpose."""
    same = Consent.objects.filter(person=row.person, kind=row.kind, act=None, withdrawn_on__isnull=False)
    for one in same.select_for_update(of=("self",)):
        one.act, one.version = act, one.version + 1
        one.save(update_fields=["act", "version"])


def _refuse(row: Consent) -> None:
    if row.withdrawn_on is None:
        raise ConsentRefused(f"«{row.kind}» не отозвано: уничтожать нечего.")
    today = schooldays.today(row.organization)
    if Consent.objects.filter(person=row.person, kind=row.kind).valid(today).exists():
        raise ConsentRefused(f"«{row.kind}» после отзыва дано снова: сведения нужны, уничтожать их нельзя.")
