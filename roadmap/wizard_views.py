"""The road from a document to a plan: the file, check and questions, the people, adoption or the difference."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar.words import counted
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.programmes import listed
from roadmap import adopting, assigning, builtin, previewing, reviewing, uploading
from roadmap.models import Roadmap, Upload
from roadmap.people_forms import PeopleForm
from roadmap.sheets import flow
from roadmap.uploading import UploadStale
from roadmap.wizard_forms import CheckForm, RowForm, UploadForm

STEPS = ("Файл", "Проверка и вопросы", "Ответственные", "Утверждение")


class UploadPage(FormPage):
    """Choose a document, paste its text, or begin with a ready plan."""

    action = "plan.edit"
    title = "Новая дорожная карта"
    template_name = "roadmap/wizard/upload.html"
    form_class = UploadForm

    @cached_property
    def programme(self):
        return listed.on_page(self.request)

    def get(self, request):
        if self.programme is None:
            return render(request, "roadmap/wizard/no_programme.html", {"title": self.title})
        return super().get(request)

    def post(self, request):
        """Read the document before the transaction: a slow file holds nobody else up."""
        if self.programme is None:
            raise Http404
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        self.document = form.document()
        try:
            self.draft = uploading.read(*self.document)
        except Refused as refusal:
            return self.refused(refusal)
        return super().post(request)

    def perform(self, form):
        return uploading.keep(self.programme, *self.document, self.draft, by=self.membership)

    def get_success_url(self):
        return reverse("plan_upload_check", args=[self.made.public_id])

    def get_context_data(self, **kwargs):
        unfinished = Upload.objects.visible_to(self.membership).filter(state=Upload.State.READ)
        adopted = Roadmap.objects.filter(programme=self.programme, state=Roadmap.State.ADOPTED).first()
        return super().get_context_data(
            steps=steps(1),
            programme=self.programme,
            adopted=adopted,
            patterns=builtin.patterns(),
            last=adopting.last_plan(self.programme),
            unfinished=unfinished.select_related("by").defer("draft")[:20],
            **kwargs,
        )


def steps(current: int) -> list[dict]:
    return [
        {"title": title, "done": number < current, "now": number == current} for number, title in enumerate(STEPS, 1)
    ]


class UploadStep(FormPage):
    """What the steps of one upload share: the upload itself and a stale save that loses nothing."""

    action = "plan.edit"
    step = 2

    @cached_property
    def upload(self):
        rows = Upload.objects.visible_to(self.membership).select_related("organization", "programme", "against", "file")
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    @cached_property
    def calendar(self):
        return schooldays.calendar_of(self.organization)

    @cached_property
    def sheet(self):
        return uploading.sheet_of(self.upload)

    def dispatch(self, request, *args, **kwargs):
        if request.method == "GET" and self.upload.state != Upload.State.READ:
            return closed(request, self.upload)
        return super().dispatch(request, *args, **kwargs)

    def refused(self, refusal):
        """Show what was typed beside what is saved now, ready to be saved over it."""
        self.__dict__.pop("upload", None)
        self.__dict__.pop("sheet", None)
        if self.upload.state != Upload.State.READ:
            messages.error(self.request, str(refusal))
            return closed(self.request, self.upload)
        if isinstance(refusal, UploadStale):
            self.request.POST = self.request.POST.copy()
            self.request.POST["version"] = str(self.upload.version)
        response = super().refused(refusal)
        response.context_data["stale"] = isinstance(refusal, UploadStale)
        response.status_code = 409 if isinstance(refusal, UploadStale) else 200
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(upload=self.upload, steps=steps(self.step), **kwargs)


def closed(request, upload):
    """Lead away from an upload that is no longer being worked on."""
    if upload.state == Upload.State.ADOPTED:
        return redirect("plan")
    messages.info(request, f"Документ «{upload.name}» отложен. Чтобы разобрать его, загрузите файл ещё раз.")
    return redirect("plan_upload")


class CheckPage(UploadStep):
    """All that was read beside its questions and defects; any row may be corrected in place."""

    title = "Прочитали документ целиком"
    template_name = "roadmap/wizard/check.html"
    form_class = CheckForm

    @cached_property
    def found(self):
        return uploading.unpack(self.upload)

    @cached_property
    def review(self):
        return reviewing.review(self.upload, self.found, self.sheet, self.calendar)

    @cached_property
    def adopted(self):
        return Roadmap.objects.filter(programme=self.upload.programme, state=Roadmap.State.ADOPTED).first()

    def get_form_kwargs(self):
        own = {"upload": self.upload, "found": self.found, "review": self.review, "adopted": self.adopted}
        return super().get_form_kwargs() | own

    @cached_property
    def open_line(self) -> str:
        """Name the row that is open for correction: asked for by the address, sent back by its form."""
        asked = self.request.POST.get("open_row") or self.request.GET.get("row", "")
        return asked if any(line.key == asked for line in (*self.sheet.sections, *self.sheet.events)) else ""

    @cached_property
    def row_form(self):
        if not self.open_line:
            return None
        lines = {line.key: line for line in flow(self.sheet)}
        read = {line.key: line for line in flow(uploading.read_sheet(self.found))}
        data = self.request.POST if self.request.method == "POST" else None
        columns = frozenset(role for role, _ in self.sheet.columns)
        return RowForm(data, line=lines[self.open_line], read=read[self.open_line], columns=columns)

    def form_valid(self, form):
        if self.row_form and self._deed == "save" and not self.row_form.is_valid():
            return self.form_invalid(form)
        return super().form_valid(form)

    @property
    def _deed(self) -> str:
        """Say what the pressed button asks for; saving a row is part of going on."""
        asked = self.request.POST.get("do", "next").partition(" ")[0]
        return "save" if asked in ("next", "open", "row", "show") else asked

    def perform(self, form):
        self.given = form
        version, plan = form.cleaned_data["version"], form.plan_index
        upload = uploading.answer(self.upload, form.answers(), version=version, by=self.membership, plan=plan)
        if "edition" in form.fields:
            against = self.adopted if form.cleaned_data["edition"] == "new" else None
            upload = uploading.compare_with(upload, against, by=self.membership)
        return self._correct(upload)

    def _correct(self, upload):
        asked, _, key = self.request.POST.get("do", "next").partition(" ")
        if asked in ("reset", "restore") and key in self.upload.corrections.get(str(upload.plan), {}):
            return uploading.correct(upload, key, {}, version=upload.version, by=self.membership)
        if self.row_form and upload.plan == self.found.index:
            fixes = self.row_form.fixes()
            before = self.upload.corrections.get(str(self.found.index), {}).get(self.open_line, {})
            if fixes != before:
                return uploading.correct(upload, self.open_line, fixes, version=upload.version, by=self.membership)
        return upload

    def get_success_url(self):
        asked, _, key = self.request.POST.get("do", "next").partition(" ")
        here = reverse("plan_upload_check", args=[self.upload.public_id])
        if self.given.plan_index != self.found.index:
            messages.info(self.request, "Показываем выбранный план. Проверьте его и вопросы к нему.")
            return here
        if asked == "open":
            return f"{here}?row={key}#{key}"
        if asked in ("row", "reset", "restore"):
            return f"{here}#{key or self.open_line}"
        if self.given.period_changed:
            messages.info(self.request, "Период плана изменён, а с ним даты и вопросы. Посмотрите их ещё раз.")
            return here
        return reverse("plan_upload_people", args=[self.upload.public_id])

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        only = "asked" in self.request.GET
        lines = [line for line in self.review.lines if not only or line.noticed or line.key == self.open_line]
        return super().get_context_data(
            review=self.review,
            lines=lines,
            only=only,
            counts=previewing.counts(self.sheet, self.found.draft),
            noticed=sum(line.noticed and not line.is_section for line in self.review.lines),
            draft=self.found.draft,
            period_from=self.found.period_from,
            row_form=self.row_form,
            open_line=self.open_line,
            other_period=previewing.period_of(self.upload.programme) != self.found.period,
            **kwargs | {"form": form},
        )


class PeoplePage(UploadStep):
    """Who is who: each of those the document names, once."""

    title = "Кто за что отвечает"
    template_name = "roadmap/wizard/people.html"
    form_class = PeopleForm
    step = 3

    @cached_property
    def staff(self):
        return assigning.staff_of(self.organization, schooldays.today(self.organization))

    def get_form_kwargs(self):
        parts = assigning.parts_of(self.sheet)
        chosen = assigning.chosen(parts, self.upload.answers.get("people", {}), self.staff)
        members = () if self.upload.answers.get("group") is None else uploading.unpack(self.upload).draft.working_group
        own = {"upload": self.upload, "parts": parts, "chosen": chosen, "staff": self.staff, "members": members}
        return super().get_form_kwargs() | own

    def perform(self, form):
        version = form.cleaned_data["version"]
        return uploading.answer(self.upload, form.answers(), version=version, by=self.membership)

    def get_success_url(self):
        return reverse("plan_upload_adopt", args=[self.upload.public_id])

    def get_context_data(self, **kwargs):
        nobody = [event for event in self.sheet.events if not assigning.is_named(event)]
        return super().get_context_data(nobody=nobody, **kwargs)


class AdoptPage(PlainPage):
    """The last look: what the plan will be, or what the newer edition changes in it."""

    action = "plan.edit"

    def get(self, request, public_id):
        rows = Upload.objects.visible_to(self.membership).select_related("organization", "programme", "against", "file")
        self.upload = get_object_or_404(rows, public_id=public_id)
        if self.upload.state != Upload.State.READ:
            return closed(request, self.upload)
        return super().get(request)

    def get_template_names(self):
        return ["roadmap/wizard/difference.html" if self.upload.against else "roadmap/wizard/adopt.html"]

    def get_context_data(self, **kwargs):
        calendar = schooldays.calendar_of(self.organization)
        own = {"upload": self.upload, "steps": steps(4)}
        if self.upload.against:
            seen = adopting.comparison(self.upload)
            shown = previewing.changes(seen, calendar)
            title = "Чем новая редакция отличается" if shown.count else "Документ ничего не меняет"
            return super().get_context_data(title=title, digest=seen.digest, changes=shown, **own)
        sheet = uploading.sheet_of(self.upload)
        staff = assigning.staff_of(self.organization, schooldays.today(self.organization))
        summary = previewing.summary(self.upload, sheet, staff, calendar)
        return super().get_context_data(title="Утвердить план", summary=summary, **own)


@deed("plan.edit")
def adopt(request, public_id):
    """Make the document the plan of its programme, or take the chosen changes of a newer edition."""
    upload = get_object_or_404(Upload.objects.visible_to(request.membership), public_id=public_id)
    if upload.against_id:
        changes, taken = adopting.comparison(upload).found.changes, set(request.POST.getlist("take"))
        kept = frozenset(change.key for change in changes) - taken
        digest = request.POST.get("digest", "")
        roadmap = adopting.apply_difference(upload, kept, by=request.membership, digest=digest)
        messages.success(request, f"План обновлён по документу «{upload.name}». Отметки и подтверждения на месте.")
    else:
        roadmap = adopting.adopt(upload, by=request.membership, version=sent.version(request.POST))
        messages.success(request, adopted_words(roadmap))
    return redirect("plan", roadmap.pk)


def adopted_words(roadmap: Roadmap) -> str:
    events = counted(roadmap.events.count(), "мероприятие", "мероприятия", "мероприятий")
    return f"План утверждён: {events}. Сроки стоят в календаре школы."


@deed("plan.edit")
def drop(request, public_id):
    """Put an upload aside."""
    upload = get_object_or_404(Upload.objects.visible_to(request.membership), public_id=public_id)
    uploading.drop(upload, by=request.membership)
    messages.success(request, f"Документ «{upload.name}» отложен. В плане ничего не изменено.")
    return redirect("plan_upload")


class PatternPage(PlainPage):
    """A ready plan, or last cycle's with its dates moved, as it would be in this programme."""

    action = "plan.edit"
    template_name = "roadmap/wizard/pattern.html"

    def get_context_data(self, code, **kwargs):
        programme = listed.on_page(self.request)
        if programme is None or code not in (*builtin.CODES, adopting.LAST):
            raise Http404
        found = adopting.shifted(programme) if code == adopting.LAST else None
        if code == adopting.LAST and found is None:
            raise Http404
        sheet = found.sheet if found else builtin.sheet(code, previewing.period_of(programme))
        return super().get_context_data(
            title=sheet.title,
            code=code,
            programme=programme,
            last=found.last if found else None,
            counts=previewing.counts(sheet),
            lines=previewing.lines(sheet, schooldays.calendar_of(self.organization)),
            adopted=Roadmap.objects.filter(programme=programme, state=Roadmap.State.ADOPTED).first(),
            **kwargs,
        )


@deed("plan.edit")
def adopt_pattern(request, code):
    """Make a ready plan the plan of the programme in use."""
    programme = listed.in_use(request.membership)
    if programme is None:
        raise Http404
    if code == adopting.LAST:
        roadmap = adopting.shift_last(programme, by=request.membership)
    else:
        roadmap = adopting.adopt_builtin(programme, code, by=request.membership)
    messages.success(request, adopted_words(roadmap))
    return redirect("plan", roadmap.pk)
