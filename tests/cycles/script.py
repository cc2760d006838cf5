"""The order of a cycle from the working group to the thanks: what is issued on which day, and what that opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.pairs.models import Meeting, Pair, Plan
from mentoring.registry import criteria, mentors
from practices.models import Award
from reports.documents import amending, changing
from reports.documents.labour import notices as labour_notices
from reports.documents.models import Document
from tests.cycles import stages
from tests.cycles import town as towns
from tests.cycles.stages import Bond, Made
from tests.cycles.walk import Walk, told

STEPS = ("O5", "O6", "O7", "O8", "O11", "O11_end", "O12", "O13", "O14")  # orders that carry the model out
ITEMS = (
    ("Выбрать тему и составить план", "до 30 октября", "План одобрен"),
    ("Выполнить первую часть", "до 25 декабря", "Первая часть готова"),
    ("Представить итог", "до 30 апреля", "Выступление"),
)

UNREACHED = "warning: Лист ознакомления: 1 человек без доступа в систему: {}."  # a guest signs on paper
LATER = (("Пройти практику у наставника", "до 20 декабря", "Отзыв с практики"),)
ADDED = {"изложить в следующей редакции: «…»": "дополнить словами «на весь срок программы»"}
CONCLUDED = {"{conclusions}": "Пары работали по планам. В следующей программе отбор наставников начнём в августе."}
INVITED = {"{invited}": "Руководителям организаций-партнёров", "{invited.dear}": "Уважаемые партнёры"}


@dataclass(frozen=True)
class Script:
    """What a cycle has of its own: its plan, who asks for what, who helps in which form, who sits with whom."""

    mentees: Mapping[str, tuple[str, str]]
    mentors: Mapping[str, str]
    bonds: Sequence[Bond]
    plan: str = ""  # the ready plan that is taken; else one of their own is there
    replacing: str = ""  # the mentor who takes the first pair over
    employed: Sequence[str] = ()  # mentees whose mentors are employees
    outsiders: Sequence[str] = ()  # mentors who only come here and have no way into the system
    minors: Sequence[str] = ()  # mentees for whom a parent signs
    thanked: Sequence[tuple[str, str, str]] = ()  # who, by what award, for what
    council: str = ""  # the form on whose pairs the council of learners is heard


def first_year(walk: Walk, script: Script, year: int) -> Made:
    """Walk a cycle from its beginning to the corrections of its winter; the pairs work until the end of May."""
    made = Made()
    begin(walk, made, script, year)
    ask(walk, made, script, year)
    choose(walk, made, script, year)
    pair_up(walk, made, script, year, end=date(year + 1, 5, 25))
    work(walk, made, script, year)
    change(walk, made, script, year)
    correct(walk, made, year)
    return made


def begin(walk: Walk, made: Made, script: Script, year: int) -> None:
    """Stage 1: the group, the plan, the rules, the programme, the curator, the partner."""
    walk.come(24, 8, year)
    if script.plan:
        stages.adopt(walk, script.plan)
    walk.lacked = walk.lacking()
    stages.found(walk, made)
    walk.come(26, 8, year)
    stages.rule(walk, made)
    walk.come(27, 8, year)
    stages.engage(walk, made, stages.terms(date(year, 9, 1), walk.programme.end, curator=True))
    if walk.town.partner:
        walk.come(28, 8, year)
        walk.issue(walk.about("employer_letter", walk.town.partner))
    walk.opens()


def ask(walk: Walk, made: Made, script: Script, year: int) -> None:
    """Stage 2: the register of mentees and the measures that let everybody in."""
    walk.come(3, 9, year)
    stages.take_mentees(walk, made, script.mentees)
    walk.opens("O4", "register_mentees")
    walk.come(7, 9, year)
    made.acts["O4"] = walk.issue(walk.draft("O4"))
    walk.issue(walk.draft("register_mentees"), rests=[made.acts["O4"]])
    made.acts["O9"] = walk.issue(walk.draft("O9"))
    walk.opens()


def choose(walk: Walk, made: Made, script: Script, year: int) -> None:
    """Stages 3 and 4: criteria, the protocols on each candidate, the register of mentors, their school."""
    walk.come(8, 9, year)
    criteria.take_usual(walk.town.school, by=walk.curator)
    walk.opens("criteria")
    walk.issue(walk.draft("criteria"))
    walk.come(10, 9, year)
    rows = stages.take_mentors(walk, made, script.mentors)
    _, judged = stages.choose_mentors(walk, made, rows)
    walk.opens("O6")
    walk.come(11, 9, year)
    made.acts["consideration"] = walk.issue(walk.about("consideration", walk.programme))
    taken = mentors.register([row.pk for row in rows], on=walk.today, by=walk.curator)
    assert [len(taken.done), taken.left] == [len(rows), ()]
    walk.opens("O6", "register_mentors", "confidentiality")
    walk.come(14, 9, year)
    made.acts["O6"] = walk.issue(walk.draft("O6"))
    assert walk.protocols_of(made.acts["O6"]) == [*judged, made.acts["consideration"]]
    made.acts["register_mentors"] = walk.issue(walk.draft("register_mentors"), rests=[made.acts["O6"]])
    walk.issue(walk.draft("confidentiality"), alarms=[UNREACHED.format(one) for one in script.outsiders])
    if walk.town.partner:
        made.acts["agreement_partner"] = walk.issue(walk.about("agreement_partner", walk.town.partner))
    days = [date(year, 9, day) for day in (16, 17, 18, 21, 22)]
    course = stages.teach(walk, made, days)
    walk.opens("O5", "school_programme")
    made.acts["O5"] = walk.issue(walk.draft("O5"))
    walk.issue(walk.draft("school_programme"), rests=[made.acts["O5"]])
    walk.come(23, 9, year)
    certificates = stages.certify(walk, course)
    walk.issue(walk.about("attendance", course))
    for one in certificates:
        walk.issue(walk.about("certificate", one))
    walk.opens()


def pair_up(walk: Walk, made: Made, script: Script, year: int, *, end: date) -> None:
    """Stage 5: the protocol, the order that fixes the pairs, agreements, papers of labour."""
    walk.come(24, 9, year)
    stages.propose(walk, made, script.bonds, date(year, 9, 28), end)
    walk.opens("attachment", "O7")
    heard = []
    if script.council:
        stages.hear_council(walk, script.council)
        heard = [walk.issue(walk.draft("council_protocol"))]
    made.acts["attachment"] = walk.issue(walk.draft("attachment"), rests=heard)
    assert walk.protocols_of(made.acts["attachment"]) == heard
    walk.opens("O7")
    walk.come(25, 9, year)
    made.acts["O7"] = walk.issue(walk.draft("O7"), rests=[made.acts["attachment"]])
    assert walk.protocols_of(made.acts["O7"]) == [made.acts["attachment"]]
    walk.opens("O8")
    walk.come(28, 9, year)
    for mentee in [bond.mentee for bond in script.bonds]:
        pair = made.pairs[mentee] = Pair.objects.get(pk=made.pairs[mentee].pk)
        assert pair.state == Pair.State.FIXED
        assert pair.basis == f"приказ от {made.acts['O7'].on:%d.%m.%Y} № {made.acts['O7'].number}"
        walk.issue(walk.about("agreement_mentor", pair.mentors.get()))
        walk.issue(walk.about("agreement_mentee", pair.mentees.get()))
        if mentee in script.minors:
            walk.issue(walk.about("agreement_parent", pair.mentees.get()))
        walk.print(walk.about("agreement_pair", pair))
    for mentee in script.employed:
        made.acts[f"labour {mentee}"] = stages.hire(walk, made, mentee, date(year, 9, 28), end)
    walk.opens()


def work(walk: Walk, made: Made, script: Script, year: int) -> None:
    """Stage 6: plans, questionnaires, meetings, a replacement, an end before its time."""
    walk.come(5, 10, year)
    for mentee in [bond.mentee for bond in script.bonds]:
        stages.plan(walk, made.pairs[mentee], ITEMS)
    walk.opens("O8")
    walk.come(6, 10, year)
    made.acts["O8"] = walk.issue(walk.draft("O8"), rests=[made.acts["O7"]])
    for mentee in [bond.mentee for bond in script.bonds]:
        plan = Plan.objects.get(pair=made.pairs[mentee])
        assert plan.basis == f"приказ от {made.acts['O8'].on:%d.%m.%Y} № {made.acts['O8'].number}"
        walk.issue(walk.about("pair_plan", made.pairs[mentee]))
    stages.ask_everybody(walk, date(year, 10, 12), date(year, 10, 23), moment="entry")
    made.acts["O12"] = walk.issue(walk.draft("O12"))
    for day in (7, 14, 21):
        walk.come(day, 10, year)
        for bond in script.bonds:
            stages.meet(walk, made.pairs[bond.mentee], kind=Meeting.Kind.INTRO if day == 7 else Meeting.Kind.REGULAR)
    walk.opens()


def change(walk: Walk, made: Made, script: Script, year: int) -> None:
    """One mentor gives a pair over to another, another pair ends; whoever is employed is told in time."""
    first, last = script.bonds[0], script.bonds[-1]
    walk.come(9, 11, year)
    comes, day = made.mentors[script.replacing], date(year, 11, 16)
    pair = Pair.objects.get(pk=made.pairs[first.mentee].pk)
    order = changing.replace(pair, comes, on=day, reason="Заявление наставника от 06.11.2026", by=walk.curator)
    agreement = Document.objects.get(kind="agreement_mentor", sequence=None)
    alarms = [UNREACHED.format(one) for one in script.outsiders if one.startswith(first.mentor)]
    made.acts["O11"] = walk.issue(order, rests=[made.acts["O7"]], alarms=alarms)
    walk.issue(agreement)
    walk.come(23, 11, year)
    pair = Pair.objects.get(pk=made.pairs[last.mentee].pk)
    if last.mentee in script.employed:
        seat = pair.mentors.select_related("pair__programme", "pair__organization", "mentor__person").get()
        notice = labour_notices.notify_of_mentor(
            seat, side=labour_notices.Side.EMPLOYER, on=date(year, 11, 30), reason="Цель достигнута.", by=walk.curator
        )
        made.acts["labour_notice"] = walk.issue(notice)
    walk.come(24, 11, year)
    reason = "Служебная записка куратора от 23.11.2026"
    order = changing.end(pair, ending=Pair.Ending.GOAL, on=date(year, 11, 30), reason=reason, by=walk.curator)
    made.acts["O11_end"] = walk.issue(order, rests=[made.acts["O7"]])
    walk.opens()


def correct(walk: Walk, made: Made, year: int) -> None:
    """Change one order and end another by orders alone: what they said stays as it was issued."""
    walk.come(1, 12, year)
    changed, ended = made.acts["O9"], made.acts["O12"]
    before = dict(changed.snapshot)
    order = amending.amend(changed, by=walk.curator)
    made.acts["amending"] = amends = walk.issue(walk.write(order, ADDED))
    walk.come(2, 12, year)
    made.acts["cancelling"] = cancels = walk.issue(amending.cancel(ended, "График опросов меняется", by=walk.curator))
    changed.refresh_from_db()
    ended.refresh_from_db()
    assert (changed.state, changed.snapshot) == (Document.State.AMENDED, before)
    assert ended.state == Document.State.CANCELLED
    page = walk.page()
    assert told(page["O9"]) == [f"изменён приказом от {amends.on:%d.%m.%Y} № {amends.number}"]
    assert page["O12"].drafts
    assert [told(line) for line in walk.lines("O12") if line.document] == [
        [f"отменён приказом от {cancels.on:%d.%m.%Y} № {cancels.number}"]
    ]
    stages.ask_everybody(walk, date(year, 12, 7), date(year, 12, 18), moment="once")
    made.acts["O12"] = walk.issue(walk.draft("O12"))
    walk.opens()


def again(walk: Walk, made: Made, script: Script, year: int, *, end: date) -> None:
    """The next year of a long programme: consents anew, new people, orders that rest on the protocols of this year."""
    walk.come(6, 9, year)
    for row in (*made.mentees.values(), *made.mentors.values()):
        towns.agree(walk.town, row.person, walk.today)
    stages.take_mentees(walk, made, script.mentees)
    made.acts["O4"] = walk.issue(walk.draft("O4"))
    walk.come(7, 9, year)
    rows = stages.take_mentors(walk, made, script.mentors)
    _, judged = stages.choose_mentors(walk, made, rows)
    considered = walk.issue(walk.about("consideration", walk.programme))
    mentors.register([row.pk for row in rows], on=walk.today, by=walk.curator)
    walk.come(8, 9, year)
    made.acts["O6"] = walk.issue(walk.draft("O6"))
    assert walk.protocols_of(made.acts["O6"]) == [*judged, considered]
    stages.propose(walk, made, script.bonds, date(year, 9, 13), end)
    walk.come(9, 9, year)
    made.acts["attachment"] = walk.issue(walk.draft("attachment"))
    walk.come(10, 9, year)
    made.acts["O7"] = walk.issue(walk.draft("O7"), rests=[made.acts["attachment"]])
    assert walk.protocols_of(made.acts["O7"]) == [made.acts["attachment"]]
    for bond in script.bonds:
        pair = made.pairs[bond.mentee]
        walk.issue(walk.about("agreement_mentor", pair.mentors.get()))
        walk.issue(walk.about("agreement_mentee", pair.mentees.get()))
        stages.plan(walk, pair, LATER)
    walk.come(20, 9, year)
    made.acts["O8"] = walk.issue(walk.draft("O8"))
    for bond in script.bonds:
        walk.issue(walk.about("pair_plan", made.pairs[bond.mentee]), rests=[made.acts["O8"]])
        stages.meet(walk, made.pairs[bond.mentee])


def end(walk: Walk, made: Made, script: Script, day: date) -> None:
    """Stage 7: the report, the last gathering, the results and the thanks."""
    walk.come(10, 5, day.year)
    stages.appoint(walk, "Итоги наставничества", day, "актовый зал")
    made.acts["O13"] = walk.issue(walk.draft("O13"))
    invited = walk.write(walk.draft("invitation"), INVITED)
    walk.issue(invited)
    rows = [stages.award(walk, *one) for one in script.thanked]
    made.acts["O14"] = walk.issue(walk.draft("O14"))
    walk.come(day.day, day.month, day.year)
    papers = {Award.Kind.THANKS: "thanks", Award.Kind.DIPLOMA: "diploma", Award.Kind.LETTER: "parents_letter"}
    for row in rows:
        if row.kind in papers:
            walk.issue(walk.about(papers[row.kind], row))
    for surname in dict.fromkeys([*(bond.mentor for bond in script.bonds), script.replacing]):
        walk.issue(walk.about("mentor_statement", made.mentors[surname]))
    made.acts["report"] = walk.issue(walk.write(walk.draft("report"), CONCLUDED))
    walk.opens()
