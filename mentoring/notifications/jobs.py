"""Long work: begun by a member, done in the background, its progress seen, its owner able to stop it."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.notifications import kinds, outbox
from mentoring.notifications.models import Job

log = logging.getLogger(__name__)
State = Job.State
BROKEN = "Не получилось: ошибка в программе. Запустите ещё раз, а если не выйдет — скажите администратору сервера."


@dataclass(frozen=True)
class Result:
    """What a work leaves behind: a sentence, a page of the school to look at, a file to take."""

    message: str = ""
    result_url: str = ""
    file: StoredFile | None = None


class Stopped(Exception):
    """The owner has stopped the work; raised out of `progress`."""


@transaction.atomic
def start(kind: str, title: str, *, by: Membership, payload: Mapping | None = None, total: int = 0) -> Job:
    """Begin long work of a kind named in `kinds.JOBS`; the payload is plain values."""
    if kind not in kinds.JOBS:
        raise KeyError(kind)
    job = Job.objects.create(organization=by.organization, by=by, kind=kind, title=title, total=total)
    outbox.add("job", _key(job), {"job": job.pk, "payload": dict(payload or {})}, organization=by.organization)
    journal.write(by.organization, "job.start", job, by=by, after={"title": title})
    return job


def progress(job: Job, done: int, total: int | None = None) -> None:
    """Show how far the work is; raises Stopped when its owner has had enough."""
    job.done = done
    job.total = job.total if total is None else total
    if not Job.objects.filter(pk=job.pk, state=State.RUNNING).update(done=job.done, total=job.total):
        raise Stopped
    outbox.prolong(_key(job))


@transaction.atomic
def stop(job: Job, *, by: Membership) -> Job:
    """Stop the work; what is already done stays done."""
    if not _end(job, State.STOPPED, "Остановлено. Сделанное до этого осталось."):
        raise Refused("Работа уже закончилась: останавливать нечего.")
    journal.write(job.organization, "job.stop", job, by=by)
    job.refresh_from_db()
    return job


def run(*, job: int, payload: dict) -> None:
    """Do the work unless it is over; whatever it raises ends it with a sentence for its owner."""
    if not Job.objects.filter(pk=job, state__in=(State.WAITING, State.RUNNING)).update(
        state=State.RUNNING, started_at=timezone.now()
    ):
        return
    begun = Job.objects.select_related("organization", "by__organization").get(pk=job)
    work = kinds.JOBS[begun.kind]
    if begun.by.ended_at or not begun.by.can(work.action):
        _end(begun, State.FAILED, "Не сделано: доступ к этой работе закрыт.")
        return
    try:
        result = import_string(work.verb)(begun, **payload) or Result()
    except Stopped:
        return
    except Refused as refusal:
        _end(begun, State.FAILED, str(refusal))
    except Exception:
        log.exception("job %s of kind %s", begun.pk, begun.kind)
        _end(
            begun,
            State.FAILED,
            "Не получилось: ошибка в программе. Запустите ещё раз, а если не выйдет — скажите администратору.",
        )
    else:
        _end(begun, State.DONE, result.message, result_url=result.result_url, file=result.file)


def give_up(*, job: int, payload: dict) -> None:
    """Tell the owner of a work that broke off again and again."""
    _end(Job.objects.get(pk=job), State.FAILED, "Не получилось: работа каждый раз обрывалась. Запустите её по частям.")


def _key(job: Job) -> str:
    return f"job:{job.public_id}"


def _end(job: Job, state: str, message: str, **values) -> bool:
    """End the work once; whoever comes second changes nothing."""
    going = Job.objects.filter(pk=job.pk, state__in=(State.WAITING, State.RUNNING))
    return bool(going.update(state=state, message=message, ended_at=timezone.now(), **values))
