"""The plan on paper as PDF: our fonts, our sheet, and nothing fetched from anywhere."""

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from roadmap.outputs.table import Sheet

_ASSETS = {
    f"asset:{name}": settings.BASE_DIR / "static" / name
    for name in (
        "css/paper.css",
        *(f"fonts/tinos/Tinos-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")),
    )
}


def render(sheet: Sheet) -> bytes:
    """Set the sheet as a tagged PDF."""
    # Pango may be missing on a machine that only shows pages; it is asked for when a paper is.
    from weasyprint import CSS, HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class OurFiles(URLFetcher):
        """Give the sheet and the fonts; refuse everything else."""

        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            if url not in _ASSETS:
                raise ValueError(f"not ours: {url}")
            return URLFetcherResponse(url, Path(_ASSETS[url]).read_bytes())

    fetcher, fonts = OurFiles(), FontConfiguration()
    style = CSS(string=Path(_ASSETS["asset:css/paper.css"]).read_text(), url_fetcher=fetcher, font_config=fonts)
    html = render_to_string("roadmap/print/plan.html", contexts(sheet))
    document = HTML(string=html, url_fetcher=fetcher, base_url="asset:")
    return document.write_pdf(stylesheets=[style], font_config=fonts, pdf_tags=True)


def contexts(sheet: Sheet) -> dict:
    """Return the sheet as plain values for the template of the paper."""
    return {
        "title": sheet.title,
        "period": sheet.period,
        "organization": sheet.organization,
        "numbered": sheet.numbered,
        "kind": "wide" if sheet.landscape else "tall",
        "columns": [
            {"heading": column.heading, "share": f"c{share}"}
            for column, share in zip(sheet.columns, percents(sheet.shares), strict=True)
        ],
        "rows": [_row(row, sheet) for row in sheet.rows],
        "footnotes": sheet.footnotes,
    }


def percents(shares: Sequence[float]) -> list[int]:
    """Round shares so that together they stay a hundred."""
    edges = [round(edge * 100) for edge in accumulate(shares)]
    return [edge - before for edge, before in zip(edges, [0, *edges], strict=False)]


def _row(row, sheet: Sheet) -> dict:
    if hasattr(row, "cells"):
        return {"cells": row.cells}
    span = len(sheet.columns) - sheet.numbered
    return {
        "number": row.number,
        "numbered": sheet.numbered,
        "title": row.title if sheet.numbered else row.heading,
        "said": row.said,
        "span": span,
    }
