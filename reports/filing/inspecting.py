"""Letting somebody from outside look at chosen papers: a link for a few days, closed at will, each look noted."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Prefetch, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from mentoring import access
from mentoring.accounts import journal, links, schooldays
from mentoring.accounts.models import Grant, Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.people.models import Consent
from mentoring.programmes.models import Programme
from reports.documents.models import Document
from reports.filing import contents, shelves
from reports.filing.line import Line
from reports.filing.models import Inspection, Visit
from reports.filing.shelves import Choice

PURPOSE, EDIT, SPECIAL = "inspect", "documents.edit", "restricted.see"
USUAL, LONGEST = 7, 30  # days that a link lasts
MOST = 20  # links of one school that work at once
SHOWN = 30  # latest links, and latest visits of each, that the school is shown


def lines(membership: Membership, choice: Choice) -> list[Line]:
    """Return the papers that were chosen, with what is given of each: never more than this member may see."""
    chosen, today = shelves.chosen(membership, choice), schooldays.today(membership.organization)
    return contents.lines(chosen, today, personal=choice.personal, special=membership.can(SPECIAL))


@transaction.atomic
def open_link(choice: Choice, whom: str, days: int, *, by: Membership) -> str:
    """Make a link for an inspection; its token is told this once. It closes with the access of whoever made it."""
    if not by.can(EDIT):
        raise Refused("Ссылку для проверки делает тот, кто составляет документы.")
    if not 1 <= days <= LONGEST:
        raise Refused(f"Ссылка действует от 1 до {LONGEST} дней. Поправьте срок.")
    if living(by.organization).count() >= MOST:
        raise Refused(f"Ссылок уже {MOST}. Закройте те, что больше не нужны.")
    chosen = Programme.objects.visible_to(by).filter(pk=choice.programme).first()
    if choice.programme is not None and chosen is None:
        raise Refused("Такой программы нет. Выберите её из списка.")
    inspection = Inspection.objects.create(
        organization=by.organization,
        whom=whom,
        programme=chosen,
        year=choice.year,
        indexes=list(choice.indexes),
        personal=choice.personal,
        by=by,
    )
    lasts = timedelta(days=days)
    link, token = links.make(by.organization, PURPOSE, f"inspection:{inspection.pk}", membership=by, lasts=lasts)
    inspection.link = link
    inspection.save(update_fields=["link"])
    after = {"whom": whom, "year": choice.year, "indexes": list(choice.indexes), "personal": choice.personal}
    journal.write(by.organization, "inspection.link", inspection, by=by, after=after | {"days": days})
    return token


@transaction.atomic
def close(inspection: Inspection, *, by: Membership) -> Inspection:
    """Let nobody look by this link any more."""
    row = living(by.organization).select_for_update(of=("self",)).filter(pk=inspection.pk).first()
    if row is None:
        raise Refused("Эта ссылка уже не действует.")
    links.revoke(row.link)
    journal.write(by.organization, "inspection.shut", row, by=by)
    return row


def _works() -> Q:
    """Tell a link that works: neither closed nor expired, and whoever made it may still make such links."""
    makers = Grant.objects.filter(role__in=access.ACTIONS[EDIT]).values("membership")
    open_now = Q(link__purpose=PURPOSE, link__revoked_at=None, link__expires_at__gt=timezone.now())
    return open_now & Q(by__in=makers)


def living(organization: Organization | None = None):
    """Return the inspections whose links work now."""
    rows = Inspection.objects.filter(_works()).select_related("organization", "by__organization", "link", "programme")
    rows = rows.prefetch_related("by__grants")
    return rows if organization is None else rows.filter(organization=organization)


def choice_of(inspection: Inspection) -> Choice:
    """Return what an inspection may see."""
    return Choice(inspection.programme_id, inspection.year, tuple(inspection.indexes), inspection.personal)


def note(inspection: Inspection, what: str, *, count: int = 0, of: Document | Consent | None = None) -> Visit:
    """Write down that somebody has looked at or taken something; `of` is the paper whose file it was."""
    paper = {} if of is None else {"consent" if isinstance(of, Consent) else "document": of}
    facts = {"what": what, "count": count} | paper
    return Visit.objects.create(organization=inspection.organization, inspection=inspection, **facts)


def told(organization: Organization):
    """Return the latest links of a school, those that work first, with their latest visits."""
    latest = Visit.objects.select_related("document", "consent__kind").order_by("-pk")[:SHOWN]
    rows = Inspection.objects.filter(organization=organization).select_related("link", "by", "programme")
    counted = rows.annotate(works=_works(), times=Count("visits"), taken=Coalesce(Sum("visits__count"), 0))
    return counted.order_by("-works", "-pk").prefetch_related(Prefetch("visits", latest, to_attr="latest"))[:SHOWN]
