"""Forms of the road from a document to a plan: the file, what was read, one row of it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django import forms

from mentoring.accounts import files
from mentoring.calendar.resolving import Rule
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from roadmap import adopting, asking, correcting, enclosed, uploading
from roadmap.asking import Ask
from roadmap.models import STAGES, Roadmap, Upload
from roadmap.readers.draft import Plan
from roadmap.reviewing import Review
from roadmap.sheets import Event, Section
from roadmap.uploading import PASTED, Reading

TAKEN_TYPES = ".docx,.xlsx,.pdf,.txt"
DROP = "drop"
_TICK = {"class": "form-check-input"}
_MOVING = [
    (Rule.LATER, "перенести на рабочий день позже"),
    (Rule.EARLIER, "перенести на рабочий день раньше"),
    (Rule.KEEP, "не переносить"),
]
_SMALL = {"class": "form-control form-control-sm"}


class UploadForm(PageForm):
    """A document, or its text put in by hand."""

    file = forms.FileField(
        label="Файл плана",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"class": "form-control", "accept": TAKEN_TYPES}),
        help_text="Word, Excel, PDF или текст, до 20 МБ. Приказ с планом внутри тоже подойдёт.",
    )
    text = forms.CharField(
        label="Или вставьте текст плана",
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 4}),
        help_text="Таблицу можно скопировать прямо из документа: столбцы сохранятся.",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > files.LIMIT:
            raise forms.ValidationError(
                f"«{files.clean_name(file.name)}»: больше 20 МБ. Уменьшите файл: уберите из него снимки."
            )
        return file

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("file", "Выберите файл плана или вставьте его текст.")
        return cleaned

    def document(self) -> tuple[str, bytes]:
        """Return the name and the bytes to be read."""
        file = self.cleaned_data["file"]
        return (file.name, file.read()) if file else (PASTED, self.cleaned_data["text"].encode())


def _slug(key: str) -> str:
    """Make a name for a field out of words in Russian."""
    return hashlib.sha256(key.encode()).hexdigest()[:10]


@dataclass(frozen=True)
class Asked:
    """A question with its fields on the page."""

    ask: Ask
    field: forms.BoundField
    alike: forms.BoundField | None


@dataclass(frozen=True)
class OtherPlan:
    index: int
    plan: Plan
    field: forms.BoundField


@dataclass(frozen=True)
class CountColumn:
    words: str
    field: forms.BoundField


class CheckForm(forms.Form):
    """Answers about the whole document: its title and period, its dates, its other plans and tables."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label="Название плана",
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
        error_messages={"required": "Напишите название плана."},
    )
    start = forms.DateField(label="Начало", widget=DayInput(attrs={"class": "form-control"}))
    end = forms.DateField(label="Окончание", widget=DayInput(attrs={"class": "form-control"}))
    moving = forms.ChoiceField(
        label="Срок, который выпал на выходной",
        choices=_MOVING,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self, *args, upload: Upload, found: Reading, review: Review, adopted: Roadmap | None, membership, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.upload, self.found, self.review = upload, found, review
        self.initial |= {
            "version": upload.version,
            "title": found.title,
            "start": found.period.start,
            "end": found.period.end,
            "moving": uploading.rule_of(upload).value,
        }
        for ask in review.asks:
            self._add_question(ask)
        self._add_plans()
        self._add_edition(adopted)
        self._add_tables()

    def _add_question(self, ask: Ask) -> None:
        name = f"ask-{_slug(ask.key)}"
        self.fields[name] = forms.ChoiceField(
            label=ask.text,
            choices=[(choice.value, choice.label) for choice in ask.choices],
            initial=ask.chosen,
            widget=forms.RadioSelect(attrs=_TICK),
            error_messages={"required": "Выберите один ответ.", "invalid_choice": "Выберите ответ из списка."},
        )
        if ask.others:
            self.fields[f"{name}-alike"] = forms.BooleanField(
                label="", required=False, initial=True, widget=forms.CheckboxInput(attrs=_TICK)
            )

    def _add_plans(self) -> None:
        plans = self.found.draft.plans
        if len(plans) < 2:
            return
        self.fields["plan"] = forms.ChoiceField(
            label="Какой план вести",
            choices=[(str(index), _named(plan)) for index, plan in enumerate(plans)],
            initial=str(self.found.index),
            widget=forms.RadioSelect(attrs=_TICK),
        )
        fates = self.upload.answers.get("others", {})
        for index, plan in enumerate(plans):
            choices = [("", "оставить в документе"), (adopting.SECOND, "вести вторым планом рядом")]
            if plan.is_matrix:
                choices.insert(1, (adopting.CHECKS, "сделать контрольным списком этапов"))
            self.fields[f"fate-{index}"] = forms.ChoiceField(
                label=f"Что сделать с планом «{_named(plan)}»",
                choices=choices,
                initial=fates.get(str(index), ""),
                required=False,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    def _add_edition(self, adopted: Roadmap | None) -> None:
        if adopted is None:
            return
        self.fields["edition"] = forms.ChoiceField(
            label="В программе уже есть план. Что это за документ?",
            choices=[
                ("new", "его новая редакция: покажем разницу, отметки останутся"),
                ("beside", "второй план рядом с ним"),
            ],
            initial="new" if self.upload.against_id else "beside",
            widget=forms.RadioSelect(attrs=_TICK),
        )

    def _add_tables(self) -> None:
        draft, answers = self.found.draft, self.upload.answers
        if draft.contingent:
            said = answers.get("contingent")
            self.fields["contingent"] = forms.BooleanField(
                label="Перенести в контингент школы",
                required=False,
                initial=said is not None,
                widget=forms.CheckboxInput(attrs=_TICK),
            )
            for index, (words, _, day) in enumerate(enclosed.columns_of(draft.contingent)):
                kept = said[index] if said else (day.isoformat() if day else "")
                self.fields[f"day-{index}"] = forms.DateField(
                    label=words or f"столбец {index + 1}",
                    required=False,
                    initial=kept or None,
                    widget=DayInput(attrs=_SMALL),
                )
        if draft.working_group:
            self.fields["group"] = forms.BooleanField(
                label="Перенести в рабочую группу программы",
                required=False,
                initial=answers.get("group") is not None,
                widget=forms.CheckboxInput(attrs=_TICK),
            )

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "Окончание раньше начала. Проверьте период плана.")
        if start and end and (end - start).days > 366 * 11:
            self.add_error("end", "План длиннее одиннадцати лет. Проверьте годы периода.")
        return cleaned

    @property
    def period_fields(self) -> list[forms.BoundField]:
        return [self["start"], self["end"]]

    @property
    def asked(self) -> list[Asked]:
        names = [(ask, f"ask-{_slug(ask.key)}") for ask in self.review.asks]
        return [Asked(ask, self[name], self[f"{name}-alike"] if ask.others else None) for ask, name in names]

    @property
    def other_plans(self) -> list[OtherPlan]:
        return [
            OtherPlan(index, plan, self[f"fate-{index}"])
            for index, plan in enumerate(self.found.draft.plans)
            if f"fate-{index}" in self.fields
        ]

    @property
    def count_columns(self) -> list[CountColumn]:
        names = [name for name in self.fields if name.startswith("day-")]
        return [CountColumn(self.fields[name].label, self[name]) for name in names]

    def answers(self) -> dict[str, Any]:
        """Return everything answered, laid over what was answered before."""
        given = self.cleaned_data
        said: dict[str, Any] = dict(self.upload.answers)
        for ask in self.review.asks:
            name = f"ask-{_slug(ask.key)}"
            said = asking.answered(ask, given[name], alike=given.get(f"{name}-alike", True), before=said)
        said["title"] = " ".join(given["title"].split())
        said["moving"] = given["moving"]
        said["period"] = {"start": given["start"].isoformat(), "end": given["end"].isoformat()}
        if "plan" in self.fields:
            count = len(self.found.draft.plans)
            fates = {str(index): given[f"fate-{index}"] for index in range(count) if str(index) != given["plan"]}
            said["others"] = {index: fate for index, fate in fates.items() if fate}
        if "contingent" in self.fields:
            days = [given[name] for name in self.fields if name.startswith("day-")]
            said["contingent"] = [day.isoformat() if day else "" for day in days] if given["contingent"] else None
        if "group" in self.fields:
            said["group"] = (self.upload.answers.get("group") or {}) if given["group"] else None
        return said

    @property
    def plan_index(self) -> int:
        return int(self.cleaned_data.get("plan") or self.found.index)

    @property
    def period_changed(self) -> bool:
        period = self.found.period
        return (self.cleaned_data["start"], self.cleaned_data["end"]) != (period.start, period.end)


def _named(plan: Plan) -> str:
    return f"{plan.title or plan.place} ({'по этапам' if plan.is_matrix else len(plan.events)})"


def _long(label: str) -> forms.CharField:
    area = forms.Textarea(attrs=_SMALL | {"rows": 2})
    return forms.CharField(label=label, required=False, max_length=8000, widget=area)


class RowForm(forms.Form):
    """One row of the document in its own words, to be corrected in place."""

    kind = forms.ChoiceField(
        label="Что это",
        choices=[
            (correcting.EVENT, "мероприятие"),
            (correcting.SECTION, "заголовок раздела"),
            (DROP, "не для плана, убрать"),
        ],
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )
    number = forms.CharField(label="№", required=False, max_length=40, widget=forms.TextInput(attrs=_SMALL))
    title = forms.CharField(
        label="Мероприятие",
        max_length=8000,
        widget=forms.Textarea(attrs=_SMALL | {"rows": 3}),
        error_messages={"required": "Напишите, что надо сделать, или уберите строку из плана."},
    )
    due = forms.CharField(
        label="Срок",
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs=_SMALL),
        help_text="Как в документе: «до 10 сентября», «1 раз в квартал», «ноябрь 2026».",
    )
    responsible = forms.CharField(
        label="Ответственный", required=False, max_length=4000, widget=forms.TextInput(attrs=_SMALL)
    )
    goal = _long("Цель")
    task = _long("Задача")
    result = _long("Результат")
    indicator = _long("Показатель")
    stage = forms.TypedChoiceField(
        label="Этап программы",
        choices=[("", "не этап программы"), *((number, f"{number}. {title}") for number, title in STAGES)],
        required=False,
        widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
    )

    def __init__(self, *args, line: Section | Event, read: Section | Event, columns: frozenset[str], **kwargs):
        """`line` is the row as it stands, `read` as the document has it; `columns` are those the document has."""
        super().__init__(*args, prefix="row", **kwargs)
        self.read = read
        self.initial |= _facts(line)
        unused = {"goal", "task", "stage"} if isinstance(line, Event) else {"due", "responsible", "indicator"}
        if isinstance(line, Event):
            unused |= {name for name in ("result", "indicator") if name not in columns and not self.initial[name]}
        for name in unused:
            del self.fields[name]
        if isinstance(line, Section):
            self.fields["title"].label = "Заголовок"

    def fixes(self) -> dict[str, Any]:
        """Return only what differs from the words of the document."""
        given = {name: _tidy(value) for name, value in self.cleaned_data.items()}
        if given.pop("kind") == DROP:
            return {"dropped": True}
        own = _facts(self.read)
        fixes = {name: value for name, value in given.items() if value != _tidy(own.get(name, ""))}
        if self.cleaned_data["kind"] != own["kind"]:
            fixes["kind"] = self.cleaned_data["kind"]
        return fixes


def _tidy(value: Any) -> str:
    return " ".join(str(value or "").split())


def _facts(line: Section | Event) -> dict[str, Any]:
    if isinstance(line, Section):
        names = ("number", "title", "goal", "task", "result", "stage")
        return {name: getattr(line, name) or "" for name in names} | {"kind": correcting.SECTION}
    return {
        "kind": correcting.EVENT,
        "number": line.number,
        "title": line.title,
        "due": line.due.raw,
        "responsible": line.responsible_text,
        "result": line.result_text,
        "indicator": line.indicator_text,
    }
