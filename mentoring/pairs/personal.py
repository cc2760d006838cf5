"""What pairs, plans, diaries, runs and calls tell about people."""

from mentoring.people.privacy.declaring import Category, blank, gone, ground, held, kept

COUNT = "счёт пар и часов программы за прошлые годы; имени при записи нет"

_OF_PAIR = "pair__mentees__mentee__person"
_OF_PLAN = "plan__pair__mentees__mentee__person"
_OF_MEETING = "meeting__pair__mentees__mentee__person"
_OF_PROPOSED = "mentee__person mentor__person"

HELD = (
    held(
        "pairs.pair",
        of="mentees__mentee__person",
        said=kept(Category.PART, "programme form role_model kind state start end fixed_on paused_on ended_on", COUNT)
        | blank(Category.PART, "title goal place ending reason result advice")
        | blank(Category.NOTE, "note"),
        mentions="title goal place reason result note",
        impersonal="public_id monthly minutes way basis",
    ),
    held("pairs.pairmentor", of="mentor__person", said=kept(Category.PART, "pair role since until", COUNT)),
    held("pairs.pairmentee", of="mentee__person", said=kept(Category.PART, "pair since until", COUNT)),
    held("pairs.plan", of=_OF_PAIR, said=kept(Category.PART, "state basis approved_on", COUNT)),
    held(
        "pairs.planitem",
        of=_OF_PLAN,
        said=gone(Category.PART, "section task due_text due due_on weight expected actual mark done_on"),
        mentions="task expected actual",
    ),
    held(
        "pairs.routestep",
        of=_OF_PLAN,
        said=gone(Category.PART, "stage on item theme work task means expected note"),
        mentions="theme task means expected note",
    ),
    held(
        "pairs.meeting",
        of=_OF_PAIR,
        said=kept(Category.PART, "kind state on minutes way", COUNT)
        | blank(Category.PART, "topic done place mark mentee_mark mentee_word reason"),
        mentions="topic done place mentee_word reason",
        impersonal="public_id key written_at seen_at important",
        points="by seen_by mentee_by",
    ),
    held("pairs.presence", of="seat__mentee__person", said=kept(Category.PART, "came", COUNT)),
    held("pairs.meetingitem", of=_OF_MEETING, said=gone(Category.PART, "item finished")),
    held("pairs.remark", of=_OF_MEETING, said=gone(Category.PART, "text at"), mentions="text", points="by"),
    held("pairs.confirmation", of=_OF_MEETING, said=gone(Category.PART, "month agreed answered_at"), impersonal="seed"),
    held(
        "pairs.call",
        of="person",
        said=gone(Category.SPECIAL, "of pair text state at answer_by answered_at escalated_at outcome"),
        mentions="text outcome",
        impersonal="public_id",
        points="answered_by",
    ),
    held("pairs.callnote", of="call__person", said=gone(Category.SPECIAL, "text at"), mentions="text", points="by"),
    held(
        "pairs.question",
        of="person",
        said=gone(Category.PART, "pair side text at answer answered_at"),
        mentions="text answer",
        impersonal="public_id",
        points="answered_by",
    ),
    held(
        "pairs.pulse",
        of="person",
        said=gone(Category.PART, "pair side month mark word answered_at"),
        mentions="word",
    ),
    held(
        "pairs.pairwarning",
        of=_OF_PAIR,
        said=gone(
            Category.PART,
            "code raised_on words facts gravity snoozed_until snooze_reason letter_on acted_on cleared_on outcome",
        ),
        mentions="facts snooze_reason",
        points="acted_by",
    ),
    held(
        "pairs.trait",
        of="person about",
        said=gone(Category.PART, "programme kind value about rank why source on"),
        mentions="value why source",
    ),
    held(
        "pairs.run",
        mentions="body heard",
        impersonal="public_id state order weights rules fingerprint figures at handed_at decided_on basis",
        points="by",
    ),
    held("pairs.hand", of=_OF_PROPOSED, said=gone(Category.PART, "what reason at"), mentions="reason", points="by"),
    held(
        "pairs.runpair",
        of=_OF_PROPOSED,
        said=gone(Category.PART, "score completeness parts locked breaks declined pair"),
    ),
    held("pairs.runwaiting", of="mentee__person", said=gone(Category.PART, "remedies"), mentions="remedies"),
    held(
        "pairs.trial",
        of=_OF_PROPOSED,
        said=gone(Category.PART, "on mentee_mark mentee_word mentor_mark mentor_word"),
        mentions="mentee_word mentor_word",
        points="mentee_by mentor_by",
    ),
    held(
        "pairs.assent",
        of="person",
        said=gone(Category.PART, "side state word at"),
        mentions="word",
        impersonal="public_id",
    ),
)

# What is kept only while a consent stands: its withdrawal destroys this and leaves the rest.
GROUNDS = (
    ground("programme", "pairs.trait"),
    ground("programme", "pairs.trial"),
    ground("programme", "pairs.planitem"),
    ground("programme", "pairs.meeting", "topic done mentee_word"),
    ground("programme", "pairs.pulse"),
    ground("programme", "pairs.pairwarning"),
)
