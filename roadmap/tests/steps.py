"""Steps of the wizard as a browser would send them."""

from roadmap.models import Upload
from tests.cast import Browser


def text(response) -> str:
    """What a page says, spaces of every kind as one."""
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def filled(curator: Browser, upload: Upload, name: str = "plan_upload_check", **changes) -> dict:
    """The form of a step as the browser would send it back."""
    form = curator.get(name, upload.public_id).context["form"]
    data = {bound.html_name: bound.value() for bound in form}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return {name: "on" if value is True else value for name, value in (data | changes).items() if value is not None}


def answer(curator: Browser, upload: Upload, **changes):
    data = filled(curator, upload, **changes)
    return curator.post("plan_upload_check", upload.public_id, action="plan.edit", data=data)
