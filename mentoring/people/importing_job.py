"""Big lists are read and taken in behind the scenes: its owner sees how far it is."""

from mentoring.accounts import files
from mentoring.accounts.membership import school_path
from mentoring.calendar.words import counted
from mentoring.notifications import jobs
from mentoring.notifications.jobs import Result
from mentoring.notifications.models import Job
from mentoring.people import committing, staging
from mentoring.people.models import ImportBatch

STALE = "Пока список ждал, люди школы изменились: посмотрите ещё раз, что будет с {rows}. Ничего пока не внесено."


def run(job: Job, batch: int, what: str, version: int = 0) -> Result:
    """Stage a list or take it in; run twice, it finds the work done."""
    row = ImportBatch.objects.select_related("organization", "file").get(pk=batch, organization=job.organization_id)
    if what == "stage" and row.state == ImportBatch.State.READING:
        book = staging.read(row.name, files.read(row.file))
        staging.stage(row, book, lambda done, total: jobs.progress(job, done, total))
        jobs.progress(job, job.total)
    if what == "commit" and row.state == ImportBatch.State.READ:
        jobs.progress(job, 0)
        taken = committing.commit(row, version=version, by=job.by)
        jobs.progress(job, job.total)
        return Result(words_of(taken), address(row))
    return Result("Список прочитан. Посмотрите, что будет с каждой строкой.", address(row))


def words_of(taken: committing.Taken) -> str:
    if taken.stale:
        return STALE.format(rows=counted(taken.stale, "строкой", "строками", "строками"))
    people = counted(taken.people, "человека", "человек", "человек")
    return f"Внесли {people}. Неделю это можно отменить целиком."


def address(batch: ImportBatch) -> str:
    return school_path(batch.organization, "people_import_batch", batch.public_id)
