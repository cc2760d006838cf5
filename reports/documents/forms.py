"""Forms of the pages of documents: what is asked for a deed, and the filter of the register."""

import re

from django import forms
from django.utils.dateparse import parse_date

from mentoring.accounts.models import StoredFile
from mentoring.accounts.operations import Refused
from mentoring.choosing import DayInput
from mentoring.people.declension.cases import QUESTIONS, QUESTIONS_OF_THINGS, Case
from reports.documents import kinds, numbering, telling
from reports.documents.models import Journal

_DAY = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)")
_TWO_ROWS = {"rows": 2}


def checked(form: forms.Form) -> dict:
    """Return what a form understood; its first complaint is a refusal."""
    if not form.is_valid():
        name, problem = next(iter(form.errors.items()))
        label = form.fields[name].label if name in form.fields else ""
        raise Refused(f"Не сохранено. {label}: {problem[0]}" if label else f"Не сохранено. {problem[0]}")
    return form.cleaned_data


class VersionForm(forms.Form):
    """The state of the text that somebody looked at when they pressed the button."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    warnings = forms.BooleanField(required=False, widget=forms.HiddenInput)


class RemarksForm(forms.Form):
    remarks = forms.CharField(
        label="Что исправить",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Замечание увидит тот, кто составил документ.",
        error_messages={"required": "Напишите, что исправить: без этого возвращать нечего."},
    )


class DayForm(forms.Form):
    """The date of a document; one before that of the number before is asked once more."""

    on = forms.DateField(label="Дата документа", widget=DayInput, error_messages={"required": "Укажите дату."})
    earlier = forms.BooleanField(label="Да, дата раньше предыдущего номера", required=False)

    @classmethod
    def offered(cls, today, asked: str) -> "DayForm":
        """Return the form for a page: of today, or of the earlier day that was asked for."""
        day = parse_date(asked) if _DAY.fullmatch(asked) else None
        form = cls(auto_id="day_%s", initial={"on": day or today})
        form.asks_earlier = day is not None
        return form


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Почему отменяете",
        max_length=1000,
        widget=forms.Textarea(attrs=_TWO_ROWS),
        help_text="Причина войдёт в текст отменяющего документа.",
        error_messages={"required": "Напишите причину: она войдёт в документ."},
    )


class ScanForm(forms.Form):
    scan = forms.FileField(
        label="Скан подписанного документа",
        help_text="PDF или снимок, до 20 МБ.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        error_messages={"required": "Выберите файл."},
    )


class SignatureForm(forms.Form):
    """A detached signature, and which file of the act it signs."""

    of = forms.ChoiceField(
        label="Какой файл подписан",
        error_messages={
            "required": "Выберите подписанный файл.",
            "invalid_choice": "Этого файла у документа нет. Откройте страницу заново.",
        },
    )
    signature = forms.FileField(
        label="Файл подписи",
        help_text="Отсоединённая подпись .sig или .p7s.",
        widget=forms.FileInput(attrs={"accept": ".sig,.p7s"}),
        error_messages={"required": "Выберите файл подписи."},
    )

    def __init__(self, *args, own: list[StoredFile], **kwargs):
        super().__init__(*args, **kwargs)
        self.own = {file.public_id: file for file in own}
        self.fields["of"].choices = [(key, file.name) for key, file in self.own.items()]

    def clean_of(self) -> StoredFile:
        return self.own[self.cleaned_data["of"]]


class SheetForm(forms.Form):
    """Who has put their hand on the printed list, and when."""

    people = forms.ModelMultipleChoiceField(
        label="Кто расписался",
        queryset=None,
        error_messages={
            "required": "Отметьте тех, кто расписался.",
            "invalid_choice": "Этого человека в листе нет. Откройте страницу заново.",
            "invalid_pk_value": "Этого человека в листе нет. Откройте страницу заново.",
        },
    )
    on = forms.DateField(label="Когда", widget=DayInput, error_messages={"required": "Укажите день."})

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class SeveralForm(forms.Form):
    """Several documents ticked in the list of the head."""

    documents = forms.ModelMultipleChoiceField(
        label="Документы",
        queryset=None,
        to_field_name="public_id",
        error_messages={
            "required": "Отметьте документы, которые утверждаете.",
            "invalid_choice": "Один из документов уже не ждёт утверждения. Откройте страницу заново.",
        },
    )

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["documents"].queryset = waiting


class WordForm(forms.Form):
    """One name, position or organization in one case."""

    text = forms.CharField(
        label="Как правильно",
        max_length=600,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Напишите, как правильно, или вернитесь к предложенному."},
    )

    def __init__(self, *args, membership, case: Case, of_thing: bool, **kwargs):
        super().__init__(*args, **kwargs)
        question = (QUESTIONS_OF_THINGS if of_thing else QUESTIONS)[case]
        if of_thing:
            self.fields["text"].widget = forms.Textarea(attrs={"rows": 3})
        self.fields["text"].help_text = f"Падеж отвечает на вопрос «{question}». Пишите полностью."


class ActsFilter(forms.Form):
    """What to show of the register; a value nobody offers shows everything."""

    q = forms.CharField(
        label="Найти",
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"placeholder": "Номер или слово из заголовка"}),
    )
    journal = forms.ModelChoiceField(label="Журнал", queryset=None, required=False, empty_label="Все")
    year = forms.TypedChoiceField(label="Год", coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label="Вид", required=False)

    def __init__(self, *args, membership, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["journal"].queryset = Journal.objects.visible_to(membership)
        self.fields["year"].choices = [("", "Все"), *((year, year) for year in years)]
        self.fields["kind"].choices = [
            ("", "Все"),
            *((code, telling.named(kind, kind.title)) for code, kind in kinds.KINDS.items()),
        ]

    def chosen(self) -> dict:
        """Return what was asked for, without what nobody offers."""
        self.is_valid()
        given = {"journal": None, "year": None, "kind": "", "q": ""} | self.cleaned_data
        return {"journal": given["journal"], "year": given["year"], "kind": given["kind"], "asked": given["q"]}


class OutsideForm(forms.Form):
    """Numbers that stand on papers made elsewhere."""

    journal = forms.ChoiceField(
        label="Журнал", error_messages={"invalid_choice": "Такого журнала нет. Выберите из списка."}
    )
    year = forms.IntegerField(
        label="Год", min_value=2000, max_value=2100, error_messages={"required": "Укажите год нумерации."}
    )
    first = forms.IntegerField(
        label="С номера", min_value=1, max_value=99999, error_messages={"required": "Укажите порядковый номер."}
    )
    last = forms.IntegerField(
        label="По номер",
        min_value=1,
        max_value=99999,
        required=False,
        help_text="Пусто, если номер один.",
    )
    reason = forms.CharField(
        label="Что это за документы",
        max_length=300,
        help_text="Например: «приказы по основной деятельности за сентябрь, журнал на бумаге».",
        error_messages={"required": "Напишите, на каких документах стоят эти номера."},
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        usual = {kind.journal: numbering.TITLES.get(kind.journal, kind.journal) for kind in kinds.KINDS.values()}
        kept = {journal.code: journal.title for journal in Journal.objects.visible_to(membership)}
        self.fields["journal"].choices = list((usual | kept).items())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("last") is None and "last" not in self.errors:
            cleaned["last"] = cleaned.get("first")
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "«По номер» меньше, чем «с номера». Поменяйте их местами.")
        return cleaned
