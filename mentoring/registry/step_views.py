"""Steps of mentees and mentors as buttons: on a card one at a time, below a list for those who are ticked."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar.words import counted
from mentoring.pages import deed
from mentoring.registry import mentees, mentors
from mentoring.registry.models import Mentee, Mentor

EDIT = "registry.edit"
IN = "Внесены в реестр"


@dataclass(frozen=True)
class Step:
    """A button of a card; one that takes somebody out asks why."""

    verb: str
    words: str
    why: str = ""


REGISTER, BACK = Step("register", "Внести в реестр"), Step("back", "Вернуть")
LEAVE = Step("leave", "Выбыл…", "Почему выбыл")
FINISH = Step("finish", "Прошёл программу")
RESERVE = Step("reserve", "В резерв")
REFUSE = Step("refuse", "Не рекомендовать…", "Почему не рекомендован")

MENTEE_STEPS = {
    Mentee.State.OFFERED: (REGISTER, LEAVE),
    Mentee.State.REGISTERED: (FINISH, LEAVE),
    Mentee.State.FINISHED: (REGISTER, BACK),
    Mentee.State.LEFT: (REGISTER, BACK),
}
MENTOR_STEPS = {
    Mentor.State.APPLIED: (REGISTER, RESERVE, REFUSE, LEAVE),
    Mentor.State.REGISTERED: (RESERVE, LEAVE),
    Mentor.State.RESERVE: (REGISTER, REFUSE, LEAVE),
    Mentor.State.REFUSED: (RESERVE, BACK),
    Mentor.State.LEFT: (REGISTER, BACK),
}


@deed(EDIT)
def mentee_step(request, pk, verb):
    """Take one step with a mentee."""
    row = get_object_or_404(Mentee.objects.visible_to(request.membership), pk=pk)
    by, today, why = request.membership, schooldays.today(request.membership.organization), request.POST.get("why", "")
    steps = {
        "register": lambda: mentees.register([row.pk], on=today, by=by),
        "finish": lambda: mentees.finish([row.pk], on=today, by=by),
        "leave": lambda: mentees.leave(row, reason=why, on=today, by=by),
        "back": lambda: mentees.come_back(row, by=by),
    }
    return _taken(request, steps, verb, f"admin:registry_{row._meta.model_name}_change", row)


@deed(EDIT)
def mentor_step(request, pk, verb):
    """Take one step with a mentor."""
    row = get_object_or_404(Mentor.objects.visible_to(request.membership), pk=pk)
    by, today, why = request.membership, schooldays.today(request.membership.organization), request.POST.get("why", "")
    steps = {
        "register": lambda: mentors.register([row.pk], on=today, by=by),
        "reserve": lambda: mentors.reserve([row.pk], by=by),
        "refuse": lambda: mentors.refuse(row, reason=why, by=by),
        "leave": lambda: mentors.leave(row, reason=why, on=today, by=by),
        "back": lambda: mentors.come_back(row, by=by),
    }
    return _taken(request, steps, verb, f"admin:registry_{row._meta.model_name}_change", row)


def _taken(request, steps, verb, page, row):
    if verb not in steps:
        raise Http404
    made = steps[verb]()
    if verb == "register":
        level = messages.warning if made.left else messages.success
        level(request, made.words(IN))
    else:
        messages.success(request, "Записали.")
    return redirect(page, row.pk)


def register_mentees(member: Membership, rows) -> str:
    today = schooldays.today(member.organization)
    return mentees.register(_keys(rows), on=today, by=member).words(IN)


def finish_mentees(member: Membership, rows) -> str:
    done = mentees.finish(_keys(rows), on=schooldays.today(member.organization), by=member)
    return f"Прошли программу: {counted(len(done), 'человек', 'человека', 'человек')}."


def register_mentors(member: Membership, rows) -> str:
    today = schooldays.today(member.organization)
    return mentors.register(_keys(rows), on=today, by=member).words(IN)


def reserve_mentors(member: Membership, rows) -> str:
    done = mentors.reserve(_keys(rows), by=member)
    return f"В резерве: {counted(len(done), 'человек', 'человека', 'человек')}."


def _keys(rows) -> list[int]:
    return list(rows.values_list("pk", flat=True))
