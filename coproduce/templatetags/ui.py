"""What the look needs from Python: title words, menus, saved boxes, error summaries."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import SUCCESS, get_messages
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.middleware.csrf import get_token
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coproduce.leaving import mark_as_sensitive
from coproduce.lib.devices import device_words

register = template.Library()


# --- what is the same on every page ------------------------------------------------------------------------------------


def where_addresses_come_from() -> tuple[str, str]:
    """Which set of addresses is in force, for what is kept between requests."""
    return str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix()


@lru_cache(maxsize=64)
def drawn_once(name: str, language: str, addresses: tuple[str, str]) -> SafeString:
    """A part with no inputs, drawn once for each language and kept."""
    return render_to_string(name)


@register.simple_tag
def fixed(name: str) -> SafeString:
    """A part that is the same for everybody: `{% fixed "components/foot_links.html" %}`. It sees nothing of the page."""
    draw = drawn_once.__wrapped__ if settings.DEBUG else drawn_once
    return draw(name, get_language() or "", where_addresses_come_from())


# --- the words in <title>, and the boxes before h1 --------------------------------------------------------------------


@dataclass(frozen=True)
class Flash:
    """One message after a save: its first sentence ("Saved", "Sent", "Done") is the heading of the box."""

    heading: str
    body: str
    is_saved: bool


def request_of(context: Context) -> Any:
    """The request, also inside `{% include ... only %}`, where no context processor has run."""
    return getattr(context, "request", None) or context.get("request")


def flashes_of(context: Context) -> list[Flash]:
    """What was said after the last save, taken apart into heading and rest."""
    request = request_of(context)
    found = []
    for message in get_messages(request) if request is not None else ():
        heading, _dot, body = str(message).partition(". ")
        saved = message.level == SUCCESS
        found.append(Flash(heading.rstrip(".") if saved else "", body if saved else str(message), saved))
    return found


def forms_of(context: Context) -> Iterator[BaseForm]:
    """Every form of the page: `form`, or the list `forms`; a form set gives each of its forms."""
    given = [context.get("form"), *(context.get("forms") or ())]
    for each in given:
        if isinstance(each, BaseForm):
            yield each
        elif hasattr(each, "management_form"):
            yield from each.forms


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """ "Error: " when something on the page needs another look, else "Saved: " and its like after a save."""
    if context.get("has_errors") or any(form.is_bound and form.errors for form in forms_of(context)):
        return _("Error: ")
    headings = [flash.heading for flash in flashes_of(context) if flash.is_saved]
    return f"{headings[0]}: " if headings else ""


@register.inclusion_tag("components/saved_box.html", takes_context=True)
def saved_box(context: Context) -> dict[str, Any]:
    """The boxes with what was saved, before h1. `undo_url` and `undo_words` in the context add an Undo button."""
    return {
        "flashes": flashes_of(context),
        "starts_page": True,
        "undo_url": context.get("undo_url"),
        "undo_words": context.get("undo_words"),
        "csrf_token": context.get("csrf_token"),
    }


# --- error summary ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `target` is the id of an input that is really there, or empty."""

    words: str
    target: str


def first_input_id(field: BoundField) -> str:
    """The id that a link can jump to. Radios and ticks have no input with the plain id, only `..._0`."""
    if field.is_hidden:
        return ""
    if field.field.widget.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label


