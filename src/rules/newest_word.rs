//! The newest statement of the person decides. A later consent or refusal replaces an earlier one of the same purpose
//! for the recipients that both name. For other recipients the earlier one continues.

use chrono::{DateTime, Utc};
use entity::{
    codes::{ConsentStatus, OrganisationType, ReferralEndReason},
    consent,
};

use super::{consent::Recipient, consent_time::ConsentState};

/// A line of recipients, with the kind of the organisation that it names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Named {
    /// Recipients of the line.
    pub line: Recipient,
    /// The kind that the line names, or the kind of the organisation that it names.
    pub kind: Option<OrganisationType>,
}

/// The recipients of an earlier consent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// The recipients that it names.
    pub named: Vec<Named>,
    /// Those about whom another statement decides, each from its moment on.
    pub excluded: Vec<(Named, DateTime<Utc>)>,
}

impl Lines {
    /// The recipients about whom the consent decides at this moment. A statement that begins later leaves it its recipients
    /// until then.
    pub(crate) fn left(&self, at: DateTime<Utc>) -> Vec<Named> {
        let decided = |line: &Named| self.excluded.iter().any(|(gone, from)| *from <= at && within(line, gone));
        self.named.iter().filter(|line| !decided(line)).copied().collect()
    }
}

/// Effect of a newer statement on an earlier consent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Effect {
    /// It has no recipient in common with the newer statement.
    None,
    /// It continues without the recipients that the newer statement names.
    Part,
    /// It is over because the newer statement names all of its recipients.
    Whole,
}

/// The effect of a newer statement that names these recipients and counts from this moment on an earlier consent. A
/// refusal without recipients applies to everybody.
pub(crate) fn effect(earlier: &Lines, newer: &[Named], from: DateTime<Utc>) -> Effect {
    if newer.is_empty() {
        return Effect::Whole;
    }
    let left = earlier.left(from);
    // A consent without remaining recipients is already over and is shown so.
    if left.is_empty() {
        return Effect::None;
    }
    if left.iter().all(|line| newer.iter().any(|newer| within(line, newer))) {
        return Effect::Whole;
    }
    let meets = left.iter().any(|line| newer.iter().any(|newer| meet(line, newer)));
    if meets { Effect::Part } else { Effect::None }
}

/// Whether a receiver can exist that both lines name.
pub(crate) fn meet(one: &Named, other: &Named) -> bool {
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

/// The moment of a statement, as far as it decides which of two statements is the newer one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Said {
    /// When the person said it.
    at: DateTime<Utc>,
    /// Whether it is a refusal or a withdrawal.
    no: bool,
    /// Whether it was recorded later than it was said.
    late: bool,
}

impl Said {
    /// The moment of a consent, a refusal or a withdrawal. A form that is entered late counts from its start of validity; one
    /// that begins later counts from its recording. A refusal counts from its recording, because nobody should believe that
    /// sharing stopped earlier than it did. A withdrawn consent counts as the withdrawal.
    pub(crate) fn of(row: &consent::Model) -> Self {
        match row.status {
            ConsentStatus::Refused => Self { at: row.created_at, no: true, late: false },
            ConsentStatus::Withdrawn => Self { at: row.withdrawn_at.unwrap_or(row.updated_at), no: true, late: false },
            _ => Self { at: row.valid_from.min(row.created_at), no: false, late: row.valid_from < row.created_at },
        }
    }

    /// Whether this statement, which was recorded last, decides over the other one. A late form of the same moment as a refusal
    /// does not.
    pub(crate) fn decides_over(self, other: Self) -> bool {
        self.at > other.at || self.at == other.at && (self.no || !other.no || !self.late)
    }

    /// When the person said it.
    pub(crate) const fn at(self) -> DateTime<Utc> {
        self.at
    }

    /// Whether it is a refusal or a withdrawal.
    pub(crate) const fn no(self) -> bool {
        self.no
    }
}

/// The end reason of a referral whose receiver no consent covers any more.
pub(crate) const fn ended_because(state: ConsentState, refused: bool) -> ReferralEndReason {
    match state {
        ConsentState::Withdrawn | ConsentState::Refused => ReferralEndReason::ConsentWithdrawn,
        ConsentState::Expired => ReferralEndReason::ConsentExpired,
        ConsentState::Draft | ConsentState::NotYetValid | ConsentState::Active | ConsentState::Superseded => {
            if refused { ReferralEndReason::ConsentWithdrawn } else { ReferralEndReason::ConsentNarrowed }
        }
    }
}
