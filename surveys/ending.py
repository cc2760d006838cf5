"""A pair that ends is asked what it gave: both sides, by the questionnaires of the exit."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs.models import Pair
from surveys import asked, waves
from surveys.models import Questionnaire, Wave

LASTS = timedelta(days=14)
_SIDES = (Questionnaire.Side.MENTEE, Questionnaire.Side.MENTOR)


@transaction.atomic
def ask(pair: Pair, *, by: Membership) -> list[Wave]:
    """Open a wave for each side of the pair that has a questionnaire, somebody to ask and was not asked yet.

    It is a wave of its own: so few answers are compared with nothing.
    """
    return [wave for side in _SIDES if (wave := _ask(pair, side, by))]


def _ask(pair: Pair, side: str, by: Membership) -> Wave | None:
    own = Questionnaire.objects.filter(organization=pair.organization_id, side=side, archived_on=None)
    own = own.filter(Q(form=pair.form_id) | Q(form=None), moment=Questionnaire.Moment.EXIT)
    questionnaire = own.order_by(F("form").asc(nulls_last=True), "pk").first()
    if questionnaire is None or Wave.objects.filter(pair=pair, edition__questionnaire__side=side).exists():
        return None
    today = schooldays.today(pair.organization)
    facts = {"title": f"{questionnaire.title}, {words.digits(today)}"[:200], "moment": Wave.Moment.ONCE, "pair": pair}
    facts |= {"form": None, "group": None, "event": None, "anonymous": False, "remind": [3]}
    facts |= {"states": list(asked.STATES[side]), "opens_on": today, "closes_on": today + LASTS}
    try:
        return waves.plan(pair.programme, questionnaire, facts, by=by)
    except Refused:  # nobody of this side may be asked
        return None
