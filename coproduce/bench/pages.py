"""Which pages are measured, as whom, and what they may cost."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from coproduce.bench.cost import Browser, Cost, by_turns, look_once
from coproduce.bench.figures import Figure, Report
from coproduce.demo.bulk import CITY
from members.models import Member, OrganisationRole
from projects.models import Membership, Project

MOST_STATEMENTS, ON_PROJECT = 8, 12  # the page of a project shows a little of everything
MOST_ROWS = 10  # rows fetched for each row shown
MOST_HTML, MOST_CSS, MOST_SCRIPT, MOST_FIRST_VISIT, MOST_REQUESTS = 14, 8, 4, 30, 5
KILOBYTE = 1024
PARTS = re.compile(rb"""<(?:link|script|img|source|iframe)\b[^>]*?\b(?:href|src)=["']([^"']+)["']""")


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at pages: a name for the report, the account, and a project of theirs."""

    name: str
    member: Member
    project: Project | None = None


@dataclass(frozen=True)
class Page:
    """One page as one person sees it. `limit` is a ratio to the floor page's processor time."""

    name: str
    viewer: str
    url: str
    limit: float
    with_project: bool = False
    query: str = ""
    statements: int = MOST_STATEMENTS


PAGES = [
    Page("list of projects", "busy", "projects:list", 3),
    Page("list of projects", "opener of all", "projects:list", 3),
    Page("project", "usual", "projects:detail", 4, with_project=True, statements=ON_PROJECT),
    Page("project", "largest", "projects:detail", 4, with_project=True, statements=ON_PROJECT),
    Page("home", "usual", "home", 2.5),
    Page("home", "busy", "home", 2.5),
    Page("tasks", "usual", "projects:task-list", 2.5, with_project=True),
    Page("tasks", "largest", "projects:task-list", 2.5, with_project=True),
    Page("principles of 50 projects", "lead", "principles:overview", 4),
    Page("principles of all projects", "city", "principles:overview", 4),
    Page("table of all projects as CSV", "city", "principles:csv", 25),
]


