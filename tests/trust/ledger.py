"""A fingerprint of the whole database, to see whether something changed a row."""

from django.db import connection

# What a GET may write (decision 29): session, cache and who-looked rows.
MAY_CHANGE = (
    "django_session",
    "django_cache",
    "members_privatereading",
    "members_auditkey",
    "account_",
    "usersessions_",
)


def fingerprint() -> dict[str, str]:
    """For each table, the number of its rows and a checksum of them, whatever their order."""
    with connection.cursor() as cursor:
        tables = [
            name for name in connection.introspection.table_names(cursor) if not name.startswith(MAY_CHANGE)
        ]
        found = {}
        for name in sorted(tables):
            cursor.execute(
                f'SELECT count(*), coalesce(sum(hashtextextended(row::text, 0)), 0) FROM "{name}" AS row'  # noqa: S608
            )
            found[name] = ":".join(map(str, cursor.fetchone()))
    return found
