"""Words that try to fetch, to run or to break a page, put into every field of every block."""

from dataclasses import fields, is_dataclass
from typing import Any

from reports.documents import paper
from reports.documents.paper import Annex, Column, Paper, Row, Run, Signer, text

WORDS = {
    "image": '<img src="http://169.254.169.254/latest/meta-data/">',
    "file": "<img src=file:///etc/passwd><iframe src='file:///etc/hosts'></iframe>",
    "attachment": '<link rel="attachment" href="file:///etc/passwd">',
    "import": "</title><style>@import url(http://127.0.0.1:9/a.css); p { display: none }</style>",
    "url": 'x" style="background: url(http://127.0.0.1:9/b.png)',
    "script": "<script>fetch('http://127.0.0.1:9')</script>",
    "svg": '<svg onload="alert(1)"><image href="http://127.0.0.1:9/c.png"/></svg>',
    "template": "{% include '/etc/passwd' %} {{ settings.SECRET_KEY }} {0} {} %s",
    "comment": "--><!-- ]]> &amp; &lt; &#0;",
    "direction": "Иванов\u202eвонавИ\u2066 \u200fא\u061c",
    "control": "Иванов\x00\x08\x1b\ud800\ufffe Пётр",
    "pictures": "Ким \U0001f468\u200d\U0001f469\u200d\U0001f467 金正 ☃",
    "long word": "Ы" * 500,
    "long words": "достопримечательность " * 25,
}


def whole() -> Paper:
    """Make a small paper with one block of each kind."""
    table = paper.Table(
        (Column("№", 10), Column("Имя", 90)),
        (Row(((text("Раздел"),),)), Row(((text("1."),), (text("Один"), text("Два"))))),
    )
    blocks = (
        paper.Letterhead("Учредитель", "Школа", "Школа"),
        paper.Name("ПРИКАЗ"),
        paper.Registration("01.09.2026", "1", "Посёлок"),
        paper.Heading(text("О деле")),
        paper.Paragraph((Run("Слово", word="person:1:acc"), Run("жирное", bold=True))),
        paper.Paragraph(text("Посередине"), centered=True),
        paper.Point("1.", text("Сделать.")),
        table,
        paper.Signature(text("Директор"), text("М. О. Лебедева")),
        paper.SignSheet("Ознакомлены:", (Signer("Имя", "Должность"),)),
    )
    annex = Annex((text("Приложение"),), "Перечень", (table,), landscape=True)
    return Paper("Приказ", blocks, (annex,), stamp=(text("УТВЕРЖДЁН"),))


def filled(words: str) -> Paper:
    """Put the words into every text of the paper, and into the names of declined words."""
    return _filled(whole(), WORDS.get(words, words))


def _filled(value: Any, words: str) -> Any:
    if isinstance(value, str):
        return words if value else value
    if isinstance(value, tuple):
        return tuple(_filled(one, words) for one in value)
    if is_dataclass(value):
        return type(value)(**{field.name: _filled(getattr(value, field.name), words) for field in fields(value)})
    return value
