"""Papers of one pair, and the orders that change it."""

from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.choosing import DayInput
from mentoring.pages import FormPage, PageForm, PlainPage, deed
from mentoring.pairs import naming, pairing
from mentoring.pairs.models import Pair, PairMentor
from mentoring.registry.models import Mentor
from reports.documents import changing, kinds, listing, telling
from reports.documents.labour import duties, hiring, standing
from reports.documents.models import Document
from reports.documents.views import card
from surveys import ending

# Papers of a pair in the order of its life: the kind, and whom it is drafted for.
_OF_MENTOR, _OF_MENTEE, _OF_PAIR = (
    ("agreement_mentor",),
    ("agreement_mentee", "agreement_parent"),
    ("agreement_pair", "pair_plan", "route_map", "pair_diary", "pair_summary"),
)
_AT_THE_END = "pair_summary"


def pair_of(page, public_id: str) -> Pair:
    rows = naming.with_people(Pair.objects.visible_to(page.membership)).select_related("form", "role_model")
    return get_object_or_404(rows, public_id=public_id)


class PairPapersPage(PlainPage):
    """What was written about a pair, and what can be drafted."""

    action = "diary.see"
    template_name = "documents/pair_papers.html"

    def get_context_data(self, public_id, **kwargs):
        pair, today = pair_of(self, public_id), schooldays.today(self.organization)
        rows = listing.listed(self.membership).filter(concerns__pair=pair).order_by("-drafted_at")
        return super().get_context_data(
            title="Бумаги пары",
            pair=pair,
            name=naming.name(pair),
            cards=[card(row, today) for row in rows],
            offers=self._offers(pair, today) if self.membership.can("documents.edit") else [],
            changes=pair.state in Pair.STANDING and self.membership.can("documents.edit"),
            workers=self._workers(pair) if self.membership.can("documents.edit") else [],
            asks=bool(pair.ending) and self.membership.can("surveys.edit"),
            **kwargs,
        )

    def _workers(self, pair: Pair) -> list[dict]:
        """Return the mentors who are employees, with the pages of their labour papers."""
        if pair.state in Pair.OVER:
            return []
        day = hiring.day_of(pair)
        seats, said = naming.mentors_on(pair, day), duties.of(pair)
        here = hiring.employed([seat.mentor.person_id for seat in seats], day)
        papers = standing.of_work(pair.programme, pair) if here else []
        return [
            self._worker(pair, seat, said.get(seat.mentor.person_id, ""), standing.naming(papers, seat.mentor.person))
            for seat in seats
            if seat.mentor.person_id in here
        ]

    def _worker(self, pair: Pair, seat: PairMentor, where: str, papers: list[Document]) -> dict:
        ended = standing.ended(papers, schooldays.today(self.organization))
        ends = pair.state in Pair.STANDING and not where and not ended
        return {
            "who": seat.mentor.person.full_name,
            "where": where,
            "ended": ended,
            "url": reverse("pair_labour", args=[pair.public_id, seat.pk]),
            "notice": reverse("pair_labour_notice", args=[pair.public_id, seat.pk]) if ends else "",
        }

    def _offers(self, pair: Pair, today) -> list[dict]:
        """Return what can be drafted, each for one row."""
        day = max(today, pair.start)
        mentors, mentees = naming.mentors_on(pair, day), naming.mentees_on(pair, day)
        found = [(code, seat.pk, seat.mentor.person.full_name) for code in _OF_MENTOR for seat in mentors]
        found += [(code, seat.pk, seat.mentee.person.full_name) for seat in mentees for code in _OF_MENTEE]
        over = pair.state in Pair.OVER
        found += [(code, pair.pk, "") for code in _OF_PAIR if over or code != _AT_THE_END]
        return [
            {"title": telling.named(kinds.get(code), kinds.get(code).title), "who": who, "about": kinds.get(code).about,
             "url": reverse("document_about", args=[pk, code])}
            for code, pk, who in found
        ]  # fmt: skip


@deed("surveys.edit")
def ask_ending(request, public_id):
    """Ask both sides of a pair that ends what it gave them."""
    pair = get_object_or_404(Pair.objects.visible_to(request.membership), public_id=public_id)
    if not pair.ending:
        raise Refused("Пара работает: об итогах спрашивают, когда она заканчивается.")
    made = ending.ask(pair, by=request.membership)
    if not made:
        raise Refused(
            "Спрашивать некого: обе стороны уже спросили, или нет анкеты на выходе, или согласия не действуют."
        )
    messages.success(request, f"Спросили об итогах: опросов — {len(made)}. Ответы и ссылки — на странице «Опросы».")
    return redirect("pair_papers", public_id)


class ChangeForm(PageForm):
    """Who takes a pair over or why it ends, from which day, on what ground."""

    mentor = forms.ModelChoiceField(
        label="Новый наставник",
        queryset=Mentor.objects.none(),
        required=False,
        empty_label="нет, работа прекращается",
        help_text="Наставники реестра этой программы.",
    )
    ending = forms.ChoiceField(
        label="Почему", choices=[("", "—"), *Pair.Ending.choices], required=False, help_text="Если работа прекращается."
    )
    on = forms.DateField(
        label="День",
        widget=DayInput,
        help_text="При замене — первый день нового наставника, при прекращении — последний день пары.",
    )
    reason = forms.CharField(
        label="Основание", max_length=300, help_text="Например: заявление наставника от 12.11.2026."
    )

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        seated = [seat.mentor_id for seat in pair.mentors.all()]
        rows = Mentor.objects.visible_to(self.membership).filter(programme=pair.programme_id)
        rows = rows.filter(state=Mentor.State.REGISTERED).exclude(pk__in=seated)
        self.fields["mentor"].queryset = rows.select_related("person")

    def clean(self):
        given = super().clean()
        if not given.get("mentor") and not given.get("ending"):
            self.add_error("ending", "Выберите нового наставника или укажите, почему работа прекращается.")
        return given


class ChangePage(FormPage):
    """Draft the order that replaces the mentor of a pair or ends its work."""

    action = "documents.edit"
    title = "Изменить пару приказом"
    template_name = "documents/pair_change.html"
    form_class = ChangeForm
    done = "Черновик приказа составлен. Прочитайте его и отправьте на утверждение: пара изменится в день приказа."

    @cached_property
    def pair(self) -> Pair:
        return pair_of(self, self.kwargs["public_id"])

    @cached_property
    def earliest(self) -> date:
        return pairing.notice(self.pair, schooldays.today(self.organization))

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pair": self.pair}

    def get_initial(self):
        return {"on": self.earliest}

    def perform(self, form):
        given, by = form.cleaned_data, self.membership
        if given["mentor"]:
            return changing.replace(self.pair, given["mentor"], on=given["on"], reason=given["reason"], by=by)
        return changing.end(self.pair, ending=given["ending"], on=given["on"], reason=given["reason"], by=by)

    def get_success_url(self):
        return reverse("document", args=[self.made.public_id])

    def get_context_data(self, **kwargs):
        said = {"pair": self.pair, "name": naming.name(self.pair), "earliest": words.full(self.earliest)}
        return super().get_context_data(**said | kwargs)
