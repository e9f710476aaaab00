"""The purpose: writing its words, saying what one thinks of them, and looking at them again."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.records import note_change
from projects.lib.purpose import is_agreed
from projects.messages.purpose import PURPOSE_ASKED_KIND, taking_part, version_of
from projects.models import CountAs, Membership, Project, PurposeAnswer, PurposeVersion
from projects.permissions.purpose import can_say_to_purpose, can_write_purpose

__all__ = [
    "CountAs",
    "WordsChanged",
    "ask_again",
    "call_asking_off",
    "newest_words",
    "put_words_right",
    "say_to_purpose",
    "settle_after_leaving",
    "take_question_back",
    "write_purpose",
]


class WordsChanged(Refused):
    """Somebody wrote new words for the purpose meanwhile: an answer to the old ones is not kept."""


@transaction.atomic
def write_purpose(
    *, by: Membership, words: str, version: int | None = None, now: datetime
) -> PurposeVersion | None:
    """A host writes new words: a draft again, until people with lived experience agree (decision 10). Others are asked.

    The same words again change nothing. `version` is the number of the words that the page showed; with it, raises
    Clash when there are newer ones (promise C2). Raises Refused.
    """
    require(can_write_purpose(by))
    take_question_back(project_id=by.project_id)
    project = Project.objects.select_for_update(no_key=True).get(pk=by.project_id)
    last = newest_words(project=project)
    if version is not None and version != (last.number if last else 0):
        raise Clash({"words": project.purpose, "version": last.number if last else 0})
    if project.purpose == words and last is not None:
        _ask(last, but=by, now=now)
        return last
    purpose = None
    if words:
        purpose = PurposeVersion.objects.create(
            project=project,
            number=last.number + 1 if last else 1,
            words=words,
            written_by=by,
            written_at=now,
        )
        _ask(purpose, but=by, now=now)
    Project.objects.filter(pk=project.pk).update(
        purpose=words, purpose_status=Project.PurposeStatus.DRAFT, version=F("version") + 1
    )
    note_change(project_id=project.pk)
    return purpose


@transaction.atomic
def say_to_purpose(
    *, by: Membership, version_number: int, says: str, count_as: str, words: str = "", now: datetime
) -> PurposeVersion:
    """A member says by name what they think of the words, counted as they ask; it may settle them, or open them again.

    Raises WordsChanged when the words are not those that the page showed, and Refused.
    """
    require(can_say_to_purpose(by))
    withdraw_messages(kind=PURPOSE_ASKED_KIND, recipient=by.member, scope_id=by.project_id)
    project = Project.objects.select_for_update(no_key=True).get(pk=by.project_id)
    purpose = newest_words(project=project)
    if purpose is None or purpose.number != version_number or not project.purpose:
        raise WordsChanged(_("Somebody wrote new words while you were reading. Your answer was not kept."))
    PurposeAnswer.objects.update_or_create(
        version=purpose,
        membership=by,
        asking=purpose.asking,
        defaults={"says": says, "count_as": count_as, "words": words, "said_at": now},
    )
    _settle(project, purpose, now)
    note_change(project_id=project.pk)
    return purpose


def _settle(project: Project, purpose: PurposeVersion, now: datetime) -> None:
    """Agreed or a draft, from the answers of those who are still here; the project's row is locked."""
    answers = PurposeAnswer.objects.filter(version=purpose, asking=purpose.asking)
    gone = answers.filter(count_as=CountAs.LIVED).exclude(membership__status=Membership.Status.ACTIVE)
    agreed = is_agreed(
        answers.filter(membership__status=Membership.Status.ACTIVE).values_list("says", "count_as"),
        was_agreed=project.purpose_status == Project.PurposeStatus.AGREED,
        stands=purpose.asking > 1 or gone.exists(),
    )
    status = Project.PurposeStatus.AGREED if agreed else Project.PurposeStatus.DRAFT
    Project.objects.filter(pk=project.pk).update(purpose_status=status)
    if agreed and purpose.agreed_at is None:
        purpose.agreed_at = now
        purpose.save(update_fields=["agreed_at"])


