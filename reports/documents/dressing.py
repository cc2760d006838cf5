"""A paper put on the school's own sheet: the emblem, the lines, the margins, and the code of an issued act."""

import base64
import logging
from dataclasses import replace

from mentoring.accounts import codes, files, links
from mentoring.accounts.models import Organization, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.printing import faces
from reports.documents import kinds, leaflets, paper
from reports.documents.look import Look
from reports.documents.models import Document
from reports.documents.paper import Paper

log = logging.getLogger(__name__)

CODE = 10  # signs: 41 bits, tried 30 times a minute at most
ORDERS = "orders"
ORDER_LEFT = 30
LOST = (
    "Эмблема школы не читается: её файла нет на сервере, номер без неё не присваиваем. Откройте «Оформление "
    "документов», приложите эмблему снова или отметьте «печатать без эмблемы»."
)


class EmblemLost(Refused):
    """An emblem that the school has chosen and the server has not."""


def dress(text: Paper, document: Document) -> Paper:
    """Put a paper that is not issued yet on the sheet of today."""
    look = sheet(document.organization, order=kinds.get(document.kind).journal == ORDERS)
    heads = [paper.Letterhead("", document.organization.full_name)] if document.kind in leaflets.KINDS else []
    return replace(text, blocks=(*heads, *text.blocks) if look.heads else text.blocks, look=look)


def sheet(organization: Organization, *, order: bool = False) -> paper.Stationery:
    """Return the sheet of the school as it prints today; the usual one where it has set nothing."""
    look = of(organization)
    return printed(look, order=order) if look else paper.PLAIN


def of(organization: Organization) -> Look | None:
    """Return what the school has set; nothing stands for what is usual."""
    return Look.objects.filter(organization=organization).select_related("emblem").first()


def printed(look: Look, *, order: bool) -> paper.Stationery:
    """Return the sheet with the emblem inside, so that an act needs no file to be printed again."""
    emblem = _emblem(look.emblem) if look.emblem else ""
    return paper.Stationery(
        emblem=emblem,
        emblem_at=look.emblem_at,
        lines=tuple(look.lines.splitlines()),
        left=max(look.left, ORDER_LEFT) if order and look.orders_wide else look.left,
        right=look.right,
        top=look.top,
        bottom=look.bottom,
        profile=look.profile,
        font=look.font if look.font in faces.offered() else "",
        lost=bool(look.emblem and not emblem),
    )


def _emblem(file: StoredFile) -> str:
    try:
        return base64.b64encode(files.read(file)).decode()
    except OSError as error:
        log.error("emblem %s cannot be read: %s", file.public_id, error.strerror)
        return ""


def seal(document: Document, text: Paper) -> Paper:
    """Return the sheet of an act that gets its number: with the emblem and the code that the school has chosen."""
    if text.look.lost:
        raise EmblemLost(LOST)
    coded = Look.objects.filter(organization=document.organization, check_code=True).exists()
    return _coded(document, text) if coded else text


def _coded(document: Document, text: Paper) -> Paper:
    document.check_code = codes.pick(CODE)
    while Document.objects.filter(check_code=document.check_code).exists():
        document.check_code = codes.pick(CODE)
    return replace(text, look=replace(text.look, check=address(document.check_code)))


def address(code: str) -> str:
    """Return where anybody learns of the act that has this code."""
    return links.address("check_act", code)


def sample(organization: Organization) -> Paper:
    """Write an invented order in the look of the school: nothing of its people, a code that no act has."""
    look = of(organization)
    short = organization.short_name if organization.short_name != organization.full_name else ""
    dressed = printed(look, order=True) if look else paper.PLAIN
    if look and look.check_code:
        dressed = replace(dressed, check=address("SAMPLE"))
    blocks = (
        paper.Letterhead(organization.founder, organization.full_name, short),
        paper.Name("ПРИКАЗ"),
        paper.Registration("1 сентября 2026 г.", "000", organization.locality),
        paper.Heading(paper.text("Об оформлении документов")),
        paper.Paragraph(paper.text("Это образец: он показывает бланк, поля и шрифт. Силы документа он не имеет.")),
        paper.Paragraph(paper.text("ПРИКАЗЫВАЮ:"), flat=True),
        *(paper.Point(f"{place}.", paper.text(words)) for place, words in enumerate(_POINTS, 1)),
        paper.Signature(paper.text("Директор"), paper.text("И. О. Фамилия")),
    )
    annex = paper.Annex((paper.text("Приложение к приказу от 01.09.2026 № 000"),), "Образец приложения", (_TABLE,))
    return Paper("Как выглядят документы", blocks, (annex,), look=dressed)


_POINTS = (
    "Печатать документы по наставничеству на этом бланке.",
    "Проверить наименование, адрес и телефон: они стоят на каждом документе.",
    "Контроль за исполнением приказа оставляю за собой.",
)
_TABLE = paper.Table(
    (paper.Column("№ п/п", 10), paper.Column("Что проверить", 60), paper.Column("Где исправить", 30)),
    (
        paper.Row(((paper.text("1."),), (paper.text("Наименование и учредитель"),), (paper.text("Карточка школы"),))),
        paper.Row(((paper.text("2."),), (paper.text("Строки бланка, поля, эмблема"),), (paper.text("Оформление"),))),
    ),
)
