"""What people type to get in, and what they say of those they invite."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator

from mentoring.access import ROLE_WORDS, Role
from mentoring.accounts import inviting
from mentoring.accounts.models import User

PASSWORD_HELP = "Не короче 10 знаков. Хорошо подходит фраза из нескольких слов."
valid_login = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}\Z", "Только латинские буквы, цифры, точка и дефис; не короче трёх знаков."
)


def password_field(label: str, **options) -> forms.CharField:
    """Make a field for a new password, which browsers offer to remember."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        **options,
    )


class CodeForm(forms.Form):
    """The code from a sheet or a letter."""

    code = forms.CharField(
        label="Код с листа или из письма",
        max_length=60,
        help_text="Двадцать знаков. Буквы можно набирать русские или латинские, дефисы не нужны.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "autofocus": True}
        ),
    )


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = password_field("Пароль", help_text=PASSWORD_HELP)
    password_again = password_field("Пароль ещё раз")

    def __init__(self, *args, user: User | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        cleaned = super().clean()
        password = cleaned.get("password")
        if password and "password_again" in cleaned and password != cleaned["password_again"]:
            self.add_error("password_again", "Пароли не совпали. Наберите второй ещё раз.")
        if password:
            self._check(password)
        return cleaned

    def _check(self, password: str) -> None:
        try:
            validate_password(password, self.account())
        except forms.ValidationError as refusal:
            self.add_error("password", refusal)

    def account(self) -> User:
        """Return whose password it is, for it must not resemble the login."""
        return self.user


class AccountForm(PasswordForm):
    """A new account: a login and a password of one's own."""

    login = forms.CharField(
        label="Логин",
        max_length=60,
        validators=[valid_login],
        help_text="Его вы будете набирать при входе. Предложенный можно изменить.",
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["login", "password", "password_again"]

    def account(self) -> User:
        return User(login=self.cleaned_data.get("login", ""))


class MemberForm(forms.Form):
    """Who somebody is in the school and what they may do there."""

    name = forms.CharField(label="Фамилия, имя, отчество", max_length=300)
    email = forms.EmailField(
        label="Электронная почта",
        required=False,
        help_text="На неё придёт приглашение. Нет почты — оставьте пустым и напечатайте лист с кодом.",
    )
    roles = forms.MultipleChoiceField(
        label="Роли",
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        error_messages={"required": "Отметьте хотя бы одну роль."},
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        offered = inviting.offered_roles(membership.organization)
        self.fields["roles"].choices = [(role.value, ROLE_WORDS[role].capitalize()) for role in offered]

    def clean_roles(self) -> list[Role]:
        return [Role(role) for role in self.cleaned_data["roles"]]


class MemberChangeForm(MemberForm):
    """The same of somebody who is there already."""

    version = forms.IntegerField(widget=forms.HiddenInput)
