"""Every page and every deed of the product: its action, its methods, what its address names."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import localtime
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings

from mentoring.accounts import schooldays
from mentoring.notifications import feed
from mentoring.notifications.letters import OF_ORGANIZATION
from mentoring.notifications.models import Job, Notice
from tests.matrix.batches import BATCHES
from tests.matrix.checking import CHECKING, CHECKING_ARGUMENTS, LOOK, LOOK_ADMIN
from tests.matrix.classes import not_of_another_class
from tests.matrix.consents import CONSENTS
from tests.matrix.diary import DIARY
from tests.matrix.documents import DOCUMENTS
from tests.matrix.entering import ENTERING
from tests.matrix.family import FAMILY, FAMILY_ARGUMENTS, FAMILY_OPEN
from tests.matrix.filing import FILING, FILING_ADMIN, INSPECTING, INSPECTING_ARGUMENTS
from tests.matrix.matching import ASSENTING, ASSENTING_ARGUMENTS, MATCHING
from tests.matrix.page import AdminPages, Page
from tests.matrix.pairs import PAIRS
from tests.matrix.people_deeds import PEOPLE_DEEDS
from tests.matrix.people_import import PEOPLE_IMPORT
from tests.matrix.plan import PLAN
from tests.matrix.practices import PRACTICES
from tests.matrix.privacy import PRIVACY
from tests.matrix.registry import JOINING, JOINING_ARGUMENTS, REGISTRY_ADMIN, REGISTRY_PAGES
from tests.matrix.rows import SERIAL
from tests.matrix.schooling import SCHOOLING
from tests.matrix.selection import SELECTION
from tests.matrix.survey_answers import ANSWERING, ANSWERING_ARGUMENTS, SURVEY_ANSWERS
from tests.matrix.survey_questionnaires import SURVEY_QUESTIONNAIRES
from tests.matrix.survey_results import SURVEY_RESULTS
from tests.matrix.survey_waves import SURVEY_WAVES
from tests.matrix.warnings import WARNINGS
from tests.matrix.wizard import WIZARD

DEMO = {"DEMO": True, "EMAIL_FILE_PATH": str(settings.VAR_DIR / "mail-of-matrix")}


def mine(role: str, relation: str) -> bool:
    return relation == "own"


def job(school, owner):
    return school.maker.row(Job, by=owner)


def notice(school, owner):
    """Make a reminder that was told to its owner."""
    return school.maker.row(Notice, membership=owner, addressee=f"m{owner.pk}", state=Notice.State.TOLD)


def put_off(school, row) -> dict:
    day = schooldays.today(school.organization) + timedelta(days=3)
    return {"until": day.isoformat(), "reason": school.maker.text()}


def with_calendars(school, row) -> dict:
    """Give everybody of the school a calendar that they may close."""
    for member in school.members.values():
        feed.open_feed(by=member)
    return {}


def letter(school, owner) -> SimpleNamespace:
    """Put a letter of the school where the demo keeps letters."""
    name, folder = f"letter-{next(SERIAL)}", Path(DEMO["EMAIL_FILE_PATH"])
    message = EmailMessage()
    message[OF_ORGANIZATION] = str(school.organization.pk)
    message["To"], message["Subject"], message["Date"] = "a@example.org", school.maker.text(), localtime()
    message.set_content(school.maker.text())
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.log").write_bytes(message.as_bytes())
    return SimpleNamespace(name=name)


PAGES = (
    PLAN
    | WIZARD
    | ENTERING
    | DOCUMENTS
    | LOOK
    | BATCHES
    | FILING
    | PAIRS
    | MATCHING
    | DIARY
    | FAMILY
    | WARNINGS
    | PEOPLE_IMPORT
    | PRIVACY
    | CONSENTS
    | REGISTRY_PAGES
    | PEOPLE_DEEDS
    | SELECTION
    | SCHOOLING
    | PRACTICES
    | SURVEY_WAVES
    | SURVEY_QUESTIONNAIRES
    | SURVEY_RESULTS
    | SURVEY_ANSWERS
    | {
        "admin:index": Page("desk"),
        "admin:autocomplete": Page("desk", shown=(403,)),  # asks for a field: see test_choices
        "admin:accounts_schoolterm_usual": Page("organization.edit", "POST"),
        "admin:programmes_mentoringform_usual": Page("programme.edit", "POST"),
        "admin:people_consentkind_usual": Page("documents.edit", "POST"),
        "admin:documents_legalact_usual": Page("documents.edit", "POST"),
        "start": Page("home", shown=(200, 302)),
        "search": Page("search"),
        "region": Page("region.see"),
        "partner": Page("partner.see"),
        "job": Page("jobs.see", model="notifications.Job", key="public_id", make=job, only=mine),
        "job_stop": Page("jobs.see", "POST", model="notifications.Job", key="public_id", make=job, only=mine),
        "list_export": Page("lists.export", "POST", arguments=("people.person", "csv")),
        "reminders": Page("reminders.see"),
        "reminder_seen": Page("reminders.see", "POST", model="notifications.Notice", make=notice, only=mine),
        "reminder_snooze": Page(
            "reminders.see", "POST", model="notifications.Notice", make=notice, only=mine, data=put_off
        ),
        "calendar_open": Page("reminders.see", "POST"),
        "calendar_close": Page("reminders.see", "POST", data=with_calendars),
        "deliveries": Page("deliveries.see", listing="notifications.Delivery"),
        "mail": Page("mail.read", under=DEMO),
        "letter": Page("mail.read", make=letter, key="name", under=DEMO),
        "file": Page(
            "home",
            model="accounts.StoredFile",
            key="public_id",
            only=lambda role, relation: role not in ("mentor", "partner", "regional"),
        ),
    }
)

# Pages for anybody: what an anonymous visitor and a signed-in one are told at GET.
PUBLIC_PAGES = (
    JOINING
    | ANSWERING
    | FAMILY_OPEN
    | ASSENTING
    | CHECKING
    | INSPECTING
    | {
        "home": {"anonymous": 302, "signed in": 200},
        "healthz": {"anonymous": 200, "signed in": 200},
        "invite": {"anonymous": 200, "signed in": 200},
        "invite_accept": {"anonymous": 302, "signed in": 302},
        "invite_join": {"anonymous": 405, "signed in": 405},
        "invite_link": {"anonymous": 404, "signed in": 404},
        "calendar_feed": {"anonymous": 404, "signed in": 404},
        "begin": {"anonymous": 404, "signed in": 302},
        "begin_link": {"anonymous": 404, "signed in": 404},
        "account_login": {"anonymous": 200, "signed in": 302},
        "account_logout": {"anonymous": 302, "signed in": 200},
        "account_inactive": {"anonymous": 200, "signed in": 200},
        "account_reauthenticate": {"anonymous": 302, "signed in": 200},
        "account_change_password": {"anonymous": 302, "signed in": 200},
        "account_set_password": {"anonymous": 302, "signed in": 302},
        "account_reset_password": {"anonymous": 200, "signed in": 200},
        "account_reset_password_from_key_done": {"anonymous": 200, "signed in": 200},
        "account_reset_password_from_key": {"anonymous": 200, "signed in": 200},
        "account_reset_password_done": {"anonymous": 200, "signed in": 200},
        "mfa_index": {"anonymous": 302, "signed in": 200},
        "mfa_authenticate": {"anonymous": 302, "signed in": 302},
        "mfa_reauthenticate": {"anonymous": 302, "signed in": 302},
        "mfa_activate_totp": {"anonymous": 302, "signed in": 302},
        "mfa_deactivate_totp": {"anonymous": 302, "signed in": 404},
        "mfa_view_recovery_codes": {"anonymous": 302, "signed in": 404},
        "mfa_generate_recovery_codes": {"anonymous": 302, "signed in": 302},
        "mfa_download_recovery_codes": {"anonymous": 302, "signed in": 404},
    }
)

# What must stand in the address of a public page that names something: a token nobody was given.
PUBLIC_ARGUMENTS = (
    JOINING_ARGUMENTS
    | ANSWERING_ARGUMENTS
    | FAMILY_ARGUMENTS
    | ASSENTING_ARGUMENTS
    | CHECKING_ARGUMENTS
    | INSPECTING_ARGUMENTS
    | {
        "invite_link": ["no-such-code"],
        "begin_link": ["no-such-token"],
        "calendar_feed": ["no-such-token"],
        "account_reset_password_from_key": ["1", "no-such-key"],
    }
)

ADMIN_PAGES = ("changelist", "add", "change", "delete", "history", "export")

PEOPLE = AdminPages("people.see", "people.edit")
PROGRAMME = AdminPages("programme.see", "programme.edit")
SCHOOL = AdminPages("organization.see", "organization.edit")

ADMIN = {
    "accounts.organization": replace(
        SCHOOL, add=False, delete=False, listed=(302,), make=lambda school: school.organization
    ),
    "accounts.unit": SCHOOL,
    "accounts.schoolterm": SCHOOL,
    "accounts.daycorrection": SCHOOL,
    "accounts.journalentry": AdminPages("journal.see", "people.edit", add=False, change=False, delete=False),
    "people.person": replace(PEOPLE, deleting=60, only=not_of_another_class),
    "people.position": PEOPLE,
    "people.studygroup": replace(PEOPLE, only=not_of_another_class),
    "people.partner": PEOPLE,
    "people.consentkind": AdminPages("consents.see", "documents.edit"),
    "people.employment": PEOPLE,
    "programmes.programme": replace(PROGRAMME, deleting=40),
    "programmes.mentoringform": PROGRAMME,
    "programmes.groupmember": PROGRAMME,
    "programmes.contingent": PROGRAMME,
    "programmes.target": PROGRAMME,
    "registry.criterion": AdminPages("selection.see", "selection.edit"),
    "registry.course": AdminPages("training.see", "training.edit"),
    "documents.legalact": AdminPages("documents.see", "documents.edit"),
    "documents.look": LOOK_ADMIN,
    "documents.journal": AdminPages("documents.see", "documents.number", add=False, delete=False),
    "documents.schooltext": AdminPages(
        "documents.see", "documents.edit", add=False, change=False, delete=False, listed=(302,)
    ),
    "filing.casefile": FILING_ADMIN,
} | REGISTRY_ADMIN
