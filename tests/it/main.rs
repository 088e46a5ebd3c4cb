//! The integration tests. Every test runs on SQLite and on PostgreSQL. See `support` for the world that a test gets.

mod commands;
mod dashboard;
mod directory;
mod documents;
mod domain_matrix;
mod error_codes;
mod examples;
mod filters;
mod inbox;
mod introspection;
mod layers;
mod liaison;
mod names;
mod pages;
mod plans;
mod schema;
mod scope;
mod served;
mod statements;
mod statistics;
mod stories;
mod support;
mod twins;
mod who_may_do_what;
mod who_sees_what;
mod words;
