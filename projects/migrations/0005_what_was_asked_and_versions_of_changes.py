"""An answer to a call keeps the call's words; what was changed after a try-out has a version (promise C2)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_offer_to_run_a_project"),
    ]

    operations = [
        migrations.AddField(
            model_name="callanswer",
            name="asked",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="tryout",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
    ]
