"""The first minute of an installation: its technician, its organization, its director and its curator."""

from dataclasses import dataclass
from datetime import date

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mentoring.access import Role
from mentoring.accounts import first_run, inviting, journal, terms, tries
from mentoring.accounts.forms import AccountForm
from mentoring.accounts.inviting import Issued
from mentoring.accounts.latin import slug_of
from mentoring.accounts.links import secret_page
from mentoring.accounts.membership import school_path
from mentoring.accounts.models import Grant, Membership, Organization, Region, User
from mentoring.accounts.operations import Refused
from mentoring.accounts.subjects import SUBJECTS
from mentoring.accounts.views.entry import public
from mentoring.calendar import schoolyear
from mentoring.calendar.zones import ZONES
from mentoring.notifications import invitations
from mentoring.people import access as people_access
from mentoring.people.consents import usual
from mentoring.people.models import Employment, Person, Position
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import Programme

HELD = "first-run"  # the session's key to the address that was opened
REGIONS = [("", "Выберите"), *sorted(SUBJECTS.items(), key=lambda subject: subject[1])]
Duty = Employment.Duty


class AlreadyBegun(Refused):
    """An address that somebody has used meanwhile."""

    def __init__(self):
        super().__init__("Этот адрес уже использован: организация заведена. Войдите с логином и паролем.")


@dataclass(frozen=True)
class Beginning:
    """What there is after the first minute."""

    organization: Organization
    technician: Membership
    issued: list[Issued]


@transaction.atomic
def begin(address: int, said: dict) -> Beginning:
    """Make the organization, its people with their places, and the programme of the school year; once."""
    if not first_run.spend(address):
        raise AlreadyBegun
    if User.objects.filter(login=said["login"]).exists():
        raise inviting.LoginTaken(said["login"])
    organization = _organization(said)
    technician = _technician(organization, said)
    journal.write(organization, "organization.begin", organization, by=technician)
    issued = []
    for who, duty, roles in _leaders(organization):
        person = _person(organization, said[f"{who}_name"], said[f"{who}_position"], duty, said[f"{who}_email"])
        issued.append(inviting.issue(people_access.invite(person, roles, by=technician), by=technician))
    for one in issued:
        if one.membership.email:
            invitations.post(one)
    if organization.kind != Organization.Kind.CENTRE:
        _programme(organization, technician)
    return Beginning(organization, technician, issued)


def _organization(said: dict) -> Organization:
    names = ("slug", "kind", "full_name", "short_name", "founder", "locality", "zone")
    code = said["region"]
    region, _ = Region.objects.get_or_create(name=SUBJECTS[code], defaults={"code": code})
    return Organization.objects.create(region=region, **{name: said[name] for name in names})


def _technician(organization: Organization, said: dict) -> Membership:
    user = User.objects.create_user(said["login"], said["password"])
    member = Membership.objects.create(organization=organization, user=user, name=said["name"])
    Grant.objects.create(organization=organization, membership=member, role=Role.TECHNICIAN)
    person = _person(organization, said["name"], "технический специалист", Duty.TECHNICIAN)
    person.membership = member
    person.save(update_fields=["membership"])
    return member


def _leaders(organization: Organization):
    """Say who is invited first, with which duty and roles; a regional centre has no curator of its own."""
    if organization.kind == Organization.Kind.CENTRE:
        return [
            ("director", Duty.HEAD, [Role.DIRECTOR, Role.REGIONAL]),
            ("curator", Duty.NONE, [Role.REGIONAL]),
        ]
    return [("director", Duty.HEAD, [Role.DIRECTOR]), ("curator", Duty.CURATOR, [Role.CURATOR])]


def _person(organization: Organization, name: str, position: str, duty: str, email: str = "") -> Person:
    surname, given, patronymic = parts_of(name)
    person = Person.objects.create(
        organization=organization, surname=surname, given=given, patronymic=patronymic, email=email
    )
    title = position.strip()
    place = Position.objects.filter(organization=organization, title=title).first() or Position.objects.create(
        organization=organization, title=title
    )
    Employment.objects.create(organization=organization, person=person, position=place, duty=duty)
    return person


def parts_of(name: str) -> tuple[str, str, str]:
    """Take «Соколова Вера Ильинична» apart; what follows the given name is the patronymic."""
    surname, given, *rest = name.split()
    return surname, given, " ".join(rest)


