from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import Contingent, GroupMember
from roadmap import adopting, uploading
from roadmap.adopting import AdoptingRefused
from roadmap.models import CheckItem, Occurrence, Responsible, Roadmap, Upload
from roadmap.readers.draft import Contingent as Table
from roadmap.readers.draft import Layout, Measure, Member, Section
from roadmap.tests import drafts
from roadmap.tests.cast import employ, make_person, make_position
from roadmap.tests.drafts import draft
from roadmap.uploading import UploadRefused, UploadStale
from tests.cast import make_programme


@pytest.fixture
def by(curator):
    return curator.member


@pytest.fixture
def adopted(programme, by) -> Roadmap:
    return adopting.adopt(drafts.upload(programme, by=by, draft=draft()), by=by)


def lines(roadmap: Roadmap) -> list[tuple]:
    return [
        (event.section.number if event.section else "", event.number, event.title, event.due_text)
        for event in roadmap.events.select_related("section")
    ]


# Adoption


def test_a_document_becomes_the_plan_of_its_programme(programme, by):
    upload = drafts.upload(programme, by=by, draft=draft())

    roadmap = adopting.adopt(upload, by=by)

    assert lines(roadmap) == [("1" if s == 0 else "2", n, t, d) for s, n, t, d, _ in drafts.LINES]
    assert [(one.title, one.stage, one.task, one.result) for one in roadmap.sections.all()] == [
        ("Подготовка условий", 1, "рассказать", ""),
        ("Формирование базы наставляемых", 2, "", "список"),
    ]
    assert (roadmap.state, roadmap.origin, roadmap.source_id) == ("adopted", "document", upload.file_id)
    assert (roadmap.period_start, roadmap.period_end) == (programme.start, programme.end)
    assert roadmap.columns[2] == ["due", "Сроки"]
    upload.refresh_from_db()
    assert (upload.state, upload.roadmap) == (Upload.State.ADOPTED, roadmap)
    entry = JournalEntry.objects.get(action="roadmap.adopt")
    assert entry.values.after == {"title": "План наставничества", "origin": "document", "sections": 2, "events": 5}


def test_every_event_of_an_adopted_plan_has_its_days(adopted):
    found = {event.number: list(event.occurrences.values_list("due", flat=True)) for event in adopted.events.all()}

    assert found == {
        "1.1": [date(2026, 9, 15)],
        "1.2": [date(2026, 11, 2)],
        "2.1": [date(2026, 11, 2)],
        "2.2": [date(2026, 9, 30), date(2027, 1, 11), date(2027, 3, 31), date(2027, 5, 31)],
        "2.3": [None],
    }


def test_whoever_the_school_knows_answers_by_position_so_that_a_change_of_staff_is_one_edit(programme, by, school):
    position = make_position(school, "Педагог-психолог")
    employ(make_person(school, "Рябинина Алла Сергеевна"), position)

    roadmap = adopting.adopt(drafts.upload(programme, by=by, draft=draft()), by=by)

    rows = Responsible.objects.filter(event__roadmap=roadmap).order_by("event__order")
    assert [(row.event.number, row.kind, row.duty, row.position) for row in rows] == [
        ("1.1", "duty", "curator", None),
        ("1.2", "duty", "class_teacher", None),
        ("2.1", "position", "", position),
        ("2.2", "duty", "methodist", None),
    ]


def test_a_new_person_with_a_position_is_employed_and_answers_by_it(programme, by, school):
    upload = drafts.upload(programme, by=by, draft=draft())
    answers = {"people": {"p рябинина а с": {"to": "new_person", "name": "Рябинина Алла Сергеевна"}}}
    upload = uploading.answer(upload, answers, version=upload.version, by=by)

    roadmap = adopting.adopt(upload, by=by)

    row = Responsible.objects.get(event__roadmap=roadmap, event__number="2.1")
    assert (row.kind, row.position.title) == ("position", "педагог-психолог")
    assert [(one.person.full_name, one.position, one.duty) for one in Employment.objects.all()] == [
        ("Рябинина Алла Сергеевна", row.position, "psychologist")
    ]


