"""The first page after signing in, the health check, and files."""

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views import defaults
from django.views.decorators.http import require_safe

from mentoring import access
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership, StoredFile

log = logging.getLogger(__name__)


def public(view):
    """Mark a page that anybody may open."""
    view.action = access.PUBLIC
    return view


@public
def home(request):
    """Lead each person to their school; offer the choice where there are several."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    memberships = list(
        Membership.objects.filter(user=request.user, ended_at=None)
        .select_related("organization")
        .prefetch_related("grants")
    )
    if len(memberships) == 1:
        return redirect(school_path(memberships[0].organization, "start"))
    return render(request, "home.html", {"title": "Ваши организации", "memberships": memberships})


@public
def health(request):
    """Answer 200 when the database answers, 503 when not."""
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"status": "нет базы данных"}, status=503)
    return HttpResponse("ok", content_type="text/plain")


def broken(request):
    """Tell a database that is away for a while, which a retry mends, from a fault of ours."""
    return _away() if _is_away(sys.exc_info()[1]) else defaults.server_error(request)


def nonsense(request, exception):
    """The same where Django takes a session that could not be saved for one that was ended."""
    return _away() if _is_away(exception) else defaults.bad_request(request, exception)


def _is_away(error: BaseException | None) -> bool:
    return bool(error) and (isinstance(error, OperationalError | InterfaceError) or _is_away(error.__context__))


def _away() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})


@require_safe
def file(request, public_id):
    """Give a kept file to somebody who may open it, always as a download."""
    return kept(request, get_object_or_404(StoredFile.objects.visible_to(request.membership), public_id=public_id))


file.action = "home"


def kept(request, stored: StoredFile, *, shell: str = "base.html") -> HttpResponse | FileResponse:
    """Answer with a kept file that whoever asks may open; `shell` is the page on which a lost one is told of."""
    try:
        content = (settings.MEDIA_ROOT / stored.path).open("rb")
    except OSError as error:
        log.error("file %s cannot be read: %s", stored.public_id, error.strerror)
        context = {"title": "Файл не открыть", "file": stored, "shell": shell}
        return render(request, "accounts/file_missing.html", context, status=503)
    response = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.content_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
