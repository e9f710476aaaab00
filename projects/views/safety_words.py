"""What an organisation says on "Talk to someone", written by its leads (screen S9)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, require
from members.actions.organisation import write_safety_words
from members.decorators import second_factor_first, signed_in
from members.models import Organisation
from members.permissions.organisation import can_write_safety_words
from members.queries.organisation import roles_held, safety_words_of
from members.requests import MemberRequest
from projects.forms.safety_words import HOURS, SafetyWordsForm
from projects.queries.organisation import is_contact
from projects.views.clash import with_both_texts


@second_factor_first
@signed_in
def organisation_safety_words(request: MemberRequest, slug: str) -> HttpResponse:
    """A lead writes the words for an emergency, and when people can be reached. Strangers get 404."""
    organisation = get_object_or_404(Organisation, slug=slug)
    roles = roles_held(request.user, organisation)
    if not roles and not is_contact(request.user, organisation):
        raise Http404
    require(can_write_safety_words(roles))
    words = safety_words_of(organisation)
    form = SafetyWordsForm(
        request.POST if request.method == "POST" else None,
        contacts=words.contacts,
        initial={
            "version": words.version,
            "emergency_text": words.emergency_text,
            **{f"{HOURS}{contact.pk}": contact.hours for contact in words.contacts},
        },
    )
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            write_safety_words(
                by=request.user,
                organisation=organisation,
                version=form.cleaned_data["version"],
                emergency_text=form.cleaned_data["emergency_text"],
                hours=form.hours(),
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone sees it under “Talk to someone”."))
            return redirect("members:organisation", organisation.slug)
    context = {"form": form, "clash": clash, "organisation": organisation}
    return render(
        request, "projects/organisation/safety_words.html", context, status=409 if clash is not None else 200
    )
