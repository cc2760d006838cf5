"""Papers about one pair: agreements, plan, route map, diary, summary, orders that change it (annexes 4, 24–30)."""

from collections.abc import Iterable, Sequence
from datetime import date

from mentoring.accounts import schooldays
from mentoring.accounts.models import Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import fulfilment
from mentoring.pairs.models import Meeting, Pair, PairMentee, PairMentor, PlanItem
from mentoring.people.consents import gates
from mentoring.people.declension import agreement as agreeing
from mentoring.people.models import Employment, Guardianship, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Request
from reports.documents import paired, participants
from reports.documents.filling import Subject, plain
from reports.documents.subjects import phrases

_BOTH = (("Наставник", 50), ("Наставляемый", 50))
_PLAN = (
    ("№ п/п", 6), ("Проект, задание", 30), ("Срок", 14), ("Планируемый результат", 20), ("Фактический результат", 20),
    ("Оценка", 10),
)  # fmt: skip
_ROUTE = (
    ("№ п/п", 5), ("Этап", 13), ("Дата", 9), ("Тема встречи", 21), ("Форма работы", 12), ("Задача", 16),
    ("Ожидаемый результат", 14), ("Отметка", 10),
)  # fmt: skip
_DIARY = (
    ("№ п/п", 5), ("Дата", 9), ("Вид и тема", 22), ("Что сделано", 30), ("Минут", 7), ("Оценки", 16), ("Подписи", 11),
)  # fmt: skip
COLUMNS = {"pair": _BOTH, "pair_plan": _PLAN, "pair_route": _ROUTE, "pair_diary": _DIARY}
_UNPAID = "Работа по настоящему соглашению безвозмездная"
_LABOUR = (
    "Содержание, срок, форма и оплата работы Наставника определены дополнительным соглашением к трудовому договору"
)


def with_mentor(seat: PairMentor) -> tuple[Programme, str, Subject]:
    """Lay out the agreement with a mentor of a pair (annex 24)."""
    return with_mentor_of(seat.pair, seat.mentor.person)


def with_mentor_of(pair: Pair, person: Person) -> tuple[Programme, str, Subject]:
    """Lay out the agreement with whoever is, or is to become, the mentor of a pair."""
    today = schooldays.today(pair.organization)
    _, mentees = _sides(pair, today)
    works = Employment.objects.on(today).filter(person=person).exists()
    said = _agreement(pair, person, today) | {
        "mentees": _listed(mentees, "name nom full", today),
        "paid": _LABOUR if works else _UNPAID,
    }
    return pair.programme, f"Соглашение с наставником: {person.full_name}", _signed(pair, "Наставник", person, said)


def with_mentee(seat: PairMentee) -> tuple[Programme, str, Subject]:
    """Lay out the agreement with a mentee (annex 25)."""
    pair, person, today = seat.pair, seat.mentee.person, schooldays.today(seat.organization)
    mentors, _ = _sides(pair, today)
    minor = _is_child(person, today)
    said = _agreement(pair, person, today) | {
        "mentors": _listed(mentors, "name nom full", today),
        "minor": "соглашение с его законным представителем подписывается отдельно" if minor else "",
    }
    return pair.programme, f"Соглашение с наставляемым: {person.full_name}", _signed(pair, "Наставляемый", person, said)


def with_parent(seat: PairMentee) -> tuple[Programme, str, Subject]:
    """Lay out the agreement with a parent of a mentee under eighteen (annex 26)."""
    pair, child, today = seat.pair, seat.mentee.person, schooldays.today(seat.organization)
    if not _is_child(child, today):
        raise Refused(f"{child.full_name}: восемнадцать лет исполнилось, соглашение с родителем не нужно.")
    guardian = Guardianship.objects.on(today).filter(child=child).select_related("guardian").order_by("pk").first()
    if guardian is None:
        raise Refused(f"{child.full_name}: не записан родитель или опекун. Добавьте его в карточке человека.")
    mentors, _ = _sides(pair, today)
    said = _agreement(pair, guardian.guardian, today) | {
        "right": guardian.get_right_display(),
        "child": _said(child, "name nom full"),
        "mentors": _listed(mentors, "name nom full", today),
        "where": _where(pair),
    }
    return (
        pair.programme,
        f"Соглашение с родителем: {child.full_name}",
        _signed(pair, "Представитель", guardian.guardian, said),
    )


def of_both(pair: Pair) -> tuple[Programme, str, Subject]:
    """Lay out what a mentor and a mentee agree on themselves (annex 27)."""
    today = schooldays.today(pair.organization)
    mentors, mentees = _sides(pair, today)
    said = about(pair, today) | {
        "minutes": words.counted(pair.minutes, "минуте", "минуты", "минут"),
        "where": _where(pair),
    }
    lines = [f"{phrases.PEN}\n{_said(one, 'name nom before')}" for one in (*mentors, *mentees)]
    left, right = lines[: len(mentors)], lines[len(mentors) :]
    rows = [("\n".join(left), "\n".join(right))]
    return pair.programme, f"Соглашение о сотрудничестве: {_names(mentees)}", Subject(said, _BOTH, rows)


