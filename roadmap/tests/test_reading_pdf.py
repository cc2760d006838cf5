"""Plans printed to PDF: ruled tables over several pages, and scans without a text."""

from datetime import date

import pytest
from weasyprint import HTML

from roadmap.readers import reading
from roadmap.readers.blocks import UnreadableFile
from roadmap.tests.papers import events

STYLE = (
    "<style>@page{size:A5}body{font:11pt Tinos,serif}"
    "table{border-collapse:collapse;width:100%}td{border:1px solid}</style>"
)


def printed(body: str) -> bytes:
    return HTML(string=f"<meta charset=utf-8>{STYLE}{body}").write_pdf()


def test_ruled_table_is_read_over_the_pages_with_merged_and_wrapped_cells() -> None:
    rows = "".join(
        f"<tr><td>1.{n}</td><td>Встреча с родителями учеников о ходе занятий, день {n}</td><td>май 2024</td>"
        "<td>Классные руководители</td></tr>"
        for n in range(1, 31)
    )

    draft = reading.read(
        "план.pdf",
        printed(
            "<p>План мероприятий на 2024 год</p><table><tr><td>№</td><td>Мероприятие</td><td>Срок</td>"
            f"<td>Ответственный</td></tr><tr><td>1</td><td colspan=3>Встречи</td></tr>{rows}</table>"
        ),
    )

    assert draft.source == "pdf"
    assert (draft.period and draft.period.start) == date(2024, 1, 1)
    assert events(draft) == [
        (
            "Встречи",
            f"1.{n}",
            f"Встреча с родителями учеников о ходе занятий, день {n}",
            "май 2024",
            "Классные руководители",
        )
        for n in range(1, 31)
    ]
    assert draft.events[-1].place.startswith("страница ")


def test_scan_without_a_text_is_refused_with_a_remedy() -> None:
    with pytest.raises(UnreadableFile, match="скан: в PDF нет текста"):
        reading.read("план.pdf", printed("<table><tr><td>&nbsp;</td><td>&nbsp;</td></tr></table>"))
