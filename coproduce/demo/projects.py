"""Puts the demo's organisation and its four projects into the database."""

from coproduce.demo.people import BY_KEY, PHONE
from coproduce.demo.rows import Filling
from coproduce.demo.stories import STORIES, TRAINING
from coproduce.demo.words import Story, Work
from members.models import Need, Organisation, OrganisationRole, SupportContact, SupportRequest
from projects.lib.tokens import hashed, invitation_token
from projects.models import (
    Adaptation,
    CheckIn,
    Experience,
    Given,
    HandBackNote,
    Invitation,
    Membership,
    NeedAudience,
    Project,
    ProjectOrganisation,
    Supporter,
    Task,
    TaskPlace,
    TaskRole,
    TaskRoleHolder,
)

HOURS = "Monday to Friday, 9 to 5"
OUTSIDE = "0117 496 0009"


def add_organisation(filling: Filling, people: dict[str, int]) -> int:
    """Kettle Lane, with its lead, its facilitator and the people it offers to talk to; its number."""
    number = filling.add(
        Organisation,
        name="Kettle Lane",
        slug="kettle-lane",
        contact_name="Maya Castellanos",
        contact_phone=OUTSIDE,
        contact_email="maya@example.org",
        emergency_text="If you are not safe now, call 999. Day or night, Samaritans are on 116 123. Both are free.",
        data_controller="Kettle Lane (made up for this demo)",
        privacy_notice="Kettle Lane keeps what you tell us for as long as you take part, and no longer.",
        opened_at=filling.ago(120),
    )
    for who, role in (("ruth", "lead"), ("amina", "facilitator"), ("priya", "facilitator")):
        filling.add(
            OrganisationRole,
            organisation_id=number,
            member_id=people[who],
            role=role,
            appointed_at=filling.ago(100),
        )
    contacts: tuple[tuple[str | None, str, str, str, str], ...] = (
        ("jo", "Jo Ferreira-Nunes", "peer supporter", PHONE, HOURS),
        (None, "Maya Castellanos", "outside all projects", OUTSIDE, "Tuesday to Thursday, 10 to 4"),
    )
    for key, name, what, phone, hours in contacts:
        filling.add(
            SupportContact,
            organisation_id=number,
            member_id=people[key] if key else None,
            name=name,
            what=what,
            phone=phone,
            hours=hours,
            appointed_at=filling.ago(100),
        )
    return number


def add_projects(
    filling: Filling, organisation: int, people: dict[str, int]
) -> dict[str, tuple[int, dict[str, int]]]:
    """The four projects; for each name its number and the memberships of its people, by key."""
    found = {}
    for story in STORIES:
        project = _add_project(filling, story, organisation, people)
        memberships = _add_places(filling, story, project, people)
        roles = _add_parts(filling, story, project, memberships)
        for work in story.work:
            _add_task(filling, work, project, story, memberships, roles, people)
        found[story.name] = (project, memberships)
    return found


def _add_project(filling: Filling, story: Story, organisation: int, people: dict[str, int]) -> int:
    host = next(place.who for place in story.places if place.is_host)
    project: int = filling.add(
        Project,
        name=story.name,
        purpose=story.purpose,
        purpose_status="agreed" if story.agreed else "draft",
        what_it_makes=story.makes,
        time_asked=story.time,
        what_people_get=story.gives,
        ways_to_take_part=story.ways,
        not_known=story.not_known,
        template=story.template,
        meet_before=story.meet_before,
        brief_set_on=filling.day(-story.brief) if story.brief else None,
        brief_set_by=story.brief_by,
        opened_by_id=people[host],
        opened_at=filling.ago(story.opened),
    )
    filling.add(ProjectOrganisation, project_id=project, organisation_id=organisation, part="home")
    for limit in story.limits:
        filling.add(
            Given,
            project_id=project,
            what=limit.what,
            whose_rule=limit.whose_rule,
            why=limit.why,
            movable=limit.movable,
            who_can_change=limit.who,
            until=filling.day(limit.until) if limit.until else None,
            added_at=filling.ago(story.opened),
        )
    for key in story.supporters:
        filling.add(Supporter, project_id=project, member_id=people[key], hours=HOURS, phone=PHONE)
    return project


def _add_places(filling: Filling, story: Story, project: int, people: dict[str, int]) -> dict[str, int]:
    memberships = {}
    for order, place in enumerate(story.places):
        rhythm = place.rhythm
        membership = memberships[place.who] = filling.add(
            Membership,
            project_id=project,
            member_id=people[place.who],
            is_host=place.is_host,
            way=place.way,
            experience_audience="project" if place.audience == "project" else "totals",
            needs_audience=place.audience,
            needs_asked=place.audience != "me",
            support_person_id=people[place.support] if place.support else None,
            check_in_rhythm=rhythm,
            check_in_from=filling.day(-20) if rhythm != "never" else None,
            joined_at=filling.ago(story.opened - min(order, 5)),
        )
        for kind in place.kinds:
            filling.add(Experience, membership_id=membership, kind=kind)
    return memberships


def _add_parts(filling: Filling, story: Story, project: int, memberships: dict[str, int]) -> dict[str, int]:
    roles = {}
    for part in story.parts:
        roles[part.name] = filling.add(
            TaskRole,
            project_id=project,
            name=part.name,
            involves=part.involves,
            may_decide=part.may_decide,
            time=part.time,
            support=part.support,
            pay=part.pay,
            ending=part.ending,
            added_at=filling.ago(story.opened - 2),
        )
        for key in part.played_by:
            filling.add(
                TaskRoleHolder,
                role_id=roles[part.name],
                membership_id=memberships[key],
                taken_at=filling.ago(story.opened - 6),
            )
    return roles


