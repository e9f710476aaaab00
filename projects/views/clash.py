"""When somebody else changed the same words first (promise C2): both texts on one page, nothing lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash
from projects.forms.fields import day_to_type


@dataclass(frozen=True)
class Difference:
    """One box whose words differ: what it is called and what stands there now. Yours stay in the form."""

    label: str
    theirs: str


def with_both_texts(
    form: BaseForm, clash: Clash, *, names: Mapping[str, str] | None = None
) -> list[Difference]:
    """Where the two differ; the form keeps what was typed and can be saved over the newest words.

    `names` gives the form's name for words that the table calls otherwise.
    """
    data = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(clash.theirs["version"])
    found = []
    for column, theirs in clash.theirs.items():
        name = (names or {}).get(column, column)
        if name in form.fields and name != "version" and form.cleaned_data.get(name) != theirs:
            found.append(Difference(str(form.fields[name].label), _in_words(form, name, theirs)))
    form.data = data
    return found


def _in_words(form: BaseForm, name: str, value: Any) -> str:
    choices = getattr(form.fields[name], "choices", None)
    if choices:
        read = getattr(form.fields[name], "coerce", str)  # "yes" in the box may be True in the table
        said = {str(read(key)): str(label) for key, label in choices}
        if isinstance(value, list):
            return "\n".join(said.get(str(each), "") for each in value)
        return said.get(str(value), said.get("", "") if value is None else "")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day_to_type(value)
    return str(value or "")
