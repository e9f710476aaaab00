"""A site with no pages."""

urlpatterns: list[object] = []
