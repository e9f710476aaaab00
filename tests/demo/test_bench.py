"""The benchmark's own parts: the floor page, the figures, the relay's counting."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.asserts import assertNumQueries

from coproduce.bench.figures import AT_LEAST, Figure, Report
from coproduce.bench.relay import Count
from projects.models import Membership


@pytest.mark.parametrize(
    ("figure", "over"),
    [
        (Figure("a", 3.0, "ms"), False),
        (Figure("a", 3.0, "ms", limit=3), False),
        (Figure("a", 3.1, "ms", limit=3), True),
        (Figure("a", 9.0, "ms", ratio=2.9, limit=3, of="ratio"), False),
        (Figure("a", 1.0, "ms", ratio=3.1, limit=3, of="ratio"), True),
        (Figure("a", 400.0, "a second", limit=400, sense=AT_LEAST), False),
        (Figure("a", 399.0, "a second", limit=400, sense=AT_LEAST), True),
        (Figure("a", 9.0, "a second", ratio=0.4, limit=0.5, sense=AT_LEAST, of="ratio"), True),
    ],
)
def test_figure_is_over_when_its_limit_is_missed(figure: Figure, over: bool) -> None:
    assert figure.is_over == over


def test_report_says_over_and_writes_the_file(tmp_path: Path) -> None:
    said: list[str] = []
    report = Report(say=said.append)
    report.add(Figure("home", 2.0, "ms", floor=1.0, ratio=2.0, limit=2.5, of="ratio"))
    report.add(Figure("tasks", 3.0, "ms", floor=1.0, ratio=3.0, limit=2.5, of="ratio", data="10 projects"))
    report.write(tmp_path / "bench" / "results.json")
    found = json.loads((tmp_path / "bench" / "results.json").read_text())
    assert ["OVER" in line for line in said] == [False, True]
    assert found["over"] == ["tasks [10 projects]"]
    assert [figure["ratio"] for figure in found["figures"]] == [2.0, 3.0]


def test_floor_page_asks_for_session_member_and_one_row(
    member: Membership, client: Client, settings: Any
) -> None:
    settings.ROOT_URLCONF = "coproduce.bench.urls"
    client.force_login(member.member)
    with assertNumQueries(3):
        page = client.get("/bench/floor/", {"project": member.project_id})
    assert "A better welcome" in page.content.decode()


def test_relay_counts_what_came_twice() -> None:
    count = Count()
    for name in ("one", "two", "one"):
        count.add(f"To: a\r\nMessage-ID: <{name}@x>\r\n\r\nHello".encode())
    assert (count.number, count.twice) == (3, 1)


def test_bench_runs_only_on_servers_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COPRODUCE_BENCH_FOLDER", raising=False)
    with pytest.raises(CommandError, match="python3 manage.py bench"):
        call_command("bench")
