"""What programmes tell about people: who answers for a form, who sits in the working group."""

from mentoring.people.privacy.declaring import held

HELD = (
    held("programmes.programme", mentions="title goal tasks", impersonal="start end"),
    held(
        "programmes.mentoringform",
        mentions="goal tasks mentor_portrait mentee_portrait results area decided_by heard",
        impersonal="code title",
    ),
    held("programmes.rolemodel", impersonal="title"),
    held("programmes.assessedresult", impersonal="title"),
    held("programmes.programmeform", unlinks="lead"),
    held("programmes.resource", mentions="what source_text", impersonal="kind source"),
    held("programmes.groupmember", unlinks="person", mentions="position_text duties"),
    held("programmes.contingent", impersonal="date kind"),
    held("programmes.contingentrow", mentions="label"),
    held("programmes.target", impersonal="group"),
)
