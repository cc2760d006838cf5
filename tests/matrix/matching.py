"""Pages of matching: forms, the desk, a run before those who decide, what candidates have said."""

from functools import partial

from mentoring.accounts import schooldays
from mentoring.pairs.models import Run, RunPair, Trial
from mentoring.pairs.runs import handing, running
from mentoring.people.models import Person
from mentoring.programmes.models import MentoringForm, Programme, ProgrammeForm
from mentoring.registry.models import Certificate, Mentee, Mentor, Trainee
from tests.matrix.page import Page
from tests.matrix.registry import ready

PAIRS = 3
SIDES = (("mentee", Mentee), ("mentor", Mentor))


def draft(school, owner) -> Run:
    """Make a run with three who wait and three who help, all of them ready."""
    programme, form = school.maker.row(Programme), school.maker.row(MentoringForm)
    school.maker.row(ProgrammeForm, programme=programme, form=form)
    for model in (Mentee, Mentor) * PAIRS:
        pk = ready(model)(school, None)["row"]
        model.objects.filter(pk=pk).update(programme=programme, state="registered", **_ages(model))
        if model is Mentor:
            trainee = school.maker.row(Trainee, mentor=Mentor.objects.get(pk=pk))
            school.maker.row(Certificate, trainee=trainee)
    return school.maker.row(Run, programme=programme, form=form)


def _ages(model) -> dict:
    return {"age_from": None, "age_to": None, "capacity": 1} if model is Mentor else {}


def handed(school, owner) -> Run:
    run = draft(school, owner)
    row = handing.hand(run, seen=running.live(run).fingerprint.whole, by=school.colleague)
    row.proposed = row.pairs.first()
    return row


def in_use(school, owner) -> MentoringForm:
    """Take a new form into the programme in use."""
    form = school.maker.row(MentoringForm)
    programme = Programme.objects.filter(organization=school.organization).in_use(schooldays.today(school.organization))
    school.maker.row(ProgrammeForm, programme=programme, form=form)
    return form


def candidate(school, owner) -> Person:
    """Make somebody who waits in the programme in use."""
    programme = Programme.objects.filter(organization=school.organization).in_use(schooldays.today(school.organization))
    return school.maker.row(Mentee, programme=programme, state="registered").person


def two(school, row) -> dict:
    """Name two of the run, or anybody where it is none of ours."""
    own = row if row and row.organization == school.organization else None
    people = [model.objects.filter(programme=own.programme).first() if own else None for model in (Mentee, Mentor)]
    return {"pair": "-".join(str(one.pk if one else 1) for one in people), "reason": school.maker.text()}


def seen(school, row) -> dict:
    own = row and row.organization == school.organization
    return {"seen": running.live(row).fingerprint.whole if own else ""}


def weights(school, row) -> dict:
    names = ("request", "times", "wish", "choice", "interests", "dislikes", "place")
    return dict.fromkeys(names, 2) | {"common_times": "1", "grade_above": "", "units": "any"}


def decided(school, row) -> dict:
    day = schooldays.today(school.organization)
    start = max(day, row.programme.start) if row else day
    return {"body": school.maker.text(), "heard": "", "decided_on": day, "basis": "", "start": start}


def interests(school, row) -> dict:
    return {"interest": school.maker.text()}


def proposed(row) -> tuple:
    one = row.pairs.first() if row else None
    return (one.pk if one else RunPair.objects.order_by("pk").values_list("pk", flat=True).first() or 1, "turn-down")


def tried(school, owner) -> Run:
    """Make a run with a trial meeting that has been marked."""
    run = draft(school, owner)
    two = {name: model.objects.filter(programme=run.programme).first() for name, model in SIDES}
    school.maker.row(Trial, run=run, mentee_mark=8, mentor_mark=None, on=None, **two)
    return run


def met(school, row) -> dict:
    """Name a mentee of the run and two mentors, or anybody where it is none of ours."""
    own = row if row and row.organization == school.organization else None
    mentors = list(Mentor.objects.filter(programme=own.programme)[:2]) if own else []
    mentee = Mentee.objects.filter(programme=own.programme).first() if own else None
    return {"mentee": mentee.pk if mentee else 1} | {f"mentor_{n}": one.pk for n, one in enumerate(mentors, 1)}


def on_trial(row) -> tuple:
    one = row.trials.first() if row else None
    return (one.pk if one else Trial.objects.order_by("pk").values_list("pk", flat=True).first() or 1,)


def told(school, row) -> dict:
    return {"mentee_mark": "9", "mentee_word": school.maker.text(), "mentor_mark": "7"}


OF_RUN = partial(Page, model="pairs.Run", key="public_id")
SEE = partial(OF_RUN, "matching.see")
DO = partial(OF_RUN, "matching.edit", "POST")

MATCHING = {
    "matching": Page("matching.see", listing="registry.Mentee"),
    "matching_begin": Page("matching.edit", "POST", model="programmes.MentoringForm", make=in_use),
    "matching_traits": Page("matching.edit", "GET POST", model="people.Person", make=candidate, data=interests),
    "matching_run": SEE(make=draft),
    "matching_weigh": DO(make=draft, data=weights),
    "matching_choose": DO(make=draft, data=lambda school, row: {"order": "total"}),
    "matching_pair": DO(make=draft, after=lambda row: ("ban",), data=two),
    "matching_hand": DO(make=draft, data=seen),
    "matching_handed": SEE(make=handed),
    "matching_repeat": SEE(make=handed),
    "matching_take_back": DO(make=handed),
    "matching_drop": DO(make=draft),
    "matching_ask": DO(make=handed),
    "matching_links": DO(make=handed, posted=(200,)),
    "matching_publish": OF_RUN("matching.edit", "GET POST", make=handed, data=decided),
    "matching_trials": SEE(make=tried),
    "matching_trial_new": OF_RUN("matching.edit", "GET POST", make=draft, data=met),
    "matching_trials_take": DO(make=tried),
    "matching_trial_tell": DO(make=tried, after=on_trial, data=told),
    "matching_trial_cancel": DO(make=tried, after=on_trial),
    "matching_settle": DO(make=handed, after=proposed),
}

# Pages for anybody who holds a link, and the link that nobody was given.
ASSENTING = {
    "assent": {"anonymous": 404, "signed in": 404},
    "assent_link": {"anonymous": 404, "signed in": 404},
    "assent_done": {"anonymous": 200, "signed in": 200},
}
ASSENTING_ARGUMENTS = {"assent": ["no-such-id"], "assent_link": ["no-such-token"]}
