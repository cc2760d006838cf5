from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import files, journal, schooldays
from mentoring.people.models import Employment
from roadmap import checklist
from roadmap.models import CheckItem, Evidence, Occurrence, Roadmap
from roadmap.tests.cast import answer_for, employ, make_person, make_position, make_roadmap, many_events
from tests.cast import browse, make_member, make_programme

TODAY = date(2026, 10, 5)
ALLOWED_QUERIES = 25


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def plan(school):
    return make_roadmap(school)


def text(response) -> str:
    """What a page says, spaces of every kind as one."""
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def test_the_plan_says_how_it_stands(plan, curator):
    page = text(curator.get("plan"))

    assert "5 мероприятий: выполнено 1, просрочено 1." in page
    assert "просрочено на 5 дней" in page
    assert "готово" not in page.partition("</svg>")[2].partition("<tbody>")[0]


def test_the_table_has_the_columns_of_the_document(school, curator):
    make_roadmap(
        school,
        columns=[["title", "Содержание"], ["due", "Когда"], ["other", "Место"], ["responsible", "Кто"]],
        events=[{"title": "Встреча", "section": 0, "extras": [["Место", "актовый зал"]]}],
    )

    page = text(curator.get("plan"))

    for heading in ("Содержание", "Когда", "Место", "Кто", "Состояние", "Подтверждение"):
        assert f">{heading}</th>" in page
    assert "актовый зал" in page
    assert ">№</th>" not in page


def test_a_finished_section_is_folded_until_asked_for(school, curator):
    make_roadmap(school, events=[{"title": "Всё сделано", "section": 0, "due": TODAY, "done": TODAY}])

    folded, opened = curator.get("plan"), curator.get("plan", query={"all": "1"})

    assert ("Показать 1 мероприятие" in text(folded), "Всё сделано" in text(folded)) == (True, False)
    assert "Всё сделано" in text(opened)


def test_filters_find_by_word_number_and_surname(school, plan, curator):
    methodist = make_position(school, "методист")
    employ(make_person(school, "Ёлкин Пётр Ильич"), methodist)
    answer_for(plan.events.get(number="2.1"), methodist)

    for q in ("2.1", "Елкин", "ОПРОС желающих"):
        page = text(curator.get("plan", query={"q": q}))
        assert ("Опрос желающих" in page, "Консультации по запросу" in page) == (True, False)


def test_nothing_found_offers_to_take_the_filter_off(plan, curator):
    page = text(curator.get("plan", query={"q": "такого нет"}))

    assert "По этому отбору мероприятий нет" in page
    assert "Снять отбор" in page


def test_a_filter_nobody_offers_shows_everything(plan, curator):
    page = text(curator.get("plan", query={"state": "выдумка", "who": "position:999", "due": "'"}))

    assert "Консультации по запросу" in page


def test_the_moved_deadline_shows_its_rule(school, curator):
    plan = make_roadmap(school)
    Occurrence.objects.filter(event__number="2.1").update(due=date(2026, 11, 2), moved_from=date(2026, 10, 31))

    page = text(curator.get("plan", plan.pk))

    assert "перенесён с 31 октября: суббота" in page
    assert "переносится на ближайший рабочий день позже" in page


def test_a_school_without_a_plan_is_led_to_the_upload(curator, director):
    assert "Дорожной карты пока нет" in text(curator.get("plan"))
    assert "Её загружает куратор" in text(director.get("plan"))


def test_an_archived_plan_is_read_but_offers_no_deeds(school, plan, curator):
    old = make_programme(school, title="2025/26 учебный год", start=date(2025, 9, 1), end=date(2026, 5, 31))
    archived = make_roadmap(school, programme=old, state=Roadmap.State.ARCHIVED, title="Прошлогодняя карта")

    page = text(curator.get("plan", archived.pk))

    assert "План в архиве" in page
    assert "Отметить" not in page
    assert "Прошлогодняя карта — 2025/26 учебный год, в архиве" in text(curator.get("plan"))


