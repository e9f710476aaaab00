-- Two accounts for one database. Run as a PostgreSQL superuser, in the site's database, before the first `migrate`
-- and again after every restore:  psql -d coproduce -f docs/deploy/roles.sql
--
-- coproduce_jobs  owns the tables: migrations, worker, beat, commands. It drops old months of the record of readings.
-- coproduce_web   reads and writes rows and can do nothing to a table. Somebody who breaks into the web server cannot
--                 switch off the trigger that keeps that record whole.
--
-- Then give each a password: \password coproduce_jobs   \password coproduce_web

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'coproduce_jobs') THEN
        CREATE ROLE coproduce_jobs LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'coproduce_web') THEN
        CREATE ROLE coproduce_web LOGIN;
    END IF;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO coproduce_jobs, coproduce_web', current_database());
END $$;

-- The site sets these itself (STATEMENT_TIMEOUT_SECONDS); here they also hold for whoever else uses the accounts.
ALTER ROLE coproduce_web SET statement_timeout = '10s';
ALTER ROLE coproduce_jobs SET statement_timeout = '120s';
ALTER ROLE coproduce_web SET lock_timeout = '3s';
ALTER ROLE coproduce_jobs SET lock_timeout = '3s';

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO coproduce_jobs;
GRANT USAGE ON SCHEMA public TO coproduce_web;

-- What is there already (after a restore), and what will come (before the first migrate).
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN
        SELECT relname, relkind FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S')
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'i' AND relkind = 'S')
    LOOP
        EXECUTE format('ALTER %s %I OWNER TO coproduce_jobs', CASE thing.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, thing.relname);
    END LOOP;
    FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO coproduce_jobs', thing.name);
    END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO coproduce_web;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO coproduce_web;
ALTER DEFAULT PRIVILEGES FOR ROLE coproduce_jobs IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO coproduce_web;
ALTER DEFAULT PRIVILEGES FOR ROLE coproduce_jobs IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO coproduce_web;
