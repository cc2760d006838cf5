"""What gatherings, materials, cases and awards tell about people."""

from mentoring.people.privacy.declaring import Category, blank, gone, ground, held

_OF_PAIR = "pair__mentees__mentee__person pair__mentors__mentor__person"

HELD = (
    held(
        "practices.gathering",
        mentions="title place audience note",
        impersonal="public_id state on occurrence invited present",
        points="photo",
    ),
    held("practices.guest", of="person", said=gone(Category.PART, "gathering came wish enrolled_on")),
    held(
        "practices.material",
        mentions="title text",
        impersonal="public_id audience form stage link away_on",
        points="file",
    ),
    held("practices.handed", of="person", said=gone(Category.PART, "material on")),
    held(
        "practices.case",
        of=_OF_PAIR,
        said=blank(Category.PART, "pair"),
        mentions="title situation done result advice",
        impersonal="public_id form state",
    ),
    held("practices.rubric", mentions="title where", impersonal="link"),
    held("practices.publication", mentions="title", impersonal="planned_on published_on link"),
    held(
        "practices.award",
        of="person",
        said=gone(Category.PART, "programme kind reason basis state on"),
        mentions="reason basis",
    ),
)

# A case names a pair only while everybody in it agrees to be published.
GROUNDS = (ground("publication", "practices.case", "pair"),)
