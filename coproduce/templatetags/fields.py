"""What the template pack asks about a field, and how forms of other packages get our words."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy

register = template.Library()


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
