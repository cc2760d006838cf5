"""Questionnaires of the school: their list, one of them as respondents see it, taking, copying, putting away."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts.keys import russian_key
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.programmes.models import MentoringForm
from surveys import answer_forms, answering, editing, filling, ready, wording
from surveys.models import Edition, Questionnaire, Wave
from surveys.questionnaire_forms import CopyForm, KeptForm, NewForm

SEE, EDIT = "surveys.see", "surveys.edit"
Side = Questionnaire.Side


def questionnaire_of(membership, key: str) -> Questionnaire:
    """Return a questionnaire of the school with its form."""
    rows = Questionnaire.objects.visible_to(membership).select_related("organization", "form")
    return get_object_or_404(rows, public_id=key)


def found(membership, query) -> QuerySet[Questionnaire]:
    """Return the questionnaires that the filters of the list leave."""
    rows = Questionnaire.objects.visible_to(membership).select_related("form")
    rows = rows.filter(archived_on__isnull=query.get("put_away") != "1")
    if side := query.get("side"):
        rows = rows.filter(side=side)
    if form := query.get("form", ""):
        rows = rows.filter(form__code=form) if form != "none" else rows.filter(form=None)
    for word in russian_key(query.get("q", "")).split():
        rows = rows.filter(title_key__contains=word)
    asked = Count("editions__waves", distinct=True)
    open_now = Count("editions__waves", filter=Q(editions__waves__state=Wave.State.OPEN), distinct=True)
    return rows.annotate(edition=Max("editions__number"), asked=asked, open_now=open_now)


def by_form(rows) -> list[tuple[str, list[Questionnaire]]]:
    """Lay questionnaires out by form of mentoring: those for everybody first, entry before exit."""
    moments = {moment: place for place, moment in enumerate(Questionnaire.Moment.values)}
    sides = {side: place for place, side in enumerate(Side.values)}

    def place(row: Questionnaire) -> tuple:
        return row.form.title_key if row.form else "", sides[row.side], moments[row.moment], row.title_key

    rows = sorted(rows, key=place)
    groups = groupby(rows, key=lambda row: row.form.title if row.form else "Для всех форм")
    return [(title, list(some)) for title, some in groups]


class QuestionnairesPage(PlainPage):
    """Every questionnaire of the school."""

    action = SEE
    title = "Анкеты"
    template_name = "surveys/questionnaires.html"

    def get_context_data(self, **kwargs):
        query = self.request.GET
        everything = Questionnaire.objects.visible_to(self.membership)
        lacking = ready.lacking(self.organization) if self.membership.can(EDIT) else []
        return super().get_context_data(
            query=query,
            groups=by_form(found(self.membership, query)),
            any=everything.exists(),
            put_away=everything.exclude(archived_on=None).count(),
            forms=MentoringForm.objects.visible_to(self.membership),
            sides=[(value, label.split(" — ")[0]) for value, label in Side.choices],
            lacking=lacking,
            lacking_words=words.counted(len(lacking), "анкету", "анкеты", "анкет"),
            **kwargs,
        )


@deed(EDIT)
def take(request):
    """Add the ready questionnaires that the school does not have."""
    taken = ready.take(request.membership.organization, by=request.membership)
    said = words.counted(len(taken), "анкету", "анкеты", "анкет")
    messages.success(request, f"Взяли {said}. Вопросы можно менять: стандартные всегда вернутся.")
    return redirect("survey_questionnaires")


class QuestionnairePage(PlainPage):
    """One questionnaire as respondents see it, its editions, and where it was asked."""

    action = SEE
    template_name = "surveys/questionnaire.html"

    def get_context_data(self, key, **kwargs):
        row = questionnaire_of(self.membership, key)
        editions = list(row.editions.select_related("by").annotate(asked=Count("waves")).order_by("-number"))
        edition = _chosen(editions, self.request.GET.get("edition", ""))
        questions = list(edition.questions.all())
        standard = ready.standard_of(row)
        return super().get_context_data(
            title=row.title,
            questionnaire=row,
            edition=edition,
            is_last=edition == editions[0],
            editions=editions,
            waves=Wave.objects.filter(edition__questionnaire=row).select_related("edition"),
            pages=pages_of(questions),
            counted=words.counted(len(questions), "вопрос", "вопроса", "вопросов"),
            standard=standard,
            is_standard=bool(standard) and editing.is_standard(editions[0], standard),
            **kwargs,
        )


def _chosen(editions: list[Edition], number: str) -> Edition:
    """Return the edition that is asked for, the last one where none is."""
    return next((one for one in editions if str(one.number) == number), editions[0])


def pages_of(questions) -> list[dict]:
    """Lay questions out as the pages of a respondent, nobody having answered."""
    items = [answering.item(one) for one in questions]
    return [{"title": page[0].part, "asks": answer_forms.laid(page, {}, {})} for page in filling.parts(items)]


class NewPage(FormPage):
    """A questionnaire from nothing."""

    action = EDIT
    title = "Новая анкета"
    template_name = "surveys/questionnaire_new.html"
    form_class = NewForm
    done = "Анкета заведена. Добавьте в неё вопросы."

    def perform(self, form):
        said = form.cleaned_data
        return editing.create(
            said["title"], side=said["side"], moment=said["moment"], form=said["form"], by=self.membership
        )

    def get_success_url(self):
        return reverse("survey_questionnaire_edit", args=[self.made.public_id])


class AboutQuestionnaire(FormPage):
    """A form about one questionnaire."""

    action = EDIT

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return questionnaire_of(self.membership, self.kwargs["key"])

    def get_form_kwargs(self):
        own = {"questionnaire": self.questionnaire} if issubclass(self.form_class, KeptForm) else {}
        return super().get_form_kwargs() | own

    def get_context_data(self, **kwargs):
        return super().get_context_data(questionnaire=self.questionnaire, **kwargs)

    def get_success_url(self):
        return reverse("survey_questionnaire", args=[self.questionnaire.public_id])


class CopyPage(AboutQuestionnaire):
    """A questionnaire of its own for one pair or group."""

    title = "Скопировать анкету"
    template_name = "surveys/questionnaire_copy.html"
    form_class = CopyForm
    done = "Скопировали. Теперь измените вопросы: прежняя анкета останется как была."

    def perform(self, form):
        return editing.copy(self.questionnaire, form.cleaned_data["title"], by=self.membership)

    def get_success_url(self):
        return reverse("survey_questionnaire_edit", args=[self.made.public_id])


class RestorePage(AboutQuestionnaire):
    """Say what the standard questions would change, before they come back."""

    title = "Вернуть стандартную анкету?"
    template_name = "surveys/questionnaire_restore.html"
    form_class = KeptForm
    done = "Вернули стандартные вопросы. Прежние ответы остались со своими вопросами."

    def get_context_data(self, **kwargs):
        standard = ready.standard_of(self.questionnaire)
        if standard is None:
            raise Http404
        edition = editing.last(self.questionnaire)
        difference = wording.difference(editing.questions_of(edition), standard.questions)
        new_intro = standard.intro if standard.intro != edition.intro else ""
        same = editing.is_standard(edition, standard)
        return super().get_context_data(difference=difference, new_intro=new_intro, same=same, **kwargs)

    def perform(self, form):
        return editing.restore(self.questionnaire, version=form.cleaned_data["version"], by=self.membership)


@deed(EDIT)
def archive(request, key):
    """Put a questionnaire away."""
    row = editing.archive(questionnaire_of(request.membership, key), by=request.membership)
    messages.success(request, f"Убрали «{row}». Ответы остались, анкету можно вернуть.")
    return redirect("survey_questionnaire", key)


@deed(EDIT)
def bring_back(request, key):
    """Take a questionnaire back into use."""
    row = editing.bring_back(questionnaire_of(request.membership, key), by=request.membership)
    messages.success(request, f"Вернули «{row}».")
    return redirect("survey_questionnaire", key)
