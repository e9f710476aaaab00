"""The proxies' access logs keep no secret part of a link and no trace of who answered a round (decision 40).

Both files were also run with real servers (docs/deploy/README.md); here the patterns in them are tried on addresses.
"""

import re

import pytest
from django.conf import settings

from coproduce.logs import without_secrets
from coproduce.middleware import ROOM_BESIDE_FILES
from tests.deploy.files import DEPLOY

CADDY, NGINX = ((DEPLOY / name).read_text() for name in ("Caddyfile", "nginx.conf"))
SECRETS = [
    "/a/s3cret/",
    "/a/s3cret",
    "/join/s3cret/",
    "/join/s3cret/code/",
    "/feed/s3cret.ics",
    "//a/s3cret/",
    "/%61/s3cret/",
    "/A/s3cret/",
    "/projects/s3cret/",
    "/projects/?q=s3cret",
]
ROUNDS = ["/round/s3cret/", "/projects/s3cret/one-more/"]
OTHERS = ["/", "/home/", "/rounds/", "/projects/s3cret/", "/projects/s3cret/tasks/1/"]


def logged_by_caddy(path: str) -> str:
    [(pattern, kept)] = re.findall(r'request>uri regexp "(.*?)" "(.*?)"', CADDY)
    return re.sub(pattern, kept.replace("${1}", r"\1"), path)


def logged_by_nginx(path: str) -> str:
    [pattern] = re.findall(r"^    ~(\S+)\s+\$first;$", NGINX, re.MULTILINE)
    found = re.match(pattern.replace("?<", "?P<"), path.split("?")[0])
    return found["first"] if found else "/"


def nothing_by_caddy(path: str) -> bool:
    [pattern] = re.findall(r"@rounds path_regexp (\S+)", CADDY)
    return "log_skip @rounds" in CADDY and bool(re.match(pattern, path))


def nothing_by_nginx(path: str) -> bool:
    patterns = re.findall(r"^    ~(\S+)\s+0;$", NGINX, re.MULTILINE)
    return "coproduce if=$coproduce_keeps;" in NGINX and any(re.match(pattern, path) for pattern in patterns)


@pytest.mark.parametrize("path", SECRETS)
def test_no_log_keeps_the_secret_part_of_a_link(path: str) -> None:
    assert [logged for logged in (logged_by_caddy(path), logged_by_nginx(path)) if "s3cret" in logged] == []


def test_a_log_still_says_what_kind_of_page_it_was() -> None:
    paths = ["/", "/home/", "/projects/s3cret/tasks/1/"]
    expected = ["/", "/home", "/projects"]
    assert [logged_by_caddy(path) for path in paths] == expected
    assert [logged_by_nginx(path) for path in paths] == expected


@pytest.mark.parametrize("path", ROUNDS)
def test_answering_a_round_leaves_no_line(path: str) -> None:
    assert (nothing_by_caddy(path), nothing_by_nginx(path)) == (True, True)


@pytest.mark.parametrize("path", OTHERS)
def test_every_other_page_leaves_one(path: str) -> None:
    assert (nothing_by_caddy(path), nothing_by_nginx(path)) == (False, False)


def test_lines_for_trouble_are_not_written_either() -> None:
    """Both servers write the whole address there when the site does not answer."""
    assert "exclude http.log.error" in CADDY
    assert re.findall(r"error_log \S+ (\w+);", NGINX) == ["crit"]


@pytest.mark.parametrize(
    "path", ["/a/s3cret/", "/a/fewer/s3cret/", "/join/s3cret/", "/round/s3cret/", "/feed/s3cret/"]
)
def test_the_sites_own_log_keeps_none(path: str) -> None:
    assert "s3cret" not in without_secrets(f"GET {path}?x=1 HTTP/1.1")


def test_what_the_site_answers_kindly_gets_through_both() -> None:
    """A body up to twice the largest file and its words reaches the site, which says why it is too large."""
    [nginx] = re.findall(r"^    client_max_body_size (\d+)m;$", NGINX, re.MULTILINE)
    [caddy] = re.findall(r"^\t\tmax_size (\d+)MB$", CADDY, re.MULTILINE)
    answered = 2 * settings.FILE_MOST_BYTES + ROOM_BESIDE_FILES
    assert int(nginx) * 1024 * 1024 > answered
    assert int(caddy) * 1000 * 1000 > answered
