"""Forms of the model as blanks for the pen: one, or all of them as an archive that is made in the background."""

import io
import zipfile
from dataclasses import replace

from mentoring.accounts import files, naming, schooldays
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import jobs
from mentoring.notifications.jobs import Result
from mentoring.notifications.models import Job
from mentoring.printing import press
from reports.documents import annexes, blanks, dressing, gathering, kinds, telling
from reports.documents.rendering import pdf
from reports.documents.texts import school_texts

JOB = "form_blanks"
TITLE = "Бланки форм целевой модели"


def name(kind: str) -> str:
    """Call a form as its paper is called."""
    of = kinds.get(kind)
    return telling.named(of, of.title)


def sheet(kind: str, organization: Organization) -> bytes:
    """Set a form for the pen: nothing of the school but its letterhead stands in it."""
    of, text = kinds.get(kind), school_texts.body_of(kind, organization)
    laid = blanks.lay(of, gathering.school(organization), schooldays.today(organization), text)
    return pdf.render(replace(laid, look=dressing.sheet(organization, order=of.journal == dressing.ORDERS)))


def begin(*, by: Membership) -> Job:
    """Begin setting all forms for whoever asks."""
    return jobs.start(JOB, TITLE, by=by, total=len(annexes.BLANKS))


def render(job: Job) -> Result:
    """Set the forms one by one, each under its number; what cannot be set is named and the others go on."""
    made, failed = io.BytesIO(), []
    numbered = [(form.number, kind) for form in annexes.FORMS for kind in form.kinds]
    with zipfile.ZipFile(made, "w") as package:  # what is inside is compressed already
        for done, (number, kind) in enumerate(numbered, 1):
            called = f"{number:02} {name(kind)}"
            try:
                package.writestr(f"{naming.safe(called)}.pdf", sheet(kind, job.organization))
            except Refused as refused:
                failed.append(f"{called}: {refused}")
            except press.Failed as error:
                failed.append(f"{called}: {error.words}")
            jobs.progress(job, done)
    ready = words.counted(job.total - len(failed), "бланк", "бланка", "бланков")
    kept = files.store(job.organization, f"{TITLE}.zip", made.getvalue(), action="documents.see", by=job.by)
    others = ", ".join(str(form.number) for form in annexes.FORMS if not form.kinds)
    elsewhere = f"Форм {others} здесь нет: анкеты и согласия печатают на своих страницах."
    return Result("\n".join((f"Готово: {ready}. {elsewhere}", *failed)), file=kept)
