"""The pages of documents, their deeds, and what the head alone may do."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentoring.accounts import files, schooldays
from mentoring.accounts.tests import cms
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.people.models import Declension, Employment, Person, Position
from mentoring.programmes.models import Programme
from mentoring.registry.models import Interview, InterviewMember, Mentor
from mentoring.registry.tests.cast import agree
from reports.documents import approving, kinds, paper
from reports.documents.labour import hiring
from reports.documents.labour.hiring import Pay, Terms
from reports.documents.models import Acquaintance, Counter, Document, Journal, OutsideNumbers, Rendering, Scan
from reports.documents.texts import rewording, school_texts
from surveys.models import Questionnaire
from tests.matrix.page import Page
from tests.matrix.rows import SERIAL
from tests.matrix.survey_waves import asked

State = Document.State
SCAN = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def talked(school, owner) -> Interview:
    """Make a conversation that somebody can sign."""
    return school.maker.row(InterviewMember).interview


def body(school) -> list[dict]:
    """Return a text without faults, a canary in it."""
    return [
        *({"block": block} for block in ("letterhead", "name", "registration", "heading")),
        {"block": "paragraph", "flat": True, "text": "ПРИКАЗЫВАЮ:"},
        {"block": "point", "text": f"Провести день открытых дверей, отвечает {school.maker.text()}."},
        {"block": "signature", "who": "head"},
    ]


def headed(school, owner) -> Employment:
    """Let this member head the school, and nobody else."""
    Employment.objects.filter(organization=school.organization).update(duty="")
    person = Person.objects.filter(membership=owner).first() or school.maker.row(Person, membership=owner)
    position = school.maker.row(Position)
    return school.maker.row(Employment, person=person, position=position, duty=Employment.Duty.HEAD)


def document(school, owner, **fields) -> Document:
    """Make a document of a programme that is under way."""
    today = schooldays.today(school.organization)
    days = {"start": today - timezone.timedelta(30), "end": today + timezone.timedelta(200)}
    nobody = dict.fromkeys(
        ("roadmap", "signer", "journal", "submitted_by", "approved_by", "issued_by", "amends", "cancels")
    )
    programme = school.maker.row(Programme, **days)
    return school.maker.row(
        Document, programme=programme, title="О дне открытых дверей", body=body(school), **nobody | fields
    )


def draft(school, owner) -> Document:
    headed(school, owner)
    return document(school, owner)


def submitted(school, owner, **fields) -> Document:
    headed(school, owner)
    now = timezone.now()
    return document(
        school, owner, **{"state": State.SUBMITTED, "submitted_by": school.colleague, "submitted_at": now} | fields
    )


def approved(school, owner) -> Document:
    made = submitted(school, owner)
    made.state, made.approved_by, made.approved_at = State.APPROVED, owner, timezone.now()
    made.signer = Employment.objects.get(organization=school.organization, duty=Employment.Duty.HEAD)
    made.approved_digest = approving.text_digest(made)
    made.save()
    return made


def several(school, row) -> dict:
    """Send in two documents; whoever may approve heads the school for a while."""
    waiting = [submitted(school, school.members["director"]) for _ in range(2)]
    deputy = Person.objects.filter(membership=school.members["deputy"]).first()
    person = deputy or school.maker.row(Person, membership=school.members["deputy"])
    school.maker.row(Employment, person=person, duty=Employment.Duty.HEAD)
    return {"documents": [one.public_id for one in waiting]}


def issued(school, owner, **fields) -> Document:
    """Make an act in force, which its owner has still to read; its files are there."""
    headed(school, owner)
    today = schooldays.today(school.organization)
    sheet = paper.Paper(school.maker.text(), (paper.Paragraph(paper.text(school.maker.text())),))
    serial = next(SERIAL)
    made = document(
        school,
        owner,
        journal=school.maker.row(Journal, scheme="{n}"),
        year=today.year,
        sequence=serial,
        number=str(serial),
        on=today,
        state=State.ISSUED,
        snapshot=paper.to_json(sheet),
        digest=paper.digest(sheet),
        issued_at=timezone.now(),
        issued_by=school.colleague,
    )
    person = Person.objects.get(membership=owner)
    school.maker.row(Acquaintance, document=made, person=person)
    for format in Rendering.Format.values:
        file = files.store(school.organization, f"{school.maker.text()}.txt", b"text", action="documents.see", by=None)
        school.maker.row(Rendering, **{"document": made, "format": format, "state": "ready", "file": file} | fields)
    return made


def unread(school, owner) -> Document:
    """Make an act issued a week ago, which its owner has still to read and can be written to."""
    made = issued(school, owner)
    Document.objects.filter(pk=made.pk).update(issued_at=timezone.now() - timedelta(7))
    return made


def failed(school, owner) -> Document:
    return issued(school, owner, state="failed", file=None)


def of_person(row) -> tuple:
    """Name a declined word of the school: the person who heads it."""
    head = row and Employment.objects.filter(organization=row.organization, duty=Employment.Duty.HEAD).first()
    return (f"person:{head.person_id if head else 1}:acc",)


def corrected(school, owner) -> Document:
    """Make a document of a school whose head's name was corrected."""
    made = draft(school, owner)
    head = Employment.objects.get(organization=school.organization, duty=Employment.Duty.HEAD)
    if not Declension.objects.filter(person=head.person, case="acc").exists():
        school.maker.row(Declension, person=head.person, position=None, case="acc")
    return made


