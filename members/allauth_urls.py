"""The pages of allauth that exist here, and the names by which allauth looks for pages that are ours.

There is no password, no signing up on one's own and no recovery by password, so their pages are left out.
"""

from allauth.account import views as allauth
from django.urls import include, path

from members.views import account, sign_in

urlpatterns = [
    path("in/", sign_in.sign_in, name="account_login"),
    path("in/", sign_in.sign_in, name="account_request_login_code"),
    path("in/", sign_in.sign_in, name="account_signup"),
    path("in/code/", sign_in.sign_in_code, name="account_confirm_login_code"),
    path("out/", sign_in.sign_out, name="account_logout"),
    path("me/again/", account.prove, name="account_reauthenticate"),
    path("account/closed/", allauth.account_inactive, name="account_inactive"),
    path("account/email/", allauth.email, name="account_email"),
    path("account/email/code/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("account/ways/", include("allauth.mfa.urls")),
    path("account/places/", include("allauth.usersessions.urls")),
]
