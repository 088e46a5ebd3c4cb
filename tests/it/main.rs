//! The tests of the whole: every test runs on SQLite and on PostgreSQL. See `support` for the world that a test gets.

mod inbox;
mod schema;
mod scope;
mod support;
mod twins;
mod who_sees_what;
