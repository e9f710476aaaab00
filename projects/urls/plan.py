"""Addresses of the jigsaw and the questions in it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
