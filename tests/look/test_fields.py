"""The template pack draws each kind of field so that it can be read, pressed and mended."""

from html import unescape
from typing import Any

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from coproduce.lib.forms import Choice, Details, PlainForm
from coproduce.showcase import ExampleForm
from tests.look.page_checks import Page, problems_of_references


def drawn(form: forms.BaseForm) -> str:
    return unescape(render_crispy_form(form))


def order(html: str, *parts: str) -> list[int]:
    """Where each part begins; -1 for one that is missing."""
    return [html.find(part) for part in parts]


def test_field_puts_hint_then_error_before_the_input() -> None:
    html = drawn(ExampleForm({}))

    places = order(
        html,
        'for="id_about"',
        'id="id_about_helptext"',
        'id="id_about_error"',
        '<input type="text" name="about"',
    )

    assert places == sorted(places)
    assert min(places) > 0


def test_field_tells_screen_readers_what_belongs_to_it() -> None:
    page = Page(drawn(ExampleForm({})))
    about = next(each for each in page.all("input") if each.attrs.get("name") == "about")

    assert about.attrs["aria-describedby"] == "id_about_helptext id_about_error"
    assert about.attrs["aria-invalid"] == "true"
    assert problems_of_references(page) == []


def test_inputs_never_make_the_browser_pop_up() -> None:
    page = Page(drawn(ExampleForm()))

    assert [each.name for each in page.all("input", "select", "textarea") if "required" in each.attrs] == []


def test_radios_are_a_fieldset_of_rows_with_its_own_description() -> None:
    page = Page(drawn(ExampleForm({})))
    fieldset = next(each for each in page.all("fieldset") if each.attrs["id"] == "div_id_join")

    assert fieldset.attrs["aria-describedby"] == "id_join_helptext id_join_error"
    assert [each.attrs["id"] for each in page.all("input") if each.attrs.get("name") == "join"] == [
        f"id_join_{n}" for n in range(4)
    ]
    assert [each.text.strip() for each in page.all("legend")][0] == "How will you join?"


def test_choice_shows_its_small_print() -> None:
    assert "<b>Online</b><small>Camera off is fine</small>" in drawn(ExampleForm())


def test_chosen_radio_stays_chosen() -> None:
    page = Page(drawn(ExampleForm({"join": "phone", "needs": ["papers"]})))

    assert [each.attrs["value"] for each in page.all("input") if "checked" in each.attrs] == [
        "phone",
        "papers",
    ]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (forms.CharField(label="Note", required=False), True),
        (forms.CharField(label="Note", required=True), False),
        (forms.CharField(label="Note (optional)", required=False), False),
        (forms.BooleanField(label="Note", required=False), False),
        (
            forms.ChoiceField(label="Note", required=False, choices=[("a", "A")], widget=forms.RadioSelect),
            False,
        ),
    ],
)
def test_optional_is_said_for_boxes_to_write_in(field: forms.Field, says: bool) -> None:
    form = type("NoteForm", (PlainForm,), {"note": field})()

    assert drawn(form).count('class="opt-word"') == int(says)


def test_heading_field_makes_the_label_the_h1() -> None:
    class NameForm(PlainForm):
        heading_field = "name"
        name = forms.CharField(label="What should we call you?")

    assert Page(drawn(NameForm())).all("h1")[0].inside("label")


def test_email_asks_the_phone_to_fill_it_in() -> None:
    assert 'autocomplete="email"' in drawn(ExampleForm())


@pytest.mark.parametrize(("data", "is_open"), [(None, False), ({"note": "x" * 201}, True)])
def test_details_open_where_something_needs_another_look(data: dict[str, Any] | None, is_open: bool) -> None:
    class NoteForm(PlainForm):
        layout = Details("Write a note", "note")
        note = forms.CharField(label="Note", max_length=200)

    assert ("<details open>" in drawn(NoteForm(data))) == is_open


def test_hostile_words_stay_words() -> None:
    class NoteForm(PlainForm):
        pick = forms.ChoiceField(
            label="<i>Pick</i>", widget=forms.RadioSelect, choices=[("<u>", Choice("<b>A</b>", "<script>"))]
        )

    html = render_crispy_form(NoteForm({"pick": "<img>"}))

    assert [tag for tag in ("<i>", "<u>", "<b>A", "<script>", "<img>") if tag in html] == []


def test_str_of_a_choice_is_its_label() -> None:
    assert str(Choice("Online", "Camera off is fine")) == "Online"
