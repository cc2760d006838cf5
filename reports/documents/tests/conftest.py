"""A school's office: a programme, its head, and a document at each step of its road."""

import pytest

from reports.documents.tests import acts
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
