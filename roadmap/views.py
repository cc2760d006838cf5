"""Pages of the living plan: the whole, the week, what is late, one event."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from mentoring import history
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry
from mentoring.calendar import describing, words
from mentoring.calendar.due import Kind
from mentoring.pages import PlainPage
from roadmap import checklist, choosing, overview, planning, standing
from roadmap.choosing import Choice
from roadmap.forms import AnchorForm, MarkForm, PapersForm, PlanFilter, ReasonForm
from roadmap.lines import Line, Plan
from roadmap.models import Event, Roadmap
from roadmap.outputs.table import AT_ONCE
from roadmap.standing import State
from roadmap.timeline import shortened

_CHECKS = {"checks_all": Count("checks"), "checks_done": Count("checks", filter=Q(checks__done_at__isnull=False))}
_HISTORY = 50  # latest entries shown
_HEADING = 48  # letters


class PlanPage(PlainPage):
    """The plan like its document, with marks; `pk` names one of several."""

    action = "plan.see"
    template_name = "roadmap/plan.html"

    def get(self, request, pk=None):
        today = schooldays.today(self.organization)
        plans = overview.plans(self.membership)
        if pk is None and not plans:
            return render(request, "roadmap/no_plan.html", {"title": "Дорожная карта"})
        chosen = next((plan for plan in plans if plan.pk == pk), None) if pk else plans[0]
        if chosen is None:
            raise Http404
        whole = overview.load(chosen, member=self.membership, today=today)
        form = PlanFilter(request.GET, people=whole.people)
        choice = Choice(**form.chosen())
        filtered = choice != Choice()
        return self.render_to_response(
            self.get_context_data(
                title=heading(chosen),
                roadmap=chosen,
                plan=choosing.chosen(whole, choice),
                state_words=state_words(whole),
                timeline=overview.drawing(whole),
                form=form,
                filtered=filtered,
                tags=tags(whole, choice),
                others=[plan for plan in plans if plan.pk != chosen.pk],
                opened=filtered or "all" in request.GET,
                **layout(whole),
            )
        )


class ToDoPage(PlainPage):
    """Times of events as a list of things to do, of everybody or one's own."""

    action = "plan.see"
    template_name = "roadmap/to_do.html"
    scope = "week"
    mine_title = title = ""

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        everybody = self.request.GET.get("who", "" if self.membership.can("event.mark_any") else "me") != "me"
        live = overview.live(overview.plans(self.membership), today)
        found = overview.load_all(live, member=self.membership, today=today)
        lines = [line for plan in found for line in plan.lines if everybody or line.mine]
        return super().get_context_data(
            title=self.title if everybody else self.mine_title,
            everybody=everybody,
            groups=[group for group in self.groups(lines, today) if group["items"]],
            today=today,
            week=choosing.week(today),
            has_plan=bool(found),
            nearest=items(upcoming(lines, today)[:1], today),
            **kwargs,
        )

    def groups(self, lines, today):
        late = [(line, time) for line, time in open_times(lines) if _is_late(time, today)]
        return [{"title": "", "items": items(late, today)}]


class OverduePage(ToDoPage):
    """What is late, the oldest first."""

    title, mine_title = "Просрочено", "Просрочено у меня"
    scope = "overdue"


class WeekPage(ToDoPage):
    """This week: what is late, what is due day by day, what goes on."""

    title, mine_title = "Эта неделя", "Моя неделя"

    def groups(self, lines, today):
        week = choosing.week(today)
        late = [(line, time) for line, time in open_times(lines) if _is_late(time, today)]
        due = [
            (line, time)
            for line, time in open_times(lines)
            if time.due and not _is_late(time, today) and week.start <= time.due <= week.end
        ]
        going = [
            (line, time)
            for line, time in open_times(lines)
            if time.due and time.due > week.end and time.start and time.start <= week.end
        ]
        return [
            {"title": "Просрочено", "items": items(late, today)},
            {"title": "Срок на этой неделе", "items": items(due, today)},
            {"title": "Идёт сейчас", "items": items(going, today)},
        ]


class ChecksPage(PlainPage):
    """The check-list of stages that came with the document."""

    action = "plan.see"
    template_name = "roadmap/checks.html"
    title = "Контрольный список этапов"

    def get_context_data(self, pk, **kwargs):
        rows = Roadmap.objects.visible_to(self.membership).annotate(**_CHECKS)
        roadmap = get_object_or_404(rows, pk=pk)
        return super().get_context_data(
            roadmap=roadmap,
            groups=checklist.by_stage(roadmap),
            state_words=f"Сделано {roadmap.checks_done} из {roadmap.checks_all}.",
            markable=self.membership.can("event.mark_any") and roadmap.state != Roadmap.State.ARCHIVED,
            **kwargs,
        )


