"""How an app says which of its fields tell about a person, and what erasure does to each.

An app declares in its module `personal.py`; an app below this one is declared in `declared.py` beside this module.
A test holds every field of every model to be declared, so that a new one cannot be forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.module_loading import module_has_submodule

MODULE = "personal"


class Category(models.TextChoices):
    IDENTITY = "identity", "Имя, пол, дата рождения"
    CONTACT = "contact", "Телефон и почта"
    STUDY = "study", "Учёба"
    WORK = "work", "Работа и должность"
    FAMILY = "family", "Семья: дети и законные представители"
    CHECKS = "checks", "Справки"
    CONSENT = "consent", "Согласия"
    PART = "part", "Участие в наставничестве"
    OPINION = "opinion", "Отбор и обучение"
    NOTE = "note", "Заметки куратора"
    SPECIAL = "special", "Закрытые записи"
    ACCESS = "access", "Вход в программу"
    TRACE = "trace", "Журнал, письма, загруженные списки"
    PAPER = "paper", "Документы"


class Fate(StrEnum):
    """What erasure does to a value."""

    BLANK = "стирается"
    PSEUDONYM = "заменяется номером"
    ROW = "запись удаляется"
    KEEP = "остаётся по закону"


@dataclass(frozen=True)
class Said:
    """What one field tells, and what becomes of it."""

    category: Category
    fate: Fate
    why: str = ""  # the reason to keep


@dataclass(frozen=True)
class Held:
    """What one model holds about people.

    `of` and `member` lead from a row to the person, or the member, of whom it tells. `unlinks` are references that
    become empty, `points` those that go on, to the pseudonym. `mentions` are texts in which anybody may be named.
    `files` lead to files that are destroyed. `settled` tells rows that are acts of the school and stay as they are.
    """

    model: str
    of: tuple[str, ...]
    member: tuple[str, ...]
    said: Mapping[str, Said]
    mentions: tuple[str, ...]
    impersonal: tuple[str, ...]
    unlinks: tuple[str, ...]
    points: tuple[str, ...]
    files: tuple[str, ...]
    settled: Q | None
    title: str  # names a row that stays, by its fields

    @property
    def rows(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def goes(self) -> bool:
        """Whether erasure deletes its rows."""
        return any(said.fate is Fate.ROW for said in self.said.values())


@dataclass(frozen=True)
class Ground:
    """What is kept only while a consent to such a purpose stands: fields of a model, or its rows as a whole."""

    gate: str
    model: str
    names: tuple[str, ...]
    only: Q


def ground(gate: str, model: str, names: str = "", only: Q | None = None) -> Ground:
    """Declare what the withdrawal of a consent destroys; names of fields stand in one string."""
    return Ground(gate, model, tuple(names.split()), only or Q())


def held(
    model: str,
    *,
    of: str = "",
    member: str = "",
    said: Mapping[str, Said] | None = None,
    mentions: str = "",
    impersonal: str = "",
    unlinks: str = "",
    points: str = "",
    files: str = "",
    settled: Q | None = None,
    title: str = "",
) -> Held:
    """Declare a model; names of fields stand in one string."""
    words = (of, member, mentions, impersonal, unlinks, points, files)
    of_, member_, mentions_, impersonal_, unlinks_, points_, files_ = (tuple(one.split()) for one in words)
    return Held(
        model, of_, member_, said or {}, mentions_, impersonal_, unlinks_, points_, files_, settled, title
    )  # fmt: skip


def blank(category: Category, names: str) -> dict[str, Said]:
    return dict.fromkeys(names.split(), Said(category, Fate.BLANK))


def pseudonym(category: Category, names: str) -> dict[str, Said]:
    return dict.fromkeys(names.split(), Said(category, Fate.PSEUDONYM))


def gone(category: Category, names: str) -> dict[str, Said]:
    return dict.fromkeys(names.split(), Said(category, Fate.ROW))


def kept(category: Category, names: str, why: str) -> dict[str, Said]:
    return dict.fromkeys(names.split(), Said(category, Fate.KEEP, why))


@cache
def declared() -> tuple[Held, ...]:
    """Gather what every app declares, in the order of the apps."""
    below = import_module("mentoring.people.privacy.declared")
    return tuple(held for module in (below, *_modules()) for held in module.HELD)


@cache
def grounds() -> tuple[Ground, ...]:
    """Gather what rests on one consent alone, from the apps that keep such things."""
    return tuple(ground for module in _modules() for ground in getattr(module, "GROUNDS", ()))


def _modules() -> list[ModuleType]:
    apps_of_ours = (config for config in apps.get_app_configs() if module_has_submodule(config.module, MODULE))
    return [import_module(f"{config.name}.{MODULE}") for config in apps_of_ours]
