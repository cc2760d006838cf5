from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts.models import Invitation, Membership
from mentoring.notifications.models import Job
from mentoring.people.models import Consent, Employment, Enrollment, StudyGroup
from mentoring.programmes.models import GroupMember
from mentoring.registry import applying
from mentoring.registry.models import Application
from mentoring.registry.tests.cast import agree
from reports.desk import overview, signals, steps, today
from reports.desk.templatetags import desk as frame
from reports.documents import listing
from reports.documents.models import Document
from reports.documents.tests import acts
from roadmap.models import Upload
from roadmap.tests.cast import employ, make_person, make_position, make_roadmap, many_events
from tests.cast import browse, make_member, make_programme

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 18, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_eighteenth_of_november(settings):
    settings.MFA_REQUIRED = False
    with time_machine.travel(MORNING, tick=False):
        yield


def desk_of(member: Membership) -> today.Desk:
    return today.of_member(member, overview.of_member(member))


def an_event(title: str, due: date, **facts) -> dict:
    return {"title": title, "due": due, "section": 0} | facts


def test_late_events_come_before_those_of_the_week(curator, school):
    late, near = date(2026, 11, 10), date(2026, 11, 20)
    make_roadmap(
        school, events=[an_event("Ближнее", near), an_event("Позднее", late), an_event("Далёкое", date(2027, 2, 1))]
    )

    needs = desk_of(curator.member).needs

    assert [(need.title, need.status, need.when) for need in needs] == [
        ("Позднее", "bad", "просрочено на\u00a08\u00a0дней"),
        ("Ближнее", "warn", "послезавтра"),
    ]


def test_done_withdrawn_cancelled_and_lasting_events_need_nobody(curator, school):
    late = date(2026, 11, 10)
    roadmap = make_roadmap(
        school,
        events=[
            an_event("Сделано", late, done=late),
            an_event("Убрано", late),
            an_event("Снято", late),
            an_event("Идёт", late),
        ],
    )
    removed, cancelled, lasting = roadmap.events.exclude(title="Сделано").order_by("order")
    roadmap.events.filter(pk=removed.pk).update(withdrawn_at=late)
    cancelled.occurrences.update(cancelled_at=late)
    lasting.occurrences.update(lasting=True)

    assert desk_of(curator.member).needs == ()


def test_psychologist_meets_only_what_the_psychologist_answers_for(school):
    member = make_member(school, Role.PSYCHOLOGIST)
    late = date(2026, 11, 10)
    make_roadmap(
        school,
        events=[
            an_event("Опрос", late, responsibles=[Employment.Duty.PSYCHOLOGIST]),
            an_event("Приказ", late, responsibles=[Employment.Duty.HEAD]),
        ],
    )

    assert [(need.title, need.button) for need in desk_of(member).needs] == [("Опрос", "Отметить")]


def test_director_sees_everything_and_marks_only_their_own(director, school):
    late = date(2026, 11, 10)
    make_roadmap(
        school,
        events=[
            an_event("Опрос", late, responsibles=[Employment.Duty.PSYCHOLOGIST]),
            an_event("Приказ", late, responsibles=[Employment.Duty.HEAD]),
        ],
    )

    assert [(need.title, need.button) for need in desk_of(director.member).needs] == [
        ("Опрос", "Открыть"),
        ("Приказ", "Отметить"),
    ]


def test_whoever_marks_no_events_is_asked_to_look_at_their_own(school):
    clerk = make_member(school, Role.HR)
    make_roadmap(
        school, events=[an_event("Приказ", date(2026, 11, 10), responsibles=[make_person(school, member=clerk)])]
    )

    assert [(need.title, need.button) for need in desk_of(clerk).needs] == [("Приказ", "Открыть")]


def test_need_names_the_place_and_who_holds_it_today(curator, school):
    methodist = make_position(school, "методист")
    employ(make_person(school, "Рябинина Алла Сергеевна"), methodist)
    make_roadmap(school, events=[an_event("Занятие", date(2026, 11, 10), responsibles=[methodist])])

    assert desk_of(curator.member).needs[0].why == "Отвечает: методист (Рябинина\u00a0А.\u00a0С.)"


def test_what_does_not_fit_is_counted(curator, school):
    make_roadmap(school, events=[an_event(f"Дело {n}", date(2026, 11, 10)) for n in range(9)])

    desk = desk_of(curator.member)

    assert (len(desk.needs), desk.more) == (6, 3)


def test_unfinished_document_waits_for_its_curator_alone(curator, director, school, programme):
    Upload.objects.create(organization=school, programme=programme, name="план.docx", by=curator.member)

    assert [need.title for need in desk_of(curator.member).needs] == ["Закончите с документом «план.docx»"]
    assert desk_of(director.member).needs == ()


