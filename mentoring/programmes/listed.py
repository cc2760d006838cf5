"""The programmes of the school in use, asked once for a whole page."""

from mentoring.programmes.models import Programme


def of_request(request) -> list[Programme]:
    """Return the programmes that whoever asks may see, the latest first."""
    if not hasattr(request, "programmes"):
        request.programmes = list(Programme.objects.visible_to(request.membership))
    return request.programmes
