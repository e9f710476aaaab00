"""The checks find what they look for: each breaks a good page in one place."""

import pytest

from tests.look.page_checks import long_sentences, node_count, problems_in, reading_grade, syllables

GOOD = """<!doctype html><html lang="en-gb"><head><title>Help – Coproduce</title></head><body>
<a class="skip" href="#main">Skip</a><header><nav aria-label="Main"><a href="/home/">Home</a></nav></header>
<main id="main"><h1>Help</h1><h2>More</h2><p id="hint">Words.</p>
<form method="post" novalidate><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="a">Name</label><input id="a" type="text" name="a" aria-describedby="hint">
<fieldset><legend>How?</legend><label for="b">Call</label><input id="b" type="radio" name="b"></fieldset>
<button type="submit">Save</button></form></main>
<footer><nav aria-label="Help"><a href="/help/">Help</a></nav></footer></body></html>"""


def test_a_good_page_has_no_problems() -> None:
    assert problems_in(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('lang="en-gb"', "", "the page does not say its language"),
        ("<footer>", "<footer></footer><footer>", "2 <footer> instead of 1"),
        ("<p id=", "</article><p id=", "</article> ends nothing that is open"),
        ('href="#main"', 'href="/main/"', "the first link does not skip to the main content"),
        ('aria-label="Help"', 'aria-label="Main"', "2 navigations are named 'Main'"),
        ("Help – Coproduce", "Help", "the title 'Help' does not end in ' – Coproduce'"),
        (
            "<h2>",
            "<div data-err></div><h2>",
            "the title 'Help – Coproduce' and the error summary do not agree",
        ),
        ("<h2>", "<div data-ok></div><h2>", "the title 'Help – Coproduce' and the saved box do not agree"),
        ("<title>", "<title>Saved: ", "the title 'Saved: Help – Coproduce' and the saved box do not agree"),
        ("<h2>More</h2>", "<h1>More</h1>", "2 h1 instead of 1"),
        ("<h2>More</h2>", "<h3>More</h3>", "h1 is followed by h3"),
        ("<h2>More</h2>", "<h2> </h2>", "an empty <h2>"),
        ('id="hint"', 'id="a"', "the id 'a' is there 2 times"),
        ('id="hint"', "", "aria-describedby of <input> points to 'hint', which is not there"),
        ('for="b"', 'for="c"', "<input> 'b' has no label"),
        ("<legend>How?</legend>", "", "a fieldset 'Call' without legend"),
        ('name="csrfmiddlewaretoken"', 'name="token"', "a form without token: 'Name\\nHow?Call\\nSave'"),
        ('type="text"', 'type="text" required', "<input> 'a' has required"),
        ('type="text"', 'type="text" autofocus', "<input> 'a' has autofocus"),
        ('href="/home/">Home', 'href="/home/">', "<a> without words: '/home/'"),
        ('href="/home/"', "", "a link without address: 'Home'"),
        ('<button type="submit">', "<button>", "a button 'Save' without type"),
        ("<h2>", '<img src="/a.svg"><h2>', "<img> without alt: /a.svg"),
        ("<h2>", '<h2 style="color: red">', "<h2> has style"),
        ("<h2>", '<h2 onclick="x()">', "<h2> has onclick"),
        ("<h2>", '<h2 tabindex="2">', "<h2> has tabindex 2"),
        ("<h2>", "<script>x()</script><h2>", "an inline <script>"),
        (
            "<h2>",
            '<script src="https://example.org/x.js"></script><h2>',
            "<script> fetches https://example.org/x.js",
        ),
        ("Words.", "Submit it.", "the word 'Submit'"),
        ("Words.", "Well done!", "an exclamation mark"),
        ("<h2>", '<h2 title="failed">', "the word 'failed'"),
    ],
)
def test_problems_in_names_what_is_wrong(before: str, after: str, problem: str) -> None:
    broken = GOOD.replace(before, after, 1)

    assert broken != GOOD
    assert problem in problems_in(broken)


def test_long_sentences_ends_a_sentence_with_its_block() -> None:
    ten = "one two three four five six seven eight nine ten"

    assert long_sentences(f"<p>{ten}</p><p>{ten} eleven</p>") == []
    assert long_sentences(f"<p>{ten} {ten} more</p>") == [f"{ten} {ten} more"]


def test_node_count_counts_every_element() -> None:
    assert node_count("<main><p>One<br>two</p><svg><path/></svg></main>") == 5


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("make", 1), ("table", 2), ("asked", 1), ("together", 3), ("principle", 3)],
)
def test_syllables_counts_about_right(word: str, count: int) -> None:
    assert syllables(word) == count


def test_reading_grade_is_low_for_short_words_and_high_for_long_ones() -> None:
    assert reading_grade("<p>You can stop at any time.</p>") < 2
    assert (
        reading_grade("<p>Organisational accountability necessitates comprehensive documentation.</p>") > 20
    )
    assert reading_grade("<p></p>") == 0
