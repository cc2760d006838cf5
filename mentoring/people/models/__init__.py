"""People of a school and everything that belongs to a person alone."""

from mentoring.people.models.apart import Apart
from mentoring.people.models.belonging import Affiliation, Clearance, Enrollment, Guardianship, Partner, StudyGroup
from mentoring.people.models.consents import Consent, ConsentKind, ConsentText
from mentoring.people.models.deeds import BulkDeed
from mentoring.people.models.erasure import Erasure
from mentoring.people.models.importing import ImportBatch, ImportRow
from mentoring.people.models.persons import Declension, Employment, Person, Position

__all__ = [
    "Affiliation",
    "Apart",
    "BulkDeed",
    "Clearance",
    "Consent",
    "ConsentKind",
    "ConsentText",
    "Declension",
    "Employment",
    "Enrollment",
    "Erasure",
    "Guardianship",
    "ImportBatch",
    "ImportRow",
    "Partner",
    "Person",
    "Position",
    "StudyGroup",
]
