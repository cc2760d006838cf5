"""The admin of one school never shows, offers, finds or saves a row of another."""

import pytest

from mentoring.accounts import journal
from mentoring.accounts.models import DayCorrection, JournalEntry, Unit
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes.models import GroupMember, MentoringForm, Programme, ProgrammeForm, Target
from mentoring.tests.rows import ADMIN, address, fill

OWN, FOREIGN = "Синицын", "Канарейка"
MODELS = [model for model in ADMIN if model._meta.model_name != "organization"]
NO_LIST = ("look", "schooltext")  # the only row of a school opens at once; texts have pages of their own
LISTED = [model for model in MODELS if model._meta.model_name not in NO_LIST]


@pytest.fixture
def own(school):
    return fill(school, OWN)


@pytest.fixture
def foreign(other_school):
    return fill(other_school, FOREIGN)


def names(models):
    return [model._meta.model_name for model in models]


def test_every_model_of_the_admin_has_a_row_to_be_proved_with(own):
    assert set(names(own)) == set(names(MODELS))


@pytest.mark.parametrize("model", LISTED, ids=names(LISTED))
def test_list_shows_the_school_s_own_rows_alone(model, curator, own, foreign):
    answer = curator.get(address(model, "changelist"))

    shown = {row.pk for row in answer.context["cl"].result_list}
    assert own[model].pk in shown
    assert foreign[model].pk not in shown
    assert FOREIGN not in answer.content.decode()


@pytest.mark.parametrize("model", MODELS, ids=names(MODELS))
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_row_of_another_school_is_a_page_that_does_not_exist(page, model, curator, foreign):
    read = curator.get(address(model, page), foreign[model].pk)
    sent = curator.post(address(model, page), foreign[model].pk, action=ADMIN[model].edit, data={"post": "yes"})

    assert read.status_code in (403, 404)
    assert sent.status_code == 405 if page == "history" else sent.status_code in (403, 404)
    assert FOREIGN not in read.content.decode() + sent.content.decode()
    assert model.objects.filter(pk=foreign[model].pk).exists()


def test_history_tells_what_its_own_school_wrote(curator, own, other_school):
    journal.write(other_school, "person.change", own[Person], by=None, after={"surname": FOREIGN})

    page = curator.get(address(Person, "history"), own[Person].pk).content.decode()

    assert OWN in page
    assert FOREIGN not in page


def test_card_asks_for_a_branch_where_the_school_itself_has_branches(curator, school, other_school):
    asked = 'name="employments-0-unit"'
    Unit.objects.create(organization=other_school, name=FOREIGN)
    alone = curator.get(address(Person, "add"), query={"with": "employments"}).content.decode()
    Unit.objects.create(organization=school, name=OWN)

    branched = curator.get(address(Person, "add"), query={"with": "employments"}).content.decode()

    assert ('name="employments-0-position"' in alone, asked in alone, asked in branched) == (True, False, True)


@pytest.mark.parametrize("model", MODELS, ids=names(MODELS))
def test_form_offers_the_school_s_own_rows_alone(model, curator, own, foreign):
    answer = curator.get(address(model, "change"), own[model].pk)

    assert answer.status_code == 200
    assert FOREIGN not in answer.content.decode()


def test_search_for_a_stranger_finds_nobody(curator, own, foreign):
    answer = curator.get(address(Person, "changelist"), query={"q": FOREIGN})

    assert list(answer.context["cl"].result_list) == []
    assert "По этому отбору ничего нет" in answer.content.decode()


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (Employment, {"position__id__exact": Position}),
        (GroupMember, {"programme__id__exact": Programme}),
        (Employment, {"organization__id__exact": None}),
    ],
)
def test_filter_by_a_row_of_another_school_gives_nothing(model, query, curator, own, foreign, other_school):
    values = {name: foreign[kind].pk if kind else other_school.pk for name, kind in query.items()}

    answer = curator.get(address(model, "changelist"), query=values)

    assert answer.status_code == 200
    assert list(answer.context["cl"].result_list) == []


