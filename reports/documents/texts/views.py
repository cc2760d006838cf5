"""Pages of a school's own texts: all kinds, one text with its versions, its editor, the way back."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse

from mentoring.accounts.keys import russian_key
from mentoring.accounts.operations import Refused
from mentoring.pages import FormPage, PlainPage
from mentoring.programmes import listed
from mentoring.programmes.models import Programme
from reports.documents import bodies, kinds, listing, numbering, telling
from reports.documents.bodies import Body
from reports.documents.kinds import Kind
from reports.documents.rendering import html
from reports.documents.texts import checks as text_checks
from reports.documents.texts import differing, rewording, school_texts, slots, trying
from reports.documents.texts.form import BackForm, TextForm
from reports.documents.texts.rewording import StaleText
from reports.documents.texts.school_texts import STANDARD, Standing

_PRINTED = "Для печати"
_REAL = "school"
_CHANGED = (
    "Не вернули: пока страница была открыта, текст изменил кто-то ещё. Ниже — чем отличается то, что действует сейчас. "
    "Проверьте и нажмите «Вернуть» снова."
)


def title_of(kind: Kind) -> str:
    return telling.named(kind, kind.title)


def one_kind(code: str) -> Kind:
    """Return the kind of an address."""
    if code not in kinds.KINDS:
        raise Http404
    return kinds.get(code)


class TextsPage(PlainPage):
    """Every kind of papers, and whose words it says."""

    action = "documents.see"
    title = "Тексты документов"
    template_name = "documents/texts.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET.get("q", "")[:100]
        standing = school_texts.all_standing(self.organization)
        found = [one for one in standing.values() if _says(title_of(one.kind), asked)]
        own = sum(one.is_own for one in standing.values())
        return super().get_context_data(asked=asked, groups=_grouped(found), own=own, **kwargs)


def _says(title: str, asked: str) -> bool:
    known = russian_key(title)
    return all(word in known for word in russian_key(asked).split())


def _grouped(found: list[Standing]) -> list[tuple[str, list[dict]]]:
    """Put texts under the journals in which their papers are numbered."""
    headings = numbering.TITLES | {"": _PRINTED}
    lines = [(one.kind.journal, {"title": title_of(one.kind), "stands": one}) for one in found]
    groups = [(title, [line for journal, line in lines if journal == code]) for code, title in headings.items()]
    return [(title, sorted(some, key=lambda line: line["title"])) for title, some in groups if some]


class _Shown:
    """A page that shows a text as a paper: on the data of the school where it is asked for, else on invented ones."""

    def _programme(self, kind: Kind) -> Programme | None:
        """Return the programme on which a text may be shown: to whoever may see such a paper before it is issued."""
        may = listing.sees_drafts(self.membership) and self.membership.can(kind.seen)
        return listed.on_page(self.request) if may else None

    def shown(self, kind: Kind, body: Body) -> dict:
        programme = self._programme(kind)
        real = (self.request.POST.get("look") or self.request.GET.get("on")) == _REAL and programme is not None
        try:
            text_checks.refuse_gone(kind, body)
            tried = trying.on_school(kind, body, programme, self.membership) if real else trying.on_example(kind, body)
        except Refused as refused:
            return {"real": real, "programme": programme, "refused": str(refused)}
        return {"real": real, "programme": programme, "tried": tried, "sheet": html.preview(tried.paper)}


class TextPage(_Shown, PlainPage):
    """The text of one kind as it stands, what it has been, and what each change was."""

    action = "documents.see"
    template_name = "documents/text.html"

    def get_context_data(self, kind, **kwargs):
        stands = school_texts.standing(one_kind(kind).code, self.organization)
        return super().get_context_data(
            title=title_of(stands.kind),
            stands=stands,
            dropped=text_checks.dropped(stands.kind, stands.body),
            **self._versions(stands),
            **self.shown(stands.kind, stands.body),
            **kwargs,
        )

    def _versions(self, stands: Standing) -> dict:
        """Tell the versions; of the one that is asked for, what changed in it."""
        rows = school_texts.versions(stands.kind.code, self.organization)
        asked = self.request.GET.get("version", "")
        number = next((row.version for row in rows if str(row.version) == asked), None)
        if number is None:
            return {"versions": rows, "asked": None, "differences": ()}
        pair = school_texts.bodies_of(stands.kind, (number - 1, number), self.organization)
        differences = differing.differences(*(school_texts.paragraphs(body) for body in pair))
        return {"versions": rows, "asked": number, "differences": differences}


class TextEditPage(_Shown, FormPage):
    """The text of a kind: every paragraph in a field; it is looked at and moved about before it is saved."""

    action = "documents.edit"
    template_name = "documents/text_edit.html"
    form_class = TextForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.stands = school_texts.standing(one_kind(kwargs["kind"]).code, self.organization)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"stands": self.stands}

    def form_valid(self, form):
        """Save; or show the page again with what was typed, a paragraph moved or the paper laid out."""
        where, _, path = self.request.POST.get("move", "").partition(":")
        body = form.typed(path, down=where == "down")
        if not path and "look" not in self.request.POST:
            self.said = body
            return super().form_valid(form)
        text_checks.check(self.stands.kind, body, before=self.stands.body)
        opened = Standing(self.stands.kind, form.cleaned_data["version"], body, is_own=True, is_behind=False)
        again = TextForm(membership=self.membership, stands=opened)
        return self.render_to_response(self.get_context_data(form=again, body=body, unsaved=True))

    def perform(self, form):
        version = form.cleaned_data["version"]
        return rewording.change(self.stands.kind.code, self.said, by=self.membership, version=version)

    def get_context_data(self, body: Body | None = None, **kwargs):
        kind = self.stands.kind
        return super().get_context_data(
            title=f"Изменить текст: {title_of(kind)}",
            stands=self.stands,
            offered=bodies.offered(),
            words=[(f"<{slots.LABELS.get(word, word)}>", slots.EXAMPLES.get(word, "")) for word in self._words()],
            **self.shown(kind, self.stands.body if body is None else body),
            **kwargs,
        )

    def _words(self) -> list[str]:
        """Return the words of the row, but whose paper it is: that one stands only within a placeholder."""
        return sorted(
            text_checks.words_of_row(self.stands.kind) - {"person"}, key=lambda word: slots.LABELS.get(word, word)
        )

    def get_success_url(self):
        gone = text_checks.dropped(self.made.kind, self.made.body)
        saved = f"Сохранили. Новые документы начинаются с этого текста, версия {self.made.version}."
        is_new = self.made.version != self.stands.version
        messages.success(self.request, saved if is_new else "Изменений нет, текст прежний.")
        if gone:
            messages.warning(
                self.request, f"В тексте больше нет слов записи: {', '.join(gone)}. Их в документе не будет."
            )
        return reverse("document_text", args=[self.made.kind.code])


class TextBackPage(FormPage):
    """Say what going back to the standard or an earlier text will change, before it is done."""

    action = "documents.edit"
    template_name = "documents/text_back.html"
    form_class = BackForm

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.kind, self.number = one_kind(kwargs["kind"]), kwargs["number"]
        self.stands = school_texts.standing(self.kind.code, self.organization)

    def get_context_data(self, **kwargs):
        rows = school_texts.versions(self.kind.code, self.organization)
        if self.number not in (STANDARD, *(row.version for row in rows)):
            raise Http404
        [body] = school_texts.bodies_of(self.kind, [self.number], self.organization)
        before, after = (school_texts.paragraphs(one) for one in (self.stands.body, body))
        return super().get_context_data(
            title="Вернуть стандартный текст?" if self.number == STANDARD else f"Вернуть версию {self.number}?",
            name=title_of(self.kind),
            stands=self.stands,
            same=body == self.stands.body,
            differences=differing.differences(before, after),
            **kwargs,
        )

    def perform(self, form):
        version = form.cleaned_data["version"]
        try:
            return rewording.restore(self.kind.code, self.number, by=self.membership, version=version)
        except StaleText as stale:
            raise Refused(_CHANGED) from stale

    def get_success_url(self):
        messages.success(
            self.request, "Вернули. Новые документы начинаются с этого текста; составленные не изменились."
        )
        return reverse("document_text", args=[self.kind.code])
