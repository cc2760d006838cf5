"""Dates of a school: what a text says about time, the school year, working days, the organisation's own today.

Pure: no Django, nothing of ours. Use it by topic::

    from mentoring.calendar import describing, reading, resolving, words

    spec = reading.read("до 10 сентября ежегодно")  # only what the text says; spec.to_json() is stored
    describing.describe(spec)  # how it was understood, in Russian
    asked = resolving.questions(spec, period)  # what it leaves open, with a default for each
    resolved = resolving.resolve(spec, period, {"year": "every"})
    resolving.occurrences(resolved, period, calendar)  # with deadlines moved off days off

A text passes `tidy` (traces of extraction), `frequency` (how often), `marks` and `dated` (days), `terms` (quarters,
vacations), `phrases` (no day at all). What none of them understands is `Kind.UNCLEAR` with a reason, never a guess.
"""
