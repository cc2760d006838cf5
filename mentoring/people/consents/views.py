"""Pages of consents: the matrix, one person, papers recorded, an act put right or taken back."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from mentoring import paging
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PageForm, PlainPage
from mentoring.people.consents import birthdays, card, destroying, finding, giving, matrix, withdrawing
from mentoring.people.consents.forms import ActForm, MatrixFilter, PaperForm, WithdrawalForm
from mentoring.people.models import Consent, ConsentKind, Person

SEE, EDIT = "consents.see", "consents.edit"


def _person(member, pk: int, today) -> Person:
    people = matrix.with_groups(finding.reached(member), today)
    return get_object_or_404(people.select_related("organization"), pk=pk)


def _kinds(member) -> list[ConsentKind]:
    return list(ConsentKind.objects.visible_to(member))


class MatrixPage(PlainPage):
    """Who has agreed to what, and who is still to be asked."""

    action = SEE
    title = "Согласия"
    template_name = "people/consents/matrix.html"

    def get_context_data(self, **kwargs):
        member, today = self.membership, schooldays.today(self.organization)
        kinds = _kinds(member)
        form = MatrixFilter(self.request.GET, membership=member, kinds=ConsentKind.objects.visible_to(member))
        sought = form.sought()
        people = finding.found(member, sought, kinds, today)
        page = Paginator(matrix.with_groups(people, today), matrix.PAGE).get_page(self.request.GET.get("page"))
        query = {name: value for name, value in self.request.GET.items() if name != "page" and value}
        return super().get_context_data(
            form=form,
            sought=sought,
            kinds=kinds,
            page=page,
            matrix=matrix.of_page(page.object_list, kinds, today, by=member),
            pages=paging.named(page, query),
            query=urlencode(query),
            turning=birthdays.near(member, today),
            counted=words.counted(page.paginator.count, "человек", "человека", "человек"),
            **kwargs,
        )


class PersonPage(PlainPage):
    """All consents of one person."""

    action = SEE
    template_name = "people/consents/person.html"

    def get_context_data(self, pk, **kwargs):
        today = schooldays.today(self.organization)
        person = _person(self.membership, pk, today)
        own = card.of(person, _kinds(self.membership), today)
        return super().get_context_data(title=person.full_name, card=own, person=person, **kwargs)


class RecordPage(FormPage):
    """Signed papers of one person, recorded in one go."""

    action = EDIT
    template_name = "people/consents/record.html"
    form_class = PaperForm

    @cached_property
    def card(self) -> card.Card:
        today = schooldays.today(self.organization)
        return card.of(_person(self.membership, self.kwargs["pk"], today), _kinds(self.membership), today)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"card": self.card}

    def get_context_data(self, **kwargs):
        return super().get_context_data(title="Записать бумаги", card=self.card, person=self.card.person, **kwargs)

    def get_success_url(self):
        return reverse("consents_of", args=[self.card.person.pk])

    def perform(self, form):
        said, person = form.cleaned_data, self.card.person
        if self.card.needs_guardian:
            raise Refused("Законный представитель не записан. Добавьте его на карточке ребёнка.")
        scan = said["scan"]
        kept = giving.keep_scan(person, scan.name, scan.read(), by=self.membership) if scan else None
        own = form.signature | {"on": said["on"], "scan": kept, "by": self.membership}
        if not form.refuses:
            own |= {"until": said["until"], "co_signed": said.get("co_signed", False)}
        record = giving.refuse if form.refuses else giving.give
        acts = [record(person, kind, **own) for kind in said["kinds"]]
        self.done = f"Записали: {words.counted(len(acts), 'согласие', 'согласия', 'согласий')}."
        if form.refuses:
            self.done = "Записали отказ. Больше об этом не спросим."
        return acts


def _act(member, pk: int) -> Consent:
    rows = Consent.objects.visible_to(member)
    return get_object_or_404(rows.select_related("person", "kind", "given_by", "text", "scan", "organization"), pk=pk)


class _OfAct(FormPage):
    action = EDIT

    @cached_property
    def act(self) -> Consent:
        return _act(self.membership, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(act=self.act, person=self.act.person, **kwargs)

    def get_success_url(self):
        return reverse("consents_of", args=[self.act.person_id])


class ActPage(_OfAct):
    """The days of one act, put right; its scan."""

    title = "Исправить запись"
    template_name = "people/consents/act.html"
    form_class = ActForm

    def get_initial(self):
        return {"on": self.act.on, "until": self.act.until, "version": self.act.version}

    def perform(self, form):
        said, scan = form.cleaned_data, form.cleaned_data["scan"]
        act = giving.correct(self.act, on=said["on"], until=said["until"], version=said["version"], by=self.membership)
        if scan:
            giving.attach(act, scan.name, scan.read(), by=self.membership)
        self.done = "Сохранили."
        return act


class WithdrawPage(_OfAct):
    """The last look before a consent is taken back: what stops, what is destroyed and by when."""

    title = "Отозвать согласие"
    template_name = "people/consents/withdraw.html"
    form_class = WithdrawalForm

    def get(self, request, *args, **kwargs):
        if self.act.withdrawn_on or self.act.refused:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"on": schooldays.today(self.organization), "version": self.act.version}

    def get_context_data(self, **kwargs):
        due = withdrawing.foreseen(self.act, schooldays.today(self.organization))
        return super().get_context_data(due=due, **kwargs)

    def perform(self, form):
        said = form.cleaned_data
        acts = withdrawing.withdraw(
            self.act, on=said["on"], words_of=said["words"], version=said["version"], by=self.membership
        )
        self.done = "Согласие отозвано. Сроки того, что осталось сделать, — ниже."
        return acts


class DestroyPage(_OfAct):
    """After a withdrawal: what is destroyed by the program and what by hand; one button does it and makes the act."""

    action = destroying.ACTION
    title = "Уничтожить после отзыва"
    template_name = "people/consents/destroy.html"
    form_class = PageForm

    def get(self, request, *args, **kwargs):
        if self.act.act_id or not self.act.withdrawn_on:
            return redirect(super().get_success_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        task, parts = destroying.last_task(self.act), destroying.foreseen(self.act)
        return super().get_context_data(task=task, parts=parts, **kwargs)

    def get_success_url(self):
        return reverse("erasure", args=[self.made.public_id])

    def perform(self, form):
        act = destroying.destroy(self.act, by=self.membership)
        self.done = f"Сделано. Акт № {act.number} составлен."
        return act