def _programme(organization: Organization, technician: Membership) -> Programme:
    year = terms.year_to_fill(organization)
    programme = Programme.objects.create(
        organization=organization,
        title=schoolyear.name(year),
        start=date(year, 9, 1),
        end=date(year + 1, 5, 31),
    )
    journal.write(organization, "programme.add", programme, by=technician, after={"title": programme.title})
    mentoring_forms.take_usual(organization, by=technician)
    usual.take_usual(organization, by=technician)
    return programme


def _full_name(text: str) -> None:
    if len(text.split()) < 2:
        raise ValidationError("Напишите фамилию и имя полностью, отчество — если есть.")


def _name_field(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=250, validators=[_full_name], help_text="Фамилия, имя, отчество.")


class BeginningForm(AccountForm):
    """Everything the first minute needs, on one page."""

    name = _name_field("Кто вы")
    kind = forms.ChoiceField(label="Тип", choices=Organization.Kind.choices)
    full_name = forms.CharField(
        label="Полное наименование", max_length=500, help_text="Как в уставе: войдёт в приказы."
    )
    short_name = forms.CharField(label="Краткое наименование", max_length=200, help_text="Например: МБОУ СОШ № 7.")
    founder = forms.CharField(label="Учредитель", max_length=300, required=False)
    region = forms.ChoiceField(
        label="Регион", choices=[("", "Выберите"), *sorted(SUBJECTS.items(), key=lambda s: s[1])]
    )
    locality = forms.CharField(label="Населённый пункт", max_length=120)
    zone = forms.ChoiceField(label="Часовой пояс", choices=list(ZONES.items()), initial="Europe/Moscow")
    slug = forms.SlugField(
        label="Имя в адресе",
        max_length=40,
        required=False,
        help_text="Латинские буквы, цифры и дефис. Оставьте пустым — составим из краткого наименования.",
    )
    director_name = _name_field("Кто руководит")
    director_position = forms.CharField(label="Должность", max_length=200, initial="директор")
    director_email = forms.EmailField(label="Электронная почта", required=False)
    curator_name = _name_field("Кто ведёт программу")
    curator_position = forms.CharField(
        label="Должность",
        max_length=200,
        help_text="Например: заместитель директора. В региональном центре — сотрудник, который смотрит показатели.",
    )
    curator_email = forms.EmailField(label="Электронная почта", required=False)

    SECTIONS = (
        ("Вы — технический специалист", ("name", "login", "password", "password_again")),
        ("Организация", ("kind", "full_name", "short_name", "slug", "founder", "region", "locality", "zone")),
        ("Руководитель", ("director_name", "director_position", "director_email")),
        ("Куратор программы наставничества", ("curator_name", "curator_position", "curator_email")),
    )

    field_order = [name for _, names in SECTIONS for name in names]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].help_text = "Его вы будете набирать при входе: латинские буквы, цифры, точка, дефис."

    def sections(self):
        """Give the fields in the order of the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self.SECTIONS]

    def clean(self):
        cleaned = super().clean()
        slug = cleaned.get("slug") or slug_of(cleaned.get("short_name", ""))
        if "short_name" in cleaned and not self.errors.get("slug"):
            cleaned["slug"] = slug
            if not slug:
                self.add_error("slug", "Из наименования имя не составить. Напишите латинскими буквами.")
            elif Organization.objects.filter(slug=slug).exists():
                self.add_error("slug", f"Имя «{slug}» занято. Напишите другое.")
        return cleaned


@secret_page
@require_safe
def link(request, token):
    """Swap the one-time address for the session and lead on to a clean one."""
    if not tries.allowed(request, HELD):
        return respond_429(request)
    address = first_run.find(token)
    if address is None:
        raise Http404
    request.session[HELD] = address.pk
    return redirect("begin")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """Ask everything at once; then show the sheets for the director and the curator, this once."""
    address = request.session.get(HELD)
    if address is None and request.user.is_authenticated:  # the page with the codes was loaded again
        return redirect("home")
    if address is None or not first_run.is_open(address):
        raise Http404
    form = BeginningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = begin(address, form.cleaned_data)
        except inviting.LoginTaken as refusal:
            form.add_error("login", str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _welcome(request, begun)
    return render(request, "desk/beginning.html", {"title": "Начало работы", "form": form})


def _welcome(request, begun: Beginning):
    """Sign the technician in and show the codes; a reload finds the address spent."""
    request.session.pop(HELD)
    get_adapter().login(request, begun.technician.user)
    context = {
        "title": "Организация заведена",
        "organization": begun.organization,
        "issued": begun.issued,
        "members": school_path(begun.organization, "members"),
        "second_factor": school_path(begun.organization, "mfa_activate_totp"),
    }
    return render(request, "desk/begun.html", context | invitations.facts())
