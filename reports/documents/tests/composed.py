"""The first order of a school with everybody in place, and four plans as differently shaped as schools send them."""

from datetime import date

from mentoring.accounts.models import Membership, Organization
from mentoring.programmes.models import Programme
from reports.documents import composing, drafting
from reports.documents.models import LegalAct
from reports.documents.paper import Paper
from reports.documents.tests.papers import DEEDS, MEASURES, RESULTS, STAGES, TERMS, WHO
from reports.documents.tests.staff import answer_for_form, gather_group, staff
from roadmap.models import Roadmap
from roadmap.tests.cast import make_roadmap

DAY, NUMBER = date(2026, 9, 1), "147-од"
NUMBERED = [["number", "№ п/п"], ["title", "Мероприятие"], ["due", "Сроки"], ["responsible", "Ответственные"]]
RESULT = ["result", "Ожидаемый результат (вид документа)"]
INDICATOR = ["indicator", "Показатели эффективности"]
SHAPES = ("college", "stages", "measures", "tasks")


def order(programme: Programme, curator: Membership, shape: str) -> Paper:
    """Compose the order with a plan of this shape, as it is issued."""
    _found(programme)
    roadmap = _PLANS[shape](programme)
    document = drafting.draft("O1", programme, by=curator, roadmap=roadmap)
    return composing.compose(document, on=DAY, number=NUMBER)


def _found(programme: Programme) -> None:
    """Put everybody in place."""
    school = programme.organization
    name_school(school)
    people = staff(school)
    gather_group(programme, people)
    answer_for_form(programme, people["Дятлов"], "Ученик — ученик")
    answer_for_form(programme, people["Лебедь"], "Учитель — учитель")
    LegalAct.objects.create(
        organization=school,
        title="приказа Управления образования администрации Заозёрного района от 03.08.2026 № 215 «О наставничестве»",
        kinds=["O1"],
    )


def name_school(school: Organization) -> None:
    """Name the school as its papers do."""
    school.full_name = "Муниципальное бюджетное общеобразовательное учреждение «Заозёрная средняя школа № 7»"
    school.short_name, school.locality = "МБОУ «Заозёрная СШ № 7»", "посёлок Заозёрный"
    school.founder = "Управление образования администрации Заозёрного района"
    school.save()


def _events(count: int, sections: int, *, numbered: bool, **own) -> list[dict]:
    """Describe so many events, spread over the sections in their order."""
    made: list[dict] = []
    for place in range(count):
        section = place * sections // count if sections else None
        before = sum(event["section"] == section for event in made)
        event = {
            "section": section,
            "number": f"{section + 1}.{before + 1}." if numbered and sections else f"{place + 1}." if numbered else "",
            "title": DEEDS[place * 7 % len(DEEDS)],
            "due_text": TERMS[place * 5 % len(TERMS)],
            "responsible_text": WHO[place * 3 % len(WHO)],
        }
        made.append(event | {name: pool[place * 7 % len(pool)] for name, pool in own.items()})
    return made


def _college(programme: Programme) -> Roadmap:
    """Four columns, seven numbered stages, 35 events."""
    sections = [{"number": f"{place}", "title": title} for place, title in enumerate(STAGES, 1)]
    events = _events(35, 7, numbered=True)
    return make_roadmap(
        programme.organization,
        programme=programme,
        columns=NUMBERED,
        sections=sections,
        events=events,
        title="План мероприятий («дорожная карта») внедрения целевой модели наставничества",
    )


def stages(programme: Programme) -> Roadmap:
    """Three columns, stages with their tasks and results in words, 36 events."""
    sections = [
        {"number": f"{place}", "title": title, "task": f"{DEEDS[place]}.", "result": f"{RESULTS[place % 5]}."}
        for place, title in enumerate(STAGES, 1)
    ]
    events = _events(36, 7, numbered=False)
    return make_roadmap(
        programme.organization,
        programme=programme,
        columns=NUMBERED[1:],
        sections=sections,
        events=events,
        title="Дорожная карта внедрения целевой модели наставничества",
    )


def _measures(programme: Programme) -> Roadmap:
    """Five columns across the sheet, parts without numbers, 25 measures with results and indicators."""
    sections = [{"number": "", "title": title} for title in ("Организация", "Методическая работа", "Мониторинг")]
    events = _events(25, 3, numbered=False, result_text=RESULTS, indicator_text=MEASURES)
    for event in events[::4]:
        event["content"] = ["встреча-знакомство;", "встреча-планирование;", "рабочие встречи"]
        event["responsible_text"] = ""
    columns = [["title", "Содержание"], ["due", "Сроки"], RESULT, INDICATOR, ["responsible", "Ответственный"]]
    return make_roadmap(
        programme.organization,
        programme=programme,
        columns=columns,
        sections=sections,
        events=events,
        title="Комплекс мер («дорожная карта») по развитию наставничества",
    )


def _tasks(programme: Programme) -> Roadmap:
    """A flat list of 26 numbered events, some with a footnote."""
    events = _events(26, 0, numbered=True)
    events[3]["footnote"] = events[9]["footnote"] = "Срок уточняется после утверждения календарного графика."
    return make_roadmap(
        programme.organization,
        programme=programme,
        columns=NUMBERED,
        sections=(),
        events=events,
        title="Комплекс мер по совершенствованию наставничества",
    )


_PLANS = {"college": _college, "stages": stages, "measures": _measures, "tasks": _tasks}
