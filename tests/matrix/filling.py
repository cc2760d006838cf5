"""Fill the forms of the admin as a browser would, with rows of one school."""

from django.db import models

from mentoring.accounts.rows import OrganizationRow
from tests.matrix import texts
from tests.matrix.rows import Maker
from tests.matrix.world import Actor, World


def shown(world: World, actor: Actor, path: str) -> dict:
    """Return what the form on this page would send."""
    answer = world.ask(actor, "GET", path)
    found = [form for form in texts.forms(answer.body) if "logout" not in form["action"]]
    return found[-1]


def blank(model: type[models.Model]) -> dict:
    """Return the form that somebody would make up who has never seen it."""
    names = [field.name for field in model._meta.concrete_fields]
    return {"data": dict.fromkeys(names, ""), "choices": {}, "by_name": set()}


def filled(form: dict, model: type[models.Model], maker: Maker) -> dict:
    """Return the data of a form with every empty field of its row filled."""
    values = {name: value for name, value in maker.values(model).items() if form["data"].get(name) == ""}
    sent = {name: named(value) if name in form["by_name"] else plain(value) for name, value in values.items()}
    return {name: value for name, value in form["data"].items() if not name.startswith("_")} | sent


def plain(value) -> str:
    """Return a value as a form sends it."""
    if isinstance(value, models.Model):
        return str(value.pk)
    return "" if value is None else str(value)


def named(row: models.Model | None) -> str:
    """Return a row as a field sends it in which names are typed; the number decides."""
    return f"кто-то (№ {row.pk})" if row else ""


def references(model: type[models.Model], form: dict) -> list[models.Field]:
    """Return the foreign keys that this form lets one choose."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, OrganizationRow) and field.name in form["data"]
    ]
