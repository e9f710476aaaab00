"""What people who run a project can do and others cannot, in plain words (seed 74). It must be all there is, and true.

A test compares `covers` with every page that only hosts open and every rule that asks whether somebody hosts: whoever
adds a power writes it down here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Power:
    """One thing that only hosts can do. `covers`: the names of its pages, and of the rules that ask for a host."""

    key: str
    words: str | Promise
    covers: frozenset[str]


def _covers(*names: str) -> frozenset[str]:
    return frozenset(names)


POWERS = (
    Power(
        "words",
        _("Write the pages of the project: its name, what it makes, and what people get."),
        _covers("can_edit_project", "projects:edit", "projects:set-up"),
    ),
    Power(
        "purpose",
        _("Write the words of the purpose. Everyone says whether they fit."),
        _covers("can_write_purpose", "projects:purpose-words"),
    ),
    Power(
        "limits",
        _("Write down the limits, take them away, and say who supports people here."),
        _covers(
            "projects:limit-new", "projects:limit-edit", "projects:limit-put-back", "projects:limit-remove"
        ),
    ),
    Power(
        "invite",
        _("Invite people, and end invitations."),
        _covers(
            "can_invite", "can_end_invitation",
            "projects:invite", "projects:invite-link", "projects:invitation-sheet", "projects:invitation-end",
        ),
    ),
    Power(
        "organisations",
        _("Ask other organisations to take part."),
        _covers("organisations", "projects:organisation-ask", "projects:taking-part-take-back"),
    ),
    Power(
        "needs",
        _("See what people need, if they share it, and set it up."),
        _covers(
            "can_see_need", "can_see_need_without_name", "can_set_adaptation", "projects:shared-needs",
            "projects:adaptation", "projects:check-on",
        ),
    ),
    Power(
        "shared-with-hosts",
        _("See what people choose to share only with those who run it."),
        _covers("experience_shown", "can_read_call_answer"),
    ),
    Power("tasks", _("Change or take away any task."), _covers("can_edit_task")),
    Power(
        "sign-offs",
        _("Write down what somebody outside said, when a task asks for their yes."),
        _covers("can_answer_sign_off"),
    ),
    Power("roles", _("Change the words of a role that somebody else has."), _covers("can_edit_role")),
    Power(
        "outputs",
        _("Take away something to make that nobody has put work into, as the person who added it can."),
        _covers("can_remove_output"),
    ),
    Power(
        "questions",
        _("Share a question of ours with other projects, as the person who added it can."),
        _covers("can_share_question"),
    ),
    Power(
        "rounds",
        _("Ask everyone what they think, in a round of questions. Call a round off."),
        _covers(
            "can_open_round", "can_call_off_round", "principles:round-open", "principles:round-call-off",
            "principles:what-it-is-not-ask",
        ),
    ),
    Power(
        "pause",
        _("Pause the project, let it go on, or end it."),
        _covers("_host", "projects:pause", "projects:resume", "projects:end", "projects:reopen"),
    ),
    Power(
        "sharing",
        _("Ask someone to run it too, and stop running it."),
        _covers(
            "can_offer_hosting", "can_take_hosting", "can_stop_hosting", "projects:host-powers-ask",
            "projects:stop-running",
        ),
    ),
)  # fmt: skip