def test_a_plan_of_another_school_does_not_exist(plan, other_curator):
    event = plan.events.first()

    pages = [("plan", plan.pk), ("event", event.pk), ("event_edit", event.pk), ("event_delete", event.pk)]
    pages += [("event_add", plan.pk), ("plan_pdf", plan.pk), ("plan_docx", plan.pk), ("plan_xlsx", plan.pk)]

    assert {other_curator.get(*page).status_code for page in pages} == {404}


def test_a_click_in_the_table_marks_today_and_offers_the_way_back(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    at_plan = curator.at("plan")

    answer = curator.post(
        "event_done", occurrence.pk, action="event.mark", data={"version": 1, "back": at_plan}, follow=True
    )

    occurrence.refresh_from_db()
    assert (occurrence.done_at, answer.redirect_chain) == (TODAY, [(at_plan, 302)])
    assert "Отметили 1.2 выполненным." in text(answer)
    assert curator.at("event_undo", occurrence.pk) in text(answer)


def test_undo_from_the_message_takes_the_mark_back(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    curator.post("event_done", occurrence.pk, action="event.mark", data={"version": 1})

    answer = curator.post("event_undo", occurrence.pk, action="event.mark", data={"version": 2}, follow=True)

    occurrence.refresh_from_db()
    assert occurrence.done_at is None
    assert "Отметка 1.2 отменена" in text(answer)


def test_a_mark_with_a_day_a_note_and_files(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    form = {
        "on": "2026-10-02",
        "note": "Пришли все",
        "papers": [
            SimpleUploadedFile("снимок.png", b"\x89PNG\r\n\x1a\n1"),
            SimpleUploadedFile("список.pdf", b"%PDF-1"),
        ],
        "version": 1,
    }

    curator.post("event_done", occurrence.pk, action="event.mark", data=form)

    occurrence.refresh_from_db()
    assert (occurrence.done_at, occurrence.note) == (date(2026, 10, 2), "Пришли все")
    assert [one.file.name for one in occurrence.evidence.all()] == ["снимок.png", "список.pdf"]
    assert "снимок.png" in text(curator.get("plan", query={"all": "1"}))


def test_a_form_without_its_day_is_refused_in_words(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")

    answer = curator.post(
        "event_done", occurrence.pk, action="event.mark", data={"on": "32.13.2026", "version": 1}, follow=True
    )

    occurrence.refresh_from_db()
    assert occurrence.done_at is None
    assert "Не сохранено. Когда выполнено" in text(answer)


def test_a_double_click_marks_once(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    page = curator.get("plan").content.decode()
    form = page[page.index(curator.at("event_done", occurrence.pk)) :]
    token = form.partition('name="operation" value="')[2].partition('"')[0]

    answers = [
        curator.post("event_done", occurrence.pk, action="event.mark", data={"version": 1}, token=token) for _ in "12"
    ]

    occurrence.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (occurrence.done_at, occurrence.version) == (TODAY, 2)


def test_files_come_off_and_back(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    upload = {"papers": [SimpleUploadedFile("список.pdf", b"%PDF-1")]}
    curator.post("event_attach", occurrence.pk, action="event.mark", data=upload)
    evidence = Evidence.objects.get()

    answer = curator.post("event_detach", evidence.pk, action="event.mark", follow=True)
    assert (Evidence.objects.count(), "Сняли файл «список.pdf»" in text(answer)) == (0, True)

    file = {"file": evidence.file.public_id}
    curator.post("event_attach", occurrence.pk, action="event.mark", data=file)
    assert Evidence.objects.get().file == evidence.file


def test_taking_off_the_plan_and_back(plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    curator.post("event_cancel", occurrence.pk, action="event.mark", data={"reason": "Перенесли на год", "version": 1})

    page = text(curator.get("event", occurrence.event_id))
    assert ("снято с плана" in page, "Перенесли на год" in page) == (True, True)

    curator.post("event_restore", occurrence.pk, action="event.mark", data={"version": 2})
    occurrence.refresh_from_db()
    assert occurrence.cancelled_at is None


def test_a_teacher_sees_and_marks_what_is_theirs(school, plan):
    teacher = browse(make_member(school, Role.CLASS_TEACHER))
    mine = plan.events.get(number="1.2")
    answer_for(mine, Employment.Duty.CLASS_TEACHER)

    page = text(teacher.get("plan"))
    week = text(teacher.get("plan_overdue"))

    assert page.count(">Отметить</button>") == 1
    assert ("Просрочено у меня" in week, "Родительские собрания" in week) == (True, True)
    foreign = Occurrence.objects.get(event__number="2.1")
    answer = teacher.post("event_done", foreign.pk, action="event.mark", data={"version": 1}, follow=True)
    assert "тот, кто за него отвечает" in text(answer)


def test_the_week_holds_what_is_late_and_what_is_due(school, curator):
    late, soon, later = date(2026, 9, 30), date(2026, 10, 9), date(2026, 10, 12)
    events = [{"title": f"Дело {day:%d.%m}", "due": day} for day in (late, soon, later)]
    make_roadmap(school, events=events)

    page = text(curator.get("plan_week"))

    assert page.index("Просрочено</h2>") < page.index("Дело 30.09") < page.index("Срок на этой неделе</h2>")
    assert "Дело 09.10" in page
    assert "Дело 12.10" not in page


def test_the_week_gathers_the_plans_one_works_by(school, plan, curator):
    ended = make_programme(school, title="2024/25", start=date(2024, 9, 1), end=date(2025, 5, 31))
    make_roadmap(school, programme=ended, events=[{"title": "Забытое дело", "due": date(2025, 5, 1)}])
    make_roadmap(school, state=Roadmap.State.SECOND, events=[{"title": "Дело второго плана", "due": TODAY}])

    page = text(curator.get("plan_week"))

    assert ("Родительские собрания" in page, "Дело второго плана" in page) == (True, True)
    assert "Забытое дело" not in page


def test_an_empty_week_names_the_nearest_deadline(school, curator):
    make_roadmap(school, events=[{"title": "Итоги", "due": date(2026, 12, 1)}])

    assert "Ближайшее — 1 декабря, вт" in text(curator.get("plan_week"))


def test_history_is_shown_to_those_who_may_read_the_journal(school, plan, curator):
    occurrence = Occurrence.objects.get(event__number="1.2")
    curator.post("event_done", occurrence.pk, action="event.mark", data={"version": 1})
    methodist = browse(make_member(school, Role.METHODIST))

    assert "отмечено выполненным" in text(curator.get("event", occurrence.event_id))
    assert "История" not in text(methodist.get("event", occurrence.event_id))


def test_history_is_what_the_own_school_wrote(plan, curator, other_school):
    event = plan.events.first()
    journal.write(other_school, "event.change", event, by=None, after={"title": "Чужое"})
    own = journal.write(plan.organization, "event.change", event, by=curator.member, after={"title": "Своё"})

    shown = curator.get("event", event.pk).context["history"]

    assert [one["entry"] for one in shown] == [own]


def test_markup_in_the_words_of_a_plan_is_shown_as_words(school, curator):
    plan = make_roadmap(
        school,
        title="<script>alert(1)</script>",
        sections=[{"title": "<b>Раздел</b>"}],
        events=[{"section": 0, "title": "<img src=x onerror=alert(1)>", "due": date(2026, 9, 1), "content": ["<i>"]}],
    )

    pages = curator.get("plan").content.decode() + curator.get("event", plan.events.get().pk).content.decode()

    for raw in ("<script>alert", "<img src=x", "<b>Раздел", "<i>"):
        assert raw not in pages


def test_a_term_that_waits_gets_its_day_from_the_page(school, curator):
    plan = make_roadmap(
        school,
        events=[{"title": "Памятка", "due_text": "в течение 10 дней после издания приказа о парах", "section": 0}],
    )
    event = plan.events.get()
    assert "День отсчёта" in text(curator.get("event", event.pk))

    curator.post("event_anchor", event.pk, action="plan.edit", data={"on": "2026-10-01"})
    assert event.occurrences.get().due == date(2026, 10, 12)

    curator.post("event_anchor", event.pk, action="plan.edit", data={"on": ""})
    assert event.occurrences.get().due is None


def test_the_check_list_of_stages_is_ticked_and_unticked(school, plan, curator):
    item = CheckItem.objects.create(
        organization=school, roadmap=plan, stage=1, order=0, kind=CheckItem.Kind.DOCUMENT, text="Положение о программе"
    )
    assert "Контрольный список этапов: 1" in text(curator.get("plan"))

    curator.post("check_tick", item.pk, action="event.mark_any")
    page = text(curator.get("plan_checks", plan.pk))
    assert ("Сделано 1 из 1." in page, "Подготовка условий" in page) == (True, True)

    curator.post("check_tick", item.pk, action="event.mark_any", data={"undo": "1"})
    item.refresh_from_db()
    assert (item.done_at, item.version) == (None, 3)


def test_what_may_be_changed_is_offered_to_those_who_may(school, plan, curator, director):
    CheckItem.objects.create(organization=school, roadmap=plan, order=0, kind=CheckItem.Kind.TASK, text="Сбор")
    event, clerk = plan.events.first(), browse(make_member(school, Role.HR))
    answer_for(event, make_person(school, member=clerk.member))

    checks = [who.get("plan_checks", plan.pk).context["markable"] for who in (curator, director)]
    edits = [who.get("event", event.pk).context["editable"] for who in (curator, director)]
    marks = [who.get("event", event.pk).context["line"].markable for who in (curator, clerk)]

    assert (checks, edits, marks) == ([True, False], [True, False], [True, False])


def test_a_line_ticked_by_another_is_said(school, plan, curator):
    item = CheckItem.objects.create(
        organization=school, roadmap=plan, order=0, kind=CheckItem.Kind.TASK, text="Выбрать формы", done_at=TODAY
    )

    answer = curator.post("check_tick", item.pk, action="event.mark_any", follow=True)

    assert "уже отметил кто-то другой" in text(answer)


def test_a_line_of_another_school_is_ticked_by_nobody_here(school, plan, other_curator):
    item = CheckItem.objects.create(organization=school, roadmap=plan, order=0, kind=CheckItem.Kind.TASK, text="Сбор")

    with pytest.raises(CheckItem.DoesNotExist):
        checklist.tick(item, on=TODAY, by=other_curator.member)


@pytest.mark.parametrize("name", ["plan", "plan_week", "plan_overdue"])
def test_long_plans_ask_no_more_queries_than_short_ones(school, curator, name):
    methodist = make_position(school, "методист")
    employ(make_person(school), methodist)

    def asked(count):
        Roadmap.objects.all().delete()
        plan = make_roadmap(school, events=many_events(count, due_text="до конца месяца"))
        for event in plan.events.all():
            answer_for(event, methodist)
        curator.get(name)
        with CaptureQueriesContext(connection) as queries:
            response = curator.get(name, query={"all": "1"})
        assert response.status_code == 200
        return len(queries)

    short, long = asked(35), asked(350)

    assert short == long
    assert short <= ALLOWED_QUERIES


def test_curator_finds_the_way_to_a_newer_edition_and_the_document_that_was_uploaded(curator, programme):
    document = files.store(curator.member.organization, "План.txt", b"plan", action="plan.see", by=curator.member)
    roadmap = make_roadmap(curator.member.organization, source=document)

    page = curator.get("plan", roadmap.pk).content.decode()

    assert f'href="{curator.at("plan_upload")}"' in page
    assert f'href="{curator.at("file", document.public_id)}"' in page


def test_reader_is_offered_no_newer_edition(director, programme):
    roadmap = make_roadmap(director.member.organization)

    page = director.get("plan", roadmap.pk).content.decode()

    assert director.at("plan_upload") not in page
