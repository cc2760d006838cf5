"""What answers and measures tell about people; answers without a name tell of nobody."""

from mentoring.people.privacy.declaring import Category, gone, ground, held

_OF_RESPONSE = "respondent__person respondent__about"
_OF_ANSWER = "response__respondent__person response__respondent__about"

HELD = (
    held("surveys.questionnaire", impersonal="public_id code title side moment archived_on"),
    held("surveys.edition", impersonal="intro levels made_at", points="by"),
    held(
        "surveys.question",
        impersonal="code part kind text help low_words high_words options rows register "
        "pair_code finding trait shown_if",
    ),
    held(
        "surveys.wave",
        mentions="title conclusion",
        impersonal="public_id moment states opens_on closes_on remind state",
        points="by",
    ),
    held(
        "surveys.respondent",
        of="person about",
        said=gone(Category.PART, "public_id wave person about draft answered_on how"),
    ),
    held("surveys.response", of=_OF_RESPONSE, said=gone(Category.PART, "wave on")),
    held(
        "surveys.answer",
        of=_OF_ANSWER,
        said=gone(Category.PART, "question row value text"),
        mentions="text",
        points="person",
    ),
    held("surveys.measure", impersonal="title kind"),
    held("surveys.measurement", of="person", said=gone(Category.PART, "measure programme moment on value")),
    held("surveys.comparison", mentions="conclusion", impersonal="public_id lines computed_at"),
    held("surveys.thresholds"),
    held("surveys.swotline", mentions="text source", impersonal="quadrant source_key", points="by"),
)

GROUNDS = (ground("programme", "surveys.respondent"), ground("programme", "surveys.measurement"))
