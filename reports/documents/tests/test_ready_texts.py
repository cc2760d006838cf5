"""Ready texts of every kind, for every sort of organization and several families of people: nothing to blame."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest

from mentoring.people.declension import Case, initials, names, organisations, positions
from reports.documents import checking, kinds
from reports.documents.beside import Act, Beside, Party
from reports.documents.facts import Facts, Human, School, Seat
from reports.documents.tests.known import make_facts, whole

SCHOOLS = {
    "school": School(
        "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 14 имени Зои Рябовой»",
        "МБОУ СШ № 14", "Управление образования города Ключевска", "Ключевск",
    ),
    "college": School(
        "Государственное бюджетное профессиональное образовательное учреждение «Заозёрный колледж „Маяк“»",
        "ГБПОУ «ЗК „Маяк“»", "Министерство образования Заозёрной области", "Заозёрск", sort="college",
    ),
    "kindergarten": School(
        "Муниципальное дошкольное образовательное учреждение «Детский сад № 3 „Ёлочка“»",
        "МДОУ № 3", "Отдел образования Лугового района", "с. Луговое", sort="kindergarten",
    ),
}  # fmt: skip
# Head, curator, a leader of a form, the specialist of staff: short surnames, double ones, those that stay.
FAMILIES = {
    "usual": ("Рябинин Егор Ильич", "Осипова Инна Львовна", "Дятлова Рита Олеговна", "Зябликов Марк Саввич"),
    "short": ("Цой Лев Ильич", "Ли Яна Олеговна", "Юн Ия Львовна", "Ким Ян Цезаревич"),
    "double": (
        "Соловей-Заяц Пётр Фомич", "Мамин-Сибирская Анна-Мария Юрьевна", "Щёголева Алёна Артёмовна", "Дюма Илья Ильич",
    ),
    "staying": ("Черных Любовь Никитична", "Живаго Фёкла Кузьминична", "Мкртчян Ашот Оганесович", "Гёте Лука Лукич"),
}  # fmt: skip
TITLES = {
    10: "директор",
    11: "заместитель директора по воспитательной работе",
    12: "учитель-логопед",
    13: "специалист по кадрам",
}
ACTS = (Act(date(2026, 11, 20), "4", "протокол", "consideration"), Act(date(2026, 11, 20), "7", "приказ", "O6"))


@dataclass(frozen=True)
class Declined:
    """Names and positions by the rules themselves."""

    people: Mapping[int, str]

    def name(self, person: int, case: Case, style: str) -> str:
        _, given, patronymic = self.people[person].split()
        said = names.decline(self.people[person], case)
        if style == "full":
            return said
        write = initials.after if style == "after" else initials.before
        return write(said.split()[0], given, patronymic)

    def position(self, position: int, case: Case) -> str:
        return positions.decline(TITLES[position], case)

    def own_name(self, naming: str, title: str, case: Case) -> str:
        return organisations.decline(title, case)


def of(sort: str, family: str) -> Facts:
    """A school of this sort where these people work."""
    people = dict(enumerate(FAMILIES[family], 1))
    usual = make_facts()
    return replace(
        usual,
        school=SCHOOLS[sort],
        forms=Declined(people),
        humans={pk: Human(pk, name, TITLES[pk + 9], account=True) for pk, name in people.items()},
        group=(Seat(2, people[2], "куратор", ("ведёт план",)), Seat(3, people[3], "учитель-логопед")),
    )


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("sort", SCHOOLS)
def test_ready_texts_of_every_kind_are_silent(sort, family):
    """Values that a school has not given are not faults of the text."""
    facts = of(sort, family)
    mentees = tuple(Party(pk, human.name, "8 «А»") for pk, human in facts.humans.items())
    beside = Beside.of(ACTS, mentees=mentees)

    blamed = {
        (kind, fault.place, fault.text)
        for kind in kinds.KINDS
        for fault in checking.find(whole(facts, kind=kind), facts, beside)
        if not fault.text.startswith("Не указано")
    }

    assert blamed == set()


def test_texts_of_every_kind_are_read():
    assert all(whole(of("college", "short"), kind=kind).paper.blocks for kind in kinds.KINDS)
