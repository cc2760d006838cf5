"""Deeds over one pair: a page with a small form for each, a button where nothing is asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.pages import FormPage, deed
from mentoring.pairs import naming, pair_forms, pairing
from mentoring.pairs.models import Pair, PairMentee
from mentoring.pairs.pair_views import EDIT, pair_of


class _PairDeed(FormPage):
    """A form whose deed changes one pair; `about` says beforehand what will happen."""

    action = EDIT
    template_name = "pairs/pair_form.html"
    about = ""
    button = "Сохранить"

    @cached_property
    def pair(self) -> Pair:
        return pair_of(self.membership, self.kwargs["key"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pair": self.pair}

    def get_context_data(self, **kwargs):
        own = {"pair": self.pair, "name": naming.name(self.pair), "about": self.about, "button": self.button}
        return super().get_context_data(**own | kwargs)

    def get_success_url(self):
        return reverse("pair", args=[self.pair.public_id])


class FixPage(_PairDeed):
    title = "Закрепить пару"
    about = "Пара начнёт работать: наставник увидит её у себя. Согласия и реестр проверим на указанный день."
    button = "Закрепить"
    form_class = pair_forms.FixForm
    done = "Пара закреплена."

    def perform(self, form):
        return pairing.fix([self.pair], **form.cleaned_data, by=self.membership)


class PausePage(_PairDeed):
    title = "Приостановить пару"
    about = "Наставник будет по-прежнему видеть пару. О встречах программа не напомнит, пока пара не возобновится."
    button = "Приостановить"
    form_class = pair_forms.PauseForm
    done = "Пара приостановлена."

    def perform(self, form):
        return pairing.pause(self.pair, **form.cleaned_data, by=self.membership)


class CompletePage(_PairDeed):
    title = "Завершить пару"
    about = "Наставник видит пару до последнего дня. Если день уже наступил, доступ закроется сразу."
    button = "Завершить"
    form_class = pair_forms.CompleteForm
    done = "Записали окончание пары."

    def perform(self, form):
        return pairing.complete(self.pair, **form.cleaned_data, by=self.membership)


class _WarnedPage(_PairDeed):
    """A deed of which an employee is told three working days before."""

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        soonest = pairing.notice(self.pair, today)
        told = (
            f" Наставник — работник организации: его предупреждают за три рабочих дня. Если предупредить сегодня, "
            f"ближайший день — {words.full(soonest)}"
        )
        return super().get_context_data(about=self.about + (told if soonest > today else ""), **kwargs)


class DissolvePage(_WarnedPage):
    title = "Расторгнуть пару"
    about = "Доступ наставника закроется после последнего дня, место у наставника освободится."
    button = "Расторгнуть"
    form_class = pair_forms.DissolveForm
    done = "Записали расторжение пары."

    def perform(self, form):
        return pairing.dissolve(self.pair, **form.cleaned_data, by=self.membership)


class ReplacePage(_WarnedPage):
    title = "Заменить наставника"
    about = "Прежний наставник видит пару и дневник до кануна этого дня, новый — с этого дня."
    button = "Заменить"
    form_class = pair_forms.ReplaceForm
    done = "Записали замену наставника."

    def perform(self, form):
        return pairing.replace(self.pair, **form.cleaned_data, by=self.membership)


class ProlongPage(_PairDeed):
    title = "Продлить пару"
    about = "Пара продолжит работу до этого дня. Назначенное окончание, если оно было, отменится."
    button = "Продлить"
    form_class = pair_forms.ProlongForm
    done = "Пара продлена."

    def perform(self, form):
        return pairing.prolong(self.pair, **form.cleaned_data, by=self.membership)


class SecondPage(_PairDeed):
    title = "Второй наставник"
    about = "Второй наставник видит пару и пишет в дневник в эти дни наравне с первым."
    button = "Назначить"
    form_class = pair_forms.SecondForm
    done = "Назначили второго наставника."

    def perform(self, form):
        return pairing.second(self.pair, **form.cleaned_data, by=self.membership)


class SubstitutePage(_PairDeed):
    title = "Замещение на время"
    about = "Замещающий видит пару только в эти дни. Ведущий наставник остаётся прежним."
    button = "Назначить"
    form_class = pair_forms.SubstituteForm
    done = "Назначили замещение."

    def perform(self, form):
        return pairing.substitute(self.pair, **form.cleaned_data, by=self.membership)


class JoinPage(_PairDeed):
    title = "Принять в группу"
    button = "Принять"
    form_class = pair_forms.JoinForm
    done = "Приняли в группу."

    def perform(self, form):
        return pairing.join_group(self.pair, **form.cleaned_data, by=self.membership)


class LeavePage(_PairDeed):
    title = "Выход из группы"
    button = "Записать выход"
    form_class = pair_forms.LeaveForm
    done = "Записали выход из группы."

    @cached_property
    def seat(self) -> PairMentee:
        return get_object_or_404(self.pair.mentees.select_related("pair", "mentee__person"), pk=self.kwargs["seat"])

    def get_context_data(self, **kwargs):
        about = f"{self.seat.mentee} остаётся в группе по указанный день."
        return super().get_context_data(about=about, **kwargs)

    def perform(self, form):
        return pairing.leave_group(self.seat, **form.cleaned_data, by=self.membership)


@deed(EDIT)
def resume(request, key):
    """Let a paused pair work again."""
    pairing.resume(pair_of(request.membership, key), by=request.membership)
    messages.success(request, "Пара снова работает.")
    return redirect("pair", key)


@deed(EDIT)
def take_back(request, key, seat):
    """End the seat of a mentor today; one that lies ahead never begins."""
    pair, today = pair_of(request.membership, key), schooldays.today(request.membership.organization)
    row = get_object_or_404(pair.mentors.select_related("pair"), pk=seat)
    pairing.take_back(row, from_day=today, by=request.membership)
    messages.success(request, "Назначение отменено.")
    return redirect("pair", key)
