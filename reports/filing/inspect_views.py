"""The pages of an inspection, by a link: papers to read and to take, nothing to change."""

from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mentoring.accounts import links, schooldays, tries
from mentoring.accounts.links import secret_page
from mentoring.accounts.operations import Refused
from mentoring.accounts.views.entry import kept
from reports.filing import inspecting, packing, views
from reports.filing.models import Inspection, Visit

HELD, WHAT = "inspect", "inspect"  # key of the session, and what is counted as a try
FILES, FOLDERS = 120, 6  # that one address may take in a minute: a folder is made anew each time


@secret_page
@require_safe
def link(request, token):
    """Swap the token for the session and lead on to a clean address."""
    if not tries.allowed(request, WHAT):
        return respond_429(request)
    known = links.find(token, purpose=inspecting.PURPOSE)
    inspection = known and inspecting.living().filter(link=known).first()
    if not inspection:
        return _gone(request)
    request.session[HELD] = inspection.pk
    return redirect("inspect")


def _held(request) -> Inspection | None:
    pk = request.session.get(HELD)
    return inspecting.living().filter(pk=pk).first() if pk else None


def _gone(request):
    return render(request, "filing/inspect_gone.html", {"title": "Ссылка не действует"}, status=404)


@secret_page
@require_safe
def page(request):
    """Show the papers that were chosen, by дело."""
    if not tries.allowed(request, WHAT):
        return respond_429(request)
    inspection = _held(request)
    if inspection is None:
        return _gone(request)
    lines = inspecting.lines(inspection.by, inspecting.choice_of(inspection))
    inspecting.note(inspection, Visit.What.LIST)
    context = {"title": "Документы программы наставничества", "inspection": inspection, "groups": _groups(lines)}
    return render(request, "filing/inspect.html", context | {"any": any(line.pieces for line in lines)})


def _groups(lines) -> list[dict]:
    """Put lines under their cases."""
    groups: list[dict] = []
    for line in lines:
        if not groups or groups[-1]["shelf"] is not line.shelf:
            groups.append({"shelf": line.shelf, "lines": []})
        groups[-1]["lines"].append(line)
    return groups


@secret_page
@require_safe
def file(request, public_id):
    """Give one file of the chosen papers."""
    if not tries.allowed(request, f"{WHAT}_file", limit=FILES):
        return respond_429(request)
    inspection = _held(request)
    if inspection is None:
        return _gone(request)
    for line in inspecting.lines(inspection.by, inspecting.choice_of(inspection)):
        for piece in line.pieces:
            if piece.file.public_id == public_id:
                inspecting.note(inspection, Visit.What.FILE, count=1, of=line.of)
                return kept(request, piece.file, shell="narrow.html")
    raise Http404


@secret_page
@require_safe
def folder(request):
    """Give all of them at once, with the register and the hashes."""
    if not tries.allowed(request, f"{WHAT}_folder", limit=FOLDERS):
        return respond_429(request)
    inspection = _held(request)
    if inspection is None:
        return _gone(request)
    try:
        target, packed = packing.packed_file(inspecting.lines(inspection.by, inspecting.choice_of(inspection)))
    except Refused as refused:
        messages.error(request, f"{refused} Такую ссылку даст школа, а здесь файлы можно взять по одному.")
        return redirect("inspect")
    inspecting.note(inspection, Visit.What.FOLDER, count=packed.files)
    return views.given(target, schooldays.today(inspection.organization))