def test_one_unknown_position_named_many_times_is_made_once(programme, by, school):
    named = [
        (0, f"1.{n}", f"Дело {n}", "октябрь", who) for n, who in enumerate(["Тьютор", "тьютор", "Тьютор, методист"])
    ]

    roadmap = adopting.adopt(drafts.upload(programme, by=by, draft=draft(*named)), by=by)

    assert [one.title for one in Position.objects.all()] == ["Тьютор"]
    assert Responsible.objects.filter(event__roadmap=roadmap, position__title="Тьютор").count() == 3


def test_corrections_and_answers_of_the_wizard_are_what_is_adopted(by, school):
    programme = make_programme(school, end=date(2028, 5, 31))
    upload = drafts.upload(programme, by=by, draft=draft())
    upload = uploading.correct(upload, "e0", {"due": "16.09.2026", "title": "Рассказ"}, version=upload.version, by=by)
    upload = uploading.correct(upload, "e4", {"dropped": True}, version=upload.version, by=by)
    answers = {"dates": {"октябрь": {"year": "2027"}}, "title": "Наш план"}
    upload = uploading.answer(upload, answers, version=upload.version, by=by)

    roadmap = adopting.adopt(upload, by=by)

    assert roadmap.title == "Наш план"
    assert lines(roadmap)[0] == ("1", "1.1", "Рассказ", "16.09.2026")
    assert len(lines(roadmap)) == 4
    occurrence = Occurrence.objects.get(event__roadmap=roadmap, event__number="1.2")
    assert (occurrence.due, occurrence.event.answers) == (date(2027, 11, 1), {"year": "2027"})


def test_a_document_is_adopted_once(programme, by):
    upload = drafts.upload(programme, by=by, draft=draft())
    adopting.adopt(upload, by=by)

    with pytest.raises(UploadRefused, match="уже принят"):
        adopting.adopt(upload, by=by)

    assert Roadmap.objects.count() == 1


def test_a_plan_of_which_nothing_is_left_is_not_adopted(programme, by):
    upload = drafts.upload(programme, by=by, draft=draft((0, "1", "Дело", "октябрь", "")))
    upload = uploading.correct(upload, "e0", {"dropped": True}, version=upload.version, by=by)

    with pytest.raises(AdoptingRefused, match="ни одного мероприятия"):
        adopting.adopt(upload, by=by)

    assert not Roadmap.objects.exists()


def test_two_curators_cannot_answer_over_each_other(programme, by):
    upload = drafts.upload(programme, by=by, draft=draft())
    uploading.answer(upload, {"title": "Один"}, version=1, by=by)

    with pytest.raises(UploadStale):
        uploading.answer(upload, {"title": "Два"}, version=1, by=by)

    assert Upload.objects.get().answers["title"] == "Один"


def test_very_long_cells_are_kept_whole(programme, by):
    long = "Очень длинное дело " * 120
    number = "1." * 30

    roadmap = adopting.adopt(
        drafts.upload(programme, by=by, draft=draft((0, number, long, "октябрь " * 60, "кто-то " * 80))), by=by
    )

    row = roadmap.events.get()
    assert (row.title, row.due_text, row.responsible_text) == (long, ("октябрь " * 60).strip(), "кто-то " * 80)
    assert row.extras == [["№", number]]


# The other plan and the tables of a document


MATRIX = drafts.plan(
    (0, "", "Собрать запросы", "", ""),
    title="По этапам",
    layout=Layout.MATRIX,
    sections=(
        Section(
            "2",
            "Формирование базы наставляемых",
            items=("Собрать запросы",),
            documents=("Анкеты",),
            indicators=("10 %",),
        ),
    ),
)


