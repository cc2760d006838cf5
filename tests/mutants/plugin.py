"""Pytest plugin: run the tests once to learn who comes to which door, then open each and run those that do."""

import json
from collections import defaultdict
from pathlib import Path
from zlib import crc32

import pytest
from _pytest.runner import runtestprotocol

from tests import servers
from tests.mutants import doors

REMEMBERED = doors.ROOT / "var" / "doors.json"
MATRIX = doors.ROOT / "tests" / "matrix"
MIRROR = MATRIX / "test_rights.py"  # repeats the table of rights, so it notices each right without opening a page

doors.hang()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("doors")
    group.addoption("--door", action="append", help="only doors with this, or one of these, in their name")
    group.addoption("--every", type=int, default=1, help="each n-th door")
    group.addoption("--start", type=int, default=1, help="from the n-th door on")
    group.addoption("--most", type=int, default=100, help="as many tests a door")
    group.addoption("--remembered", action="store_true", help="learn from the last run who comes to which door")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out tests that commit, whose rows nothing takes back."""
    items[:] = [item for item in items if not servers.commits(item) and item.path != MIRROR]


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    doors.hang_on_pages()
    trial = Trial(session)
    trial.learn(remembered=session.config.getoption("--remembered"))
    session.testsfailed = trial.open_all()
    return True


class Trial:
    """The tests, by name, and for each door the tests that come to it."""

    def __init__(self, session: pytest.Session):
        self.option = session.config.getoption
        self.tests = {item.nodeid: item for item in session.items}
        self.comers: dict[str, list[str]] = {}

    def learn(self, *, remembered: bool) -> None:
        """Run every test with all doors shut, or read what the last run has learnt."""
        if remembered:
            self.comers = json.loads(REMEMBERED.read_text())
            return
        came: dict[str, list[str]] = defaultdict(list)
        for name in self.tests:
            doors.passed.clear()
            if self.notices(name):
                raise pytest.UsageError(f"{name} fails with all doors shut: nothing can be told.")
            for door in doors.passed:
                came[door].append(name)
        self.comers = dict(came)
        REMEMBERED.write_text(json.dumps(self.comers, ensure_ascii=False, indent=1))

    def open_all(self) -> int:
        """Open each door in turn; name those that nobody noticed, and return their number."""
        asked = self.option("--door") or [""]
        named = sorted(door for door in doors.known | set(self.comers) if any(part in door for part in asked))
        chosen = named[self.option("--start") - 1 :: self.option("--every")]
        unseen = [door for door in chosen if not self.is_noticed(door)]
        print(f"{len(chosen) - len(unseen)} noticed, {len(unseen)} not", *unseen, sep="\n", flush=True)
        return len(unseen)

    def is_noticed(self, door: str) -> bool:
        """Open a door until a test fails; that test must pass again with the door shut.

        Cells of the matrix come first, and mixed: neighbours ask much the same.
        """
        comers = [name for name in self.comers.get(door, ()) if name in self.tests]
        cells_first = sorted(comers, key=lambda name: (not self.is_cell(name), crc32(name.encode())))
        for count, name in enumerate(cells_first[: self.option("--most")], 1):
            doors.open_door(door)
            noticed = self.notices(name)
            doors.open_door(None)
            if noticed:
                if self.notices(name):
                    raise pytest.UsageError(f"{name} fails after {door}, though it is shut: nothing more can be told.")
                print(f"noticed {door} [{count} of {len(comers)}: {name}]", flush=True)
                return True
        print(f"NOBODY  {door} [{len(comers)} tests come to it]", flush=True)
        return False

    def is_cell(self, name: str) -> bool:
        return MATRIX in Path(self.tests[name].path).parents

    def notices(self, name: str) -> bool:
        """Run one test, keeping what tests around it share."""
        item = self.tests[name]
        item._initrequest()  # as if it had never run
        item.session._setupstate.teardown_exact(item)
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=self.neighbour(item)))

    def neighbour(self, item: pytest.Item) -> pytest.Item:
        """Find another test of the same folder, or any: what both share stays."""
        others = (other for other in self.tests.values() if other is not item)
        same = (other for other in self.tests.values() if other is not item and other.path.parent == item.path.parent)
        return next(same, None) or next(others)
