"""Words and paths that lists make once and not for each row."""

from datetime import date

from django.urls import reverse

from projects.templatetags.projects_tags import by_day, project_page


def test_by_day_says_the_day_in_words() -> None:
    assert by_day(date(2026, 5, 22)) == "By Friday 22 May."


def test_project_page_is_the_path_of_the_page() -> None:
    assert project_page("abcdefghjk") == reverse("projects:detail", args=["abcdefghjk"])
