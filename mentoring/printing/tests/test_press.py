"""The warm renderer: what it survives, what it never does."""

import base64
import io
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from mentoring import confine, qr
from mentoring.printing import glyphs, press
from mentoring.printing.press import Failed, Limits, Press, Reason

SHEETS = ("css/shares.css",)
GOOD = '<html lang="ru"><head><title>Проба</title></head><body><p>Съешь ещё этих булок</p></body></html>'


@pytest.fixture
def make_press():
    made = []

    def make(**limits) -> Press:
        made.append(Press(Limits(**limits)))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def arm(monkeypatch, tmp_path):
    """Return a function that sets the table of faults for children started from now on."""

    def set_table(**table) -> None:
        path = tmp_path / "faults.json"
        path.write_text(json.dumps({name.replace("_", "."): action for name, action in table.items()}))
        monkeypatch.setenv("FAULTS", str(path))

    return set_table


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def gone_within(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


def test_one_child_sets_paper_after_paper(make_press):
    one = make_press()

    first = one.pdf(GOOD, sheets=SHEETS)
    pid = one.pid
    second = one.pdf(GOOD, sheets=SHEETS)

    assert text_of(first) == "Съешь ещё этих булок"
    assert second == first
    assert one.pid == pid


def test_another_child_gives_the_same_bytes(make_press):
    assert make_press().pdf(GOOD, sheets=SHEETS) == make_press().pdf(GOOD, sheets=SHEETS)


def test_a_child_is_replaced_after_its_share_of_jobs(make_press):
    one = make_press(jobs=2)

    pids = []
    for _ in range(3):
        one.pdf(GOOD, sheets=SHEETS)
        pids.append(one.pid)

    assert pids[0] is not None
    assert pids[1] is None
    assert pids[2] not in (None, pids[0])


def test_a_child_killed_while_it_waits_is_replaced_in_silence(make_press):
    one = make_press()
    one.pdf(GOOD, sheets=SHEETS)
    pid = one.pid

    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    assert text_of(one.pdf(GOOD, sheets=SHEETS)) == "Съешь ещё этих булок"
    assert one.pid != pid


@pytest.mark.parametrize(
    ("fault", "reason"), [("kill", Reason.CRASH), ("raise", Reason.CRASH), ({"sleep": 90}, Reason.TIME)]
)
def test_a_job_that_goes_wrong_is_told_and_the_next_one_goes_right(make_press, arm, fault, reason):
    arm(render_job=[fault])
    one = make_press(wall=3.0)

    begun = time.monotonic()
    with pytest.raises(Failed) as failed:
        one.pdf(GOOD, sheets=SHEETS)

    assert failed.value.reason == reason
    assert failed.value.words == press.WORDS[reason]
    assert time.monotonic() - begun < 60
    assert one.pid is None
    assert text_of(one.pdf(GOOD, sheets=SHEETS)) == "Съешь ещё этих булок"


def test_a_paper_that_eats_memory_ends_its_child_alone(make_press):
    one = make_press(memory=300 * press.MIB)

    with pytest.raises(Failed) as failed:
        one.pdf(f"<p>{'Ы' * 40_000_000}</p>", sheets=SHEETS)

    assert failed.value.reason == Reason.MEMORY
    assert text_of(one.pdf(GOOD, sheets=SHEETS)) == "Съешь ещё этих булок"


def test_a_child_that_cannot_start_is_told(make_press):
    with pytest.raises(Failed) as failed:
        make_press(memory=24 * press.MIB).pdf(GOOD, sheets=SHEETS)

    assert failed.value.reason == Reason.START


def test_a_paper_of_too_many_pages_is_refused(make_press):
    pages = "<p>Лист</p>" * 200

    with pytest.raises(Failed) as failed:
        make_press(pages=2).pdf(pages, sheets=SHEETS)

    assert failed.value.reason == Reason.LENGTH


def test_only_sheets_of_ours_are_read(make_press):
    for name in ("css/../theme.css", "http://127.0.0.1/a.css"):
        with pytest.raises(Failed):
            make_press().pdf(GOOD, sheets=(name,))


def test_nothing_is_fetched_whatever_the_page_asks(make_press, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("не для печати")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        host = f"http://127.0.0.1:{server.getsockname()[1]}"
        page = (
            f'<html><head><link rel="stylesheet" href="{host}/a.css"><link rel="attachment" href="file://{secret}">'
            f"<style>@import url({host}/b.css); @font-face {{ font-family: Z; src: url({host}/c.ttf) }}</style></head>"
            f'<body><img src="{host}/d.png"><img src="http://169.254.169.254/"><img src="file://{secret}">'
            f'<object data="{host}/e"></object><embed src="{host}/f"><iframe src="{host}/g"></iframe>'
            f'<p style="background: url({host}/h.png); font-family: Z">Текст остался</p>'
            f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{host}/i.png"/></svg></body></html>'
        )

        content = make_press().pdf(page, sheets=SHEETS, uncompressed=True)

        with pytest.raises(TimeoutError):
            server.accept()
    assert text_of(content) == "Текст остался"
    assert b"EmbeddedFile" not in content
    with pypdfium2.PdfDocument(content) as document:
        assert document.count_attachments() == 0


def images_in(content: bytes) -> int:
    return content.count(b"/Subtype /Image")


def test_only_a_picture_that_came_with_the_job_is_drawn(make_press):
    drawn = qr.png("https://school.example/check/K7XT/")
    inside = f"data:image/png;base64,{base64.b64encode(drawn).decode()}"
    page = '<html><body><p>Текст</p><img src="{}"></body></html>'
    extras = press.Extras(pictures={"emblem": drawn})
    one = make_press()

    found = [
        images_in(one.pdf(page.format(source), sheets=SHEETS, extras=extras, uncompressed=True))
        for source in ("paper:emblem", "paper:check", "paper:../emblem", inside, "file:///etc/hostname")
    ]

    assert found == [1, 0, 0, 0, 0]


def test_a_picture_that_is_a_page_of_vectors_fetches_nothing(make_press):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        host = f"http://127.0.0.1:{server.getsockname()[1]}"
        vectors = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{host}/a.png"/></svg>'.encode()

        page = '<html><body><img src="paper:emblem"></body></html>'
        make_press().pdf(page, sheets=SHEETS, extras=press.Extras(pictures={"emblem": vectors}))

        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    "margins",
    [
        {"": ["1mm } body { display: none"]},
        {"": ["url(http://127.0.0.1:9/a.png)"]},
        {"} body { display: none } @page": [20]},
    ],
)
def test_margins_are_whole_numbers_of_pages_we_know(make_press, margins):
    with pytest.raises(Failed) as failed:
        make_press().pdf(GOOD, sheets=SHEETS, extras=press.Extras(margins=margins))

    assert failed.value.reason == Reason.CRASH


def test_the_child_stands_outside_the_network(make_press):
    if not confine.without_network():
        pytest.skip("this system lets nobody cut the network off")
    one = make_press()
    one.pdf(GOOD, sheets=SHEETS)

    assert os.readlink(f"/proc/{one.pid}/ns/net") != os.readlink("/proc/self/ns/net")


def test_threads_take_turns(make_press):
    one = make_press()
    pages = [GOOD.replace("булок", f"булок {number}") for number in range(6)]

    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda page: one.pdf(page, sheets=SHEETS), pages))

    assert [text_of(content) for content in made] == [f"Съешь ещё этих булок {number}" for number in range(6)]


