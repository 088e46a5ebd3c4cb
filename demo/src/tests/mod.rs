//! The caseload compared with the public figures that it is drawn from, and with the rules of the field.

mod cast;
mod consular;
mod derived;
mod figures;
mod filling;
mod invariants;
mod issuer;
mod second_person;
mod stays;

use std::sync::LazyLock;

use chrono::{DateTime, Utc};

use super::{Caseload, places, references::References, rows::Rows};

fn now() -> DateTime<Utc> {
    "2026-11-20T10:30:00Z".parse().expect("a time")
}

/// The default caseload, generated once for all tests that only read it.
fn usual() -> &'static Rows {
    static USUAL: LazyLock<Rows> = LazyLock::new(|| made(2_000, 1));
    &USUAL
}

fn made(people: u64, seed: u64) -> Rows {
    let caseload = Caseload { people, seed, now: now() };
    places(&caseload, &mut References::default(), 0..people)
}
