"""Deadlines in the calendar of a phone: a secret address for each member, read without signing in."""

import hashlib
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import get_script_prefix, reverse
from django.utils.module_loading import import_string
from icalendar import Calendar, Event

from mentoring.accounts import journal, links
from mentoring.accounts.models import Membership, PersonalLink
from mentoring.accounts.operations import Refused
from mentoring.notifications import kinds
from mentoring.notifications.about import Entry

PURPOSE = "calendar"
LASTS = timedelta(days=366)
REFRESH = "PT12H"  # how often a calendar need look


@transaction.atomic
def open_feed(*, by: Membership) -> str:
    """Make the secret address of one's own calendar; the one before it opens nothing any more."""
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    for link in _live(by):
        links.revoke(link)
    link, token = links.make(
        by.organization, PURPOSE, f"membership:{by.pk}", person_name=by.name, membership=by, lasts=LASTS
    )
    journal.write(by.organization, "calendar.open", link, by=by, after={"expires_at": link.expires_at})
    return address(token)


@transaction.atomic
def close_feed(*, by: Membership) -> None:
    """Let the address open nothing from now on."""
    found = list(_live(by).select_for_update())
    if not found:
        raise Refused("Адреса календаря нет: закрывать нечего.")
    for link in found:
        links.revoke(link)
        journal.write(by.organization, "calendar.close", link, by=by)


def standing(membership: Membership) -> PersonalLink | None:
    """Return the link that opens this member's calendar, if there is one."""
    return _live(membership).order_by("-pk").first()


def _live(membership: Membership):
    return PersonalLink.objects.filter(membership=membership, purpose=PURPOSE, revoked_at=None)


def address(token: str) -> str:
    """Return the address as a phone needs it: it stands in no school."""
    return f"{settings.SITE_URL}/{reverse('calendar_feed', args=[token]).removeprefix(get_script_prefix())}"


def reader(token: str) -> tuple[PersonalLink, Membership] | None:
    """Return whose calendar the address opens; None where the link or the place in the school has ended."""
    link = links.find(token, purpose=PURPOSE)
    if link is None or link.membership_id is None:
        return None
    member = (
        Membership.objects.filter(pk=link.membership_id, ended_at=None)
        .select_related("organization")
        .prefetch_related("grants")
        .first()
    )
    return (link, member) if member else None


def write(member: Membership, since: datetime, today: date) -> bytes:
    """Write the open deadlines and meetings of a member as a calendar; the same days give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Наставничество//Сроки//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Наставничество: {member.organization.short_name}")
    calendar.add("x-wr-timezone", member.organization.zone)
    calendar.add("x-published-ttl", REFRESH)
    for verb in kinds.FEEDS:
        for entry in import_string(verb)(member, today):
            calendar.add_component(_event(entry, since))
    return calendar.to_ical()


def _event(entry: Entry, since: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", since)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", f"{entry.what}: {entry.title}")
    event.add("description", entry.note)
    event.add("url", settings.SITE_URL + entry.path)
    event.add("sequence", entry.version)
    event.add("transp", "TRANSPARENT")
    return event


def tag(body: bytes) -> str:
    """Return the mark by which a calendar knows that nothing has changed."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
