"""Figures of the report on a programme, as of the day it is dated: counts alone, nobody is named."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q, Sum

from mentoring import tallying
from mentoring.accounts.keys import russian_key
from mentoring.calendar import words
from mentoring.pairs import covering, fulfilment
from mentoring.pairs.models import Meeting, Pair, PairMentee, PairMentor
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee, Mentor, Trainee
from practices import gatherings
from practices.models import Award, Case, Gathering, Publication
from reports.documents import participants
from reports.documents.facts import Roster
from reports.documents.models import Document
from reports.documents.subjects import phrases
from surveys import pairing
from surveys.comparing import Line, Verdict
from surveys.models import Comparison, Respondent, Wave

_BY_FORM = (("Форма наставничества", 40), ("Наставляемых", 20), ("Наставников", 18), ("Пар", 10), ("Групп", 12))
_WORK = (("Показатель", 74), ("Значение", 26))
_COMPARED = (("№ п/п", 8), ("Опросы", 40), ("Ответили оба раза", 16), ("Сколько шкал изменилось", 36))
_SAID = {
    Verdict.BETTER: "заметно лучше",
    Verdict.WORSE: "заметно хуже",
    Verdict.CHANCE: "без заметных перемен",
    Verdict.SAME: "без заметных перемен",
    Verdict.FEW: "ответов мало для вывода",
    Verdict.HIDDEN: "ответов мало для вывода",
}
_Section = tuple[str, list[tuple[str, str]]]


def rosters(document: Document, on: date) -> dict[str, Roster]:
    """Return the tables of figures that the body asks for."""
    asked = participants.tables_asked(document.body) & _MADE.keys()
    return {of: _MADE[of](document.programme, on) for of in sorted(asked)}


def _by_form(programme: Programme, on: date) -> Roster:
    """Count by form who sits, or sat to the end, in the pairs of a programme; a person of two forms is one in all."""
    kept = covering.kept(programme, on)
    mentees = _people(PairMentee.objects.filter(kept), "mentee__person")
    mentors = _people(PairMentor.objects.filter(kept, role__in=covering.LEADING), "mentor__person")
    found = Pair.objects.filter(programme=programme, state__in=covering.COUNTING, start__lte=on)
    pairs = Counter(found.values_list("form__title", "kind"))
    rows = [
        (title, *map(str, (len(mentees[title]), len(mentors[title]), *(pairs[title, kind] for kind in Pair.Kind))))
        for title in sorted({title for title, _ in pairs}, key=russian_key)
    ]
    if len(rows) > 1:
        heads = (len(set().union(*side.values())) for side in (mentees, mentors))
        kinds = (sum(count for (_, one), count in pairs.items() if one == kind) for kind in Pair.Kind)
        rows.append(("Всего", *map(str, (*heads, *kinds))))
    return Roster(_BY_FORM, tuple(rows))


def _people(seats, person: str) -> defaultdict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for title, one in seats.values_list("pair__form__title", person):
        found[title].add(one)
    return found


def _work(programme: Programme, on: date) -> Roster:
    rows: list[tuple[str, ...]] = []
    for title, lines in _sections(programme, on):
        rows += [(title,), *lines]
    return Roster(_WORK, tuple(rows))


def _sections(programme: Programme, on: date) -> Iterator[_Section]:
    number = {name: str(count) for name, count in _numbers(programme).items()}
    yield (
        "Реестры",
        [
            ("Наставляемых, принятых в программу", number["taken"]),
            ("Наставников, внесённых в реестр", number["listed"]),
        ],
    )
    yield "Встречи наставников и наставляемых", _meetings(programme, on)
    yield "Индивидуальные планы", _plans(programme, on)
    yield (
        "Школа наставников",
        [
            ("Слушателей", number["trainees"]),
            ("Получили сертификат", number["trained"]),
        ],
    )
    yield (
        "Опросы",
        [
            ("Проведено опросов", number["asked"]),
            ("Получено ответов", number["answered"]),
        ],
    )
    yield (
        "Мероприятия и практики",
        [
            *_gatherings(programme),
            ("Описано кейсов", number["cases"]),
            ("Вышло публикаций", number["publications"]),
        ],
    )
    yield (
        "Поощрения",
        [
            ("Вручено", number["given"]),
            ("Предложено и ещё не вручено", number["promised"]),
        ],
    )


def _numbers(programme: Programme) -> dict[str, int]:
    """Count in one query what is only counted."""
    awards, own = Award.objects.filter(programme=programme), {"programme": programme}
    trainees = Trainee.objects.filter(course__programme=programme)
    waves = Wave.objects.filter(**own, state=Wave.State.CLOSED, pair=None)
    registered = (Mentee.State.REGISTERED, Mentee.State.FINISHED)
    row = Programme.objects.filter(pk=programme.pk).values(
        taken=tallying.count(Mentee.objects.filter(**own, state__in=registered)),
        listed=tallying.count(Mentor.objects.filter(**own, state=Mentor.State.REGISTERED)),
        trainees=tallying.count(trainees, "mentor"),
        trained=tallying.count(trainees.exclude(certificate=None), "mentor"),
        asked=tallying.count(waves),
        answered=tallying.count(Respondent.objects.filter(wave__in=waves).exclude(answered_on=None)),
        cases=tallying.count(Case.objects.filter(**own).exclude(state=Case.State.DRAFT)),
        publications=tallying.count(Publication.objects.filter(**own).exclude(published_on=None)),
        given=tallying.count(awards.filter(state=Award.State.GIVEN)),
        promised=tallying.count(awards.filter(state=Award.State.PROPOSED)),
    )
    return row.get()


def _meetings(programme: Programme, on: date) -> list[tuple[str, str]]:
    held, rows = Q(state=Meeting.State.HELD), Meeting.objects.filter(pair__programme=programme, on__lte=on)
    found = rows.aggregate(
        held=Count("pk", held), minutes=Sum("minutes", filter=held), missed=Count("pk", Q(state=Meeting.State.MISSED))
    )
    return [
        ("Проведено встреч", str(found["held"])),
        ("Часов на встречах, по записям дневников", phrases.decimal((found["minutes"] or 0) / 60)),
        ("Встреч не состоялось", str(found["missed"])),
    ]


def _plans(programme: Programme, on: date) -> list[tuple[str, str]]:
    pairs = Pair.objects.filter(programme=programme, state__in=covering.COUNTING, start__lte=on)
    plans = [one for one in fulfilment.of_pairs(pairs).values() if one.total]
    enough = sum(one.enough for one in plans)
    share = f" ({100 * enough // len(plans)}{words.NBSP}%)" if plans else ""
    return [
        ("Пар и групп, у которых есть план", str(len(plans))),
        (f"Из них выполнили план не менее чем на {fulfilment.ENOUGH}{words.NBSP}%", f"{enough}{share}"),
    ]


def _gatherings(programme: Programme) -> list[tuple[str, str]]:
    rows = Gathering.objects.filter(programme=programme, state=Gathering.State.HELD)
    held = [gatherings.turnout(row) for row in gatherings.counted(rows)]
    return [
        ("Проведено мероприятий", str(len(held))),
        ("Участников на них, всего", str(sum(one.present or 0 for one in held))),
    ]


def _compared(programme: Programme, on: date) -> Roster:
    """Say of each comparison how many scales changed; where fewer than ten have answered, nothing is concluded."""
    rows = Comparison.objects.filter(after__programme=programme, after__pair=None, before__pair=None)
    rows = rows.select_related("before", "after").order_by("after__opens_on", "pk")
    return Roster(
        _COMPARED,
        tuple((f"{number}.", *_comparison(row)) for number, row in enumerate(rows, 1)),
    )


def _comparison(row: Comparison) -> tuple[str, str, str]:
    asked = [line for line in pairing.kept_lines(row) if line.measure is None]
    return (
        f"{_wave(row.before)} и {_wave(row.after)}",
        str(max((line.n for line in asked), default=0)),
        _verdicts(asked) or "общих шкал нет",
    )


def _wave(row: Wave) -> str:
    return f"{row.title} ({words.digits(row.opens_on)})"


def _verdicts(lines: list[Line]) -> str:
    found = Counter(_SAID[Verdict(line.verdict)] for line in lines)
    return ", ".join(f"{said} — {found[said]}" for said in dict.fromkeys(_SAID.values()) if found[said])


_MADE = {"by_form": _by_form, "work": _work, "compared": _compared}
