//! The tests of the whole: every test runs on SQLite and on PostgreSQL. See `support` for the world that a test gets.

mod examples;
mod inbox;
mod layers;
mod plans;
mod schema;
mod scope;
mod served;
mod stories;
mod support;
mod who_sees_what;