def viewers() -> dict[str, Viewer]:
    """One of each kind, the same at each measuring: by how much there is for them to see."""
    active = Membership.objects.filter(status="active", member__email__isnull=False)
    projects = Project.objects.filter(status="open").order_by("people_count", "pk")
    middle, largest = projects[projects.count() // 2], projects.last()
    busiest = active.values("member").annotate(number=Count("pk")).order_by("-number", "member").first()
    roles = OrganisationRole.objects.select_related("member").order_by("pk")
    leads, openers = roles.filter(role="lead"), roles.filter(role="facilitator")
    found = {
        "usual": _member_of("usual", middle),
        "largest": _member_of("largest", largest),
        "busy": Viewer("busy", Member.objects.get(pk=busiest["member"])) if busiest else None,
        "lead": _as_viewer("lead", leads.exclude(organisation__name__in=[CITY, "Kettle Lane"]).first()),
        "city": _as_viewer("city", leads.filter(organisation__name=CITY).first()),
        "opener of all": _as_viewer("opener of all", openers.filter(organisation__name=CITY).first()),
    }
    return {name: viewer for name, viewer in found.items() if viewer}


def _member_of(name: str, project: Project | None) -> Viewer | None:
    if project is None:
        return None
    places = project.memberships.filter(status="active", is_host=False, way="taking_part").select_related(
        "member"
    )
    place = places.order_by("pk").first()
    return Viewer(name, place.member, project) if place else None


def _as_viewer(name: str, role: OrganisationRole | None) -> Viewer | None:
    return Viewer(name, role.member) if role else None


def session_of(member: Member) -> str:
    """A real session of this person; leads get the second factor that the site asks of them."""
    if (
        not Authenticator.objects.filter(user=member).exists()
        and member.organisation_roles.filter(role="lead").exists()
    ):
        Authenticator.objects.create(user=member, type=Authenticator.Type.TOTP, data={"secret": "bench"})
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def measure_pages(
    report: Report, application: Callable[..., Any], *, data: str, times: int
) -> dict[str, Cost]:
    """Every page beside the floor page; returns the costs by page and viewer."""
    found = viewers()
    sessions = {name: session_of(viewer.member) for name, viewer in found.items()}
    report.heading(f"Pages with {data}: processor time of one request, in milliseconds")
    costs = {}
    for page in PAGES:
        viewer = found.get(page.viewer)
        path = path_of(page, viewer) if viewer else None
        if viewer is None or path is None:
            report.say(f"  {page.name} as {page.viewer}: there is no such page yet")
            continue
        floor_project = viewer.project or Project.objects.order_by("pk").first()
        browser = Browser(application, sessions[page.viewer])
        floor = Cost("floor", f"{reverse('bench-floor')}?project={floor_project.pk if floor_project else 0}")
        cost = Cost(f"{page.name}, {page.viewer}", path)
        look_once(browser, cost)
        if cost.status != 200:
            report.say(f"  {cost.name}: answered {cost.status}")
            continue
        by_turns((browser, floor), (browser, cost), max(10, times // 10) if page.limit > 10 else times)
        costs[cost.name] = cost
        _report_page(report, page, cost, floor, data)
    return costs


def path_of(page: Page, viewer: Viewer) -> str | None:
    """The page's path for this viewer; None while there is no such page."""
    try:
        args = [viewer.project.address] if page.with_project and viewer.project else []
        return reverse(page.url, args=args) + page.query
    except NoReverseMatch:
        return None


def _report_page(report: Report, page: Page, cost: Cost, floor: Cost, data: str) -> None:
    report.add(
        Figure(
            cost.name,
            round(cost.median_cpu, 3),
            "ms",
            floor=round(floor.median_cpu, 3),
            ratio=round(cost.median_cpu / floor.median_cpu, 2),
            limit=page.limit,
            of="ratio",
            data=data,
            note=(
                f"clock {cost.median_wall:.1f}/{floor.median_wall:.1f} ms, database {cost.mean_database:.2f}/"
                f"{floor.mean_database:.2f} ms, {cost.statements} statements, {cost.rows_fetched} rows for {cost.rows_shown} shown, "
                f"{cost.gzipped / KILOBYTE:.1f} KB"
            ),
        )
    )
    wide = page.limit > 10  # the whole table has as many rows as there are projects
    report.add(Figure(f"{cost.name}: statements", cost.statements, "", limit=page.statements, data=data))
    report.add(
        Figure(
            f"{cost.name}: rows fetched for one shown",
            round(cost.rows_fetched / max(1, cost.rows_shown), 1),
            "",
            limit=MOST_ROWS,
            data=data,
        )
    )
    if not wide:
        report.add(
            Figure(
                f"{cost.name}: HTML", round(cost.gzipped / KILOBYTE, 1), "KB gz", limit=MOST_HTML, data=data
            )
        )


def measure_growth(report: Report, small: dict[str, Cost], large: dict[str, Cost]) -> None:
    """Ten times the data must not mean more statements."""
    report.heading("Ten times the data")
    for name, cost in large.items():
        if name in small:
            more = cost.statements - small[name].statements
            report.add(Figure(f"{name}: more statements", more, "", limit=0))


def measure_first_visit(report: Report, application: Callable[..., Any]) -> None:
    """What a phone fetches that was never here: the front page and all that it names."""
    status, body, _headers = Browser(application).get(reverse("front"))
    report.heading("First visit")
    if status != 200:
        report.say(f"  the front page answered {status}")
        return
    named = [part.decode() for part in dict.fromkeys(PARTS.findall(body))]
    foreign = [part for part in named if "//" in part]
    html = len(gzip.compress(body, 6))
    sizes = {part: static_size(part) for part in named if part not in foreign}
    of_kind = {kind: sum(size for part, size in sizes.items() if kind in part) for kind in (".css", ".js")}
    whole = html + sum(sizes.values())
    report.add(Figure("all of it", round(whole / KILOBYTE, 1), "KB gz", limit=MOST_FIRST_VISIT))
    report.add(Figure("requests", 1 + len(named), "", limit=MOST_REQUESTS, note=", ".join(named)))
    report.add(Figure("requests to other sites", len(foreign), "", limit=0))
    report.add(Figure("HTML", round(html / KILOBYTE, 1), "KB gz", limit=MOST_HTML))
    report.add(Figure("CSS", round(of_kind[".css"] / KILOBYTE, 1), "KB gz", limit=MOST_CSS))
    report.add(Figure("script", round(of_kind[".js"] / KILOBYTE, 1), "KB gz", limit=MOST_SCRIPT))


def static_size(url: str) -> int:
    """Bytes of a static file on the wire."""
    name = url.removeprefix(settings.STATIC_URL).removeprefix("/")
    with staticfiles_storage.open(name) as file:
        return len(gzip.compress(file.read(), 9))
