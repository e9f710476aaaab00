"""Reading all of it in one go before it is finished (seed 59)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from members.actions.message import MessageRow, write_messages
from projects.actions.output import locked_output
from projects.actions.records import note_change
from projects.messages.output import READ_THROUGH_KIND
from projects.models import Membership, Output, ReadThrough
from projects.permissions.output import (
    can_ask_for_reading,
    can_finish_output,
    can_read_through,
    can_reopen_output,
)


class NewerWords(Refused):
    """Somebody added a version while all of it was being read. `newest` is its id."""

    def __init__(self, newest: int) -> None:
        super().__init__(
            _("There is a newer version than the one you read. Look at it too, then save again.")
        )
        self.newest = newest


@transaction.atomic
def ask_for_reading(*, by: Membership, pk: int, now: datetime) -> Output:
    """The group would like somebody to read all of it. Who holds the thread is told. Raises Refused."""
    output = locked_output(by=by, pk=pk)
    require(can_ask_for_reading(by, output, has_versions=output.versions.exists()))
    output.status = Output.Status.READING
    output.save(update_fields=["status"])
    holder = output.thread_holder
    if holder is not None and holder.pk != by.pk and holder.is_active and not holder.is_resting:
        last = output.read_throughs.aggregate(last=Max("pk"))["last"] or 0
        write_messages(
            [
                MessageRow(
                    kind=READ_THROUGH_KIND,
                    recipient_id=holder.member_id,
                    subject_id=output.pk,
                    scope_id=output.project_id,
                    version=f"after-{last}",  # asked once more without a reading in between, it is the same question
                    due_at=now,
                )
            ]
        )
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def read_through(
    *, by: Membership, pk: int, holds_together: bool, words: str = "", seen: int | None = None, now: datetime
) -> ReadThrough:
    """It holds together; or what would help first, and then the group goes on making it.

    `seen` is the id of the newest version that stood there when the page was opened: of words that nobody read, nobody
    says that they hold together. Raises NewerWords, and Refused.
    """
    output = locked_output(by=by, pk=pk)
    require(can_read_through(by, output))
    newest = output.versions.aggregate(newest=Max("pk"))["newest"] or 0
    if holds_together and seen is not None and newest > seen:
        raise NewerWords(newest)
    reading = ReadThrough.objects.create(
        output=output, by=by, holds_together=holds_together, words=words, read_at=now
    )
    if not holds_together:
        output.status = Output.Status.MAKING
        output.save(update_fields=["status"])
    note_change(project_id=by.project_id)
    return reading


@transaction.atomic
def finish_output(*, by: Membership, pk: int, now: datetime) -> Output:
    """It is finished: read through, and it holds together. Raises Refused."""
    output = locked_output(by=by, pk=pk)
    newest = output.versions.aggregate(newest=Max("made_at"))["newest"]
    require(can_finish_output(by, output, output.read_throughs.first(), newest))
    output.status, output.finished_at = Output.Status.FINISHED, now
    output.save(update_fields=["status", "finished_at"])
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def reopen_output(*, by: Membership, pk: int) -> Output:
    """The group goes on making it. Raises Refused."""
    output = locked_output(by=by, pk=pk)
    require(can_reopen_output(by, output))
    output.status, output.finished_at = Output.Status.MAKING, None
    output.save(update_fields=["status", "finished_at"])
    note_change(project_id=by.project_id)
    return output
