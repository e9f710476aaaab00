"""Addresses of the organisations that take part."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
