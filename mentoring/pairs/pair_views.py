"""The pages of pairs: the list, a new pair, one pair, its facts."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring import history
from mentoring.accounts import schooldays
from mentoring.accounts.models import JournalEntry, Membership
from mentoring.calendar.words import counted
from mentoring.pages import FormPage, PlainPage
from mentoring.paging import named
from mentoring.pairs import fulfilment, listing, naming, pairing, planning, seats
from mentoring.pairs.models import Meeting, Pair, Plan
from mentoring.pairs.pair_forms import NewPairForm, PairFactsForm
from mentoring.programmes import listed
from mentoring.programmes.models import MentoringForm

SEE, EDIT, MINE = "pairs.see", "pairs.edit", "diary.write"
A_PAGE, ENTRIES = 50, 30
_ASKED = ("q", "form", "state", "programme")


def pair_of(membership: Membership, key: str) -> Pair:
    """Return a pair this member may see, with its people."""
    rows = naming.with_people(Pair.objects.visible_to(membership)).select_related("programme", "form", "role_model")
    return get_object_or_404(rows, public_id=key)


class PairsPage(PlainPage):
    """The pairs and groups of the programme in use."""

    action = SEE
    title = "Пары и группы"
    template_name = "pairs/pairs.html"

    def get_context_data(self, **kwargs):
        programmes, programme = listed.of_request(self.request), listed.on_page(self.request)
        query = {name: self.request.GET.get(name, "") for name in _ASKED}
        programme = next((one for one in programmes if str(one.pk) == query["programme"]), programme)
        query["state"] = self.request.GET.get("state", listing.AT_WORK)
        rows = listing.found(self.membership, query, programme.pk if programme else None)
        page = Paginator(naming.with_people(rows).select_related("form"), A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            programme=programme,
            programmes=programmes,
            lines=listing.lines(page.object_list),
            page=page,
            pages=named(page, query),
            query=query,
            narrowed=bool(query["q"] or query["form"] or query["state"] != listing.AT_WORK),
            forms=MentoringForm.objects.visible_to(self.membership),
            states=(*listing.GROUPS, *Pair.State.choices),
            **kwargs,
        )


class PairNewPage(FormPage):
    """A pair put together by hand."""

    action = EDIT
    title = "Новая пара или группа"
    template_name = "pairs/pair_new.html"
    form_class = NewPairForm
    done = "Составили проект пары. Закрепите его, когда решение принято."

    @cached_property
    def programme(self):
        return listed.in_use(self.membership)

    def dispatch(self, request, *args, **kwargs):
        if self.programme is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"programme": self.programme}

    def perform(self, form):
        said = dict(form.cleaned_data)
        people = [said.pop(name) for name in ("form", "mentor", "mentees")]
        return pairing.propose(self.programme, *people, **said, by=self.membership)

    def get_success_url(self):
        return reverse("pair", args=[self.made.public_id])


class PairPage(PlainPage):
    """One pair: who, until when, what is agreed, how it goes, what can be done."""

    action = MINE
    template_name = "pairs/pair.html"

    def get_context_data(self, key, **kwargs):
        pair, today = pair_of(self.membership, key), schooldays.today(self.organization)
        plan = Plan.objects.filter(pair=pair).first()
        tone, state = listing.condition(pair)
        edits = self.membership.can(EDIT)
        return super().get_context_data(
            title=naming.name(pair),
            pair=pair,
            tone=tone,
            state=state,
            edits=edits,
            sees_list=self.membership.can(SEE),
            writes=planning.may_write(pair, self.membership),
            reads_diary=self.membership.can("diary.see") or planning.led(pair, self.membership),
            mentors=[_seat(seat, today) for seat in pair.mentors.all()],
            mentees=[_seat(seat, today) for seat in pair.mentees.all()],
            standing=pair.state in Pair.STANDING,
            over=pair.state in Pair.OVER,
            unready=_unready(pair, today) if edits else [],
            plan=plan,
            progress=fulfilment.of_pairs([pair])[pair.pk],
            enough=fulfilment.ENOUGH,
            meetings=_meetings(pair, today),
            entries=self._entries(pair),
            **kwargs,
        )

    def _entries(self, pair: Pair) -> list[history.Told]:
        if not self.membership.can("journal.see"):
            return []
        rows = JournalEntry.objects.visible_to(self.membership).filter(
            subject_kind=pair._meta.label_lower, subject_id=str(pair.pk)
        )
        return [history.told(entry) for entry in rows.select_related("by", "values")[:ENTRIES]]


def _seat(seat, today) -> dict:
    """Put together a seat, and whether its days are behind, here or ahead."""
    over = seat.until is not None and seat.until < today
    return {"seat": seat, "over": over, "ahead": seat.since > today}


def _unready(pair: Pair, today) -> list[str]:
    """Say who of a project is not ready to be fixed."""
    if pair.state != Pair.State.PROJECT:
        return []
    mentors = [seat.mentor for seat in pair.mentors.all()]
    return seats.unready(mentors, [seat.mentee for seat in pair.mentees.all()], today)


def _meetings(pair: Pair, today) -> dict:
    """Say how many meetings there were, the last one and the next."""
    rows = list(Meeting.objects.filter(pair=pair).only("on", "state", "kind"))
    held = [row for row in rows if row.state == Meeting.State.HELD]
    planned = [row for row in rows if row.state == Meeting.State.PLANNED and row.on >= today]
    return {
        "said": counted(len(held), "встреча", "встречи", "встреч") if held else "",
        "last": held[-1].on if held else None,
        "next": planned[0].on if planned else None,
    }


class PairEditPage(FormPage):
    """Facts of a pair."""

    action = EDIT
    title = "Изменить сведения о паре"
    template_name = "pairs/pair_form.html"
    form_class = PairFactsForm
    done = "Сохранили сведения о паре."

    @cached_property
    def pair(self) -> Pair:
        return pair_of(self.membership, self.kwargs["key"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": pair_of(self.membership, self.kwargs["key"])}

    def get_context_data(self, **kwargs):
        return super().get_context_data(pair=self.pair, name=naming.name(self.pair), button="Сохранить", **kwargs)

    def perform(self, form):
        _, facts = form.values()
        return pairing.amend(self.pair, facts, version=form.cleaned_data["version"], by=self.membership)

    def get_success_url(self):
        return reverse("pair", args=[self.pair.public_id])
