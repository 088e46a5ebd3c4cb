//! The readers of a case file: which way by which an organisation may know of the case explains a reading, and what an officer
//! learns of it. A reading is explained by a way only if the reader could have made it by that way alone, so that
//! a way of which the officer may not know changes no line of another one.

use entity::codes::{AccessMode, DataClass, Purpose, ReadingWay, Relation};
use sea_orm::prelude::DateTimeUtc;
use uuid::Uuid;

use crate::access::{
    class::{ClassSet, coarse},
    clearance::Grants,
};

/// A way by which an organisation could read a case.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// Its kind.
    pub kind: ReadingWay,
    /// The share, referral or transfer.
    pub source_id: Option<Uuid>,
    /// The classes that it opens to the organisation.
    pub classes: ClassSet,
    /// The purpose for which it may be used; `None` for every purpose.
    pub purpose: Option<Purpose>,
    /// The centre whose staff it is for; `None` for the whole organisation.
    pub centre_id: Option<Uuid>,
    /// When it began; `None` if it has no beginning.
    pub from: Option<DateTimeUtc>,
    /// When it ended; `None` if it did not end.
    pub until: Option<DateTimeUtc>,
}

/// One reading of a case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'a> {
    /// When.
    pub at: DateTimeUtc,
    /// The purpose of the session.
    pub purpose: Option<Purpose>,
    /// The classes that were shown.
    pub shown: ClassSet,
    /// How far the case is closed, and whether the person is in a protected centre: some ways do not lead there.
    pub closed: (AccessMode, bool),
    /// What the policy grants to the roles of the reader in this kind of organisation.
    pub grants: &'a Grants,
}

impl Way {
    /// A way that has no source and no end.
    pub(crate) fn always(kind: ReadingWay) -> Self {
        Self { kind, source_id: None, classes: ClassSet::ALL, purpose: None, centre_id: None, from: None, until: None }
    }

    /// The classes of the reading that the reader could have read by this way alone. Empty: the way does not explain the reading.
    pub(crate) fn explains(&self, reading: &Reading<'_>, works_at: impl Fn(Uuid) -> bool) -> ClassSet {
        let begun = self.from.is_none_or(|from| from <= reading.at);
        let ended = self.until.is_some_and(|until| until <= reading.at);
        // The purpose of a session narrows shares: see `access::standings`.
        let purpose = reading.purpose.is_none_or(|asked| self.purpose.is_none_or(|it| it == asked));
        if !begun || ended || !purpose || !self.centre_id.is_none_or(works_at) {
            return ClassSet::NONE;
        }
        let granted = |relation| match reading.closed {
            (mode, false) => reading.grants.classes(mode, relation),
            (mode, true) => reading.grants.classes_in_protected(mode, relation),
        };
        let granted = match self.kind {
            ReadingWay::Owner => ClassSet::ALL,
            ReadingWay::Share => granted(Relation::ReferralActive),
            ReadingWay::Referral | ReadingWay::Transfer => granted(Relation::ReferralPending),
        };
        reading.shown & granted & self.classes
    }
}

/// The classes whose rows are secrets: the read log names such a class only if there was a row to show.
const SECRETS: [DataClass; 3] = [DataClass::Protection, DataClass::Medical, DataClass::Asylum];

/// Whether a reading of these classes makes no row. The log has a secret, or its masked form, only if there was something to show, and
/// an officer holds LOCATION and SYSTEM of no case: a row for them alone would say that there is something.
pub(crate) fn tells_nothing(classes: ClassSet) -> bool {
    let untold = |class: DataClass| is_secret(class) || [DataClass::Location, DataClass::System].contains(&class);
    classes.iter().all(untold)
}

/// Whether the class is a secret or a masked form of one.
fn is_secret(class: DataClass) -> bool {
    SECRETS.iter().any(|secret| *secret == class || coarse(*secret).contains(&class))
}

/// What a viewer who holds these classes of the case learns of the classes that were shown. A secret is named only to those who
/// read it, and its masked form neither: otherwise the name would say that there is something. Another class is named
/// to those who read it or its masked form.
pub(crate) fn told(shown: ClassSet, held: ClassSet) -> ClassSet {
    let knows = |class: DataClass| {
        let secret = SECRETS.iter().find(|secret| **secret == class || coarse(**secret).contains(&class));
        match secret {
            Some(secret) => held.holds(*secret),
            None => held.holds(class) || coarse(class).iter().any(|masked| held.holds(*masked)),
        }
    };
    shown.iter().filter(|class| knows(*class)).fold(ClassSet::NONE, |all, class| {
        // Each class alone: a set that is built from a class holds its masked forms too, which were decided on their own.
        all | ClassSet::from_bits(1_i64 << class as i64)
    })
}
