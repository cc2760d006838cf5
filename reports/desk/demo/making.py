"""Make the invented region: a school, a college and the regional centre, the same people every time."""

from collections.abc import Iterable, Sequence
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from mentoring.access import ROLE_WORDS
from mentoring.accounts import inviting, schooldays, terms
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Membership, Municipality, Organization, Region
from mentoring.accounts.operations import Refused
from mentoring.people import access as people_access
from mentoring.people.consents import usual
from mentoring.people.models import Affiliation, Employment, Person, Position
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import (
    Contingent,
    ContingentRow,
    GroupMember,
    MentoringForm,
    Programme,
    ProgrammeForm,
    Resource,
    Target,
)
from reports.desk.demo import (
    acts,
    agreements,
    arrivals,
    cast,
    learners,
    pairs,
    papers,
    participants,
    plans,
    practices,
    surveys,
)
from reports.desk.demo.cast import Colleague, Cycle, Place
from roadmap import uploading

CURATOR_PHONE = "+7 900 000-70-70"  # letters and leaflets say whom to call
ORGANIZATIONS = {"school-7": (*cast.SCHOOL, cast.PARTNER), "college": cast.COLLEGE, "centre": cast.CENTRE}


def stands() -> bool:
    """Tell whether the demo has been made here already."""
    return Organization.objects.filter(slug__in=ORGANIZATIONS).count() == len(ORGANIZATIONS)


@transaction.atomic
def make() -> None:
    """Make everything in one go; a base with a real school in it is left alone."""
    if Organization.objects.exists() and not settings.DEMO:
        raise Refused("Здесь уже заведены организации. Вымышленных людей заводят только в пустой базе: `make demo`.")
    region = Region.objects.create(name="Белозорская область")
    city = Municipality.objects.create(region=region, name="городской округ Белоключевск")
    _make_centre(region)
    _make_school(region, city)
    _make_college(region, city)


def _make_centre(region: Region) -> None:
    centre = _organization(
        "centre",
        Organization.Kind.CENTRE,
        "Региональный наставнический центр",
        "Государственное автономное учреждение «Региональный наставнический центр Белозорской области»",
        region=region,
    )
    Staff(centre).hire(cast.CENTRE)


def _make_school(region: Region, city: Municipality) -> None:
    school = _organization(
        "school-7",
        Organization.Kind.SCHOOL,
        "СШ № 7, Белоключевск",
        "Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 7 имени первопроходца "
        "Ерёмы Щёголева» городского округа Белоключевск",
        region=region,
        municipality=city,
        founder="Управление образования городского округа Белоключевск",
        address="654321, Белозорская область, г. Белоключевск, ул. Трёх Ключей, д. 7",
    )
    staff = Staff(school)
    staff.hire(cast.SCHOOL)
    learners.school(school)
    curator = staff.place(cast.SCHOOL[0])
    programme = _programme(school, cast.SCHOOL_CYCLE, by=curator)
    agreements.sign(school, by=curator)
    participants.join(programme, by=curator)
    surveys.ask(programme, by=curator)
    pairs.work(programme, by=curator)
    today = schooldays.today(school)
    roadmap = plans.live(programme, "standard", staff.places, by=curator, today=today)
    director, lead = staff.place(cast.SCHOOL[1]), staff.place(cast.SCHOOL[3])
    acts.school(programme, roadmap, curator=curator, head=director, reader=lead)
    upload = uploading.take(programme, *papers.teachers_plan(plans.year_of(today)), by=curator)
    uploading.compare_with(upload, None, by=curator)
    practices.show(programme, by=curator)
    arrivals.arrive(by=curator)
    staff.let_in(Affiliation.objects.get(organization=school, curates=True).person, cast.PARTNER)


def _make_college(region: Region, city: Municipality) -> None:
    college = _organization(
        "college",
        Organization.Kind.COLLEGE,
        "Белоключевский колледж",
        "Государственное бюджетное профессиональное образовательное учреждение «Белоключевский колледж "
        "точного приборостроения и народных промыслов»",
        region=region,
        municipality=city,
        founder="Министерство образования Белозорской области",
        address="654300, Белозорская область, г. Белоключевск, пер. Часовой, д. 12",
    )
    staff = Staff(college)
    staff.hire(cast.COLLEGE)
    _former_head(college)
    learners.college(college)
    curator = staff.place(cast.COLLEGE[1])
    programme = _programme(college, cast.COLLEGE_CYCLE, by=curator)
    agreements.sign(college, by=curator)
    roadmap = plans.live(programme, "teachers", staff.places, by=curator, today=schooldays.today(college))
    acts.college(programme, roadmap, curator=curator, head=staff.place(cast.COLLEGE[0]))


def _organization(slug: str, kind: str, short: str, full: str, *, region: Region, **facts) -> Organization:
    return Organization.objects.create(
        slug=slug,
        kind=kind,
        short_name=short,
        full_name=full,
        region=region,
        locality="Белоключевск",
        second_factor_required=False,  # whoever looks at the demo has no telephone of its people
        **facts,
    )


