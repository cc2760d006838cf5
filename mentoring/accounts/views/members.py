"""«Доступ сотрудников»: who may sign in to a school, and the sheets and letters by which they begin."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST

from mentoring.accounts import inviting, staffing
from mentoring.accounts.forms import MemberChangeForm, MemberForm
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.notifications import invitations
from mentoring.pages import FormPage, PlainPage, deed, shown_once

ON_ONE_SHEET = 60
SHOWN_ONCE = "Коды показываются один раз. Нужны снова — напечатайте новый лист, прежний станет негодным."


class MembersPage(PlainPage):
    """Everybody with access, how it stands, and whom to give a code."""

    action = "members.see"
    title = "Доступ сотрудников"
    template_name = "accounts/members.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        rows = [
            {"member": member, "standing": staffing.standing(member, now)}
            for member in staffing.everybody(self.organization)
        ]
        present = [row for row in rows if not row["member"].ended_at]
        return super().get_context_data(
            present=present,
            past=[row for row in rows if row["member"].ended_at],
            waiting=sum(row["member"].user_id is None for row in present),
        )


class InvitePage(FormPage):
    """Give somebody a place: by letter at once, or by a sheet printed afterwards."""

    action = "members.invite"
    title = "Пригласить сотрудника"
    template_name = "accounts/member_invite.html"
    form_class = MemberForm
    success_url = reverse_lazy("members")

    def perform(self, form):
        said = form.cleaned_data
        member = inviting.invite(
            self.organization, said["name"], said["roles"], email=said["email"], by=self.membership
        )
        self.done = invitations.tell(member, by=self.membership)
        return member


class MemberPage(FormPage):
    """One member: roles, code, the end of access."""

    action = "members.invite"
    template_name = "accounts/member.html"
    form_class = MemberChangeForm

    @property
    def member(self) -> Membership:
        return get_object_or_404(staffing.everybody(self.organization), pk=self.kwargs["pk"])

    def get_initial(self):
        member = self.member
        return {"name": member.name, "email": member.email, "roles": sorted(member.roles), "version": member.version}

    def get_context_data(self, **kwargs):
        member = self.member
        return super().get_context_data(
            **kwargs
            | {
                "title": member.name,
                "member": member,
                "standing": staffing.standing(member, timezone.now()),
                "has_code": member.invitations.live(timezone.now()).exists(),
                "may_reset": member.user is None or not member.user.email,
            }
        )

    def get_success_url(self):
        return reverse("member", args=[self.kwargs["pk"]])

    def refused(self, refusal):
        """Let what was typed be saved after all, over what somebody else has saved meanwhile."""
        self.request.POST = self.request.POST.copy()
        self.request.POST["version"] = self.member.version
        return super().refused(refusal)

    def perform(self, form):
        self.done = "Сохранили. Новые права действуют со следующей открытой страницы."
        return staffing.change(self.member, **form.cleaned_data, by=self.membership)


def _member(request, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.visible_to(request.membership).select_related("user"), pk=pk)


@deed("members.invite")
def send_again(request, pk):
    member = _member(request, pk)
    if not member.email:
        raise Refused(f"{member.name}: почта не указана. Впишите её или напечатайте лист с кодом.")
    invitations.post(inviting.issue(member, by=request.membership))
    messages.success(request, f"Новое приглашение отправлено на {member.email}. Прежний код больше не действует.")
    return redirect("member", pk)


@deed("members.invite")
def revoke(request, pk):
    inviting.revoke(_member(request, pk), by=request.membership)
    messages.success(request, "Приглашение отозвано: код больше не действует.")
    return redirect("member", pk)


@deed("members.invite")
def close(request, pk):
    member = staffing.close(_member(request, pk), by=request.membership)
    messages.success(request, f"{member.name}: доступ закрыт. Вернуть человека можно новым приглашением.")
    return redirect("members")


@require_POST
def sheet(request):
    """Make new codes for the chosen and show them this once, to be printed and cut."""

    def show():
        issued = [inviting.issue(member, by=request.membership) for member in _chosen(request)]
        context = {"title": "Листы с кодами", "issued": issued} | invitations.facts()
        return render(request, "accounts/sheet.html", context)

    return shown_once(request, sheet.action, show, leads_to=reverse("members"), again=SHOWN_ONCE)


sheet.action = "members.invite"


def _chosen(request) -> list[Membership]:
    """Return the members ticked on the list; a foreign or invented number refuses them all."""
    asked = set(request.POST.getlist("member"))
    if not asked:
        raise Refused("Никто не выбран. Отметьте имена, для которых нужен лист.")
    if len(asked) > ON_ONE_SHEET:
        raise Refused(f"За один раз печатаем не больше {ON_ONE_SHEET} листов. Отметьте меньше имён.")
    rows = Membership.objects.visible_to(request.membership).select_related("organization", "user")
    found = list(rows.filter(pk__in=[pk for pk in asked if pk.isdecimal()]))
    if len(found) != len(asked):
        raise Refused("Такого сотрудника нет. Обновите страницу и отметьте снова.")
    return found
