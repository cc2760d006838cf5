"""Labour papers of a mentor of a pair and of the curator: one form for all of them, and the notice of an early end."""

from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.choosing import DayInput
from mentoring.pages import FormPage, PageForm
from mentoring.pairs import naming, pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.people.models import Employment, Person
from mentoring.programmes import listed
from mentoring.programmes.models import Programme
from reports.documents import labour, labour_words, resting
from reports.documents.models import Document
from reports.documents.pair_views import pair_of

_ASKED = {
    "content": "Напишите, что делает работник.",
    "work": "Напишите, в какой форме идёт работа.",
    "start": "Впишите первый день работы.",
    "end": "Впишите последний день работы.",
}
_NO_CURATOR = "Куратор программы не назначен. Укажите эту обязанность в назначениях работника."


class TermsForm(PageForm):
    """What an employee and the school agree on, entered once for the consent, the agreement and the order."""

    in_duties = forms.BooleanField(
        label="Работа уже входит в должностные обязанности",
        required=False,
        help_text="Тогда документы не составляют: за эту работу платят в составе оклада. Заполните только строку ниже.",
    )
    where = forms.CharField(
        label="Где это записано",
        max_length=300,
        required=False,
        help_text="Только с отметкой выше. Например: должностная инструкция учителя, пункт 2.4.",
    )
    contract = forms.CharField(
        label="Дата и номер трудового договора",
        max_length=100,
        required=False,
        help_text="Можно не указывать. Например: от 01.09.2019 № 17.",
    )
    content = forms.CharField(
        label="Содержание работы",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Каждое дело с новой строки. Слова готовые, измените их.",
    )
    work = forms.CharField(label="Форма работы", max_length=300, required=False)
    start = forms.DateField(label="Первый день", widget=DayInput, required=False)
    end = forms.DateField(label="Последний день", widget=DayInput, required=False)
    pay = forms.ChoiceField(label="Оплата", choices=labour.Pay.choices, initial=labour.Pay.FIXED, required=False)
    amount = forms.DecimalField(
        label="Рублей в месяц",
        min_value=1,
        max_value=999_999,
        decimal_places=2,
        localize=True,
        required=False,
        help_text="Если выплата суммой. Прописью напишет программа.",
    )
    percent = forms.IntegerField(
        label="Процентов оклада в месяц", min_value=1, max_value=200, required=False, help_text="Если в процентах."
    )
    basis = forms.CharField(
        label="Основание выплаты",
        max_length=300,
        required=False,
        help_text="Если работа оплачивается: каким документом установлена выплата.",
    )
    why_unpaid = forms.CharField(label="Почему без оплаты", max_length=300, required=False)

    def clean(self):
        given = super().clean()
        if given.get("in_duties"):
            if not given.get("where"):
                self.add_error("where", "Напишите, где это записано: в договоре или должностной инструкции.")
            return given
        for name, remedy in _ASKED.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, remedy)
        return given

    @property
    def terms(self) -> labour.Terms:
        given = self.cleaned_data
        lines = tuple(line.strip() for line in given["content"].splitlines() if line.strip(" .;"))
        names = ("work", "start", "end", "amount", "percent", "basis", "why_unpaid", "contract")
        return labour.Terms(
            content=lines, pay=given["pay"] or labour.Pay.FIXED, **{name: given[name] for name in names}
        )


class TermsPage(FormPage):
    """Draft the consent, the agreement and the order of one employee, or say that none is needed."""

    action = "documents.edit"
    template_name = "documents/labour.html"
    form_class = TermsForm
    made_words = "Составлены черновики: согласие, дополнительное соглашение и приказ. Прочитайте их по порядку."
    row: Pair | Programme | None
    person: Person | None
    order: Document | None  # the one that gives this work already
    back: dict[str, str]

    @cached_property
    def why_not(self) -> str:
        return labour.why_not(self.person, labour.day_of(self.row))

    def perform(self, form):
        if self.why_not:
            raise Refused(self.why_not)
        if form.cleaned_data["in_duties"]:
            where = form.cleaned_data["where"]
            labour.mark_in_duties(self.row, self.person, where=where, by=self.membership)
            messages.success(self.request, "Отметили: работа входит в должностные обязанности, документы не нужны.")
            return None
        made = self.draft(form.terms)
        messages.success(self.request, self.made_words)
        return made

    def get_context_data(self, **kwargs):
        said = {"why_not": self.why_not, "back": self.back, "person": self.person}
        if not self.why_not:
            said["where"] = labour.in_duties(self.row).get(self.person.pk, "")
            said["order"] = self.order
        return super().get_context_data(**said | kwargs)


