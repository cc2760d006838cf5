"""Who works with whom and how it goes: runs of the matching, pairs and groups, plans, diaries, calls for help."""

from mentoring.pairs.models.asking import Pulse, Question, Side
from mentoring.pairs.models.calls import Call, CallNote
from mentoring.pairs.models.diary import Confirmation, Meeting, MeetingItem, Presence, Remark
from mentoring.pairs.models.pairs import Pair, PairMentee, PairMentor
from mentoring.pairs.models.plans import Plan, PlanItem, RouteStep
from mentoring.pairs.models.runs import Assent, Hand, Run, RunPair, RunWaiting, Trait, Trial
from mentoring.pairs.models.warnings import PairWarning

__all__ = [
    "Assent",
    "Call",
    "CallNote",
    "Confirmation",
    "Hand",
    "Meeting",
    "MeetingItem",
    "Pair",
    "PairMentee",
    "PairMentor",
    "PairWarning",
    "Plan",
    "PlanItem",
    "Presence",
    "Pulse",
    "Question",
    "Remark",
    "RouteStep",
    "Run",
    "RunPair",
    "RunWaiting",
    "Side",
    "Trait",
    "Trial",
]
