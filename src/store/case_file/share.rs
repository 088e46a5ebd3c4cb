//! Opening a share: the right to read begins, and the facts of the case at this moment are stored with it.

use entity::{case, person, share, share_facts};
use sea_orm::IntoActiveModel;

use crate::{
    error::Error,
    rules::medical::in_force,
    store::write::{change::Change, save::Write as _},
};

impl Change {
    /// Opens a share of a case, with the facts of the case as they are now.
    pub(crate) async fn open_share(&self, row: share::Model) -> Result<share::Model, Error> {
        // Reading by a referral does not ask for a centre: see `standings::shares_of_referral`.
        if row.referral_id.is_some() && row.centre_id.is_some() {
            return Err(Error::internal(&"the share of a referral is for the whole organisation"));
        }
        let case = self.row::<case::Entity>(row.case_id).await?;
        let row = row.into_active_model().insert_in(self).await?;
        let person = self.row::<person::Entity>(case.person_id).await?;
        known(&case, &person, &row).into_active_model().insert_in(self).await?;
        Ok(row)
    }
}

/// The facts of the case and of its person that a share stores.
pub fn known(case: &case::Model, person: &person::Model, share: &share::Model) -> share_facts::Model {
    // A fitness statement that had expired by then is not stored.
    let fitness = in_force(case.fitness_to_travel, case.fitness_valid_until, share.starts_at.date_naive());
    share_facts::Model {
        share_id: share.id,
        risk_level: case.risk_level,
        handling_instruction: case.handling_instruction.clone(),
        fitness_to_travel: fitness,
        fitness_valid_until: fitness.and(case.fitness_valid_until),
        deceased: Some(person.deceased),
        gender_identity: person.gender_identity.clone(),
        allergies: case.allergies.clone(),
        medical_emergency: Some(case.medical_emergency),
        immigration_status: case.immigration_status,
        consular_contact_allowed: Some(case.consular_contact_allowed),
    }
}
