import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from mentoring import history
from mentoring.access import Role
from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import JournalEntry, JournalHead, Organization
from mentoring.people.models import Consent, Person
from mentoring.registry import schooling, selecting
from mentoring.registry.models import Application, Certificate, Course, Evaluation, Interview, Mentor
from reports.desk import overview
from reports.documents import composing, paper
from reports.documents.models import Document
from roadmap import asking, uploading
from roadmap.models import Evidence, Roadmap, Upload


@pytest.fixture(scope="module")
def folder(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """Make the demo once, in a folder of its own and a transaction that ends with these tests."""
    made = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), override_settings(DEMO=True, MEDIA_ROOT=made / "files"), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(made)
            call_command("demo", verbosity=0)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def demo(folder, db, monkeypatch) -> list[dict]:
    """Give the accounts that the demo wrote down."""
    monkeypatch.chdir(folder)
    return json.loads((folder / "demo-accounts.json").read_text())["accounts"]


def test_everybody_of_the_demo_signs_in_and_begins_at_their_start_page(demo):
    begun = []
    for account in demo:
        client = Client()
        answer = client.post("/accounts/login/", {"login": account["login"], "password": account["password"]})
        if "totp_secret" in account:
            assert answer["Location"].startswith("/accounts/2fa/authenticate/")
            continue
        path = account["address"].removeprefix("http://127.0.0.1:8000")
        assert client.get(path, follow=True).status_code == 200, account
        begun.append(account["role"])

    assert set(begun) == set(Role)


def test_demo_made_twice_is_the_same(demo, folder):
    written = (folder / "demo-accounts.json").read_bytes()
    before = list(JournalHead.objects.order_by("pk").values_list("pk", "number", "digest"))

    call_command("demo", verbosity=0)

    assert (folder / "demo-accounts.json").read_bytes() == written
    assert list(JournalHead.objects.order_by("pk").values_list("pk", "number", "digest")) == before
    assert Organization.objects.count() == 3


def test_plan_of_the_demo_has_work_done_late_and_near_and_a_document_that_waits(demo):
    plan = Roadmap.objects.get(organization__slug="school-7")
    counts = overview.tallies(Roadmap.objects.filter(pk=plan.pk), schooldays.today(plan.organization)).values()
    upload = Upload.objects.get()
    sheet = uploading.sheet_of(upload)

    assert plan.events.count() == 35
    assert sum(count.events - count.unfinished for count in counts) > 3
    assert sum(count.overdue for count in counts) == 2
    assert sum(count.soon for count in counts) >= 1
    assert Evidence.objects.filter(organization=plan.organization).exists()
    assert (len(sheet.events), len(sheet.sections)) == (12, 3)
    assert asking.asks(sheet, schooldays.calendar_of(upload.organization))
    assert journal.breaks(plan.organization) == []


def test_journal_of_the_demo_tells_everything_in_russian(demo):
    entries = JournalEntry.objects.select_related("by", "values")
    told = [history.told(entry) for entry in entries]
    said = {words for one in told for words in (one.deed, *(change.label for change in one.changes))}

    assert [words for words in said if re.search("[a-z]", words)] == []


def test_mentors_of_the_demo_were_talked_to_judged_and_taught(demo):
    verdicts = Counter(Interview.objects.values_list("mentor__state", "verdict"))
    through, going = Course.objects.order_by("start")

    assert verdicts["refused", "refused"] == 1 and verdicts["reserve", "recommended"] == 1
    assert Mentor.objects.filter(state="applied", interviews=None).exists()
    assert Evaluation.objects.filter(mentor__state="reserve").get().verdict == "reserve"
    assert {selecting.score_of(one).advice for one in selecting.scored()} == {"recommended", "reserve"}
    assert Certificate.objects.filter(trainee__course=through).count() == through.trainees.count() - 1
    assert not Certificate.objects.filter(trainee__course=going).exists()
    assert schooling.experts(going.programme) >= schooling.LEAST_EXPERTS
    assert len(schooling.consultations_of(going)) == 1


def test_consents_of_the_demo_are_signed_lacking_refused_and_withdrawn(demo):
    acts = Consent.objects.filter(organization__slug="school-7")
    learners = Person.objects.filter(organization__slug="school-7", enrollments__isnull=False)

    assert acts.filter(refused=True).exists() and acts.exclude(withdrawn_on=None).exists()
    assert acts.filter(refused=False, withdrawn_on=None).values("person").distinct().count() > learners.count() // 2
    assert learners.filter(consents=None).exists()
    assert Application.objects.filter(state="waiting").count() == 2


def test_papers_of_the_demo_are_in_force_with_the_director_begun_and_sent_back(demo):
    rows = Document.objects.values_list("organization__slug", "kind", "state", "number").order_by("pk")
    order = Document.objects.get(organization__slug="school-7", kind="O1")

    assert list(rows) == [
        ("school-7", "group_protocol", "issued", "1"),
        ("school-7", "O1", "issued", "42/1-од"),
        ("school-7", "roadmap", "submitted", ""),
        ("school-7", "O2", "draft", ""),
        ("college", "O1", "returned", ""),
    ]
    assert sorted(order.acquaintances.values_list("how", flat=True)) == ["", "", "", "here", "paper", "paper", "paper"]
    assert not any("не указано" in line for line in paper.lines(composing.compose(order)))