class EventPage(PlainPage):
    """Everything about one event: each of its times with its mark, its evidence, its history."""

    action = "plan.see"
    template_name = "roadmap/event.html"

    def get_context_data(self, pk, **kwargs):
        events = Event.objects.visible_to(self.membership).select_related("roadmap__organization", "section")
        event = get_object_or_404(events, pk=pk)
        today = schooldays.today(self.organization)
        calendar = schooldays.calendar_of(self.organization)
        line, occurrences = overview.one(event, member=self.membership, today=today)
        return super().get_context_data(
            title=f"{line.number} {line.title}".strip(),
            event=event,
            line=line,
            understood=describing.describe(event.due_spec) if event.due_text else "",
            anchor=self._anchor(event),
            times=[self._time(line, one, today, calendar) for one in occurrences],
            history=self._history(event, occurrences),
            editable=self.membership.can("plan.edit") and event.roadmap.state != Roadmap.State.ARCHIVED,
            **kwargs,
        )

    def _anchor(self, event: Event):
        """Offer to name the day that a term like «после приказа» is counted from."""
        if event.due_spec.kind != Kind.RELATIVE:
            return None
        return AnchorForm(auto_id="anchor_%s", initial={"on": event.answers.get(planning.ANCHOR, "")})

    def _time(self, line: Line, occurrence, today, calendar) -> dict:
        """Put together one time of the event with the forms of its deeds."""
        time = overview.time_of(occurrence)
        name, initial = f"t{occurrence.pk}_%s", {"version": occurrence.version}
        return {
            "occurrence": occurrence,
            "look": standing.time_look(time, today),
            "when": standing.when(time, today) if time.due else "без даты",
            "moved": overview.moved_in_full(occurrence, calendar),
            "papers": occurrence.evidence.all(),
            "markable": line.markable,
            "now": line.following is not None and line.following.pk == occurrence.pk,
            "mark": MarkForm(auto_id=name, initial=initial | {"on": today, "note": occurrence.note}),
            "more": PapersForm(auto_id=f"m{occurrence.pk}_%s"),
            "cancel": ReasonForm(auto_id=f"c{occurrence.pk}_%s", initial=initial),
        }

    def _history(self, event: Event, occurrences) -> list[dict]:
        if not self.membership.can("journal.see"):
            return []
        keys = [str(one.pk) for one in occurrences]
        entries = (
            JournalEntry.objects.visible_to(self.membership)
            .filter(
                Q(subject_kind="roadmap.event", subject_id=str(event.pk))
                | Q(subject_kind="roadmap.occurrence", subject_id__in=keys)
            )
            .select_related("by", "values")[:_HISTORY]
        )
        return [
            {"entry": one, "deed": DEEDS.get(one.action, one.action), "changes": history.changes(one)}
            for one in entries
        ]


DEEDS = {
    "event.add": "добавлено в план",
    "event.change": "изменено",
    "event.move": "переставлено",
    "event.anchor": "указан день отсчёта",
    "occurrence.done": "отмечено выполненным",
    "occurrence.undo": "отметка отменена",
    "occurrence.cancel": "снято с плана",
    "occurrence.restore": "возвращено в план",
    "evidence.attach": "приложен файл",
    "evidence.detach": "файл снят",
}


def heading(roadmap: Roadmap) -> str:
    """Name a plan shortly: the title of its document may take four lines."""
    if len(roadmap.title) <= _HEADING:
        return roadmap.title
    if roadmap.state == Roadmap.State.SECOND:
        return shortened(roadmap.title, _HEADING)
    return f"Дорожная карта, {roadmap.programme.title}"


def layout(plan: Plan) -> dict:
    """Say how wide the table is and which columns it has."""
    kinds = {column.kind for column in plan.columns}
    wide = len(plan.columns) > 4
    width = len(plan.columns) + (1 if wide else 2)
    return {
        "wide": wide,
        "at_once": len(plan.lines) + len(plan.blocks) <= AT_ONCE,
        "has_number": "number" in kinds,
        "has_content": "content" in kinds,
        "span": width - ("number" in kinds),
    }


def state_words(plan: Plan) -> str:
    """Say in one sentence how the plan stands."""
    counts = plan.counts
    said = [f"{words.plural(counts.done, 'выполнено', 'выполнены', 'выполнено')} {counts.done}"]
    if counts.late:
        said.append(f"{words.plural(counts.late, 'просрочено', 'просрочены', 'просрочено')} {counts.late}")
    if counts.week:
        said.append(f"со сроком на этой неделе {counts.week}")
    total = words.counted(counts.total, "мероприятие", "мероприятия", "мероприятий")
    return f"{total}: {', '.join(said)}." if counts.total else "Мероприятий в плане пока нет."


def tags(plan: Plan, choice: Choice) -> list[dict]:
    """Offer the saved filters with what each would show."""
    counts = plan.counts
    offered = [
        ("Все", counts.total, Choice(), "?"),
        ("Просрочено", counts.late, Choice(state="late"), "?state=late"),
        ("Эта неделя", counts.week, Choice(due="week"), "?due=week"),
        ("Без подтверждения", counts.unproved, Choice(proof="none"), "?proof=none"),
        ("Мои", counts.mine, Choice(who=choosing.MINE), f"?who={choosing.MINE}"),
        ("Без даты", counts.undated, Choice(due="none"), "?due=none"),
    ]
    return [
        {"title": title, "count": count, "url": url, "current": choice == tag} for title, count, tag, url in offered
    ]


def open_times(lines):
    """Give each open time of events that count, in order of their deadlines."""
    found = [(line, time) for line in lines if line.state != State.OFF for time in line.times if time.open]
    return sorted((pair for pair in found if pair[1].due), key=lambda pair: pair[1].due)


def upcoming(lines, today):
    """Give the open times whose deadline is still ahead."""
    return [(line, time) for line, time in open_times(lines) if time.due >= today]


def items(pairs, today) -> list[dict]:
    """Put rows of a list of things to do together."""
    return [
        {
            "line": line,
            "time": time,
            "look": standing.time_look(time, today),
            "when": standing.when(time, today),
            "moved": standing.moved_from(time),
            "url": reverse("event", args=[line.pk]),
        }
        for line, time in pairs
    ]


def _is_late(time, today) -> bool:
    return not time.lasting and time.due < today
