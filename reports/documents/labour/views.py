"""Labour papers of a mentor of a pair and of the curator: one form for all of them, or a mark that none are needed."""

from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar.due import Span
from mentoring.choosing import DayInput
from mentoring.pages import FormPage, PageForm
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, PairMentor
from mentoring.people.models import Employment, Person
from mentoring.programmes import listed
from mentoring.programmes.models import Programme
from reports.documents.labour import duties, hiring, standing
from reports.documents.labour import words as labour_words
from reports.documents.labour.duties import OwnDuty
from reports.documents.labour.words import Law
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
    extra = forms.ChoiceField(label="За что доплата", choices=hiring.Extra.choices, required=False)
    pay = forms.ChoiceField(label="Оплата", choices=hiring.Pay.choices, initial=hiring.Pay.FIXED, required=False)
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

    def __init__(self, *args, law: Law, **kwargs):
        """Ask of the pay only what the law leaves open."""
        super().__init__(*args, **kwargs)
        if law.bonus:
            del self.fields["extra"]
        else:
            del self.fields["why_unpaid"]
            self.fields["basis"].help_text = "Каким документом установлена доплата."
            self.fields["pay"].choices = [one for one in hiring.Pay.choices if one[0] != hiring.Pay.NONE]

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
    def terms(self) -> hiring.Terms:
        given = self.cleaned_data
        lines = tuple(line.strip() for line in given["content"].splitlines() if line.strip(" .;"))
        names = ("work", "start", "end", "amount", "percent", "basis", "contract")
        return hiring.Terms(
            content=lines,
            pay=given["pay"] or hiring.Pay.FIXED,
            why_unpaid=given.get("why_unpaid", ""),
            extra=given.get("extra") or hiring.Extra.VOLUME,
            **{name: given[name] for name in names},
        )


class TermsPage(FormPage):
    """Draft the consent, the agreement and the order of one employee, or say that none is needed."""

    action = "documents.edit"
    template_name = "documents/labour.html"
    made_words = "Составлены черновики: согласие, дополнительное соглашение и приказ. Прочитайте их по порядку."
    row: Pair | Programme | None
    person: Person | None
    programme: Programme | None
    pair: Pair | None = None  # nothing where the work is the curator's
    whole: Span  # the days within which the work is given
    law: Law
    back: dict[str, str]
    notice: str  # the page on which the work is ended before its term

    @cached_property
    def why_not(self) -> str:
        return hiring.why_not(self.person, hiring.day_of(self.row))

    @cached_property
    def papers(self) -> list[Document]:
        return standing.drafted(self.programme, self.person, self.pair)

    @cached_property
    def left(self) -> Span | None:
        """Return the days for which papers may be drafted yet."""
        return standing.left(self.papers, self.whole, self.today)

    @property
    def today(self) -> date:
        return schooldays.today(self.organization)

    @cached_property
    def duty(self) -> OwnDuty | None:
        """Return the mark that no papers are needed; while it stands, it can only be taken back."""
        return None if self.why_not else duties.said(self.row, self.person)

    def get_form_class(self):
        return PageForm if self.duty else TermsForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | ({} if self.duty else {"law": self.law})

    def perform(self, form):
        if self.why_not:
            raise Refused(self.why_not)
        if self.duty:
            hiring.unmark_in_duties(self.row, self.person, by=self.membership)
            messages.success(self.request, "Сняли отметку. Теперь можно составить документы.")
        elif form.cleaned_data["in_duties"]:
            where = form.cleaned_data["where"]
            hiring.mark_in_duties(self.row, self.person, where=where, by=self.membership)
            messages.success(self.request, "Отметили: работа входит в должностные обязанности, документы не нужны.")
        else:
            self.draft(form.terms)
            messages.success(self.request, self.made_words)

    def get_context_data(self, **kwargs):
        said = {"why_not": self.why_not, "back": self.back, "person": self.person}
        if not self.why_not:
            said |= {"duty": self.duty, "law": self.law, "papers": self.papers, "given": standing.given(self.papers)}
            said["remedy"] = standing.why_none_left(self.papers, self.today) if self.papers and not self.left else ""
            said["notice"] = self.notice if standing.going(self.papers, self.today) else ""
        return super().get_context_data(**said | kwargs)


class OfSeat:
    """A page of one mentor of a pair."""

    @cached_property
    def row(self) -> Pair:
        return pair_of(self, self.kwargs["public_id"])

    @property
    def pair(self) -> Pair:
        return self.row

    @property
    def programme(self) -> Programme:
        return self.row.programme

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

    def get_context_data(self, **kwargs):
        return super().get_context_data(name=naming.name(self.row), **kwargs)


class MentorPage(OfSeat, TermsPage):
    """«Трудовые документы наставника»."""

    title = "Трудовые документы наставника"

    @property
    def whole(self) -> Span:
        return hiring.term_of(self.seat)

    def get_initial(self):
        pair, term = self.row, self.left or self.whole
        return {
            "content": "\n".join(labour_words.content(pair.form.code)),
            "work": labour_words.work(group=pair.kind == Pair.Kind.GROUP, monthly=pair.monthly),
            "start": term.start,
            "end": term.end,
            "pay": hiring.Pay.FIXED,
            "basis": labour_words.BASIS,
        }

    def draft(self, terms):
        return hiring.draft_for_mentor(self.seat, terms, by=self.membership)

    def get_success_url(self):
        return self.back["url"]

    @cached_property
    def law(self) -> Law:
        return hiring.law_of(hiring.order_of(self.row))

    @property
    def notice(self) -> str:
        return reverse("pair_labour_notice", args=[self.row.public_id, self.seat.pk])


class OfCurator:
    """A page of the curator of the programme that the school runs."""

    @property
    def back(self) -> dict:
        return {"url": reverse("document_new"), "title": "Составить документ"}

    @cached_property
    def row(self) -> Programme | None:
        return listed.in_use(self.membership)

    @property
    def programme(self) -> Programme | None:
        return self.row

    @cached_property
    def person(self) -> Person | None:
        day = hiring.day_of(self.row) if self.row else schooldays.today(self.organization)
        rows = Employment.objects.visible_to(self.membership).holding(Employment.Duty.CURATOR, day)
        appointed = rows.select_related("person").first()
        return appointed.person if appointed else None

    @property
    def nobody(self) -> str:
        """Say why there is nobody to write about."""
        if self.row is None:
            return listed.NONE_YET
        return "" if self.person else _NO_CURATOR


class CuratorPage(OfCurator, TermsPage):
    """«Трудовые документы куратора»."""

    title = "Трудовые документы куратора"
    law = labour_words.EXTRA

    @property
    def notice(self) -> str:
        return reverse("curator_labour_notice")

    @property
    def why_not(self) -> str:
        return self.nobody

    @property
    def whole(self) -> Span:
        return Span(self.row.start, self.row.end)

    def get_initial(self):
        if self.why_not:
            return {}
        term = self.left or self.whole
        return {
            "content": "\n".join(labour_words.CURATOR),
            "work": labour_words.CURATOR_WORK,
            "start": term.start,
            "end": term.end,
            "pay": hiring.Pay.FIXED,
            "basis": labour_words.BASIS,
        }

    def draft(self, terms):
        return hiring.draft_for_curator(self.row, self.person, terms, by=self.membership)

    def get_success_url(self):
        return reverse("documents")