def plan(pair: Pair) -> tuple[Programme, str, Subject]:
    """Lay out the individual plan (annex 28)."""
    items = _items(pair)
    if not items:
        raise Refused("В плане пары ещё нет заданий. Составьте план, затем бумагу.")
    today = schooldays.today(pair.organization)
    rows: list[Sequence[str]] = []
    section = None
    sections = {one.section: place for place, one in reversed(list(enumerate(items)))}
    for number, one in enumerate(sorted(items, key=lambda one: sections[one.section]), 1):
        if one.section != section:
            section = one.section
            rows.append((plain(section),))
        rows.append((
            f"{number}.", plain(one.task), plain(one.due_text), plain(one.expected), plain(one.actual),
            "" if one.mark is None else str(one.mark),
        ))  # fmt: skip
    mentors, mentees = _sides(pair, today)
    title = f"План индивидуального развития: {_names(mentees)}"
    return pair.programme, title, Subject(about(pair, today), _PLAN, rows, [one.pk for one in mentors])


def route(pair: Pair) -> tuple[Programme, str, Subject]:
    """Lay out the mentor's route map (annex 29), its marks from the diary."""
    steps = pair.plan.steps.prefetch_related("meetings") if hasattr(pair, "plan") else ()
    if not steps:
        raise Refused("Маршрутной карты ещё нет. Составьте её на странице плана пары, затем бумагу.")
    rows = []
    for number, one in enumerate(steps, 1):
        held = next((row for row in one.meetings.all() if row.state == Meeting.State.HELD), None)
        mark = f"проведена {words.digits(held.on)}" if held else ""
        rows.append((
            f"{number}.", one.get_stage_display(), words.digits(one.on), plain(one.theme), plain(one.work),
            plain(one.task), plain(one.expected), mark,
        ))  # fmt: skip
    today = schooldays.today(pair.organization)
    mentors, _ = _sides(pair, today)
    title = f"Маршрутная карта наставника: {_names(mentors)}"
    return pair.programme, title, Subject(about(pair, today), _ROUTE, rows, [one.pk for one in mentors])


def diary(pair: Pair) -> tuple[Programme, str, Subject]:
    """Lay out the diary (annex 4): what was held, missed and called off."""
    meetings = list(pair.meetings.exclude(state=Meeting.State.PLANNED))
    if not meetings:
        raise Refused("В дневнике ещё нет встреч.")
    rows = [
        (
            f"{number}.", words.digits(one.on), _topic(one), plain(one.done or one.reason),
            str(one.minutes or ""), _marks(one), "",
        )
        for number, one in enumerate(meetings, 1)
    ]  # fmt: skip
    today = schooldays.today(pair.organization)
    held = [one for one in meetings if one.state == Meeting.State.HELD]
    mentors, mentees = _sides(pair, today)
    said = about(pair, today) | {"held": str(len(held)), "hours": _hours(held)}
    title = f"Дневник встреч: {_names(mentors)} и {_names(mentees)}"
    return pair.programme, title, Subject(said, _DIARY, rows, [one.pk for one in mentors])


def summary(pair: Pair) -> tuple[Programme, str, Subject]:
    """Lay out the closing summary (annex 30), filled from the diary and the plan."""
    if pair.state not in Pair.OVER:
        raise Refused("Пара ещё работает. Завершите её, затем составьте резюме.")
    meetings = list(pair.meetings.exclude(state=Meeting.State.CANCELLED))
    held = [one for one in meetings if one.state == Meeting.State.HELD]
    mentors, mentees = _sides(pair, pair.ended_on)
    said = about(pair, pair.ended_on) | {
        "meetings": f"проведено {len(held)} из {len(meetings)}",
        "hours": _hours(held),
        "mentor_marks": _course(one.mark for one in held),
        "mentee_marks": _course(one.mentee_mark for one in held),
        "mentee_words": plain(next((one.mentee_word for one in reversed(held) if one.mentee_word), "")),
        "result": phrases.sentence(pair.result),
        "ending": pair.get_ending_display(),
        "advice": pair.get_advice_display() if pair.advice else "",
    }
    title = f"Резюме завершения взаимодействия: {_names(mentors)} и {_names(mentees)}"
    return pair.programme, title, Subject(said, commission=[one.pk for one in mentors])


def changed(pair: Pair, *, day: date, reason: str, comes: Person | None = None, ending: str = "") -> Subject:
    """Say what an order changes in a pair: who goes, who comes, from which day, and why."""
    mentors, mentees = _sides(pair, schooldays.today(pair.organization))
    return Subject(
        {
            "day": words.full(day),
            "gone": ", ".join(_said(one, "name gen full") for one in mentors),
            "comes": _said(comes, "name acc full") if comes else "",
            "mentees_ins": ", ".join(_said(one, "name ins full") for one in mentees),
            "ending": plain(ending),
            "reason": phrases.sentence(reason),
        }
    )


