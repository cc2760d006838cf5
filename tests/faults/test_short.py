"""One fault that every run of the suite meets; the others take minutes (`make faults`)."""

import pytest

from tests.faults.rig import Rig


@pytest.mark.timeout(600)
def test_hand_killed_in_a_burst_beside_another_loses_and_doubles_nothing(installation):
    installation.manage("tick")  # the letters of the demo itself
    rig = Rig(installation.folder, installation.database_url)
    rig.post(40).wait(60)
    killed = rig.tick(**rig.arm(outbox_claimed=[None] * 9 + ["kill"]))
    rig.until(lambda: rig.mail.taken)
    other = rig.tick()
    assert killed.wait(60) < 0
    rig.until(lambda: rig.states()["done"] == 39)

    rig.let_time_pass()

    rig.until(rig.is_quiet)
    assert sorted(rig.mail.times().values()) == [1] * 40
    assert other.poll() is None
    rig.close()
    assert rig.problems() == []
