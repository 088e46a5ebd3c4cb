//! The reasons for the end of a referral that the records support.

use entity::{
    case,
    codes::{CaseStatusGroup, Coarsens, ConsentStatus, ReferralEndReason},
    consent, referral,
};
use uuid::Uuid;

use crate::{error::Error, store::write::change::Change};

impl Change {
    /// The reasons that are true: the consent was withdrawn, the legal basis ended, the case was closed, or the viewer
    /// belongs to the organisation that refers or owns the case.
    pub(crate) async fn end_reasons_that_hold(
        &self,
        row: &referral::Model,
        owner: Uuid,
    ) -> Result<Vec<ReferralEndReason>, Error> {
        let mut so = Vec::new();
        let me = self.scope.viewer.organisation_id;
        if me == row.from_organisation_id || me == owner {
            so.push(ReferralEndReason::SenderRequest);
        }
        if let Some(id) = row.consent_id
            && self.row::<consent::Entity>(id).await?.status == ConsentStatus::Withdrawn
        {
            so.push(ReferralEndReason::ConsentWithdrawn);
        }
        if row.legal_basis.is_some() && row.sent_at.is_some() && self.override_in_force(row).await?.is_none() {
            so.push(ReferralEndReason::LegalBasisEnded);
        }
        if self.row::<case::Entity>(row.case_id).await?.status.coarse() == CaseStatusGroup::Closed {
            so.push(ReferralEndReason::CaseClosed);
        }
        Ok(so)
    }
}
