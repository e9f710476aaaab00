"""The record of who read whose private things: monthly partitions, closed to UPDATE, DELETE and TRUNCATE.

Only the owner of the table gets rid of old rows, by dropping a whole month (members.actions.audit).
"""

from django.db import migrations


FORWARDS = """
CREATE TABLE members_privatereading (
    id uuid NOT NULL,
    read_at timestamptz NOT NULL,
    reader uuid NOT NULL,
    about uuid NOT NULL,
    what varchar(10) NOT NULL,
    PRIMARY KEY (id, read_at)
) PARTITION BY RANGE (read_at);
CREATE TABLE members_privatereading_other PARTITION OF members_privatereading DEFAULT;
CREATE INDEX members_privatereading_about ON members_privatereading (about, read_at DESC);

CREATE FUNCTION members_privatereading_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a record of a reading is never changed or removed';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON members_privatereading
    FOR EACH ROW EXECUTE FUNCTION members_privatereading_stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON members_privatereading
    FOR EACH STATEMENT EXECUTE FUNCTION members_privatereading_stays();

INSERT INTO members_sitestate (id, sending_held, clock_offset) VALUES (1, false, interval '0');
"""

BACKWARDS = """
DELETE FROM members_sitestate;
DROP TABLE members_privatereading;
DROP FUNCTION members_privatereading_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_first")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
