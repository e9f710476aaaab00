"""The door to Django's admin: the sign-in that everybody uses, and a second factor."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.decorators import ask_to_sign_in, for_whom

OURS = {"members", "projects", "principles"}
NO_PASSWORDS = {"password_change", "password_change_done"}


class OperatorSite(AdminSite):
    """Django's admin for the people who run the site. Strangers get the page that everything missing gets."""

    site_header = site_title = gettext_lazy("Coproduce, for operators")
    index_title = gettext_lazy("What you can look after")
    site_url = "/home/"

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Only tables of our own apps: other packages would show secrets and where people signed in."""
        given = model_or_iterable if isinstance(model_or_iterable, Iterable) else [model_or_iterable]
        super().register([model for model in given if model._meta.app_label in OURS], *args, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """An operator with a second factor; the demo passes without one (decision 30)."""
        return super().has_permission(request) and has_second_factor(request)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """All but the pages for passwords: nobody has one."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in NO_PASSWORDS]

    @for_whom("operators")
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """To the sign-in page, or to adding a second factor. Raises Http404 for everybody else."""
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not (request.user.is_active and request.user.is_staff):
            raise Http404
        if not has_second_factor(request):
            messages.info(request, _("Add a passkey or a code app first. Then you can open this part."))
            return redirect(reverse("mfa_index"))
        return redirect("admin:index")

    @for_whom("operators")
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]
        """Signing out is the same everywhere."""
        return redirect("sign-out")


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the person has a passkey or a code app; always in the demo."""
    return settings.DEMO or request.user.authenticator_set.exists()  # type: ignore[union-attr]
