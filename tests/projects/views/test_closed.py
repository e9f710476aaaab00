"""In a paused project, what one said of oneself can be taken back with one press."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.models import Need
from projects.actions.ending import pause_project
from projects.actions.membership import say_experience
from projects.actions.need import say_and_share_needs
from projects.models import Membership
from tests.trust.crawler import read

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Membership], Client]


@pytest.fixture
def sam(as_person: AsPerson, facilitator: Membership, member: Membership) -> Client:
    """Sam's browser, in a project that is paused after Sam said, shared and chose things."""
    say_experience(by=member, kinds=["lived"], audience="project", now=dates.now())
    needs = {Need.Kind.BREAKS: "", Need.Kind.OWN_WORDS: "A seat near the “door” & window"}
    say_and_share_needs(by=member, needs=needs, audience="hosts", each={"breaks": "project"}, now=dates.now())
    Membership.objects.filter(pk=member.pk).update(
        support_person=facilitator.member,
        check_in_rhythm="weekly",
        check_in_from=dates.today("Europe/London"),
    )
    pause_project(by=facilitator, words="", back_on=None, now=dates.now())
    return as_person(member)


def press(browser: Client, member: Membership, page: str) -> Membership:
    """Press the only button of the page; the place as it is then. The page then has no button any more."""
    url = reverse(f"projects:{page}", args=[member.project.address])
    [form] = [form for form in read(browser.get(url), url).forms if form.action == url]
    assert browser.post(url, form.filled()).status_code == 302
    assert [form for form in read(browser.get(url), url).forms if form.action == url] == []
    return Membership.objects.get(pk=member.pk)


def test_what_one_brings_is_taken_back(sam: Client, member: Membership) -> None:
    after = press(sam, member, "experience")
    assert (after.experiences.count(), after.experience_audience) == (0, "totals")


def test_check_ins_end_and_nobody_is_chosen(sam: Client, member: Membership) -> None:
    after = press(sam, member, "check-in-rhythm")
    assert (after.check_in_rhythm, after.support_person) == ("never", None)


def test_needs_are_seen_by_nobody_here_and_stay_with_their_owner(sam: Client, member: Membership) -> None:
    after = press(sam, member, "needs")
    assert (after.needs_audience, after.need_audiences.count(), after.adaptations.count()) == ("me", 0, 0)
    assert sorted(Need.objects.values_list("kind", "words")) == [
        ("breaks", ""),
        ("own_words", "A seat near the “door” & window"),
    ]
