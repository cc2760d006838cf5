"""What a reviewer would have to look for in every change, looked for by reading the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from mentoring.accounts.rows import OrganizationRow

ROOT = Path(__file__).parent.parent
APPS = ("mentoring", "roadmap", "practices", "surveys", "reports")
CODE = [
    path
    for app in APPS
    for path in sorted(ROOT.glob(f"{app}/**/*.py"))
    if not {"migrations", "tests"} & set(path.parts)
]
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
SCRIPTS = [path for path in sorted(ROOT.glob("static/**/*.js")) if "vendor" not in path.parts]

# Where words are made safe by hand, and why they are.
MARKED_SAFE = {
    "mentoring/templatetags/pages.py": "a constant attribute of an icon",
    "mentoring/shown.py": "as there; and paragraphs whose words Django has escaped",
}
COPIES_ITSELF = {"rows.js": "the empty row of a formset, made by the server on the same page"}

# Rows that belong to no school, and why.
GLOBALS = {
    "accounts.Region": "regions are the same for every school",
    "accounts.Municipality": "as regions",
    "accounts.Organization": "it is the wall itself",
    "accounts.User": "one person may serve several schools; what they may do stands in memberships",
    "accounts.JournalHead": "its key is the organization",
    "accounts.FirstRunAddress": "it is there before any organization is",
    "notifications.OutboxItem": "an effect may belong to the installation; never shown beside another school's",
}
LIBRARIES = {"admin", "account", "mfa", "auth", "contenttypes", "sessions"}

FORBIDDEN = {
    "mark_safe": "escapes nothing: use format_html",
    "cache_page": "a page of one school must not be kept for another",
    "_base_manager": "asks past visible_to",
}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def whole_name(node: ast.AST) -> str:
    return ast.unparse(node)


def faults(path: Path) -> Iterator[str]:
    """Say what in a module a reviewer would send back."""
    tree, here = ast.parse(path.read_text()), str(path.relative_to(ROOT))
    for node in ast.walk(tree):
        named = getattr(node, "attr", getattr(node, "id", ""))
        if named in FORBIDDEN and not (named == "mark_safe" and here in MARKED_SAFE):
            yield f"{here}:{node.lineno} {named}: {FORBIDDEN[named]}"
    for call in calls(tree):
        words = "".join(rule(call, here) for rule in RULES)
        if words:
            yield f"{here}:{call.lineno} {words}"


def asks_by_request(call: ast.Call, here: str) -> str:
    """A request must not choose the fields of a query."""
    spread = [keyword.value for keyword in call.keywords if keyword.arg is None]
    if name_of(call) in ("filter", "exclude", "get", "update", "create") and any(
        "request" in whole_name(value) for value in spread
    ):
        return "fields of a query come from a request"
    if name_of(call) == "order_by" and any("request" in whole_name(value) for value in call.args):
        return "the order of a query comes from a request"
    return ""


def fails_silently(call: ast.Call, here: str) -> str:
    silent = any(word.arg == "fail_silently" and getattr(word.value, "value", 1) for word in call.keywords)
    return "fails silently" if silent else ""


def naive_now(call: ast.Call, here: str) -> str:
    """The organization's own day comes from schooldays; the server's is nobody's."""
    whole = whole_name(call.func)
    if whole in ("datetime.now", "datetime.datetime.now") and not (call.args or call.keywords):
        return "a moment without a zone"
    if whole in ("date.today", "datetime.today", "datetime.date.today", "timezone.now().date", "timezone.localdate"):
        return "the server's day instead of the organization's"
    return "a moment without a zone" if whole == "datetime.utcnow" else ""


def asks_past_the_school(call: ast.Call, here: str) -> str:
    """A page finds its rows through visible_to."""
    at_views = Path(here).name in ("views.py", "admin.py") or "/views/" in here
    if at_views and re.search(r"\.objects\.get$", whole_name(call.func)):
        return "objects.get: ask visible_to and get_object_or_404"
    return ""


SQL_OF_MODELS = {"mentoring/accounts/walls.py", "mentoring/people/copying.py", "mentoring/people/matching.py"}


def raw_sql(call: ast.Call, here: str) -> str:
    """SQL with words put into it stands in few modules, whose words come from models."""
    if here in SQL_OF_MODELS:
        return ""
    if name_of(call) in ("execute", "raw", "RawSQL") and call.args and isinstance(call.args[0], ast.JoinedStr):
        return "words put into SQL"
    return "extra() asks in raw SQL" if name_of(call) == "extra" and "objects" in whole_name(call.func) else ""


RULES = (asks_by_request, fails_silently, naive_now, asks_past_the_school, raw_sql)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_does_nothing_that_a_reviewer_would_send_back(path: Path):
    assert list(faults(path)) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("rows.filter(**request.GET.dict())", "fields of a query come from a request"),
        ("rows.order_by(request.GET['o'])", "the order of a query comes from a request"),
        ("mail.send(fail_silently=True)", "fails silently"),
        ("datetime.now()", "a moment without a zone"),
        ("date.today()", "the server's day instead of the organization's"),
        ("cursor.execute(f'SELECT {name}')", "words put into SQL"),
    ],
)
def test_each_rule_finds_what_it_is_for(source: str, words: str):
    call = next(calls(ast.parse(source)))

    assert "".join(rule(call, "roadmap/some.py") for rule in RULES) == words


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_keeps_the_policy_of_contents(path: Path):
    text = path.read_text()
    bare = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)

    assert re.findall(r"\bstyle\s*=|<style\b|\bon[a-z]+\s*=\s*[\"']|javascript:", bare) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", bare) == []
    assert re.findall(r"\|\s*safe\b|autoescape\s+off", bare) == []
    assert re.findall(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//[^\"']*", bare) == []
    for form in re.findall(r"<form\b[^>]*method=.post.*?</form>", bare, flags=re.DOTALL | re.IGNORECASE):
        assert "{% csrf_token %}" in form


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_script_asks_no_other_host_and_writes_no_markup(path: Path):
    text = path.read_text()

    assert re.findall(r"https?://(?!www\.w3\.org)", text) == []
    markup = r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|\beval\(|document\.write"
    assert path.name in COPIES_ITSELF or re.findall(markup, text) == []


def test_every_model_belongs_to_a_school_or_says_why_not():
    ours = [model for model in apps.get_models() if model._meta.app_label not in LIBRARIES]
    loose = {model._meta.label for model in ours if not issubclass(model, OrganizationRow)}

    assert loose == GLOBALS.keys()


def test_no_relation_of_schools_goes_through_a_hidden_table():
    hidden = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label not in LIBRARIES
        for field in model._meta.local_many_to_many
        if field.remote_field.through._meta.auto_created
    ]

    assert hidden == []  # a table made by Django has no organization, so no wall stands there
