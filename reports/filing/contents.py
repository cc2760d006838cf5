"""What an inspection is given of the shelves that were chosen: the acts and the consents of each, under safe names."""

from collections.abc import Iterable
from datetime import date

from mentoring.accounts import naming
from mentoring.accounts.naming import Names
from reports.filing import acts, consents
from reports.filing.line import Line
from reports.filing.shelves import Shelf


def lines(chosen: Iterable[Shelf], today: date, *, personal: bool, special: bool) -> list[Line]:
    """Lay out every paper; `personal` lets those go that name participants, `special` consents to what is closed."""
    names, folders, found = Names(), Names(), []
    for shelf in chosen:
        year = "" if shelf.case and shelf.case.year else f" за {shelf.year} год"
        folder = folders.give("", naming.safe(shelf.name, naming.FOLDER), year).lstrip("/")
        found += acts.lines(shelf, folder, names, personal=personal)
        found += consents.lines(shelf, folder, names, today, personal=personal, special=special)
    return found