def test_a_matrix_of_stages_becomes_the_check_list_of_stages(programme, by):
    upload = drafts.upload(programme, by=by, draft=draft(plans=(drafts.plan(), MATRIX)))
    upload = uploading.answer(upload, {"others": {"1": "checks"}}, version=1, by=by)

    adopting.adopt(upload, by=by)

    assert list(CheckItem.objects.values_list("stage", "kind", "text")) == [
        (2, "task", "Собрать запросы"),
        (2, "document", "Анкеты"),
        (2, "indicator", "10 %"),
    ]


def test_the_other_plan_of_a_document_may_stand_beside_the_first(programme, by):
    other = drafts.plan((None, "1", "Неделя открытых уроков", "март", "Методист"), title="План методиста", sections=())
    upload = drafts.upload(programme, by=by, draft=draft(plans=(drafts.plan(), other)))
    upload = uploading.answer(upload, {"others": {"1": "second"}}, version=1, by=by)

    roadmap = adopting.adopt(upload, by=by)

    second = Roadmap.objects.exclude(pk=roadmap.pk).get()
    assert (roadmap.state, second.state, second.title) == ("adopted", "second", "План методиста")
    assert lines(second) == [("", "1", "Неделя открытых уроков", "март")]


def test_the_other_plan_of_a_document_may_be_the_one_adopted(programme, by):
    other = drafts.plan((None, "1", "Неделя открытых уроков", "март", "Методист"), title="План методиста", sections=())
    upload = drafts.upload(programme, by=by, draft=draft(plans=(drafts.plan(), other)))
    upload = uploading.answer(upload, {"others": {}}, version=1, by=by, plan=1)

    assert lines(adopting.adopt(upload, by=by)) == [("", "1", "Неделя открытых уроков", "март")]


def test_head_counts_and_the_working_group_go_to_their_own_places(programme, by, school):
    known = make_person(school, "Рябинина Алла Сергеевна")
    table = Table(
        ("Факт 01.09.2026", "Прогноз 01.09.2027", "без даты"),
        (Measure("1", "Учеников всего", ("1 204", "1250", "1")), Measure("2", "Педагогов", ("61", "—", "2"))),
    )
    group = (
        Member("1", "Рябинина А. С.", "педагог-психолог", ("беседы", "анкеты")),
        Member("2", "", "методист"),
        Member("3", "Орлов Матвей Ильич", "учитель"),
    )
    upload = drafts.upload(programme, by=by, draft=draft(contingent=table, working_group=group))
    answers = {"contingent": ["2026-09-01", "2027-09-01", ""], "group": {"0": f"person:{known.pk}", "2": "new"}}
    upload = uploading.answer(upload, answers, version=1, by=by)

    adopting.adopt(upload, by=by)

    counted = [(str(one), list(one.rows.values_list("label", "value"))) for one in Contingent.objects.order_by("date")]
    assert counted == [
        ("факт на 01.09.2026", [("Учеников всего", 1204), ("Педагогов", 61)]),
        ("прогноз на 01.09.2027", [("Учеников всего", 1250), ("Педагогов", None)]),
    ]
    assert [str(one) for one in GroupMember.objects.all()] == [
        "Рябинина Алла Сергеевна",
        "методист (вакансия)",
        "Орлов Матвей Ильич",
    ]
    assert GroupMember.objects.first().duties == "беседы\nанкеты"


def test_tables_nobody_asked_for_stay_in_the_document(programme, by):
    table = Table(("Факт 01.09.2026",), (Measure("1", "Учеников всего", ("1204",)),))

    adopting.adopt(drafts.upload(programme, by=by, draft=draft(contingent=table)), by=by)

    assert not Contingent.objects.exists()
    assert not GroupMember.objects.exists()


# Plans of ours and of last year


