"""Every page and every deed of the product outside the admin: its action, its methods, what its address names."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps

PUBLIC = "public"


@dataclass(frozen=True)
class Page:
    """How one address must behave. `model` and `key` say what row stands in it, `kept` what state the row is in.

    `data` makes the body of a good POST from the school and the row. `only` narrows a right to some rows:
    it is asked with the role and the relation, and a refusal by it shows as `refused`.
    """

    action: str
    methods: str = "GET"
    model: str = ""
    key: str = "pk"
    kept: dict = field(default_factory=dict)
    data: Callable = lambda school, row: {}
    shown: tuple[int, ...] = (200,)
    posted: tuple[int, ...] = (302,)
    only: Callable = lambda role, relation: True
    refused: int = 404
    make: Callable | None = None
    listing: str = ""  # a model whose further rows must not cost further queries

    @property
    def row_model(self):
        return apps.get_model(self.model)


PAGES = {
    "admin:index": Page("desk"),
    "admin:jsi18n": Page("desk"),
    "admin:autocomplete": Page("desk", shown=(403,)),  # asks for a field: see test_choices
    "start": Page("home", shown=(200, 302)),
    "search": Page("search"),
    "region": Page("region.see"),
    "file": Page(
        "home",
        model="accounts.StoredFile",
        key="public_id",
        only=lambda role, relation: role not in ("mentor", "regional"),
    ),
}

# Pages for anybody: what an anonymous visitor and a signed-in one are told at GET.
PUBLIC_PAGES = {
    "home": {"anonymous": 302, "signed in": 200},
    "healthz": {"anonymous": 200, "signed in": 200},
    "account_login": {"anonymous": 200, "signed in": 302},
    "account_logout": {"anonymous": 302, "signed in": 200},
    "account_inactive": {"anonymous": 200, "signed in": 200},
    "account_signup": {"anonymous": 200, "signed in": 302},
    "account_reauthenticate": {"anonymous": 302, "signed in": 200},
    "account_email": {"anonymous": 302, "signed in": 200},
    "account_email_verification_sent": {"anonymous": 200, "signed in": 200},
    "account_change_password": {"anonymous": 302, "signed in": 200},
    "account_set_password": {"anonymous": 302, "signed in": 302},
    "account_reset_password": {"anonymous": 200, "signed in": 200},
    "account_confirm_login_code": {"anonymous": 302, "signed in": 302},
    "account_confirm_email": {"anonymous": 200, "signed in": 200},
    "account_reset_password_from_key_done": {"anonymous": 200, "signed in": 200},
    "account_reset_password_from_key": {"anonymous": 200, "signed in": 200},
    "account_reset_password_done": {"anonymous": 200, "signed in": 200},
    "mfa_index": {"anonymous": 302, "signed in": 200},
    "mfa_authenticate": {"anonymous": 302, "signed in": 302},
    "mfa_reauthenticate": {"anonymous": 302, "signed in": 302},
    "mfa_activate_totp": {"anonymous": 302, "signed in": 302},
    "mfa_deactivate_totp": {"anonymous": 302, "signed in": 404},
    "mfa_view_recovery_codes": {"anonymous": 302, "signed in": 404},
    "mfa_generate_recovery_codes": {"anonymous": 302, "signed in": 302},
    "mfa_download_recovery_codes": {"anonymous": 302, "signed in": 404},
}

# What must stand in the address of a public page that names something: a token nobody was given.
PUBLIC_ARGUMENTS = {
    "account_confirm_email": ["no-such-key"],
    "account_reset_password_from_key": ["1", "no-such-key"],
}


@dataclass(frozen=True)
class AdminPages:
    """How the admin of one model must behave."""

    see: str
    edit: str
    add: bool = True
    change: bool = True
    delete: bool = True
    kept: dict = field(default_factory=dict)  # the state of the rows that are asked for
    fresh: Callable = lambda school: {}  # what the model does not say about a good form


ADMIN_PAGES = ("changelist", "add", "change", "delete", "history")

ADMIN: dict[str, AdminPages] = {}
