"""What an inspection is told and given of one paper, whatever the paper is."""

from dataclasses import dataclass
from datetime import date

from mentoring.accounts.models import StoredFile
from mentoring.people.models import Consent
from reports.documents.models import Document
from reports.documents.telling import Badge
from reports.filing.shelves import Shelf


@dataclass(frozen=True)
class Piece:
    """One file of a paper: where it lies in the folder, and what it is."""

    name: str
    file: StoredFile
    sort: str
    signs: str = ""  # the digest of the file that it signs


@dataclass(frozen=True)
class Line:
    """One paper of a folder, or papers that are only counted: how it is called there, its files, what is lacking."""

    shelf: Shelf
    title: str
    look: Badge
    number: str = ""
    on: date | None = None
    pieces: tuple[Piece, ...] = ()
    lacking: str = ""
    of: Document | Consent | None = None  # whose files these are
