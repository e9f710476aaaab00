"""How many projects of an organisation have each word: kept on write, so that no page counts."""

from collections.abc import Sequence

from django.db import connection, transaction

from members.models import Organisation
from principles.models import OrganisationPicture, Principle, PrincipleRelease
from projects.models import ProjectOrganisation

REFRESH = f"""
    INSERT INTO {OrganisationPicture._meta.db_table}
        (organisation_id, principle_id, projects, needs_work, mixed, going_well, not_enough)
    SELECT part.organisation_id, principle.id, count(*),
        count(*) FILTER (WHERE release.word = 'needs_work'), count(*) FILTER (WHERE release.word = 'mixed'),
        count(*) FILTER (WHERE release.word = 'going_well'), count(*) FILTER (WHERE release.word = 'not_enough')
    FROM {ProjectOrganisation._meta.db_table} part
    CROSS JOIN {Principle._meta.db_table} principle
    LEFT JOIN {PrincipleRelease._meta.db_table} release
        ON release.project_id = part.project_id AND release.principle_id = principle.id AND release.latest
    WHERE part.organisation_id IN (
        SELECT touched.organisation_id FROM {ProjectOrganisation._meta.db_table} touched
        WHERE touched.project_id = ANY(%s)
    )
    GROUP BY part.organisation_id, principle.id
    ORDER BY part.organisation_id, principle.id
    ON CONFLICT (organisation_id, principle_id) DO UPDATE SET
        projects = EXCLUDED.projects, needs_work = EXCLUDED.needs_work, mixed = EXCLUDED.mixed,
        going_well = EXCLUDED.going_well, not_enough = EXCLUDED.not_enough
"""  # noqa: S608 - only names of our own tables are put in


@transaction.atomic
def refresh_pictures(*, projects: Sequence[int]) -> int:
    """Count afresh the pictures of every organisation that these projects belong to, with one statement.

    The organisations are locked first: of two rounds that close together, the second counts what the first wrote.
    """
    touched = ProjectOrganisation.objects.filter(project__in=projects).values("organisation")
    list(
        Organisation.objects.select_for_update(no_key=True)
        .filter(pk__in=touched)
        .order_by("pk")
        .values_list("pk")
    )
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, [list(projects)])
        return int(cursor.rowcount)
