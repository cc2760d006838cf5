"""The road from a document to a plan."""

from functools import partial

from mentoring.people.models import Employment
from mentoring.programmes.models import Programme
from roadmap import builtin
from roadmap.models import Upload
from roadmap.tests import drafts
from tests.matrix.page import Page

EDIT = partial(Page, "plan.edit")
STEP = partial(EDIT, model="roadmap.Upload", key="public_id")


def read(school, owner) -> Upload:
    """Make an upload whose every line is a canary."""
    lines = [(0, "1.1", school.maker.text(), "октябрь", school.maker.text()), (1, "2.1", school.maker.text(), "ноябрь")]
    programme = school.maker.row(Programme)
    return drafts.upload(programme, by=school.colleague, draft=drafts.draft(*lines), name=f"{school.maker.text()}.docx")


def pasted(school, row) -> dict:
    """Return the text of a plan as somebody would paste it."""
    table = [
        ("№", "Мероприятие", "Срок", "Ответственный"),
        *((f"1.{n}", school.maker.text(), "май", "куратор") for n in (1, 2)),
    ]
    return {"text": "\n".join("\t".join(cells) for cells in table)}


WIZARD = {
    "plan_upload": EDIT("GET POST", data=pasted, heavy=True),
    "plan_pattern": EDIT(arguments=builtin.CODES[:1]),
    "plan_pattern_adopt": EDIT("POST", arguments=builtin.CODES[:1]),
    "plan_upload_check": STEP(
        "GET POST", make=read, reads=True, data=lambda school, row: {"title": school.maker.text()}
    ),
    "plan_upload_people": STEP(
        "GET POST", make=read, reads=True, data=lambda school, row: {"to-0": f"duty:{Employment.Duty.METHODIST}"}
    ),
    "plan_upload_adopt": STEP(make=read),
    "plan_upload_adopt_now": STEP("POST", make=read, data=lambda school, row: {"version": row.version if row else 1}),
    "plan_upload_drop": STEP("POST", make=read),
}
