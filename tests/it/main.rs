//! The integration tests. Every test runs on SQLite and on PostgreSQL. See `support` for the world that a test gets.

#![expect(clippy::large_futures, reason = "a story holds its whole world")]

mod available;
mod code_lists;
mod commands;
mod dashboard;
mod directory;
mod documents;
mod domain_matrix;
mod error_codes;
mod examples;
mod explained;
mod filters;
mod in_force;
mod inbox;
mod introspection;
mod layers;
mod liaison;
mod metrics;
mod migrated;
mod names;
mod pages;
mod plans;
mod random;
mod schema;
mod scope;
mod served;
mod standards;
mod statements;
mod statistics;
mod stories;
mod subscribed;
mod support;
mod twins;
mod validated;
mod who_may_do_what;
mod who_sees_what;
mod words;
mod work_lists;
mod workloads;