def reader(school, row) -> dict:
    people = Acquaintance.objects.filter(document=row) if row else ()
    return {"people": [one.pk for one in people], "on": day(school)}


def outside(school, owner) -> OutsideNumbers:
    """Make the last numbers of a journal."""
    journal = school.maker.row(Journal, scheme="{n}")
    year = schooldays.today(school.organization).year
    journal.counters.create(organization=school.organization, year=year, next=4)
    return school.maker.row(OutsideNumbers, journal=journal, year=year, first=1, last=3)


def day(school) -> str:
    return schooldays.today(school.organization).isoformat()


def dated(school, row) -> dict:
    return {"on": day(school)}


def scanned(school, row) -> dict:
    return {"scan": SimpleUploadedFile("скан.pdf", SCAN, "application/pdf")}


def signed(school, row) -> dict:
    """Sign the scan of an act, which is laid beside it at once."""
    file = files.store(school.organization, f"{school.maker.text()}.pdf", SCAN, action="documents.see", by=None)
    if row and row.organization_id == school.organization.pk:
        school.maker.row(Scan, document=row, file=file, by=school.colleague)
    return {"of": file.public_id, "signature": SimpleUploadedFile("скан.pdf.sig", cms.sign(SCAN))}


def outside_numbers(school, row) -> dict:
    year = schooldays.today(school.organization).year
    kept = Counter.objects.filter(organization=school.organization, journal__code="orders", year=year).first()
    first = kept.next if kept else 1
    return {"journal": "orders", "year": year, "first": first, "last": first + 1, "reason": school.maker.text()}


def standing(school, owner=None) -> Pair:
    """Make a pair that works, with both its sides."""
    today = schooldays.today(school.organization)
    days = {"start": today - timedelta(30), "end": today + timedelta(90)}
    pair = school.maker.row(Pair, state=Pair.State.WORKS, ending="", monthly=4, minutes=45, **days)
    seat = {"pair": pair, "since": pair.start, "until": None}
    school.maker.row(PairMentor, role=PairMentor.Role.LEAD, **seat)
    school.maker.row(PairMentee, **seat)
    return pair


