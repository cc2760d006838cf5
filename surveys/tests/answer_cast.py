"""A made-up wave with a question of every kind, and those who are asked in it."""

from datetime import timedelta

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.people.models import Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentor
from mentoring.registry.tests.cast import learner, teacher
from surveys import inviting
from surveys.models import Questionnaire, Respondent, Wave
from surveys.tests.cast import make_edition

ABOUT, MORE = "О программе", "О вас"
ASKED = (
    {"code": "met", "kind": "yes_no", "text": "Был ли у вас наставник раньше?", "part": ABOUT, "required": True},
    {"code": "where", "kind": "short", "text": "Где это было?", "part": ABOUT, "shown_if": "met", "shown_value": 1},
    {
        "code": "wish", "kind": "scale", "text": "Насколько охотно вы идёте на встречи?", "part": ABOUT,
        "required": True, "low_words": "без желания", "high_words": "с радостью",
    },
    {
        "code": "how", "kind": "one", "text": "Как вам удобнее встречаться?", "part": ABOUT,
        "options": ["вдвоём", "в группе"],
    },
    {
        "code": "help", "kind": "many", "text": "С чем помочь?", "part": ABOUT,
        "options": ["с учёбой", "с общением", "с выбором профессии"],
    },
    {
        "code": "mood", "kind": "matrix", "text": "Как вы себя чувствуете?", "part": MORE, "low": 1, "high": 5,
        "rows": ["на уроках", "на переменах"],
    },
    {"code": "hours", "kind": "number", "text": "Сколько часов в неделю вы готовы отдать?", "part": MORE},
    {"code": "since", "kind": "date", "text": "С какого дня вам удобно?", "part": MORE},
    {
        "code": "whom", "kind": "person", "text": "Кого вы хотите в наставники?", "part": MORE,
        "register": "mentors", "low": 1, "high": 2,
    },
    {"code": "else", "kind": "long", "text": "Что ещё нам важно знать?", "part": MORE, "help": "Можно не отвечать."},
)  # fmt: skip
SAID = {
    "met": "1", "where": "в кружке", "wish": "7", "how": "0", "help": ["0", "2"], "mood": ["4", "5"],
    "hours": "1,5", "since": "18.11.2026", "else": "Спасибо за заботу",
}  # fmt: skip


def make_wave(programme: Programme, *, asked=ASKED, by: Membership | None = None, **facts) -> Wave:
    """Open a wave with these questions."""
    own = {"organization": programme.organization}
    side = facts.pop("side", Questionnaire.Side.MENTEE)
    code, intro = f"made-up-{Questionnaire.objects.count()}", "Ответы помогут подобрать наставника."
    edition = make_edition(
        programme.organization, asked, code=code, own={"intro": intro}, title="Перед началом", side=side
    )
    today = schooldays.today(programme.organization)
    days = {"opens_on": today - timedelta(3), "closes_on": today + timedelta(10)}
    facts = {"title": "Перед началом", "state": Wave.State.OPEN, "by": by} | days | facts
    return Wave.objects.create(**own, programme=programme, edition=edition, **facts)


def ask(wave: Wave, person: Person, *, about: Person | None = None) -> Respondent:
    return Respondent.objects.create(organization=wave.organization, wave=wave, person=person, about=about)


def ask_learner(wave: Wave, surname: str = "Осокин") -> Respondent:
    return ask(wave, learner(wave.organization, surname))


def mentor_of(programme: Programme, surname: str, state: str = Mentor.State.REGISTERED) -> Person:
    person = teacher(programme.organization, surname)
    Mentor.objects.create(organization=programme.organization, programme=programme, person=person, state=state)
    return person


def token_of(respondent: Respondent) -> str:
    """Make a link and return its token, the last part of the address."""
    return inviting.make_links([respondent])[respondent.pk].rstrip("/").rsplit("/", 1)[1]
