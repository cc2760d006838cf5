"""Dates of a school: what a text says about time, the school year, working days, the organisation's own today.

Pure: no Django, nothing of ours. Use it by topic::

    from mentoring.calendar import reading, resolving, words

    spec = reading.read("до 10 сентября ежегодно")
    asked = resolving.questions(spec, period)
    resolved = resolving.resolve(spec, period, answers={"year": "every"})
    resolving.occurrences(resolved, period, calendar)
"""
