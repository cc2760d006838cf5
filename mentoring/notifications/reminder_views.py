"""What one was told and answers, the calendar on a phone, and the log of letters."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import paging
from mentoring.accounts import schooldays
from mentoring.accounts.links import secret_page
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import deliveries, feed, reminding, telling
from mentoring.notifications.about import Week
from mentoring.notifications.forms import DeliveryFilter, SnoozeForm
from mentoring.notifications.ladder import To
from mentoring.notifications.models import Notice, Reminder
from mentoring.notifications.schedule import WEEK
from mentoring.pages import PlainPage, back, deed

NEW_ADDRESS = "calendar_address"  # the session's key to an address that is shown once
ROWS = 50
TO_WHOM = {
    To.RESPONSIBLE: "Ответственному",
    To.CURATOR: "Куратору",
    To.HEAD: "Руководителю",
    To.EVERYBODY: "Всем, у кого есть сроки",
}


class RemindersPage(PlainPage):
    """What was told to me, what I have put off, and my calendar."""

    action = "reminders.see"
    title = "Напоминания"
    template_name = "notifications/reminders.html"

    def get_context_data(self, **kwargs):
        today = schooldays.today(self.organization)
        link = feed.standing(self.membership)
        return super().get_context_data(
            reminders=reminding.for_member(self.membership, today),
            put_off=reminding.put_off(self.membership, today),
            snooze=SnoozeForm(),
            calendar=link,
            calendar_until=link and words.full(link.expires_at.date()),
            address=self.request.session.pop(NEW_ADDRESS, ""),
            **kwargs,
        )


def _notice(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.membership), pk=pk)


@deed("reminders.see")
def seen(request, pk):
    """Say «Вижу» to a reminder."""
    today = schooldays.today(request.membership.organization)
    reminding.acknowledge(_notice(request, pk), today=today, by=request.membership)
    messages.success(request, "Отметили, что вы это видите. Если срок пройдёт без отметки, напомним ещё раз.")
    return redirect(back(request, "reminders"))


@deed("reminders.see")
def snooze(request, pk):
    """Put a reminder off."""
    notice, form = _notice(request, pk), SnoozeForm(request.POST)
    if not form.is_valid():
        raise Refused(" ".join(problem for problems in form.errors.values() for problem in problems))
    until = form.cleaned_data["until"]
    today = schooldays.today(request.membership.organization)
    reminding.snooze(notice, until=until, reason=form.cleaned_data["reason"], today=today, by=request.membership)
    messages.success(request, f"Отложили до {words.day_month(until)}. В этот день напомним снова.")
    return redirect(back(request, "reminders"))


@deed("reminders.see")
def calendar_open(request):
    """Make the address of one's own calendar."""
    request.session[NEW_ADDRESS] = feed.open_feed(by=request.membership)
    return redirect(f"{reverse('reminders')}#calendar")


@deed("reminders.see")
def calendar_close(request):
    """Close it."""
    feed.close_feed(by=request.membership)
    messages.success(request, "Адрес календаря закрыт: по нему больше ничего не видно.")
    return redirect("reminders")


@secret_page
@require_safe
def calendar_feed(request, token):
    """Give the calendar to whoever holds its address."""
    found = feed.reader(token)
    if found is None:
        raise Http404
    link, member = found
    body = feed.write(member, link.created_at, schooldays.today(member.organization))
    tag = feed.tag(body)
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = tag
    return response


class DeliveriesPage(PlainPage):
    """The log: whom, of what, when, and how it went."""

    action = "deliveries.see"
    title = "Журнал отправки"
    template_name = "notifications/deliveries.html"

    def get_context_data(self, **kwargs):
        form = DeliveryFilter(self.request.GET)
        chosen = form.chosen()
        shows_skipped = chosen["state"] == deliveries.SKIPPED
        found = (
            deliveries.skipped(self.membership)
            if shows_skipped
            else deliveries.of_school(self.membership, state=chosen["state"], asked=chosen["q"])
        )
        page = Paginator(found, ROWS).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            form=form,
            filtered=any(chosen.values()),
            rows=self._skipped(page) if shows_skipped else [self._row(row) for row in page],
            put_off=self._put_off() if not any(chosen.values()) and page.number == 1 else (),
            pages=paging.named(page, self.request.GET.dict(), "p"),
            here=page.number,
            total=page.paginator.count,
            undelivered=deliveries.undelivered(self.membership),
            **kwargs,
        )

    def _row(self, row) -> dict:
        tone, state = deliveries.standing(row)
        return {
            "name": row.name or row.to,
            "to": row.to if row.name else "",
            "subject": row.subject,
            "at": schooldays.moment_words(self.organization, row.created_at),
            "tone": tone,
            "state": state,
        }

    def _skipped(self, page) -> list[dict]:
        """Say of each reminder left out what it was about and why."""
        today = schooldays.today(self.organization)
        facts = telling.facts_of(self.organization, page.object_list, today)
        return [
            {
                "name": TO_WHOM[To(row.to)],
                "to": "",
                "subject": self._about(row, facts),
                "at": words.near(row.day, today),
                "tone": "",
                "state": row.reason,
            }
            for row in page
        ]

    @staticmethod
    def _about(row: Reminder, facts) -> str:
        if row.subject_kind == WEEK:
            return f"План на неделю {Week(row.due).days}"
        fact = facts.get((row.subject_kind, row.subject_id))
        return f"{fact.title} — {fact.when}" if fact else f"Срок {words.full(row.due)}"

    def _put_off(self) -> list[dict]:
        today = schooldays.today(self.organization)
        rows = list(deliveries.snoozed(self.membership))
        facts = telling.facts_of(self.organization, [row.reminder for row in rows], today)
        return [
            {
                "name": row.membership.name if row.membership else "",
                "subject": self._about(row.reminder, facts),
                "until": words.near(row.day, today),
                "reason": row.snooze_reason,
            }
            for row in rows
        ]
