"""The council of learners and the forms on whose pairs it is heard (273-ФЗ, статья 26; S4, раздел 5)."""

import re

from mentoring.accounts.keys import russian_key
from mentoring.programmes.models import MentoringForm, Programme

_LEARNERS = r"(?:обучающ|учащ|студен|учени)\w*"
_COUNCIL = re.compile(rf"\bсовет\w* {_LEARNERS}|\b{_LEARNERS} совет")


def is_heard(whose: str) -> bool:
    """Tell whether a council of learners is among those whose opinion on the pairs of a form is asked."""
    return _COUNCIL.search(russian_key(whose)) is not None


def forms(programme: Programme) -> list[int]:
    """Return the forms of the school on whose pairs its council of learners is heard."""
    rows = MentoringForm.objects.filter(organization=programme.organization_id).exclude(heard="")
    return [pk for pk, heard in rows.values_list("pk", "heard") if is_heard(heard)]
