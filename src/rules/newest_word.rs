//! The newest word of the person decides: a later consent or refusal takes the place of an earlier one of the same purpose, as
//! far as both speak of the same recipients. For other recipients the earlier one goes on.

use chrono::{DateTime, NaiveDate, Utc};
use entity::codes::{OrganisationType, ReferralEndReason};

use super::{consent::Recipient, consent_time::Standing};

/// A line of "whom I agree to", with the kind of the organisation that it names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Named {
    /// The line.
    pub line: Recipient,
    /// The kind of organisation: the one that the line gives, or that of the organisation.
    pub kind: Option<OrganisationType>,
}

/// Whom an earlier consent speaks of.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Whom it names.
    pub named: Vec<Named>,
    /// Those of them for whom a word in between decides already.
    pub excluded: Vec<Named>,
}

/// What becomes of the earlier consent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Effect {
    /// It speaks of others.
    None,
    /// It goes on for some of its recipients, and not for those that the newer word names.
    Part,
    /// The newer word names all of its recipients: it is over.
    Whole,
}

/// What a newer word that names these recipients does to an earlier consent. A refusal that names nobody is one to everybody.
#[must_use]
pub fn effect(earlier: &Lines, newer: &[Named]) -> Effect {
    if newer.is_empty() {
        return Effect::Whole;
    }
    let mut left =
        earlier.named.iter().filter(|line| !earlier.excluded.iter().any(|gone| within(line, gone))).peekable();
    // What nobody is left of is over already, and shows as such.
    if left.peek().is_none() {
        return Effect::None;
    }
    let left: Vec<&Named> = left.collect();
    if left.iter().all(|line| newer.iter().any(|newer| within(line, newer))) {
        return Effect::Whole;
    }
    let meets = left.iter().any(|line| newer.iter().any(|newer| meet(line, newer)));
    if meets { Effect::Part } else { Effect::None }
}

/// Whether a receiver may exist that both lines name.
#[must_use]
pub fn meet(one: &Named, other: &Named) -> bool {
    agree(one.line.organisation_id, other.line.organisation_id)
        && agree(one.kind, other.kind)
        && agree(one.line.service_type, other.line.service_type)
}

/// Whether the second line names every receiver that the first one names.
fn within(line: &Named, wider: &Named) -> bool {
    implied(line.line.organisation_id, wider.line.organisation_id)
        && implied(line.kind, wider.line.organisation_type)
        && implied(line.line.service_type, wider.line.service_type)
}

fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

fn implied<T: Copy + PartialEq>(narrow: Option<T>, wide: Option<T>) -> bool {
    wide.is_none_or(|wide| narrow == Some(wide))
}

/// The day on which the person said it. A form that is entered late counts from the day on which it began to hold; one that
/// begins later was said when it was recorded. A no counts from its recording, because nobody should believe that sharing
/// stopped while it goes on.
#[must_use]
pub fn said_on(refused: bool, valid_from: DateTime<Utc>, recorded_at: DateTime<Utc>) -> NaiveDate {
    let at = if refused { recorded_at } else { valid_from.min(recorded_at) };
    at.date_naive()
}

/// Why a referral ends for whose receiver a consent does not hold any more, and no other one takes its place.
#[must_use]
pub const fn ended_because(standing: Standing, refused: bool) -> ReferralEndReason {
    match standing {
        Standing::Withdrawn | Standing::Refused => ReferralEndReason::ConsentWithdrawn,
        Standing::Expired => ReferralEndReason::ConsentExpired,
        Standing::Draft | Standing::NotYetValid | Standing::Active | Standing::Superseded => {
            if refused {
                ReferralEndReason::ConsentWithdrawn
            } else {
                ReferralEndReason::ConsentNarrowed
            }
        }
    }
}
