"""Two curators at once, on connections of their own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from mentoring.access import Role
from roadmap import adopting
from roadmap.models import Roadmap
from roadmap.tests import drafts
from roadmap.tests.drafts import draft
from roadmap.uploading import UploadRefused
from tests.cast import make_member, make_programme, make_school

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def by():
    return make_member(make_school("ozernaya"), Role.CURATOR)


def at_once(*deeds) -> list:
    """Do all of them at the same time; return what each made or how it was refused."""

    def done(deed):
        try:
            return deed()
        except UploadRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(done, deeds))


def test_one_document_adopted_by_two_at_once_is_one_plan(by):
    upload = drafts.upload(make_programme(by.organization), by=by, draft=draft())

    made = at_once(*[lambda: adopting.adopt(upload, by=by)] * 4)

    assert Roadmap.objects.count() == 1
    assert sorted(type(one).__name__ for one in made) == ["Roadmap", "UploadRefused", "UploadRefused", "UploadRefused"]


def test_of_two_plans_adopted_at_once_one_is_the_plan_of_the_programme(by):
    programme = make_programme(by.organization)
    upload = drafts.upload(programme, by=by, draft=draft())

    at_once(lambda: adopting.adopt(upload, by=by), lambda: adopting.adopt_builtin(programme, "standard", by=by))

    assert sorted(Roadmap.objects.values_list("state", flat=True)) == ["adopted", "second"]
