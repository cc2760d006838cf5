"""What pairs ask of a member today: calls for help, meetings not written down, diaries and questions not read.

One query tells all the numbers; each is counted only for those who may do something about it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from mentoring import tallying
from mentoring.accounts.models import Membership
from mentoring.calendar import zones
from mentoring.calendar.words import counted, day_month, plural
from mentoring.pairs import covering, seats
from mentoring.pairs.covering import Share
from mentoring.pairs.diary import remarks
from mentoring.pairs.family import questions
from mentoring.pairs.models import Call, Meeting, Pair, PairMentee, PairWarning, Run, RunWaiting
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee
from reports.batches.models import Batch
from reports.desk.needs import Need
from reports.documents import concerning


@dataclass(frozen=True)
class Needs:
    """What waits: calls for help, which come before all else, and the rest; and whom pairs have reached so far."""

    calls: tuple[Need, ...] = ()
    rest: tuple[Need, ...] = ()
    shares: tuple[Share, ...] = ()
    batches: int = 0  # own ones of papers that came to their end: counted here, for this query is asked anyway


def of_member(membership: Membership, programme: Programme | None, today: date) -> Needs:
    """Say what pairs ask of this member."""
    asked = dict(_asked(membership, programme, today))
    if not asked:
        return Needs()
    found = Membership.objects.filter(pk=membership.pk).values(**asked).get()
    rest = tuple(say(found) for name, say in _SAID.items() if found.get(name))
    shares = covering.shares(found) if covering.LEARNERS in found else ()
    calls = (_calls(found, membership),) if found.get("calls") else ()
    return Needs(calls, rest, shares, found.get("batches", 0))


def _asked(membership: Membership, programme: Programme | None, today: date) -> Iterator[tuple[str, Any]]:
    """Name the numbers that concern this member."""
    if membership.can("calls.see"):
        waiting = Call.objects.visible_to(membership).filter(answered_at=None)
        yield "calls", tallying.count(waiting)
        yield "answer_by", Subquery(tallying.grouped(waiting).annotate(first=Min("answer_by")).values("first"))
    if membership.can("diary.write"):
        yield "unwritten", tallying.count(_unwritten(membership, today))
    if membership.can("diary.answer"):
        unread = remarks.unread(Meeting.objects.visible_to(membership).exclude(written_at=None))
        yield "unread", tallying.count(unread)
        yield "important", tallying.count(unread.filter(important=True))
        yield "questions", tallying.count(questions.seen_by(membership).filter(answered_at=None))
        yield "warnings", tallying.count(PairWarning.objects.visible_to(membership).waiting(today))
    if membership.can("matching.see") and programme:
        yield "alone", tallying.count(_left_alone(programme), distinct="mentee")
    if membership.can("diary.see") and programme:
        yield from covering.asked(programme, today).items()
    if membership.can("jobs.see"):
        yield "batches", tallying.count(Batch.objects.visible_to(membership).untold())
    if membership.can("documents.edit") and programme:
        yield "projects", tallying.count(concerning.due(programme, "O7"))


def _unwritten(membership: Membership, today: date) -> QuerySet[Meeting]:
    own = Pair.objects.filter(organization=membership.organization_id).led_by(membership, today)
    return Meeting.objects.filter(pair__in=own.values("pk"), state=Meeting.State.PLANNED, on__lt=today)


def _left_alone(programme: Programme) -> QuerySet[RunWaiting]:
    """Return those whom the last matching of a form left, and who are still without a pair."""
    published = Run.objects.filter(state=Run.State.PUBLISHED)
    later = published.filter(
        programme=OuterRef("run__programme"), form=OuterRef("run__form"), at__gt=OuterRef("run__at")
    )
    seated = PairMentee.objects.filter(mentee=OuterRef("mentee"), pair__state__in=seats.LIVING)
    rows = RunWaiting.objects.filter(run__programme=programme, run__state=Run.State.PUBLISHED)
    return rows.filter(~Exists(later), ~Exists(seated), mentee__state=Mentee.State.REGISTERED)


def _calls(found: Mapping, membership: Membership) -> Need:
    """Ask for the first answer; who called and why is told on the page alone."""
    until = zones.local(membership.organization.zone, found["answer_by"])
    count = found["calls"]
    return Need(
        title=counted(count, "тихий сигнал ждёт ответа", "тихих сигнала ждут ответа", "тихих сигналов ждут ответа"),
        url=reverse("calls"),
        status="bad" if found["answer_by"] < timezone.now() else "warn",
        icon="exclamation-octagon",
        when=f"до {day_month(until.date())}, {until:%H:%M}",
        why="Кто обратился и о чём, видно только на странице сигналов.",
        button="Ответить",
    )


def _meetings(found: Mapping) -> Need:
    return Need(
        title=counted(found["unwritten"], "встреча не записана", "встречи не записаны", "встреч не записаны"),
        url=reverse("diary_mine"),
        status="warn",
        icon="pencil",
        when="день прошёл",
        why="Запишите, как она прошла, или отметьте, что её не было: это полминуты.",
        button="Записать",
    )


def _diaries(found: Mapping) -> Need:
    important = found["important"]
    return Need(
        title=counted(found["unread"], "запись в дневниках", "записи в дневниках", "записей в дневниках"),
        url=reverse("diary_feed"),
        status="warn" if important else "",
        icon="journal-text",
        when=f"важных: {important}" if important else "не прочитаны",
        why="Прочитайте и отметьте; наставник увидит ваш ответ.",
        button="Читать",
    )


def _questions(found: Mapping) -> Need:
    return Need(
        title=counted(found["questions"], "вопрос ждёт ответа", "вопроса ждут ответа", "вопросов ждут ответа"),
        url=reverse("questions"),
        status="go",
        icon="question-circle",
        when="ждут",
        why="Спрашивают наставники, наставляемые и родители.",
        button="Ответить",
    )


def _warnings(found: Mapping) -> Need:
    return Need(
        title=counted(found["warnings"], "предупреждение о парах", "предупреждения о парах", "предупреждений о парах"),
        url=reverse("pair_warnings"),
        status="warn",
        icon="exclamation-triangle",
        when="замечено программой",
        why="Пары, которые давно не встречались, срывают встречи или отстают от плана. Письмо наставнику готово.",
        button="Посмотреть",
    )


def _alone(found: Mapping) -> Need:
    count = found["alone"]
    without = plural(count, "остался", "остались", "остались")
    return Need(
        title=f"{counted(count, 'наставляемый', 'наставляемых', 'наставляемых')} {without} без наставника",
        url=reverse("matching"),
        status="warn",
        icon="person-dash",
        when="после подбора",
        why="Поддержите их, пока идёт поиск: они войдут в следующий подбор.",
        button="Открыть",
    )


def _projects(found: Mapping) -> Need:
    return Need(
        title=counted(found["projects"], "пара ждёт приказа", "пары ждут приказа", "пар ждут приказа"),
        url=reverse("document_new"),
        status="go",
        icon="file-earmark-text",
        when="проект",
        why="Составьте приказ о закреплении: пары начнут действовать в день приказа.",
        button="Составить",
    )


_SAID = {
    "unwritten": _meetings,
    "unread": _diaries,
    "questions": _questions,
    "warnings": _warnings,
    "alone": _alone,
    "projects": _projects,
}
