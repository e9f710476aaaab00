"""Eleven statements of what coproduction is not, in our own words, after a list by Fulfilling Lives South East (seeds 70-80)."""

from django.db import migrations

STATEMENTS = [
    "It is not about what one of us wants just for themselves.",
    "It does not mean that everyone does the same amount of work.",
    "It does not mean that everyone gives the same amount of time.",
    "It does not mean that everyone answers for the result in the same way.",
    "It does not mean that nobody may lead or hold it together.",
    "It is not free of rules and limits.",
    "It does not mean that every idea counts the same. We ask if it helps our goal.",
    "It does not mean that everybody wants to take part. That is fine.",
    "It is not having people in the room for show.",
    "It is not asking people what they think, and then deciding without them.",
    "It does not mean that you have to be there from start to finish.",
]


def say(apps, schema_editor):
    """Write the statements. Not "in use": the release before asks all that are, in every round."""
    item_model = apps.get_model("principles", "PulseItem")
    item_model.objects.bulk_create(
        item_model(about="not", number=number, words=words, in_use=False)
        for number, words in enumerate(STATEMENTS, start=1)
    )


def take_back(apps, schema_editor):
    """Remove them again; the database refuses when answers rest on them."""
    table = apps.get_model("principles", "PulseItem")._meta.db_table
    schema_editor.execute(f"DELETE FROM {table} WHERE about = 'not'")


class Migration(migrations.Migration):
    dependencies = [("principles", "0003_rounds_about_what_it_is_not")]

    operations = [migrations.RunPython(say, take_back)]
