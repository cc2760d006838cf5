"""What the outbox can do: kind → the verb that does it; a row names a kind, never a function."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Effect:
    """A verb that takes the payload as keywords, is short, and does no harm when it is run twice.

    `at_most_once`: rather lost than said twice (a reminder); everything else is tried until it is done.
    `given_up` is told the payload when there is no sense in trying any more.
    """

    verb: str
    at_most_once: bool = False
    lease: timedelta = timedelta(minutes=1)
    given_up: str = ""


@dataclass(frozen=True)
class Work:
    """Long work with progress: its verb takes the job and the payload; `action` is the right it needs when it runs."""

    verb: str
    action: str


EFFECTS: dict[str, Effect] = {
    "letter": Effect("mentoring.notifications.letters.send"),
    "reminder": Effect("mentoring.notifications.letters.send_in_hours", at_most_once=True),
    "job": Effect(
        "mentoring.notifications.jobs.run",
        lease=timedelta(minutes=2),
        given_up="mentoring.notifications.jobs.give_up",
    ),
    "document": Effect(
        "reports.documents.rendering.files.render",
        lease=timedelta(minutes=3),
        given_up="reports.documents.issuing.give_up_file",
    ),
    "batch": Effect(
        "reports.batches.making.make",
        lease=timedelta(minutes=3),
        given_up="reports.batches.making.give_up",
    ),
    "batch_end": Effect(
        "reports.batches.giving.end",
        lease=timedelta(minutes=3),
        given_up="reports.batches.giving.give_up",
    ),
    "survey_letter": Effect("surveys.inviting.write"),
    "survey_turn": Effect("surveys.waves.turn"),
    "call_turn": Effect("mentoring.pairs.family.calls.turn"),
}

JOBS: dict[str, Work] = {
    "plan_pdf": Work("roadmap.outputs.later.render", "plan.see"),
    "act_register": Work("reports.documents.act_register.render", "documents.see"),
    "form_blanks": Work("reports.documents.blanks_pack.render", "documents.see"),
    "list_export": Work("mentoring.notifications.exports.write", "lists.export"),
    "people_import": Work("mentoring.people.importing_job.run", "people.import"),
}


@dataclass(frozen=True)
class Subject:
    """What reminders speak of: verbs of the app that knows it.

    `facts(organization, ids, today)` gives an `about.Fact` by id; `replan(organization)` lays all ladders anew and
    returns how many rows were out of line.
    """

    facts: str
    replan: str


_CONSENTS = "mentoring.people.consents.reminding"
SUBJECTS: dict[str, Subject] = {
    "occurrence": Subject("roadmap.reminding.facts", "roadmap.reminding.replan_all"),
    "consent_age": Subject(f"{_CONSENTS}.facts_of_ages", f"{_CONSENTS}.replan"),
    "withdrawal": Subject(f"{_CONSENTS}.facts_of_withdrawals", f"{_CONSENTS}.replan_withdrawals"),
}
WEEK = "roadmap.reminding.week"  # (organization, today) → what each member has this week, for the Monday digest
FEEDS = ("roadmap.reminding.feed", "mentoring.pairs.diary.days.feed")  # (membership, today) → entries of a calendar

# How long to wait after each try that failed.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
TRIES = len(PAUSES) + 1
