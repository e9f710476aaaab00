"""Tasks and rounds of the made-up projects."""

from coproduce.demo import phrases
from coproduce.demo.bulk import Group, share_out
from coproduce.demo.rows import Filling
from principles.models import PulseAnswer, PulseRound, PulseTicket, RoundItem
from projects.models import Task, TaskPlace

CHOICES = ("always", "mostly", "mostly", "sometimes", "sometimes", "no")


def add_tasks(filling: Filling, groups: list[Group], tasks: int) -> None:
    """So many tasks, more of them where more people are; most are done, some are looking for somebody."""
    for group, number in zip(groups, share_out(tasks, [len(group.members) for group in groups]), strict=True):
        for _task in range(number):
            _add_task(filling, group)


def _add_task(filling: Filling, group: Group) -> None:
    random = filling.random
    chance = random.random()
    status = "done" if chance < 0.8 else "called_off" if chance < 0.83 else "open"
    places = random.choice((1, 1, 1, 2, 3))
    held = (
        min(places, len(group.memberships))
        if status == "done"
        else random.randrange(0, places + 1)
        if status == "open"
        else 0
    )
    held = min(held, len(group.memberships))
    ended = random.randrange(1, group.opened + 1)
    task = filling.add(
        Task,
        project_id=group.project,
        title=f"{random.choice(phrases.VERBS)} {random.choice(phrases.THINGS)}",
        what=random.choice(phrases.WHATS),
        kind=random.choice(phrases.KINDS_OF_TASK),
        minutes=random.choice((None, 10, 20, 30, 45, 60, 90)),
        due_on=filling.day(random.randrange(1, 60)) if status == "open" and random.random() < 0.7 else None,
        at_home=random.random() < 0.4,
        with_someone=random.random() < 0.3,
        thank_you=random.choice(("", "", "£10", "£20")),
        help="Ask whoever runs the project" if random.random() < 0.5 else "",
        helper_id=group.memberships[0] if random.random() < 0.5 else None,
        role_id=random.choice(group.roles) if random.random() < 0.4 else None,
        status=status,
        added_by_id=random.choice(group.members),
        added_at=filling.ago(ended + random.randrange(1, 20)),
        ended_at=filling.ago(ended) if status != "open" else None,
        free_places=places - held,
    )
    holders = random.sample(group.memberships, held)
    for number in range(1, places + 1):
        holder = holders[number - 1] if number <= held else None
        filling.add(
            TaskPlace,
            task_id=task,
            number=number,
            holder_id=holder,
            claimed_at=filling.ago(ended) if holder else None,
        )


def add_rounds(filling: Filling, groups: list[Group], answers: int, items: list[int], k: int) -> None:
    """So many answers over closed rounds; every tenth project has a round open now. Results come from the site's own count."""
    for place, (group, number) in enumerate(
        zip(groups, share_out(answers, [len(g.members) for g in groups]), strict=True)
    ):
        people = len(group.memberships)
        sheets = -(-number // len(items))
        rounds = max(1, -(-sheets // max(1, round(people * 0.8)))) if sheets else 0
        left = number
        for turn, here in enumerate(share_out(sheets, [1.0] * rounds) if rounds else []):
            taken = min(left, here * len(items))
            left -= taken
            _add_closed_round(filling, group, turn + 1, 35 * (rounds - turn), taken, items, k)
        if place % 10 == 3:
            _add_open_round(filling, group, rounds + 1, items, k)


def _add_closed_round(
    filling: Filling, group: Group, number: int, days: int, answers: int, items: list[int], k: int
) -> None:
    people = -(-answers // len(items))
    round_ = filling.add(
        PulseRound,
        project_id=group.project,
        number=number,
        status="closed",
        opens_on=filling.day(-days - 7),
        closes_on=filling.day(-days),
        k=k,
        invited=max(people, len(group.memberships)),
        answered=people if people == 0 or people >= k else None,
    )
    _add_items(filling, round_, items)
    random, add = filling.random, filling[PulseAnswer].add
    mood = random.random()
    left = answers
    lived = people // 2 if people >= 2 * k else 0
    filling.sheets[round_] = (lived, people - lived, 0) if lived else (0, 0, people)
    for person in range(people):
        side = "" if not lived else "lived" if person < lived else "staff"
        for item in items[:left]:
            choice = CHOICES[int(random.random() ** (0.5 + mood) * 6)]
            add(
                round_id=round_,
                item_id=item,
                choice="does_not_fit" if random.random() < 0.01 else choice,
                side=side,
            )
        left -= len(items[:left])


def _add_open_round(filling: Filling, group: Group, number: int, items: list[int], k: int) -> None:
    round_ = filling.add(
        PulseRound,
        project_id=group.project,
        number=number,
        status="open",
        opens_on=filling.day(-3),
        closes_on=filling.day(4),
        k=k,
        invited=len(group.members),
    )
    _add_items(filling, round_, items)
    for member in group.members:
        filling.add(PulseTicket, round_id=round_, member_id=member)


def _add_items(filling: Filling, round_: int, items: list[int]) -> None:
    for item in items:
        filling.add(RoundItem, round_id=round_, item_id=item)