def _add_task(
    filling: Filling,
    work: Work,
    project: int,
    story: Story,
    memberships: dict[str, int],
    roles: dict[str, int],
    people: dict[str, int],
) -> None:
    ended = work.done if work.done is not None else work.called_off
    status = "done" if work.done is not None else "called_off" if work.called_off is not None else "open"
    task = filling.add(
        Task,
        project_id=project,
        title=work.title,
        what=work.what,
        why=work.why,
        kind=work.kind,
        minutes=work.minutes,
        due_on=filling.day(work.due) if work.due is not None else None,
        where=work.where,
        at_home=work.at_home,
        with_someone=work.with_someone,
        thank_you=work.thank_you,
        help=work.help,
        helper_id=memberships.get(work.helper),
        role_id=roles.get(work.role),
        content_notice=work.notice,
        status=status,
        ended_at=filling.ago(ended) if ended is not None else None,
        added_by_id=people[next(place.who for place in story.places if place.is_host)],
        added_at=filling.ago(min(story.opened, (ended or 0) + 12)),
        free_places=max(work.places, len(work.held_by)) - len(work.held_by),
    )
    for number in range(1, max(work.places, len(work.held_by)) + 1):
        held = number <= len(work.held_by)
        filling.add(
            TaskPlace,
            task_id=task,
            number=number,
            holder_id=memberships[work.held_by[number - 1]] if held else None,
            claimed_at=filling.ago((ended or 0) + 5) if held else None,
        )
    if work.note:
        filling.add(HandBackNote, task_id=task, words=work.note)


def add_care(
    filling: Filling,
    organisation: int,
    people: dict[str, int],
    projects: dict[str, tuple[int, dict[str, int]]],
) -> None:
    """What people need, check-ins, support asked for, and invitations."""
    booklet, memberships = projects[STORIES[0].name]
    _add_adaptations(filling, people, memberships)
    check_ins = (
        ("sam", "jo", "ok", 13, "Page 2 is harder than I thought. I am getting there.", True, False),
        ("sam", "jo", "good", 6, "", True, False),
        ("max", "amina", "good", 6, "I liked reading aloud.", False, False),
        ("priya", "jo", "not_great", 20, "Too much at work this week.", False, True),
        ("layla", "jo", "not_great", 6, "The page about the day brings things back.", False, True),
    )
    for who, to, feeling, days, words, from_message, wants_chat in check_ins:
        filling.add(
            CheckIn,
            membership_id=memberships[who],
            to_id=people[to],
            prompted_for=filling.day(-days),
            feeling=feeling,
            words=words,
            from_message=from_message,
            wants_chat=wants_chat,
            sent_at=filling.ago(days, 3),
            heard_at=filling.ago(days - 1) if days > 10 else None,
        )
    requests = (
        ("layla", "jo", "call", "this_week", "Could we talk before I write more of page 5?", 2, None),
        ("sam", "jo", "text", "today", "Can you come to the session with me?", 24, 23),
    )
    for who, to, how, when, words, days, answered in requests:
        filling.add(
            SupportRequest,
            asker_id=people[who],
            to_id=people[to],
            organisation_id=organisation,
            how=how,
            when=when,
            words=words,
            status="answered" if answered else "asked",
            asked_at=filling.ago(days),
            answered_at=filling.ago(answered) if answered else None,
            answer_by=filling.day(1 - days if answered else 1),
        )
    _add_invitations(filling, people, booklet, projects[TRAINING.name][0])


def _add_adaptations(filling: Filling, people: dict[str, int], memberships: dict[str, int]) -> None:
    """How far each shared need is; Sam's own words stay between Sam and nobody."""
    needs = iter(range(filling[Need].next - filling[Need].added, filling[Need].next))
    states = {
        "sam": ("ready", "ready", None),
        "tom": ("ready",),
        "jo": ("ready",),
        "layla": ("ready", "doing"),
    }
    states |= {"max": ("ready", "asked"), "ngoc": ("asked",), "priya": ("ready",)}
    for key, person in BY_KEY.items():
        for place, (_kind, _words) in enumerate(person.needs):
            need = next(needs)
            status = states[key][place] if key in memberships else None
            if status is None:
                if key in memberships:
                    filling.add(NeedAudience, membership_id=memberships[key], need_id=need, audience="me")
                continue
            filling.add(
                Adaptation,
                membership_id=memberships[key],
                need_id=need,
                status=status,
                asked_at=filling.ago(30),
                ready_at=filling.ago(18) if status == "ready" else None,
            )


def _add_invitations(filling: Filling, people: dict[str, int], booklet: int, training: int) -> None:
    def add(project: int, kind: str, by: str, days: float, **values: object) -> int:
        seed = filling.chance.key().replace("-", "")
        number: int = filling.add(
            Invitation,
            project_id=project,
            kind=kind,
            asked_by_id=people[by],
            asked_at=filling.ago(days),
            token_hash=hashed(invitation_token(seed)),
            token_seed=seed,
            valid_until=filling.day(50),
            **values,
        )
        return number

    for project, by, name, email in (
        (training, "jo", "Ольга", BY_KEY["olha"].address),
        (booklet, "amina", "Kit", "kit@example.org"),
    ):
        filling.invited.append((add(project, "personal", by, 0.01, email=email, name=name), project))
    add(training, "shared", "amina", 10)
    add(booklet, "shared", "amina", 60, status="ended", ended_at=filling.ago(3))
