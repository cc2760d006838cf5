"""Who may do what, said a second time and by hand: the access table is judged by this one, never the other way."""

LEADERS = "curator director"
OFFICE = f"{LEADERS} deputy form_lead methodist working_group"
STAFF = f"{OFFICE} psychologist class_teacher hr technician"
EVERYBODY = f"{STAFF} mentor partner regional"

MAY = {
    "home": EVERYBODY,
    "desk": STAFF,
    "search": STAFF,
    "region.see": "regional",
    "partner.see": "partner",
    "organization.see": STAFF,
    "organization.edit": f"{LEADERS} technician",
    "members.see": f"{LEADERS} technician",
    "members.invite": f"{LEADERS} technician",
    "journal.see": f"{LEADERS} technician",
    "mail.read": "technician",
    "jobs.see": STAFF,
    "reminders.see": STAFF,
    "deliveries.see": LEADERS,
    "lists.export": f"{LEADERS} deputy hr methodist",
    "people.see": STAFF,
    "people.edit": "curator deputy hr",
    "people.notes": "curator deputy",
    "people.import": "curator deputy hr",
    "registry.see": f"{OFFICE} psychologist class_teacher",
    "registry.edit": "curator deputy form_lead",
    "consents.see": f"{OFFICE} psychologist class_teacher",
    "consents.edit": "curator deputy class_teacher",
    "privacy.extract": LEADERS,
    "privacy.erase": LEADERS,
    "programme.see": STAFF,
    "programme.edit": "curator",
    "plan.see": STAFF,
    "plan.edit": "curator",
    "event.mark": f"{OFFICE} psychologist class_teacher technician",
    "event.mark_any": "curator deputy",
    "documents.see": STAFF,
    "documents.edit": "curator deputy",
    "documents.approve": "director deputy",
    "documents.number": "curator director hr",
    "documents.decline": f"{LEADERS} deputy hr",
    "documents.acquaint": STAFF,
    "labour.see": f"{LEADERS} deputy hr",
    "restricted.see": "curator psychologist",
    "selection.see": f"{OFFICE} psychologist",
    "selection.edit": "curator deputy form_lead psychologist",
    "training.see": f"{OFFICE} psychologist",
    "training.edit": "curator deputy methodist",
    "pairs.see": f"{OFFICE} psychologist class_teacher",
    "pairs.edit": "curator deputy form_lead",
    "matching.see": f"{OFFICE} psychologist",
    "matching.edit": "curator deputy form_lead",
    "diary.write": f"{STAFF} mentor partner",
    "diary.see": f"{OFFICE} psychologist",
    "diary.answer": "curator deputy form_lead psychologist",
    "calls.see": "curator director psychologist",
    "practices.see": f"{OFFICE} psychologist class_teacher",
    "practices.edit": "curator deputy form_lead methodist",
    "awards.see": f"{LEADERS} deputy",
    "awards.edit": "curator deputy",
    "surveys.see": f"{OFFICE} psychologist",
    "surveys.edit": "curator deputy form_lead methodist",
    "surveys.names": "curator psychologist",
    "surveys.answer": f"{STAFF} mentor partner",
}


def may(role: str, action: str) -> bool:
    """Tell what this hand-written table says of one role."""
    return role in MAY[action].split()
