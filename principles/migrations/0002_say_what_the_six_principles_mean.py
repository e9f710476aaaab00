"""The six principles, with our own plain words about them, and the questions of the pulse.

The names were agreed by people in Bristol, with lived and learned experience, at an event in September that Changing
Futures Bristol hosted. The words about each name, and the questions, are ours.
"""

from django.db import migrations

CREDIT = (
    "The name was agreed by people in Bristol, with lived and learned experience. They met in September at an event "
    "hosted by Changing Futures Bristol. The words here are our own."
)

PRINCIPLES = [
    (
        "creativity",
        "Creativity",
        "There is more than one good way to work together. We try things out and change the plan. "
        "Each person can take part in the way that suits them: in the room, online, by phone, in writing.",
        ["Can you take part in a way that suits you?", "When something does not work, do we try another way?"],
    ),
    (
        "relationships",
        "Relationships",
        "We take time to get to know each other, before the work and while it goes on. "
        "We say openly what is going on. We treat each other with respect.",
        ["Can you be honest here, even when you see it differently?", "Do people here treat you with respect?"],
    ),
    (
        "resources",
        "Resources",
        "The work has enough time, money, kit and help. People get a fair thank you for their time. "
        "Nobody should have to pay to take part.",
        ["Do you have what you need to take part?", "Is what you get for your time and work fair?"],
    ),
    (
        "equality",
        "Equality, diversity and inclusion",
        "Many different people are here, and what each of them needs is in place. "
        "No view counts for more because of who holds it.",
        ["Does what you say count as much as what others say?", "Is what you asked for ready when you need it?"],
    ),
    (
        "trauma-informed",
        "Trauma informed",
        "Many of us have lived through hard things. We go gently and say beforehand what will happen. "
        "There is always a choice, and it is fine to stop.",
        ["Do you feel safe here?", "Can you take a break or step back when you want to?"],
    ),
    (
        "sustainability",
        "Sustainability",
        "The work gives people something that lasts: new skills, paid roles, a next step. "
        "It does not rest on the same one or two people.",
        ["Do you get something from this that will last?", "Could the work go on well if one of us needed a rest?"],
    ),
]


def say(apps, schema_editor):
    """Write the principles, their words and their questions."""
    principle_model = apps.get_model("principles", "Principle")
    text_model = apps.get_model("principles", "PrincipleText")
    item_model = apps.get_model("principles", "PulseItem")
    for number, (slug, name, words, questions) in enumerate(PRINCIPLES, start=1):
        principle = principle_model.objects.create(number=number, slug=slug, name=name)
        text_model.objects.create(principle=principle, words=words, credit=CREDIT)
        item_model.objects.bulk_create(
            item_model(principle=principle, number=place, words=question)
            for place, question in enumerate(questions, start=1)
        )


def take_back(apps, schema_editor):
    """Remove them again; the database refuses when answers rest on them."""
    for name in ("PulseItem", "PrincipleText", "Principle"):
        # Not by .delete(): going back over several apps at once, Django mixes up two states of these models there.
        schema_editor.execute(f"DELETE FROM {apps.get_model('principles', name)._meta.db_table}")


class Migration(migrations.Migration):
    dependencies = [("principles", "0001_first")]

    operations = [migrations.RunPython(say, take_back)]
