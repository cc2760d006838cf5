"""The page of the thirty forms, and each of their papers as a blank for the pen."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts.operations import Refused
from mentoring.pages import PlainPage, deed
from mentoring.printing import press
from reports.documents import annexes, blanks_pack


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
            "blanks": [(blanks_pack.name(code), reverse("document_blank", args=[code])) for code in form.kinds],
        }


@require_safe
def blank(request, kind):
    """Hand over a form for the pen."""
    if kind not in annexes.BLANKS:
        raise Http404
    try:
        content = blanks_pack.sheet(kind, request.membership.organization)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("annexes")
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("annexes")
    return downloads.give(content, f"Бланк — {blanks_pack.name(kind)}.pdf")


blank.action = "documents.see"


@deed("documents.see")
def every_blank(request):
    """Begin setting all forms; the page of the work shows how far it is."""
    return redirect("job", blanks_pack.begin(by=request.membership).public_id)
