"""The base of every form: plain words, no pop-ups of the browser, drawn by the template pack `coproduce`.

A page writes the form tag, the token and the buttons; the form draws its fields:

    <form method="post" novalidate>{% csrf_token %}{% crispy form %}<div class="acts">...</div></form>
"""

from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import TEMPLATE_PACK, Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string

AUTOCOMPLETE = {"email": "email", "tel": "tel"}


@dataclass(frozen=True)
class Choice:
    """The words of a radio or tick with one line of small print: `(value, Choice(label, hint))`."""

    label: Any
    hint: Any = ""

    def __str__(self) -> str:
        return str(self.label)


class FieldsOnly(FormHelper):
    """Draws the fields; the page has the form tag, the token and the buttons."""

    form_tag = False
    form_action = ""  # crispy's own looks the empty name up among all addresses, for every form it draws


class PlainFormMixin:
    """What every form here shares. `layout`, `heading_field` and `say_optional` may be set by the form.

    `layout`: a crispy Layout, when fields are grouped. `heading_field`: the field whose label is the page's h1.
    `say_optional`: False where "(optional)" after each label would be noise.
    """

    use_required_attribute = False
    layout: Layout | None = None
    heading_field: str | None = None
    say_optional = True
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = AUTOCOMPLETE.get(getattr(field.widget, "input_type", ""))
            if kind:
                field.widget.attrs.setdefault("autocomplete", kind)

    @property
    def helper(self) -> FormHelper:
        """How crispy draws the form."""
        helper = FieldsOnly()
        helper.layout = self.layout
        return helper


class PlainForm(PlainFormMixin, forms.Form):
    """A form of this site. It checks what was typed and never saves."""


class Details(LayoutObject):
    """Fields that most people can leave closed: a summary to press, the fields inside. Open when one needs a look."""

    template = "%s/layout/details.html"

    def __init__(self, summary: Any, *fields: Any) -> None:
        self.summary = summary
        self.fields = list(fields)

    def render(
        self, form: forms.BaseForm, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        names = {pointer.name for pointer in self.get_field_names()}
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        is_open = form.is_bound and any(name in form.errors for name in names)
        return render_to_string(
            self.get_template_name(template_pack),
            {"summary": self.summary, "fields": inside, "is_open": is_open},
        )
