"""Pages of the early warning: what deserves a look now, a letter to the mentor, what helped."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import paging, sent
from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairWarning
from mentoring.pairs.warnings import heeding, letters
from mentoring.pairs.warnings.forms import LetterForm, SnoozeForm
from mentoring.pairs.warnings.heeding import ACT, SEE
from mentoring.programmes.models import MentoringForm

PAGE, MOST_OVER = 20, 30
OVER = timedelta(days=61)  # for so long what helped is shown
GRAVE = 150  # per cent of a limit
ICONS = {
    PairWarning.Code.SILENCE: "calendar-x",
    PairWarning.Code.MISSED: "person-dash",
    PairWarning.Code.MARKS: "arrow-left-right",
    PairWarning.Code.PLAN: "list-check",
    PairWarning.Code.PULSE: "bar-chart",
}
_TONES = {PairWarning.Outcome.HELPED: "ok", PairWarning.Outcome.NOT: "warn"}


class WarningsPage(PlainPage):
    """The warnings of the school: the open ones first, those put off, and what became of the others."""

    action = SEE
    title = "Предупреждения"
    template_name = "pairs/warnings.html"

    def get_context_data(self, **kwargs):
        today, form = schooldays.today(self.organization), sent.whole(self.request.GET.get("form", ""))
        seen = PairWarning.objects.visible_to(self.membership).select_related("acted_by")
        rows = seen.filter(pair__form=form) if form else seen
        waiting = list(rows.waiting(today))
        page = Paginator(_by_pair(waiting), PAGE).get_page(self.request.GET.get("page"))
        asleep = list(rows.open().filter(snoozed_until__gt=today).order_by("snoozed_until", "pk"))
        over = list(rows.filter(cleared_on__gte=today - OVER).order_by("-cleared_on", "-pk")[:MOST_OVER])
        pairs = _pairs([*(row for group in page for row in group), *asleep, *over])
        return super().get_context_data(
            cards=[[_line(row, pairs[row.pair_id], today) for row in group] for group in page],
            asleep=[_line(row, pairs[row.pair_id], today) for row in asleep],
            over=[_line(row, pairs[row.pair_id], today) for row in over],
            helped=_helped(over),
            page=page,
            pages=paging.named(page, {"form": form or ""}),
            counted=words.counted(len(waiting), "предупреждение", "предупреждения", "предупреждений"),
            forms=MentoringForm.objects.visible_to(self.membership),
            chosen_form=form,
            **kwargs,
        )


def _by_pair(rows: Iterable[PairWarning]) -> list[list[PairWarning]]:
    """Put together what is noticed of one pair; the pair with the gravest stands first."""
    found = defaultdict(list)
    for row in rows:
        found[row.pair_id].append(row)
    return list(found.values())


def _pairs(rows: Iterable[PairWarning]) -> dict[int, tuple[Pair, str]]:
    """Return the pairs of these warnings with their names."""
    found = naming.with_people(Pair.objects.filter(pk__in={row.pair_id for row in rows})).select_related("form")
    return {pair.pk: (pair, naming.name(pair)) for pair in found}


def _line(row: PairWarning, named: tuple[Pair, str], today: date) -> dict:
    """Put together one warning as it is shown."""
    pair, name = named
    return {
        "row": row,
        "pair": pair,
        "name": name,
        "facts": row.facts.splitlines(),
        "icon": ICONS[row.code],
        "tone": "bad" if row.gravity >= GRAVE else "warn",
        "since": words.near(row.raised_on, today),
        "done": _done(row, today),
        "in_vain": heeding.in_vain(row, today),
        "outcome_tone": _TONES.get(row.outcome, ""),
        "until": words.near(row.snoozed_until, today) if row.snoozed_until else "",
        "over": words.near(row.cleared_on, today) if row.cleared_on else "",
    }


def _done(row: PairWarning, today: date) -> str:
    """Say what was done about a warning, by whom."""
    said = []
    if row.letter_on:
        said.append(f"письмо наставнику {words.near(row.letter_on, today)}")
    if row.snoozed_until:
        said.append(f"отложено до {words.near(row.snoozed_until, today)}: {row.snooze_reason}")
    return f"{'; '.join(said).capitalize()} ({row.acted_by.name})" if said else ""


def _helped(over: list[PairWarning]) -> str:
    """Say of the warnings that somebody has acted upon how many it helped."""
    counts = Counter(row.outcome for row in over)
    helped, acted = counts["helped"], counts["helped"] + counts["not"]
    return f"Помогло в {helped} из {words.counted(acted, 'случая', 'случаев', 'случаев')}." if acted else ""


class _WarningDeed(FormPage):
    """A form about one warning."""

    action = ACT
    template_name = "pairs/warning_form.html"
    button = ""

    @cached_property
    def warning(self) -> PairWarning:
        rows = PairWarning.objects.visible_to(self.membership).open().select_related("pair__organization")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def today(self) -> date:
        return schooldays.today(self.organization)

    def get_context_data(self, **kwargs):
        line = _line(self.warning, _pairs([self.warning])[self.warning.pair_id], self.today)
        return super().get_context_data(line=line, button=self.button, **kwargs)

    def get_success_url(self):
        return reverse("pair_warnings")


class LetterPage(_WarningDeed):
    """Read the ready letter, change it, send it."""

    title = "Письмо наставнику"
    form_class = LetterForm
    button = "Отправить"
    done = "Письмо отправлено. Если за две недели причина пройдёт, запишем, что оно помогло."

    @cached_property
    def letter(self) -> letters.Ready:
        return letters.ready(self.warning, self.today, self.membership)

    def get_initial(self):
        return {"text": self.letter.text}

    def get_context_data(self, **kwargs):
        return super().get_context_data(letter=self.letter, **kwargs)

    def perform(self, form):
        return heeding.write(self.warning, text=form.cleaned_data["text"], by=self.membership)


class SnoozePage(_WarningDeed):
    """Put a warning off."""

    title = "Отложить предупреждение"
    form_class = SnoozeForm
    button = "Отложить"
    done = "Предупреждение отложено: до этого дня оно не мешает."

    def perform(self, form):
        return heeding.snooze(self.warning, **form.cleaned_data, by=self.membership)