@pytest.mark.parametrize(("code", "count"), [("standard", 35), ("teachers", 23)])
def test_a_plan_of_ours_is_adopted_with_duties_and_days(programme, by, code, count):
    roadmap = adopting.adopt_builtin(programme, code, by=by)

    assert roadmap.events.count() == Occurrence.objects.exclude(due=None).count() == count
    assert set(roadmap.events.values_list("responsibles__kind", flat=True)) == {"duty", "group"}
    assert list(roadmap.sections.values_list("stage", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_a_plan_of_ours_is_adopted_once(programme, by):
    adopting.adopt_builtin(programme, "standard", by=by)

    with pytest.raises(AdoptingRefused, match="уже действует"):
        adopting.adopt_builtin(programme, "standard", by=by)
    with pytest.raises(AdoptingRefused, match="готового плана нет"):
        adopting.adopt_builtin(programme, "../settings", by=by)

    assert adopting.adopt_builtin(programme, "teachers", by=by).state == Roadmap.State.SECOND


def test_last_years_plan_comes_with_its_dates_moved_and_without_its_marks(school, by):
    last = make_programme(school, title="2025/26", start=date(2025, 9, 1), end=date(2026, 5, 31))
    dated = [*drafts.LINES, (1, "2.4", "Сбор", "20.11.2025", "Методист")]
    old = adopting.adopt(drafts.upload(last, by=by, draft=draft(*dated)), by=by)
    Occurrence.objects.filter(event__roadmap=old).update(done_at=date(2025, 12, 1))
    programme = make_programme(school)

    roadmap = adopting.shift_last(programme, by=by)

    assert [one[:3] for one in lines(roadmap)] == [one[:3] for one in lines(old)]
    assert roadmap.events.get(number="2.4").due_text == "20.11.2026"
    assert Occurrence.objects.get(event__roadmap=roadmap, event__number="2.4").due == date(2026, 11, 20)
    assert not Occurrence.objects.filter(event__roadmap=roadmap).exclude(done_at=None).exists()
    assert roadmap.events.get(number="1.1").responsibles.get().duty == "curator"


def test_without_a_plan_of_last_year_there_is_nothing_to_move(programme, by):
    with pytest.raises(AdoptingRefused, match="прошлого цикла нет"):
        adopting.shift_last(programme, by=by)


# Cost


@pytest.mark.parametrize("again", [False, True], ids=["adopting", "renewing"])
def test_a_plan_ten_times_as_long_costs_no_more_queries(school, by, again):
    costs = []
    for index, count in enumerate((35, 350)):
        programme = make_programme(school, title=str(count), start=date(2026, 9, 1 + index))
        upload = drafts.upload(programme, by=by, draft=draft(*drafts.many_lines(count)))
        if again:
            adopting.adopt(upload, by=by)
            moved = [(s, n, f"{t} заново", "ноябрь", "Куратор программы") for s, n, t, _, _ in drafts.many_lines(count)]
            upload = drafts.upload(programme, by=by, draft=draft(*moved))
        with CaptureQueriesContext(connection) as asked:
            if again:
                adopting.apply_difference(upload, frozenset(), by=by)
            else:
                adopting.adopt(upload, by=by)
        costs.append(len(asked))

    if connection.vendor == "postgresql":  # SQLite takes 999 values at once
        hundreds = 12 if again else 0  # the old reminders, four of an event, are taken away a hundred at a time
        assert costs == [costs[0], costs[0] + hundreds]
        assert costs[0] <= 50


def test_nobody_adopts_for_another_school(programme, by, other_curator):
    upload = drafts.upload(programme, by=by, draft=draft())

    with pytest.raises(Upload.DoesNotExist):
        adopting.adopt(upload, by=other_curator.member)


def test_a_namesake_is_not_taken_for_the_person_of_the_document(programme, by, school):
    for name in ("Рябинина Алла Сергеевна", "Рябинина Анна Семёновна"):
        make_person(school, name)

    roadmap = adopting.adopt(drafts.upload(programme, by=by, draft=draft()), by=by)

    assert not roadmap.events.get(number="2.1").responsibles.exists()
    assert Person.objects.count() == 2
