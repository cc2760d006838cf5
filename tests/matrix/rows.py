"""Make a valid row of any model of a school, its every text a canary of that school."""

from collections.abc import Container
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count, cycle

from django.db import models

from mentoring.accounts import files, journal
from mentoring.accounts.keys import RussianKeyField
from mentoring.accounts.models import JournalEntry, JournalValues, Organization, StoredFile, User
from mentoring.accounts.rows import OrganizationRow
from reports.documents.look import Look

SERIAL = count(1)
NUMBERS = cycle(range(1, 30_000))  # what the smallest column of a number can hold
FIRST_DAY = date(2026, 9, 1)
SINGLE = (Look,)  # models of which a school has one row

# Where the fields of a model do not say what is valid together.
SPECIAL = {
    "roadmap.responsible": {"kind": "position"},
    "roadmap.occurrence": {"due": date(2026, 11, 30)},
    "documents.document": {"kind": "O1", "year": None, "sequence": None, "number": "", "digest": "", "check_code": ""},
    "documents.concern": {"deed": "replace"},
    "documents.scan": {"signed": ""},
    "filing.casefile": {"year": None},
    "filing.visit": {"document": None, "consent": None},
    "documents.journal": {"scheme": "{n}"},
    "documents.look": {"emblem": None},
    "documents.acquaintance": {"how": "", "on": None},
    "documents.outsidenumbers": {"first": 1, "last": 9},
    "pairs.meeting": {"minutes": 45, "mark": 7, "mentee_mark": 6, "reason": ""},
    "pairs.planitem": {"mark": 7},
    "pairs.pulse": {"mark": 7},
    "pairs.trial": {"mentee_mark": 8, "mentor_mark": 7},
    "pairs.trait": {"about": None},
    "registry.mentor": {"age_from": 9, "age_to": 12},
    "surveys.question": {"kind": "scale", "low": 1, "high": 10},
    "surveys.measure": {"low": 0, "high": 100},
    "surveys.measurement": {"value": 7},
    "surveys.thresholds": {"strength": 70, "weakness": 40},
    "registry.interviewanswer": {"mark": 1},
    "registry.criterion": {"least": 1},
    "registry.evaluationmark": {"mark": 1},
    "people.declension": {"position": None, "naming": ""},
    "people.consent": {"right": "self", "given_by": None, "act": None},
    "accounts.invitation": {"expires_at": datetime(2100, 1, 1, tzinfo=UTC)},
    "accounts.personallink": {"expires_at": datetime(2100, 1, 1, tzinfo=UTC)},
}


class Maker:
    """Makes rows of one organization; `word` and `latin` are the marks by which a leak is known."""

    def __init__(self, organization: Organization, word: str, latin: str):
        self.organization, self.word, self.latin = organization, word, latin
        self.kept: dict[type[models.Model], models.Model] = {}
        self.keeping = True  # until the world is made: later rows go with their cell
        self.proved: set[type[models.Model]] = set()

    @property
    def marks(self) -> tuple[str, str]:
        return self.word, self.latin

    def text(self, longest: int | None = None) -> str:
        """Return a canary that fits."""
        serial = next(SERIAL)
        for words in (f"Канарейка-{self.word}-{serial}", f"{self.word}{serial}", str(serial)):
            if longest is None or len(words) <= longest:
                return words
        return str(serial)[-longest:]

    def any(self, model):
        """Return a row of this model, made once."""
        if model in self.kept:
            return self.kept[model]
        row = self.row(model)
        if self.keeping:
            self.kept[model] = row
        return row

    def row(self, model, *, above: tuple = (), **given):
        """Make a fresh row together with what it refers to."""
        if model is StoredFile:
            return self._file(**given)
        if model in SINGLE and (one := model.objects.filter(organization=self.organization).first()):
            return one
        if model in (JournalEntry, JournalValues):
            return self._entry() if model is JournalEntry else self._entry().values
        values = self.values(model, above=above, given=given) | given
        row = model(**values)
        if model not in self.proved:
            empty = {field.name for field in model._meta.fields if values.get(field.name) in (None, {})}
            row.clean_fields(exclude=empty)
            row.clean()
            row.validate_constraints()
            self.proved.add(model)
        row.save()
        return row

    def values(self, model, *, above: tuple = (), given: Container = ()) -> dict:
        """Return a valid value for each field, dates growing in the order of fields."""
        special = SPECIAL.get(model._meta.label_lower, {})
        made = {}
        for field in model._meta.concrete_fields:
            if field.name in special or field.name in given or not self._is_ours(field):
                continue
            made[field.name] = self._related(model, field, above) if field.is_relation else self._plain(field)
        return made | special

    @staticmethod
    def _is_ours(field) -> bool:
        """Leave alone what fills itself, and days that say a thing is over."""
        if field.primary_key or isinstance(field, RussianKeyField) or getattr(field, "auto_now_add", False):
            return False
        if field.null and isinstance(field, models.DateField):
            return False
        return not field.has_default() or field.is_relation

    def _related(self, model, field, above):
        target = field.related_model
        if target is Organization:
            return self.organization
        if target is User:
            return self._user()
        if not issubclass(target, OrganizationRow):
            return None if field.null else target.objects.first()
        if field.null and (target in above or target is model):
            return None
        if field.unique or _among_unique(model, field.name):
            return self.row(target, above=(*above, model))
        return self.any(target)

    def _plain(self, field):
        if field.choices:
            return next(value for value, _ in field.flatchoices if value not in ("", None))
        if isinstance(field, models.EmailField):
            return f"{self.latin}-{next(SERIAL)}@example.org"
        if isinstance(field, models.URLField):
            return f"https://{self.latin}-{next(SERIAL)}.example.org"
        if isinstance(field, models.SlugField):
            return f"{self.latin}-{next(SERIAL)}"
        if isinstance(field, models.CharField | models.TextField):
            return self.text(field.max_length)
        if isinstance(field, models.DateTimeField):
            return datetime(2026, 9, 1, 9, tzinfo=UTC) + timedelta(days=next(SERIAL))
        if isinstance(field, models.DateField):
            return FIRST_DAY + timedelta(days=next(SERIAL))
        if isinstance(field, models.DecimalField):
            return Decimal(next(NUMBERS) % 100)
        if isinstance(field, models.IntegerField):
            return next(NUMBERS)
        return {} if isinstance(field, models.JSONField) else None

    def _user(self) -> User:
        login = f"{self.latin}-{next(SERIAL)}"
        return User.objects.create(login=login, email=f"{login}@example.org")

    def _file(self, *, action: str = "people.see", **given) -> StoredFile:
        return files.store(
            self.organization, f"{self.text()}.txt", f"внутри {self.text()}".encode(), action=action, by=given.get("by")
        )

    def _entry(self) -> JournalEntry:
        return journal.write(
            self.organization, "row.change", self.organization, by=None, after={"full_name": self.text()}
        )


def _among_unique(model, name: str) -> bool:
    once = [one for one in model._meta.constraints if isinstance(one, models.UniqueConstraint)]
    parts = (part for one in once for whole in one.expressions for part in whole.flatten())
    return any(name in one.fields for one in once) or any(getattr(part, "name", "") == name for part in parts)
