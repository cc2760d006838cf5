"""A run can be repeated, or it is known what has changed."""

import json
import subprocess
import sys
from dataclasses import replace

from hypothesis import given, settings

from mentoring.pairs.bench_cohort import cohort
from mentoring.pairs.matching.people import Lack, Order, Reason, Rules, Task, Weights
from mentoring.pairs.matching.repeating import Difference, Fingerprint, differences, fingerprint
from mentoring.pairs.tests.tasks import tasks

TASK = cohort(12, 6, 2)


@settings(max_examples=50)
@given(tasks())
def test_rows_in_another_order_are_the_same_task(task: Task):
    turned = replace(task, mentees=task.mentees[::-1], mentors=task.mentors[::-1])

    assert fingerprint(turned) == fingerprint(task)


def test_another_process_finds_the_same_hash():
    """Sets are hashed with a salt of each process: none of it may get into ours."""
    code = (
        "from mentoring.pairs.bench_cohort import cohort\n"
        "from mentoring.pairs.matching.repeating import fingerprint\n"
        "print(fingerprint(cohort(12, 6, 2)).whole)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert found == {fingerprint(TASK).whole}


def test_nothing_has_changed_after_a_way_through_a_row_of_the_database():
    kept = Fingerprint.from_json(json.loads(json.dumps(fingerprint(TASK).to_json())))

    assert differences(kept, fingerprint(TASK)) == ()


def test_every_input_that_has_changed_is_named():
    first, *others = TASK.mentees
    changed = replace(
        TASK,
        mentees=(replace(first, lacks=(Lack(Reason.CONSENT),)), *others),
        mentors=TASK.mentors[1:],
        rules=Rules(common_times=2),
        weights=Weights(place=6),
        order=Order.WORST,
        locks=frozenset({(first.key, TASK.mentors[1].key)}),
        bans=frozenset({(others[0].key, TASK.mentors[1].key)}),
    )

    assert differences(fingerprint(TASK), fingerprint(changed)) == (
        Difference("mentees", first.key),
        Difference("mentors", TASK.mentors[0].key),
        Difference("rules"),
        Difference("weights"),
        Difference("order"),
        Difference("locks"),
        Difference("bans"),
    )
    assert fingerprint(changed).whole != fingerprint(TASK).whole


def test_a_newer_library_is_named_beside_the_inputs():
    before = fingerprint(TASK)
    older = replace(before, versions={**before.versions, "scipy": "1.0"})

    assert differences(older, before) == (Difference("versions", "scipy"),)
