"""Since when a limit does not stand any more, so that taking it away can be taken back. Old code still removes the row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0009_names_of_sections_and_how_a_task_was"),
    ]

    operations = [
        migrations.AddField(
            model_name="given",
            name="lifted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