def problems_of(form: BaseForm) -> list[Problem]:
    """What needs another look in a form that was sent, in the order of its fields."""
    if not form.is_bound:
        return []
    problems = [Problem(str(words), "") for words in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            target = first_input_id(form[name])
            problems += [Problem(str(words), target) for words in form.errors[name]]
    return problems


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    """The summary of everything that needs another look, from the page's `form` or `forms`, or `problems`."""
    problems = [problem for form in forms_of(context) for problem in problems_of(form)]
    return {"problems": context.get("problems") or problems, "starts_page": True}


# --- menus ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MenuLine:
    """One word of a menu; `current` is "page" on that very page, "true" anywhere below it."""

    label: str
    url: str
    current: str


# label, URL name, does it take the project's address, do the pages below it count as being there
PROJECT_MENU = [
    (gettext_lazy("Home"), "home", False, False),
    (gettext_lazy("Tasks"), "projects:task-list", True, True),
    (gettext_lazy("People"), "projects:people", True, True),
    (gettext_lazy("Principles"), "principles:project", True, True),
    (gettext_lazy("Plan"), "projects:plan", True, True),
]
GENERAL_MENU = [
    (gettext_lazy("Home"), "home", False, False),
    (gettext_lazy("Projects"), "projects:list", False, False),
    (gettext_lazy("Principles"), "principles:overview", False, True),
]
HOST_MENU = [
    (gettext_lazy("Check on people"), "projects:check-on", True, True),
    (gettext_lazy("Invite"), "projects:invite", True, True),
    (gettext_lazy("Principles in all projects"), "principles:overview", False, False),
]


@lru_cache(maxsize=4096)
def kept_url(name: str, address: str, addresses: tuple[str, str]) -> str:
    """The address of a page of the site, or of a project. Raises NoReverseMatch."""
    return reverse(name, args=[address] if address else [])


def menu_url(name: str, address: str, addresses: tuple[str, str]) -> str:
    """The address of a word of the menu, or nothing where that part of the site is not there yet."""
    try:
        return kept_url(name, address, addresses)
    except NoReverseMatch:
        return ""


@register.simple_tag
def page_url(name: str, address: str = "") -> str:
    """As `{% url %}`, for pages of the site or of a project: looked up once and kept. Raises NoReverseMatch."""
    return kept_url(name, address, where_addresses_come_from())


def menu_lines(menu: list[tuple[Any, str, bool, bool]], address: str, path: str) -> list[MenuLine]:
    """The lines whose pages exist, and which of them is open."""
    lines, addresses = [], where_addresses_come_from()
    for label, name, with_address, counts_below in menu:
        url = menu_url(name, address if with_address else "", addresses)
        if url:
            below = "true" if counts_below and path.startswith(url) else ""
            lines.append(MenuLine(str(label), url, "page" if path == url else below))
    return lines


def loaded_project(context: Context, membership: Any) -> Any:
    """The page's project, never with a query: from the context, or from a membership that has it loaded."""
    project = context.get("project")
    if project or membership is None:
        return project
    state = getattr(membership, "_state", None)
    loaded = state is None or "project" in state.fields_cache
    return getattr(membership, "project", None) if loaded else None


def name_in_header(project: Any, address: str, path: str) -> str:
    """Which project a page belongs to; nothing on the project's own page, where the name is the heading."""
    here = bool(address) and path == menu_url("projects:detail", address, where_addresses_come_from())
    return "" if here else str(getattr(project, "name", "") or "")


LINE_OF_WORDS = 14  # more does not fit on a line; the page of the purpose has them all


@dataclass(frozen=True)
class PurposeLine:
    """What a project is for, on one line under its name (seed 6)."""

    words: str
    is_draft: bool


def purpose_in_header(project: Any, address: str, path: str) -> PurposeLine | None:
    """The purpose on every page of the project, never with a query; not where the page itself says it."""
    words = Truncator(" ".join(str(getattr(project, "purpose", "") or "").split())).words(LINE_OF_WORDS)
    url = menu_url("projects:purpose", address, where_addresses_come_from()) if address else ""
    if not words or path == url or not name_in_header(project, address, path):
        return None
    return PurposeLine(words, getattr(project, "purpose_status", "") != "agreed")


@register.inclusion_tag("components/main_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    """The words under the header: the project's name and purpose, which lead to its page, five for who is in it, a row for
    who runs it.

    A lead who looks at a project keeps the general words: most pages of the project are not open to them.
    """
    request = request_of(context)
    membership = context.get("membership") or getattr(request, "membership", None)
    project = loaded_project(context, membership)
    address = str(getattr(project, "address", "") or "")
    path = getattr(request, "path", "")
    is_inside = bool(address and membership)
    is_host = bool(is_inside and getattr(membership, "is_host", False))
    return {
        "project": name_in_header(project, address, path),
        "project_url": menu_url("projects:detail", address, where_addresses_come_from()) if is_inside else "",
        "status": str(getattr(project, "status", "") or ""),
        "purpose": purpose_in_header(project, address, path),
        "lines": menu_lines(PROJECT_MENU if is_inside else GENERAL_MENU, address, path),
        "host_lines": menu_lines(HOST_MENU, address, path) if is_host else [],
    }


# --- forms ------------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """The hidden token, also inside `{% include ... only %}`, where `{% csrf_token %}` would be empty."""
    request = request_of(context)
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


NOT_TYPED = {"csrfmiddlewaretoken", "form_key", "back", "asked"}  # what a page sends along by itself


@register.simple_tag(takes_context=True)
def typed_words(context: Context) -> list[str]:
    """What somebody wrote in a form that was not kept, to be shown once more, so that it is not lost (promise C2).

    Only what came from a form of ours: no other site may have its words shown here.
    """
    request = request_of(context)
    if request is None or request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return []
    typed = [
        each.strip() for name, all_of in request.POST.lists() if name not in NOT_TYPED for each in all_of
    ]
    return [words for words in typed if len(words.split()) > 1]


@register.simple_tag(takes_context=True)
def neutral_site(context: Context) -> str:
    """Where "Leave this page fast" goes; showing it marks the page as sensitive."""
    request = request_of(context)
    if request is not None:
        mark_as_sensitive(request)
    return str(settings.NEUTRAL_SITE)


@register.filter
def device(user_agent: str) -> str:
    """The phone or computer of a session, in everyday words."""
    return device_words(user_agent)
