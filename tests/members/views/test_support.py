"""Talking to someone: asking, answering, calling off."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member, Message, Organisation, PrivateReading, SentForm, SupportRequest
from members.queries.support import SupportOption
from projects.models import Membership
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.factories.projects import make_supporter

As = Callable[[Member], Client]
CANARY = "canary-7f3a"
ASKING = {"how": "call", "when": "today", "words": CANARY, "reach_at": ""}


@pytest.fixture
def place(db: None) -> Organisation:
    return make_organisation(
        name="Station House",
        slug="station-house",
        emergency_text="Call the night line on 0117 496 0009.\nOr text HELP to 85258.",
    )


@pytest.fixture
def jo(place: Organisation) -> Member:
    jo = make_member(name="Jo")
    make_support_contact(organisation=place, member=jo, phone="0117 496 0002", what="peer supporter")
    return jo


@pytest.fixture
def sam(place: Organisation) -> Member:
    sam = make_member(name="Sam")
    make_organisation_role(organisation=place, member=sam, role="facilitator")
    return sam


def who(person: Member) -> str:
    return f"contact-{person.support_offered.get().pk}"


def asked_by(sam: Member, jo: Member, **fields: object) -> SupportRequest:
    values = {"how": "call", "when": "today", "words": CANARY, "answer_by": dates.now().date(), **fields}
    return SupportRequest.objects.create(asker=sam, to=jo, **values)


def test_the_numbers_come_first_and_the_first_person_is_chosen(
    as_person: As, sam: Member, jo: Member
) -> None:
    page = as_person(sam).get("/support/")
    assert page.context["form"]["who"].value() == who(jo)
    assert page.context["form"]["reach_at"].value() == sam.email
    words = page.content.decode()
    order = [
        words.index(each)
        for each in (
            'href="tel:01174960009"',
            'href="sms:85258"',
            'href="tel:01174960002"',
            '<form method="post" novalidate>',
        )
    ]
    assert order == sorted(order)


def test_asking_reaches_the_one_chosen(as_person: As, sam: Member, jo: Member) -> None:
    browser = as_person(sam)
    answer = browser.post("/support/", {**ASKING, "who": who(jo)})
    request = SupportRequest.objects.get()
    assert (request.asker, request.to, request.how, request.when, request.words) == (
        sam,
        jo,
        "call",
        "today",
        CANARY,
    )
    assert answer.headers["Location"] == f"/support/{request.pk}/"
    [words] = [str(each) for each in browser.get(answer.headers["Location"]).context["messages"]]
    assert words.startswith("Sent to Jo. They will be in touch by ")
    assert words.endswith(", 5pm. If you need someone sooner, call 116 123.")
    assert list(Message.objects.values_list("kind", "recipient")) == [("support-asked", jo.pk)]


def test_asking_ten_times_with_one_form_asks_once(as_person: As, sam: Member, jo: Member) -> None:
    """Promise C3."""
    browser, key = as_person(sam), str(uuid.uuid4())
    led_to = {
        browser.post("/support/", {**ASKING, "who": who(jo), "form_key": key}).headers["Location"]
        for _ten in range(10)
    }
    assert led_to == {f"/support/{SupportRequest.objects.get().pk}/"}


def test_a_form_that_needs_another_look_gives_its_key_back(as_person: As, sam: Member, jo: Member) -> None:
    browser, key = as_person(sam), str(uuid.uuid4())
    browser.post("/support/", {"form_key": key})
    assert SentForm.objects.count() == 0
    browser.post("/support/", {**ASKING, "who": who(jo), "form_key": key})
    assert SupportRequest.objects.count() == 1


def test_nobody_uses_up_a_key_of_somebody_else_or_learns_where_it_led(
    as_person: As, sam: Member, jo: Member, place: Organisation
) -> None:
    """Promises C3 and S3: the key that somebody saw over a shoulder is another one in their hands."""
    kit = make_member(name="Kit")
    make_organisation_role(organisation=place, member=kit, role="facilitator")
    asking = {**ASKING, "who": who(jo), "form_key": str(uuid.uuid4())}
    led_to = [as_person(each).post("/support/", asking).headers["Location"] for each in (kit, sam, kit, sam)]
    assert list(SupportRequest.objects.order_by("pk").values_list("asker", flat=True)) == [kit.pk, sam.pk]
    assert [led_to[0] == led_to[2], led_to[1] == led_to[3], led_to[0] == led_to[1]] == [True, True, False]


def test_asking_ten_times_signed_out_asks_once(client: Client, place: Organisation, jo: Member) -> None:
    asking = {
        **ASKING,
        "who": who(jo),
        "name": "Kit",
        "reach_at": "0117 496 0003",
        "form_key": str(uuid.uuid4()),
    }
    for _ten in range(10):
        client.post("/support/", asking)
    assert SupportRequest.objects.count() == 1


def test_an_empty_form_says_what_to_choose(as_person: As, sam: Member, jo: Member) -> None:
    answer = as_person(sam).post("/support/", {})
    assert answer.context["form"].errors == {
        "who": ["Choose who you would like to talk to"],
        "how": ["Choose how we should contact you"],
        "when": ["Choose when suits you"],
    }


@pytest.mark.parametrize("somebody", ["contact-999", "member-1", "", "x"])
def test_only_people_who_are_offered_can_be_asked(
    as_person: As, sam: Member, jo: Member, somebody: str
) -> None:
    answer = as_person(sam).post("/support/", {**ASKING, "who": somebody})
    assert list(answer.context["form"].errors) == ["who"]
    assert SupportRequest.objects.count() == 0


def test_somebody_without_an_account_is_for_calling_only(
    as_person: As, sam: Member, place: Organisation
) -> None:
    make_support_contact(organisation=place, name="Maya Outside", phone="0117 496 0003")
    page = as_person(sam).get("/support/")
    assert 'href="tel:01174960003"' in page.content.decode()
    assert page.context["form"].options == {}
    assert "Ask for a chat" not in page.content.decode()


def test_somebody_who_is_away_is_not_chosen_from_the_start(
    as_person: As, sam: Member, jo: Member, place: Organisation
) -> None:
    jo.support_offered.update(away_until=dates.now().date() + timedelta(days=3))
    later = make_support_contact(organisation=place, member=make_member(name="Zoe"))
    page = as_person(sam).get("/support/")
    assert page.context["form"]["who"].value() == f"contact-{later.pk}"
    assert page.content.decode().count("Away until") == 2


def test_signed_out_it_asks_for_name_and_number(client: Client, jo: Member) -> None:
    page = client.get("/support/")
    assert list(page.context["form"].fields) == [
        "name",
        "who",
        "how",
        "reach_at",
        "when",
        "words",
    ]
    answer = client.post("/support/", {"who": who(jo), "how": "call", "when": "today"})
    assert answer.context["form"].errors == {
        "name": ["Enter what we should call you"],
        "reach_at": ["Enter a number or an email address"],
    }
    answer = client.post(
        "/support/", {**ASKING, "who": who(jo), "name": "Lee", "reach_at": "07700 900123"}, follow=True
    )
    request = SupportRequest.objects.get()
    assert (request.asker, request.asker_name, request.reach_at, request.to) == (
        None,
        "Lee",
        "07700 900123",
        jo,
    )
    assert [str(each)[:11] for each in answer.context["messages"]] == ["Sent to Jo."]


def test_signed_out_one_chooses_the_organisation_first_where_there_are_several(
    client: Client, jo: Member
) -> None:
    make_organisation(name="Another place")
    page = client.get("/support/")
    assert [place.name for place in page.context["places"]] == ["Another place", "Station House"]
    assert "tel:999" in page.content.decode()
    page = client.get("/support/?at=station-house")
    assert list(page.context["form"].options) == [who(jo)]
    answer = client.post(
        "/support/?at=station-house", {**ASKING, "who": who(jo), "name": "Lee", "reach_at": "1"}
    )
    assert answer.status_code == 302
    assert client.get("/support/?at=nowhere").status_code == 404


def test_signed_out_a_flood_is_met_with_numbers_to_call(client: Client, jo: Member) -> None:
    given = {**ASKING, "who": who(jo), "name": "Lee", "reach_at": "1"}
    statuses = [client.post("/support/", given).status_code for _again in range(11)]
    assert statuses == [302] * 10 + [429]
    assert "0117 496 0002" in client.post("/support/", given).content.decode()
    assert SupportRequest.objects.count() == 10


def test_on_a_site_without_anybody_the_night_lines_stand(client: Client, db: None) -> None:
    page = client.get("/support/")
    assert page.status_code == 200
    assert [number in page.content.decode() for number in ("tel:999", "tel:116123", "sms:85258")] == [
        True
    ] * 3


def test_the_one_chosen_reads_the_words_and_the_reading_is_written_down(
    as_person: As, sam: Member, jo: Member
) -> None:
    """Promise S10."""
    request = asked_by(sam, jo)
    assert CANARY in as_person(jo).get(f"/support/{request.pk}/").content.decode()
    assert list(PrivateReading.objects.values_list("about", "reader", "what")) == [
        (sam.audit_key.key, jo.audit_key.key, "support")
    ]


def test_reading_what_you_wrote_yourself_is_not_written_down(as_person: As, sam: Member, jo: Member) -> None:
    request = asked_by(sam, jo)
    assert CANARY in as_person(sam).get(f"/support/{request.pk}/").content.decode()
    assert PrivateReading.objects.count() == 0


def test_nobody_else_learns_that_it_was_asked(
    as_person: As, sam: Member, jo: Member, outsider: Member, lead: Member
) -> None:
    request = asked_by(sam, jo, passed_on_at=dates.now(), organisation=make_organisation())
    operator = make_member(is_staff=True, is_superuser=True)
    missing = as_person(outsider).get("/support/999999/").content
    for person in (outsider, lead, operator):
        for path in (
            f"/support/{request.pk}/",
            f"/support/{request.pk}/answer/",
            f"/support/{request.pk}/call-off/",
        ):
            answer = as_person(person).post(path) if path.count("/") > 3 else as_person(person).get(path)
            assert answer.status_code == 404
            assert len(answer.content) == len(missing)
    request.refresh_from_db()
    assert request.status == "asked"


def test_who_stands_in_sees_how_and_by_when_but_never_the_words(
    as_person: As, sam: Member, jo: Member, place: Organisation
) -> None:
    """Decision 20."""
    ali = make_member(name="Ali")
    make_support_contact(organisation=place, member=ali)
    request = asked_by(sam, jo, organisation=place, reach_at="07700 900123")
    assert as_person(ali).get(f"/support/{request.pk}/").status_code == 404
    assert as_person(ali).get("/support/for-me/").context["asked"] == []
    SupportRequest.objects.update(passed_on_at=dates.now())
    page = as_person(ali).get(f"/support/{request.pk}/").content.decode()
    assert [
        each in page
        for each in (CANARY, "Sam asked for a chat", "tel:07700900123", "Only Jo can read what they wrote.")
    ] == [
        False,
        True,
        True,
        True,
    ]
    assert PrivateReading.objects.count() == 0
    assert [each.pk for each in as_person(ali).get("/support/for-me/").context["asked"]] == [request.pk]
    as_person(ali).post(f"/support/{request.pk}/answer/")
    request.refresh_from_db()
    assert request.status == "answered"


def test_who_asked_is_told_when_it_was_passed_on(
    as_person: As, sam: Member, jo: Member, place: Organisation
) -> None:
    request = asked_by(sam, jo, organisation=place, passed_on_at=dates.now())
    page = as_person(sam).get(f"/support/{request.pk}/").content.decode()
    assert "Nobody has been in touch yet. We told other people at Station House that you asked" in page


def test_being_in_touch_closes_it_by_post_only(as_person: As, sam: Member, jo: Member) -> None:
    request = asked_by(sam, jo)
    browser = as_person(jo)
    assert browser.get(f"/support/{request.pk}/answer/").headers["Location"] == f"/support/{request.pk}/"
    request.refresh_from_db()
    assert request.status == "asked"
    answer = browser.post(f"/support/{request.pk}/answer/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == ["Saved. Thank you for being in touch."]
    request.refresh_from_db()
    assert request.status == "answered"
    again = browser.post(f"/support/{request.pk}/answer/")
    assert (again.status_code, "This is settled already." in again.content.decode()) == (403, True)


def test_who_asked_may_call_it_off(as_person: As, sam: Member, jo: Member) -> None:
    request = asked_by(sam, jo)
    refused = as_person(jo).post(f"/support/{request.pk}/call-off/")
    assert (
        refused.status_code,
        "Only the person who asked can call it off." in refused.content.decode(),
    ) == (403, True)
    answer = as_person(sam).post(f"/support/{request.pk}/call-off/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == ["Done. You can ask again at any time."]
    request.refresh_from_db()
    assert request.status == "called_off"


def test_the_inbox_never_shows_the_words(as_person: As, sam: Member, jo: Member) -> None:
    asked_by(sam, jo)
    for person in (sam, jo):
        assert CANARY not in as_person(person).get("/support/for-me/").content.decode()


def test_words_are_shown_as_they_were_written(as_person: As, sam: Member, jo: Member) -> None:
    """Promise S2."""
    request = asked_by(sam, jo, words="<script>alert(1)</script>", reach_at="<b>0117 496 0000</b>")
    page = as_person(jo).get(f"/support/{request.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;" in page
    assert "<script>alert" not in page


def test_every_support_page_is_marked_as_sensitive(as_person: As, sam: Member, jo: Member) -> None:
    request = asked_by(sam, jo)
    for path in ("/support/", "/support/for-me/", f"/support/{request.pk}/"):
        page = as_person(sam).get(path)
        assert "no-store" in page.headers["Cache-Control"]
        assert "Leave this page fast" in page.content.decode()
        assert "<title>Contact – Coproduce</title>" in page.content.decode()


def test_support_is_a_few_queries(
    as_person: As,
    sam: Member,
    jo: Member,
    place: Organisation,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _number in range(10):
        make_support_contact(organisation=place, member=make_member())
        asked_by(sam, jo)
        asked_by(jo, sam)
    browser = as_person(sam)
    for path in ("/support/", "/support/for-me/"):
        with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
            browser.get(path)


def test_support_is_a_few_queries_for_somebody_in_a_project(
    as_person: As,
    member: Membership,
    other_member: Membership,
    facilitator: Membership,
    organisation: Organisation,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    make_support_contact(organisation=organisation, member=make_member())
    make_supporter(project=member.project, member=other_member.member)
    browser = as_person(member.member)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page = browser.get("/support/")
    assert len(page.context["options"]) == 3


def test_an_option_without_a_phone_is_not_among_the_numbers(
    as_person: As, sam: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = make_member(name="Ann")
    monkeypatch.setattr(
        "members.queries.support._providers", [lambda member: [SupportOption(name="Ann", member_id=ann.pk)]]
    )
    page = as_person(sam).get("/support/")
    assert "tel:" + '"' not in page.content.decode()
    as_person(sam).post("/support/", {**ASKING, "who": f"member-{ann.pk}"})
    assert SupportRequest.objects.get().to == ann
