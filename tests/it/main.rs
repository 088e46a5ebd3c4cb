//! The tests of the whole: every test runs on SQLite and on PostgreSQL. See `support` for the world that a test gets.

mod inbox;
mod plans;
mod schema;
mod scope;
mod support;
