"""Whatever is put into the page of lists, it answers with a list or a sentence, and nobody is in by accident."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.access import Role
from mentoring.accounts.files import clean_name
from mentoring.accounts.models import StoredFile
from mentoring.people import staging
from mentoring.people.models import ImportBatch, ImportRow, Person
from mentoring.people.tests import bad_lists
from mentoring.people.tests.bad_lists import Answer, Bad
from tests.cast import browse, make_member

FILES = list(bad_lists.files())
SLOW = staging.LIMITS.wall + 5
REMEDY = re.compile(
    r"загрузите|сохраните|проверьте|снимите|скопируйте|оставьте|возьмите|разделите|удалите|сократите|исправьте|впишите",
    re.IGNORECASE,
)


@pytest.fixture
def deputy(school):
    return browse(make_member(school, Role.DEPUTY))


def test_there_are_as_many_files_as_promised():
    assert (len(FILES) > 150, len({bad.title for bad in FILES})) == (True, len(FILES))


@pytest.mark.parametrize("bad", FILES, ids=lambda bad: bad.title)
def test_bad_file_gets_a_list_or_a_sentence(deputy, bad: Bad):
    file = SimpleUploadedFile("x", bad.content)
    file._name = bad.name  # Django's own cleaning is not what is tried here
    started = time.monotonic()

    answer = deputy.post("people_import", action="people.import", data={"kind": "learners", "file": file})

    assert time.monotonic() - started < SLOW
    assert Person.objects.count() == 0
    if answer.status_code == 302:
        assert_waits(deputy, bad)
    else:
        assert_refused(answer, bad)


def assert_waits(deputy, bad: Bad) -> None:
    """The list is to be looked at, and holds nothing but what stands in the file."""
    batch = ImportBatch.objects.get()
    assert bad.answer != Answer.REFUSED
    assert deputy.get("people_import_batch", batch.public_id).status_code == 200
    assert "root:" not in str(list(ImportRow.objects.values_list("cells", flat=True)))


def assert_refused(answer, bad: Bad) -> None:
    """The sentence names the file and the remedy, and nothing is kept."""
    said = re.search(r'role="alert".*?</div>', answer.content.decode(), re.DOTALL)[0]
    assert (answer.status_code, bad.answer != Answer.TAKEN) == (200, True), said
    assert clean_name(bad.name) in said
    assert bad.says in said
    assert REMEDY.search(said)
    assert (ImportBatch.objects.count(), StoredFile.objects.count()) == (0, 0)
