-- Taken once by the image of PostgreSQL, as the administrator, when docker compose makes the data folder: each program gets
-- a role that owns its own databases and may do nothing else.
\set ON_ERROR_STOP on
\getenv data_password COHORTIUM_POSTGRES_PASSWORD
\getenv temporal_password TEMPORAL_POSTGRES_PASSWORD
create role cohortium login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'data_password';
create role temporal login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password :'temporal_password';
create database cohortium owner cohortium;
create database temporal owner temporal;
create database temporal_visibility owner temporal;
revoke connect, temporary on database cohortium, temporal, temporal_visibility from public;
