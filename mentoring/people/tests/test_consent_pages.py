"""The pages of consents: what is seen in a class, recorded in one go, taken back after a last look."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.access import Role
from mentoring.accounts import schooldays
from mentoring.people.consents import birthdays, finding, giving, matrix, rules
from mentoring.people.consents.finding import Sought
from mentoring.people.models import Consent, ConsentKind, Guardianship, StudyGroup
from mentoring.people.tests.consent_cast import make_child, make_family, make_person
from tests.cast import browse, make_member

EDIT = "consents.edit"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def today(school):
    return schooldays.today(school)


@pytest.fixture
def family(school, today):
    return make_family(school, rules.birthday_before(today, 12))


def page(browser, name="consents", *args, **query) -> str:
    return browser.get(name, *args, query=query).content.decode()


def record(browser, family, *codes, **changed):
    data = {
        "answer": "agreed",
        "guardian": Guardianship.objects.get(child=family.child).pk,
        "kinds": [family.kinds[code].pk for code in codes],
        "on": schooldays.today(family.child.organization).isoformat(),
    }
    return browser.post("consents_record", family.child.pk, action=EDIT, data=data | changed)


def names(member, kinds, today, **sought) -> list[str]:
    return [one.full_name for one in finding.found(member, Sought(**sought), kinds, today)]


def test_empty_school_is_told_its_next_step(curator):
    assert "Взять обычные виды" in page(curator)

    curator.post("admin:people_consentkind_usual", action="documents.edit")

    assert "Загрузить список" in page(curator)


def test_matrix_says_each_cell_in_words(curator, family, today):
    giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)

    shown = page(curator)

    assert "Орлова Майя" in shown and "6 «А», 12\N{NO-BREAK SPACE}лет" in shown
    assert shown.count("<span>нет</span>") == 6
    assert f"<span>по {giving.term(family.kinds['image_use'], today):%d.%m.%Y}</span>" in shown
    assert "обработку персональных данных</th>" not in shown  # that of adults: nobody here needs it


def test_papers_of_one_date_are_recorded_in_one_go_with_their_scan(curator, family):
    scan = SimpleUploadedFile("бумаги.png", PNG, "image/png")

    answer = record(curator, family, "pd_processing_minor", "participation_minor", scan=scan)

    assert answer.status_code == 302
    acts = Consent.objects.order_by("kind__order")
    assert [act.kind.code for act in acts] == ["pd_processing_minor", "participation_minor"]
    assert len({act.scan_id for act in acts}) == 1 and acts[0].scan is not None
    shown = page(curator, "consents_of", family.child.pk)
    assert "Орлова Ирина, мать" in shown and "скан</a>" in shown


def test_one_wrong_paper_leaves_none_recorded(curator, family, today):
    giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)

    answer = record(curator, family, "pd_processing_minor", "image_use")

    assert answer.status_code == 200
    assert "уже записано" in answer.content.decode()
    assert Consent.objects.count() == 1


def test_refusal_is_recorded_on_the_same_page(curator, family):
    record(curator, family, "image_use", answer="refused")

    assert Consent.objects.get().refused
    assert "отказ от" in page(curator, "consents_of", family.child.pk)


def test_guardian_of_another_child_is_not_taken(curator, school, family):
    other = make_family(school, surname="Зимин", group="7 «Б»")
    foreign = Guardianship.objects.get(child=other.child).pk

    answer = record(curator, family, "image_use", guardian=foreign)

    assert answer.status_code == 200 and not Consent.objects.exists()


def test_child_without_a_guardian_is_led_to_the_card(curator, school):
    child = make_child(school)
    make_family(school, surname="Зимин")

    shown = page(curator, "consents_of", child.pk)

    assert "Законный представитель не записан" in shown and "?with=guardianships" in shown
    assert "Записать бумаги" not in shown


def test_withdrawal_shows_what_follows_before_and_after(curator, family, today):
    act = giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)
    before = page(curator, "consent_withdraw", act.pk)
    assert "Снять уже опубликованное" in before and "Сразу" in before

    data = {"version": 1, "on": today.isoformat(), "words": "заявление матери"}
    curator.post("consent_withdraw", act.pk, action=EDIT, data=data)

    after = page(curator, "consents_of", family.child.pk)
    assert "отозвано" in after and "заявление матери" in after and "Снять уже опубликованное" in after
    assert curator.get("consent_withdraw", act.pk).status_code == 302


def test_days_are_put_right_and_a_scan_is_added(curator, family, today):
    act = giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)
    data = {
        "version": 1,
        "on": (today - timedelta(2)).isoformat(),
        "until": "",
        "scan": SimpleUploadedFile("с.png", PNG),
    }

    curator.post("consent_act", act.pk, action=EDIT, data=data)

    act.refresh_from_db()
    assert (act.on, act.until, act.scan.name) == (today - timedelta(2), None, "с.png")


def test_class_teacher_sees_the_own_class_alone(school, family, today):
    member = make_member(school, Role.CLASS_TEACHER)
    teacher = make_person(school, "Лесной", "Илья")
    teacher.membership = member
    teacher.save()
    StudyGroup.objects.filter(pk=family.group.pk).update(teacher=teacher)
    stranger = make_child(school, surname="Зимин", group="7 «Б»")
    browser = browse(member)

    shown = page(browser)

    assert "Орлова Майя" in shown and "Зимин" not in shown
    assert browser.get("consents_of", stranger.pk).status_code == 404
    assert browser.get("consents_of", family.child.pk).status_code == 200


def test_people_are_found_by_class_name_and_what_they_lack(curator, school, family, today):
    zimin = make_family(school, surname="Зимин", group="7 «Б»")
    kinds = list(ConsentKind.objects.all())
    for code in ("pd_processing_minor", "participation_minor"):
        giving.give(family.child, family.kinds[code], on=today, **family.signed, by=None)
    giving.refuse(zimin.child, zimin.kinds["image_use"], on=today, **zimin.signed, by=None)
    member = curator.member

    assert names(member, kinds, today) == ["Зимин Майя", "Орлова Майя"]
    assert names(member, kinds, today, group=family.group.pk) == ["Орлова Майя"]
    assert names(member, kinds, today, name="май орл") == ["Орлова Майя"]
    assert names(member, kinds, today, state="lacking") == ["Зимин Майя"]
    assert names(member, kinds, today, state="lacking", kind=family.kinds["image_use"].pk) == [
        "Зимин Майя",
        "Орлова Майя",
    ]
    assert names(member, kinds, today, state="refused") == ["Зимин Майя"]
    assert names(member, kinds, today, state="soon") == []
    assert names(member, kinds, today, who="grown") == []


def test_filter_and_cells_agree_on_every_age_and_act(curator, school, today):
    """The database's words for a lack are those of the rule: each age with each sort of act."""
    kinds, made = None, 0
    for years in (None, 13, 17, 18):
        birth = years and rules.birthday_before(today, years)
        for facts in (
            {},
            {"until": today},
            {"until": today - timedelta(1)},
            {"withdrawn_on": today},
            {"refused": True},
        ):
            family = make_family(school, birth, surname=f"Орлова{made}")
            kinds, made = list(family.kinds.values()), made + 1
            for kind in kinds:
                Consent.objects.create(
                    organization=school,
                    person=family.child,
                    kind=kind,
                    on=today - timedelta(9),
                    **family.signed,
                    **facts,
                )
    for kind in kinds:
        everybody = finding.found(curator.member, Sought(), kinds, today)
        lines = matrix.of_page(matrix.with_groups(everybody, today), [kind], today, by=curator.member)
        closed = {one.person.pk for one in lines.lines for cell in one.cells if cell.standing.is_closed}
        lacking = finding.found(curator.member, Sought(state="lacking", kind=kind.pk), kinds, today)
        assert {one.pk for one in lacking} == closed, kind.code


def test_matrix_costs_the_same_queries_for_any_number_of_people(curator, school, family):
    counts = []
    page(curator)
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page(curator)
        counts.append(len(asked))
        for number in range(12):
            make_family(school, surname=f"Новая{number}", group=f"{number} «В»")
    assert counts[0] == counts[1] <= 20


def test_children_who_will_be_fourteen_or_eighteen_are_named(curator, school, today):
    def born(years, days):
        return rules.birthday_before(today + timedelta(days), years)

    for surname, birth in {
        "Близкая": born(14, 30),
        "Взрослая": born(18, 1),
        "Далёкая": born(14, 31),
        "Прошлая": born(18, -1),
    }.items():
        make_child(school, birth, surname=surname)

    found = [(one.person.surname, one.age, one.day) for one in birthdays.near(curator.member, today)]

    assert found == [("Взрослая", 18, today + timedelta(1)), ("Близкая", 14, today + timedelta(30))]
