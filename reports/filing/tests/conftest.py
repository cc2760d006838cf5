"""A school whose acts lie in two cases, and one act that has none."""

import pytest

from reports.documents.tests.conftest import cycle, head  # noqa: F401
from reports.filing.tests import filed


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def listed(school):
    return filed.make_cases(school)


@pytest.fixture
def order(cycle, head, curator, listed):  # noqa: F811
    made = filed.make_act(cycle, head, by=curator.member, title="О дне открытых дверей")
    filed.keep_pdf(made)
    return made
