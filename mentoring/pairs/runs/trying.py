"""Trial meetings: a mentee meets two or three mentors, both say how it was, and the matching hears them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs.family.words import MARKS
from mentoring.pairs.matching.people import Reason
from mentoring.pairs.models import Run, Side, Trait, Trial
from mentoring.pairs.runs import reasons, traits
from mentoring.pairs.runs.posing import Live
from mentoring.pairs.runs.running import State, live, locked
from mentoring.pairs.runs.traits import About
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentee, Mentor

SOURCE = "пробная встреча"
GOOD = 6  # a mark from which on somebody is wished for
FEWEST, MOST = 2, 3  # mentors whom one mentee meets
OPEN = (State.DRAFT, State.HANDED)


@transaction.atomic
def offer(
    run: Run, mentee: Mentee, mentors: Sequence[Mentor], *, on: date | None = None, by: Membership
) -> list[Trial]:
    """Arrange the meetings of a mentee with those whom no rule keeps apart from them."""
    row = locked(run, by, *OPEN)
    _refuse_number(Trial.objects.filter(run=row, mentee=mentee).values_list("mentor", flat=True), mentors)
    _refuse_day(row, on)
    now = live(row)
    for mentor in mentors:
        _refuse_kept_apart(now, mentee, mentor)
    return [_arrange(row, mentee, mentor, on, by) for mentor in mentors]


def _arrange(run: Run, mentee: Mentee, mentor: Mentor, on: date | None, by: Membership) -> Trial:
    said = {"mentee": mentee, "mentor": mentor, "on": on}
    trial = Trial.objects.create(organization=run.organization, run=run, **said)
    journal.write(run.organization, "trial.arranged", trial, by=by, after=said)
    return trial


@transaction.atomic
def appoint(trial: Trial, on: date | None, *, by: Membership) -> Trial:
    """Say on which day a meeting is, or was."""
    row = _taken(trial, by)
    if row.on != on:
        _refuse_day(row.run, on)
        before, row.on = row.on, on
        row.save(update_fields=["on"])
        journal.write(row.organization, "trial.appointed", row, by=by, before={"on": before}, after={"on": on})
    return row


@transaction.atomic
def tell(trial: Trial, side: str, mark: int | None, word: str = "", *, by: Membership) -> Trial:
    """Write down how one side has found the meeting; no mark and no word take it back."""
    row = _taken(trial, by)
    if side not in (Side.MENTEE, Side.MENTOR):
        raise Refused("О пробной встрече говорят двое: наставляемый и наставник.")
    if mark is not None and mark not in MARKS:
        raise Refused("Отметьте оценку от 1 до 10.")
    said = {f"{side}_mark": mark, f"{side}_word": word.strip()[:300]}
    before = {name: getattr(row, name) for name in said}
    if said == before:
        return row
    _refuse_early(row)
    for name, value in (said | {f"{side}_by": by}).items():
        setattr(row, name, value)
    row.save(update_fields=[*said, f"{side}_by"])
    marked = f"{side}_mark"
    journal.write(row.organization, "trial.told", row, by=by, before={marked: before[marked]}, after={marked: mark})
    return row


@transaction.atomic
def cancel(trial: Trial, *, by: Membership) -> None:
    """Strike a meeting; what it has told the matching goes with it."""
    row = _taken(trial, by)
    two = (row.mentee.person, row.mentor.person)
    for person, other in (two, two[::-1]):
        held = _held(row.run.programme, [person]).get(person.pk, [])
        left = [About(one.about, one.why) for one in held if one.about_id != other.pk]
        if len(left) < len(held):
            _learn(row.run.programme, person, left, by)
    said = {"mentee": row.mentee, "mentor": row.mentor, "on": row.on}
    journal.write(row.organization, "trial.called_off", row, by=by, before=said)
    row.delete()


@transaction.atomic
def take_as_wishes(run: Run, *, by: Membership) -> int:
    """Let good marks be wishes, the best first, so that the draft is solved anew; return of how many people."""
    row = locked(run, by, State.DRAFT)
    if not row.trials.exclude(mentee_mark=None, mentor_mark=None).exists():
        raise Refused("Учитывать нечего: оценок ещё нет. Впишите, как прошли пробные встречи.")
    found = unheard(row)
    for person, wishes in found.items():
        _learn(row.programme, person, wishes, by)
    return len(found)


def unheard(run: Run) -> dict[Person, list[About]]:
    """Return whose marks the matching has not heard yet, with what they wish for now."""
    trials = list(Trial.objects.filter(run__programme=run.programme).select_related("mentee__person", "mentor__person"))
    people = {one.person for trial in trials if trial.run_id == run.pk for one in (trial.mentee, trial.mentor)}
    elsewhere = _elsewhere(run.programme, people)
    held = _held(run.programme, people)
    found = {}
    for person in sorted(people, key=lambda one: one.pk):  # in one order, so that two never wait for each other
        wishes = _wishes(person, trials, elsewhere.get(person.pk, set()))
        if [(one.about_id, one.why) for one in held.get(person.pk, [])] != [(one.person.pk, one.why) for one in wishes]:
            found[person] = wishes
    return found


def _wishes(person: Person, trials: Iterable[Trial], known: Collection[int]) -> list[About]:
    """Return whom somebody has marked well, the best first, but for those they have wished for before."""
    told = [
        (mark, other.person, word)
        for trial in trials
        for one, other, mark, word in (
            (trial.mentee, trial.mentor, trial.mentee_mark, trial.mentee_word),
            (trial.mentor, trial.mentee, trial.mentor_mark, trial.mentor_word),
        )
        if one.person_id == person.pk and (mark or 0) >= GOOD and other.person_id not in known
    ]
    best: dict[int, About] = {}
    for _, other, word in sorted(told, key=lambda one: -one[0]):
        best.setdefault(other.pk, About(other, word))
    return list(best.values())[: traits.MOST_ABOUT]


def _held(programme: Programme, people: Collection[Person]) -> Mapping[int, list[Trait]]:
    """Return what the matching has heard of earlier marks, by person."""
    rows = _of(programme, people).filter(source=SOURCE).select_related("about")
    found: dict[int, list[Trait]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


def _elsewhere(programme: Programme, people: Collection[Person]) -> Mapping[int, set[int]]:
    """Return whom each has wished for in a questionnaire or on a sheet."""
    found: dict[int, set[int]] = {}
    for person, about in _of(programme, people).exclude(source=SOURCE).values_list("person", "about"):
        found.setdefault(person, set()).add(about)
    return found


def _of(programme: Programme, people: Collection[Person]):
    return Trait.objects.filter(programme=programme, person__in=people, kind=Trait.Kind.WISH)


def _learn(programme: Programme, person: Person, wishes: Sequence[About], by: Membership) -> None:
    today = schooldays.today(programme.organization)
    traits.learn(programme, person, {Trait.Kind.WISH: wishes}, source=SOURCE, on=today, by=by)


def _taken(trial: Trial, by: Membership) -> Trial:
    """Take a meeting of an open run for a change."""
    run = locked(trial.run, by, *OPEN)
    row = Trial.objects.select_related("mentee__person", "mentor__person").filter(pk=trial.pk, run=run).first()
    if row is None:
        raise Refused("Этой пробной встречи уже нет: её отменил кто-то ещё. Обновите страницу.")
    row.run = run
    return row


def _refuse_number(had: Collection[int], mentors: Sequence[Mentor]) -> None:
    keys = [*had, *(one.pk for one in mentors)]
    if len(set(keys)) < len(keys):
        raise Refused("Один наставник назван дважды, или встреча с ним уже назначена. Оставьте его один раз.")
    if len(keys) > MOST:
        raise Refused(f"Пробных встреч у наставляемого не больше трёх, назначено уже {len(had)}. Уберите лишнюю.")
    if not mentors or len(keys) < FEWEST:
        raise Refused("Сравнивать не с кем. Выберите двух или трёх наставников.")


def _refuse_day(run: Run, on: date | None) -> None:
    start, end = run.programme.start, run.programme.end
    if on is not None and not start <= on <= end:
        raise Refused(
            f"Пробная встреча проходит в дни программы. Выберите день с {words.full(start)} по {words.full(end)}"
        )


def _refuse_early(trial: Trial) -> None:
    if trial.on and trial.on > schooldays.today(trial.organization):
        raise Refused(
            f"Встреча назначена на {words.day_month(trial.on)}: оценки вписывают после неё. "
            "Если она уже прошла, исправьте день."
        )


def _refuse_kept_apart(now: Live, mentee: Mentee, mentor: Mentor) -> None:
    """Refuse two whom a rule or a hand keeps apart; that all together are better off otherwise is no bar."""
    keys = str(mentee.pk), str(mentor.pk)
    if keys[0] not in now.found.mentees or keys[1] not in now.found.mentors:
        raise Refused("Одного из двоих уже нет среди участников подбора. Обновите страницу.")
    asked = now.proposal.why_not(*keys)
    if asked.reasons and asked.reasons != (Reason.OTHERWISE,):
        said = " ".join(reasons.why_not(now, asked))
        names = f"{mentee.person.short_name} и {mentor.person.short_name}"
        raise Refused(f"{names}: пробную встречу не назначить. {said} Выберите другого наставника.")
