"""What a document may say of its school, as plain values of one day. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mentoring.accounts import vocabulary
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.people.declension import Case, positions
from mentoring.registry import scoring
from reports.documents.wording import Forms, Phrase, Value, Worker
from roadmap.lines import Plan
from roadmap.outputs.table import Sheet

VACANCY = "вакансия"
_LEARNING = ("school", "college", "additional", "centre")
# Sorts of organizations of which a condition tells.
_SORTS = {
    "with_learners": _LEARNING,
    "of_school": ("school",),
    "of_college": ("college",),
    "of_kindergarten": ("kindergarten",),
    "of_additional": ("additional", "centre"),
}
_YEAR = re.compile(r"\b20\d\d\b")


@dataclass(frozen=True)
class School:
    """The organization as it stands on paper."""

    full: str
    short: str
    founder: str = ""
    place: str = ""
    sort: str = "school"  # school, college, kindergarten, additional, centre


@dataclass(frozen=True)
class Human:
    """A person as lists name them."""

    pk: int
    name: str
    position: str = ""
    account: bool = False
    sex_known: bool = True
    learns: bool = False  # and does not sign that they have read an order of the staff


@dataclass(frozen=True)
class Seat:
    """A place in the working group; without a person it is a vacancy."""

    person: int | None
    name: str
    position: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lead:
    """Who answers for forms of mentoring."""

    worker: Worker
    forms: tuple[str, ...]

    @property
    def titles(self) -> str:
        return _listed([f"«{form}»" for form in self.forms])

    @property
    def of_forms(self) -> str:
        """Say «формы наставничества …» after «реализацию»."""
        return f"{'форм' if len(self.forms) > 1 else 'формы'} наставничества {self.titles}"

    @property
    def values(self) -> dict[str, Value]:
        return {"lead": self.worker, "lead.forms": self.of_forms, "lead.titles": self.titles}


@dataclass(frozen=True)
class Ordered:
    """The act that has approved a plan: date and number."""

    on: date
    number: str

    @property
    def words(self) -> str:
        return f"от {words.digits(self.on)} №{words.NBSP}{self.number}"


@dataclass(frozen=True)
class Roster:
    """A table made of the school's own rows; a row of one cell goes across. `people` must read the paper."""

    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]
    people: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()  # who is in the register and whose consent is not in force
    elsewhere: tuple[str, ...] = ()  # who is proposed for money and does not work here


@dataclass(frozen=True)
class Training:
    """The school of mentors in numbers: lessons of each group, hours and experts of all."""

    lessons: tuple[tuple[str, int], ...]
    hours: str
    experts: int
    least_lessons: int  # of a group
    least_experts: int  # of the programme

    @property
    def total(self) -> str:
        count = words.counted(sum(count for _, count in self.lessons), "занятие", "занятия", "занятий")
        experts = words.counted(self.experts, "эксперт", "эксперта", "экспертов")
        return ", ".join(filter(None, (count, self.hours and f"часов — {self.hours}", experts)))


@dataclass(frozen=True)
class Advice:
    """What a leaflet says of one form of mentoring to each of its readers."""

    title: str
    said: Mapping[str, str]  # reader → words; an empty one has no line

    @property
    def values(self) -> dict[str, str]:
        return {"form.title": self.title, **{f"form.{reader}": words for reader, words in self.said.items()}}


@dataclass(frozen=True)
class Labour:
    """What a paper of labour law rests on: the agreement in force, papers that lack, the day a notice names."""

    agreement: str = ""
    lacks: tuple[tuple[str, str], ...] = ()  # which paper, in the genitive, and whose
    last: date | None = None
    earliest: date | None = None  # the last day of work where the notice is given today
    days: Span | None = None  # of the work, as they were entered

    @property
    def words(self) -> str:
        return " ".join(filter(None, ("дополнительное соглашение", self.agreement, "к трудовому договору")))


