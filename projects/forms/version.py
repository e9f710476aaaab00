"""The form for a new version: words or a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import LARGEST, words
from projects.lib.files import ENDINGS, FitFile, read_upload, size_in_words, too_large
from projects.lib.problems import Unfit


class CheckedFileField(forms.FileField):
    """A file, read and checked by its content; gives a FitFile, or None where no file was chosen."""

    def __init__(self, **kwargs: Any) -> None:
        endings = ",".join(f".{ending}" for ending in ENDINGS)
        said = {
            "invalid": _("Choose a file"),
            "empty": _("This file is empty. Nothing is in it."),
            "max_length": _("The name of this file is too long. Give it a shorter one"),
        }
        super().__init__(
            required=False, widget=forms.FileInput(attrs={"accept": endings}), error_messages=said, **kwargs
        )

    def clean(self, data: Any, initial: Any = None) -> FitFile | None:  # type: ignore[override]
        """Raises ValidationError with a kind reason for a file that cannot be kept."""
        given: UploadedFile | None = super().clean(data, initial)
        if not given:
            return None
        most = settings.FILE_MOST_BYTES
        try:
            if (given.size or 0) > most:  # before it is read into memory
                raise Unfit(too_large(most))
            return read_upload(given.name or "", given.read(), most=most)
        except Unfit as unfit:
            raise forms.ValidationError(str(unfit)) from unfit


class VersionForm(PlainForm):
    """One version of the whole or of a section: words, a file or both; what is different; easy read or not."""

    field_order = ["seen", "section", "words", "file", "note", "is_easy_read"]
    seen = forms.IntegerField(
        min_value=0, max_value=LARGEST * LARGEST, widget=forms.HiddenInput, required=False
    )  # the newest version that stood there when the page was opened
    file = CheckedFileField(label=_("Or a file"))
    note = words(
        _("What is different?"), most=300, hint=_("Like: shorter, and with photos. It helps the others.")
    )
    words = words(_("The words"), most=20_000, lines=True)
    is_easy_read = forms.BooleanField(label=_("This is an easy-read version"), required=False)

    def __init__(self, *args: Any, sections: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "A PDF, a document, slides, a picture or a sound file. Up to %(most)s."
            " We take the place and time out of pictures. Other files keep what is inside them,"
            " like the name of who made them."
        ) % {"most": size_in_words(settings.FILE_MOST_BYTES)}
        if sections:
            self.fields["section"] = forms.TypedChoiceField(
                label=_("Which part is it?"),
                choices=[("", _("The whole")), *((str(pk), title) for pk, title in sections)],
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": _("Choose a part on the list")},
            )
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Words or a file are there. A browser forgets the file when something else needs another look: we say so."""
        given = super().clean() or {}
        if not given.get("words") and not given.get("file") and not {"words", "file"} & self.errors.keys():
            self.add_error("words", _("Write the words, or choose a file"))
        if self.errors and given.get("file"):
            self.add_error("file", _("Choose your file once more. Your words are still here"))
        return given