def ended(school, owner=None) -> Pair:
    """Make a pair that is over, whose mentor works here and may be asked, and the questionnaire of its end."""
    pair = standing(school)
    person = school.maker.row(Person)
    Mentor.objects.filter(seats__pair=pair).update(person=person, programme=pair.programme_id)
    school.maker.row(Employment, person=person, start=None, end=None, duty="")
    agree(person, on=pair.start)
    Pair.objects.filter(pk=pair.pk).update(ending=Pair.Ending.TERM)
    facts = {"moment": Questionnaire.Moment.EXIT, "side": Questionnaire.Side.MENTOR}
    Questionnaire.objects.filter(pk=asked(school).pk).update(**facts)
    return pair


def seated(row) -> tuple:
    """Name the seat of a mentor of a pair."""
    seat = row and row.mentors.first()
    return (seat.pk if seat else 1,)


def worked(school, owner=None) -> Pair:
    """Make a pair whose mentor is an employee."""
    pair = standing(school)
    person = school.maker.row(Person)
    Mentor.objects.filter(seats__pair=pair).update(person=person)
    school.maker.row(Employment, person=person, start=None, end=None, duty="")
    return pair


def agreed(school) -> Terms:
    """Say what an employee and the school agree on, in the days of the pair or of the programme."""
    today, text = schooldays.today(school.organization), school.maker.text
    days = {"start": today, "end": today + timedelta(30)}
    return Terms((text(),), text(), **days, pay=Pay.FIXED, amount=Decimal(5000), basis=text())


def agreed_work(school, row) -> dict:
    terms = agreed(school)
    return {name: getattr(terms, name) for name in ("work", "start", "end", "basis")} | {
        "content": terms.content[0],
        "pay": terms.pay,
        "amount": "5000",
    }


def hired(school, owner=None) -> Pair:
    """Make a pair whose mentor was given the work by an order."""
    pair = worked(school)
    hiring.draft_for_mentor(pair.mentors.get(), agreed(school), by=school.members["curator"])
    return pair


def appointed(school) -> tuple[Programme, Person]:
    """Let the programme that the school runs be under way, and somebody be its curator."""
    today = schooldays.today(school.organization)
    running = Programme.objects.filter(organization=school.organization).in_use(today)
    running.start, running.end = today - timedelta(30), today + timedelta(200)
    running.save(update_fields=["start", "end"])
    Employment.objects.filter(organization=school.organization, duty=Employment.Duty.CURATOR).update(duty="")
    person = school.maker.row(Person)
    school.maker.row(Employment, person=person, duty=Employment.Duty.CURATOR, start=None, end=None)
    return running, person


def appointed_work(school, row) -> dict:
    appointed(school)
    return agreed_work(school, row)


def noticed(school, row) -> dict:
    return {"side": "worker", "on": (schooldays.today(school.organization) + timedelta(20)).isoformat()}


def appointed_notice(school, row) -> dict:
    """Say the same where a curator was given the work by an order."""
    hiring.draft_for_curator(*appointed(school), agreed(school), by=school.members["curator"])
    return noticed(school, row)


def ending(school, row) -> dict:
    day = schooldays.today(school.organization) + timedelta(20)
    return {"ending": Pair.Ending.LEFT, "on": day.isoformat(), "reason": school.maker.text()}


def reworded(school) -> list[dict]:
    """Return the text of a leaflet with a canary at its end."""
    return [*kinds.get(LEAFLET).body, {"block": "paragraph", "text": school.maker.text()}]


def own_text(school, row) -> dict:
    """Let the school have a text of its own, and ask for the standard one."""
    stands = school_texts.standing(LEAFLET, school.organization)
    by = school.members["curator"]
    return {"version": rewording.change(LEAFLET, reworded(school), by=by, version=stands.version).version}


LEAFLET = "memo_mentor"
NAMED = partial(Page, model="documents.Document", key="public_id")
EDIT = partial(NAMED, "documents.edit")
APPROVE = partial(NAMED, "documents.approve", "POST", make=submitted)
NUMBER = partial(NAMED, "documents.number", "POST", make=issued)
LABOUR = partial(Page, model="pairs.Pair", key="public_id", make=worked, after=seated)
FILE = partial(NAMED, "documents.see", make=issued, after=lambda row: ("pdf",))

