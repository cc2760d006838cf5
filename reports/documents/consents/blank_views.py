"""Each consent as a paper of its own, in which the pen names everybody: for whoever is not in the lists yet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from mentoring import downloads
from mentoring.accounts import schooldays
from mentoring.pages import PlainPage
from mentoring.people.models import ConsentKind
from mentoring.printing import press
from reports.documents.consents import pack as consent_pack

ADULT, MINOR = "adult", "minor"
_WORDS = {ADULT: "для взрослого", MINOR: "для ребёнка"}
Whose = ConsentKind.Whose


class BlanksPage(PlainPage):
    """Every kind of consent, each with its blank."""

    action = "consents.see"
    title = "Пустые бланки согласий"
    template_name = "documents/consent_blanks.html"

    def get_context_data(self, **kwargs):
        rows = ConsentKind.objects.visible_to(self.membership)
        lines = [(kind, [(one, _WORDS[one]) for one in _signers(kind)]) for kind in rows]
        return super().get_context_data(lines=lines, **kwargs)


@require_safe
def blank(request, pk, whose):
    """Hand over the blank of one purpose."""
    kind = get_object_or_404(ConsentKind.objects.visible_to(request.membership), pk=pk)
    if whose not in _signers(kind):
        raise Http404
    school = request.membership.organization
    paper = consent_pack.for_pen(kind, school, schooldays.today(school), minor=whose == MINOR)
    try:
        content = consent_pack.pdf([paper])
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("consent_blanks")
    return downloads.give(content, f"{kind.title} ({_WORDS[whose]}).pdf")


blank.action = "consents.see"


def _signers(kind: ConsentKind) -> tuple[str, ...]:
    """Return who signs a consent of this kind: an adult for themselves, a parent for a child."""
    return {Whose.ADULT: (ADULT,), Whose.MINOR: (MINOR,)}.get(kind.whose, (ADULT, MINOR))
