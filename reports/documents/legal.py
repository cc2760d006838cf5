"""Laws and acts that papers of a school rest on: a ready beginning, then the school's own list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import JournalEntry, Membership, Organization
from mentoring.accounts.operations import Refused
from reports.documents.models import LegalAct


@dataclass(frozen=True)
class Ready:
    """An act that schools usually name, in the genitive, as it follows «на основании»."""

    title: str
    number: str
    on: date
    start: date | None = None
    kinds: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()  # of organizations it is for; none means any

    def fits(self, organization: Organization) -> bool:
        return not self.sorts or organization.kind in self.sorts


_RULES = ("O2", "regulation")
# Orders of the cycle from selection to results: all of them carry out the model that the school follows.
_STEPS = ("O5", "O6", "O7", "O8", "O11", "O11_end", "O12", "O13", "O14")
_WITH_LEARNERS = ("school", "college", "additional", "centre")
READY = (
    Ready(
        "Федерального закона от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»",
        "273-ФЗ",
        date(2012, 12, 29),
        date(2013, 9, 1),
        (*_RULES, "O9"),
    ),
    Ready(
        "распоряжения Министерства просвещения Российской Федерации от 25.12.2019 № Р-145 «Об утверждении методологии "
        "(целевой модели) наставничества обучающихся для организаций, осуществляющих образовательную деятельность "
        "по общеобразовательным, дополнительным общеобразовательным и программам среднего профессионального "
        "образования, в том числе с применением лучших практик обмена опытом между обучающимися»",
        "Р-145",
        date(2019, 12, 25),
        date(2019, 12, 25),
        ("O1", *_RULES, "O3", *_STEPS, "O9"),
        _WITH_LEARNERS,
    ),
    Ready(
        "письма Министерства просвещения Российской Федерации от 21.12.2021 № АЗ-1128/08 «О направлении методических "
        "рекомендаций» (о системе наставничества педагогических работников)",
        "АЗ-1128/08",
        date(2021, 12, 21),
        date(2021, 12, 21),
        ("O1", *_RULES, "O3", *_STEPS),
        ("kindergarten",),
    ),
    Ready(
        "распоряжения Правительства Российской Федерации от 21.05.2025 № 1264-р «Об утверждении Концепции развития "
        "наставничества в Российской Федерации на период до 2030 года»",
        "1264-р",
        date(2025, 5, 21),
        date(2025, 5, 21),
        ("O1", *_RULES, "O3"),
    ),
    Ready(
        "статьи 351.8 Трудового кодекса Российской Федерации",
        "351.8 ТК РФ",
        date(2024, 11, 9),
        date(2025, 3, 1),
        ("O10",),  # help to another employee alone: with learners the work is given by other articles
    ),
    Ready(
        "Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»",
        "152-ФЗ",
        date(2006, 7, 27),
        date(2007, 1, 26),
        ("O4",),
    ),
    Ready(
        "приказа Министерства просвещения Российской Федерации от 06.11.2024 № 779 «Об утверждении перечня документов, "
        "подготовка которых осуществляется педагогическими работниками при реализации основных общеобразовательных "
        "программ»",
        "779",
        date(2024, 11, 6),
        date(2025, 3, 1),
        ("O2",),
        ("school", "kindergarten"),
    ),
)


@transaction.atomic
def offer(organization: Organization, kind: str, *, by: Membership | None = None) -> list[LegalAct]:
    """Return the acts in force for this kind; a school without any list gets the ready one first.

    What the school has changed or removed since is not put back.
    """
    own = LegalAct.objects.filter(organization=organization)
    if not own.exists():
        _take(organization, usual(organization), by=by)
    return in_force(organization, kind)


def in_force(organization: Organization, kind: str) -> list[LegalAct]:
    """Return the acts of the school's list that papers of this kind rest on today."""
    today = schooldays.today(organization)
    own = LegalAct.objects.filter(organization=organization)
    own = own.filter(Q(start=None) | Q(start__lte=today), Q(end=None) | Q(end__gte=today))
    return [act for act in own if not act.kinds or kind in act.kinds]


def usual(organization: Organization) -> list[Ready]:
    """Return the acts that organizations of this sort usually name."""
    return [ready for ready in READY if ready.fits(organization)]


def missing(organization: Organization) -> list[Ready]:
    """Return the usual acts that the school's list does not name, by their numbers."""
    own = set(LegalAct.objects.filter(organization=organization).values_list("number", flat=True))
    return [ready for ready in usual(organization) if ready.number not in own]


def appeared(organization: Organization) -> list[Ready]:
    """Return the usual acts that the school has never had: what came with a newer version, not what it removed."""
    had = JournalEntry.objects.filter(organization=organization, action="legalact.add")
    titles = set(had.values_list("values__after__title", flat=True))
    return [ready for ready in missing(organization) if ready.title not in titles] if titles else []


@transaction.atomic
def take_usual(organization: Organization, *, by: Membership) -> list[LegalAct]:
    """Add the usual acts to the school's list, to be changed and removed by it."""
    lacking = missing(organization)
    if not lacking:
        raise Refused("Обычные основания уже в списке. Другое добавьте сами.")
    return _take(organization, lacking, by=by)


def _take(organization: Organization, acts: Iterable[Ready], *, by: Membership | None) -> list[LegalAct]:
    taken = []
    for ready in acts:
        facts = {"number": ready.number, "on": ready.on, "start": ready.start, "kinds": list(ready.kinds)}
        row, fresh = LegalAct.objects.get_or_create(organization=organization, title=ready.title, defaults=facts)
        if fresh:
            journal.write(organization, "legalact.add", row, by=by, after={"title": ready.title} | facts)
            taken.append(row)
    return taken
