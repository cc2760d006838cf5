"""Where plans name people: a plan is a paper of the school, in which anybody may stand by name."""

from mentoring.people.privacy.declaring import Category, held, kept

PLAN = "план программы — документ школы; вместо имени в нём номер"

HELD = (
    held(
        "roadmap.roadmap",
        mentions="title columns notes",
        impersonal="state period_start period_end moving origin adopted_at",
        points="adopted_by",
    ),
    held(
        "roadmap.section",
        mentions="title goal task result due_text responsible_text",
        impersonal="number",
    ),
    held(
        "roadmap.event",
        mentions="title content due_text responsible_text result_text indicator_text footnote extras",
        impersonal="number due answers inherited withdrawn_at template_code",
    ),
    held(
        "roadmap.responsible",
        of="person",
        said=kept(Category.WORK, "event text", PLAN),
        mentions="text",
        impersonal="kind duty",
        points="person",
    ),
    held(
        "roadmap.occurrence",
        mentions="note",
        impersonal="start due moved_from done_at cancelled_at",
        points="done_by",
    ),
    held("roadmap.evidence", impersonal="at"),
    held("roadmap.anchor", impersonal="code on"),
    held("roadmap.checkitem", mentions="text stage_title", impersonal="kind done_at", points="done_by"),
    held(
        "roadmap.upload",
        mentions="name draft answers corrections",
        impersonal="public_id state created_at",
        points="by",
    ),
)