class Staff:
    """The people of one organization as they are taken on, and the places of those who sign in."""

    def __init__(self, organization: Organization):
        self.organization = organization
        self.today = schooldays.today(organization)
        self.places: list[Membership] = []

    def hire(self, colleagues: Iterable[Colleague]) -> None:
        for years, colleague in enumerate(colleagues, 2):
            person = self._employ(colleague, years)
            if colleague.roles:
                self.let_in(person, colleague)

    def place(self, colleague: Colleague) -> Membership:
        return next(place for place in self.places if place.name == colleague.name)

    def _employ(self, colleague: Colleague, years: int) -> Person:
        surname, given, patronymic = colleague.name.split()
        person = Person.objects.create(
            organization=self.organization,
            surname=surname,
            given=given,
            patronymic=patronymic,
            sex=colleague.sex,
            sex_confirmed=True,
            email=colleague.email,
            phone=CURATOR_PHONE if colleague.duty == Employment.Duty.CURATOR else "",
        )
        year = plans.year_of(self.today)
        position, _ = Position.objects.get_or_create(organization=self.organization, title=colleague.position)
        Employment.objects.create(
            organization=self.organization,
            person=person,
            position=position,
            duty=colleague.duty,
            start=date(year, 8, 3) if colleague.acting else date(year - years, 9, 1),
            acting=bool(colleague.acting),
            order=colleague.acting.format(year=year),
        )
        return person

    def let_in(self, person: Person, colleague: Colleague) -> None:
        """Give the person a place by a code, as any colleague gets it."""
        by = self.places[0] if self.places else None
        place = people_access.invite(person, colleague.roles, by=by)
        issued = inviting.issue(place, by=by)
        if colleague.invited:
            return
        user = inviting.accept(issued.invitation, colleague.login, cast.PASSWORD)
        if colleague.second_step:
            TOTP.activate(user, cast.TOTP_SECRET)
        self.places.append(Membership.objects.select_related("organization").get(pk=place.pk))


def _former_head(college: Organization) -> None:
    """Remember whom the acting head stands in for."""
    person = Person.objects.create(
        organization=college, surname="Орлов", given="Аркадий", patronymic="Вениаминович", sex="m"
    )
    position = Position.objects.create(organization=college, title="директор")
    year = plans.year_of(schooldays.today(college))
    Employment.objects.create(
        organization=college, person=person, position=position, duty=Employment.Duty.HEAD, end=date(year, 8, 2)
    )


def _programme(organization: Organization, own: Cycle, *, by: Membership) -> Programme:
    """Begin the programme of this year: its forms, means, goals and people."""
    start, end = plans.period_of(schooldays.today(organization))
    year = start.year
    programme = Programme.objects.create(
        organization=organization,
        title=f"{year}/{(year + 1) % 100} учебный год",
        start=start,
        end=end,
        goal=own.goal,
        tasks="узнать, кому и в чём нужна помощь\nподготовить наставников\nпомочь парам дойти до цели",
    )
    terms.take_usual(organization, year, by=by)
    mentoring_forms.take_usual(organization, by=by)
    usual.take_usual(organization, by=by)
    _take_forms(programme, own.lead)
    _gather(programme, own.group)
    _count(organization, year, own.counts)
    for kind, what, source, where in cast.RESOURCES:
        Resource.objects.create(
            organization=organization, programme=programme, kind=kind, what=what, source=source, source_text=where
        )
    return programme


def _take_forms(programme: Programme, lead: str) -> None:
    """Take three forms of mentoring into the programme; the lead answers for the first."""
    own = MentoringForm.objects.filter(organization=programme.organization)
    person = Person.objects.get(organization=programme.organization, surname=lead)
    for code, answers in (("student_student", person), ("teacher_pupil", None), ("teacher_teacher", None)):
        ProgrammeForm.objects.create(
            organization=programme.organization, programme=programme, form=own.get(code=code), lead=answers
        )


def _gather(programme: Programme, group: Sequence[Place]) -> None:
    people = {person.full_name: person for person in Person.objects.filter(organization=programme.organization)}
    for number, place in enumerate(group, 1):
        GroupMember.objects.create(
            organization=programme.organization,
            programme=programme,
            order=number,
            person=people.get(place.name),
            position_text=place.position,
            duties=place.duties,
        )


def _count(organization: Organization, year: int, counts: Sequence[tuple[str, int, int]]) -> None:
    """Write down how many there are, how many there will be, and what share is to be reached."""
    for kind, column, on in ((Contingent.Kind.FACT, 1, year), (Contingent.Kind.FORECAST, 2, year + 1)):
        table = Contingent.objects.create(organization=organization, kind=kind, date=date(on, 9, 1))
        ContingentRow.objects.bulk_create(
            ContingentRow(organization=organization, contingent=table, order=number, label=row[0], value=row[column])
            for number, row in enumerate(counts, 1)
        )
    for group, this_year, next_year in cast.TARGETS:
        for on, percent in ((year, this_year), (year + 1, next_year)):
            Target.objects.create(organization=organization, year=on, group=group, percent=percent)


def accounts() -> list[dict]:
    """Say who can sign in, where and as whom."""
    organizations = {row.slug: row for row in Organization.objects.filter(slug__in=ORGANIZATIONS)}
    return [
        _account(organizations[slug], colleague)
        for slug, colleagues in ORGANIZATIONS.items()
        for colleague in colleagues
        if colleague.login
    ]


def _account(organization: Organization, colleague: Colleague) -> dict:
    account = {
        "login": colleague.login,
        "password": cast.PASSWORD,
        "role": colleague.roles[0].value,
        "roles": [role.value for role in colleague.roles],
        "role_words": ", ".join(ROLE_WORDS[role] for role in colleague.roles),
        "name": colleague.name,
        "organization": organization.short_name,
        "address": settings.SITE_URL + school_path(organization, "start"),
    }
    return account | ({"totp_secret": cast.TOTP_SECRET} if colleague.second_step else {})
