-- Run it as who administers the server, in psql: \connect orders
\set ON_ERROR_STOP on
-- The login of Daypass. Give it its password with: \password
SELECT 'CREATE ROLE "day''pass" LOGIN CREATEROLE' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'day''pass') \gexec
-- Cutting sessions.
GRANT pg_signal_backend TO "day'pass";
-- By this group Daypass knows its own roles. It gives nothing.
SELECT 'CREATE ROLE "daypass_grants" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'daypass_grants') \gexec
-- What may be given out: these groups, and no others. They get their rights from you, such as GRANT SELECT ON … TO …
SELECT 'CREATE ROLE "app_owner" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_owner') \gexec
SELECT 'CREATE ROLE "app_reader" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_reader') \gexec
SELECT current_setting('server_version_num')::int >= 160000 AS has_options \gset
\if :has_options
  GRANT "daypass_grants" TO "day'pass" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
  GRANT "app_owner" TO "day'pass" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
  GRANT "app_reader" TO "day'pass" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
\else
  GRANT "daypass_grants" TO "day'pass" WITH ADMIN OPTION;
  GRANT "app_owner" TO "day'pass" WITH ADMIN OPTION;
  GRANT "app_reader" TO "day'pass" WITH ADMIN OPTION;
\endif
-- Who gets what a role leaves behind.
SELECT 'CREATE ROLE "leftovers" NOLOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'leftovers') \gexec
GRANT "leftovers" TO "day'pass";
