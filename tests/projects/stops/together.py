"""How a group works together: its limits, what it does not know yet, and what it wrote for itself."""

from datetime import timedelta

from projects.actions.agreement import change_agreement, confirm_agreement
from projects.actions.limit import add_limit
from projects.actions.thought import add_thought
from projects.actions.unknown import add_unknown, write_down_found
from projects.models import Agreement, Given, Project
from tests.factories.projects import make_membership, make_project
from tests.projects.pages import Brochure, Stop

MEANING, RULES = Agreement.Kind.MEANING, Agreement.Kind.GROUND_RULES
LOGO = {"what": "The logo", "whose_rule": "The council", "movable": "no"}


def make_stops() -> list[Stop]:
    """The pages as a member, a host and somebody in a project that begins or is paused see them."""
    house = Brochure()
    _fill(house)
    begins = make_project(organisation=house.house, name="A project that begins")
    make_membership(project=begins, member=house.sam)
    paused = make_project(name="A project at rest", status=Project.Status.PAUSED, paused_at=house.now)
    make_membership(project=paused, member=house.sam)
    Agreement.objects.create(project=paused, kind=RULES, words="We let people finish.")
    return [
        *_limits(house),
        *_unknowns(house),
        *_agreements(house),
        *_elsewhere(house, begins, "begins"),
        *_elsewhere(house, paused, "paused"),
    ]


def _fill(house: Brochure) -> None:
    add_limit(
        by=house.host, what="£400 for printing", whose_rule="Station House", why="That is what is left this year.",
        movable=True, until=house.today + timedelta(days=90), who_can_change="Maya at Station House", now=house.now,
    )  # fmt: skip
    Given.objects.create(
        project=house.project,
        what="The old leaflet stays on the wall",
        whose_rule="The café",
        until=house.today - timedelta(days=3),
    )
    Given.objects.create(project=house.project, what="No photos", whose_rule="The ward", lifted_at=house.now)
    house.colour = add_unknown(  # type: ignore[attr-defined]
        by=house.member, what="Can we print in colour?", finder_id=house.staff.pk,
        by_day=house.today + timedelta(days=5), now=house.now,
    )  # fmt: skip
    add_unknown(by=house.other, what="Who else reads it?", finder_id=None, by_day=None, now=house.now)
    room = add_unknown(by=house.other, what="Is the room free?", finder_id=None, by_day=None, now=house.now)
    write_down_found(by=house.staff, pk=room.pk, version=1, found="Yes, on Fridays.", now=house.now)
    house.room = room  # type: ignore[attr-defined]
    words = "We let people finish.\nAnyone may take a break."
    rules = change_agreement(
        by=house.other, kind=RULES, version=1, words=words, review_on=house.today, now=house.now
    )
    for who in (house.host, house.member):
        confirm_agreement(by=who, kind=RULES, version=2, now=house.now)
    add_thought(by=house.staff, about=rules, words="And phones off?", by_name=True, now=house.now)


def _limits(house: Brochure) -> list[Stop]:
    sam, amina, at = house.sam, house.amina, house.at
    edit = at("limit-edit", house.limit.pk)
    return [
        Stop("limits", at("limits"), sam),
        Stop("limits of a host", at("limits"), amina),
        Stop("limits that stood", at("limits") + "?show=over", sam),
        Stop("limits that stood, of a host", at("limits") + "?show=over", amina),
        Stop("add a limit", at("limit-new"), amina),
        Stop("add a limit, with a problem", at("limit-new"), amina, {"until": "long ago"}),
        Stop("change a limit", edit, amina),
        Stop("change a limit, two texts", edit, amina, {**LOGO, "version": "7"}, status=409),
    ]


def _unknowns(house: Brochure) -> list[Stop]:
    sam, at = house.sam, house.at
    colour, room = house.colour.pk, house.room.pk  # type: ignore[attr-defined]
    asks = at("unknown-new") + f"?limit={house.limit.pk}"
    return [
        Stop("not known", at("not-known"), sam),
        Stop("found out", at("not-known") + "?show=found", sam),
        Stop("add an unknown", at("unknown-new"), sam),
        Stop("ask about a limit", asks, sam),
        Stop("add an unknown, with a problem", at("unknown-new"), sam, {"by_day": "31 February"}),
        Stop("change an unknown", at("unknown-edit", colour), sam),
        Stop(
            "change an unknown, two texts",
            at("unknown-edit", colour),
            sam,
            {"version": "7", "what": "Can we print in gold?"},
            status=409,
        ),
        Stop("change an unknown that was found", at("unknown-edit", room), sam),
        Stop("what was found", at("unknown-found", colour), sam),
        Stop("change what was found", at("unknown-found", room), sam),
        Stop("what was found, with a problem", at("unknown-found", colour), sam, {"version": "1"}),
        Stop(
            "what was found, two texts",
            at("unknown-found", room),
            sam,
            {"version": "1", "found": "No."},
            status=409,
        ),
    ]


def _agreements(house: Brochure) -> list[Stop]:
    sam, jo, at = house.sam, house.jo, house.at
    edit, posts = at("agreement-edit", RULES.value), {"version": "1", "words": "We are kind."}
    return [
        Stop("how we work together", at("agreements"), sam),
        Stop("ground rules", at("agreement", RULES.value), jo),
        Stop("ground rules that I go along with", at("agreement", RULES.value), sam),
        Stop("ground rules, just changed", at("agreement-confirm", RULES.value), jo, {"version": "1"}, status=409),
        Stop("what we mean, nothing yet", at("agreement", MEANING.value), sam),
        Stop("write what we mean", at("agreement-edit", MEANING.value), sam),
        Stop("write what we mean, with a problem", at("agreement-edit", MEANING.value), sam, {"version": "1"}),
        Stop("change the ground rules", edit, sam),
        Stop("change the ground rules, two texts", edit, sam, posts, status=409),
        Stop("ground rules, a thought with a problem", at("agreement-thought", RULES.value), sam, {"words": ""}),
    ]  # fmt: skip


def _elsewhere(house: Brochure, project: Project, how: str) -> list[Stop]:
    base = f"/projects/{project.address}"
    pages = {
        "limits": "/limits/",
        "not known": "/limits/not-known/",
        "add an unknown": "/limits/not-known/new/",
        "how we work": "/together/",
        "rules": "/together/rules/",
        "write the rules": "/together/rules/edit/",
    }
    return [Stop(f"{name}, {how}", base + path, house.sam) for name, path in pages.items()]