def test_a_thread_that_waits_too_long_for_its_turn_is_told(make_press, arm):
    arm(render_job=[{"sleep": 5}])
    one = make_press(wall=60.0)
    first = threading.Thread(target=one.pdf, args=(GOOD,), kwargs={"sheets": SHEETS})
    first.start()
    while not one._lock.locked():
        time.sleep(0.01)
    one.limits = Limits(wall=0.1)

    with pytest.raises(Failed) as failed:
        one.pdf(GOOD, sheets=SHEETS)

    one.limits = Limits()
    first.join()
    assert failed.value.reason == Reason.TIME


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=confine.ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=100,
    )


def test_a_forked_process_gets_a_child_of_its_own():
    done = run(
        "import os\n"
        "from mentoring.printing import press\n"
        f"page, sheets = {GOOD!r}, {SHEETS!r}\n"
        "first = press.pdf(page, sheets=sheets)\n"
        "mine = press.PRESS.pid\n"
        "if (pid := os.fork()) == 0:\n"
        "    same = press.pdf(page, sheets=sheets) == first and press.PRESS.pid != mine\n"
        "    press.PRESS.close()\n"
        "    os._exit(0 if same else 1)\n"
        "assert os.waitpid(pid, 0)[1] == 0\n"
        "assert press.pdf(page, sheets=sheets) == first and press.PRESS.pid == mine\n"
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_child_goes_when_its_parent_is_killed_even_in_the_middle_of_a_job(arm):
    arm(render_job=[{"sleep": 90}])

    done = run(
        "import os, threading, time\n"
        "from mentoring.printing import press\n"
        f"threading.Thread(target=press.pdf, args=({GOOD!r},), kwargs=dict(sheets={SHEETS!r}), daemon=True).start()\n"
        "while not os.path.exists(os.environ['FAULTS'] + '.render.job'): time.sleep(0.05)\n"
        "print(press.PRESS.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )

    assert done.returncode == -signal.SIGKILL
    assert gone_within(int(done.stdout), 10)


def test_letters_that_the_font_has_not_are_named_and_boxed(make_press):
    rich = "Ә ө ү җ ң һ ҥ ӑ ё № « » —"

    content = make_press().pdf(f"<p>{rich} \U0001f600 漢</p>", sheets=SHEETS)

    assert glyphs.missing([rich]) == ()
    assert glyphs.missing(["а漢", "漢\U0001f600"]) == ("漢", "\U0001f600")
    assert text_of(content) == f"{rich} □ □"
    with pdfplumber.open(io.BytesIO(content)) as document:
        assert {letter["fontname"].partition("+")[2] for letter in document.chars} <= {"Tinos", "Times New Roman"}
