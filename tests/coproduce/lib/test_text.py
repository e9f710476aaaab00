import pytest

from coproduce.lib.text import one_line


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Sam", "Sam"),
        ("  Sam \t Lee ", "Sam Lee"),
        ("Sam\r\nBcc: eve@example.org", "Sam Bcc: eve@example.org"),
        ("Sam\u202eeel", "Sam eel"),
        ("Zoë Ní Bhriain 李", "Zoë Ní Bhriain 李"),
        ("می\u200cترا", "می\u200cترا"),
        ("\u200b\u200d", ""),
        ("", ""),
    ],
)
def test_one_line_keeps_letters_and_drops_what_is_not_seen(words: str, expected: str) -> None:
    assert one_line(words) == expected
