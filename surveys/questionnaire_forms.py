"""What is asked of those who change questionnaires: words of a questionnaire, of a part, of one question."""

from collections.abc import Mapping

from django import forms

from mentoring.editing import STALE
from mentoring.pages import PageForm
from mentoring.programmes.models import MentoringForm
from surveys import learning
from surveys.models import Question, Questionnaire
from surveys.wording import CHOICES, OWN, POINTS, Questions, Wording

Kind, Moment = Question.Kind, Questionnaire.Moment

# What a kind is good for, said to whoever chooses one.
ABOUT = {
    Kind.SCALE: "От 1 до 10, от 1 до 5 или от 0 до 2, со словами у обоих концов. Можно сравнивать до и после.",
    Kind.YES_NO: "От ответа могут зависеть следующие вопросы.",
    Kind.ONE: "Из вашего списка выбирают одно.",
    Kind.MANY: "Из вашего списка выбирают всё, что подходит.",
    Kind.SHORT: "Одна строка.",
    Kind.LONG: "Несколько предложений.",
    Kind.NUMBER: "Сколько чего-то: встреч, пар, процентов.",
    Kind.DATE: "День, месяц и год.",
    Kind.PERSON: "Кого из наставников или наставляемых программы назовут.",
    Kind.MATRIX: "Несколько строк с одной шкалой.",
}
_ALWAYS = ("text", "help", "part", "required", "condition", "version")
_SCALE = ("low", "high", "low_words", "high_words", "pair_code")
_OF_KIND = {
    Kind.SCALE: (*_SCALE, "reverse", "satisfaction", "finding"),
    Kind.MATRIX: ("rows", *_SCALE),
    Kind.ONE: ("options", "trait"),
    Kind.MANY: ("options", "trait"),
    Kind.SHORT: ("trait",),
    Kind.YES_NO: ("finding",),
    Kind.PERSON: ("register", "most", "trait"),
}
_MAY_REST_ON = ("yes_no", *CHOICES)
_TWINS = {Moment.ENTRY: Moment.EXIT, Moment.EXIT: Moment.ENTRY}
_ONE_LINE_EACH = forms.Textarea(attrs={"rows": 5})
_CHOICE = {"invalid_choice": "Такого варианта в списке нет. Откройте страницу заново."}
_WHOLE = {"invalid": "Напишите целое число.", "required": "Напишите число."}


class KeptForm(PageForm):
    """A form of what two people may edit: a late one keeps what was typed and says what stands now."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, questionnaire: Questionnaire, **kwargs):
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        self.initial["version"] = questionnaire.version

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("version") != self.questionnaire.version:
            self.add_error(None, STALE)
            for name, field in self.fields.items():
                now = self.initial.get(name, field.initial)
                if name != "version" and field.has_changed(now, self.data.get(name)):
                    self[name].help_text = field.help_text = f"Сохранено сейчас: {_said(field, now)}"
            self.data = self.data.copy()
            self.data["version"] = self.questionnaire.version
        return cleaned


def _said(field: forms.Field, value) -> str:
    """Say a value as whoever filled the form in sees it."""
    if isinstance(field, forms.BooleanField):
        return "да" if value else "нет"
    if isinstance(field, forms.ChoiceField):
        return next((words for key, words in _flat(field.choices) if key == value), "") or "пусто"
    return str(value or "").replace("\n", "; ") or "пусто"


def _flat(choices) -> list[tuple[str, str]]:
    return [one for key, words in choices for one in (words if isinstance(words, list) else [(key, words)])]


class RewordForm(KeptForm):
    """The title of a questionnaire and what stands before its questions."""

    title = forms.CharField(
        label="Название", max_length=200, error_messages={"required": "Напишите, как называется анкета."}
    )
    intro = forms.CharField(
        label="Вступление",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Стоит перед первым вопросом: зачем спрашиваем и сколько это займёт.",
    )


class PartForm(KeptForm):
    """The title of a part."""

    part = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    title = forms.CharField(
        label="Название раздела",
        required=False,
        max_length=200,
        help_text="Если такой раздел уже есть, вопросы двух разделов встанут вместе.",
    )


class CopyForm(PageForm):
    """The title of a copy."""

    title = forms.CharField(
        label="Как назвать копию",
        max_length=200,
        error_messages={"required": "Напишите, как называется копия."},
        help_text="Например, с именем группы или с темой.",
    )


class NewForm(PageForm):
    """A questionnaire of the school's own."""

    title = forms.CharField(
        label="Название", max_length=200, error_messages={"required": "Напишите, как называется анкета."}
    )
    side = forms.ChoiceField(label="Кого спрашиваем", choices=Questionnaire.Side, error_messages=_CHOICE)
    moment = forms.ChoiceField(
        label="Когда",
        choices=Moment,
        initial=Moment.ANY,
        help_text="Опрос на входе сравнивают с опросом на выходе той же формы.",
        error_messages=_CHOICE,
    )
    form = forms.ModelChoiceField(
        label="Форма наставничества",
        queryset=MentoringForm.objects.none(),
        required=False,
        empty_label="для всех форм",
        error_messages=_CHOICE,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].queryset = MentoringForm.objects.visible_to(self.membership)


