"""Where the list of cases and the links for inspections name people: only those of the school who made them."""

from mentoring.people.privacy.declaring import held

HELD = (
    held("filing.casefile", impersonal="index title term ground kinds"),
    held("filing.inspection", mentions="whom", impersonal="indexes at", points="by"),
    held("filing.visit", impersonal="what at"),
)
