import pytest
from django.template import Context, Template

from members.messages import kinds
from members.messages.kinds import all_kinds, find_kind, kind_named, register
from members.messages.rendering import render_templates
from members.models import Message
from tests.members.notes import Note


def test_a_kind_is_found_by_its_name(note: Note) -> None:
    assert kind_named("note").still_true == note.still_true
    assert find_kind("parcel") is None
    with pytest.raises(LookupError, match="no kind of message is called parcel"):
        kind_named("parcel")


def test_two_kinds_of_one_name_are_a_mistake(note: Note) -> None:
    register(kind_named("note"))  # the same one twice is not
    with pytest.raises(ValueError, match="two kinds of message called note"):
        register(note.kind())


def test_a_name_fits_its_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {})
    register(Note().kind("n" * 40))
    with pytest.raises(ValueError, match="at most 40 letters"):
        register(Note().kind("n" * 41))


def test_plain_text_is_not_escaped_and_html_is(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {
        "messages/note/subject.txt": "{{ who }}\n & more\n",
        "messages/note/body.txt": '{% extends "messages/base.txt" %}{% block body %}{{ who }}{% endblock %}',
        "messages/note/body.html": '{% extends "messages/base.html" %}{% block body %}<p>{{ who }}</p>{% endblock %}',
    }

    class Wrapped:
        def __init__(self, name: str) -> None:
            self.template = Template(words[name])

    monkeypatch.setattr("members.messages.rendering.get_template", Wrapped)
    found = render_templates(Message(kind="note"), {"who": "Sam & <Jo>", "part": True})
    assert found.subject == "Sam & <Jo> & more"
    assert found.text == "Sam & <Jo>\n"
    assert found.html == "<p>Sam &amp; &lt;Jo&gt;</p>\n"


def test_the_frame_greets_the_reader_and_offers_fewer() -> None:
    frame = {
        "reader": "Sam",
        "site_name": "Coproduce",
        "site_url": "http://localhost",
        "fewer_link": "http://f/",
    }
    text = Template('{% extends "messages/base.txt" %}{% block body %}Words.{% endblock %}').render(
        Context(frame)
    )
    assert text == (
        "Hello Sam.\n\nWords.\n\n--\nCoproduce, http://localhost/\nGet fewer of these: http://f/\n\n"
    )


def every_kind() -> list[str]:
    return [kind.name for kind in all_kinds()]


@pytest.mark.parametrize("name", every_kind())
def test_every_message_renders_from_its_preview(name: str) -> None:
    """Subject without a project's or a topic's name; plain text and HTML say the same; light."""
    kind = kind_named(name)
    frame = {
        "reader": "Sam",
        "site_name": "Coproduce",
        "site_url": "http://localhost",
        "fewer_link": "http://f/",
    }
    found = kind.render(Message(kind=name), {**frame, **kind.preview})
    assert found.subject == " ".join(found.subject.split()) != ""
    assert len(found.html.encode()) < 10_000
    for link in [word for word in found.text.split() if word.startswith("http")]:
        assert link.rstrip(".,") in found.html.replace("&amp;", "&"), link
    assert "{" not in found.text + found.subject
