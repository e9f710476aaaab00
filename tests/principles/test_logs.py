"""The link of a ticket stands in no log line."""

import logging

import pytest
from django.test import Client

from coproduce.logs import JsonLines
from tests.factories.principles import make_people, make_round, ticket_of
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def test_no_line_of_the_log_holds_a_ticket_or_a_code(caplog) -> None:
    project = make_project()
    [person, *_others] = make_people(project, 5)
    pulse_round = make_round(project=project)
    ticket = ticket_of(pulse_round, person)
    item = pulse_round.round_items.first().item_id
    with caplog.at_level(logging.DEBUG):
        browser = Client()
        browser.get(f"/round/{ticket}/")
        response = browser.post(f"/round/{ticket}/", {f"item-{item}": "no"})
        receipt = response.cookies["receipt"].value
        browser.post("/round/change/", {"receipt": receipt})
        pulse_round.tickets.all().delete()
        browser.get(f"/round/{ticket}/")
    lines = [JsonLines().format(record) for record in caplog.records if record.name != "django.db.backends"]

    assert any("/round/" in line for line in lines)
    assert [line for line in lines if str(ticket) in line or receipt in line] == []
