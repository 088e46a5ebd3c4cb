//! The tests of the whole: every test runs on SQLite and on PostgreSQL. See `support` for the world that a test gets.

mod inbox;
mod layers;
mod plans;
mod schema;
mod scope;
mod stories;
mod support;
mod who_sees_what;
