"""Each project's purpose becomes the first line of its history; what was not known becomes the first line of that list."""

from django.db import migrations

PURPOSES = """
    INSERT INTO projects_purposeversion
        (project_id, number, words, written_by_id, written_at, agreed_at, asking, asked_again_for)
    SELECT project.id, 1, project.purpose, membership.id, project.opened_at,
        CASE WHEN project.purpose_status = 'agreed' THEN project.opened_at END, 1, ''
    FROM projects_project AS project
    LEFT JOIN projects_membership AS membership
        ON membership.project_id = project.id AND membership.member_id = project.opened_by_id
    WHERE project.purpose <> ''
    ON CONFLICT DO NOTHING
"""
UNKNOWNS = """
    INSERT INTO projects_unknown (project_id, what, found, added_at, version)
    SELECT id, not_known, '', opened_at, 1 FROM projects_project AS project
    WHERE not_known <> '' AND NOT EXISTS (
        SELECT 1 FROM projects_unknown AS there
        WHERE there.project_id = project.id AND there.what = project.not_known
    )
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_common_ground_roles_outputs")]

    operations = [
        migrations.RunSQL(PURPOSES, migrations.RunSQL.noop),
        migrations.RunSQL(UNKNOWNS, migrations.RunSQL.noop),
    ]
