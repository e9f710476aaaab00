"""Phone numbers that can be pressed."""

import pytest

from members.templatetags.phones import dialled, phone_links


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0117 496 0001", "01174960001"),
        ("+44 117 496-0001", "+441174960001"),
        ("(0117) 496", "0117496"),
        ("", ""),
    ],
)
def test_dialled_keeps_digits_and_a_plus_in_front(number: str, expected: str) -> None:
    assert dialled(number) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Call 999.", 'Call <a href="tel:999"><b>999</b></a>.'),
        ("Call 0117 496 0001 now", 'Call <a href="tel:01174960001"><b>0117 496 0001</b></a> now'),
        ("Call +44 117 4960001", 'Call <a href="tel:+441174960001"><b>+44 117 4960001</b></a>'),
        ("Text SHOUT to 85258", 'Text SHOUT to <a href="sms:85258"><b>85258</b></a>'),
        ("Open 9 to 5", "Open 9 to 5"),
        ("Since 24/7", "Since 24/7"),
        ("room 12", "room 12"),
        ("<b>999</b>", '&lt;b&gt;<a href="tel:999"><b>999</b></a>&lt;/b&gt;'),
        ("it's fine", "it&#x27;s fine"),
        ("a1234b", "a1234b"),
    ],
)
def test_phone_links_link_numbers_and_nothing_else(words: str, expected: str) -> None:
    assert phone_links(words) == expected
