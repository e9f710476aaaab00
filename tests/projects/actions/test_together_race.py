"""Two at once: nobody's words vanish, and nobody goes along with words that they have not read."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from projects.actions.agreement import change_agreement, confirm_agreement
from projects.actions.unknown import write_down_found
from projects.models import Agreement, AgreementConfirmation, Membership, Unknown
from tests.at_once import all_at_once
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def people(number: int) -> list[Membership]:
    """That many people of one project."""
    project = make_project()
    return [make_membership(project=project) for _each in range(number)]


def test_C2_of_many_who_write_the_first_words_one_is_kept_and_the_others_see_it() -> None:
    def writes(by: Membership) -> Callable[[], str]:
        def act() -> str:
            change_agreement(
                by=by, kind="rules", version=1, words=f"Words of {by.pk}", review_on=None, now=dates.now()
            )
            return "kept"

        return act

    everybody = people(8)
    assert all_at_once([writes(by) for by in everybody]) == {"kept": 1, "Clash": 7}
    agreement = Agreement.objects.get()
    assert (agreement.words, agreement.version) == (f"Words of {agreement.changed_by_id}", 2)


def test_going_along_and_changing_at_once_never_leaves_a_yes_to_unread_words() -> None:
    writer, *readers = people(7)
    made = Agreement.objects.create(project=writer.project, kind="rules", words="We listen.", version=2)

    def goes_along(by: Membership) -> Callable[[], str]:
        def act() -> str:
            confirm_agreement(by=by, kind="rules", version=2, now=dates.now())
            return "went along"

        return act

    def writes() -> str:
        change_agreement(
            by=writer, kind="rules", version=2, words="We rest.", review_on=None, now=dates.now()
        )
        return "written"

    found = all_at_once([writes, *(goes_along(by) for by in readers)])
    said = list(AgreementConfirmation.objects.filter(agreement=made).values_list("version", flat=True))
    assert (found["written"], found["went along"] + found["Clash"]) == (1, 6)
    assert said == [2] * found["went along"]
    assert Agreement.objects.get().version == 3


def test_C2_of_many_who_found_something_one_is_kept_and_the_others_see_it() -> None:
    everybody = people(6)
    unknown = Unknown.objects.create(project=everybody[0].project, what="Colour?")

    def finds(by: Membership) -> Callable[[], str]:
        def act() -> str:
            write_down_found(by=by, pk=unknown.pk, version=1, found=f"Found by {by.pk}", now=dates.now())
            return "kept"

        return act

    assert all_at_once([finds(by) for by in everybody]) == {"kept": 1, "Clash": 5}
    assert Unknown.objects.get().version == 2
