"""An offer without a role is an offer to run the project: somebody is asked before they run it (seed 77)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_first_words_of_purposes")]

    operations = [
        migrations.AlterField(
            model_name="roleoffer",
            name="role",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="offers",
                to="projects.taskrole",
            ),
        ),
        migrations.AddConstraint(
            model_name="roleoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("role__isnull", True)), fields=("to",), name="running_offered_once"
            ),
        ),
    ]