DOCUMENTS = {
    "documents": Page("documents.see", listing="documents.Document"),
    "chain": Page("documents.see", listing="documents.Document"),
    "document_new": Page("documents.edit"),
    "document_draft": Page("documents.edit", "POST", arguments=("O1",)),
    "document_about": Page(
        "documents.edit", "POST", model="registry.Interview", make=talked, after=lambda row: ("interview_protocol",)
    ),
    "document": NAMED("documents.see", make=issued),
    "document_file": FILE(shown=(302,)),
    "document_render": FILE("POST", make=failed),
    "document_edit": EDIT("GET POST", make=draft, reads=True, data=lambda school, row: {"title": school.maker.text()}),
    "document_word": NAMED(
        "documents.decline",
        "GET POST",
        make=draft,
        after=of_person,
        data=lambda school, row: {"text": school.maker.text()},
    ),
    "document_word_forget": NAMED("documents.decline", "POST", make=corrected, after=of_person),
    "document_submit": EDIT(
        "POST", make=draft, data=lambda school, row: {"version": row.version if row else 1, "warnings": "1"}
    ),
    "document_withdraw": EDIT("POST", make=submitted),
    "document_discard": EDIT(make=draft),
    "document_discard_now": EDIT("POST", make=draft),
    "document_amend": EDIT("POST", make=issued),
    "document_cancel": EDIT("POST", make=issued, data=lambda school, row: {"reason": school.maker.text()}),
    "sign": Page("documents.approve"),
    "sign/public_id": NAMED("documents.approve", make=submitted),
    "sign_several": Page("documents.approve", "POST", data=several),
    "document_return": APPROVE(data=lambda school, row: {"remarks": school.maker.text()}),
    "document_approve": APPROVE(),
    "document_approve_issue": APPROVE(data=dated),
    "document_issue": NUMBER(make=approved, data=dated),
    "document_scan": NUMBER(data=scanned),
    "document_signature": NUMBER(data=signed),
    "document_sheet": NUMBER(data=reader),
    "document_remind": NUMBER(make=unread),
    "document_read": NAMED("documents.acquaint", "POST", make=issued),
    "pair_papers": Page("diary.see", model="pairs.Pair", key="public_id", make=standing),
    "pair_ask_ending": Page("surveys.edit", "POST", model="pairs.Pair", key="public_id", make=ended),
    "pair_change": Page("documents.edit", "GET POST", model="pairs.Pair", key="public_id", make=standing, data=ending),
    "document_texts": Page("documents.see"),
    "document_text": Page("documents.see", arguments=(LEAFLET,)),
    "document_text_edit": Page(
        "documents.edit",
        "GET POST",
        arguments=(LEAFLET,),
        reads=True,
        data=lambda school, row: {"text-1": school.maker.text()},
    ),
    "document_text_back": Page("documents.edit", "GET POST", arguments=(LEAFLET, 0), data=own_text),
    "annexes": Page("documents.see"),
    "document_blanks": Page("documents.see", "POST"),
    "document_blank": Page("documents.see", arguments=("O1",)),
    "pair_labour": LABOUR("documents.edit", "GET POST", data=agreed_work),
    "pair_labour_notice": LABOUR("documents.edit", "GET POST", make=hired, data=noticed),
    "curator_labour": Page("documents.edit", "GET POST", data=appointed_work),
    "curator_labour_notice": Page("documents.edit", "GET POST", data=appointed_notice),
    "acts": Page("documents.see", listing="documents.OutsideNumbers"),
    "acts_file": Page("documents.see", arguments=("xlsx",)),
    "acts_later": Page("documents.see", "POST"),
    "acts_outside": Page("documents.number", "GET POST", data=outside_numbers),
    "acts_outside_back": Page("documents.number", "POST", model="documents.OutsideNumbers", make=outside),
}
