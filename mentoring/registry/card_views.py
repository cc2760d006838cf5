"""Pages on which the card of a mentor goes out to another organization, and comes in from one."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from mentoring import downloads, exporting
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.accounts.operations import Refused
from mentoring.pages import FormPage, PageForm
from mentoring.people import doubles
from mentoring.people.models import Person
from mentoring.programmes import listed
from mentoring.registry import cards, passing
from mentoring.registry.cards import Card
from mentoring.registry.models import Mentor

EDIT = "registry.edit"
LASTS = timedelta(days=1)
_SALT = "card of a mentor"
_STALE = "Страница устарела. Загрузите файл карточки ещё раз."


def _mentor(member: Membership, pk: int) -> Mentor:
    return get_object_or_404(Mentor.objects.visible_to(member).select_related("person", "organization"), pk=pk)


def _entry(mentor: Mentor, number: int) -> JournalEntry:
    """Return the entry by which the card was handed over, while it is still that day's."""
    rows = JournalEntry.objects.filter(
        organization=mentor.organization_id,
        number=number,
        action=passing.PASSED,
        subject_id=str(mentor.pk),
        at__gt=timezone.now() - LASTS,
    )
    return get_object_or_404(rows.select_related("values"), number=number)


class PassForm(PageForm):
    """To whom the card goes."""

    to = forms.CharField(
        label="Какой организации передаёте",
        max_length=300,
        help_text="Например: «Школа № 12, куратор программы». Запишем в журнал и в саму карточку.",
        error_messages={"required": "Напишите, какой организации передаёте карточку."},
    )


class CardPage(FormPage):
    """What the card of one mentor says, and to whom it goes; with a number in the address, the file made for them."""

    action = EDIT
    title = "Передать карточку наставника"
    template_name = "registry/pass_card.html"
    form_class = PassForm

    @cached_property
    def mentor(self) -> Mentor:
        return _mentor(self.membership, self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        number, today = self.kwargs.get("number"), schooldays.today(self.organization)
        entry = _entry(self.mentor, number) if number else None
        card = passing.card_of(self.mentor, to="", on=today, by=self.membership)
        own = {"mentor": self.mentor, "entry": entry, "refusal": self._refusal(today), "rows": cards.rows(card)}
        return super().get_context_data(**own | kwargs)

    def _refusal(self, today) -> str:
        try:
            passing.refuse(self.mentor, today)
        except Refused as refusal:
            return str(refusal)
        return ""

    def perform(self, form):
        today = schooldays.today(self.organization)
        return passing.pass_on(self.mentor, form.cleaned_data["to"], on=today, by=self.membership)

    def get_success_url(self):
        return reverse("mentor_card_given", args=[self.mentor.pk, self.made.number])


@require_safe
def card_file(request, pk: int, number: int):
    """Give the card that was handed over, while the consent stands."""
    mentor = _mentor(request.membership, pk)
    to = _entry(mentor, number).values.after.get("to")
    if to is None:
        raise Http404
    today = schooldays.today(mentor.organization)
    try:
        passing.refuse(mentor, today)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("mentor_card", pk)
    card = passing.card_of(mentor, to=to, on=today, by=request.membership)
    content = exporting.workbook(cards.TITLE, cards.HEADINGS, cards.rows(card))
    return downloads.give(content, f"Карточка наставника {card.surname}.xlsx")


card_file.action = EDIT


class CardFileForm(PageForm):
    """The file of a card."""

    file = forms.FileField(
        label="Файл карточки",
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".xlsx,.csv"}),
        help_text="Его присылает организация, где человек уже наставник.",
        error_messages={"required": "Выберите файл карточки.", "empty": "Файл пустой. Попросите его ещё раз."},
    )


class TakeForm(PageForm):
    """The card that was read, sealed, and whose it is here."""

    card = forms.CharField(widget=forms.HiddenInput)
    who = forms.ModelChoiceField(Person.objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = Person.objects.visible_to(self.membership)

    def clean_card(self) -> Card:
        return unsealed(self.cleaned_data["card"])


def sealed(card: Card) -> str:
    """Write a card so that the page may hold it and nobody changes it."""
    return signing.dumps(cards.rows(card), salt=_SALT, compress=True)


def unsealed(said: str) -> Card:
    try:
        return cards.read([cards.HEADINGS, *signing.loads(said, salt=_SALT, max_age=LASTS)])
    except (signing.BadSignature, cards.NoCard) as error:
        raise forms.ValidationError(_STALE) from error


class TakePage(FormPage):
    """A card from another organization: the file, then who it is, then a candidate."""

    action = EDIT
    title = "Взять карточку наставника"
    template_name = "registry/take_card.html"

    def get_form_class(self):
        return TakeForm if "card" in self.request.POST else CardFileForm

    def post(self, request, *args, **kwargs):
        """Read the file before any transaction and show what it says; the second form is the deed."""
        form = self.get_form()
        if "card" in request.POST:
            return super().post(request, *args, **kwargs)
        if not form.is_valid():
            return self.form_invalid(form)
        file = form.cleaned_data["file"]
        try:
            card = passing.read(file.name, file.read())
        except Refused as refusal:
            form.add_error("file", str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, **self._preview(card)))

    def form_invalid(self, form):
        """Show the card again with what is wrong; a page that is too old begins anew."""
        if isinstance(form, CardFileForm):
            return super().form_invalid(form)
        card = form.cleaned_data.get("card")
        if card is None:
            messages.error(self.request, _STALE)
            return self.render_to_response(self.get_context_data(form=CardFileForm(membership=self.membership)))
        return self.render_to_response(self.get_context_data(form=form, **self._preview(card)))

    def _preview(self, card: Card) -> dict:
        today = schooldays.today(self.organization)
        found = doubles.of_new(card.full_name, None, (), seen_by=self.membership, today=today)
        return {"card": card, "rows": cards.rows(card), "sealed": sealed(card), "doubles": found}

    def perform(self, form):
        today, said = schooldays.today(self.organization), form.cleaned_data
        made = passing.take(said["card"], listed.needed(self.membership), said["who"], on=today, by=self.membership)
        self.done = f"{made}: кандидат в наставники. Согласия подписывают заново — у вас."
        return made

    def get_success_url(self):
        return reverse("admin:registry_mentor_change", args=[self.made.pk])
