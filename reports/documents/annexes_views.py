"""The page of the thirty forms, and each of their papers as a blank for the pen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts import schooldays
from mentoring.pages import PlainPage
from mentoring.printing import press
from reports.documents import annexes, blanks, gathering, kinds
from reports.documents.rendering import pdf


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
            "blanks": [(kinds.get(code).title, reverse("document_blank", args=[code])) for code in form.kinds],
        }


@require_safe
def blank(request, kind):
    """Hand over a form for the pen: nothing of the school but its letterhead stands in it."""
    if kind not in annexes.BLANKS:
        raise Http404
    of, organization = kinds.get(kind), request.membership.organization
    paper = blanks.lay(of, gathering.school(organization), schooldays.today(organization))
    try:
        content = pdf.render(paper)
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("annexes")
    return downloads.give(content, f"Бланк — {of.title}.pdf")


blank.action = "documents.see"
