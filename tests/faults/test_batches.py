"""Papers made by workers that are killed between two papers, within one and as the file is bound."""

import pytest

pytestmark = pytest.mark.faults


@pytest.mark.timeout(600)
def test_killed_workers_lose_no_paper_and_make_none_twice(rig):
    assert rig.start("tests.faults.batching", log="batching").wait(60) == 0
    total = len(states(rig))
    assert total > 3

    assert killed(rig, batch_part=[None, "kill"])
    first = made(rig)
    assert len(first) == 2 and states(rig).count("waiting") == total - 2

    assert killed(rig, batch_written=[None, "kill"])
    assert len(made(rig)) == 3

    assert killed(rig, batch_bound=["kill"])
    rig.let_time_pass()
    rig.manage("tick")

    assert states(rig) == ["ready"] * total
    assert rig.ask("SELECT state FROM batches_batch") == [("ready",)]
    assert first == made(rig)[:2] and len(set(made(rig))) == total
    assert len(set(rig.ask("SELECT document_id FROM batches_part"))) == total
    ((bound,),) = rig.ask("SELECT count(*) FROM batches_batch WHERE file_id IS NOT NULL")
    assert bound == 1


def killed(rig, **points) -> bool:
    """Let a worker look and be killed at this point, a while after the one before it."""
    rig.let_time_pass()
    return rig.manage("tick", check=False, **rig.arm(**points)).returncode < 0


def states(rig) -> list[str]:
    return [state for (state,) in rig.ask('SELECT state FROM batches_part ORDER BY "order"')]


def made(rig) -> list[tuple]:
    return rig.ask('SELECT file_id FROM batches_part WHERE file_id IS NOT NULL ORDER BY "order"')
