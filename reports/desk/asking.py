"""What surveys ask of a member today: own questionnaires to answer, waves that end while few have answered."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from mentoring.calendar.words import counted, from_now
from reports.desk.needs import Need
from surveys import answering
from surveys.models import Wave

NEAR, ENOUGH = timedelta(days=2), 80  # days before the end, percent of answers


def of_member(membership, today: date) -> Iterator[Need]:
    """Collect both, by one query each."""
    if membership.can("surveys.answer"):
        yield from own(membership, today)
    if membership.can("surveys.edit"):
        yield from ending(membership, today)


def own(membership, today: date) -> Iterator[Need]:
    """Ask the member to answer what they are asked."""
    rows = list(answering.waiting_of(membership))
    if rows:
        titles = ", ".join(f"«{row.wave.title}»" for row in rows[:2])
        more = " и другие" if len(rows) > 2 else ""
        yield Need(
            title=counted(len(rows), "анкета ждёт вашего ответа", "анкеты ждут вашего ответа", "анкет ждут ответа"),
            url=reverse("survey_answers_mine"),
            status="go",
            icon="question-circle",
            when=from_now(rows[0].wave.closes_on, today),
            why=f"{titles}{more}.",
            button="Ответить",
        )


def ending(membership, today: date) -> Iterator[Need]:
    """Name the waves that end soon while few have answered."""
    rows = Wave.objects.visible_to(membership).filter(state=Wave.State.OPEN, closes_on__lte=today + NEAR)
    said = Count("respondents", ~Q(respondents__answered_on=None))
    for wave in rows.annotate(asked=Count("respondents"), said=said).order_by("closes_on", "pk"):
        if 100 * wave.said < ENOUGH * wave.asked:
            yield Need(
                title=f"Опрос «{wave.title}» скоро закроется",
                url=reverse("survey_wave", args=[wave.public_id]),
                status="warn",
                icon="question-circle",
                when=from_now(wave.closes_on, today),
                why=f"Ответили {wave.said} из {wave.asked}. Напомните, внесите бумажные ответы или продлите.",
                button="Открыть",
            )
