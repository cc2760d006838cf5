"""`make serve` from its start to its end."""

import os
import re
import signal
import urllib.request

import pytest
from django.conf import settings

from tests.faults.clients import Person
from tests.faults.rig import answers, free_port

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
ASKS = "Откройте этот адрес в течение суток"


def serve(place) -> tuple:
    """Start the school on a free port; wait until its pages answer."""
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    served = place.launch(
        str(settings.BASE_DIR / "scripts" / "start"),
        "serve",
        log="serve",
        HOST="127.0.0.1",
        PORT=str(port),
        SITE_URL=site,
    )
    while not answers(f"{site}/healthz"):
        assert served.poll() is None, (place.folder / "serve.log").read_text()
    return served, site


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_new_school_is_asked_to_begin_is_served_and_ends_at_sigterm(empty_place):
    served, site = serve(empty_place)

    said = (empty_place.folder / "serve.log").read_text()
    assert said.count(ASKS) == 1
    newcomer = Person(site)
    assert newcomer.ask(re.search(rf"{site}(/begin/\S+)", said)[1]).location == "/begin/"
    assert newcomer.ask("/begin/").status == 200
    page = urllib.request.urlopen(f"{site}/accounts/login/", timeout=30).read().decode()
    assert answers(site + re.search(r"/static/theme\.[0-9a-f]{12}\.css", page)[0])

    served.send_signal(signal.SIGTERM)

    assert served.wait(30) == 0
    assert is_gone(served.pid)


def test_school_at_work_is_not_asked_to_begin_again_and_tick_works_beside_the_pages(rig):
    served, _ = serve(rig)
    rig.post(5).wait(60)
    rig.until(rig.is_quiet, seconds=60)

    served.send_signal(signal.SIGTERM)

    assert served.wait(30) == 0
    assert is_gone(served.pid)
    assert ASKS not in (rig.folder / "serve.log").read_text()
    assert len(rig.mail.taken) == 5
