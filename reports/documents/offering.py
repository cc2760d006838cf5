"""Which papers can be drafted now: what each still needs, in what groups they are chosen from."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, QuerySet

from mentoring.accounts.keys import russian_key
from mentoring.accounts.models import Membership
from mentoring.people.models import Employment
from mentoring.programmes.models import GroupMember, Programme, ProgrammeForm
from mentoring.registry.models import Criterion, Mentee, Mentor, Session
from reports.documents import concerning, kinds, listing, telling, ties
from reports.documents.models import Document
from roadmap.models import Roadmap

_CYCLE = "admin:programmes_programme_changelist"
# What a kind may need, and the page where it is put right.
_LACKS: Mapping[str, tuple[str, str]] = {
    "roadmap": ("принятой дорожной карты", "plan_upload"),
    "head": ("руководителя в списке людей", "admin:people_person_changelist"),
    "group": ("рабочей группы программы", _CYCLE),
    "mentees": ("наставляемых в реестре", "admin:registry_mentee_changelist"),
    "mentors": ("наставников в реестре", "admin:registry_mentor_changelist"),
    "lessons": ("занятий школы наставников", "admin:registry_course_changelist"),
    "pairs": ("пар-проектов", "matching"),
    "peers": ("пар-проектов, о которых спрашивают совет обучающихся", "matching"),
    "plans": ("согласованных планов пар", "pairs"),
    "forms": ("форм наставничества в программе", _CYCLE),
    "goal": ("цели программы", _CYCLE),
    "criteria": ("критериев отбора", "admin:registry_criterion_changelist"),
}


@dataclass(frozen=True)
class Offer:
    """A kind of document that can be drafted: what is missing for it, what of it is under way or in force already."""

    kind: kinds.Kind
    title: str
    missing: tuple[tuple[str, str], ...]  # what, and the name of the page where it is put right
    drafted: Document | None
    standing: Document | None = None

    @property
    def requisites(self) -> str:
        """Say the day and the number of the act that is in force."""
        return telling.requisites(self.standing) if self.standing else ""


@dataclass(frozen=True)
class Elsewhere:
    """Papers that are drafted beside the row they are about: on which page."""

    papers: str
    url: str
    page: str
    action: str


@dataclass(frozen=True)
class Shelf:
    """Papers of one purpose, in the order in which a cycle needs them."""

    title: str
    kinds: tuple[str, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True)
class Group:
    """A shelf as a member finds it: what can be drafted here, and what elsewhere."""

    title: str
    offers: Sequence[Offer]
    elsewhere: Sequence[Elsewhere]


_SELECTION = Elsewhere(
    "Протоколы собеседования, оценки и рассмотрения кандидатов, заявление", "selection", "Отбор наставников",
    "selection.see",
)  # fmt: skip
_COURSES = Elsewhere(
    "Посещаемость и сертификаты", "admin:registry_course_changelist", "Школа наставников", "training.see"
)
_PARTNERS = Elsewhere(
    "Письмо и соглашение с партнёром", "admin:people_partner_changelist", "Партнёры", "people.see"
)  # fmt: skip
_MENTEES = Elsewhere("Карточка запроса", "admin:registry_mentee_changelist", "Наставляемые", "registry.see")
_PAIRS = Elsewhere("Соглашения участников, план, маршрутная карта, дневник", "pairs", "Пары", "pairs.see")
_CHANGES = Elsewhere("Приказы о замене наставника и прекращении, резюме", "pairs", "Пары", "pairs.see")
_WORKERS = Elsewhere("Согласие, соглашение и приказ наставнику, уведомление", "pairs", "Пары", "pairs.see")
_CURATOR = Elsewhere(
    "Согласие, соглашение и приказ куратору", "curator_labour", "Трудовые документы куратора", "documents.edit"
)
_AWARDS = Elsewhere("Благодарности, грамоты, письма родителям", "awards", "Поощрения", "awards.see")
_MENTORS = Elsewhere(
    "Справка о наставничестве, портфолио", "admin:registry_mentor_changelist", "Наставники", "selection.see"
)
_FORMS = Elsewhere("Все тридцать форм для заполнения от руки", "annexes", "Формы целевой модели", "documents.see")
_CONSENTS = Elsewhere("Согласия", "consent_papers", "Бланки согласий", "consents.see")
SHELVES = (
    Shelf("Начало программы", ("group_protocol", "O1", "roadmap", "O2", "regulation", "O3", "O9"), (_PARTNERS,)),
    Shelf("Наставляемые", ("O4", "register_mentees"), (_MENTEES,)),
    Shelf("Наставники: отбор и обучение", ("criteria", "O6", "register_mentors", "confidentiality", "O5",
          "school_programme"), (_SELECTION, _COURSES)),
    Shelf("Пары и группы", ("council_protocol", "attachment", "O7", "O8"), (_PAIRS, _CHANGES)),
    Shelf("Трудовые документы", (), (_WORKERS, _CURATOR)),
    Shelf("Итоги и поощрения", ("O12", "report", "O13", "invitation", "O14"), (_AWARDS, _MENTORS)),
    Shelf("Памятки, анкеты и бланки", ("memo_mentor", "memo_mentee", "memo_parent", "application_blank", "mentor_form",
          "curator_form", "curator_month", "preference_mentee", "preference_mentor"), (_FORMS, _CONSENTS)),
)  # fmt: skip
_REST = Shelf("Другие документы")
_OFFERED = tuple(kind for kind in kinds.KINDS.values() if not kind.subject)


def offers(membership: Membership, programme: Programme, today: date) -> list[Offer]:
    """Say of each kind that this member may draft what it still needs."""
    own = listing.listed(membership).filter(programme=programme, kind__in=[one.code for one in _OFFERED])
    rows = [row for row in own.order_by("on", "sequence", "pk") if not ties.is_change(row)]
    open_ones = {row.kind: row for row in rows if not row.is_issued}
    standing = {row.kind: row for row in rows if row.state in Document.IN_FORCE}
    there = _there(membership, programme, today)
    return [
        Offer(
            kind,
            telling.named(kind, kind.title),
            tuple(_LACKS[need] for need in _needs(kind) if need not in there),
            open_ones.get(kind.code),
            standing.get(kind.code),
        )
        for kind in _OFFERED
        if membership.can(kind.drafter)
    ]


def grouped(membership: Membership, found: Collection[Offer], asked: str) -> list[Group]:
    """Put offers on their shelves; where words are asked for, only what says them all is left."""
    words, by_code = russian_key(asked).split(), {offer.kind.code: offer for offer in found}
    shelved = {code for shelf in SHELVES for code in shelf.kinds}
    rest = tuple(sorted(by_code.keys() - shelved))
    groups = []
    for shelf in (*SHELVES, _REST):
        codes = shelf.kinds if shelf is not _REST else rest
        kept = [by_code[code] for code in codes if code in by_code and _says(words, _words(by_code[code], shelf))]
        elsewhere = [
            one for one in shelf.elsewhere if membership.can(one.action) and _says(words, f"{one.papers} {shelf.title}")
        ]
        groups.append(Group(shelf.title, kept, elsewhere))
    return [group for group in groups if group.offers or group.elsewhere]


def _words(offer: Offer, shelf: Shelf) -> str:
    return f"{offer.title} {offer.kind.about} {shelf.title}"


def _says(words: Sequence[str], text: str) -> bool:
    whole = russian_key(text)
    return all(word in whole for word in words)


def _needs(kind: kinds.Kind) -> Iterator[str]:
    yield "head"
    if kind.needs_roadmap:
        yield "roadmap"
    if kind.code in ("O1", "group_protocol"):
        yield "group"
    yield from kind.needs


def _there(membership: Membership, programme: Programme, today: date) -> set[str]:
    """Return what the programme has already, asked for in one query."""
    rows = {f"has_{name}": Exists(some) for name, some in _rows(membership, programme, today).items()}
    found = Programme.objects.filter(pk=programme.pk).annotate(**rows).values(*rows).get()
    there = {name.removeprefix("has_") for name, has in found.items() if has}
    return there | {"goal"} if programme.goal.strip() else there


def _rows(membership: Membership, programme: Programme, today: date) -> dict[str, QuerySet]:
    """Say where each thing that a kind may need is looked for."""
    own = {"programme": programme}
    return {
        "roadmap": Roadmap.objects.filter(**own, state=Roadmap.State.ADOPTED),
        "head": Employment.objects.visible_to(membership).on(today).filter(duty=Employment.Duty.HEAD),
        "group": GroupMember.objects.filter(**own),
        "mentees": Mentee.objects.filter(**own, state=Mentee.State.REGISTERED),
        "mentors": Mentor.objects.filter(**own, state=Mentor.State.REGISTERED),
        "lessons": Session.objects.filter(course__programme=programme),
        "pairs": concerning.due(programme, "O7"),
        "peers": concerning.due(programme, "council_protocol"),
        "plans": concerning.due(programme, "O8"),
        "forms": ProgrammeForm.objects.filter(**own),
        "criteria": Criterion.objects.visible_to(membership),
    }
