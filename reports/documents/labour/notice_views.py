"""The notice by which the work of a mentor or of the curator ends before its term."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.calendar.due import Span
from mentoring.choosing import DayInput
from mentoring.pages import FormPage, PageForm
from reports.documents.labour import notices as labour_notices
from reports.documents.labour.notices import Side
from reports.documents.labour.views import OfCurator, OfSeat


class NoticeForm(PageForm):
    """Who ends the work before its term, its last day, and why."""

    side = forms.ChoiceField(label="Кто прекращает", choices=Side.choices)
    on = forms.DateField(label="Последний день работы", widget=DayInput)
    reason = forms.CharField(
        label="Причина", max_length=300, required=False, help_text="Можно не указывать: закон этого не требует."
    )


class NoticePage(FormPage):
    """Draft the notice of one employee."""

    action = "documents.edit"
    title = "Уведомить о прекращении работы"
    template_name = "documents/labour_notice.html"
    form_class = NoticeForm
    why_not: str
    days: Span
    back: dict[str, str]

    def get_initial(self):
        return {} if self.why_not else {"on": self.days.start, "side": Side.WORKER}

    def get_success_url(self):
        return reverse("document", args=[self.made.public_id])

    def get_context_data(self, **kwargs):
        said = {"why_not": self.why_not, "back": self.back, "person": self.person}
        said |= {} if self.why_not else {"earliest": words.full(self.days.start)}
        return super().get_context_data(**said | kwargs)


class MentorNoticePage(OfSeat, NoticePage):
    """The work of a mentor of a pair ends."""

    done = "Черновик уведомления составлен. Вручите его заранее, затем измените пару приказом."

    @cached_property
    def why_not(self) -> str:
        return labour_notices.why_not_mentor(self.seat)

    @cached_property
    def days(self) -> Span:
        return labour_notices.days_for_mentor(self.seat)

    def perform(self, form):
        return labour_notices.notify_of_mentor(self.seat, **form.cleaned_data, by=self.membership)


class CuratorNoticePage(OfCurator, NoticePage):
    """The work of the curator ends."""

    done = "Черновик уведомления составлен. Вручите его заранее, затем назначьте другого куратора."

    @cached_property
    def why_not(self) -> str:
        return self.nobody or labour_notices.why_not_curator(self.row, self.person)

    @cached_property
    def days(self) -> Span:
        return labour_notices.days_for_curator(self.row, self.person)

    def perform(self, form):
        if self.nobody:
            raise Refused(self.nobody)
        return labour_notices.notify_of_curator(self.row, self.person, **form.cleaned_data, by=self.membership)
