"""Long lists go out behind the scenes: begun by a button below the list, given as a file when it is written."""

from django.contrib.admin import site
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import redirect
from django.urls import ResolverMatch

from mentoring import exporting
from mentoring.accounts import files
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import jobs
from mentoring.notifications.jobs import Result
from mentoring.notifications.models import Job
from mentoring.pages import deed

JOB = "list_export"
ROWS = ("строка", "строки", "строк")


@deed(exporting.ACTION)
def begin(request, label, form):
    """Begin to write a list as it stands on the screen."""
    asked = request.POST.get("asked", "")[:2000]
    if form not in exporting.FORMATS:
        raise Http404
    listed, _, found = _list(label, asked, member=request.membership)
    total = found.result_count
    title = f"{listed.list_title(request)}: {words.counted(total, *ROWS)}"
    payload = {"label": label, "form": form, "asked": asked}
    job = jobs.start(JOB, title, by=request.membership, payload=payload, total=total)
    return redirect("job", job.public_id)


def write(job: Job, *, label: str, form: str, asked: str) -> Result:
    """Write the list for whoever asked, as they see it now."""
    listed, request, found = _list(label, asked, member=job.by)
    taken = listed.taken(request, found, form, lambda done, total: jobs.progress(job, done, total))
    kept = files.store(job.organization, taken.name, taken.content, action=exporting.ACTION, by=job.by)
    return Result(message=f"Список готов: {words.counted(taken.rows, *ROWS)}.", file=kept)


def _list(label: str, asked: str, *, member: Membership):
    """Return a list of the admin as this member sees it under this filter."""
    listed = next((one for model, one in site._registry.items() if model._meta.label_lower == label), None)
    request = HttpRequest()
    request.method, request.GET = "GET", QueryDict(asked)
    request.membership, request.user = member, member.user
    if listed is None or not listed.has_export_permission(request):
        raise Refused("Этот список в файл не выгружают.")
    name = f"{label.replace('.', '_')}_export"
    request.resolver_match = ResolverMatch(listed.changelist_view, (), {}, url_name=name, app_names=[site.name])
    try:
        return listed, request, listed.get_changelist_instance(request)
    except IncorrectLookupParameters as error:
        raise Refused("Такого отбора у списка нет. Снимите отбор и выгрузите снова.") from error
