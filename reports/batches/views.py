"""Pages of batches: those one has begun, a new one, how far it is and what came of it."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from reports.batches import beginning, giving
from reports.batches.beginning import Asked
from reports.batches.forms import BatchForm
from reports.batches.models import KEPT, Batch, Part
from reports.batches.sorts import CONSENTS, SORTS
from reports.documents.consents import views as consent_views

State = Batch.State
_SHOWN = 20  # papers named on the page; the archive has them all
_NAMED = 50  # papers that did not come out
_LISTED = 30  # batches


class BatchesPage(PlainPage):
    """The batches one has begun, the latest first."""

    action = "jobs.see"
    title = "Пачки документов"
    template_name = "batches/batches.html"

    def get_context_data(self, **kwargs):
        rows = Batch.objects.visible_to(self.membership).counted()[:_LISTED]
        return super().get_context_data(
            batches=[(batch, *_look(batch)) for batch in rows],
            working=any(batch.state == State.WORKING for batch in rows),
            days=KEPT.days,
            **kwargs,
        )


def _look(batch: Batch) -> tuple[str, str]:
    """Say how a batch stands: a tone and words."""
    match batch.state:
        case State.WORKING:
            return "go", f"готовится: {batch.made} из {batch.total}"
        case State.READY if batch.lost:
            return "warn", f"готово: {batch.made}, не получилось: {batch.lost}"
        case State.READY:
            return "ok", batch.get_state_display()
        case State.STOPPED:
            return "warn", f"остановлено: готово {batch.made} из {batch.total}"
        case _:
            return "bad", batch.get_state_display()


class NewPage(FormPage):
    """Choose what to make; how much it will be is said before it is begun."""

    action = "documents.edit"
    title = "Подготовить пачку"
    template_name = "batches/new.html"
    form_class = BatchForm
    done = "Готовим. Страницу можно закрыть: пачка останется на странице «Пачки документов»."

    def get_form_kwargs(self):
        asked = self.request.GET if self.request.method == "GET" and "sort" in self.request.GET else None
        return super().get_form_kwargs() | ({"data": asked} if asked else {})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        form = context["form"]
        if self.request.method == "GET" and form.is_bound and form.is_valid():
            context |= _counted(form)
        return context

    def perform(self, form):
        return beginning.begin(form.asked, by=self.membership)

    def get_success_url(self):
        return reverse("batch", args=[self.made.public_id])


def _counted(form: BatchForm) -> dict:
    """Say how much will be made."""
    count, sort = len(form.rows), SORTS[form.cleaned_data["sort"]]
    return {
        "count": count,
        "many": count > beginning.MOST,
        "most": beginning.MOST,
        "papers": words.counted(count, "бумага", "бумаги", "бумаг"),
        "pages": words.counted(count * sort.pages, "страницы", "страниц", "страниц"),
        "first": [sort.name(row) for row in form.rows[:6]],
        "more": max(0, count - 6),
    }


class BatchPage(PlainPage):
    """How far a batch is, what can be taken already, what did not come out and why."""

    action = "jobs.see"
    template_name = "batches/batch.html"

    def get_context_data(self, public_id, **kwargs):
        rows = Batch.objects.visible_to(self.membership).select_related("file", "programme")
        batch = get_object_or_404(rows, public_id=public_id)
        number = dict(batch.parts.values_list("state").annotate(Count("pk")).order_by())
        total, waiting = sum(number.values()), number.get(Part.State.WAITING, 0)
        made = number.get(Part.State.READY, 0)
        return super().get_context_data(
            title=batch.title,
            batch=batch,
            total=total,
            done=total - waiting,
            made=made,
            needless=number.get(Part.State.NEEDLESS, 0),
            binds=not waiting and batch.form != Batch.Form.ZIP,
            ready=giving.ready(batch)[:_SHOWN],
            more=max(0, made - _SHOWN),
            failed=batch.parts.filter(state=Part.State.FAILED).select_related("document")[:_NAMED],
            lost=number.get(Part.State.FAILED, 0),
            **kwargs,
        )


def _own(request, public_id) -> Batch:
    """Find a batch among those that whoever asks has begun."""
    return get_object_or_404(Batch.objects.visible_to(request.membership), public_id=public_id)


@deed("jobs.see")
def see(request, public_id):
    """Come from «Сегодня», which tells of the batch no more."""
    batch = _own(request, public_id)
    giving.see(batch, by=request.membership)
    return redirect("batch", public_id)


@require_safe
def archive(request, public_id):
    """Hand over what is made so far as an archive."""
    batch = _own(request, public_id)
    parts = list(giving.ready(batch))
    if not parts:
        messages.info(request, "Ни одной бумаги ещё нет. Подождите немного и обновите страницу.")
        return redirect("batch", public_id)
    return downloads.give(giving.archive(parts), f"{SORTS[batch.sort].title}.zip")


archive.action = "jobs.see"


@deed("jobs.see")
def stop(request, public_id):
    """Make no more papers of a batch."""
    batch = _own(request, public_id)
    beginning.stop(batch, by=request.membership)
    messages.success(request, "Остановили. Готовые бумаги остались.")
    return redirect("batch", public_id)


@deed("jobs.see")
def again(request, public_id):
    """Make once more what did not come out."""
    batch = _own(request, public_id)
    beginning.again(batch, by=request.membership)
    messages.success(request, "Готовим ещё раз то, что не получилось.")
    return redirect("batch", public_id)


@deed("jobs.see")
def delete(request, public_id):
    """Let a batch go with its files."""
    batch = _own(request, public_id)
    giving.delete(batch, by=request.membership)
    messages.success(request, "Пачка удалена. Сами документы остались.")
    return redirect("batches")


@deed("consents.see")
def consents(request):
    """Begin the blank consents of many people."""
    people, kinds = consent_views.asked(request.membership, request.POST)
    chosen = consent_views.chosen_of(request.POST, kinds)
    if not people or not chosen:
        raise Refused("Отметьте хотя бы один вид согласия и хотя бы одного человека.")
    form = request.POST.get("form", Batch.Form.BOOK)
    if form not in Batch.Form.values:
        raise Refused("Выберите, чем отдать бланки: одним файлом или архивом.")
    more = {"kinds": [kind.pk for kind in chosen], "only_lacking": "lacking" in request.POST}
    batch = beginning.begin(Asked(SORTS[CONSENTS], people, form, more=more), by=request.membership)
    return redirect("batch", batch.public_id)
