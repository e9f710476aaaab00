"""What the look needs from Python: title words, menus, saved boxes, error summaries, choices, people dots."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages import SUCCESS, get_messages
from django.forms import BaseForm, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.middleware.csrf import get_token
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.leaving import mark_as_sensitive
from coproduce.lib.devices import device_words

register = template.Library()

DOT_STEP = 24
DOTS_A_LINE = 12
MOST_DOTS = 30


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
    (gettext_lazy("Plan"), "projects:detail", True, False),
    (gettext_lazy("People"), "projects:people", True, True),
    (gettext_lazy("Principles"), "principles:project", True, True),
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


def menu_lines(menu: list[tuple[Any, str, bool, bool]], address: str, path: str) -> list[MenuLine]:
    """The lines whose pages exist: a part of the site that is not there yet leaves its word out."""
    lines = []
    for label, name, with_address, counts_below in menu:
        try:
            url = reverse(name, args=[address] if with_address else [])
        except NoReverseMatch:
            continue
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


@register.inclusion_tag("components/main_menu.html", takes_context=True)
def main_menu(context: Context) -> dict[str, Any]:
    """The words under the header: the project's five when there is a project, and a row for who runs it."""
    request = request_of(context)
    membership = context.get("membership") or getattr(request, "membership", None)
    project = loaded_project(context, membership)
    address = str(getattr(project, "address", "") or "")
    path = getattr(request, "path", "")
    is_host = bool(address and membership and getattr(membership, "is_host", False))
    return {
        "lines": menu_lines(PROJECT_MENU if address else GENERAL_MENU, address, path),
        "host_lines": menu_lines(HOST_MENU, address, path) if is_host else [],
        "project_name": getattr(project, "name", "") if address else "",
    }


# --- forms ------------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def csrf_field(context: Context) -> SafeString:
    """The hidden token, also inside `{% include ... only %}`, where `{% csrf_token %}` would be empty."""
    request = request_of(context)
    if request is None:
        return SafeString("")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


@register.simple_tag(takes_context=True)
def neutral_site(context: Context) -> str:
    """Where "Leave this page fast" goes; showing it marks the page as sensitive."""
    request = request_of(context)
    if request is not None:
        mark_as_sensitive(request)
    return str(settings.NEUTRAL_SITE)


@register.filter
def says_optional(field: BoundField) -> bool:
    """True where "(optional)" stands after the label: boxes to write in that may stay empty."""
    if (
        field.field.required
        or field.field.widget.use_fieldset
        or not getattr(field.form, "say_optional", True)
    ):
        return False
    return "optional" not in str(field.label).lower()


@register.filter
def is_single_tick(field: BoundField) -> bool:
    """True for one tick box alone: its label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_choices(field: BoundField) -> bool:
    """True for radios and groups of ticks, which we draw as rows."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_heading(field: BoundField) -> bool:
    """True where the label or legend of this field is the page's h1 (one question a page)."""
    return getattr(field.form, "heading_field", None) == field.name


@dataclass(frozen=True)
class PlainWords:
    """What a field of another package says here."""

    label: Any
    hint: Any = ""
    attrs: tuple[tuple[str, str], ...] = ()


CODE = (("class", "code"), ("inputmode", "numeric"), ("autocomplete", "one-time-code"))
PLAIN_WORDS = {
    "code": PlainWords(gettext_lazy("Your code"), gettext_lazy("You can paste it. Spaces are fine."), CODE),
    "login": PlainWords(gettext_lazy("Your email address"), "", (("autocomplete", "email"),)),
    "email": PlainWords(gettext_lazy("Your email address"), "", (("autocomplete", "email"),)),
    "phone": PlainWords(gettext_lazy("Your phone number"), "", (("autocomplete", "tel"),)),
    "name": PlainWords(gettext_lazy("Name of the passkey"), gettext_lazy("Like “My phone”.")),
    "passwordless": PlainWords(gettext_lazy("Let me sign in with this passkey alone")),
    "remember": PlainWords(
        gettext_lazy("This is my own phone"), gettext_lazy("You stay signed in for 30 days.")
    ),
    "password": PlainWords(gettext_lazy("Your password")),
    "oldpassword": PlainWords(gettext_lazy("Your password now")),
    "password1": PlainWords(gettext_lazy("The new password")),
    "password2": PlainWords(gettext_lazy("The new password once more")),
}


@register.simple_tag
def made_plain(form: BaseForm) -> BaseForm:
    """A form of another package, ready for our pack: our words, no `required`, no placeholders, no jumping focus.

    Forms of our own stay as they are.
    """
    if not type(form).__module__.startswith("allauth."):
        return form
    form.use_required_attribute = False
    for name, field in form.fields.items():
        for attr in ("placeholder", "autofocus"):
            field.widget.attrs.pop(attr, None)
        words = PLAIN_WORDS.get(name)
        if words:
            # The bound field, because checking a form has already copied the old words into it.
            form[name].label, form[name].help_text = words.label, words.hint
            field.widget.attrs.update(words.attrs)
    return form


# --- people dots ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dot:
    """One person in a chart: the middle of the circle, and whether it is filled."""

    x: int
    y: int
    full: bool


@register.filter
def dots(row: Any) -> list[Dot]:
    """One circle a person, at most twelve a line; none for rows in words or with more than 30 people."""
    if row.filled is None or not row.total or row.total > MOST_DOTS:
        return []
    return [
        Dot(
            DOT_STEP // 2 + DOT_STEP * (place % DOTS_A_LINE),
            DOT_STEP // 2 + DOT_STEP * (place // DOTS_A_LINE),
            place < row.filled,
        )
        for place in range(row.total)
    ]


@register.filter
def dots_height(row: Any) -> int:
    """The height of the picture of a row's dots, in its own units."""
    return DOT_STEP * -(-row.total // DOTS_A_LINE)


@register.filter
def bar_width(row: Any) -> int:
    """The filled part of a bar 288 wide, for rows of more than 30 people."""
    return round(DOT_STEP * DOTS_A_LINE * row.filled / row.total)


@register.filter
def rings(row: Any) -> int:
    """How many people of the row stand as an empty circle."""
    return int(row.total - row.filled)


@register.filter
def has_dots(chart: Any) -> bool:
    """True when at least one row of the chart is drawn as dots, so that they need explaining."""
    return any(dots(row) for row in chart.rows)


@register.filter
def device(user_agent: str) -> str:
    """The phone or computer of a session, in everyday words."""
    return device_words(user_agent)
