"""The tags of the look: title words, saved boxes, error summaries, menus, dots."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages import ERROR, SUCCESS
from django.template import RequestContext, Template
from django.test import RequestFactory

from coproduce.lib.forms import PlainForm
from coproduce.templatetags import ui
from tests.look.page_checks import Page

pytestmark = pytest.mark.urls("tests.look.urls")


class NameForm(PlainForm):
    name = forms.CharField(label="Your name", error_messages={"required": "Enter a name"})
    join = forms.ChoiceField(
        label="How?",
        choices=[("a", "Call")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how"},
    )


@dataclass
class Flashed:
    """A flash message, as Django keeps it."""

    level: int
    text: str

    def __str__(self) -> str:
        return self.text


def context_with(
    rf: RequestFactory, flashes: list[Flashed] | None = None, path: str = "/", **values: Any
) -> RequestContext:
    request = rf.get(path)
    request._messages = flashes or []  # type: ignore[attr-defined]
    return RequestContext(request, values)


def draw(source: str, context: RequestContext) -> str:
    return Template("{% load ui %}" + source).render(context)


def test_title_prefix_is_empty_on_a_quiet_page(rf: RequestFactory) -> None:
    assert ui.title_prefix(context_with(rf, form=NameForm())) == ""


def test_title_prefix_says_error_for_a_form_that_needs_another_look(rf: RequestFactory) -> None:
    assert (
        ui.title_prefix(context_with(rf, [Flashed(SUCCESS, "Saved. Yes.")], form=NameForm({}))) == "Error: "
    )


def test_title_prefix_says_error_when_the_page_says_so(rf: RequestFactory) -> None:
    assert ui.title_prefix(context_with(rf, has_errors=True)) == "Error: "


def test_title_prefix_repeats_the_first_word_of_what_was_saved(rf: RequestFactory) -> None:
    assert ui.title_prefix(context_with(rf, [Flashed(SUCCESS, "Sent. Jo has it.")])) == "Sent: "


def test_saved_box_has_the_first_sentence_as_heading(rf: RequestFactory) -> None:
    html = draw("{% saved_box %}", context_with(rf, [Flashed(SUCCESS, "Saved. You have it. Until Friday.")]))

    assert [each.text for each in Page(html).all("h2", "p")] == ["Saved", "You have it. Until Friday."]
    assert html.count("data-ok") == 1


def test_saved_box_shows_other_messages_as_a_note(rf: RequestFactory) -> None:
    html = draw("{% saved_box %}", context_with(rf, [Flashed(ERROR, "Check this address first.")]))

    assert '<div class="note"><p>Check this address first.</p></div>' in html
    assert html.count("data-ok") == 0


def test_saved_box_escapes_what_people_wrote(rf: RequestFactory) -> None:
    html = draw("{% saved_box %}", context_with(rf, [Flashed(SUCCESS, "Saved. <b>Sam</b>")]))

    assert html.count("<b>") == 0


def test_error_summary_links_to_inputs_that_are_there(rf: RequestFactory) -> None:
    html = draw("{% error_summary %}", context_with(rf, form=NameForm({})))

    assert '<a href="#id_name">Enter a name</a>' in html
    assert '<a href="#id_join_0">Choose how</a>' in html


def test_error_summary_shows_nothing_before_sending(rf: RequestFactory) -> None:
    assert draw("{% error_summary %}", context_with(rf, form=NameForm())).strip() == ""


def test_error_summary_says_what_belongs_to_no_field(rf: RequestFactory) -> None:
    form = NameForm({"name": "Sam", "join": "a"})
    form.add_error(None, "Choose a day or a time")

    assert ui.problems_of(form) == [ui.Problem("Choose a day or a time", "")]


def test_main_menu_belongs_to_the_project(rf: RequestFactory) -> None:
    menu = ui.main_menu(
        context_with(
            rf,
            path="/projects/abc/tasks/7/",
            project=SimpleNamespace(address="abc", name="Welcome"),
            membership=SimpleNamespace(is_host=False),
        )
    )

    assert (menu["project"], menu["project_url"]) == ("Welcome", "/projects/abc/")

    assert [(line.label, line.url, line.current) for line in menu["lines"]] == [
        ("Home", "/home/", ""),
        ("Tasks", "/projects/abc/tasks/", "true"),
        ("People", "/projects/abc/people/", ""),
        ("Principles", "/projects/abc/principles/", ""),
        ("Plan", "/projects/abc/plan/", ""),
    ]
    assert menu["host_lines"] == []


def test_main_menu_does_not_repeat_the_heading_of_the_project_itself(rf: RequestFactory) -> None:
    project = SimpleNamespace(address="abc", name="Welcome")
    assert ui.main_menu(context_with(rf, path="/projects/abc/", project=project))["project"] == ""


def test_main_menu_offers_who_is_not_in_the_project_no_pages_of_it(rf: RequestFactory) -> None:
    project = SimpleNamespace(address="abc", name="Welcome")

    menu = ui.main_menu(context_with(rf, path="/projects/abc/principles/", project=project))

    assert (menu["project"], menu["project_url"]) == ("Welcome", "")
    assert [line.label for line in menu["lines"]] == ["Home", "Projects", "Principles"]


def test_main_menu_without_a_project_shows_where_to_find_one(rf: RequestFactory) -> None:
    menu = ui.main_menu(context_with(rf, path="/home/"))

    assert [(line.label, line.current) for line in menu["lines"]] == [
        ("Home", "page"),
        ("Projects", ""),
        ("Principles", ""),
    ]


@pytest.mark.parametrize(
    ("is_host", "words"), [(True, ["Check on people", "Invite", "Principles in all projects"]), (False, [])]
)
def test_main_menu_has_a_second_row_for_who_runs_the_project(
    rf: RequestFactory, is_host: bool, words: list[str]
) -> None:
    project = SimpleNamespace(address="abc", name="Welcome")
    membership = SimpleNamespace(is_host=is_host, project=project)

    menu = ui.main_menu(context_with(rf, membership=membership))

    assert [line.label for line in menu["host_lines"]] == words


@pytest.mark.urls("tests.look.bare_urls")
def test_main_menu_leaves_out_pages_that_are_not_there(rf: RequestFactory) -> None:
    assert ui.main_menu(context_with(rf))["lines"] == []


def test_csrf_field_is_there_inside_an_isolated_include(rf: RequestFactory) -> None:
    html = draw('{% include "components/leave_bar.html" only %}', context_with(rf))

    assert html.count('name="csrfmiddlewaretoken" value="') == 1


def test_leave_bar_marks_the_page_as_sensitive(rf: RequestFactory) -> None:
    context = context_with(rf)

    draw('{% include "components/leave_bar.html" only %}', context)

    assert context.request.shows_leave_bar is True
