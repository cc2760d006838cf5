"""The forms of mentoring of one school."""

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.programmes import catalogue
from mentoring.programmes.models import AssessedResult, MentoringForm, RoleModel


def missing(organization: Organization) -> dict[str, str]:
    """Return the usual forms for this kind of organization that it does not have yet."""
    own = set(MentoringForm.objects.filter(organization=organization).values_list("code", flat=True))
    return {code: title for code, title in catalogue.forms_for(organization.kind).items() if code not in own}


@transaction.atomic
def take_usual(organization: Organization, *, by: Membership) -> list[MentoringForm]:
    """Add the usual forms for this kind of organization, to be renamed and removed by it."""
    forms = missing(organization)
    if not forms:
        raise Refused("Обычные формы уже в списке. Другую добавьте сами.")
    taken = []
    for code, title in forms.items():
        said = catalogue.described(code)
        row = MentoringForm.objects.create(organization=organization, code=code, title=title, **said.texts)
        _describe(row, said)
        journal.write(organization, "mentoringform.add", row, by=by, after={"code": code, "title": title})
        taken.append(row)
    return taken


def _describe(form: MentoringForm, said: catalogue.Described) -> None:
    """Give a form its role models and the results that are counted at its start and end."""
    own = {"organization": form.organization, "form": form}
    RoleModel.objects.bulk_create(
        RoleModel(**own, title=title, order=order) for order, title in enumerate(said.role_models, 1)
    )
    AssessedResult.objects.bulk_create(
        AssessedResult(**own, title=title, falls=falls, order=order)
        for order, (title, falls) in enumerate(said.assessed, 1)
    )
