"""The pages of whoever answers: by a link without an account, or from the list of one's own questionnaires."""

from allauth.core.ratelimit import respond_429
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentoring.accounts import links, tries
from mentoring.accounts.links import secret_page
from mentoring.accounts.membership import site_path
from mentoring.accounts.operations import Refused
from mentoring.accounts.views.entry import public
from mentoring.calendar import words
from mentoring.pages import PlainPage
from mentoring.sent import whole
from surveys import answer_forms, answering, filling, inviting
from surveys.answering import How
from surveys.models import Respondent, Wave

HELD = "surveys"  # key of the session: which questionnaires may be answered here, and how one came to them
MOST_HELD = 40
METHODS = ["GET", "HEAD", "POST"]


@secret_page
@require_safe
def link(request, token):
    """Swap the token for the session and lead on to a clean address; nothing else changes."""
    found = links.find(token, purpose=inviting.PURPOSE)
    row = inviting.respondent_of(found) if found else None
    if row is None and found:
        row = _answered_here(request, found)
    if row is None:
        return _gone(request) if tries.allowed(request, inviting.PURPOSE) else respond_429(request)
    _hold(request, row, How.LINK)
    return redirect("survey_answer", row.public_id)


def _answered_here(request, found) -> Respondent | None:
    """Return who has answered by this link, for the very session that did."""
    row = Respondent.objects.filter(organization=found.organization, pk=found.subject).first()
    return row if row and row.answered_on and row.public_id in request.session.get(HELD, {}) else None


def _hold(request, row: Respondent, how: str) -> None:
    held = request.session.get(HELD, {})
    if held.get(row.public_id) != how:
        request.session[HELD] = dict([*held.items(), (row.public_id, how)][-MOST_HELD:])


def _gone(request):
    """Say the same of everything that cannot be answered here: it tells nothing."""
    return render(request, "surveys/answer_gone.html", {"title": "Анкета не открывается"}, status=404)


@public
@require_http_methods(METHODS)
def answer(request, public_id):
    """Ask one part of the questionnaire after another."""
    how = request.session.get(HELD, {}).get(public_id)
    row = answering.respondents().filter(public_id=public_id).first() if how else None
    if row is None:
        return _gone(request)
    if row.answered_on:
        return redirect("survey_done")
    if row.wave.state != Wave.State.OPEN:
        return _gone(request)
    questions = answering.questions_of(row)
    return _take(request, row, questions, how) if request.method == "POST" else _ask(request, row, questions)


@public
@require_safe
def done(request):
    """Thank for the answers."""
    return render(request, "surveys/answer_done.html", {"title": "Спасибо, ответ принят"})


def _take(request, row, questions, how):
    """Keep what the page has sent, then go where its button leads; the last one sends all, if all is there."""
    before = _pages(questions, row.draft)
    step, go = _step(request.POST.get("step"), len(before)), request.POST.get("go", "next")
    sent = answer_forms.sent(before[step - 1] if before else (), request.POST)
    whole = row.draft | sent
    try:
        if go == "next" and step >= len(_pages(questions, whole)) and not filling.fill(questions, whole).faults:
            answering.submit(row, whole, how=how)
            return redirect("survey_done")
        if go == "save":
            answering.save_draft(row, _begun_with(sent, row.draft))
            return HttpResponse(status=204)
        row.draft = answering.save_draft(row, sent).draft
    except Refused:
        return answer(request, row.public_id)  # answered or closed meanwhile: it says so itself
    return _to(row, step - 1) if go == "back" else _onward(request, row, questions, step)


def _onward(request, row, questions, step):
    """Go to the next page; stop where something is amiss, at the end on whatever page it is."""
    pages, faults = _pages(questions, row.draft), filling.fill(questions, row.draft).faults
    for number, page in enumerate(pages, 1):
        wrong = {one.code for one in page} & faults.keys()
        if wrong and (step >= len(pages) or number == step):
            return _ask(request, row, questions, step=number, faults=faults)
    return _to(row, step + 1)


def _ask(request, row, questions, *, step=None, faults=None):
    pages = _pages(questions, row.draft)
    if step is None:
        step = _step(request.GET.get("step"), len(pages)) if "step" in request.GET else _begun(pages, row.draft)
    asks = answer_forms.laid(pages[step - 1] if pages else (), row.draft, faults or {})
    wrong = [one for one in asks if one.fault]
    wave = row.wave
    context = {
        "title": wave.title,
        "row": row,
        "wave": wave,
        "asks": asks,
        "step": step,
        "steps": len(pages),
        "is_last": step == len(pages),
        "until": words.day_month(wave.closes_on),
        "length": words.counted(len(questions), "вопрос", "вопроса", "вопросов"),
        "all_free": not any(one.required for one in questions),
        "wrong": wrong,
        "wrong_words": words.counted(len(wrong), "вопрос", "вопроса", "вопросов"),
        "by_page": request.session.get(HELD, {}).get(row.public_id) == How.PAGE,
    }
    return render(request, "surveys/answer.html", context)


def _pages(questions, draft):
    read = {one.code: filling.clean(one, draft.get(one.code)) for one in questions}
    return filling.pages(questions, read)


def _step(sent: str | None, most: int) -> int:
    return max(1, min(whole(sent or "", 3) or 1, most))


def _begun_with(sent, draft):
    """Leave out what is empty on a page that is only being filled in: whoever comes back is led there again."""
    return {code: raw for code, raw in sent.items() if code in draft or (any(raw) if isinstance(raw, list) else raw)}


def _begun(pages, draft) -> int:
    """Return the first page that was never sent, for whoever comes back."""
    fresh = (number for number, page in enumerate(pages, 1) if not all(one.code in draft for one in page))
    return next(fresh, max(len(pages), 1))


def _to(row, step):
    response = redirect("survey_answer", row.public_id)
    response["Location"] += f"?step={max(step, 1)}"
    return response


class MinePage(PlainPage):
    """What the member is asked, and has not answered yet."""

    action = "surveys.answer"
    title = "Мои анкеты"
    template_name = "surveys/answers_mine.html"

    def get_context_data(self, **kwargs):
        found = [
            {"row": row, "until": words.day_month(row.wave.closes_on)} for row in answering.waiting_of(self.membership)
        ]
        return super().get_context_data(found=found, **kwargs)


@require_safe
def mine(request, public_id):
    """Lead to the pages of a questionnaire that waits for the member."""
    row = get_object_or_404(answering.waiting_of(request.membership), public_id=public_id)
    _hold(request, row, How.PAGE)
    return redirect(site_path("survey_answer", row.public_id))


mine.action = MinePage.action
