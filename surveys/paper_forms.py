"""The form of one paper: every question is a field to type into."""

from dataclasses import dataclass

from django import forms

from mentoring.accounts import schooldays
from mentoring.choosing import DayInput
from mentoring.pages import PageForm
from surveys import answer_forms, filling, keying
from surveys.answer_forms import Ask
from surveys.filling import Raw

_DAY = "Укажите день с бланка."


@dataclass(frozen=True)
class Field:
    """Where one answer is typed: a question, a line of its table or a place for a person."""

    name: str
    label: str
    value: str
    ask: Ask
    is_first: bool
    options: tuple[answer_forms.Choice, ...] = ()

    @property
    def hint(self) -> str:
        return keying.hint(self.ask.item)

    @property
    def longest(self) -> int:
        return keying.longest(self.ask.item)


class KeyForm(PageForm):
    """The day on the paper and all its answers."""

    on = forms.DateField(label="день на бланке", widget=DayInput, error_messages={"required": _DAY, "invalid": _DAY})

    def __init__(self, *args, questions, kept: dict[str, Raw], **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.faults = questions, {}
        self.initial.setdefault("on", schooldays.today(self.membership.organization))
        self.typed = (
            self._sent() if self.is_bound else {one.code: keying.typed_of(one, kept.get(one.code)) for one in questions}
        )

    def _sent(self) -> dict[str, Raw]:
        """Return what was typed: a text, or a text for each line of a table and each place for a person."""
        sent = answer_forms.sent(self.questions, self.data)
        names = {one.code: answer_forms.name_of(one) for one in self.questions if one.kind == filling.MANY}
        return sent | {code: self.data.get(name, "") for code, name in names.items()}

    @property
    def raws(self) -> dict[str, Raw]:
        return {one.code: keying.raw_of(one, self.typed[one.code]) for one in self.questions}

    def clean(self):
        self.faults = filling.fill(self.questions, self.raws).faults
        if self.faults:
            raise forms.ValidationError("Не сохранено: проверьте отмеченные ответы по бланку.")
        return super().clean()

    def fields_of_paper(self) -> list[Field]:
        """Lay all questions out as fields in the order of the paper."""
        found = []
        for ask in answer_forms.laid(self.questions, {}, self.faults):
            item, typed = ask.item, self.typed[ask.item.code]
            if item.kind not in (filling.MATRIX, filling.PERSON):
                found.append(Field(ask.name, item.text, str(typed), ask, True))
                continue
            given = [*(typed or []), *[""] * len(ask.lines)]
            for place, line in enumerate(ask.lines):
                options = line.choices if item.kind == filling.PERSON else ()
                found.append(Field(line.name, line.words, str(given[place]), ask, place == 0, options))
        return found
