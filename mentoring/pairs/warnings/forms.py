"""What is asked of whoever acts on an early warning."""

from django import forms

from mentoring.pages import PageForm
from mentoring.pairs.pair_forms import day, reason, rows
from mentoring.pairs.warnings import heeding


class LetterForm(PageForm):
    """The letter to a mentor, as it will be sent."""

    text = forms.CharField(
        label="Текст письма",
        widget=rows(12),
        max_length=heeding.LONGEST,
        error_messages={
            "required": "Напишите текст письма.",
            "max_length": f"Уместите письмо в {heeding.LONGEST} знаков.",
        },
    )


class SnoozeForm(PageForm):
    """Until when a warning may wait, and why."""

    until = day("Напомнить снова", help_text=f"Не позже чем через {heeding.LONGEST_REST.days} дней.")
    reason = reason("Почему можно отложить")
