"""Several organisations in one project: asking, answering, leaving, and how each works."""

from django.urls import reverse

from coproduce.lib import dates
from projects.actions.organisation import answer_asking, ask_organisation, write_card
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.projects import make_membership, make_project
from tests.projects.pages import Stop

CARD = {
    "timescales": "A yes takes about two weeks.\nA payment takes four.",
    "rules": "Everyone signs a form on the first day.",
    "words": "“Panel” is the group that says yes to money.",
    "who_decides": "The manager, up to £500. Above that, the board.",
}


def make_stops() -> list[Stop]:
    """Hope House takes part, River Trust is asked, and many others could be."""
    now = dates.now()
    station, hope, river = (
        make_organisation(name=name, slug=f"one-of-three-{number}")
        for number, name in enumerate(("Station House", "Hope House", "River Trust"))
    )
    amina, sam, kwame, olu = (make_member(name=name) for name in ("Amina", "Sam", "Kwame", "Olu"))
    make_organisation_role(organisation=station, member=amina, role="facilitator")
    make_organisation_role(organisation=hope, member=kwame, role="lead")
    make_organisation_role(organisation=river, member=olu, role="facilitator")
    project = make_project(organisation=station, name="A better welcome at the drop-in")
    host = make_membership(project=project, member=amina, is_host=True)
    make_membership(project=project, member=sam)
    taking = ask_organisation(by=host, organisation=hope, now=now)
    answer_asking(by=kwame, pk=taking.pk, says_yes=True)
    asked = ask_organisation(by=host, organisation=river, now=now)
    write_card(by=amina, organisation=station, version=1, changes=CARD, now=now)
    for number in range(25):
        house = make_organisation(name=f"House {number:02}")
        make_organisation_role(organisation=house, member=make_member(), role="lead")

    def at(name: str) -> str:
        return reverse(f"projects:{name}", args=[project.address])

    card = reverse("projects:organisation-card", args=[station.slug])
    return [
        Stop("organisations", at("organisations"), sam),
        Stop("organisations of a host", at("organisations"), amina),
        Stop("organisation to ask", at("organisation-ask"), amina),
        Stop("organisation to ask, by name", at("organisation-ask") + "?name=House 1", amina),
        Stop("organisation to ask, none", at("organisation-ask") + "?name=zzz", amina),
        Stop("organisation to ask, with a problem", at("organisation-ask"), amina, {}),
        Stop("organisation that is asked", reverse("projects:taking-part", args=[asked.pk]), olu),
        Stop("organisation that takes part", reverse("projects:taking-part", args=[taking.pk]), kwame),
        Stop("organisation, what asks", reverse("projects:taking-part-list"), olu),
        Stop("organisation, nothing asks", reverse("projects:taking-part-list"), sam),
        Stop("organisation, its card", f"{card}?project={project.address}", amina),
        Stop("organisation, its card, two texts", card, amina, {"version": "1", "rules": "New"}, status=409),
        Stop("organisation, its card, with a problem", card, amina, {"version": "2", "rules": "x" * 501}),
    ]
