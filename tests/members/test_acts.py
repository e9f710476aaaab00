import pytest
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from members import acts
from members.acts import Act, act_link, read_act, register_act, sign_act, view_for

FACTS = {"act": "check-in", "member_id": 3, "object_id": 12, "version": "2026-11-23"}


def test_a_link_leads_back_to_what_it_was_signed_for() -> None:
    link = act_link(**FACTS)  # type: ignore[arg-type]
    assert link.startswith(f"{settings.SITE_URL}/a/")
    signed = link.removeprefix(f"{settings.SITE_URL}/a/").removesuffix("/")
    assert "/" not in signed
    assert read_act(signed) == Act("check-in", 3, 12, "2026-11-23")


def test_the_same_facts_give_the_same_link() -> None:
    assert sign_act(**FACTS) == sign_act(**FACTS)  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"member_id": 4}, {"object_id": 13}, {"version": "x"}, {"act": "claim"}])
def test_a_link_is_for_one_person_one_act_one_thing_one_version(change: dict[str, object]) -> None:
    signed, other = sign_act(**FACTS), sign_act(**{**FACTS, **change})  # type: ignore[arg-type]
    facts, other_facts = signed.rpartition(":")[0], other.rpartition(":")[0]
    assert facts != other_facts
    with pytest.raises(BadSignature):
        read_act(f"{other_facts}:{signed.rpartition(':')[2]}")


@pytest.mark.parametrize("text", ["", "x", "a:b", "a:b:c", "\x00", "é", "[]:x"])
def test_what_nobody_signed_is_refused(text: str) -> None:
    with pytest.raises(BadSignature):
        read_act(text)


@pytest.mark.parametrize("thing", [[1, 2], "text", None, ["a", "b", "c", "d"], {"a": 1}])
def test_what_was_signed_for_something_else_is_refused(thing: object) -> None:
    with pytest.raises(BadSignature):
        read_act(Signer(salt="coproduce.acts", sep=":").sign_object(thing))


def test_another_use_of_the_same_key_signs_no_links() -> None:
    with pytest.raises(BadSignature):
        read_act(Signer(salt="else", sep=":").sign_object(["check-in", 3, 12, "v"]))


def test_an_act_has_one_view(monkeypatch: pytest.MonkeyPatch) -> None:
    def page(request: HttpRequest, member: object, object_id: int, version: str) -> HttpResponse:
        return HttpResponse()

    monkeypatch.setattr(acts, "_views", {})
    register_act("wave", page)
    register_act("wave", page)
    assert (view_for("wave"), view_for("dance")) == (page, None)
    with pytest.raises(ValueError, match="two views for the act wave"):
        register_act("wave", lambda request: HttpResponse())