class QuestionForm(KeptForm):
    """One question: the fields that its kind has."""

    text = forms.CharField(
        label="Вопрос",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Напишите вопрос."},
    )
    help = forms.CharField(label="Пояснение", required=False, max_length=300, help_text="Мелко под вопросом.")
    options = forms.CharField(
        label="Варианты ответа", required=False, widget=_ONE_LINE_EACH, help_text="По одному в строке."
    )
    rows = forms.CharField(
        label="Строки таблицы", required=False, widget=_ONE_LINE_EACH, help_text="По одной в строке."
    )
    low = forms.IntegerField(label="Шкала от", min_value=0, max_value=1, initial=1, error_messages=_WHOLE)
    high = forms.IntegerField(label="До", min_value=1, max_value=10, initial=10, error_messages=_WHOLE)
    low_words = forms.CharField(
        label="Что значит наименьшее",
        max_length=100,
        error_messages={"required": "Напишите, что значит наименьшее число."},
    )
    high_words = forms.CharField(
        label="Что значит наибольшее",
        max_length=100,
        error_messages={"required": "Напишите, что значит наибольшее число."},
    )
    register = forms.ChoiceField(label="Из кого выбирают", choices=Question.Register, error_messages=_CHOICE)
    most = forms.IntegerField(
        label="Сколько человек можно назвать", min_value=1, max_value=10, initial=3, error_messages=_WHOLE
    )
    trait = forms.ChoiceField(
        label="Для подбора пар",
        required=False,
        error_messages=_CHOICE,
        help_text="Ответ станет свойством кандидата: подбор сравнит его с ответом другой стороны.",
    )
    part = forms.CharField(
        label="Раздел",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "parts", "autocomplete": "off"}),
        help_text="Вопросы одного раздела стоят на одной странице. Выберите прежний или назовите новый.",
    )
    condition = forms.ChoiceField(
        label="Показывать",
        required=False,
        error_messages=_CHOICE,
        help_text="Только по ответу на вопрос, который стоит раньше.",
    )
    pair_code = forms.ChoiceField(label="Сравнивать", required=False, error_messages=_CHOICE)
    required = forms.BooleanField(label="Обязательный вопрос", required=False)
    reverse = forms.BooleanField(
        label="Хорошо, когда меньше", required=False, help_text="Например, для тревоги и усталости."
    )
    satisfaction = forms.BooleanField(label="Говорит об удовлетворённости", required=False)
    finding = forms.CharField(
        label="Вывод для SWOT",
        required=False,
        max_length=300,
        help_text="Чем кончается строка «у 82 % участников …», например «появилось желание продолжать».",
    )

    def __init__(self, *args, kind: str, one: Wording | None, questions: Questions, part: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.one = kind, one
        for name in self.fields.keys() - {*_ALWAYS, *self._of_kind()}:
            del self.fields[name]
        self.parts = list(dict.fromkeys(each.part for each in questions if each.part))
        self.fields["condition"].choices = _conditions(questions, one)
        if "trait" in self.fields:
            self.fields["trait"].choices = [("", "не используется"), *learning.offered(kind)]
        if "pair_code" in self.fields:
            self.fields["pair_code"].choices = _pairs(self.questionnaire, one).items()
        self.initial |= _initial(one) if one else {"part": part, "pair_code": _usual_pair(self.questionnaire)}

    def _of_kind(self) -> set[str]:
        """Return the fields of this kind; what is said of results has sense where results are told."""
        told = self.questionnaire.moment in (Moment.EXIT, Moment.ANY) or self.one and self.one.finding
        return set(_OF_KIND.get(self.kind, ())) - (set() if told else {"finding", "satisfaction"})

    def wording(self) -> Wording:
        """Return what was written; what this form does not ask stays as it was."""
        typed = dict(self.cleaned_data)
        kept = {name: getattr(self.one, name) for name in ("low", "high", "satisfaction", "finding") if self.one}
        code, _, value = typed["condition"].partition("=")
        said = {name: typed[name] for name in typed.keys() - {"version", "condition", "most", "options", "rows"}}
        if "most" in typed:
            said |= {"low": 0, "high": typed["most"]}
        said |= {name: _lines(typed[name]) for name in ("options", "rows") if name in typed}
        said["part"] = " ".join(typed["part"].split())
        return Wording(
            **{"code": self.one.code if self.one else "", "kind": self.kind}
            | kept
            | said
            | {"shown_if": code, "shown_value": int(value) if value else None}
        )


def _lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


def _initial(one: Wording) -> dict:
    """Return what the fields of a question show before anything is typed."""
    told = ("reverse", "satisfaction", "finding", "register", "trait")
    said = {name: getattr(one, name) for name in (*_ALWAYS[:4], *_SCALE, *told)}
    condition = f"{one.shown_if}={one.shown_value}" if one.shown_if else ""
    lists = {"options": "\n".join(one.options), "rows": "\n".join(one.rows)}
    return said | lists | {"condition": condition, "most": one.high}


def _conditions(questions: Questions, one: Wording | None) -> list:
    """Return the answers on which a question may rest: those of questions before it."""
    before = questions[: questions.index(one)] if one else questions
    groups: list = [("", "всегда")]
    for each in before:
        if each.kind in _MAY_REST_ON or one and one.shown_if == each.code:
            answers = each.answers().items()
            groups.append((each.text, [(f"{each.code}={value}", f"если «{words}»") for value, words in answers]))
    return groups


def _usual_pair(questionnaire: Questionnaire) -> str:
    """Compare a new question with itself where the same is asked again."""
    return OWN if questionnaire.moment in (Moment.QUARTERLY, Moment.MONTHLY) else ""


def _pairs(questionnaire: Questionnaire, one: Wording | None) -> Mapping[str, str]:
    """Return with what a scale may be compared: with itself of another time, or with a question of the twin."""
    found = {"": "ни с чем", (one.code if one else OWN): "с этим же вопросом в другой раз"}
    if one and one.pair_code:
        found.setdefault(one.pair_code, "как раньше")
    twin = _TWINS.get(Moment(questionnaire.moment))
    if twin:
        rows = Question.objects.filter(
            edition__questionnaire__organization=questionnaire.organization_id,
            edition__questionnaire__form=questionnaire.form_id,
            edition__questionnaire__side=questionnaire.side,
            edition__questionnaire__moment=twin,
            kind__in=POINTS,
        ).exclude(pair_code="")
        for code, text in rows.order_by("edition__number", "order").values_list("pair_code", "text"):
            found[code] = f"{twin.label}: {text}"
    return found
