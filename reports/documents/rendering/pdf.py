"""A paper as PDF/A-3a: tagged, in Russian, with our font; set by the warm renderer."""

from datetime import datetime

from mentoring.printing import press
from reports.documents.paper import Paper
from reports.documents.rendering import html


def render(paper: Paper, *, made: datetime | None = None, uncompressed: bool = False) -> bytes:
    """Set the paper; the same paper gives the same bytes."""
    return press.pdf(
        html.page(paper, made=made), sheets=html.SHEETS, extras=html.extras(paper), uncompressed=uncompressed
    )
