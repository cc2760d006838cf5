"""Pages on which diaries are read: a mentor's own meetings, the diary of a pair, what waits for a curator."""

from collections import defaultdict
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring import paging, sent
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.pages import PlainPage, back, deed
from mentoring.pairs import naming
from mentoring.pairs.diary import access, coming, remarks
from mentoring.pairs.diary import meetings as diary
from mentoring.pairs.diary.access import ANSWER, READ, WRITE
from mentoring.pairs.models import Meeting, MeetingItem, Pair, Presence, Remark
from mentoring.programmes.models import MentoringForm

PAGE = 20
ANSWERS = timedelta(days=14)  # for so long an answer of the curator is shown as new
TONES = {
    Meeting.State.PLANNED: "go",
    Meeting.State.HELD: "ok",
    Meeting.State.MISSED: "warn",
    Meeting.State.CANCELLED: "",
}


class MinePage(PlainPage):
    """A mentor's own pairs: whom to meet next, what is not written down yet."""

    action = WRITE
    title = "Мои встречи"
    template_name = "pairs/diary_mine.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        rows = Pair.objects.filter(organization=self.organization).led_by(self.membership, today)
        pairs = list(naming.with_people(rows).order_by("start", "pk"))
        meetings, answered = defaultdict(list), self._answered(pairs, today)
        for one in Meeting.objects.filter(pair__in=pairs).led_by(self.membership, today).order_by("on", "pk"):
            meetings[one.pair_id].append(one)
        cards = [_card(pair, meetings[pair.pk], pair.pk in answered, today) for pair in pairs]
        cards.sort(key=lambda card: card["order"])
        return super().get_context_data(cards=cards, owner=self.membership.pk, **kwargs)

    def _answered(self, pairs: list[Pair], today: date) -> set[int]:
        """Return the pairs to whose diary somebody else has written lately."""
        rows = Remark.objects.filter(meeting__pair__in=pairs, at__date__gte=today - ANSWERS)
        return set(rows.exclude(by=self.membership).values_list("meeting__pair", flat=True))


def _card(pair: Pair, meetings: list[Meeting], answered: bool, today: date) -> dict:
    """Put together what the own meetings say of one pair."""
    planned = [one for one in meetings if one.state == Meeting.State.PLANNED]
    late = [one for one in planned if one.on < today]
    ahead = next((one for one in planned if one.on >= today), None)
    held = [one for one in meetings if one.state == Meeting.State.HELD]
    return {
        "pair": pair,
        "who": coming.who(pair, naming.mentees_on(pair, today)),
        "writes": pair.state in diary.RUNNING,
        "late": [words.near(one.on, today) for one in late],
        "next": words.near(ahead.on, today) if ahead else "",
        "is_today": bool(ahead and ahead.on == today),
        "last": words.near(held[-1].on, today) if held else "",
        "count": words.counted(len(held), "встреча", "встречи", "встреч"),
        "answered": answered,
        "order": (not late, ahead.on if ahead else today.max, pair.pk),
    }


class PairDiaryPage(PlainPage):
    """The diary of one pair as a list."""

    action = WRITE
    title = "Дневник"
    template_name = "pairs/diary_pair.html"

    def get_context_data(self, public_id, **kwargs):
        today = schooldays.today(self.organization)
        rows = naming.with_people(access.readable(self.membership, today)).select_related("form")
        pair = get_object_or_404(rows, public_id=public_id)
        found = Meeting.objects.visible_to(self.membership).filter(pair=pair).order_by("-on", "-pk")
        page = Paginator(_with_parts(found), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            pair=pair,
            name=naming.name(pair),
            entries=[_entry(one, self.membership, today) for one in page],
            page=page,
            pages=paging.named(page, {}),
            writes=pair.state in diary.RUNNING and _writes(self.membership, pair, today),
            may_remark=self.membership.can(ANSWER) or _writes(self.membership, pair, today),
            mine=not self.membership.can(READ),
            **kwargs,
        )


def _writes(membership: Membership, pair: Pair, today: date) -> bool:
    return access.writable(membership, today).filter(pk=pair.pk).exists()


