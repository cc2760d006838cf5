"""The road of a list into the school: the file, what each row will do, taken in as a whole, taken back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from mentoring import downloads, paging, sent
from mentoring.accounts.operations import Refused
from mentoring.notifications import jobs
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.people import committing, import_files, importing_job, previewing, staging, undoing
from mentoring.people.import_forms import ImportForm
from mentoring.people.models import ImportBatch
from mentoring.people.staging import ACTION

State = ImportBatch.State


def one(request, public_id: str) -> ImportBatch:
    rows = ImportBatch.objects.visible_to(request.membership).select_related("organization", "file", "by")
    return get_object_or_404(rows, public_id=public_id)


class ImportPage(FormPage):
    """Choose a list to take in, or an empty one to fill in; see those that came before."""

    action = ACTION
    title = "Загрузить список людей"
    template_name = "people/import/upload.html"
    form_class = ImportForm

    def get_initial(self):
        """Take over whose list the page before has spoken of."""
        asked = self.request.GET.get("kind", "")
        return {"kind": asked} if asked in ImportBatch.Kind else {}

    def post(self, request):
        """Read the file before the transaction: a slow one holds nobody else up."""
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        file = form.cleaned_data["file"]
        self.document = file.name, file.read()
        try:
            self.book = staging.read(*self.document)
        except Refused as refusal:
            return self.refused(refusal)
        return super().post(request)

    def perform(self, form):
        kind = form.cleaned_data["kind"]
        self.batch, self.job = staging.keep_and_stage(kind, *self.document, self.book, by=self.membership)

    def get_success_url(self):
        if self.job:
            return reverse("job", args=[self.job.public_id])
        return reverse("people_import_batch", args=[self.batch.public_id])

    def get_context_data(self, **kwargs):
        batches = ImportBatch.objects.visible_to(self.membership).select_related("by").defer("columns", "created")
        return super().get_context_data(
            batches=batches.exclude(state=State.DROPPED)[:20], kinds=ImportBatch.Kind, **kwargs
        )


class BatchPage(PlainPage):
    """One list: its columns, what each row will do or has done."""

    action = ACTION
    template_name = "people/import/batch.html"

    @cached_property
    def batch(self) -> ImportBatch:
        return one(self.request, self.kwargs["public_id"])

    def get_context_data(self, **kwargs):
        batch, now = self.batch, timezone.now()
        own = {"batch": batch, "title": batch.name, "undo_until": undoing.until(batch, now)}
        if batch.state == State.READ:
            own |= self._preview(batch)
        if batch.state == State.COMMITTED:
            own["other"] = previewing.other_kind(batch)
        if batch.state == State.UNDONE:
            own["stayed"] = undoing.told(batch)
        counts = batch.counts
        taken = counts.get("new", 0) + counts.get("changed", 0)
        return super().get_context_data(
            **own,
            taken=taken,
            taken_words=previewing.people(taken),
            left=counts.get("refused", 0) + counts.get("doubtful", 0),
            **kwargs,
        )

    def _preview(self, batch: ImportBatch) -> dict:
        tabs = previewing.tabs(batch, self.request.GET.get("tab", ""))
        chosen = next((tab for tab in tabs if tab.chosen), None)
        found = Paginator(previewing.rows(batch, chosen.code if chosen else ""), previewing.PAGE)
        page = found.get_page(self.request.GET.get("page"))
        columns = previewing.columns_of(batch)
        return {
            "tabs": tabs,
            "tab": chosen,
            "page": page,
            "lines": [previewing.line(row, batch.found["headings"]) for row in page],
            "pages": paging.named(page, {"tab": chosen.code if chosen else ""}),
            "columns": columns,
            "unknown": [f"«{column.heading}»" for column in columns if column.is_left],
            "needs_group": batch.kind == "learners" and not {"group", "grade"} & set(batch.columns),
            "asks_cells": any(tab.code == "doubtful" for tab in tabs) and bool(batch.counts.get("doubtful")),
        }


class UndoPage(PlainPage):
    """The last question before a whole list is taken back."""

    action = ACTION
    title = "Отменить внесение списка"
    template_name = "people/import/undo.html"

    def get_context_data(self, public_id, **kwargs):
        batch = one(self.request, public_id)
        until = undoing.until(batch, timezone.now())
        if until is None:
            raise Http404
        return super().get_context_data(batch=batch, until=until, **kwargs)


def _back_to(request, batch: ImportBatch):
    tab = request.POST.get("tab", "")
    query = f"?tab={tab}" if tab in batch.counts else ""
    return redirect(f"{reverse('people_import_batch', args=[batch.public_id])}{query}")


@deed(ACTION)
def columns(request, public_id):
    """Say anew what the columns hold."""
    batch = one(request, public_id)
    codes = [request.POST.get(f"c{number}", "") for number in range(len(batch.columns))]
    known = set(previewing.columns.FIELDS[batch.kind])
    codes = [code if code in known else "" for code in codes]
    group = request.POST.get("group", "").strip()
    batch, job = staging.remap(batch, codes, group, version=sent.version(request.POST), by=request.membership)
    if job:
        return redirect("job", job.public_id)
    messages.success(request, "Прочитали список заново по этим столбцам.")
    return _back_to(request, batch)


@deed(ACTION)
def answer(request, public_id):
    """Keep what was decided about doubtful rows."""
    batch = one(request, public_id)
    if request.POST.get("do") == "agree":
        batch = staging.agree(batch, version=sent.version(request.POST), by=request.membership)
    else:
        choices = previewing.answers(batch, request.POST.items())
        batch = staging.answer(batch, choices, version=sent.version(request.POST), by=request.membership)
    left = batch.counts.get("doubtful", 0)
    messages.success(request, f"Записали. Осталось решить: {left}." if left else "Записали. Решать больше нечего.")
    return _back_to(request, batch)


@deed(ACTION)
def commit(request, public_id):
    """Take the list in: a small one at once, a big one as a job."""
    batch, version = one(request, public_id), sent.version(request.POST)
    if sum(batch.counts.get(code, 0) for code in ("new", "changed")) > staging.AT_ONCE:
        staging.open_for(batch, version)
        payload = {"batch": batch.pk, "what": "commit", "version": version}
        total = batch.counts["new"] + batch.counts["changed"]
        job = jobs.start(
            staging.JOB, f"Вносим список «{batch.name}»"[:200], by=request.membership, payload=payload, total=total
        )
        return redirect("job", job.public_id)
    taken = committing.commit(batch, version=version, by=request.membership)
    level = messages.warning if taken.stale else messages.success
    level(request, importing_job.words_of(taken))
    return redirect("people_import_batch", batch.public_id)


@deed(ACTION)
def drop(request, public_id):
    """Put a list aside."""
    batch = staging.drop(one(request, public_id), by=request.membership)
    messages.success(request, f"Список «{batch.name}» отложен. Никого не внесли.")
    return redirect("people_import")


@deed(ACTION)
def undo(request, public_id):
    """Take a whole list back."""
    batch = undoing.undo(one(request, public_id), by=request.membership, now=timezone.now())
    stayed = len(undoing.told(batch))
    messages.success(
        request, "Внесение отменено." + (f" Осталось записей: {stayed}, они названы ниже." if stayed else "")
    )
    return redirect("people_import_batch", batch.public_id)


@require_safe
def failed(request, public_id):
    """Give the rows that stay out, each with what to mend."""
    return downloads.give(import_files.failed(one(request, public_id)), "ispravit.xlsx")


@require_safe
def sample(request, kind):
    """Give an empty list to fill in."""
    if kind not in import_files.SAMPLES:
        raise Http404
    return downloads.give(import_files.sample(kind), f"{kind}.xlsx")


failed.action = sample.action = ACTION
