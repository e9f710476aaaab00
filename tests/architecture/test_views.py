"""Every view says whom it is for."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import APPS

OURS = ("coproduce", *APPS)


def views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every URL pattern of the site with its whole path."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from views(pattern, path)
        else:
            yield path, pattern


def is_ours(pattern: URLPattern) -> bool:
    """Whether the view was written here (not allauth's, the admin's or Django's)."""
    return pattern.callback.__module__.split(".")[0] in OURS


def test_every_view_says_whom_it_is_for() -> None:
    silent = [
        path
        for path, pattern in views()
        if is_ours(pattern) and not getattr(pattern.callback, "audience", None)
    ]
    assert silent == []


def test_there_are_views_to_look_at() -> None:
    assert sum(is_ours(pattern) for _path, pattern in views()) > 50


def test_every_url_has_a_name() -> None:
    assert [path for path, pattern in views() if is_ours(pattern) and not pattern.name] == []