class FeedPage(PlainPage):
    """The entries of the school that no curator has read, the important ones first."""

    action = READ
    title = "Дневники"
    template_name = "pairs/diary_feed.html"

    def get_context_data(self, **kwargs):
        asked, today = self.request.GET, schooldays.today(self.organization)
        rows = Meeting.objects.visible_to(self.membership).exclude(written_at=None)
        shown = asked.get("show", "unread")
        if shown == "all":
            rows = rows.order_by("-on", "-pk")
        elif shown == "denied":
            rows = rows.filter(confirmation__agreed=False).order_by("-on", "-pk")
        else:
            rows = remarks.unread(rows)
        form = sent.whole(asked.get("form", ""))
        rows = rows.filter(pair__form=form) if form else rows
        page = Paginator(_with_pairs(rows), PAGE).get_page(asked.get("page"))
        return super().get_context_data(
            entries=[_entry(one, self.membership, today, named=True) for one in page],
            page=page,
            pages=paging.named(page, {"show": shown, "form": form or ""}),
            counted=words.counted(page.paginator.count, "запись", "записи", "записей"),
            forms=MentoringForm.objects.visible_to(self.membership),
            chosen_form=form,
            shown=shown,
            may_remark=self.membership.can(ANSWER),
            **kwargs,
        )


def _with_parts(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Ask with the meetings for what an entry shows."""
    ones = "mentor__person", "mentee_by", "seen_by", "confirmation"
    return rows.select_related(*ones).prefetch_related(
        Prefetch("presences", Presence.objects.select_related("seat__mentee__person")),
        Prefetch("items", MeetingItem.objects.select_related("item")),
        Prefetch("remarks", Remark.objects.select_related("by")),
    )


def _with_pairs(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Ask with the meetings for their parts and for the names of their pairs."""
    return _with_parts(rows).prefetch_related(Prefetch("pair", naming.with_people(Pair.objects.all())))


def _entry(row: Meeting, membership: Membership, today: date, *, named: bool = False) -> dict:
    """Put together one entry as it is shown."""
    presences = list(row.presences.all())
    group = len(presences) > 1
    check = getattr(row, "confirmation", None)
    return {
        "row": row,
        "day": words.near(row.on, today),
        "tone": TONES[row.state],
        "name": naming.name(row.pair) if named else "",
        "came": [one.seat.mentee.person.full_name for one in presences if one.came] if group else [],
        "absent": [one.seat.mentee.person.full_name for one in presences if not one.came] if group else [],
        "items": row.items.all(),
        "remarks": row.remarks.all(),
        "check": check if check and check.agreed is not None else None,
        "may_correct": diary.may_correct(row, membership),
        "planned": row.state == Meeting.State.PLANNED,
        "unread": row.written_at is not None and row.seen_at is None,
    }


@deed(WRITE)
def remark(request, public_id):
    """Write under an entry."""
    today = schooldays.today(request.membership.organization)
    row = get_object_or_404(access.answerable(request.membership, today), public_id=public_id)
    remarks.say(row, request.POST.get("text", ""), by=request.membership)
    messages.success(request, "Написали под записью.")
    return redirect(f"{reverse('diary_pair', args=[row.pair.public_id])}#m{row.pk}")


@deed(WRITE)
def strike(request, public_id):
    """Strike an entry made by mistake."""
    today = schooldays.today(request.membership.organization)
    rows = Meeting.objects.visible_to(request.membership)
    rows = rows.filter(pair__in=access.writable(request.membership, today).values("pk")).select_related("pair")
    row = diary.strike(get_object_or_404(rows, public_id=public_id), by=request.membership)
    messages.success(
        request, f"Убрали запись о встрече {words.day_month(row.on)}: осталось, что она сделана по ошибке."
    )
    return redirect("diary_pair", row.pair.public_id)


@deed(ANSWER)
def tick(request):
    """Note that the ticked entries were read."""
    keys = sent.keys(request.POST.getlist("row"))
    rows = Meeting.objects.visible_to(request.membership).filter(pk__in=keys)
    count = remarks.tick(rows, by=request.membership)
    said = words.counted(count, "запись", "записи", "записей")
    messages.success(request, f"Отметили прочитанными: {said}." if count else "Эти записи уже прочитаны.")
    return redirect(back(request, "diary_feed"))
