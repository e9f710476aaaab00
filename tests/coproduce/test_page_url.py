"""Addresses that templates look up once and keep."""

from uuid import uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse

from principles.templatetags.principles_tags import round_page
from projects.templatetags.projects_tags import first_words, project_page, task_page


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        ('{% page_url "members:me" %}', reverse("members:me")),
        ('{% page_url "projects:skills" "abcdefghij" %}', reverse("projects:skills", args=["abcdefghij"])),
        ('{% page_url "projects:skills" "jihgfedcba" %}', reverse("projects:skills", args=["jihgfedcba"])),
    ],
)
def test_page_url_gives_what_url_gives(tag: str, url: str) -> None:
    assert Template("{% load ui %}" + tag).render(Context()) == url


def test_page_url_refuses_a_name_that_is_not_there() -> None:
    with pytest.raises(NoReverseMatch):
        Template('{% load ui %}{% page_url "members:no-such-page" %}').render(Context())


@pytest.mark.parametrize("pk", [1, 987654321, 2**62])
def test_paths_of_rows_are_those_of_the_site(pk: int) -> None:
    ticket = uuid4()
    assert [task_page(pk, "abcdefghij"), project_page("abcdefghij"), round_page(ticket)] == [
        reverse("projects:task-detail", args=["abcdefghij", pk]),
        reverse("projects:detail", args=["abcdefghij"]),
        reverse("principles:round-ticket", args=[ticket]),
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("", ""),
        ("one  two\nthree", "one two three"),
        (" ".join(["word"] * 20), " ".join(["word"] * 20)),
        (" ".join(["word"] * 21), " ".join(["word"] * 20) + " …"),
    ],
)
def test_first_words_says_where_it_goes_on(words: str, shown: str) -> None:
    assert first_words(words) == shown
