"""Which sheet a member gets of a plan, and under what name."""

from mentoring.accounts import schooldays
from mentoring.accounts.files import clean_name
from mentoring.accounts.models import Membership
from roadmap import overview
from roadmap.models import Roadmap
from roadmap.outputs import table
from roadmap.outputs.table import Sheet


def sheet_of(roadmap: Roadmap, *, member: Membership, marks: bool, names: bool) -> Sheet:
    """Read a plan as it is today and lay it out."""
    today = schooldays.today(member.organization)
    plan = overview.load(roadmap, member=member, today=today)
    return table.sheet(plan, organization=member.organization.full_name, marks=marks, names=names)


def file_name(sheet: Sheet, kind: str) -> str:
    """Name the file by the title; a slash in it is no folder."""
    title = sheet.title[:80].strip().replace("/", "-").replace("\\", "-")
    return clean_name(f"{title}.{kind}")
