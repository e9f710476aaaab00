"""Addresses of projects: one file for each noun."""

from projects.urls import (
    agreements,
    check_ins,
    endings,
    invitations,
    joining,
    limits,
    needs,
    organisations,
    outputs,
    people,
    plan,
    project,
    purpose,
    roles,
    tasks,
)

app_name = "projects"
urlpatterns = [
    *needs.urlpatterns,
    *check_ins.urlpatterns,
    *joining.urlpatterns,
    *project.urlpatterns,
    *limits.urlpatterns,
    *people.urlpatterns,
    *tasks.urlpatterns,
    *roles.urlpatterns,
    *invitations.urlpatterns,
    *plan.urlpatterns,
    *purpose.urlpatterns,
    *agreements.urlpatterns,
    *organisations.urlpatterns,
    *outputs.urlpatterns,
    *endings.urlpatterns,
]
