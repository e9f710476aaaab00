"""Names of sections that outlive another way of sharing, and how a task was when it was answered. Old code ignores both."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0008_good_enough_agreed_uses_of_rights_and_time_away"),
    ]

    operations = [
        migrations.AddField(
            model_name="signoff",
            name="task_then",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="task",
            name="section_names",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
    ]
