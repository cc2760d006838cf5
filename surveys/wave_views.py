"""The pages of waves: all of them, a new one, one with those who have answered, and the deeds over it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.paging import named
from mentoring.people.models import StudyGroup
from mentoring.programmes import listed
from surveys import asked, listing, results, waves
from surveys.models import Questionnaire, Wave
from surveys.wave_forms import ProlongForm, WaveForm

SEE, EDIT = "surveys.see", "surveys.edit"
A_PAGE = 100


def wave_of(membership, key: str) -> Wave:
    """Return a wave of the school with what its pages name."""
    rows = Wave.objects.visible_to(membership).select_related(
        "organization", "programme", "edition__questionnaire", "form", "group", "event"
    )
    return get_object_or_404(rows, public_id=key)


class WavesPage(PlainPage):
    """Every wave of the school: those that go on, those that are planned, those that are over."""

    action = SEE
    title = "Опросы"
    template_name = "surveys/waves.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        return super().get_context_data(
            groups=listing.groups(self.membership, today),
            programme=listed.in_use(self.membership),
            questionnaires=Questionnaire.objects.visible_to(self.membership).filter(archived_on=None).exists(),
            **kwargs,
        )


class WaveNewPage(FormPage):
    """A new wave, or several at once."""

    action = EDIT
    title = "Новый опрос"
    template_name = "surveys/wave_new.html"
    form_class = WaveForm

    @cached_property
    def programme(self):
        return listed.in_use(self.membership)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"programme": self.programme}

    def get_initial(self):
        chosen = Questionnaire.objects.visible_to(self.membership).filter(
            public_id=self.request.GET.get("questionnaire", "")
        )
        return super().get_initial() | {"questionnaires": [row.pk for row in chosen]}

    def get(self, request, *args, **kwargs):
        if self.programme is None:
            return redirect("survey_waves")
        return super().get(request, *args, **kwargs)

    def perform(self, form):
        if self.programme is None:
            listed.needed(self.membership)
        made = [
            waves.plan(self.programme, one, form.facts(one), by=self.membership)
            for one in form.cleaned_data["questionnaires"]
        ]
        messages.success(self.request, " ".join(_planned(wave) for wave in made))
        return made

    def get_success_url(self):
        return reverse("survey_wave", args=[self.made[0].public_id]) if len(self.made) == 1 else reverse("survey_waves")


def _planned(wave: Wave) -> str:
    if wave.state == Wave.State.PLANNED:
        return f"«{wave}»: откроется {words.day_month(wave.opens_on)}."
    asked_of = results.rate(wave).asked
    told = wave.respondents.exclude(person__email="").count()
    said = words.counted(asked_of, "человека", "человека", "человек")
    rest = "" if told == asked_of else f", письма получат {told}, остальным напечатайте листы со ссылками"
    return f"«{wave}»: спрашиваем {said}{rest}."


class WavePage(PlainPage):
    """One wave: how many have answered, who has not, whom it cannot reach, what to do next."""

    action = SEE
    template_name = "surveys/wave.html"

    def get_context_data(self, key, **kwargs):
        wave = wave_of(self.membership, key)
        today = schooldays.today(self.organization)
        query = {name: self.request.GET.get(name, "") for name in ("q", "group", "only")}
        page = Paginator(listing.respondents(wave, query, today), A_PAGE).get_page(self.request.GET.get("page"))
        found = asked.of_wave(wave) if wave.state != Wave.State.CLOSED else asked.Asked()
        return super().get_context_data(
            title=wave.title,
            wave=wave,
            rate=results.rate(wave),
            page=page,
            pages=named(page, query),
            lines=listing.lines(page.object_list, today),
            query=query,
            groups=StudyGroup.objects.visible_to(self.membership).filter(closed_on=None),
            found=found,
            fresh=listing.fresh(wave, found) if wave.state == Wave.State.OPEN else 0,
            left=words.near(wave.closes_on, today),
            prolong_form=ProlongForm(membership=self.membership, initial={"until": max(wave.closes_on, today)}),
            **kwargs,
        )


@deed(EDIT)
def prolong(request, key):
    """Let people answer until another day."""
    form = ProlongForm(request.POST, membership=request.membership)
    if not form.is_valid():
        raise Refused("Укажите день, до которого можно отвечать.")
    wave = waves.prolong(wave_of(request.membership, key), form.cleaned_data["until"], by=request.membership)
    messages.success(request, f"Отвечать можно до {words.day_month(wave.closes_on)}.")
    return redirect("survey_wave", key)


@deed(EDIT)
def turn(request, key, verb):
    """Do one of the deeds over a wave."""
    wave, by = wave_of(request.membership, key), request.membership
    if verb == "discard":
        waves.discard(wave, by=by)
        messages.success(request, f"Опрос «{wave}» удалён: на него никто не ответил.")
        return redirect("survey_waves")
    messages.success(request, _done(wave, verb, by))
    return redirect("survey_wave", key)


def _done(wave: Wave, verb: str, by) -> str:
    if verb == "open":
        return _planned(waves.open_wave(wave, by=by))
    if verb == "close":
        waves.close(wave, by=by)
        return "Опрос закрыт. Итоги посчитаны."
    if verb == "remind":
        told = waves.remind(wave, by=by)
        return f"Напомним: {words.counted(told, 'письмо', 'письма', 'писем')}."
    if verb == "invite":
        fresh = waves.invite_new(wave, by=by)
        return f"Добавили: {words.counted(fresh, 'человек', 'человека', 'человек')}." if fresh else "Добавлять некого."
    raise Http404