@dataclass(frozen=True)
class Facts:
    """Everything a document is made from besides its own text."""

    school: School
    on: date
    calendar: SchoolCalendar
    forms: Forms
    period: Span
    programme: str = ""
    staff: Mapping[str, Worker] = field(default_factory=dict)  # duty → who has it that day
    leads: tuple[Lead, ...] = ()
    group: tuple[Seat, ...] = ()
    chair: Worker | None = None
    secretary: Worker | None = None
    humans: Mapping[int, Human] = field(default_factory=dict)
    chosen: Mapping[int, Worker] = field(default_factory=dict)  # those whom the text names by {person:17}
    grounds: tuple[str, ...] = ()
    plan: Plan | None = None
    sheet: Sheet | None = None
    ordered: Ordered | None = None
    about: Ordered | None = None  # the act that this one amends or cancels
    about_title: str = ""
    rosters: Mapping[str, Roster] = field(default_factory=dict)  # tables that the body asks for
    trainer: Worker | None = None  # who leads the school of mentors
    protocols: str = ""  # of what was decided on candidates, those in force
    attachments: str = ""  # protocols by which mentors were attached to mentees, those in force
    councils: str = ""  # protocols in which the council of learners has spoken of the pairs, those in force
    deciders: str = ""  # who decides on the pairs that the paper is about
    heard: str = ""  # whose opinion on them was heard
    finale: str = ""  # what is appointed to end the programme with
    earlier: str = ""  # the order of this kind that was in force before
    training: Training | None = None
    advices: tuple[Advice, ...] = ()
    readers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # whom a sheet of signatures asks for
    curator_contact: str = ""
    labour: Labour | None = None
    lapsed: tuple[str, ...] = ()  # participants whom the text names and whose consent is not in force
    first_needs: tuple[str, ...] = ()  # papers of which one should be in force before

    @property
    def head(self) -> Worker | None:
        return self.staff.get("head")

    def holds(self, condition: str) -> bool:
        """Tell whether a block under this condition is printed."""
        match condition:
            case _ if condition in _SORTS:
                return self.school.sort in _SORTS[condition]
            case "no_earlier":
                return not self.earlier
            case "targets":
                return "targets" in self.rosters
            case "one_lead":
                return len(self.leads) == 1
            case "many_leads":
                return len(self.leads) > 1
            case "grounds" | "protocols" | "attachments" | "councils" | "deciders" | "heard" | "earlier":
                return bool(getattr(self, condition))
            case "footnotes":
                return bool(self.sheet and self.sheet.footnotes)
            case "plan_period":
                return bool(self.sheet and not _YEAR.search(self.sheet.title))
        asked = condition.removeprefix("no_")
        return self._has(asked) != condition.startswith("no_")

    def _has(self, asked: str) -> bool:
        """Tell whether somebody has this duty, a table has rows, or the end of the programme is appointed."""
        if asked == "finale":
            return bool(self.finale)
        return asked in self.staff or (asked in self.rosters and bool(self.rosters[asked].rows))


PLAN_WORDS = {
    "карт": (
        ("дорожная карта", "дорожной карты", "дорожной карте", "дорожную карту", "дорожной картой", "дорожной карте"),
        "внедрения",
    ),
    "комплекс": (
        tuple(f"{word} мер" for word in ("комплекс", "комплекса", "комплексу", "комплекс", "комплексом", "комплексе")),
        "по внедрению",
    ),
    "план": (
        tuple(f"{word} мероприятий" for word in ("план", "плана", "плану", "план", "планом", "плане")),
        "по внедрению",
    ),
}
_CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
ANNEX_WORDS = ("приложение", "приложения", "приложению", "приложение", "приложением", "приложении")


def plan_word(title: str) -> tuple[Phrase, str]:
    """Say what a plan is called, by cases, and how «целевой модели» follows it."""
    lowered = title.lower()
    named = [stem for stem in PLAN_WORDS if stem in lowered]
    forms, of = PLAN_WORDS[min(named, key=lowered.index, default="карт")]
    return phrase(forms), of


def phrase(forms: tuple[str, ...], after: str = "") -> Phrase:
    """Make words of all six cases with the same tail."""
    return Phrase({case: f"{form}{after}" for case, form in zip(_CASES, forms, strict=True)})


def between(span: Span) -> str:
    """Say a period within a sentence: «с 1 сентября 2026 г. по 31 мая 2027 г.»."""
    return f"с {words.full(span.start)} по {words.full(span.end)}"


def values(facts: Facts) -> dict[str, Value | None]:
    """Give every value that a text may ask for by its name."""
    school = facts.school
    named: dict[str, Value | None] = {
        "organization.full": school.full,
        "organization.short": school.short,
        "organization.founder": school.founder,
        "organization.place": school.place,
        "programme.title": facts.programme,
        "period": between(facts.period),
        "period.end": words.full(facts.period.end),
        "grounds": ", ".join(facts.grounds),
        "chair": facts.chair,
        "secretary": facts.secretary,
        "trainer": facts.trainer,
        "protocols": facts.protocols,
        "attachments": facts.attachments,
        "councils": facts.councils,
        "deciders": facts.deciders,
        "heard": facts.heard,
        "labour": facts.labour.words if facts.labour else "",
        "finale": facts.finale,
        "earlier": facts.earlier,
        "group_teacher": vocabulary.of_kind(school.sort).group_teacher,
        "group_teachers": phrase(
            tuple(positions.decline(vocabulary.of_kind(school.sort).group_teachers, Case(case)) for case in _CASES)
        ),
        "marks.best": str(scoring.BEST),
        "marks.enough": str(scoring.RECOMMENDED_FROM),
        "marks.reserve": str(scoring.RESERVE_FROM),
        "training.total": facts.training.total if facts.training else "",
        "curator.contact": facts.curator_contact,
        "group.names": ", ".join(seat.name for seat in facts.group if seat.person),
        "group.count": str(sum(bool(seat.person) for seat in facts.group) or ""),
        **facts.staff,
        **{f"person:{pk}": worker for pk, worker in facts.chosen.items()},
    }
    if facts.sheet and facts.plan:
        word, of = plan_word(facts.sheet.title)
        named |= {
            "roadmap.word": word,
            "roadmap.of": of,
            "roadmap.title": " ".join(facts.sheet.title.split()),
            "roadmap.period": f"на период {between(facts.plan.period)}",
        }
    if facts.about:
        named |= {"about": facts.about.words, "about.title": facts.about_title}
    return named


def _listed(parts: list[str]) -> str:
    """Join words as a sentence does: «а», «б» и «в»."""
    return " и ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
