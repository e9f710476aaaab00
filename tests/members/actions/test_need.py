"""Saying what one needs."""

from members.actions.need import say_needs
from members.models import Need
from tests.factories.members import make_member, make_need


def kinds() -> list[tuple[str, str]]:
    return sorted(Need.objects.values_list("kind", "words"))


def test_say_needs_keeps_what_stands_and_removes_the_rest(db: None) -> None:
    member = make_member()
    breaks = make_need(member=member, kind="breaks")
    make_need(member=member, kind="chat")
    say_needs(by=member, kinds=["breaks", "papers", "own_words"], own_words="A seat by the door")
    assert kinds() == [("breaks", ""), ("own_words", "A seat by the door"), ("papers", "")]
    assert Need.objects.get(kind="breaks").pk == breaks.pk


def test_say_needs_changes_own_words(db: None) -> None:
    member = make_member()
    say_needs(by=member, kinds=["own_words"], own_words="A seat by the door")
    say_needs(by=member, kinds=["own_words"], own_words="A seat by the window")
    assert kinds() == [("own_words", "A seat by the window")]


def test_say_needs_leaves_out_own_words_that_say_nothing(db: None) -> None:
    say_needs(by=make_member(), kinds=["own_words"], own_words="")
    assert kinds() == []


def test_say_needs_touches_nobody_else(db: None) -> None:
    make_need(member=make_member(), kind="chat")
    say_needs(by=make_member(), kinds=[])
    assert kinds() == [("chat", "")]
