"""Changing a questionnaire question by question: words, order, parts."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.pages import PlainPage, deed
from surveys import editing
from surveys.models import Question
from surveys.questionnaire_forms import ABOUT, PartForm, QuestionForm, RewordForm
from surveys.questionnaire_views import EDIT, AboutQuestionnaire, questionnaire_of
from surveys.wording import Questions, Wording

Kind = Question.Kind
_STEPS = {"up": -1, "down": 1}


class _Editing(AboutQuestionnaire):
    """A form that changes what a questionnaire asks."""

    @cached_property
    def edition(self):
        return editing.last(self.questionnaire)

    @cached_property
    def questions(self) -> Questions:
        return editing.questions_of(self.edition)

    def get_context_data(self, **kwargs):
        return super().get_context_data(edition=self.edition, **kwargs)

    def get_success_url(self):
        return reverse("survey_questionnaire_edit", args=[self.questionnaire.public_id])


class EditPage(_Editing):
    """All questions with what may be done to each, and the words around them."""

    title = "Изменить анкету"
    template_name = "surveys/questionnaire_edit.html"
    form_class = RewordForm
    done = "Сохранили."

    def get_initial(self):
        return {"title": self.questionnaire.title, "intro": self.edition.intro}

    def get_context_data(self, **kwargs):
        by_code = {one.code: one for one in self.questions}
        parts = groupby(self.questions, key=lambda one: one.part)
        lines = [(part, [_line(one, by_code) for one in some]) for part, some in parts]
        return super().get_context_data(
            parts=lines, asked=editing.was_asked(self.edition), version=self.questionnaire.version, **kwargs
        )

    def perform(self, form):
        said = form.cleaned_data
        return editing.reword(
            self.questionnaire, title=said["title"], intro=said["intro"], version=said["version"], by=self.membership
        )


def _line(one: Wording, by_code) -> dict:
    """Put a question into the words of the list."""
    facts = [Kind(one.kind).label]
    if one.kind in Question.SCALES:
        facts[0] += f" {one.low}–{one.high}: {one.low_words} — {one.high_words}"
    if one.options or one.rows:
        facts[0] += f": {'; '.join(one.options or one.rows)}"
    notes = (
        (one.required, "обязательный"),
        (one.reverse, "хорошо, когда меньше"),
        (one.pair_code, "сравнивается до и после"),
        (one.satisfaction, "об удовлетворённости"),
        (one.finding, f"вывод: «{one.finding}»"),
    )
    facts += [words for there, words in notes if there]
    rests_on = by_code.get(one.shown_if)
    when = f"Если на «{rests_on.text}» ответ «{rests_on.answers().get(one.shown_value)}»" if rests_on else ""
    return {"one": one, "facts": ", ".join(facts), "when": when}


class PartPage(_Editing):
    """The title of a part."""

    title = "Название раздела"
    template_name = "surveys/questionnaire_part.html"
    form_class = PartForm
    done = "Переименовали раздел."

    def get_initial(self):
        part = self.request.GET.get("part", "")
        return {"part": part, "title": part}

    def perform(self, form):
        said = form.cleaned_data
        return editing.rename_part(
            self.questionnaire, said["part"], said["title"], version=said["version"], by=self.membership
        )


class _QuestionForm(_Editing):
    """What adding and changing share: the form of one question."""

    template_name = "surveys/questionnaire_question.html"
    form_class = QuestionForm
    one: Wording | None = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"kind": self.kind, "one": self.one, "questions": self.before}

    def get_context_data(self, **kwargs):
        label = Kind(self.kind).label
        return super().get_context_data(kind=self.kind, kind_words=label, about=ABOUT[Kind(self.kind)], **kwargs)

    def get_success_url(self):
        return f"{super().get_success_url()}#{self.made.code}"


class QuestionPage(_QuestionForm):
    """One question."""

    title = "Изменить вопрос"
    done = "Сохранили вопрос."

    @cached_property
    def one(self) -> Wording:
        found = next((one for one in self.questions if one.code == self.kwargs["code"]), None)
        if found is None:
            raise Http404
        return found

    @property
    def kind(self) -> str:
        return self.one.kind

    @property
    def before(self) -> Questions:
        return self.questions

    def perform(self, form):
        return editing.change_question(
            self.questionnaire,
            self.one.code,
            form.wording(),
            version=form.cleaned_data["version"],
            by=self.membership,
        )


class KindsPage(PlainPage):
    """Of which kind a new question is."""

    action = EDIT
    title = "Новый вопрос"
    template_name = "surveys/questionnaire_kinds.html"

    def get_context_data(self, key, **kwargs):
        return super().get_context_data(
            questionnaire=questionnaire_of(self.membership, key),
            kinds=[(kind.value, kind.label, about) for kind, about in ABOUT.items()],
            after=self.request.GET.get("after", ""),
            **kwargs,
        )


class AddPage(_QuestionForm):
    """A new question of one kind."""

    title = "Новый вопрос"
    done = "Добавили вопрос."

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in Kind.values:
            raise Http404
        return self.kwargs["kind"]

    @cached_property
    def before(self) -> Questions:
        """Return the questions after which the new one stands: all, where none is named."""
        after = self.request.GET.get("after")
        place = next((place for place, one in enumerate(self.questions, 1) if one.code == after), None)
        return self.questions[:place]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"part": self.before[-1].part if self.before else ""}

    def perform(self, form):
        return editing.add_question(
            self.questionnaire,
            form.wording(),
            after=self.before[-1].code if self.before else "",
            version=form.cleaned_data["version"],
            by=self.membership,
        )


@deed(EDIT)
def move(request, key, code):
    """Move a question one place up or down."""
    step = _STEPS.get(request.POST.get("where", ""), 1)
    row = questionnaire_of(request.membership, key)
    editing.move_question(row, code, step, version=sent.version(request.POST), by=request.membership)
    return redirect(f"{reverse('survey_questionnaire_edit', args=[key])}#{code}")


@deed(EDIT)
def remove(request, key, code):
    """Take a question out."""
    row = questionnaire_of(request.membership, key)
    one = editing.remove_question(row, code, version=sent.version(request.POST), by=request.membership)
    messages.success(request, f"Убрали вопрос «{one.text}». Ответы на него остались в прежних опросах.")
    return redirect("survey_questionnaire_edit", key)
