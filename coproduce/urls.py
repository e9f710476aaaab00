from django.urls import include, path

urlpatterns = [
    path("", include("members.urls")),
    path("", include("projects.urls")),
    path("", include("principles.urls")),
]
