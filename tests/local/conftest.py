from collections.abc import Iterator
from pathlib import Path

import pytest

from coproduce.local import places, postgres


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for local data that belongs to this test. Its path is short: sockets lie below it."""
    outer = places.Run()  # where `nobody` can pass; pytest's own folders are closed to it
    programs = postgres.binaries(places.database_owner()).parents[2]
    monkeypatch.setenv("COPRODUCE_STATE", str(outer.folder))
    if places.database_owner().uid is not None:  # spare each test a copy of its own
        (places.scratch() / programs.name).symlink_to(programs)
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MAIL_SINK_DIR"):
        monkeypatch.delenv(name, raising=False)
    yield outer.folder
    outer.remove()
