"""The site's own addresses, and the floor page beside them."""

from django.urls import path

from coproduce.bench.floor import floor
from coproduce.urls import handler400, handler403, handler404, handler500
from coproduce.urls import urlpatterns as site_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bench/floor/", floor, name="bench-floor"), *site_urls]
