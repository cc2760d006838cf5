"""Results as a paper: «справка» of a wave or a comparison, with strengths and weaknesses, as PDF."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.printing import press
from surveys import pairing, result_books, strengths
from surveys.models import Comparison
from surveys.showing import Shown

SHEETS = ("css/shares.css", "css/paper.css", "css/findings.css")


def answered(request, lay: Callable[..., bytes], shown: Any, title: str, *, back: tuple[str, str]) -> HttpResponse:
    """Hand a paper over, or say in words why there is none."""
    try:
        return result_books.given(lay(shown), title, "pdf")
    except press.Failed as failed:
        messages.error(request, f"{failed.words} Числа можно взять как файл Excel.")
        return redirect(*back)


def of_wave(shown: Shown) -> bytes:
    """Set the results of a wave, without names."""
    wave = shown.wave
    return _set(
        "surveys/print/wave.html", wave, {"title": f"Итоги опроса «{wave.title}»", "shown": shown, "wave": wave}
    )


def of_comparison(shown: tuple[Comparison, str, list[dict], list[dict]]) -> bytes:
    """Set a comparison with its conclusion and the table of strengths and weaknesses."""
    made, title, lines, figures = shown
    quadrants = {value: (name, rows) for value, name, rows in strengths.quadrants(made.after.programme)}
    pairs = (("Внутренние", "strength", "weakness"), ("Внешние", "opportunity", "threat"))
    table = [(label, quadrants[left], quadrants[right]) for label, left, right in pairs]
    context = {
        "title": title,
        "comparison": made,
        "lines": lines,
        "figures": figures,
        "meeting": pairing.meeting(made.before, made.after),
        "table": table if any(rows for _, rows in quadrants.values()) else [],
    }
    return _set("surveys/print/comparison.html", made, context)


def _set(template: str, row, context: dict) -> bytes:
    common = {
        "organization": row.organization.full_name,
        "on": words.full(schooldays.today(row.organization)),
    }
    return press.pdf(render_to_string(template, common | context), sheets=SHEETS)
