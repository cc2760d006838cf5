"""Gatherings, a library, cases, publications and awards of the invented school: the same every time."""

from datetime import date, timedelta

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentor
from practices import awarding, gatherings, guests, keeping, library, publishing, stories
from practices.gatherings import Outcome
from practices.models import Award, Case, Gathering, Guest, Material, Publication, Rubric

# Days ago, what it was, where, for whom; how many were asked to come, and came; who is on the list by name.
MEETINGS = (
    (62, "Педсовет о наставничестве", "учительская", "педагоги", None, None, guests.STAFF),
    (48, "Собрание родителей восьмых классов", "актовый зал", "родители 8-х классов", 52, 47, ""),
    (20, "Классный час «Кто мне помог»", "кабинет 21", "обучающиеся 8–9-х классов", 60, 55, guests.MENTEES),
    (-9, "Встреча с выпускниками и приборным заводом", "библиотека", "выпускники, партнёры", 30, None, ""),
)
MATERIALS = (
    ("Первая встреча: памятка наставнику", "mentor", 6, "О себе. О чём поговорим. Как часто встречаемся. Чего нельзя."),
    ("Как вести дневник", "mentor", 6, "Одна строка сразу после встречи: что сделали и что дальше."),
    ("Что такое наставник", "mentee", 2, "Наставник не ставит оценок. Его можно спросить о том, что трудно."),
    ("Родителям о программе", "parent", 2, "Участие добровольное. Выйти из программы можно в любой день."),
)
STORY = {
    "title": "Как бояться контрольной перестали",
    "situation": "Восьмиклассник сдавал пустые листы, хотя дома решал.",
    "done": "Шесть раз писали пробную работу вместе, потом врозь, потом на время.",
    "result": "Последнюю контрольную написал сам, на четвёрку.",
    "advice": "Не начинайте с трудного: первая удача нужна в первую неделю.",
}
SITE = "https://school-7.example.org/news/"


def show(programme: Programme, *, by: Membership) -> None:
    """Let the school gather people, hand out materials, write of itself and thank."""
    today = schooldays.today(programme.organization)
    own = {"organization": programme.organization, "programme": programme}
    met = [_gather(own, row, today, by) for row in MEETINGS]
    _stock(programme, today, by)
    _write(own, met[1], today, by)
    _thank(own, today, by)


def _gather(own: dict, facts: tuple, today: date, by: Membership) -> Gathering:
    ago, title, place, audience, invited, present, circle = facts
    on = today - timedelta(ago)
    row = Gathering(**own, title=title, on=on, place=place, audience=audience, invited=invited)
    row = keeping.add(row, by=by)
    if circle:
        guests.invite(row, list(guests.circle(own["programme"], circle, by)), by=by)
    if ago > 0:
        _tick(row, by)
        row.refresh_from_db()
        gatherings.hold(row, Outcome(on, present), version=row.version, by=by)
    return row


def _tick(row: Gathering, by: Membership) -> None:
    """Let all but each seventh come, and one ask to take part."""
    came = {guest.pk for number, guest in enumerate(row.guests.order_by("pk"), 1) if number % 7}
    free = row.guests.filter(pk__in=came, person__mentors=None, person__membership=None, person__mentees=None)
    wishes = {guest.pk: Guest.Wish.MENTOR for guest in free.order_by("pk")[:1]}
    row.refresh_from_db()
    guests.mark(row, came, wishes, version=row.version, by=by)


def _stock(programme: Programme, today: date, by: Membership) -> None:
    for place, (title, audience, stage, text) in enumerate(MATERIALS):
        row = Material(
            organization=programme.organization, title=title, audience=audience, stage=stage, text=text
        )  # fmt: skip
        row = library.add(row, None, by=by)
        readers = list(library.readers(row, programme, by).order_by("pk")[:6])
        if place < 2 and readers:
            library.hand(row, readers, on=today - timedelta(30 - place), by=by)


def _write(own: dict, told: Gathering, today: date, by: Membership) -> None:
    """Keep two rubrics; publish a case and a note, be late with one text, plan another."""
    places = (("Наставники седьмой", "сайт школы"), ("Вдвоём легче", "группа школы"))
    site, group = [
        keeping.add(Rubric(organization=own["organization"], title=title, where=where), by=by)
        for title, where in places
    ]  # fmt: skip
    case = stories.make_ready(stories.add(Case(**own, **STORY), by=by), by=by)
    publishing.publish_case(case, on=today - timedelta(6), link=f"{SITE}31", rubric=site, by=by)
    stories.add(Case(**own, title="Новый учитель и первый урок", situation="Пришёл в сентябре, вёл три класса."), by=by)
    for title, ago, rubric in (
        ("О чём говорили с родителями", 40, site),
        ("Наши пары за два месяца", 5, group),
        ("Выпускники приходят в школу", -12, group),
    ):
        line = {"title": title, "planned_on": today - timedelta(ago), "rubric": rubric}
        row = keeping.add(Publication(**own, **line, gathering=told if rubric is site else None), by=by)
        if rubric is site:
            publishing.publish(row, on=row.planned_on, link=f"{SITE}24", version=row.version, by=by)


def _thank(own: dict, today: date, by: Membership) -> None:
    """Give thanks to one mentor who works here, and propose a bonus for another."""
    mentors = Mentor.objects.filter(programme=own["programme"], person__employments__isnull=False).distinct()
    for kind, mentor in zip(("thanks", "bonus"), mentors.order_by("pk")[:2], strict=False):
        award = Award(
            **own, person=mentor.person, kind=kind, reason="За терпение и точность в работе с парой", on=today
        )
        award = awarding.propose(award, by=by)
        if not award.material:
            awarding.give(award, on=today, basis="", version=award.version, by=by)
