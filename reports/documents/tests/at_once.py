"""Acts issued by many processes, of which some are killed: a program, because what is killed cannot be a test.

    python -m reports.documents.tests.at_once NAME FOLDER

The database is that of DATABASE_URL; the answer is JSON on standard output.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from copy import copy
from pathlib import Path
from time import monotonic, sleep

import django

django.setup()

from django.db import OperationalError, connection, connections  # noqa: E402

from mentoring.access import Role  # noqa: E402
from mentoring.accounts import operations  # noqa: E402
from mentoring.accounts.operations import Refused  # noqa: E402
from mentoring.accounts.rows import public_id  # noqa: E402
from mentoring.notifications.models import OutboxItem  # noqa: E402
from reports.desk import environment  # noqa: E402
from reports.desk.management.commands import doctor  # noqa: E402
from reports.documents import issuing, numbering  # noqa: E402
from reports.documents.models import Counter, Document, Rendering  # noqa: E402
from reports.documents.tests import acts  # noqa: E402
from tests.cast import make_member, make_school  # noqa: E402

POINTS = ("before", "locked", "numbered", "frozen", "before_commit", "committed", "queued", "answered")
FOLDER = Path(sys.argv[-1])
BREATH, PRESSES = 0.1, 5


def begin(deed: Callable[[], str], name: str, **points) -> int:
    """Do the deed in a process of its own, which obeys this table of faults; its outcome lands in a file."""
    table = FOLDER / f"{name}.faults"
    table.write_text(json.dumps({f"document.{point}": action for point, action in points.items()}))
    connections.close_all()
    child = os.fork()
    if child:
        return child
    os.environ["FAULTS"] = str(table)
    (FOLDER / name).write_text(_told(deed))
    connections.close_all()
    os._exit(0)


def _told(deed: Callable[[], str]) -> str:
    try:
        return deed()
    except Refused as refusal:
        return f"refused: {refusal}"
    except Exception as error:
        return f"broken: {type(error).__name__}: {error}"


def end(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def outcome(name: str) -> str:
    return (FOLDER / name).read_text()


def wait_for(seen: Callable[[], bool]) -> None:
    begun = monotonic()
    while not seen():
        if monotonic() - begun > 30:
            raise TimeoutError
        sleep(0.01)


def number(document: Document, token: str = "", *, by=None) -> str:
    """Give an approved act its number."""
    by = by or document.drafted_by
    return issuing.issue(document, on=acts.today(document), by=by, token=token).number


def office(count: int) -> list[Document]:
    """Make a school with so many acts that wait for their number."""
    programme, head, by = acts.make_office(make_school("ozernaya"))
    first = acts.make_approved(programme, head, by=by, title="Об участии в смотре")
    return [first, *Document.objects.bulk_create(_twin(first) for _ in range(count - 1))]


def _twin(document: Document) -> Document:
    """Copy an approved act: what the head has approved is the same text, so its digest is the same too."""
    twin = copy(document)
    twin.pk, twin.public_id = None, public_id()
    return twin


def found() -> dict:
    """Tell what stands in the database, and what the doctor says of it."""
    without = {*environment.CHECKS}
    issued = Document.objects.issued().order_by("sequence")
    return {
        "numbers": list(issued.values_list("sequence", flat=True)),
        "next": list(Counter.objects.values_list("next", flat=True)),
        "renderings": Rendering.objects.count(),
        "effects": OutboxItem.objects.filter(kind="document").count(),
        "problems": [problem.text for problem in doctor.examine(without=without)],
    }


def killed() -> dict:
    """Kill the process at each point in turn, then send the same forms again."""
    documents = office(len(POINTS))
    tokens = [operations.offer(document.drafted_by, issuing.ACTION) for document in documents]
    statuses, left = {}, {}
    for point, document, token in zip(POINTS, documents, tokens, strict=True):
        statuses[point] = end(begin(lambda d=document, t=token: number(d, t), point, **{point: "kill"}))
        document.refresh_from_db()
        left[point] = document.state
    again = [number(document, token) for document, token in zip(documents, tokens, strict=True)]
    return {"statuses": statuses, "left": left, "again": again} | found()


def directors() -> dict:
    """Let the second of two heads press while the first is in the middle of it."""
    school = make_school("ozernaya")
    programme, head, by = acts.make_office(school)
    acting = make_member(school, Role.DEPUTY)
    acts.make_head(school, acting, number=1, acting=True, order="от 01.09.2026 № 7-к")
    document = acts.make_submitted(programme, by=by)

    def press(member) -> Callable[[], str]:
        return lambda: issuing.approve_and_issue(document, on=acts.today(document), by=member).number

    gate = FOLDER / "gate"
    first = begin(press(head.person.membership), "first", numbered={"until": str(gate)})
    wait_for(gate.with_name("gate.waiting").exists)
    second = begin(press(acting), "second")
    wait_for((FOLDER / "second.faults").exists)
    sleep(0.3)  # the second has come as far as it can; whether it has is of no matter to the outcome
    gate.touch()
    end(first), end(second)
    return {"first": outcome("first"), "second": outcome("second")} | found()


def clicks() -> dict:
    """Send one form five times, all of them while the first is in the middle of it."""
    (document,) = office(1)
    token = operations.offer(document.drafted_by, issuing.ACTION)
    gate = FOLDER / "gate"
    children = [begin(lambda: number(document, token), "click-0", frozen={"until": str(gate)})]
    wait_for(gate.with_name("gate.waiting").exists)
    children += [begin(lambda: number(document, token), f"click-{n}") for n in range(1, 5)]
    sleep(0.3)
    gate.touch()
    for child in children:
        end(child)
    return {"clicks": [outcome(f"click-{n}") for n in range(5)]} | found()


def many(count: int, processes: int, deed: Callable[[Document], str] = number) -> dict:
    """Number so many acts by so many processes."""
    documents = office(count)
    gate = FOLDER / "gate"
    shares = [documents[n::processes] for n in range(processes)]

    def work(share: Sequence[Document]) -> Callable[[], str]:
        def done() -> str:
            wait_for(gate.exists)
            return json.dumps([_told(lambda d=document: deed(d)) for document in share])

        return done

    children = [begin(work(share), f"share-{n}") for n, share in enumerate(shares)]
    begun = monotonic()
    gate.touch()
    for child in children:
        end(child)
    told = [one for n in range(processes) for one in json.loads(outcome(f"share-{n}"))]
    return {"seconds": monotonic() - begun, "told": told} | found()


def patient(document: Document) -> str:
    """Number an act as a person does: between two presses there is a breath, a busy base is asked again.

    SQLite has no queue: who has just written and writes again at once may keep the others out beyond their term.
    """
    sleep(BREATH)
    for _ in range(PRESSES - 1):
        try:
            return number(document)
        except OperationalError as busy:
            if "locked" not in str(busy):
                raise
    return number(document)


def careless(document: Document) -> str:
    """Number an act as one does who forgets that somebody else looks at the counter too."""
    journal = numbering.journal_for(document.organization, "orders")
    day = acts.today(document)
    counter, _ = Counter.objects.get_or_create(journal=journal, year=day.year, organization=journal.organization)
    n = counter.next
    sleep(0.005)

    def take(journal, on, *, by):
        Counter.objects.filter(pk=counter.pk).update(next=n + 1)
        return on.year, n, numbering.format(journal.scheme, n, on.year)

    issuing.numbering.take = take
    return number(document)


def control(count: int, processes: int, *, walls: bool) -> dict:
    """Give numbers without the lock: with the walls of the database some acts fail, without them numbers repeat."""
    if not walls:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX document_number_once")
            cursor.execute("DROP INDEX document_number_text_once")
    return many(count, processes, careless)


EXPERIMENTS = {
    "killed": killed,
    "directors": directors,
    "clicks": clicks,
    "many": lambda: many(40, 4),
    "crowd": lambda: many(1000, 16, patient),
    "careless": lambda: control(40, 4, walls=True),
    "careless_without_walls": lambda: control(40, 4, walls=False),
    "careless_crowd": lambda: control(160, 16, walls=True),
    "careless_crowd_without_walls": lambda: control(160, 16, walls=False),
}

if __name__ == "__main__":
    print(json.dumps(EXPERIMENTS[sys.argv[1]]()))
