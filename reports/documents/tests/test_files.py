"""Files of issued acts: made once, made again after a fault, never in the way of the act itself."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.utils import timezone

from mentoring import faults
from mentoring.accounts import files as kept_files
from mentoring.accounts.contents import FileRefused
from mentoring.accounts.models import JournalEntry, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.notifications import kinds, outbox
from mentoring.notifications.models import OutboxItem
from mentoring.printing import press
from reports.documents import issuing, paper
from reports.documents.models import Document, Rendering
from reports.documents.rendering import files, pdf
from reports.documents.tests.acts import make_approved, make_office, today

State = Rendering.State


@pytest.fixture
def act(school) -> Document:
    programme, head, keeper = make_office(school)
    document = make_approved(programme, head, by=keeper)
    return issuing.issue(document, on=today(document), by=keeper)


@pytest.fixture
def rendering(act) -> Rendering:
    return act.renderings.get(format="pdf")


@pytest.fixture
def arm(monkeypatch, tmp_path):
    """Return a function that arms points of the code, and gives a renderer that has not started yet."""

    def set_table(table: dict) -> None:
        path = tmp_path / "faults.json"
        path.write_text(json.dumps(table))
        monkeypatch.setenv("FAULTS", str(path))
        press.PRESS.close()

    yield set_table
    press.PRESS.close()


def run_outbox() -> None:
    """Do what is due now or after any pause."""
    OutboxItem.objects.filter(kind="document", state=OutboxItem.State.QUEUED).update(due_at=timezone.now())
    outbox.run_due()


def test_an_issued_act_gets_its_files_with_their_digests(act, django_capture_on_commit_callbacks):
    run_outbox()

    made = {rendering.format: rendering for rendering in act.renderings.select_related("file")}
    assert {format: rendering.state for format, rendering in made.items()} == {"pdf": State.READY, "docx": State.READY}
    for format, rendering in made.items():
        content = kept_files.read(rendering.file)
        assert rendering.file.sha256 == hashlib.sha256(content).hexdigest()
        assert rendering.file.action == "documents.see"
        assert rendering.file.name == f"Приказ № {act.number} от {act.on:%d.%m.%Y}.{format}"
    with pypdfium2.PdfDocument(kept_files.read(made["pdf"].file)) as document:
        assert act.number in document[0].get_textpage().get_text_range()


def test_a_second_run_leaves_the_one_file(rendering):
    files.render(rendering.pk)
    rendering.refresh_from_db()
    first = rendering.file

    files.render(rendering.pk)

    rendering.refresh_from_db()
    assert rendering.file == first
    assert StoredFile.objects.count() == 1


def test_the_file_made_again_from_the_snapshot_has_the_same_digest(act, rendering):
    files.render(rendering.pk)
    rendering.refresh_from_db()

    again = pdf.render(paper.from_json(act.snapshot), made=act.issued_at)

    assert hashlib.sha256(again).hexdigest() == rendering.file.sha256


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("kill", press.Reason.CRASH), ("raise", press.Reason.CRASH), ({"sleep": 600}, press.Reason.TIME)],
    ids=["dies", "breaks", "hangs"],
)
def test_a_renderer_that_fails_leaves_the_act_and_its_file_is_retried(act, rendering, arm, monkeypatch, fault, reason):
    arm({"render.job": [fault]})
    monkeypatch.setattr(press.PRESS, "limits", press.Limits(wall=2.0))

    run_outbox()

    act.refresh_from_db()
    rendering.refresh_from_db()
    assert (act.state, act.snapshot != {}) == (Document.State.ISSUED, True)
    assert (rendering.state, rendering.error) == (State.WAITING, press.WORDS[reason])
    assert act.renderings.get(format="docx").state == State.READY
    item = OutboxItem.objects.get(key=f"document:{rendering.pk}")
    assert (item.state, item.attempts) == (OutboxItem.State.QUEUED, 1)
    assert item.due_at > timezone.now()
    assert press.PRESS.pid is None  # nothing is left that still hangs

    monkeypatch.setattr(press.PRESS, "limits", press.Limits())
    run_outbox()

    rendering.refresh_from_db()
    assert (rendering.state, rendering.error) == (State.READY, "")
    assert StoredFile.objects.filter(sha256=rendering.file.sha256).count() == 1


@pytest.mark.parametrize("point", ["render.written", "render.kept"])
def test_a_worker_that_fails_between_writing_and_keeping_leaves_one_file(rendering, arm, point):
    arm({point: ["raise"]})

    with pytest.raises(faults.Fault):
        files.render(rendering.pk)
    assert StoredFile.objects.count() == 0
    files.render(rendering.pk)

    rendering.refresh_from_db()
    assert rendering.state == State.READY
    assert StoredFile.objects.get() == rendering.file


def test_no_room_for_the_file_is_said_in_words(rendering, monkeypatch):
    monkeypatch.setattr(kept_files, "QUOTA", 10)

    with pytest.raises(FileRefused):
        files.render(rendering.pk)

    rendering.refresh_from_db()
    assert rendering.state == State.WAITING
    assert "место для файлов закончилось" in rendering.error


def test_a_file_given_up_is_asked_for_again_by_a_person(rendering, act):
    Rendering.objects.filter(pk=rendering.pk).update(state=State.FAILED, error="Не вышло.")
    OutboxItem.objects.filter(kind="document").update(state=OutboxItem.State.FAILED)

    files.again(rendering, by=act.issued_by)

    assert (rendering.state, rendering.error) == (State.WAITING, "")
    assert JournalEntry.objects.filter(subject_kind="documents.rendering", subject_id=str(rendering.pk)).count() == 1
    outbox.run_due()
    rendering.refresh_from_db()
    assert rendering.state == State.READY
    with pytest.raises(Refused):
        files.again(rendering, by=act.issued_by)


def test_the_lease_outlives_the_wait_for_a_turn_the_start_and_the_job():
    limits = press.Limits()

    assert kinds.EFFECTS["document"].lease >= timedelta(seconds=limits.start + 2 * limits.wall)


def test_the_name_of_a_file_has_no_folders(act):
    act.number = "26/1-од"

    assert files.file_name(act, "pdf") == f"Приказ № 26-1-од от {act.on:%d.%m.%Y}.pdf"
    assert Path(files.file_name(act, "pdf")).name == files.file_name(act, "pdf")
