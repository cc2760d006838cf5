"""The form of a school's text of a kind: words, numbering, and when a paragraph is printed and for what repeated."""

from django import forms

from mentoring.accounts.models import Membership
from reports.documents import bodies
from reports.documents.body_form import BlocksForm
from reports.documents.rendering import said
from reports.documents.texts import checks as text_checks
from reports.documents.texts import slots
from reports.documents.texts.school_texts import Standing


class TextForm(BlocksForm):
    """A standing text, or one that is being typed, opened as if it stood."""

    def __init__(self, *args, membership: Membership, stands: Standing, **kwargs):
        self.kind = stands.kind
        self.conditions = [("", "всегда"), *text_checks.conditions(self.kind).items()]
        self.repeats = [("", "один раз"), *text_checks.repeats(self.kind).items()]
        whose = f"{membership.organization_id}/{self.kind.code}"
        super().__init__(*args, whose=whose, saved=stands.body, stands=stands.version, **kwargs)

    def written(self, text: str) -> str:
        return slots.spoken(super().written(text)) if self.kind.subject else super().written(text)

    def coded(self, typed: str) -> str:
        typed = said.clean(typed)
        return super().coded(slots.coded(typed) if self.kind.subject else typed)

    def _add(self, piece: bodies.Piece) -> None:
        super()._add(piece)
        if piece.moves:
            self._choose(piece, "when", "Печатать", self.conditions)
            self._choose(piece, "each", "Повторять", self.repeats)

    def _choose(self, piece: bodies.Piece, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[f"{name}-{piece.path}"] = forms.ChoiceField(
            label=label, choices=choices, initial=getattr(piece, name), required=False
        )

    def typed(self, moved: str = "", *, down: bool = False) -> bodies.Body:
        """Return the text as it was typed, one block moved."""
        return bodies.rewritten(self.body, self.changes(moved, down=down))


class BackForm(forms.Form):
    """The version that somebody looked at when they went back to an earlier one."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, membership: Membership, **kwargs):
        super().__init__(*args, **kwargs)
