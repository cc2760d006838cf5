"""Where batches name people: the papers are copies that go within days, and at once with whoever they may name.

A paper names more people than the one it is for: the mentors and mentees of its pair, the parents of a child. What was
let go without need is made once more; what is said of somebody in the words of a labour agreement alone goes in days.
"""

from mentoring.people.privacy.declaring import Category, gone, held

_PAIR = "document__concerns__pair"
_NAMED = (
    "person",
    "person__guardianships__guardian",
    f"{_PAIR}__mentors__mentor__person",
    f"{_PAIR}__mentees__mentee__person",
    f"{_PAIR}__mentees__mentee__person__guardianships__guardian",
)

HELD = (
    held(
        "batches.batch",
        of=" ".join(f"parts__{path}" for path in _NAMED),
        mentions="title error",
        impersonal="public_id sort form asked digest state at begun_at ended_at seen_at",
        points="by",
        files="file",
    ),
    held(
        "batches.part",
        of=" ".join(_NAMED),
        said=gone(Category.PAPER, "name error"),
        mentions="name error",
        impersonal="order subject state",
        files="file",
    ),
    held("batches.origin", impersonal="subject"),
)
