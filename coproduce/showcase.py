"""What /components/ shows: every component with example words, in every state."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from coproduce.lib.forms import Choice, Details, PlainForm


@dataclass(frozen=True)
class ExampleRow:
    """A row of a chart, as principles/charts.py makes them."""

    label: str
    filled: int | None
    total: int
    words: str


@dataclass(frozen=True)
class ExampleChart:
    """A chart, as principles/charts.py makes them."""

    id: str
    heading: str
    finding: str
    rows: tuple[ExampleRow, ...]
    tone: str = ""
    level: int = 3
    full_means: str = "mostly or always"
    ring_means: str = "sometimes or no"


class ExampleForm(PlainForm):
    """One field of each kind that pages use."""

    layout = Layout(
        "about",
        "email",
        "code",
        "more",
        "place",
        "join",
        "feel",
        "needs",
        "own_phone",
        Details("Write a note", "note"),
    )

    about = forms.CharField(
        label="What is it about?", max_length=80, help_text="One line. Use words you would say out loud."
    )
    email = forms.EmailField(label="Your email address", required=False)
    code = forms.CharField(
        label="Your code",
        max_length=9,
        widget=forms.TextInput(
            attrs={"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
    more = forms.CharField(
        label="Anything else, in your own words", required=False, max_length=2000, widget=forms.Textarea
    )
    place = forms.ChoiceField(label="Where?", choices=[("room", "The Station, room 2"), ("home", "At home")])
    join = forms.ChoiceField(
        label="How will you join?",
        help_text="You can change it up to the start.",
        widget=forms.RadioSelect,
        choices=[
            ("room", "In the room"),
            ("online", Choice("Online", "Camera off is fine")),
            ("phone", Choice("By phone", "We call you. It is free")),
            ("not", "Not this time"),
        ],
    )
    feel = forms.ChoiceField(
        label="How do you feel about the project?",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "two-up"}),
        choices=[("good", "Good"), ("ok", "OK"), ("not-great", "Not great"), ("not-ok", "Not OK")],
    )
    needs = forms.MultipleChoiceField(
        label="Things that help me",
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("breaks", Choice("Breaks", "At least every 45 minutes")),
            ("papers", "Papers before the day"),
        ],
    )
    own_phone = forms.BooleanField(
        label="This is my own phone", help_text="We keep you signed in for 30 days."
    )
    note = forms.CharField(label="A note for the next person", required=False, max_length=200)


ERRORS = {
    "about": {"required": "Say what it is about, in one line"},
    "code": {"required": "Enter the code from your email"},
    "join": {"required": "Choose how you will join"},
    "needs": {"required": "Tick what helps, or skip this page"},
    "own_phone": {"required": "Tick this if it is your own phone"},
}


def example_forms() -> dict[str, ExampleForm]:
    """The form as it opens, filled in, and with everything that can need another look."""
    filled = {
        "join": "online",
        "feel": "ok",
        "needs": ["breaks"],
        "about": "What should the guide say first?",
    }
    wrong = ExampleForm({"wrong-email": "sam at example", "wrong-place": "room"}, prefix="wrong")
    for name, words in ERRORS.items():
        wrong.fields[name].error_messages.update(words)
    wrong.fields["email"].validators[0].message = "Enter an email address, like name@example.org"  # type: ignore[attr-defined]
    return {
        "empty_form": ExampleForm(prefix="empty"),
        "filled_form": ExampleForm(initial=filled, prefix="filled"),
        "wrong_form": wrong,
    }


QUESTION = "Did you have what you needed to take part?"
CHARTS = [
    ExampleChart(
        id="sides",
        heading=QUESTION,
        finding="2 of 6 people with lived experience say mostly or always. 6 of 9 staff do. "
        "There may be a gap. There are too few answers to be sure.",
        rows=(ExampleRow("Lived experience", 2, 6, "2 of 6"), ExampleRow("Staff", 6, 9, "6 of 9")),
        tone="p3",
    ),
    ExampleChart(
        id="words",
        heading="Could you say what you think?",
        finding="Nearly everyone said mostly or always. We use words here, so that no one stands out.",
        rows=(ExampleRow("Everyone", None, 8, "nearly everyone"),),
        tone="p2",
    ),
    ExampleChart(
        id="many",
        heading="Was it worth your time?",
        finding="38 of 52 people say mostly or always.",
        rows=(ExampleRow("Everyone", 38, 52, "38 of 52"), ExampleRow("Last time", 17, 28, "17 of 28")),
        tone="p1",
    ),
    ExampleChart(
        id="few", heading="Will it last?", finding="Not enough answers. We show it at 5.", rows=(), tone="p6"
    ),
]


def showcase() -> dict[str, Any]:
    """The context of /components/."""
    return {
        **example_forms(),
        "charts": CHARTS,
        "menu_lines": [
            {"label": "Home", "url": "#main"},
            {"label": "Tasks", "url": "#main", "current": "true"},
            {"label": "Project", "url": "#main"},
            {"label": "People", "url": "#main"},
            {"label": "Principles", "url": "#main"},
        ],
        "host_menu_lines": [
            {"label": "Check on people", "url": "#main"},
            {"label": "Invite", "url": "#main"},
        ],
        "flashes": [
            {"heading": "Saved", "body": "You have this task until Friday 22 May.", "is_saved": True}
        ],
        "example_problems": [{"words": "Choose how you will join", "target": "id_wrong-join_0"}],
        "rows": [
            {
                "url": "#main",
                "words": "Choose 3 photos for the guide",
                "tag": "Looking for someone",
                "tag_kind": "talk",
                "meta": "1 hour, by Friday 22 May. At home, or with Tom",
            },
            {"url": "#main", "words": "Read page 1 aloud", "tag": "Done", "tag_kind": "on"},
            {"words": "Book the room", "meta": "Amina has this"},
        ],
        "facts": [
            {"term": "How long", "words": "About 2 hours every 2 weeks, until June"},
            {
                "term": "What you get",
                "words": "£20 a session. Travel is paid on the day",
                "url": "#main",
                "what": "what you get",
            },
        ],
        "table_head": ["Project", "Creativity", "Relationships", "Resources", "Equality", "Trauma informed"],
        "table_rows": [
            ["A better welcome", "Going well", "Going well", "Needs work", "Mixed", "Mixed"],
            ["Money talk", "Not enough answers", "Mixed", "Mixed", "Going well", "Not enough answers"],
        ],
        "colours": ["p1", "p2", "p3", "p4", "p5", "p6"],
    }
