"""How one address must behave: the rows of the tables beside this module."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps

PUBLIC = "public"


@dataclass(frozen=True)
class Page:
    """How one address must behave. `model` and `key` say what row stands in it, `kept` what state the row is in.

    `make` makes that row for its owner where a maker's own would not do. `data` makes the body of a good POST from the
    school and the row. `only` narrows a right: a refusal by it shows as `refused` and changes nothing.
    """

    action: str
    methods: str = "GET"
    model: str = ""
    key: str = "pk"
    kept: dict | None = None
    arguments: tuple = ()  # words in the address that name no row
    after: Callable = lambda row: ()  # what stands in the address after the row; there is none where it is missing
    data: Callable = lambda school, row: {}
    reads: bool = False  # a good POST is what the form on the page itself would send, with `data` in it
    shown: tuple[int, ...] = (200,)
    posted: tuple[int, ...] = (302,)
    only: Callable | None = None
    refused: int = 404
    make: Callable | None = None
    listing: str = ""  # a model whose further rows must not cost further queries
    under: dict = field(default_factory=dict)  # settings under which there is such a page
    heavy: bool = False  # takes long to make, so a HEAD is not asked as well

    @property
    def named(self) -> bool:
        """Whether something stands in its address."""
        return bool(self.model or self.make)

    def may(self, role: str, relation: str) -> bool:
        """Whether the right, once there, reaches this row."""
        return self.only is None or self.only(role, relation)

    @property
    def row_model(self):
        return apps.get_model(self.model)


@dataclass(frozen=True)
class AdminPages:
    """How the admin of one model must behave."""

    see: str
    edit: str
    add: bool = True
    change: bool = True
    delete: bool = True
    deleting: int = 25  # queries of the question before a deletion: Django asks each table that may refer to the row
    export: bool = True
    make: Callable | None = None  # makes the row that is asked for
    only: Callable | None = None  # whether a role that may see such rows reaches this one
    listed: tuple[int, ...] = (200,)
