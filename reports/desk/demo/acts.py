"""Papers of the invented schools: an order in force, a protocol, a plan with the director, a draft, one sent back."""

from datetime import date, timedelta

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.calendar.workdays import SchoolCalendar
from mentoring.programmes.models import Programme
from reports.documents import acquainting, approving, drafting, issuing, legal, numbering
from reports.documents.models import Document, LegalAct
from reports.filing import usual
from roadmap.models import Roadmap

_SIGNED_ON_PAPER = 3  # of those named, in the order of the list
_REMARK = "В приказе не видно, кто отвечает за форму «Педагог — педагог». Назначьте ответственного и пришлите снова."


def school(
    programme: Programme, roadmap: Roadmap, *, curator: Membership, head: Membership, reader: Membership
) -> None:
    """Issue the order that began the year, its protocol; let the plan wait for the director; begin the next order."""
    usual.take_usual(programme.organization, by=curator)
    calendar = schooldays.calendar_of(programme.organization)
    on = calendar.next_working(programme.start + timedelta(days=4))
    _own_law(programme, "управления образования городского округа Белоключевск", "312", on)
    _numbers_before(programme, on, by=curator)
    protocol = drafting.draft("group_protocol", programme, by=curator)
    _issue(protocol, on, by=curator, head=head)
    order = drafting.draft("O1", programme, by=curator, roadmap=roadmap)
    order = drafting.edit(
        order, by=curator, version=order.version, body=drafting.settled("O1", programme.organization, on)
    )
    order = _issue(order, on, by=curator, head=head)
    _read(order, on, calendar, by=curator, reader=reader)
    plan = drafting.draft("roadmap", programme, by=curator, roadmap=roadmap)
    approving.submit(plan, by=curator, accept_warnings=True)
    drafting.draft("O2", programme, by=curator)


def college(programme: Programme, roadmap: Roadmap, *, curator: Membership, head: Membership) -> None:
    """Let the acting head send the order back."""
    _own_law(programme, "министерства образования Белозорской области", "77/02", programme.start)
    order = drafting.draft("O1", programme, by=curator, roadmap=roadmap)
    order = approving.submit(order, by=curator, accept_warnings=True)
    approving.return_(order, _REMARK, by=head)


def _own_law(programme: Programme, whose: str, number: str, before: date) -> None:
    """Put the order of those above the school into its list of laws, after the usual ones."""
    legal.offer(programme.organization, "O1")
    on = before - timedelta(days=9)
    title = f"приказа {whose} от {on:%d.%m.%Y} № {number} «О развитии наставничества в образовательных организациях»"
    LegalAct.objects.create(
        organization=programme.organization, title=title, number=number, on=on, start=on, kinds=["O1"]
    )


def _numbers_before(programme: Programme, on: date, *, by: Membership) -> None:
    """Remember that the orders of the first half-year were numbered on paper."""
    orders = numbering.journal_for(programme.organization, "orders")
    orders = numbering.change_scheme(orders, "{n}/1-од", by=by)
    numbering.record_outside(orders, on.year, 1, 41, "приказы с января, зарегистрированы в бумажном журнале", by=by)


def _issue(document: Document, on: date, *, by: Membership, head: Membership) -> Document:
    document = approving.submit(document, by=by, accept_warnings=True)
    return issuing.approve_and_issue(document, on=on, by=head)


def _read(order: Document, on: date, calendar: SchoolCalendar, *, by: Membership, reader: Membership) -> None:
    """Let some sign the printed sheet and one sign here; the others have not read the order yet."""
    people = list(order.acquaintances.select_related("person"))
    own = next(row for row in people if row.person.membership_id == reader.pk)
    others = [row for row in people if row != own and row.person.membership_id != by.pk]
    next_day = calendar.next_working(on + timedelta(days=1))
    acquainting.mark_paper(others[:_SIGNED_ON_PAPER], on=next_day, by=by)
    acquainting.sign_here(own, by=reader, on=next_day)
