"""Printing blank consents: whose, of which kinds; a few at once, many as a batch."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads, sent
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import PlainPage
from mentoring.people.consents import finding, matrix
from mentoring.people.consents.forms import MatrixFilter
from mentoring.people.models import ConsentKind, Person
from mentoring.printing import press
from reports.documents.consents import pack as consent_pack

ACTION = "consents.see"


class PapersPage(PlainPage):
    """Whose blanks are printed, and which."""

    action = ACTION
    title = "Напечатать бланки согласий"
    template_name = "documents/consents.html"

    def get_context_data(self, **kwargs):
        people, kinds = asked(self.membership, self.request.GET)
        return super().get_context_data(
            people=people,
            kinds=kinds,
            first=people[:12],
            more=max(0, len(people) - 12),
            counted=words.counted(len(people), "человек", "человека", "человек"),
            later=len(people) > consent_pack.AT_ONCE,
            most=consent_pack.MOST if len(people) == consent_pack.MOST else 0,
            **kwargs,
        )


def asked(member: Membership, query) -> tuple[list[Person], list[ConsentKind]]:
    """Return the people who are named, or found by the filter of the matrix, and the kinds of the school."""
    kinds, today = ConsentKind.objects.visible_to(member), schooldays.today(member.organization)
    if "person" in query:
        return consent_pack.people_of(member, sent.keys(query.getlist("person")), today), list(kinds)
    form = MatrixFilter(query, membership=member, kinds=kinds)
    people = finding.found(member, form.sought(), kinds, today)
    return list(matrix.with_groups(people[: consent_pack.MOST], today)), list(kinds)


def chosen_of(query, kinds: list[ConsentKind]) -> list[ConsentKind]:
    wanted = set(sent.keys(query.getlist("kinds")))
    return [kind for kind in kinds if kind.pk in wanted]


@require_safe
def papers(request):
    """Hand over the blanks of a few people."""
    people, kinds = asked(request.membership, request.GET)
    today = schooldays.today(request.membership.organization)
    asked_again = f"{reverse('consent_papers')}?{request.GET.urlencode()}"
    if len(people) > consent_pack.AT_ONCE:
        messages.info(request, "Людей много: нажмите «Подготовить бланки», и готовый файл останется у вас.")
        return redirect(asked_again)
    chosen, lacking = chosen_of(request.GET, kinds), "lacking" in request.GET
    try:
        blanks = list(consent_pack.blanks(people, chosen, today, only_lacking=lacking, by=request.membership))
        content = consent_pack.pdf(blanks)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(asked_again)
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect(asked_again)
    return downloads.give(content, consent_pack.NAME)


papers.action = ACTION
