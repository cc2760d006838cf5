"""The form of a document's words: its heading, its grounds, every block in a field of its own."""

from django import forms
from django.core import signing

from mentoring.editing import STALE
from reports.documents import bodies, spoken
from reports.documents.kinds.body import LONGEST
from reports.documents.models import Document, LegalAct

_SIGNER = signing.Signer(salt="documents.body")
_EMPTY = "Пусто. Напишите текст или отметьте «Убрать»."
_LEVELS = (("1", "1."), ("2", "1.1."))


class BodyForm(forms.Form):
    """What is typed lies over the body the page was opened with, whatever has been saved meanwhile."""

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
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, membership, document: Document, **kwargs):
        super().__init__(*args, **kwargs)
        self.document = document
        self.body = self._opened_with()
        self.fields["grounds"].queryset = LegalAct.objects.visible_to(membership)
        self.initial |= {
            "title": document.title,
            "grounds": list(document.grounds.values_list("act", flat=True)),
            "base": _SIGNER.sign_object([document.pk, document.body], compress=True),
            "version": document.version,
        }
        for piece in bodies.pieces(self.body):
            self._add(piece)

    def _opened_with(self) -> bodies.Body:
        """Return the body that the sent fields belong to."""
        try:
            document, body = _SIGNER.unsign_object(self.data.get("base", ""))
        except (signing.BadSignature, ValueError):
            return self.document.body
        return body if document == self.document.pk else self.document.body

    def _add(self, piece: bodies.Piece) -> None:
        if piece.text is not None:
            self.fields[f"text-{piece.path}"] = forms.CharField(
                label=piece.about.capitalize(),
                initial=spoken.spoken(piece.text),
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": _rows(piece.text), "class": "grows"}),
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

    @property
    def rests_on_acts(self) -> bool:
        """Whether the text has a place where legal acts are named."""
        return any(piece.kind == "preamble" for piece in bodies.pieces(self.body))

    def rows(self) -> list[dict]:
        """Give each block with its fields, as the page shows them."""
        return [
            {
                "piece": piece,
                "chips": bodies.chips(piece.text or ""),
                **{
                    name: self[f"{name}-{piece.path}"]
                    for name in ("text", "level", "drop", "after")
                    if f"{name}-{piece.path}" in self.fields
                },
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

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_version(self):
        version = self.cleaned_data["version"]
        if version != self.document.version:
            self.data = self.data.copy()
            self.data["version"] = self.document.version
            self._show_saved()
            raise forms.ValidationError(STALE)
        return version

    def _show_saved(self) -> None:
        """Say beside each field that differs what somebody has saved meanwhile."""
        pieces = bodies.pieces(self.document.body)
        saved = {f"text-{piece.path}": spoken.spoken(piece.text) for piece in pieces if piece.text is not None}
        for name, text in {"title": self.document.title, **saved}.items():
            if name in self.fields and self.data.get(name, "").split() != text.split():
                self.fields[name].help_text = f"Сохранено сейчас: {text}"

    def changes(self, moved: str = "", *, down: bool = False) -> bodies.Changes:
        """Return what was typed as the value that bodies understand."""
        typed = {
            name: spoken.coded(value) if name.startswith(("text-", "after-")) else value
            for name, value in self.cleaned_data.items()
        }
        paths = [piece.path for piece in bodies.pieces(self.body)]
        return bodies.Changes(
            texts={path: typed[f"text-{path}"].strip() for path in paths if typed.get(f"text-{path}", "").strip()},
            levels={path: typed[f"level-{path}"] for path in paths if typed.get(f"level-{path}")},
            dropped=frozenset(path for path in paths if typed.get(f"drop-{path}")),
            added={path: typed[f"after-{path}"] for path in paths if typed.get(f"after-{path}")},
            moved=moved,
            down=down,
        )


def _rows(text: str) -> int:
    return max(1, min(8, len(text) // 75 + 1))