def test_expired_invitation_is_told_until_the_place_is_taken(curator, other_curator, school):
    guest = Membership.objects.create(organization=school, name="Гостева Анна Олеговна")
    Invitation.objects.create(
        organization=school, membership=guest, code_hash="x", expires_at=timezone.now() - timedelta(hours=1)
    )

    need = desk_of(curator.member).needs[0]

    assert (need.title, need.why) == (
        "1\u00a0приглашение не принято",
        "Гостева Анна Олеговна. Отправьте новую ссылку.",
    )
    assert list(today.invitations(make_member(school, Role.DEPUTY))) == []
    assert list(today.invitations(other_curator.member)) == []


def apply(school, programme, count: int, *, first: int = 0) -> None:
    for number in range(first, first + count):
        Application.objects.create(
            organization=school, programme=programme, side="mentee", surname=f"Осокин{number}", given="Ян"
        )


def test_application_by_a_link_waits_for_whoever_may_decide(curator, director, other_curator, school, programme):
    apply(school, programme, 1)

    need = desk_of(curator.member).needs[0]

    assert (need.title, need.when, need.why) == (
        "1\u00a0заявка ждёт решения",
        "подана 18\u00a0ноября, ср",
        "Осокин0 Ян, в наставляемые. Примите или отклоните.",
    )
    assert desk_of(director.member).needs == ()
    assert list(applying.undecided(other_curator.member)) == []
    assert curator.client.get(f"/s/{school.slug}{need.url}").context["cl"].result_count == 1


def test_many_applications_cost_as_much_as_one_and_are_counted_in_the_menu(curator, school, programme):
    apply(school, programme, 1)
    curator.get("admin:index")
    with CaptureQueriesContext(connection) as one:
        curator.get("admin:index")

    apply(school, programme, 40, first=1)
    with CaptureQueriesContext(connection) as many:
        page = curator.get("admin:index").content.decode()

    assert "41\u00a0заявка ждёт решения" in page and "Осокин1 Ян, в наставляемые и другие" in page
    assert page.count('<span class="side-count">41</span>') == 2  # beside the list and beside its part of the menu
    assert len(many) == len(one) <= 25


def test_decided_applications_wait_for_nobody(curator, school, programme):
    apply(school, programme, 3)
    applying.decline(Application.objects.first(), by=curator.member)
    Application.objects.filter(surname="Осокин1").update(state=Application.State.ACCEPTED)

    assert [need.why for need in desk_of(curator.member).needs] == [
        "Осокин0 Ян, в наставляемые. Примите или отклоните."
    ]


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([], "Дел на ближайшую неделю нет."),
        ([an_event("Одно", date(2026, 11, 20))], "Вас ждёт одно дело."),
        (
            [an_event("Одно", date(2026, 11, 17)), an_event("Два", date(2026, 11, 20))],
            "Вас ждут два дела. Начните с первого: просрочено на\u00a01\u00a0день.",
        ),
    ],
)
def test_one_sentence_says_how_things_stand(curator, school, events, sentence):
    make_roadmap(school, events=events)
    view = overview.of_member(curator.member)

    assert today.sentence(today.of_member(curator.member, view), [], view) == sentence


def test_signals_name_gaps_of_the_plan_and_of_the_group(curator, director, school, programme):
    GroupMember.objects.create(organization=school, programme=programme, position_text="психолог")
    make_roadmap(
        school,
        programme=programme,
        events=[an_event("Без даты", None, responsibles=["классы"]), an_event("Ничьё", date(2026, 12, 1))],
    )

    found = signals.of_member(curator.member, overview.of_member(curator.member))

    assert [signal.title for signal in found] == [
        "1\u00a0мероприятие без ответственного",
        "1\u00a0мероприятие без даты",
        "В рабочей группе 1\u00a0свободное место",
    ]
    assert signals.of_member(director.member, overview.of_member(director.member)) == []


def test_work_that_failed_is_told_to_whoever_began_it(curator, director, school):
    Job.objects.create(organization=school, by=director.member, kind="k", title="Выгрузка", state=Job.State.FAILED)

    found = [[signal.title for signal in signals.failures(browser.member)] for browser in (curator, director)]

    assert found == [[], ["Не удалось: Выгрузка"]]


