"""The page where anybody learns whether a paper in their hands is an act in force: no names, nothing kept."""

import hashlib

from allauth.core.ratelimit import respond_429
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mentoring import shown
from mentoring.accounts import codes, files, tries
from mentoring.accounts.views.entry import public
from mentoring.calendar import words
from reports.documents import kinds
from reports.documents.models import Document, Rendering

WHAT = "check"
State = Document.State
_SIGNS = {
    State.ISSUED: ("ok", "действует"),
    State.AMENDED: ("warn", "действует с изменениями: его меняет другой документ"),
    State.CANCELLED: ("bad", "отменён"),
}
METHODS = ["GET", "HEAD", "POST"]
MOST_TYPED = 40  # letters that are read of what was typed
TITLE = "Проверка документа"
TOO_BIG = "Файл больше 20 МБ: таких документов система не выпускает."
EMPTY = "Выберите файл, который нужно сравнить."


@public
@require_http_methods(METHODS)
def ask(request):
    """Ask for the code that is printed on the paper."""
    if request.method != "POST":
        return render(request, "documents/check.html", {"title": TITLE})
    if code := codes.read(request.POST.get("code", "")[:MOST_TYPED]):
        return redirect("check_act", code)
    context = {"title": TITLE, "fault": "Введите код: он напечатан внизу первой страницы, под квадратом."}
    return render(request, "documents/check.html", context)


@public
@require_http_methods(METHODS)
def tell(request, code):
    """Tell of the act that has this code; compare a file with what was issued."""
    if not tries.allowed(request, WHAT):
        return respond_429(request)
    act = _found(code)
    if act is None:
        context = {"title": TITLE, "fault": "Документа с таким кодом нет. Проверьте знаки и введите код ещё раз."}
        return render(request, "documents/check.html", context, status=404)
    context = {
        "title": TITLE,
        "code": act.check_code,
        "kind": kinds.word_of(act.kind).capitalize(),
        "number": act.number,
        "on": words.full(act.on),
        "school": act.organization.full_name,
        "status": shown.status(*_SIGNS[act.state]),
    }
    if request.method == "POST":
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        context |= _compared(act, request.FILES.get("file"), sent)
    return render(request, "documents/checked.html", context)


def _found(code: str) -> Document | None:
    """Find the act however its code was typed; what is no code is found no better than a wrong one."""
    typed = codes.read(code)
    if not typed:
        return None
    return Document.objects.issued().filter(check_code=typed).select_related("organization").first()


def _compared(act: Document, given, sent: int) -> dict[str, object]:
    """Say whether the file is one of those issued; its bytes are counted and forgotten.

    Of a huge one nothing arrives but the number of bytes that were sent.
    """
    if (given.size if given else sent) > files.LIMIT:
        return {"fault": TOO_BIG}
    if not given:
        return {"fault": EMPTY}
    digest = hashlib.sha256()
    for part in given.chunks():
        digest.update(part)
    issued = act.renderings.filter(state=Rendering.State.READY, file__sha256=digest.hexdigest())
    return {"compared": True, "same": issued.exists()}
