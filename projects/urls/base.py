"""Where every page of a project begins."""

at = "projects/<str:address>/"
