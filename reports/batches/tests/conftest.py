import pytest

from mentoring.pairs.tests import cast
from reports.batches.tests.cast import SURNAMES


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pairs(programme, curator):
    return [
        cast.project(
            programme, curator.member, led_by=cast.mentor(programme, one), mentees=[cast.mentee(programme, f"{one}а")]
        )
        for one in SURNAMES
    ]
