"""Where everything is. Pages of several apps under one address are routed here (see docs/architecture.md)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from coproduce.views import act, demo, health, home, mail, my_data, previews, public
from members import urls as members_urls

handler400 = public.bad_request
handler403 = public.permission_denied
handler404 = public.page_not_found
handler500 = public.server_error

# Pages about a member's data need every app, so they stand above them, under the names of members.
my_data_urlpatterns = [
    path("me/data/", my_data.my_data, name="data"),
    path("me/data/take/", my_data.my_data_take, name="data-take"),
    path("me/data/remove/", my_data.my_data_remove, name="data-remove"),
]

urlpatterns = [
    path("", public.front, name="front"),
    path("home/", home.home, name="home"),
    path("a/<str:signed>/", act.act, name="act"),
    path("help/", public.help_page, name="help"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("words/", public.words, name="words"),
    path("staying-safe-online/", public.staying_safe, name="staying-safe"),
    path("leave/", public.leave, name="leave"),
    path("health/", health.health, name="health"),
    path("components/", public.components, name="components"),
    path("components/messages/", previews.message_previews, name="message-previews"),
    path("components/messages/<slug:name>/", previews.message_preview, name="message-preview"),
    path("components/messages/<slug:name>/html/", previews.message_preview_html, name="message-preview-html"),
    path("demo/", demo.demo, name="demo"),
    path("demo/sign-in/", demo.demo_sign_in, name="demo-sign-in"),
    path("demo/clock/", demo.demo_clock, name="demo-clock"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<str:name>/", mail.mail_detail, name="mail-detail"),
    path("mail/<str:name>/html/", mail.mail_html, name="mail-html"),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("", include(members_urls.sign_in_urlpatterns)),
    path("", include((members_urls.urlpatterns + my_data_urlpatterns, "members"))),
    path("", include("members.allauth_urls")),
    path("", include("projects.urls")),
    path("", include("principles.urls")),
]
