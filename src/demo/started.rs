//! Where to start in a caseload: records that the examples can be tried on, by the names that their variables use.

use std::collections::BTreeMap;

use entity::{
    case,
    codes::{CaseStatus, ConsentStatus, DataClass, ReferralState, ServiceStatus},
    consent, consent_recipient, referral, service,
};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Query, SelectStatement},
};

use super::cast::{self, Persona};
use crate::{
    access::policy::spelled,
    global_id::encode,
    rules::referral::{ACTIVE, LIVE},
    store::database::Database,
};

/// What the examples of a case worker and a focal point need; a name is missing where the caseload has no such record.
///
/// # Errors
/// When the database does not answer.
pub async fn find(database: &Database) -> Result<BTreeMap<&'static str, String>, DbErr> {
    let mut found = BTreeMap::new();
    let (Some(worker), Some(partner)) = (cast::persona("case_worker"), cast::persona("ngo_focal_point")) else {
        return Ok(found);
    };
    if let Some(review) = referral_in(database, worker, partner, &[ReferralState::UnderReview]).await? {
        found.insert("referral_under_review", encode("Referral", review.id));
        found.insert("referral_under_review_version", review.version.to_string());
    }
    if let Some(accepted) = referral_in(database, worker, partner, ACTIVE).await? {
        found.insert("case_file", encode("Case", accepted.case_id));
        if let Some(consent) = accepted.consent_id {
            found.insert("consent_accepted", encode("Consent", consent));
        }
    }
    if let Some(draft) = draft_of(database, worker).await? {
        found.insert("referral_draft", encode("Referral", draft.id));
    }
    if let Some((consent, service)) = referable(database, worker).await? {
        found.insert("case_with_consent", encode("Case", consent.case_id));
        found.insert("consent", encode("Consent", consent.id));
        found.insert("consent_purpose", spelled(&consent.purpose));
        found.insert("service", encode("Service", service.id));
    }
    Ok(found)
}

/// A referral in one of these states, of a case that the worker follows, to the partner.
async fn referral_in(
    database: &Database,
    worker: &Persona,
    partner: &Persona,
    states: &[ReferralState],
) -> Result<Option<referral::Model>, DbErr> {
    referral::Entity::find()
        .filter(referral::Column::CaseId.in_subquery(followed(worker)))
        .filter(referral::Column::ToOrganisationId.eq(partner.organisation_id))
        .filter(referral::Column::State.is_in(states.iter().copied()))
        .filter(referral::Column::ConsentId.is_not_null())
        .order_by_desc(referral::Column::Id)
        .one(&database.reader)
        .await
}

async fn draft_of(database: &Database, worker: &Persona) -> Result<Option<referral::Model>, DbErr> {
    referral::Entity::find()
        .filter(referral::Column::CaseId.in_subquery(followed(worker)))
        .filter(referral::Column::State.eq(ReferralState::Draft))
        // One that tells something medical is not for a case worker to send.
        .filter(referral::Column::InferenceClass.is_in([DataClass::Operational, DataClass::Protection]))
        .order_by_desc(referral::Column::Id)
        .one(&database.reader)
        .await
}

/// An active consent of a case that the worker follows, and a service of an organisation that it names and to which the
/// case is not being referred.
async fn referable(database: &Database, worker: &Persona) -> Result<Option<(consent::Model, service::Model)>, DbErr> {
    let consents = consent::Entity::find()
        .filter(consent::Column::CaseId.in_subquery(followed(worker)))
        .filter(consent::Column::Status.eq(ConsentStatus::Active))
        .order_by_desc(consent::Column::Id)
        .all(&database.reader)
        .await?;
    for consent in consents {
        let named = consent_recipient::Entity::find()
            .filter(consent_recipient::Column::ConsentId.eq(consent.id))
            .filter(consent_recipient::Column::OrganisationId.ne(worker.organisation_id))
            .all(&database.reader)
            .await?;
        for organisation_id in named.into_iter().filter_map(|recipient| recipient.organisation_id) {
            let referred = referral::Entity::find()
                .filter(referral::Column::CaseId.eq(consent.case_id))
                .filter(referral::Column::ToOrganisationId.eq(organisation_id))
                .filter(referral::Column::State.is_in(LIVE.iter().copied()))
                .one(&database.reader)
                .await?;
            let service = service::Entity::find()
                .filter(service::Column::OrganisationId.eq(organisation_id))
                .filter(service::Column::Status.eq(ServiceStatus::Active))
                .filter(service::Column::Confidential.eq(false))
                .order_by_asc(service::Column::Id)
                .one(&database.reader)
                .await?;
            if let (None, Some(service)) = (referred, service) {
                return Ok(Some((consent, service)));
            }
        }
    }
    Ok(None)
}

/// The open cases that a worker follows.
fn followed(worker: &Persona) -> SelectStatement {
    let open = [CaseStatus::Open, CaseStatus::Active, CaseStatus::Reopened];
    Query::select()
        .column(case::Column::Id)
        .from(case::Entity)
        .and_where(case::Column::AssignedWorkerId.eq(worker.worker_id))
        .and_where(case::Column::Status.is_in(open))
        .take()
}
