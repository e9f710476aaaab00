from projects.models import Project
from projects.permissions.standing_in import can_confirm_host, can_offer_to_run
from projects.permissions.story import can_choose_story_name, can_write_story
from tests.projects.permissions import made


def test_any_member_offers_to_run_what_nobody_runs() -> None:
    paused = made.membership(of=made.project(status=Project.Status.PAUSED, paused_at=made.NOW))
    assert bool(can_offer_to_run(made.membership(), is_run=False)) is True
    assert bool(can_offer_to_run(paused, is_run=False)) is True
    assert [
        can_offer_to_run(made.membership(), is_run=True).reason,
        can_offer_to_run(made.left(), is_run=False).reason,
        can_offer_to_run(made.in_ended(), is_run=False).reason,
    ] == [
        "Somebody runs this project now. You can ask them to share that.",
        "You are not in this project.",
        "This project has ended. You can still read it.",
    ]


def test_only_somebody_who_offers_is_made_a_host_and_only_while_nobody_is() -> None:
    member = made.membership()
    assert bool(can_confirm_host(member, offers=True, is_run=False)) is True
    assert [
        can_confirm_host(member, offers=False, is_run=False).reason,
        can_confirm_host(made.left(), offers=True, is_run=False).reason,
        can_confirm_host(member, offers=True, is_run=True).reason,
        can_confirm_host(made.in_ended(), offers=True, is_run=False).reason,
    ] == [
        "This person does not offer it any more.",
        "This person does not offer it any more.",
        "Somebody runs this project now.",
        "This project has ended. You can still read it.",
    ]


def test_the_story_is_written_while_the_project_goes_on_and_names_are_chosen_at_any_time() -> None:
    assert (bool(can_write_story(made.membership())), bool(can_write_story(made.in_ended()))) == (True, False)
    assert (bool(can_choose_story_name(made.in_ended())), bool(can_choose_story_name(made.left()))) == (
        True,
        False,
    )
