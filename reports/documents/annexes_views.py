"""The page of the thirty forms, and each of their papers as a blank for the pen."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts import schooldays
from mentoring.accounts.operations import Refused
from mentoring.pages import PlainPage
from mentoring.printing import press
from reports.documents import annexes, blanks, dressing, gathering, kinds, telling
from reports.documents.rendering import pdf
from reports.documents.texts import school_texts


class AnnexesPage(PlainPage):
    """Which paper or page stands for each form of the model."""

    action = "documents.see"
    title = "Формы целевой модели"
    template_name = "documents/annexes.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(lines=[self._line(form) for form in annexes.FORMS], **kwargs)

    def _line(self, form: annexes.Form) -> dict:
        may = self.membership.can
        return {
            "form": form,
            "places": [(one.words, reverse(one.url)) for one in form.places if may(one.action)],
            "blanks": [(_name(kinds.get(code)), reverse("document_blank", args=[code])) for code in form.kinds],
        }


def _name(kind: kinds.Kind) -> str:
    return telling.named(kind, kind.title)


@require_safe
def blank(request, kind):
    """Hand over a form for the pen: nothing of the school but its letterhead stands in it."""
    if kind not in annexes.BLANKS:
        raise Http404
    of, organization = kinds.get(kind), request.membership.organization
    try:
        text = school_texts.body_of(kind, organization)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("annexes")
    laid = blanks.lay(of, gathering.school(organization), schooldays.today(organization), text)
    paper = replace(laid, look=dressing.sheet(organization, order=of.journal == dressing.ORDERS))
    try:
        content = pdf.render(paper)
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("annexes")
    return downloads.give(content, f"Бланк — {_name(of)}.pdf")


blank.action = "documents.see"
