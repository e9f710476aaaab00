from django.urls import path

from members.views import account, contact, fewer, organisation, sign_in, support

app_name = "members"
urlpatterns = [
    path("me/", account.me, name="me"),
    path("me/name/", account.name, name="profile"),
    path("me/reading/", account.reading, name="reading"),
    path("me/again/", account.prove, name="prove"),
    path("me/contact/", contact.contact, name="contact"),
    path("me/messages/", contact.sent, name="sent"),
    path("a/fewer/<str:signed>/", fewer.fewer, name="fewer"),
    path("support/", support.support, name="support"),
    path("support/for-me/", support.support_inbox, name="support-inbox"),
    path("support/<int:pk>/", support.support_detail, name="support-detail"),
    path("support/<int:pk>/answer/", support.support_answer, name="support-answer"),
    path("support/<int:pk>/call-off/", support.support_call_off, name="support-call-off"),
    path("organisations/<slug:slug>/", organisation.organisation, name="organisation"),
    path(
        "organisations/<slug:slug>/appoint/", organisation.organisation_appoint, name="organisation-appoint"
    ),
    path("organisations/<slug:slug>/end/", organisation.organisation_end, name="organisation-end"),
]

# Without the app's name in front, because allauth and Django look for some of them by their own names.
sign_in_urlpatterns = [
    path("in/", sign_in.sign_in, name="sign-in"),
    path("in/code/", sign_in.sign_in_code, name="sign-in-code"),
    path("out/", sign_in.sign_out, name="sign-out"),
]
