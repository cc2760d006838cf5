"""The form of a body: every block in a field of its own. Of a document, with its heading and grounds."""

from typing import Any

from django import forms
from django.core import signing

from mentoring.editing import STALE
from reports.documents import bodies, spoken
from reports.documents.bodies import Body
from reports.documents.kinds.body import LONGEST
from reports.documents.models import Document, LegalAct

_SIGNER = signing.Signer(salt="documents.body")
_EMPTY = "Пусто. Напишите текст или отметьте «Убрать»."
_LEVELS = (("1", "1."), ("2", "1.1."))
_PARTS = ("text", "level", "when", "each", "drop", "after")


class BlocksForm(forms.Form):
    """What is typed lies over the body the page was opened with, whatever has been saved meanwhile.

    `whose` tells one text from another; `saved` is its body as it stands, of which `stands` is the version.
    """

    base = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, whose: Any, saved: Body, stands: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.whose, self.saved, self.stands = whose, saved, stands
        self.body = self._opened_with()
        self.initial |= {"base": _SIGNER.sign_object([whose, self.body], compress=True)}
        self.initial.setdefault("version", stands)
        for piece in bodies.pieces(self.body):
            self._add(piece)

    def written(self, text: str) -> str:
        """Write a text as its reader types it."""
        return spoken.spoken(text)

    def coded(self, typed: str) -> str:
        """Return what was typed as it is kept."""
        return spoken.coded(typed)

    def _opened_with(self) -> Body:
        """Return the body that the sent fields belong to."""
        try:
            whose, body = _SIGNER.unsign_object(self.data.get("base", ""))
        except (signing.BadSignature, ValueError):
            return self.saved
        return body if whose == self.whose else self.saved

    def _add(self, piece: bodies.Piece) -> None:
        if piece.text is not None:
            shown = self.written(piece.text)
            self.fields[f"text-{piece.path}"] = forms.CharField(
                label=piece.about.capitalize(),
                initial=shown,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": _rows(shown), "class": "grows"}),
            )
        if piece.kind == "point":
            self.fields[f"level-{piece.path}"] = forms.TypedChoiceField(
                label="Нумерация",
                choices=_LEVELS,
                coerce=int,
                initial=str(piece.level),
                required=False,
                empty_value=1,
                widget=forms.Select(attrs={"class": "w-auto"}),
            )
        if piece.drops:
            self.fields[f"drop-{piece.path}"] = forms.BooleanField(label="Убрать", required=False)
        if piece.is_followed:
            self.fields[f"after-{piece.path}"] = forms.CharField(
                label="Добавить ниже",
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "grows"}),
            )

    def rows(self) -> list[dict]:
        """Give each block with its fields, as the page shows them."""
        return [
            {
                "piece": piece,
                "chips": bodies.chips(piece.text or ""),
                **{name: self[f"{name}-{piece.path}"] for name in _PARTS if f"{name}-{piece.path}" in self.fields},
            }
            for piece in bodies.pieces(self.body)
        ]

    def clean(self):
        cleaned = super().clean()
        for piece in bodies.pieces(self.body):
            name = f"text-{piece.path}"
            if piece.text is None or cleaned.get(f"drop-{piece.path}") or name in self.errors:
                continue
            if not cleaned.get(name, "").strip():
                self.add_error(name, _EMPTY)
        return cleaned

    def clean_version(self):
        version = self.cleaned_data["version"]
        if version != self.stands:
            self.data = self.data.copy()
            self.data["version"] = self.stands
            self._show_saved()
            raise forms.ValidationError(STALE)
        return version

    def _show_saved(self) -> None:
        """Say beside each field that differs what somebody has saved meanwhile."""
        for name, value in self._saved_values().items():
            if name in self.fields and self.data.get(name, value).split() != value.split():
                said = dict(getattr(self.fields[name], "choices", ())).get(value, value)
                self.fields[name].help_text = f"Сохранено сейчас: {said}"

    def _saved_values(self) -> dict[str, str]:
        """Return what stands now by the names of the fields; a piece has only some of them."""
        values = {}
        for piece in bodies.pieces(self.saved):
            values |= {f"level-{piece.path}": str(piece.level)}
            values |= {f"{rule}-{piece.path}": getattr(piece, rule) for rule in bodies.RULES}
            values |= {f"text-{piece.path}": self.written(piece.text)} if piece.text is not None else {}
        return values

    def changes(self, moved: str = "", *, down: bool = False) -> bodies.Changes:
        """Return what was typed as the value that bodies understand."""
        typed = {
            name: self.coded(value) if name.startswith(("text-", "after-")) else value
            for name, value in self.cleaned_data.items()
        }
        paths = [piece.path for piece in bodies.pieces(self.body)]
        return bodies.Changes(
            texts={path: typed[f"text-{path}"].strip() for path in paths if typed.get(f"text-{path}", "").strip()},
            levels={path: typed[f"level-{path}"] for path in paths if typed.get(f"level-{path}")},
            rules={
                (path, rule): typed[f"{rule}-{path}"]
                for path in paths
                for rule in bodies.RULES
                if f"{rule}-{path}" in typed
            },
            dropped=frozenset(path for path in paths if typed.get(f"drop-{path}")),
            added={path: typed[f"after-{path}"] for path in paths if typed.get(f"after-{path}")},
            moved=moved,
            down=down,
        )


class BodyForm(BlocksForm):
    """The words of a document: its heading, its grounds, its blocks."""

    title = forms.CharField(
        label="Заголовок",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="О чём документ, без точки: «О внедрении …».",
        error_messages={"required": "Напишите, о чём документ."},
    )
    grounds = forms.ModelMultipleChoiceField(
        label="На основании",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Такого основания в списке нет. Откройте страницу заново."},
    )
    field_order = ("title", "grounds")

    def __init__(self, *args, membership, document: Document, **kwargs):
        super().__init__(*args, whose=document.pk, saved=document.body, stands=document.version, **kwargs)
        self.document = document
        self.fields["grounds"].queryset = LegalAct.objects.visible_to(membership)
        self.initial |= {"title": document.title, "grounds": list(document.grounds.values_list("act", flat=True))}

    @property
    def rests_on_acts(self) -> bool:
        """Whether the text has a place where legal acts are named."""
        return any(piece.kind == "preamble" for piece in bodies.pieces(self.body))

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def _saved_values(self) -> dict[str, str]:
        return {"title": self.document.title} | super()._saved_values()


def _rows(text: str) -> int:
    return max(1, min(8, len(text) // 75 + 1))
