-- The application works as a role that may add to what must never change, and neither alter nor remove it.
-- Migrations and backups work as the owner. Whoever the application signs in as must be a member of the role.

DO $$
BEGIN
    CREATE ROLE tolkeregister_app NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;  -- roles belong to the server: another database made it
    WHEN insufficient_privilege THEN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tolkeregister_app') THEN
            RAISE EXCEPTION 'the role tolkeregister_app must be made first, by one who may: CREATE ROLE tolkeregister_app';
        END IF;
END $$;
DO $$
DECLARE
    -- from 16 on, who makes a role is a member who may not yet work in it
    to_work_in_it text := CASE WHEN current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END;
BEGIN
    IF NOT pg_has_role(current_user, 'tolkeregister_app', to_work_in_it) THEN
        EXECUTE format('GRANT tolkeregister_app TO %I', current_user);
    END IF;
EXCEPTION
    WHEN unique_violation THEN NULL;  -- another migrator, in the same instant
    WHEN insufficient_privilege THEN NULL;  -- made by another: whoever the service signs in as is a member, not this owner
END $$;

GRANT USAGE ON SCHEMA public TO tolkeregister_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tolkeregister_app;
GRANT SELECT, USAGE ON ALL SEQUENCES IN SCHEMA public TO tolkeregister_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tolkeregister_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, USAGE ON SEQUENCES TO tolkeregister_app;

REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM tolkeregister_app;
-- a correction is a new row
REVOKE UPDATE, DELETE ON audit_event, assignment_fact FROM tolkeregister_app;

-- The roll-up waits for facts in flight, which takes a privilege of the owner's.
CREATE FUNCTION wait_for_facts_in_flight() RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS 'LOCK TABLE assignment_fact IN SHARE MODE';
REVOKE EXECUTE ON FUNCTION wait_for_facts_in_flight() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION wait_for_facts_in_flight() TO tolkeregister_app;
