"""Pairs at work in the invented school, their diaries, a group, and a matching that waits: the same every time."""

from datetime import date, timedelta
from itertools import cycle, islice, pairwise

from django.utils import timezone

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar import words
from mentoring.pairs import pairing, planning
from mentoring.pairs.diary import meetings as diary
from mentoring.pairs.diary.meetings import Entry
from mentoring.pairs.family import calls, pulse
from mentoring.pairs.models import Pair, PairMentee, Pulse, Side, Trait
from mentoring.pairs.runs import running, traits
from mentoring.pairs.warnings import heeding
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry import gaps, mentors
from mentoring.registry.models import Competence, Mentee, MenteeForm, Mentor, MentorCompetence, MentorForm

BEFORE = timedelta(days=49)  # how long ago the pairs began
TASKS = (
    ("Разобрать ошибки входной контрольной", "до 20 октября", "Понятно, что повторить"),
    ("Составить распорядок подготовки дома", "октябрь", "Распорядок висит над столом"),
    ("Подготовить выступление перед классом", "до 15 декабря", "Выступил без листка"),
    ("Сделать учебный проект", "до конца апреля", "Проект защищён"),
)
TOPICS = (
    ("Познакомились, договорились о правилах", "Рассказали о себе, выбрали день встреч", 7),
    ("Пробное занятие: дроби", "Решили пять задач, две трудные оставили на потом", 6),
    ("Составили план", "Записали четыре задания и сроки", 8),
    ("Разбор контрольной", "Нашли, где теряются знаки", 7),
    ("Как готовиться дома", "Составили распорядок на неделю", 8),
    ("Задачи на движение", "Сам решил шесть примеров из восьми", 9),
)
ALIKE = 4  # pairs of one mentor and one mentee
FREE = words.WEEKDAYS_IN_FULL[:5]  # days of the week on which somebody has time
INTERESTS = ("рисование", "шахматы", "волейбол", "музыка", "робототехника", "книги")
PULSES = ((9, 8), (8, 7), (8, 4), (7, 7))  # of the mentor and of the mentee, pair by pair
WORRY = "После прошлой встречи мне не по себе. Можно поговорить?"


def work(programme: Programme, *, by: Membership) -> None:
    """Let pairs work for some weeks; leave a matching where the curator looks at it."""
    school = programme.organization
    today = schooldays.today(school)
    form = MentoringForm.objects.get(organization=school, code="teacher_pupil")
    start = max(programme.start, today - BEFORE)
    ready = iter(_mentors(programme, form, start, today, by))
    learners = iter(_mentees(programme, form, today))
    facts = {"start": start, "end": programme.end, "by": by}
    made = [
        pairing.propose(programme, form, mentor, [mentee], goal="Учиться без страха ошибиться.", **facts)
        for mentor, mentee in islice(zip(ready, learners, strict=False), ALIKE)
    ]
    group = pairing.propose(programme, form, next(ready), list(islice(learners, 3)), title="Клуб чертёжников", **facts)
    pairing.fix([*made, group], basis=f"приказ от {words.digits(start)} № 12", on=start, by=by)
    for number, pair in enumerate([*made, group]):
        _plan(pair, by)
        _meet(pair, start, today, number, by)
    _trouble(made, today, by)
    _tell(programme, today, by)
    _pulse(made, today)
    heeding.look(school, today)
    running.begin(programme, form, by=by)


def _mentors(programme: Programme, form: MentoringForm, start: date, today: date, by: Membership) -> list[Mentor]:
    """Return mentors of the register who lack nothing, the one with an account first."""
    teacher = Person.objects.get(organization=programme.organization, membership__user__login="mentor")
    enrolled = mentors.enrol(programme, [teacher], on=start, by=by)
    mentors.register([row.pk for row in enrolled], on=start, by=by)
    rows = list(Mentor.objects.filter(programme=programme, state=Mentor.State.REGISTERED).select_related("person"))
    spheres = list(Competence.objects.filter(organization=programme.organization))
    for number, row in enumerate(rows):
        MentorForm.objects.get_or_create(organization=row.organization, mentor=row, form=form)
        for sphere in islice(cycle(spheres), number, number + 4):
            MentorCompetence.objects.get_or_create(organization=row.organization, mentor=row, competence=sphere)
        row.capacity = max(row.capacity, 3)
        row.save(update_fields=["capacity"])
    found = gaps.of_mentors(rows, today)
    whole = [row for row in rows if not gaps.closing(found[row.pk])]
    return sorted(whole, key=lambda row: row.person_id != teacher.pk)


