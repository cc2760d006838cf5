"""A school's office: a programme, its head, and a document at each step of its road."""

import pytest
from django.db import transaction

from mentoring.accounts import schooldays
from reports.documents.tests import acts, every_kind, participants
from reports.documents.tests.aloud import TODAY
from reports.documents.tests.office import issue


@pytest.fixture
def cycle(school):
    return acts.programme_of(school)


@pytest.fixture
def head(school, director):
    return acts.make_head(school, director.member)


@pytest.fixture
def draft(cycle, head, curator):
    return acts.make_draft(cycle, by=curator.member)


@pytest.fixture
def waiting(cycle, head, curator):
    return acts.make_submitted(cycle, by=curator.member)


@pytest.fixture
def act(waiting, head):
    return issue(waiting, head)


@pytest.fixture
def august(monkeypatch):
    """Stop the clock on the wall, which is the world outside, before the school year."""
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def took(programme):
    """Those who take part in the programme."""
    return participants.take_part(programme)


@pytest.fixture(scope="session")
def every_paper(django_db_setup, django_db_blocker):
    """One filled paper of every kind, every blank and consent; the rows they came from are gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = every_kind.make()
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="session")
def printed(every_paper):
    """Their PDFs, each made when it is first asked for."""
    return every_kind.Printed(every_paper)
