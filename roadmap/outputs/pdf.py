"""The plan on paper as PDF: our sheet, set by the warm renderer."""

from collections.abc import Sequence
from itertools import accumulate

from django.template.loader import render_to_string

from mentoring.printing import press
from roadmap.outputs.table import Sheet

SHEETS = ("css/shares.css", "css/paper.css")


def render(sheet: Sheet) -> bytes:
    """Set the sheet as a tagged PDF."""
    return press.pdf(render_to_string("roadmap/print/plan.html", contexts(sheet)), sheets=SHEETS)


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
