"""What a door is, and how the code is read so that each one can be opened while it runs.

A door is a scope (`visible_to` lets all through), a question whether somebody may (`can` says yes), a refusal (left
out), the action of a page (every member may), a role of the table of rights (taken away, or the line opened to all).
"""

import ast
import builtins
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path

from mentoring import access
from mentoring.access import Role

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("mentoring", "roadmap", "practices", "surveys", "reports")
LEFT_OUT = {"tests", "migrations", "demo", "commands"}
RIGHTS = "mentoring/access.py"
REFUSALS = {"PermissionDenied", "Http404"}
ANYBODY = "home"  # the action of every member of a school

known: set[str] = set()
passed: set[str] = set()
_open: list[str] = []


def open_door(name: str | None) -> None:
    """Open one door and shut the one before; None shuts all."""
    _open[:] = [] if name is None else [name]


def is_open(name: str) -> bool:
    """Note that somebody has come to the door, and tell whether it stands open."""
    known.add(name)
    passed.add(name)
    return name in _open


class Carpenter(ast.NodeTransformer):
    """Makes a door of each scope, question and refusal in one file."""

    def __init__(self, place: str):
        self.place = place

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        asked = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if asked == "visible_to":
            everything = ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], [])
            return self._either("scope removed", node, everything, node)
        if asked == "can":
            return self._either("question answered yes", node, ast.Constant(value=True), node)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        self.generic_visit(node)
        named = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        if not named & REFUSALS:
            return node
        made = ast.If(self._asked("refusal left out", node), [ast.Pass()], [node])
        return ast.fix_missing_locations(ast.copy_location(made, node))

    def _either(self, what: str, node: ast.expr, opened: ast.expr, shut: ast.expr) -> ast.expr:
        made = ast.IfExp(self._asked(what, node), opened, shut)
        return ast.fix_missing_locations(ast.copy_location(made, node))

    def _asked(self, what: str, node: ast.AST) -> ast.expr:
        name = f"{self.place}:{node.lineno}:{node.col_offset} {what}"
        known.add(name)
        return ast.Call(ast.Name("__is_open__", ast.Load()), [ast.Constant(value=name)], [])


class Loader(SourceFileLoader):
    """Reads a module of ours with its doors, past the cache of compiled modules."""

    def get_code(self, fullname: str):
        place = str(Path(self.path).relative_to(ROOT))
        tree = ast.parse(self.get_data(self.path), self.path)
        return compile(Carpenter(place).visit(tree), self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    def find_spec(self, fullname, path=None, target=None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in PACKAGES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.origin is None or not _has_doors(Path(spec.origin)):
            return spec
        spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec


def _has_doors(file: Path) -> bool:
    inside = file.relative_to(ROOT)
    return file.suffix == ".py" and not LEFT_OUT & set(inside.parts) and str(inside) != RIGHTS


class Rights(dict):
    """The table of rights, each role of each line a door."""

    def __getitem__(self, action: str) -> frozenset[str]:
        roles = super().__getitem__(action)
        without = [role for role in roles if is_open(_right(action, f"without {role}"))]
        return frozenset(Role) if is_open(_right(action, "open to everybody")) else roles.difference(without)


def _right(action: str, what: str) -> str:
    return f"{RIGHTS} {action} {what}"


def hang() -> None:
    """Give the code its doors: before anything of it is imported."""
    builtins.__is_open__ = is_open
    sys.meta_path.insert(0, Finder())
    access.ACTIONS = Rights(access.ACTIONS)
    known.update(_of_rights(access.ACTIONS))


def _of_rights(table: dict[str, frozenset[str]]) -> Iterator[str]:
    for action, roles in dict.items(table):
        yield from (_right(action, f"without {role}") for role in roles)
        if roles != frozenset(Role):
            yield _right(action, "open to everybody")


def hang_on_pages() -> None:
    """Make a door of the action of each page, where the middleware asks for it, once Django is set up."""
    membership = import_module("mentoring.accounts.membership")
    action_of = membership.action_of

    def asked(view) -> str | None:
        page, action = getattr(view, "view_class", view), action_of(view)
        if action in (ANYBODY, access.PUBLIC):
            return action
        return ANYBODY if is_open(f"{page.__module__}.{page.__qualname__} open to every member") else action

    membership.action_of = asked
