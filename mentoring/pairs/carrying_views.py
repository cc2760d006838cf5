"""The page on which pairs that are to go on are taken into the next programme."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from mentoring import sent
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import PlainPage, deed
from mentoring.pairs import carrying, naming
from mentoring.pairs.models import Pair
from mentoring.programmes import listed

EDIT = "pairs.edit"
NONE_NEXT = "Следующей программы ещё нет. Сначала заведите её: «Программа» в меню слева."


class CarryPage(PlainPage):
    """The pairs that were advised to go on, each to be ticked."""

    action = EDIT
    title = "Продолжить пары"
    template_name = "pairs/carry.html"

    def get_context_data(self, **kwargs):
        programme = carrying.target(listed.of_request(self.request))
        pairs = carrying.offered(programme, self.membership) if programme else []
        lines = [{"pair": pair, "name": naming.name(pair)} for pair in pairs]
        return super().get_context_data(programme=programme, lines=lines, none_next=NONE_NEXT, **kwargs)


@deed(EDIT)
def carry(request):
    """Make projects of the ticked pairs in the next programme."""
    programme = carrying.target(listed.of_request(request))
    if programme is None:
        raise Refused(NONE_NEXT)
    keys = sent.keys(request.POST.getlist("row"))
    if not keys:
        raise Refused("Отметьте пары, которые продолжатся.")
    today = schooldays.today(request.membership.organization)
    rows = Pair.objects.visible_to(request.membership).filter(pk__in=keys)
    done = carrying.carry(rows, programme, on=today, by=request.membership)
    for reason in done.left:
        messages.warning(request, reason)
    if done.made:
        count = words.counted(len(done.made), "проект", "проекта", "проектов")
        messages.success(request, f"Составили {count} в программе «{programme}». Закрепите их приказом.")
    return redirect(reverse("pair_carry"))
