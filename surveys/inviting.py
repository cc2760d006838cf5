"""Personal links of a wave, and the letters that bring them; a link is told once and only its hash is kept."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from mentoring.accounts import links
from mentoring.accounts.models import PersonalLink
from mentoring.calendar import words, zones
from mentoring.notifications import ladder, letters, outbox
from mentoring.notifications.models import OutboxItem
from surveys.models import Respondent, Wave

PURPOSE = "survey"
PAGE = "survey_link"
LASTS = timedelta(days=400)  # longer than any wave: whether one may still answer is told by the wave
FIRST = "invitation"


def make_links(respondents: Iterable[Respondent]) -> dict[int, str]:
    """Make a new link for each of these respondents of one school; return the addresses by respondent."""
    rows = list(respondents)
    if not rows:
        return {}
    tokens = links.make_many(rows[0].organization, PURPOSE, [str(row.pk) for row in rows], lasts=LASTS)
    return {row.pk: links.address(PAGE, tokens[str(row.pk)]) for row in rows}


def respondent_of(link: PersonalLink) -> Respondent | None:
    """Return who holds this link, as long as their wave is open and they have not answered."""
    rows = Respondent.objects.filter(organization=link.organization, wave__state=Wave.State.OPEN, answered_on=None)
    return rows.select_related("organization", "person", "about", "wave").filter(pk=link.subject).first()


def tell(respondents: Iterable[Respondent], wave: Wave) -> None:
    """Write to those who have an address: now, and on the days of reminding to those who have not answered by then."""
    rows = list(respondents)
    _plan(rows, wave, FIRST)
    for days in wave.remind:
        on = wave.closes_on - timedelta(days)
        if on > wave.opens_on:
            _plan(rows, wave, on.isoformat(), due_at=zones.moment(wave.organization.zone, on, ladder.OPENS))


def remind(wave: Wave, today: date) -> int:
    """Write once more to everybody who has not answered, once a day; return to how many."""
    return _plan(waiting(wave), wave, f"by-hand-{today}")


def waiting(wave: Wave):
    """Return who has not answered yet, by name."""
    return wave.respondents.filter(answered_on=None).select_related("person", "about", "organization")


@transaction.atomic
def write(*, respondent: int, step: str) -> None:
    """Write one letter with a fresh link, unless there is nothing to ask any more or it has been written."""
    rows = Respondent.objects.select_related("organization", "person", "about", "wave__edition__questionnaire")
    row = rows.filter(pk=respondent, wave__state=Wave.State.OPEN, answered_on=None).first()
    if row is None or not row.person.email:
        return
    key = f"survey:{row.public_id}:{step}"
    if OutboxItem.objects.filter(key=f"letter:{key}").exists():
        return
    context = {
        "row": row,
        "wave": row.wave,
        "until": words.day_month(row.wave.closes_on),
        "address": make_links([row])[row.pk],
        "again": step != FIRST,
    }
    letters.post(row.organization, row.person.email, "survey", context, key=key)


def _plan(rows: Iterable[Respondent], wave: Wave, step: str, *, due_at: datetime | None = None) -> int:
    """Put the letters of one step into the outbox, those of them that are not there yet."""
    wanted = {f"survey-letter:{row.public_id}:{step}": row for row in rows if row.person.email}
    there = set(OutboxItem.objects.filter(key__in=wanted).values_list("key", flat=True))
    effects = {key: {"respondent": row.pk, "step": step} for key, row in wanted.items() if key not in there}
    outbox.add_all("survey_letter", effects, organization=wave.organization, due_at=due_at)
    return len(effects)
