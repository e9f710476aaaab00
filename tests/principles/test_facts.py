"""What was done, in words."""

from principles.facts import Sentences, indicators_of
from principles.indicators import INDICATORS


def test_sentences_say_done_of_all_or_that_there_is_nothing() -> None:
    sentences = Sentences(k=5)
    assert sentences.say("task-length", (3, 7)) == "Tasks that say how long they take: 3 of 7."
    assert sentences.say("task-length", (0, 0)) == "No tasks to count yet."
    assert sentences.say("task-length", None) == "No tasks to count yet."


def test_private_facts_stand_in_words_where_a_number_would_point_at_one_person() -> None:
    sentences = Sentences(k=5)
    assert [sentences.say("needs-ready", (done, 8)) for done in (0, 1, 2, 6, 7, 8)] == [
        "Hardly anything that people asked for is ready yet.",
        "Hardly anything that people asked for is ready yet.",
        "Things that people asked for and that are ready: 2 of 8.",
        "Things that people asked for and that are ready: 6 of 8.",
        "Nearly everything that people asked for is ready.",
        "Nearly everything that people asked for is ready.",
    ]
    assert sentences.say("needs-ready", None) == "Not shown: fewer than 5 people have asked for something."


def test_facts_about_open_records_stay_numbers() -> None:
    assert Sentences(k=5).say("task-helper", (8, 8)) == "Tasks that name a person who helps: 8 of 8."


def test_sentences_of_one_principle_in_their_order() -> None:
    said = Sentences(indicators_of("resources"), k=5).say_all({"task-thanks": (1, 2)})
    assert said == ["No tasks to count yet.", "Tasks that say what people get: 1 of 2."]
    assert sum(len(indicators_of(slug)) for slug in {found.principle for found in INDICATORS}) == len(
        INDICATORS
    )
