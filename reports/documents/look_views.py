"""A sheet of invented words in the look of the school: what its papers will be like."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.printing import press
from reports.documents import dressing
from reports.documents.rendering import pdf

NAME = "Как выглядят документы.pdf"


@require_safe
def sample(request):
    """Show the sheet as the browser shows papers."""
    organization = request.membership.organization
    try:
        return downloads.give(pdf.render(dressing.sample(organization)), NAME, opened=True)
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("admin:documents_look_changelist")


sample.action = "organization.see"
