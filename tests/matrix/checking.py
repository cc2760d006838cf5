"""How papers look, and the page where anybody checks one."""

from tests.matrix.page import AdminPages, Page

LOOK = {"look_sample": Page("organization.see", heavy=True)}
LOOK_ADMIN = AdminPages("organization.see", "organization.edit", add=False, delete=False, listed=(302,))

# Pages for anybody who holds a paper, and a code that no act has.
CHECKING = {
    "check": {"anonymous": 200, "signed in": 200},
    "check_act": {"anonymous": 404, "signed in": 404},
}
CHECKING_ARGUMENTS = {"check_act": ["no-such-code"]}
