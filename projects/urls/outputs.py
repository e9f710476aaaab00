"""Addresses of what a project makes, its versions, files and credits."""

from django.urls import path

from projects.urls.base import at
from projects.views import credit, file, output, read_through, section, version

urlpatterns = [
    path(f"{at}outputs/", output.output_list, name="output-list"),
    path(f"{at}outputs/new/", output.output_new, name="output-new"),
    path(f"{at}outputs/<int:pk>/", output.output_detail, name="output-detail"),
    path(f"{at}outputs/<int:pk>/edit/", output.output_edit, name="output-edit"),
    path(f"{at}outputs/<int:pk>/good-enough/", output.output_good_enough, name="output-good-enough"),
    path(f"{at}outputs/<int:pk>/remove/", output.output_remove, name="output-remove"),
    path(f"{at}outputs/<int:pk>/answers/", output.output_answers, name="output-answers"),
    path(f"{at}outputs/<int:pk>/thread/", output.output_thread, name="output-thread"),
    path(f"{at}outputs/<int:pk>/print/", output.output_print, name="output-print"),
    path(f"{at}outputs/<int:pk>/ask/", read_through.output_ask, name="output-ask"),
    path(f"{at}outputs/<int:pk>/read/", read_through.output_read, name="output-read"),
    path(f"{at}outputs/<int:pk>/finish/", read_through.output_finish, name="output-finish"),
    path(f"{at}outputs/<int:pk>/reopen/", read_through.output_reopen, name="output-reopen"),
    path(f"{at}outputs/<int:pk>/credit/", credit.output_credit, name="output-credit"),
    path(f"{at}outputs/<int:pk>/credit/back/", credit.output_credit_back, name="output-credit-back"),
    path(f"{at}outputs/<int:pk>/sections/", section.output_sections, name="output-sections"),
    path(f"{at}sections/<int:pk>/edit/", section.section_edit, name="section-edit"),
    path(f"{at}sections/<int:pk>/move/", section.section_move, name="section-move"),
    path(f"{at}sections/<int:pk>/hold/", section.section_hold, name="section-hold"),
    path(f"{at}sections/<int:pk>/remove/", section.section_remove, name="section-remove"),
    path(f"{at}outputs/<int:pk>/versions/", version.output_versions, name="output-versions"),
    path(f"{at}outputs/<int:pk>/versions/new/", version.output_version_new, name="output-version-new"),
    path(f"{at}versions/<int:pk>/", version.version_detail, name="version-detail"),
    path(f"{at}versions/<int:pk>/remove/", version.version_remove, name="version-remove"),
    path(f"{at}versions/<int:pk>/thought/", version.version_thought, name="version-thought"),
    path(f"{at}versions/<int:pk>/check/", version.version_check, name="version-check"),
    path(f"{at}versions/<int:pk>/check/back/", version.version_check_back, name="version-check-back"),
    path(f"{at}files/<int:pk>/", file.file, name="file"),
]
