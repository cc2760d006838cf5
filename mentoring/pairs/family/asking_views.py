"""Questions to the curator and the monthly pulse: the pages of the office and those of a mentor."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.accounts.schooldays import moment_words
from mentoring.calendar import words
from mentoring.pages import FormPage, PageForm, PlainPage, deed
from mentoring.pairs import naming
from mentoring.pairs.family import places, pulse, questions
from mentoring.pairs.models import Pair, Pulse, Question, Side
from mentoring.people.models import Person

OFFICE, MENTOR = "diary.answer", "diary.write"
MOST_ANSWERED = 50


def said(question: Question) -> dict:
    """Return a question with its moments in words."""
    school = question.organization
    answered = moment_words(school, question.answered_at) if question.answered_at else ""
    return {"question": question, "at": moment_words(school, question.at), "answered": answered}


def _names(pairs) -> dict[int, str]:
    return {pair.pk: naming.name(pair) for pair in naming.with_people(pairs)}


class QuestionsPage(PlainPage):
    """What mentors, mentees and parents ask, the unanswered first."""

    action = OFFICE
    title = "Вопросы куратору"
    template_name = "pairs/family_questions.html"

    def get_context_data(self, **kwargs):
        waiting = list(questions.waiting(self.membership))
        answered = questions.seen_by(self.membership).filter(answered_at__isnull=False)
        last = list(answered.order_by("-answered_at", "-pk")[:MOST_ANSWERED])
        names = _names(Pair.objects.filter(pk__in={row.pair_id for row in [*waiting, *last]}))
        lines = [[said(row) | {"name": names[row.pair_id]} for row in rows] for rows in (waiting, last)]
        return super().get_context_data(waiting=lines[0], answered=lines[1], **kwargs)


class ReplyForm(PageForm):
    """The answer to one question."""

    text = forms.CharField(
        label="Ответ",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=questions.LONGEST,
        error_messages={"required": "Напишите ответ."},
    )


class ReplyPage(FormPage):
    """Answer a question."""

    action = OFFICE
    title = "Вопрос куратору"
    template_name = "pairs/family_reply.html"
    form_class = ReplyForm
    done = "Ответ записан: его увидят на своей странице."

    @cached_property
    def question(self) -> Question:
        return get_object_or_404(questions.seen_by(self.membership), public_id=self.kwargs["public_id"])

    def get_context_data(self, **kwargs):
        names = _names(Pair.objects.filter(pk=self.question.pair_id))
        return super().get_context_data(line=said(self.question), name=names[self.question.pair_id], **kwargs)

    def perform(self, form):
        return questions.reply(self.question, form.cleaned_data["text"], by=self.membership)

    def get_success_url(self):
        return reverse("questions")


class AskForm(PageForm):
    """A question of a mentor about one of their pairs."""

    pair = forms.ModelChoiceField(
        label="О какой паре",
        queryset=Pair.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Выберите пару.",
            "invalid_choice": "Этой пары у вас нет. Откройте страницу заново.",
        },
    )
    text = forms.CharField(
        label="Вопрос",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=questions.LONGEST,
        error_messages={"required": "Напишите вопрос."},
    )

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pair"].queryset = pairs
        self.initial.setdefault("pair", next(iter(pairs), None))
        self.fields["pair"].label_from_instance = naming.name


class AskPage(FormPage):
    """What a mentor asks the curator, and the answers."""

    action = MENTOR
    title = "Спросить куратора"
    template_name = "pairs/family_mine.html"
    form_class = AskForm
    done = "Вопрос передан. Ответ появится на этой странице."

    @cached_property
    def pairs(self):
        own = Pair.objects.filter(organization=self.organization)
        return naming.with_people(own.led_by(self.membership, schooldays.today(self.organization)))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pairs": self.pairs}

    def get_context_data(self, **kwargs):
        person = _person(self.membership)
        asked = questions.of(person).filter(side=Side.MENTOR) if person else Question.objects.none()
        rows = asked.select_related("organization", "answered_by")
        return super().get_context_data(has_pairs=bool(self.pairs), found=[said(row) for row in rows], **kwargs)

    def perform(self, form):
        return questions.ask(form.cleaned_data["pair"], self.membership.person, Side.MENTOR, form.cleaned_data["text"])

    def get_success_url(self):
        return reverse("question_mine")


def _person(membership) -> Person | None:
    return Person.objects.filter(membership=membership).first()


class PulsesPage(PlainPage):
    """How both sides of each pair mark their work, the pairs that need a talk first."""

    action = OFFICE
    title = "Пульс пар"
    template_name = "pairs/family_pulses.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        standing = places.standing(today, self.organization)
        rows = Pulse.objects.visible_to(self.membership).filter(month__gte=pulse.since(today), pair__in=standing)
        rows = list(rows.select_related("person").order_by("-month", "side", "pk"))
        marks = pulse.said_of(rows)
        pairs = naming.with_people(Pair.objects.filter(pk__in={row.pair_id for row in rows}))
        lines = [_line(pair, marks.get(pair.pk, ()), [row for row in rows if row.pair_id == pair.pk]) for pair in pairs]
        lines.sort(key=lambda line: (not line["needs_talk"], line["name"]))
        asked = [row for row in rows if row.month == pulse.month_of(today)]
        return super().get_context_data(
            lines=lines,
            month=words.month_year(today),
            asked=len(asked),
            answered=sum(row.mark is not None for row in asked),
            **kwargs,
        )


def _line(pair: Pair, marks, rows: list[Pulse]) -> dict:
    found = pulse.signal(marks)
    return {
        "pair": pair,
        "name": naming.name(pair),
        "signal": found,
        "needs_talk": found.is_wide or found.falls,
        "rows": [{"row": row, "month": words.month_year(row.month)} for row in rows if row.mark is not None],
    }


class MinePage(PlainPage):
    """The question of this month to a mentor, of each pair."""

    action = MENTOR
    title = pulse.QUESTION
    template_name = "pairs/family_pulse_mine.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        rows = list(_own(self.membership, today))
        names = _names(Pair.objects.filter(pk__in=[row.pair_id for row in rows]))
        found = [{"pulse": row, "name": names[row.pair_id]} for row in rows]
        return super().get_context_data(found=found, marks=pulse.MARKS, month=words.month_year(today), **kwargs)


def _own(membership, today):
    """Return the questions of this month to a mentor, of the pairs led today."""
    person = _person(membership)
    if person is None:
        return Pulse.objects.none()
    led = Pair.objects.filter(organization=membership.organization_id).led_by(membership, today)
    return pulse.asked_of(person, today).filter(side=Side.MENTOR, pair__in=led.values("pk"))


@deed(MENTOR)
def tell(request, pk):
    """Keep the mark of a mentor."""
    today = schooldays.today(request.membership.organization)
    row = get_object_or_404(_own(request.membership, today), pk=pk)
    mark = sent.whole(request.POST.get("mark", ""), 2) or 0
    pulse.answer(row, mark, request.POST.get("word", ""), by=request.membership)
    messages.success(request, "Спасибо, записали. До конца месяца оценку можно поправить.")
    return redirect("pulse_mine")
