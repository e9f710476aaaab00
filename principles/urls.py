from django.urls import path

from principles.views import overview, project, round, what_it_is_not

app_name = "principles"
urlpatterns = [
    path("principles/", overview.overview, name="overview"),
    path("principles/export.csv", overview.overview_csv, name="csv"),
    path("principles/<slug:slug>/", overview.principle, name="principle"),
    path("projects/<slug:address>/principles/", project.project_principles, name="project"),
    path("projects/<slug:address>/principles/export.csv", project.project_csv, name="project-csv"),
    path("projects/<slug:address>/principles/ask/", round.round_open, name="round-open"),
    path(
        "projects/<slug:address>/principles/ask/<int:number>/call-off/",
        round.round_call_off,
        name="round-call-off",
    ),
    path(
        "projects/<slug:address>/principles/<slug:slug>/", project.project_principle, name="project-principle"
    ),
    path("projects/<slug:address>/what-it-is-not/", what_it_is_not.what_it_is_not, name="what-it-is-not"),
    path(
        "projects/<slug:address>/what-it-is-not/ask/",
        what_it_is_not.what_it_is_not_ask,
        name="what-it-is-not-ask",
    ),
    path("projects/<slug:address>/one-more/", round.round_mine, name="round"),
    path("round/sent/", round.round_sent, name="round-sent"),
    path("round/change/", round.round_change, name="round-change"),
    path("round/<uuid:ticket>/", round.round_ticket, name="round-ticket"),
]
