"""Long work as its owner sees it, and the letters of the demo."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from mentoring.calendar.words import counted
from mentoring.notifications import jobs, mailbox
from mentoring.notifications.models import Job
from mentoring.pages import PlainPage, deed


class JobPage(PlainPage):
    """How far a long work is, and what came of it."""

    action = "jobs.see"
    template_name = "notifications/job.html"

    def get_context_data(self, **kwargs):
        job = get_object_or_404(Job.objects.visible_to(self.membership).select_related("file"), **self.kwargs)
        return super().get_context_data(title=job.title, job=job, remaining=_remaining(job))


def _remaining(job: Job) -> str:
    """Guess the rest from what is done: «около минуты»."""
    if job.state != Job.State.RUNNING or not job.done or job.total <= job.done:
        return ""
    passed = (timezone.now() - job.started_at).total_seconds()
    minutes = round(passed / job.done * (job.total - job.done) / 60)
    if minutes < 1:
        return "меньше минуты"
    return "около минуты" if minutes == 1 else f"около {counted(minutes, 'минуты', 'минут', 'минут')}"


@deed("jobs.see")
def stop(request, public_id):
    job = get_object_or_404(Job.objects.visible_to(request.membership), public_id=public_id)
    jobs.stop(job, by=request.membership)
    messages.success(request, "Работа остановлена. Сделанное до этого осталось.")
    return redirect("job", job.public_id)


class MailPage(PlainPage):
    """The letters of this organization, which the demo keeps instead of sending."""

    action = "mail.read"
    title = "Письма"
    template_name = "notifications/mail.html"

    def dispatch(self, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return super().dispatch(*args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(letters=mailbox.letters_of(self.organization))


class LetterPage(MailPage):
    """One letter as it would have reached its reader."""

    template_name = "notifications/letter.html"

    def get_context_data(self, **kwargs):
        letter = mailbox.letter_of(self.organization, self.kwargs["name"])
        if letter is None:
            raise Http404
        return super().get_context_data() | {"letter": letter, "title": letter.subject}