@transaction.atomic
def put_words_right(*, project: Project, words: str) -> None:
    """An operator puts words right that cannot stay: the newest line of the history says these, and the old ones are
    gone. Nobody has agreed to them: they are a draft, and answers to the old ones count no more.
    """
    take_question_back(project_id=project.pk)
    held = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    purpose = newest_words(project=held)
    if purpose is not None:
        purpose.words, purpose.agreed_at = words, None
        purpose.asking, purpose.asked_again_for = purpose.asking + 1, ""
        purpose.save(update_fields=["words", "agreed_at", "asking", "asked_again_for"])
    Project.objects.filter(pk=held.pk).update(
        purpose=words, purpose_status=Project.PurposeStatus.DRAFT, version=F("version") + 1
    )
    note_change(project_id=held.pk, also_when_closed=True)


def settle_after_leaving(*, project_id: int, now: datetime) -> None:
    """Somebody left, so their answer does not count any more: a draft may be agreed now. What is agreed stays so.

    In the caller's transaction, which holds memberships already.
    """
    project = Project.objects.select_for_update(no_key=True).get(pk=project_id)
    is_draft = project.purpose and project.purpose_status == Project.PurposeStatus.DRAFT
    if is_draft and project.status == Project.Status.OPEN and (purpose := newest_words(project=project)):
        _settle(project, purpose, now)


def newest_words(*, project: Project) -> PurposeVersion | None:
    """The words that stand now, with the project's row locked. Words from before there was a history become its first line."""
    last = PurposeVersion.objects.filter(project=project).first()
    if last is None and project.purpose:
        agreed = project.purpose_status == Project.PurposeStatus.AGREED
        return PurposeVersion.objects.create(
            project=project,
            number=1,
            words=project.purpose,
            written_at=project.opened_at,
            agreed_at=project.opened_at if agreed else None,
        )
    return last


def ask_again(*, project: Project, milestone: str, now: datetime) -> PurposeVersion | None:
    """The group looks at the same words again, because it reached a milestone (seed 14). The project's row is locked.

    The words stay agreed, or a draft, until somebody answers. Nothing happens where there are no words yet.
    """
    purpose = newest_words(project=project)
    if purpose is None or not project.purpose:
        return None
    purpose.asking += 1
    purpose.asked_again_for = milestone
    purpose.save(update_fields=["asking", "asked_again_for"])
    _ask(purpose, but=None, now=now)
    return purpose


def call_asking_off(*, project: Project, milestone: str) -> None:
    """The milestone was not reached after all: nobody is asked, unless somebody answered already."""
    purpose = newest_words(project=project)
    if purpose is None or purpose.asking == 1 or purpose.asked_again_for != milestone:
        return
    if not purpose.answers.filter(asking=purpose.asking).exists():
        purpose.asking -= 1
        purpose.asked_again_for = ""
        purpose.save(update_fields=["asking", "asked_again_for"])


def take_question_back(*, project_id: int) -> None:
    """What waits to be sent about the purpose is not sent. Before the project is locked: everybody takes messages first."""
    withdraw_messages(kind=PURPOSE_ASKED_KIND, scope_id=project_id)


def _ask(purpose: PurposeVersion, *, but: Membership | None, now: datetime) -> None:
    """Those who take part and have not answered hear once that the words wait for them."""
    answered = purpose.answers.filter(asking=purpose.asking).values("membership")
    readers = taking_part([purpose.project_id]).exclude(pk__in=answered)
    if but is not None:
        readers = readers.exclude(pk=but.pk)
    write_messages(
        MessageRow(
            kind=PURPOSE_ASKED_KIND,
            recipient_id=member,
            subject_id=purpose.pk,
            scope_id=purpose.project_id,
            version=version_of(purpose),
            due_at=now,
        )
        for member in readers.values_list("member_id", flat=True)
    )
