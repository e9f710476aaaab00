"""What a first visit costs on a small phone (table A of design.md, A10 and A11), gzipped."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

STATIC = settings.BASE_DIR / "static"
KB = 1024


def gzipped(data: bytes) -> int:
    return len(gzip.compress(data, 9))


@pytest.mark.parametrize(("name", "most"), [("app.css", 8 * KB), ("app.js", 4 * KB), ("favicon.svg", KB)])
def test_file_stays_small(name: str, most: int) -> None:
    assert gzipped((STATIC / name).read_bytes()) <= most


def test_letters_carry_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "letters" / "LICENSE.txt").read_text()
    assert [path.stat().st_size < 20 * KB for path in sorted((STATIC / "letters").glob("*.woff2"))] == [
        True,
        True,
    ]


@pytest.mark.urls("tests.look.urls")
@pytest.mark.django_db
def test_first_visit_is_four_requests_and_under_thirty_kilobytes(client: Client) -> None:
    html = client.get("/").content
    fetched = re.findall(rb'(?:src|<link[^>]*href)="([^"]+)"', html)
    files = [STATIC / path.decode().rsplit("/", 1)[1] for path in fetched]

    assert len(files) == 3
    assert gzipped(html) <= 14 * KB
    assert gzipped(html) + sum(gzipped(path.read_bytes()) for path in files) <= 30 * KB