def test_first_steps_are_ticked_by_what_they_leave_behind(curator, school, programme):
    employ(make_person(school), make_position(school))

    done = {step.title: step.done for step in steps.of_member(curator.member, overview.of_member(curator.member))}

    assert done == {
        "Заведите программу": True,
        "Загрузите дорожную карту": False,
        "Загрузите список сотрудников": True,
        "Загрузите список: ученики": False,
        "Соберите согласия": False,
        "Соберите рабочую группу": False,
        "Пригласите сотрудников": False,
        "Составьте приказ о внедрении": False,
    }


def test_first_steps_are_those_of_whoever_leads_the_programme(director, school):
    assert steps.of_member(director.member, overview.of_member(director.member)) == []


def test_paper_asks_those_alone_who_may_take_its_next_step(curator, director, school):
    cycle, head = acts.programme_of(school), acts.make_head(school, director.member)
    acts.make_draft(cycle, by=curator.member, state=Document.State.RETURNED)
    acts.make_approved(cycle, head, by=curator.member)
    members = (curator.member, director.member, make_member(school, Role.DEPUTY))

    found = [[need.button for need in today.papers(one, listing.pending(one))] for one in members]

    assert found == [["Исправить", "Присвоить номер"], ["Присвоить номер"], ["Исправить"]]


def test_head_without_the_right_is_asked_to_sign_nothing(curator, director, school):
    acts.make_head(school, director.member)
    acts.make_submitted(acts.programme_of(school), by=curator.member)

    def asked(member: Membership) -> int:
        return len(list(today.to_sign(member, listing.pending(member), MORNING.date())))

    before = asked(director.member)
    director.member.grants.update(role=Role.HR)

    assert (before, asked(Membership.objects.get(pk=director.member.pk))) == (1, 0)


def test_what_a_withdrawal_leaves_is_destroyed_by_the_leaders(curator, director, school):
    agree(make_person(school), on=date(2026, 9, 1), codes=["image_use"], gate="publication")
    Consent.objects.update(withdrawn_on=date(2026, 10, 15))
    members = (curator.member, director.member, make_member(school, Role.DEPUTY))

    found = [len(list(today.withdrawals(one, date(2026, 11, 18)))) for one in members]

    assert found == [1, 1, 0]


def test_somebody_without_the_plan_meets_nothing_of_it(curator, school):
    mentor = make_member(school, Role.MENTOR)
    make_roadmap(
        school, events=[an_event("Позднее", date(2026, 11, 10), responsibles=[make_person(school, member=mentor)])]
    )
    frames = [{"request": SimpleNamespace(membership=one)} for one in (curator.member, mentor)]

    assert [len(desk_of(one).needs) for one in (curator.member, mentor)] == [1, 0]
    assert [len(frame.stage_readiness(one)) for one in frames] == [7, 0]
    assert [bool(frame.desk_today(one)["stages"]) for one in frames] == [True, False]


def take_every_step(school, programme, by) -> None:
    person = make_person(school)
    GroupMember.objects.create(organization=school, programme=programme, person=person)
    employ(person, make_position(school))
    group = StudyGroup.objects.create(organization=school, title="9 «А»", grade=9, letter="А")
    Enrollment.objects.create(organization=school, person=make_person(school, "Горнов Лев Маркович"), group=group)
    make_roadmap(school, programme=programme)
    agree(person, on=date(2026, 11, 1))
    acts.make_draft(programme, by=by)


def test_first_steps_go_when_all_are_done(curator, director, school, programme):
    take_every_step(school, programme, curator.member)

    assert steps.of_member(curator.member, overview.of_member(curator.member)) == []


def test_steps_of_another_school_are_no_steps_of_ours(curator, other_curator, other_school):
    make_member(other_school, Role.DIRECTOR)
    take_every_step(other_school, make_programme(other_school), other_curator.member)

    assert not any(step.done for step in steps.of_member(curator.member, overview.of_member(curator.member)))


@pytest.mark.parametrize("role", [Role.CURATOR, Role.DIRECTOR, Role.CLASS_TEACHER])
def test_index_costs_the_same_for_a_plan_ten_times_as_long(school, role):
    browser = browse(make_member(school, role))
    employ(make_person(school), make_position(school), duty=Employment.Duty.CURATOR)
    answering = {"responsibles": [Employment.Duty.CLASS_TEACHER, Employment.Duty.CURATOR]}
    make_roadmap(school, events=many_events(35, start=date(2026, 9, 1), **answering))
    browser.get("admin:index")

    with CaptureQueriesContext(
        connection,
    ) as short:
        assert browser.get("admin:index").status_code == 200
    make_roadmap(school, events=many_events(350, start=date(2026, 9, 1), **answering))
    with CaptureQueriesContext(connection) as long:
        assert browser.get("admin:index").status_code == 200

    assert len(long) == len(short)
    assert len(long) <= 25
