-- The three roles of the service on an external cluster. Run once as an administrator, connected to the
-- service's (empty) database, with psql 15 or later; safe to repeat, also to change passwords:
--
--   LEADER_MATCH_OWNER_PASSWORD=... LEADER_MATCH_APP_PASSWORD=... LEADER_MATCH_READER_PASSWORD=... \
--     psql "postgres://admin@host/leader_match" -f docker/roles.sql
--
-- The image of PostgreSQL runs it from /docker-entrypoint-initdb.d with the same three variables.
\set ON_ERROR_STOP on
\getenv owner_password LEADER_MATCH_OWNER_PASSWORD
\getenv app_password LEADER_MATCH_APP_PASSWORD
\getenv reader_password LEADER_MATCH_READER_PASSWORD

DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['leader_match_owner', 'leader_match_app', 'leader_match_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I', role_name);
    END IF;
  END LOOP;
END
$$;
ALTER ROLE leader_match_owner LOGIN PASSWORD :'owner_password';
ALTER ROLE leader_match_app LOGIN PASSWORD :'app_password';
ALTER ROLE leader_match_reader LOGIN PASSWORD :'reader_password';
ALTER DATABASE :"DBNAME" OWNER TO leader_match_owner;
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"DBNAME" TO leader_match_app, leader_match_reader;
ALTER SCHEMA public OWNER TO leader_match_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO leader_match_app, leader_match_reader;
