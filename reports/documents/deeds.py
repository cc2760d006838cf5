"""Deeds at a document: each button of its pages calls one verb and leads back to it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import deed
from mentoring.people import declining
from mentoring.programmes import listed
from reports.documents import (
    acquainting,
    amending,
    approving,
    drafting,
    edit_views,
    issuing,
    kinds,
    listing,
    scanning,
    telling,
)
from reports.documents.forms import DayForm, ReasonForm, ScanForm, SheetForm, SignatureForm, VersionForm, checked
from reports.documents.rendering import files as rendering_files
from reports.documents.subjects import candidates
from reports.documents.subjects import table as subjects


def today_of(request):
    return schooldays.today(request.membership.organization)


@deed("documents.edit")
def draft(request, kind):
    """Begin a document of a kind for the programme in use."""
    if kind not in kinds.KINDS or kinds.get(kind).subject:
        raise Http404
    programme = listed.needed(request.membership)
    roadmap = listing.adopted(programme)
    made = drafting.draft(kind, programme, by=request.membership, roadmap=roadmap)
    return _drafted(request, made)


def _drafted(request, made):
    next_step = "отправьте на утверждение" if telling.is_approved(made) else "распечатайте"
    messages.success(request, f"Черновик составлен. Прочитайте текст, проверьте имена и {next_step}.")
    return redirect("document", made.public_id)


@deed("documents.edit")
def draft_about(request, pk, kind):
    """Begin the paper of one row: of a candidate, of a group, of a partner."""
    if not (kind in kinds.KINDS and kinds.get(kind).subject):
        raise Http404
    row = subjects.find(kind, pk, request.membership)
    made = subjects.draft(kind, row, by=request.membership)
    if kind == candidates.CONSIDERATION and (waiting := candidates.left_out(row)):
        messages.warning(request, f"{waiting} Запишите согласия: эти кандидаты войдут в следующий протокол.")
    return _drafted(request, made)


@deed("documents.edit")
def submit(request, public_id):
    """Send a document to the head."""
    given = checked(VersionForm(request.POST))
    document = approving.submit(
        listing.one(request.membership, public_id),
        by=request.membership,
        version=given["version"],
        accept_warnings=given["warnings"],
    )
    messages.success(request, f"Отправили на утверждение: {telling.name(document)}.")
    return redirect("document", public_id)


@deed("documents.edit")
def withdraw(request, public_id):
    """Take a document back from the head."""
    approving.withdraw(listing.one(request.membership, public_id), by=request.membership)
    messages.success(request, "Отозвали с утверждения: текст снова можно править.")
    return redirect("document", public_id)


@deed("documents.edit")
def discard(request, public_id):
    """Throw a draft away."""
    document = listing.one(request.membership, public_id)
    name = telling.name(document)
    drafting.discard(document, by=request.membership)
    messages.success(request, f"Удалили черновик: {name}.")
    return redirect("documents")


@deed("documents.number")
def issue(request, public_id):
    """Number and date a document that the head has approved."""
    return numbered(request, public_id, issuing.issue, "document")


def numbered(request, public_id, verb: Callable, page: str):
    """Give a document its number by this verb; a date out of turn is asked once more on the page."""
    given = checked(DayForm(request.POST))
    document = listing.one(request.membership, public_id)
    try:
        made = verb(document, on=given["on"], by=request.membership, accept_earlier=given["earlier"])
    except issuing.EarlierDate as refusal:
        messages.warning(request, str(refusal))
        return redirect(f"{reverse(page, args=[public_id])}?earlier={given['on']:%Y-%m-%d}#number")
    number = f"№{words.NBSP}{made.number} от {words.full(made.on)}"
    messages.success(request, f"{telling.name(made)}: присвоен {number}. Файлы для печати готовятся.")
    return redirect("document", public_id)


@deed("documents.edit")
def amend(request, public_id):
    """Begin the document that changes this one."""
    made = amending.amend(listing.one(request.membership, public_id), by=request.membership)
    messages.success(request, "Составили черновик изменений. Действующий документ изменится, когда этот получит номер.")
    return redirect("document", made.public_id)


@deed("documents.edit")
def cancel(request, public_id):
    """Begin the document that cancels this one."""
    reason = checked(ReasonForm(request.POST))["reason"]
    made = amending.cancel(listing.one(request.membership, public_id), reason, by=request.membership)
    messages.success(request, "Составили черновик отмены. Документ перестанет действовать, когда этот получит номер.")
    return redirect("document", made.public_id)


@deed("documents.number")
def scan(request, public_id):
    """Keep the scan of the signed paper beside the document."""
    given = checked(ScanForm(request.POST, request.FILES))["scan"]
    kept = scanning.attach(listing.one(request.membership, public_id), given.name, given.read(), by=request.membership)
    messages.success(request, f"Приложили скан «{kept.file.name}».")
    return redirect("document", public_id)


@deed("documents.number")
def signature(request, public_id):
    """Keep a detached signature of one file of the document."""
    document = listing.one(request.membership, public_id)
    given = checked(SignatureForm(request.POST, request.FILES, own=scanning.signable(document)))
    file = given["signature"]
    kept = scanning.attach_signature(document, given["of"], file.name, file.read(), by=request.membership)
    messages.success(request, f"Приложили подпись «{kept.file.name}» к файлу «{given['of'].name}».")
    return redirect("document", public_id)


@deed("documents.see")
def render_again(request, public_id, format):
    """Make a file once more that did not succeed."""
    document = listing.one(request.membership, public_id)
    rendering_files.again(get_object_or_404(document.renderings, format=format), by=request.membership)
    messages.success(request, "Готовим файл ещё раз. Обновите страницу через несколько секунд.")
    return redirect("document", public_id)


@deed("documents.acquaint")
def read(request, public_id):
    """Mark that one has read the document oneself."""
    document = listing.one(request.membership, public_id)
    acquaintance = get_object_or_404(document.acquaintances, person__membership=request.membership)
    acquainting.sign_here(acquaintance, by=request.membership, on=today_of(request))
    messages.success(request, "Записали: вы ознакомлены.")
    return redirect("document", public_id)


@deed("documents.number")
def sheet(request, public_id):
    """Mark who has put their hand on the printed list."""
    document = listing.one(request.membership, public_id)
    given = checked(SheetForm(request.POST, people=document.acquaintances.all()))
    marked = list(given["people"])
    acquainting.mark_paper(marked, on=given["on"], by=request.membership)
    messages.success(request, f"Отметили подписи: {len(marked)}.")
    return redirect("document", public_id)


@deed("documents.number")
def remind(request, public_id):
    """Write once more to those who have not signed and can sign here."""
    document = listing.one(request.membership, public_id)
    told = acquainting.remind(document, by=request.membership, today=today_of(request))
    people = words.counted(len(told), "человеку", "людям", "людям")
    messages.success(request, f"Напомнили {people}. Письма уйдут в рабочие часы школы.")
    return redirect("document", public_id)


@deed("documents.decline")
def forget_word(request, public_id, word):
    """Go back to the proposed form of a name or position."""
    document = listing.one(request.membership, public_id)
    row, case = edit_views.declined(request.membership, word)
    declining.forget(row, case, by=request.membership)
    messages.success(request, f"Вернули предложенное: {declining.proposed(row, case)}.")
    return redirect(edit_views.after_word(request, document))
