"""Good enough as a piece of the plan, what decision rights were used for, and since when somebody was away. Old code ignores all three."""

import coproduce.lib.dates
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0007_files_may_go_with_their_project"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="away_since",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="output",
            name="good_enough_piece",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="good_enough_of",
                to="projects.piece",
            ),
        ),
        migrations.CreateModel(
            name="DecisionRightUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=300)),
                ("why", models.CharField(max_length=300)),
                ("used_at", models.DateTimeField(default=coproduce.lib.dates.now)),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="projects.decisionright",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.membership",
                    ),
                ),
            ],
            options={
                "ordering": ["-used_at", "-id"],
            },
        ),
    ]