def _sides(pair: Pair, today: date) -> tuple[list[Person], list[Person]]:
    """Return who sits in the pair; one without a side is no pair to write about."""
    mentors, mentees = paired.people_of(pair, min(today, pair.end))
    if not (mentors and mentees):
        raise Refused("В паре сейчас нет наставника или наставляемого. Проверьте состав пары.")
    return mentors, mentees


def about(pair: Pair, today: date) -> dict[str, str]:
    """Say what every paper of a pair says."""
    mentors, mentees = _sides(pair, today)
    requests = Request.objects.filter(mentee__person__in=mentees, mentee__programme=pair.programme_id)
    done = fulfilment.of_plan(_items(pair))
    return {
        "form": plain(pair.form.title),
        "role": plain(pair.role_model.title) if pair.role_model else "",
        "start": words.full(pair.start),
        "end": words.full(pair.end),
        "goal": phrases.sentence(pair.goal),
        "request": "; ".join(phrases.sentence(str(one)) for one in requests.order_by("priority", "pk")[:3]),
        "monthly": words.counted(pair.monthly, "раз", "раза", "раз"),
        "mentors": _listed(mentors, "name nom full", today),
        "mentors_gen": ", ".join(_said(one, "name gen full") for one in mentors),
        "mentees": _listed(mentees, "name nom full", today),
        "mentees_label": "наставляемые" if len(mentees) > 1 else "наставляемый",
        "mentees_title": "Наставляемые" if len(mentees) > 1 else "Наставляемый",
        "fulfilment": f"{done.percent}{words.NBSP}%" if done.total else "",
    }


def _agreement(pair: Pair, person: Person, today: date) -> dict[str, str]:
    """Say what every agreement of the organization with a participant says."""
    return about(pair, today) | parties(pair.organization, person)


def parties(organization: Organization, person: Person) -> dict[str, str]:
    """Say who makes an agreement with whom."""
    return {
        "called": phrases.called(organization.full_name),
        "acting": phrases.acting(phrases.head_of(organization)),
        "who": _said(person, "name nom full"),
        "their_called": agreeing.of_person("именуемый", person.sex),
    }


def _signed(pair: Pair, side: str, person: Person, said: dict[str, str]) -> Subject:
    return Subject(said, (("Организация", 50), (side, 50)), signatures(pair.organization, person))


def signatures(organization: Organization, person: Person) -> list[tuple[str, str]]:
    """Give the lines of both sides, each in its column."""
    title = phrases.title(phrases.head_of(organization))
    return [
        ("{organization.full}", _said(person, "name nom full")),
        (title, ""),
        (f"{phrases.PEN}\n{{head|name nom before}}", f"{phrases.PEN}\n{_said(person, 'name nom before')}"),
        ("М. П.", ""),
    ]


def _listed(people: Sequence[Person], how: str, today: date) -> str:
    """Name people with their class or place."""
    places, _ = participants.places_of([one.pk for one in people], today)
    named = ((_said(one, how), plain(places.get(one.pk, ""))) for one in people)
    return "; ".join(", ".join(filter(None, one)) for one in named)


def _said(person: Person, how: str) -> str:
    return f"{{person:{person.pk}|{how}}}"


def _names(people: Iterable[Person]) -> str:
    return ", ".join(one.short_name for one in people)


def _where(pair: Pair) -> str:
    return ", ".join(filter(None, (pair.get_way_display(), plain(pair.place))))


def _is_child(person: Person, today: date) -> bool:
    return gates.subjects_of(person.organization, [person.pk], today)[person.pk].is_minor(today)


def _items(pair: Pair) -> list[PlanItem]:
    return list(PlanItem.objects.filter(plan__pair=pair))


def _topic(row: Meeting) -> str:
    kind = row.get_kind_display() if row.state == Meeting.State.HELD else row.get_state_display()
    return ": ".join(filter(None, (kind, plain(row.topic))))


def _marks(row: Meeting) -> str:
    sides = (("наставник", row.mark), ("наставляемый", row.mentee_mark))
    return "\n".join(f"{side} — {mark}" for side, mark in sides if mark is not None)


def _hours(held: Iterable[Meeting]) -> str:
    minutes = sum(one.minutes or 0 for one in held)
    return f"{phrases.decimal(minutes / 60)}{words.NBSP}ч"


def _course(marks: Iterable[int | None]) -> str:
    """Say how marks went from the first to the last."""
    given = [one for one in marks if one is not None]
    if not given:
        return ""
    mean = phrases.decimal(sum(given) / len(given))
    return f"с {given[0]} до {given[-1]}, в среднем {mean}" if len(given) > 1 else str(given[0])
