"""A long plan set as PDF in the background."""

from mentoring.accounts import files
from mentoring.notifications.jobs import Result
from mentoring.notifications.models import Job
from roadmap.models import Roadmap
from roadmap.outputs import laying, pdf


def render(job: Job, *, roadmap: int, marks: bool, names: bool) -> Result:
    """Set the plan and keep the file for whoever asked."""
    plan = Roadmap.objects.visible_to(job.by).select_related("organization").get(pk=roadmap)
    sheet = laying.sheet_of(plan, member=job.by, marks=marks, names=names)
    name = laying.file_name(sheet, "pdf")
    kept = files.store(job.organization, name, pdf.render(sheet), action="plan.see", by=job.by)
    return Result(message=f"План готов: {len(sheet.rows)} строк.", file=kept)
