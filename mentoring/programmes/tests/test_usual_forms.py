"""The usual forms of each kind of organization come with their texts, role models and counters."""

import pytest

from mentoring.accounts.models import Organization
from mentoring.programmes import catalogue, mentoring_forms
from mentoring.programmes.models import AssessedResult, MentoringForm, RoleModel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "count"), [("school", 5), ("college", 6), ("kindergarten", 3), ("additional", 4)])
def test_every_form_of_an_organization_is_described(kind, count, school, curator):
    school.kind = kind
    school.save()

    taken = mentoring_forms.take_usual(school, by=curator.member)

    assert len(taken) == count
    for form in taken:
        assert all((form.goal, form.tasks, form.results, form.area, form.decided_by))
        assert form.mentor_portrait and form.mentee_portrait
        assert RoleModel.objects.filter(form=form).exists()
        assert AssessedResult.objects.filter(form=form).exists()


def test_counters_that_should_fall_say_so(school, curator):
    mentoring_forms.take_usual(school, by=curator.member)

    form = MentoringForm.objects.get(organization=school, code="student_student")
    falling = AssessedResult.objects.filter(form=form, falls=True)
    assert [row.title for row in falling] == ["Число обучающихся на учёте", "Число жалоб на конфликты и неблагополучие"]


def test_every_usual_form_has_its_words():
    codes = {code for kind in Organization.Kind.values for code in catalogue.forms_for(kind)}

    assert {code for code in codes if catalogue.described(code).texts["goal"]} == codes
