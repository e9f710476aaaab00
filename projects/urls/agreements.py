"""Addresses of what a group means by coproduction, and its ground rules."""

from django.urls import path

from projects.urls.base import at
from projects.views import agreement

urlpatterns = [
    path(f"{at}together/", agreement.agreements, name="agreements"),
    path(f"{at}together/<str:kind>/", agreement.agreement, name="agreement"),
    path(f"{at}together/<str:kind>/edit/", agreement.agreement_edit, name="agreement-edit"),
    path(f"{at}together/<str:kind>/confirm/", agreement.agreement_confirm, name="agreement-confirm"),
    path(f"{at}together/<str:kind>/take-back/", agreement.agreement_take_back, name="agreement-take-back"),
    path(f"{at}together/<str:kind>/thoughts/", agreement.agreement_thought, name="agreement-thought"),
]