def _mentees(programme: Programme, form: MentoringForm, today: date) -> list[Mentee]:
    rows = list(Mentee.objects.filter(programme=programme, state=Mentee.State.REGISTERED).select_related("person"))
    for row in rows:
        MenteeForm.objects.get_or_create(organization=row.organization, mentee=row, form=form)
    found = gaps.of_mentees(rows, today)
    return [row for row in rows if not gaps.closing(found[row.pk])]


def _plan(pair: Pair, by: Membership) -> None:
    plan = planning.begin(pair, by=by)
    sections = planning.sections_of(pair)
    for number, (task, due, expected) in enumerate(TASKS):
        facts = {"section": sections[number // 2], "task": task, "due_text": due, "expected": expected}
        planning.add(plan, facts, by=by)
    planning.agree(plan, by=by)


def _meet(pair: Pair, start: date, today: date, number: int, by: Membership) -> None:
    """Write a meeting a week; some pairs meet more seldom, and one has missed two in a row."""
    calendar = schooldays.calendar_of(pair.organization)
    held = len(TOPICS) - number % 4
    days = [calendar.next_working(start + timedelta(days=2 + 7 * week)) for week in range(held)]
    days = [day for day in days if day <= today]
    seats = frozenset(PairMentee.objects.filter(pair=pair).values_list("pk", flat=True))
    kinds = ("intro", "trial", "planning")
    for place, (day, after) in enumerate(pairwise([*days, None])):
        topic, done, mark = TOPICS[place]
        kind = kinds[place] if place < len(kinds) else "regular"
        entry = Entry(on=day, kind=kind, minutes=45, present=seats, topic=topic, done=done, mark=mark, next_on=after)
        diary.record(pair, entry, by=by)


def _trouble(pairs: list[Pair], today: date, by: Membership) -> None:
    """Let one pair miss its meetings, one mentor mark an entry as important, one learner ask for help."""
    missing, worried, quiet = pairs[2], pairs[1], pairs[3]
    for days in (8, 1):
        diary.miss(missing, today - timedelta(days=days), reason="наставляемый заболел", by=by)
    seats = frozenset(PairMentee.objects.filter(pair=worried).values_list("pk", flat=True))
    entry = Entry(on=today, kind="regular", minutes=30, present=seats, topic="Тревога перед экзаменом", important=True)
    diary.record(worried, entry, by=by)
    who = quiet.mentees.get().mentee.person
    calls.ring(quiet, who, Side.MENTEE, WORRY, now=timezone.now())


def _tell(programme: Programme, today: date, by: Membership) -> None:
    """Say of everybody what they like and when they are free: what questionnaires would have told."""
    rows = [*Mentee.objects.filter(programme=programme), *Mentor.objects.filter(programme=programme)]
    for number, row in enumerate(rows):
        said = {
            Trait.Kind.INTEREST: list(islice(cycle(INTERESTS), number % 5, number % 5 + 2)),
            Trait.Kind.TIME: list(islice(cycle(FREE), number % 4, number % 4 + 2)),
        }
        traits.learn(programme, row.person, said, source="анкета на входе", on=today, by=by)


def _pulse(pairs: list[Pair], today: date) -> None:
    """Let both sides say how this month is; in one pair they do not feel alike."""
    month = pulse.month_of(today)
    for pair, marks in zip(pairs, PULSES, strict=True):
        people = (pair.mentors.get().mentor.person, pair.mentees.get().mentee.person)
        for person, side, mark in zip(people, (Side.MENTOR, Side.MENTEE), marks, strict=True):
            own = {"organization": pair.organization, "pair": pair, "person": person}
            pulse.answer(Pulse.objects.create(**own, side=side, month=month), mark)
