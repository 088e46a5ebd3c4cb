//! What the change log says of a changed row of a case.

use entity::{
    best_interest_determination, consent, consular_request, legal_order, legal_override, referral, share, stay,
    transfer,
};
use uuid::Uuid;

use crate::store::write::change_log::ChangeRecord;

/// A row that belongs to a case.
pub(crate) trait Recorded {
    /// Its table.
    const TABLE: &'static str;

    /// Its id, its case, and its version if the table counts versions.
    fn known(&self) -> (Uuid, Uuid, Option<i32>);
}

/// The change record of a row. `owner` is the organisation that owns the case.
pub(crate) fn done<R: Recorded>(row: &R, owner: Uuid, changed: Vec<&'static str>) -> ChangeRecord {
    let (id, case_id, version) = row.known();
    ChangeRecord { id, subject_type: R::TABLE, case_id, organisation_id: owner, version, changed }
}

impl Recorded for best_interest_determination::Model {
    const TABLE: &'static str = "best_interest_determinations";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for consent::Model {
    const TABLE: &'static str = "consents";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for consular_request::Model {
    const TABLE: &'static str = "consular_requests";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for legal_order::Model {
    const TABLE: &'static str = "legal_orders";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for legal_override::Model {
    const TABLE: &'static str = "legal_overrides";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for referral::Model {
    const TABLE: &'static str = "referrals";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for share::Model {
    const TABLE: &'static str = "shares";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, None)
    }
}

impl Recorded for stay::Model {
    const TABLE: &'static str = "stays";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}

impl Recorded for transfer::Model {
    const TABLE: &'static str = "transfers";

    fn known(&self) -> (Uuid, Uuid, Option<i32>) {
        (self.id, self.case_id, Some(self.version))
    }
}
