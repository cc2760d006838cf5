"""Pages on which the words of a document, or one declined name in it, are put right."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring.pages import FormPage
from mentoring.people import declining
from mentoring.people.declension.cases import CASE_WORDS, OBLIQUE, Case
from mentoring.people.models import Person, Position
from reports.documents import bodies, drafting, listing, telling
from reports.documents.body_form import BodyForm
from reports.documents.forms import WordForm
from reports.documents.models import Document

_DECLINED = {"person": Person, "position": Position}


def declined(membership, word: str) -> tuple[declining.Declined, Case]:
    """Return what the mark of a word names, a person, a position or a name of the school, and the case."""
    what, _, rest = word.partition(":")
    pk, _, case = rest.partition(":")
    if case not in OBLIQUE:
        raise Http404
    if what == "organization" and pk in declining.Naming:
        return declining.OwnName(membership.organization, declining.Naming(pk)), Case(case)
    if what not in _DECLINED or not pk.isdecimal() or len(pk) > 18:
        raise Http404
    return get_object_or_404(_DECLINED[what].objects.visible_to(membership), pk=pk), Case(case)


def after_word(request, document: Document) -> str:
    """Return the page from which the head or the curator came to a word."""
    waits = document.state == Document.State.SUBMITTED and request.membership.can("documents.approve")
    return reverse("sign" if waits else "document", args=[document.public_id])


class WordPage(FormPage):
    """One declined name or position: how it stands, and how it should for ever."""

    action = "documents.decline"
    template_name = "documents/word.html"
    form_class = WordForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.document = listing.one(self.membership, kwargs["public_id"])
        self.row, self.case = declined(self.membership, kwargs["word"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"case": self.case, "of_thing": isinstance(self.row, declining.OwnName)}

    def get_initial(self):
        kept = declining.kept(self.row)
        return {"text": kept.get(self.case) or declining.proposed(self.row, self.case)}

    def get_context_data(self, **kwargs):
        kept = declining.kept(self.row).get(self.case, "")
        return super().get_context_data(
            title="Исправить в документе",
            document=self.document,
            name=telling.name(self.document),
            row=self.row,
            word=self.kwargs["word"],
            case=CASE_WORDS[self.case],
            proposed=declining.proposed(self.row, self.case),
            kept=kept,
            up=after_word(self.request, self.document),
            **kwargs,
        )

    def perform(self, form):
        kept = declining.correct(self.row, self.case, form.cleaned_data["text"], by=self.membership)
        messages.success(self.request, f"Запомнили: {kept.text}. Так будет во всех документах, где нужен этот падеж.")
        return kept

    def get_success_url(self):
        return after_word(self.request, self.document)


class EditPage(FormPage):
    """The words of a document that has no number yet: every block in a field, its order by buttons."""

    action = "documents.edit"
    title = "Изменить текст"
    template_name = "documents/edit.html"
    form_class = BodyForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.document = listing.one(self.membership, kwargs["public_id"])

    def get(self, request, *args, **kwargs):
        if self.document.state not in drafting.OPEN:
            messages.info(request, "Текст правят в черновике. Отзовите документ с утверждения, чтобы изменить его.")
            return redirect("document", self.document.public_id)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"document": self.document}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            document=self.document, name=telling.name(self.document), offered=bodies.offered(), **kwargs
        )

    def perform(self, form):
        where, _, path = self.request.POST.get("move", "").partition(":")
        self.moved = path
        said = form.cleaned_data
        return drafting.edit(
            self.document,
            by=self.membership,
            version=said["version"],
            title=said["title"],
            body=bodies.rewritten(form.body, form.changes(path, down=where == "down")),
            grounds=list(said["grounds"]),
        )

    def get_success_url(self):
        if self.moved:
            return reverse("document_edit", args=[self.document.public_id])
        messages.success(self.request, "Сохранили текст.")
        return reverse("document", args=[self.document.public_id])
