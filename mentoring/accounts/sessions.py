"""When a session ends by itself: half an hour without work for staff, twelve hours for everybody."""

IDLE = 30 * 60  # seconds: an abandoned computer in the staff room
WHOLE = 12 * 60 * 60
STEP = 60  # how exactly the last work is remembered, so that not every page writes to the database


def has_ended(session, now: float, *, idles: bool) -> bool:
    """Tell whether the session is over; if not, remember that its owner is at work."""
    began = session.get("began")
    if began is None:
        session["began"] = session["seen"] = int(now)
        return False
    if now - began > WHOLE or (idles and now - session["seen"] > IDLE):
        return True
    if now - session["seen"] > STEP:
        session["seen"] = int(now)
    return False
