"""Freezing what rounds say: the picture of each question, the word for each principle."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection, transaction

from principles.adherence import ItemPicture, RowPicture, Sheets, Tally, Word, lower_word, picture_of_item
from principles.models import (
    ItemRelease,
    Principle,
    PrincipleRelease,
    PulseAnswer,
    PulseRound,
    RoundItem,
)
from principles.models.principle import About

AT_A_TIME = 2000
# Only where both sides are shown does an answer keep the side it was given for.
FORGET_SIDES = f"""
    UPDATE {PulseAnswer._meta.db_table} answer SET side = ''
    FROM {ItemRelease._meta.db_table} release
    WHERE release.round_id = ANY(%s) AND NOT release.split AND answer.side <> ''
        AND answer.round_id = release.round_id AND answer.item_id = release.item_id
"""  # noqa: S608 - only names of our own tables are put in


@transaction.atomic
def publish_rounds(
    *,
    rounds: Sequence[PulseRound],
    sheets: Mapping[int, Sheets],
    tallies: Mapping[int, Mapping[int, Tally]],
) -> None:
    """Freeze the picture of these rounds, many at once. The last one given of a project becomes its newest.

    `sheets` and `tallies` are by round; a number that may not be shown is not written.
    """
    items: dict[int, list[tuple[int, int | None]]] = {pulse_round.pk: [] for pulse_round in rounds}
    placed = RoundItem.objects.filter(round__in=items).values_list(
        "round_id", "item_id", "item__principle_id"
    )
    for round_id, item, of_principle in placed:
        items[round_id].append((item, of_principle))
    principles = list(Principle.objects.values_list("pk", flat=True))
    releases: list[ItemRelease] = []
    words: list[PrincipleRelease] = []
    asked = [pulse_round for pulse_round in rounds if pulse_round.about == About.PULSE]
    newest = {pulse_round.project_id: pulse_round.pk for pulse_round in asked}
    for pulse_round in rounds:
        by_principle: dict[int, list[Word]] = {principle: [] for principle in principles}
        for item, place in items[pulse_round.pk]:
            tally = tallies.get(pulse_round.pk, {}).get(item, Tally())
            picture = picture_of_item(tally, sheets.get(pulse_round.pk, Sheets()), pulse_round.k)
            if place is not None:
                by_principle[place].append(picture.word)
            releases.append(_release(pulse_round.pk, item, picture))
        if pulse_round.about == About.PULSE:  # what coproduction is not says nothing about a principle
            is_newest = newest[pulse_round.project_id] == pulse_round.pk
            words += _words(pulse_round, by_principle, latest=is_newest)
    ItemRelease.objects.bulk_create(releases, batch_size=AT_A_TIME)
    PrincipleRelease.objects.filter(project__in=newest, latest=True).update(latest=False)
    PrincipleRelease.objects.bulk_create(words, batch_size=AT_A_TIME)


def forget_sides(*, rounds: Iterable[int]) -> int:
    """Erase the side of answers wherever the sides are not shown. Returns how many answers lost it."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET_SIDES, [list(rounds)])
        return int(cursor.rowcount)


def _words(
    pulse_round: PulseRound, by_principle: Mapping[int, list[Word]], *, latest: bool
) -> list[PrincipleRelease]:
    return [
        PrincipleRelease(
            round=pulse_round,
            project_id=pulse_round.project_id,
            principle_id=principle,
            word=lower_word(words),
            latest=latest,
        )
        for principle, words in by_principle.items()
    ]


def _release(round_id: int, item: int, picture: ItemPicture) -> ItemRelease:
    empty = RowPicture(share="")  # type: ignore[arg-type]
    everyone, lived, staff = picture.everyone or empty, picture.lived or empty, picture.staff or empty
    return ItemRelease(
        round_id=round_id,
        item_id=item,
        word=picture.word,
        shown=picture.shown,
        split=picture.is_split,
        share=everyone.share,
        answered=everyone.answered,
        often=everyone.often,
        lived_share=lived.share,
        lived_answered=lived.answered,
        lived_often=lived.often,
        staff_share=staff.share,
        staff_answered=staff.answered,
        staff_often=staff.often,
        gap=picture.gap or "",
        lower=picture.lower,
    )
