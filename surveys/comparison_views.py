"""The pages of comparisons: one before and after, the people who changed, a mean from quarter to quarter."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from mentoring import downloads, sent
from mentoring.calendar import words
from mentoring.pages import PlainPage
from mentoring.programmes import listed
from surveys import charts, comparing, counting, diagnosing, pairing, result_books, result_papers
from surveys.comparing import Line, Verdict
from surveys.models import Comparison

SEE, NAMES = "surveys.see", "surveys.names"
MANY = 10  # scales of which one may look changed by chance
TONES = {
    Verdict.BETTER: ("ok", "arrow-up-right"),
    Verdict.WORSE: ("warn", "arrow-down-right"),
    Verdict.CHANCE: ("", "question-circle"),
    Verdict.SAME: ("", "dash-circle"),
    Verdict.FEW: ("", "people"),
    Verdict.HIDDEN: ("", "eye-slash"),
}
CHANGES = {"better": "Стало лучше", "same": "Осталось так же", "worse": "Стало хуже"}
MEETINGS = {
    "both": "Ответили оба раза",
    "only_before": "Ответили только в начале",
    "only_after": "Ответили только в конце",
    "neither": "Не ответили ни разу",
}


def comparison_of(membership, key: str) -> Comparison:
    """Return a comparison of the school with its waves."""
    rows = Comparison.objects.visible_to(membership).select_related(
        "organization",
        "before__programme",
        "before__edition__questionnaire",
        "after__programme",
        "after__edition__questionnaire",
        "after__form",
    )
    return get_object_or_404(rows, public_id=key)


class ComparisonPage(PlainPage):
    """Two waves: means, how many people changed, what these numbers do not say."""

    action = SEE
    template_name = "surveys/comparison.html"

    def get_context_data(self, key, **kwargs):
        made = comparison_of(self.membership, key)
        lines, meeting = pairing.kept_lines(made), pairing.meeting(made.before, made.after)
        figures = figures_of(made)
        return super().get_context_data(
            title=heading(made),
            comparison=made,
            months=(words.month_year(made.before.opens_on), words.month_year(made.after.opens_on)),
            meeting=meeting,
            missing=_missing(meeting),
            many=sum(one.n >= comparing.IN_WORDS for one in lines) >= MANY,
            drawings=drawings(lines),
            lines=told_of_people(lines, figures),
            figures=figures,
            untwinned=pairing.untwinned(made.before, made.after),
            named=self.membership.can(NAMES),
            **kwargs,
        )


def told_of_people(lines: list[Line], figures: list[dict]) -> list[dict]:
    """Say what may be said of the lines; nothing where curators alone have told and no scale has answers enough."""
    seen = any(one.verdict != Verdict.HIDDEN for one in lines)
    return [_told(one) for one in lines] if seen or not figures else []


def figures_of(made: Comparison) -> list[dict]:
    """Say what curators wrote of the programme at its start and at its end."""
    return [
        {
            "title": one.title,
            "before": "—" if one.before is None else counting.plain(one.before),
            "after": "—" if one.after is None else counting.plain(one.after),
            "change": "—" if one.change is None else _signed(one.change),
        }
        for one in pairing.figures(made.before, made.after)
    ]


def _signed(change) -> str:
    return f"+{counting.plain(change)}" if change > 0 else counting.plain(change)


def _missing(meeting: pairing.Meeting) -> str:
    gone = meeting.everybody - len(meeting.both)
    return words.counted(gone, "не ответивший", "не ответивших", "не ответивших") if gone else ""


def heading(made: Comparison) -> str:
    form = f"«{made.after.form}»" if made.after.form else made.after.edition.questionnaire.get_side_display()
    return f"До и после: {form}, {made.after.programme.title}"


def drawings(lines: list[Line]) -> list[charts.Doubles]:
    """Draw the scales, those with the same bounds together."""
    bounds = dict.fromkeys((one.low, one.high) for one in lines)
    found = (charts.doubles([one for one in lines if (one.low, one.high) == pair]) for pair in bounds)
    return [one for one in found if one]


def _told(one: Line) -> dict:
    """Say what may be said of a line: numbers from ten pairs, words from five."""
    tone, icon = TONES[Verdict(one.verdict)]
    if one.verdict == Verdict.BETTER and one.reverse:
        icon = "arrow-down-right"
    if one.verdict == Verdict.WORSE and one.reverse:
        icon = "arrow-up-right"
    return {
        "line": one,
        "counted": one.n >= comparing.IN_WORDS,
        "before": counting.said(one.before),
        "after": counting.said(one.after),
        "delta": charts.signed(one.delta),
        "percent": f"{charts.signed(one.delta_percent)} %" if one.delta_percent is not None else "—",
        "between": f"от {charts.signed(one.interval[0])} до {charts.signed(one.interval[1])}" if one.interval else "",
        "tone": tone,
        "icon": icon,
        "words": comparing.words(one),
        "counts": [(change, getattr(one, change)) for change in CHANGES],
    }


class ComparisonPeoplePage(PlainPage):
    """The people behind one number of a comparison."""

    action = NAMES
    template_name = "surveys/comparison_people.html"

    def get_context_data(self, key, **kwargs):
        made = comparison_of(self.membership, key)
        asked = self.request.GET
        if asked.get("who") in MEETINGS:
            keys = getattr(pairing.meeting(made.before, made.after), asked["who"])
            title, subject, pairs = MEETINGS[asked["who"]], "", {}
        elif asked.get("change") in CHANGES:
            found = pairing.changed(made, asked.get("code", ""), sent.whole(asked.get("row", "0")))
            if found is None:
                raise Http404
            item, pairs = found
            pairs = {key: pair for key, pair in pairs.items() if _change(item, *pair) == asked["change"]}
            keys, title, subject = tuple(pairs), CHANGES[asked["change"]], item.title
        else:
            raise Http404
        return super().get_context_data(
            title=title,
            comparison=made,
            subject=subject,
            people=_people(keys, pairs),
            counted=words.counted(len(keys), "человек", "человека", "человек"),
            back=heading(made),
            **kwargs,
        )


def _change(item: comparing.Item, before, after) -> str:
    if before == after:
        return "same"
    return "better" if (after > before) != item.reverse else "worse"


def _people(keys, pairs) -> list[dict]:
    names = pairing.names_of(keys)
    made = [
        {"name": names[key], "points": [counting.plain(point) for point in pairs[key]] if key in pairs else []}
        for key in keys
    ]
    return sorted(made, key=lambda one: one["name"])


class DiagnosticsPage(PlainPage):
    """Questionnaires asked each quarter: the mean of every scale from wave to wave."""

    action = SEE
    title = "Диагностика по четвертям"
    template_name = "surveys/diagnostics.html"

    def get_context_data(self, **kwargs):
        programme = listed.in_use(self.membership)
        found = diagnosing.of_programme(programme) if programme else []
        return super().get_context_data(programme=programme, diagnostics=found, **kwargs)


@require_safe
def workbook(request, key):
    made = comparison_of(request.membership, key)
    content = result_books.of_comparison(made, [_told(one) for one in pairing.kept_lines(made)])
    return downloads.give(content, f"{heading(made)[:80]}.xlsx")


@require_safe
def paper(request, key):
    """Set a comparison as a paper, with strengths and weaknesses beside it."""
    made = comparison_of(request.membership, key)
    figures = figures_of(made)
    shown = made, heading(made), told_of_people(pairing.kept_lines(made), figures), figures
    return result_papers.answered(
        request, result_papers.of_comparison, shown, heading(made), back=("survey_comparison", key)
    )


workbook.action = paper.action = SEE