def test_names_are_suggested_from_the_school_alone(curator, own, foreign):
    asked = {"app_label": "people", "model_name": "employment", "field_name": "person"}

    found = [curator.get("admin:autocomplete", query=asked | {"term": word}).json() for word in (OWN, FOREIGN, "имя")]

    assert [[one["text"] for one in answer["results"]] for answer in found] == [
        [f"{OWN} Имя0"],
        [],
        [f"{OWN} Имя0"],
    ]


def test_person_of_another_school_cannot_be_named_in_an_employment(curator, own, foreign):
    for typed in (f"{FOREIGN} Имя0", f"{FOREIGN} Имя0 (№ {foreign[Person].pk})"):
        answer = curator.post(
            address(Employment, "add"),
            action="people.edit",
            data={"person": typed, "position": own[Position].title, "duty": ""},
        )

        assert answer.status_code == 200
        assert "такого в списках нет" in answer.context["adminform"].form.errors["person"][0]
    assert Employment.objects.count() == 2


def test_row_of_another_school_cannot_be_chosen_in_a_table_of_forms(curator, own, foreign):
    programme = own[Programme]
    data = programme_data(programme) | {
        "forms-TOTAL_FORMS": "1",
        "forms-INITIAL_FORMS": "0",
        "forms-0-programme": programme.pk,
        "forms-0-form": foreign[MentoringForm].pk,
    }

    answer = curator.post(address(Programme, "change"), programme.pk, action="programme.edit", data=data)

    assert answer.status_code == 200
    assert "form" in answer.context["inline_admin_formsets"][0].formset.errors[0]
    assert not ProgrammeForm.objects.filter(form=foreign[MentoringForm], programme=programme).exists()


def test_table_of_forms_cannot_reach_a_row_of_another_school(curator, own, foreign):
    programme, stranger = own[Programme], foreign[GroupMember]
    data = programme_data(programme) | {
        "group-TOTAL_FORMS": "1",
        "group-INITIAL_FORMS": "1",
        "group-0-id": stranger.pk,
        "group-0-programme": programme.pk,
        "group-0-order": 1,
        "group-0-position_text": "захвачено",
        "group-0-version": 1,
    }

    curator.post(address(Programme, "change"), programme.pk, action="programme.edit", data=data)

    stranger.refresh_from_db()
    assert stranger.position_text == FOREIGN


def programme_data(programme) -> dict:
    empty = {
        f"{prefix}-{count}_FORMS": "0" for prefix in ("forms", "resources", "group") for count in ("TOTAL", "INITIAL")
    }
    return empty | {
        "title": programme.title,
        "start": programme.start,
        "end": programme.end,
        "goal": programme.goal,
        "tasks": "",
        "version": programme.version,
    }


def test_choice_of_a_filter_names_the_school_s_own_rows(curator, school, own, foreign):
    Position.objects.create(organization=school, title="методист")

    page = curator.get(address(Employment, "changelist")).content.decode()

    assert f">{OWN} 0</option>" in page
    assert FOREIGN not in page


def test_saved_row_belongs_to_the_school_in_the_address(curator, school):
    curator.post(address(DayCorrection, "add"), action="organization.edit", data={"day": "2026-11-07", "works": "on"})

    assert DayCorrection.objects.get().organization == school


def test_same_constraint_is_checked_within_the_school_alone(curator, own, foreign):
    taken = {"year": 2030, "group": "partners", "percent": "10"}
    own[Target].delete()

    first = curator.post(address(Target, "add"), action="programme.edit", data=taken)
    second = curator.post(address(Target, "add"), action="programme.edit", data=taken)

    assert first.status_code == 302
    assert second.status_code == 200
    assert second.context["adminform"].form.non_field_errors()


def test_own_organization_is_the_only_one(curator, school, other_school):
    listed = curator.get("admin:accounts_organization_changelist")

    assert listed.url == curator.at("admin:accounts_organization_change", school.pk)
    assert curator.get("admin:accounts_organization_change", school.pk).status_code == 200
    assert curator.get("admin:accounts_organization_change", other_school.pk).status_code == 404


def test_journal_cannot_be_written_by_hand(curator, own):
    assert curator.get(address(JournalEntry, "add")).status_code == 403
    assert curator.get(address(JournalEntry, "delete"), own[JournalEntry].pk).status_code == 403
    assert curator.post(address(JournalEntry, "change"), own[JournalEntry].pk, action="people.edit").status_code == 403
