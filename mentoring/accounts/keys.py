"""One key by which Russian names are searched and sorted alike on every database."""

import re
import unicodedata

from django.db import models

_SPACES = re.compile(r"[^\w№]+")


def russian_key(text: str) -> str:
    """Fold case, «ё», dashes and spaces: «Пётр  Иванов-Сокол» and «петр иванов сокол» are one."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return _SPACES.sub(" ", folded).strip()


class RussianKeyField(models.CharField):
    """A key that computes itself from other fields of its row before each save."""

    def __init__(self, *, sources: tuple[str, ...] = (), **kwargs):
        self.sources = tuple(sources)
        kwargs |= {"editable": False, "default": "", "blank": True}
        kwargs.setdefault("max_length", 400)
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for implied in ("editable", "default", "blank"):
            kwargs.pop(implied, None)
        return name, path, args, kwargs | {"sources": self.sources}

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"  # the order of letters, whatever the server's locale
        return parameters

    def computed(self, row) -> str:
        return russian_key(" ".join(str(getattr(row, name) or "") for name in self.sources))[: self.max_length]

    def pre_save(self, row, add):
        value = self.computed(row)
        setattr(row, self.attname, value)
        return value
