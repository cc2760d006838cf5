"""The pages of the matching: forms of the programme, the desk of a run, the run before those who decide."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage
from mentoring.pairs.models import Assent, Run
from mentoring.pairs.runs import comparing, desk_shown, publishing, reasons, replaying, running, surveying, traits
from mentoring.pairs.runs.desk_forms import PublishForm, TraitsForm, WeighForm
from mentoring.people.models import Person
from mentoring.programmes import listed
from mentoring.registry.models import Mentee, Mentor

SEE, EDIT = "matching.see", "matching.edit"


def run_of(membership, public_id: str) -> Run:
    """Return a run of the school with what its pages name."""
    rows = Run.objects.visible_to(membership).select_related("organization", "programme__organization", "form", "by")
    return get_object_or_404(rows, public_id=public_id)


class MatchingPage(PlainPage):
    """The forms of the programme in use, and how far the matching of each has come."""

    action = SEE
    title = "Подбор пар"
    template_name = "pairs/desk_forms.html"

    def get_context_data(self, **kwargs):
        programme, today = listed.on_page(self.request), schooldays.today(self.organization)
        forms = surveying.of_programme(programme, today, by=self.membership) if programme else []
        return super().get_context_data(programme=programme, forms=forms, **kwargs)


class RunPage(PlainPage):
    """The desk: a draft as it would be proposed now; a run that was handed over has a page of its own."""

    action = SEE
    template_name = "pairs/desk.html"

    @cached_property
    def run(self) -> Run:
        return run_of(self.membership, self.kwargs["public_id"])

    def get(self, request, *args, **kwargs):
        if self.run.state != Run.State.DRAFT:
            return redirect("matching_handed", self.run.public_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        now = running.live(self.run)
        asked = self.request.GET
        return super().get_context_data(
            title=f"Подбор пар: {self.run.form}",
            run=self.run,
            now=now,
            sizes=desk_shown.sizes(now),
            variants=comparing.variants(now.found, now.variants, now.task.order),
            lines=desk_shown.lines(now),
            left=desk_shown.left(now),
            left_words=_left(len(now.proposal.waiting)),
            spare=desk_shown.spare(now),
            forbidden=list(desk_shown.forbidden(now)),
            resting=list(desk_shown.resting(now)),
            asked=desk_shown.asked(now, asked.get("mentee", ""), asked.get("mentor", "")),
            weigh=WeighForm(run=self.run),
            seen=now.fingerprint.whole,
            **kwargs,
        )


def _left(count: int) -> str:
    return words.counted(count, "наставляемый", "наставляемых", "наставляемых") if count else ""


class HandedPage(PlainPage):
    """A run as it was handed over: who agrees, what was turned down, what was decided, by what it was made."""

    action = SEE
    template_name = "pairs/desk_handed.html"

    def get(self, request, *args, **kwargs):
        self.run = run_of(self.membership, kwargs["public_id"])
        if self.run.state == Run.State.DRAFT:
            return redirect("matching_run", self.run.public_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        run = self.run
        pairs = run.pairs.select_related("mentee__person", "mentor__person", "pair").order_by("-score", "pk")
        lines = [_frozen(one) for one in pairs.prefetch_related("assents__person")]
        waits = run.waiting.select_related("mentee__person").order_by("mentee__person__name_key")
        hands = run.hands.select_related("mentee__person", "mentor__person", "by")
        asked = [one for line in lines for one in line["assents"] if not line["row"].declined]
        return super().get_context_data(
            title=f"Подбор пар: {run.form}",
            run=run,
            is_open=run.state == Run.State.HANDED,
            lines=lines,
            waiting=list(waits),
            agreed=sum(one.state == Assent.State.AGREED for one in asked),
            asked=len(asked),
            hands=list(hands),
            weights=[(field.label, field.value()) for field in WeighForm(run=run).weighed()],
            code=run.fingerprint.get("whole", ""),
            **kwargs,
        )


def _frozen(one) -> dict:
    """Put together a row of the table of a run that was handed over."""
    return {
        "row": one,
        "score": comparing.shown(one.score),
        "answered": reasons.answered(one.parts),
        "why": reasons.why(one.parts),
        "breaks": reasons.broken(one.breaks),
        "assents": sorted(one.assents.all(), key=lambda row: row.pk),
    }


class RepeatPage(PlainPage):
    """«Повторить»: whether the run comes out the same today."""

    action = SEE
    title = "Повторить подбор"
    template_name = "pairs/desk_repeat.html"

    def get(self, request, *args, **kwargs):
        self.run = run_of(self.membership, kwargs["public_id"])
        if not self.run.fingerprint:
            return redirect("matching_run", self.run.public_id)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(run=self.run, replay=replaying.again(self.run), **kwargs)


class PublishPage(FormPage):
    """Who has decided; then the pairs are made and the letters go out."""

    action = EDIT
    title = "Объявить пары"
    template_name = "pairs/desk_publish.html"
    form_class = PublishForm
    done = "Пары объявлены: они ждут закрепления приказом. Письма участникам отправлены."

    @cached_property
    def run(self) -> Run:
        return run_of(self.membership, self.kwargs["public_id"])

    def get(self, request, *args, **kwargs):
        if self.run.state != Run.State.HANDED:
            return redirect("matching_handed", self.run.public_id)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"run": self.run}

    def get_context_data(self, **kwargs):
        count = self.run.pairs.filter(declined=False).count()
        return super().get_context_data(run=self.run, count=words.counted(count, "пара", "пары", "пар"), **kwargs)

    def perform(self, form):
        return publishing.publish(self.run, **form.cleaned_data, by=self.membership)

    def get_success_url(self):
        return reverse("matching_handed", args=[self.run.public_id])


class TraitsPage(FormPage):
    """What one candidate has said that the matching asks about."""

    action = EDIT
    title = "Пожелания и свободное время"
    template_name = "pairs/desk_traits.html"
    form_class = TraitsForm
    done = "Сохранили. Подбор уже учитывает это."

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.membership), pk=self.kwargs["pk"])

    @cached_property
    def programme(self):
        return listed.needed(self.membership)

    @cached_property
    def is_mentee(self) -> bool:
        """Whether the person is a mentee; somebody who is of neither side has no such page."""
        rows = Mentee.objects.filter(programme=self.programme, person=self.person)
        if rows.exists():
            return True
        get_object_or_404(Mentor.objects.filter(programme=self.programme), person=self.person)
        return False

    def get_form_kwargs(self):
        own = {"programme": self.programme, "person": self.person, "is_mentee": self.is_mentee}
        return super().get_form_kwargs() | own

    def get_context_data(self, **kwargs):
        known = traits.of_person(self.programme, self.person)
        elsewhere = [row for rows in known.values() for row in rows if row.source != traits.BY_HAND]
        sees = self.membership.can(traits.RESTRICTED)
        shown = [row for row in elsewhere if sees or row.kind != traits.Kind.BAN]
        return super().get_context_data(person=self.person, elsewhere=shown, sees_bans=sees, **kwargs)

    def perform(self, form):
        today = schooldays.today(self.organization)
        return traits.learn(
            self.programme, self.person, form.said(), source=traits.BY_HAND, on=today, by=self.membership
        )

    def get_success_url(self):
        return reverse("matching_traits", args=[self.person.pk])
