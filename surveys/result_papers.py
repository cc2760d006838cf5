"""Results as a paper: «справка» of a wave or a comparison, with strengths and weaknesses, as PDF."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from mentoring import downloads
from mentoring.accounts import schooldays
from mentoring.calendar import words
from mentoring.printing import press
from mentoring.programmes.models import Programme
from surveys import pairing, strengths
from surveys.models import Comparison, Wave
from surveys.showing import Shown

SHEETS = ("css/shares.css", "css/paper.css", "css/findings.css")


def answered(request, lay: Callable[..., bytes], shown: Any, title: str, *, back: tuple[str, str]) -> HttpResponse:
    """Hand a paper over, or say in words why there is none."""
    try:
        return downloads.give(lay(shown), f"{title[:80]}.pdf")
    except press.Failed as failed:
        messages.error(request, f"{failed.words} Числа можно взять как файл Excel.")
        return redirect(*back)


def of_wave(shown: Shown) -> bytes:
    """Set the results of a wave, without names; those of an exit wave with strengths and weaknesses."""
    wave = shown.wave
    table = _swot(wave.programme) if wave.moment == Wave.Moment.EXIT else []
    context = {"title": f"Итоги опроса «{wave.title}»", "shown": shown, "wave": wave, "table": table}
    return _set("surveys/print/wave.html", wave, context)


def of_comparison(shown: tuple[Comparison, str, list[dict], list[dict]]) -> bytes:
    """Set a comparison with its conclusion and the table of strengths and weaknesses."""
    made, title, lines, figures = shown
    context = {
        "title": title,
        "comparison": made,
        "lines": lines,
        "figures": figures,
        "meeting": pairing.meeting(made.before, made.after),
        "table": _swot(made.after.programme),
    }
    return _set("surveys/print/comparison.html", made, context)


def _swot(programme: Programme) -> list[tuple]:
    """Lay the four parts two by two; an empty table is left out."""
    parts = strengths.quadrants(programme)
    if not any(rows for _, _, rows in parts):
        return []
    named = [(title, rows) for _, title, rows in parts]
    return [("Внутренние", *named[:2]), ("Внешние", *named[2:])]


def _set(template: str, row, context: dict) -> bytes:
    common = {
        "organization": row.organization.full_name,
        "on": words.full(schooldays.today(row.organization)),
    }
    return press.pdf(render_to_string(template, common | context), sheets=SHEETS)
