"""A file stays as long as a version holds it; where a whole project goes, both go. Nothing changes in the tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0006_version_of_section_names")]

    operations = [
        migrations.AlterField(
            model_name="outputversion",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="versions",
                to="projects.storedfile",
            ),
        ),
    ]