class _OfSeat:
    """A page of one mentor of a pair."""

    @cached_property
    def row(self) -> Pair:
        return pair_of(self, self.kwargs["public_id"])

    @cached_property
    def seat(self) -> PairMentor:
        seats = PairMentor.objects.filter(pair=self.row).select_related("mentor__person")
        seat = get_object_or_404(seats, pk=self.kwargs["pk"])
        seat.pair = self.row
        return seat

    @cached_property
    def person(self) -> Person:
        return self.seat.mentor.person

    @property
    def back(self) -> dict:
        return {"url": reverse("pair_papers", args=[self.row.public_id]), "title": "Бумаги пары"}

    def get_success_url(self):
        return self.back["url"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(name=naming.name(self.row), **kwargs)


class MentorPage(_OfSeat, TermsPage):
    """«Трудовые документы наставника»."""

    title = "Трудовые документы наставника"

    def get_initial(self):
        pair = self.row
        return {
            "content": "\n".join(labour_words.content(pair.form.code)),
            "work": labour_words.work(group=pair.kind == Pair.Kind.GROUP, monthly=pair.monthly),
            "start": max(pair.start, self.seat.since),
            "end": min(pair.end, self.seat.until or pair.end),
            "pay": labour.Pay.FIXED,
            "basis": labour_words.BASIS,
        }

    def draft(self, terms):
        return labour.draft_for_mentor(self.seat, terms, by=self.membership)

    @property
    def order(self):
        return labour.drafted(resting.MENTOR, self.row.programme, self.person, self.row)


class CuratorPage(TermsPage):
    """«Трудовые документы куратора»."""

    title = "Трудовые документы куратора"

    @property
    def back(self) -> dict:
        return {"url": reverse("document_new"), "title": "Составить документ"}

    @cached_property
    def row(self) -> Programme | None:
        return listed.in_use(self.membership)

    @cached_property
    def person(self) -> Person | None:
        day = labour.day_of(self.row) if self.row else schooldays.today(self.organization)
        rows = Employment.objects.visible_to(self.membership).filter(duty=Employment.Duty.CURATOR).on(day)
        appointed = rows.select_related("person").order_by("-start", "pk").first()
        return appointed.person if appointed else None

    @property
    def why_not(self) -> str:
        if self.row is None:
            return listed.NONE_YET
        return "" if self.person else _NO_CURATOR

    @property
    def order(self):
        return labour.drafted(resting.CURATOR, self.row, self.person)

    def get_initial(self):
        if self.row is None:
            return {}
        return {
            "content": "\n".join(labour_words.CURATOR),
            "work": labour_words.CURATOR_WORK,
            "start": self.row.start,
            "end": self.row.end,
            "pay": labour.Pay.FIXED,
            "basis": labour_words.BASIS,
        }

    def draft(self, terms):
        return labour.draft_for_curator(self.row, self.person, terms, by=self.membership)

    def get_success_url(self):
        return reverse("documents")


class NoticeForm(PageForm):
    """Who ends the work before its term, its last day, and why."""

    side = forms.ChoiceField(label="Кто прекращает", choices=labour.Side.choices)
    on = forms.DateField(label="Последний день работы", widget=DayInput)
    reason = forms.CharField(
        label="Причина", max_length=300, required=False, help_text="Можно не указывать: закон этого не требует."
    )


class NoticePage(_OfSeat, FormPage):
    """Draft the notice by which the work of a mentor ends before its term."""

    action = "documents.edit"
    title = "Уведомить о прекращении работы"
    template_name = "documents/labour_notice.html"
    form_class = NoticeForm
    done = "Черновик уведомления составлен. Вручите его заранее, затем измените пару приказом."

    @cached_property
    def why_not(self) -> str:
        if self.row.state not in Pair.STANDING:
            return f"Сейчас пара в состоянии «{self.row.get_state_display()}»: работа не идёт, уведомлять не о чем."
        return labour.why_not(self.person, schooldays.today(self.organization))

    @cached_property
    def earliest(self) -> date:
        return pairing.notice(self.row, schooldays.today(self.organization))

    def get_initial(self):
        return {"on": self.earliest, "side": labour.Side.WORKER}

    def perform(self, form):
        return labour.notify(self.seat, **form.cleaned_data, by=self.membership)

    def get_success_url(self):
        return reverse("document", args=[self.made.public_id])

    def get_context_data(self, **kwargs):
        said = {"why_not": self.why_not, "back": self.back, "person": self.person}
        return super().get_context_data(**said | {"earliest": words.full(self.earliest)} | kwargs)
