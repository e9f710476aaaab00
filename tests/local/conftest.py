import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from coproduce.local import places, postgres


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for local data that belongs to this test. Its path is short: sockets lie below it."""
    folder = Path(
        tempfile.mkdtemp(dir=places.parent(), prefix="c-")
    )  # pytest's own are long, and closed to `nobody`
    folder.chmod(0o711)
    programs = postgres.binaries(places.database_owner()).parents[2]
    monkeypatch.setenv("COPRODUCE_STATE", str(folder))
    if places.database_owner().uid is not None:  # spare each test a copy of its own
        (places.scratch() / programs.name).symlink_to(programs)
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MAIL_SINK_DIR"):
        monkeypatch.delenv(name, raising=False)
    yield folder
    shutil.rmtree(folder)
