"""Removing somebody by command."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from members.models import Member
from tests.factories.members import make_member


def run(**given: object) -> str:
    out = StringIO()
    call_command("erase_member", stdout=out, **given)
    return out.getvalue()


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, settings: object) -> Path:
    settings.ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")  # type: ignore[attr-defined]
    return tmp_path / "erasures.jsonl"


def test_erase_member_says_first_what_it_would_do(db: None, ledger: Path) -> None:
    make_member(name="Sam", email="sam@example.org")
    assert (
        run(email="sam@example.org") == "This would remove what is held about Sam. Add --for-good to do it.\n"
    )
    assert (Member.objects.get().display_name, ledger.exists()) == ("Sam", False)


def test_erase_member_removes_for_good(db: None, ledger: Path) -> None:
    make_member(name="Sam", email="sam@example.org")
    assert run(email="SAM@example.org", for_good=True) == (
        "What was held about Sam is removed. The ledger of erasures has a line for it.\n"
    )
    assert (Member.objects.get().display_name, ledger.exists()) == ("Someone who left", True)


def test_erase_member_knows_when_there_is_nobody(db: None) -> None:
    with pytest.raises(CommandError, match="^Nobody has an account with this address: x@example.org$"):
        run(email="x@example.org", for_good=True)
