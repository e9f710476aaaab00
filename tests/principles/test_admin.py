"""Operators see when rounds open, and nothing of what anybody answered."""

from django.contrib import admin

from principles.models import Principle, PulseRound


def test_only_principles_and_days_are_in_the_admin() -> None:
    ours = {model for model in admin.site._registry if model._meta.app_label == "principles"}
    assert ours == {Principle, PulseRound}


def test_nothing_can_be_added_changed_or_removed() -> None:
    for model in (Principle, PulseRound):
        page = admin.site._registry[model]
        assert [
            page.has_add_permission(None),
            page.has_change_permission(None),
            page.has_delete_permission(None),
        ] == [False, False, False]


def test_how_many_were_asked_or_answered_is_not_shown() -> None:
    page = admin.site._registry[PulseRound]
    assert {"invited", "answered"} & {*page.fields, *page.list_display} == set()
