"""The name of a section has a version, so that two people who change it see both names (promise C2)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0005_what_was_asked_and_versions_of_changes"),
    ]

    operations = [
        migrations.AddField(
            model_name="section",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
    ]
