import pytest

from mentoring.access import Role
from mentoring.accounts.operations import Refused
from mentoring.notifications import jobs, kinds, outbox
from mentoring.notifications.kinds import Work
from mentoring.notifications.models import Job, OutboxItem
from mentoring.notifications.tests import effects
from tests.cast import browse, make_member

State = Job.State
HERE = "mentoring.notifications.tests.effects"


@pytest.fixture(autouse=True)
def tables(monkeypatch):
    effects.DONE.clear()
    for name in ("count", "count_and_be_stopped", "refuse", "crash"):
        monkeypatch.setitem(kinds.JOBS, name, Work(f"{HERE}.{name}", "plan.edit"))


def test_job_runs_in_the_background_and_shows_its_result(curator):
    job = jobs.start("count", "Считаем", by=curator.member, payload={"to": 3}, total=3)
    waiting = curator.get("job", job.public_id).content.decode()

    outbox.run_due()

    job.refresh_from_db()
    assert effects.DONE == [1, 2, 3]
    assert (job.state, job.done, job.total, job.message) == (State.DONE, 3, 3, "Сосчитали до 3.")
    done = curator.get("job", job.public_id).content.decode()
    assert "Ждёт очереди" in waiting
    assert "data-poll" in waiting
    assert "Сосчитали до 3." in done
    assert "data-poll" not in done


def test_running_job_shows_how_far_it_is(curator):
    job = jobs.start("count", "Считаем", by=curator.member, payload={"to": 3}, total=60)
    Job.objects.update(state=State.RUNNING, done=38, started_at="2026-09-01T09:00:00Z")

    shown = curator.get("job", job.public_id).content.decode()

    assert "Идёт: 38 из 60" in shown
    assert '<progress class="bar mb-2" aria-label="Сделано" value="38" max="60">' in shown


def test_owner_stops_the_job_before_it_begins(curator):
    job = jobs.start("count", "Считаем", by=curator.member, payload={"to": 3})

    answer = curator.post("job_stop", job.public_id, action="jobs.see")
    outbox.run_due()

    job.refresh_from_db()
    assert answer.url == curator.at("job", job.public_id)
    assert (effects.DONE, job.state) == ([], State.STOPPED)
    with pytest.raises(Refused, match="останавливать нечего"):
        jobs.stop(job, by=curator.member)


def test_job_stopped_on_its_way_goes_no_further(curator):
    job = jobs.start("count_and_be_stopped", "Считаем", by=curator.member, payload={"to": 3})

    outbox.run_due()

    job.refresh_from_db()
    assert (effects.DONE, job.state, job.done) == ([1], State.STOPPED, 1)


def test_refusal_ends_the_job_with_its_sentence(curator):
    job = jobs.start("refuse", "Читаем файл", by=curator.member)

    outbox.run_due()

    job.refresh_from_db()
    assert (job.state, job.message) == (State.FAILED, "Файл пустой. Выберите другой.")


def test_bug_ends_the_job_without_telling_its_secrets(curator):
    job = jobs.start("crash", "Делим", by=curator.member)

    outbox.run_due()

    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Иванова" not in job.message
    assert OutboxItem.objects.get().state == OutboxItem.State.DONE


def test_job_of_somebody_who_has_left_is_not_done(curator):
    job = jobs.start("count", "Считаем", by=curator.member, payload={"to": 3})
    curator.member.ended_at = "2026-09-01T09:00:00Z"
    curator.member.save()

    outbox.run_due()

    job.refresh_from_db()
    assert (effects.DONE, job.state) == ([], State.FAILED)


def test_job_of_somebody_who_lost_the_right_is_not_done(curator):
    job = jobs.start("count", "Считаем", by=curator.member, payload={"to": 3})
    curator.member.grants.update(role=Role.HR)

    outbox.run_due()

    job.refresh_from_db()
    assert (effects.DONE, job.state) == ([], State.FAILED)


def test_nobody_else_sees_or_stops_the_job(curator, director, other_curator, school):
    job = jobs.start("count", "Тайный список", by=curator.member, payload={"to": 3})

    for stranger in (director, other_curator, browse(make_member(school, Role.TECHNICIAN))):
        assert stranger.get("job", job.public_id).status_code == 404
        assert stranger.post("job_stop", job.public_id, action="jobs.see").status_code == 404

    job.refresh_from_db()
    assert job.state == State.WAITING


def test_work_that_kills_its_worker_is_given_up_and_its_owner_told(curator):
    job = jobs.start("count", "Считаем", by=curator.member, payload={"to": 3})
    for _ in range(kinds.TRIES):
        outbox.claim()
        OutboxItem.objects.update(leased_until="2026-01-01T00:00:00Z")

    outbox.run_due()

    job.refresh_from_db()
    assert (effects.DONE, job.state) == ([], State.FAILED)
