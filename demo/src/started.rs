//! Entry points into a caseload: records for the examples, by the names of their variables.

use std::collections::BTreeMap;

use entity::{
    case,
    codes::{CaseStatus, ConsentStatus, DataClass, LiaisonState, Purpose, ReferralState, ServiceStatus},
    consent, consent_recipient, consular_packet, consular_post, consular_request, referral, service,
};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Query, SelectStatement},
};
use waystation::{
    access::policy::spelled,
    global_id::encode,
    rules::referral::{ACTIVE, LIVE},
    store::database::Database,
};

use super::cast::{self, Persona};

/// The records that the examples of a case worker, a focal point, a consular worker and a liaison officer need. A name
/// is missing if the caseload has no such record.
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
    if let Some(liaison) = cast::persona("liaison_gin") {
        if let Some(packet) = packet_in_review(database, liaison).await? {
            found.insert("packet_in_review", packet.reference);
            found.insert("packet_in_review_version", packet.liaison_version.to_string());
        }
        if let Some(desk) = cast::persona("consular_worker")
            && let Some((consent, post)) = applicant(database, desk, liaison).await?
        {
            found.insert("case_for_consulate", encode("Case", consent.case_id));
            found.insert("consular_consent", encode("Consent", consent.id));
            found.insert("consular_post", encode("ConsularPost", post.id));
        }
    }
    Ok(found)
}

/// A packet that the liaison's post reviews, of a person whose nationality it can confirm.
async fn packet_in_review(database: &Database, liaison: &Persona) -> Result<Option<consular_packet::Model>, DbErr> {
    let held = Query::select()
        .column(consular_request::Column::Id)
        .from(consular_request::Entity)
        .and_where(consular_request::Column::HeldState.is_not_null())
        .take();
    consular_packet::Entity::find()
        .filter(consular_packet::Column::OrganisationId.eq(liaison.organisation_id))
        .filter(consular_packet::Column::LiaisonState.eq(LiaisonState::InReview))
        .filter(consular_packet::Column::RevokedAt.is_null())
        .filter(consular_packet::Column::ConsularRequestId.not_in_subquery(held))
        .order_by_desc(consular_packet::Column::SubmittedAt)
        .one(&database.reader)
        .await
}

/// A consent that names the liaison's post, of an open case without a consular request.
async fn applicant(
    database: &Database,
    desk: &Persona,
    liaison: &Persona,
) -> Result<Option<(consent::Model, consular_post::Model)>, DbErr> {
    let post = consular_post::Entity::find()
        .filter(consular_post::Column::OrganisationId.eq(liaison.organisation_id))
        .one(&database.reader)
        .await?;
    let named = Query::select()
        .column(consent_recipient::Column::ConsentId)
        .from(consent_recipient::Entity)
        .and_where(consent_recipient::Column::OrganisationId.eq(liaison.organisation_id))
        .take();
    let asked = Query::select().column(consular_request::Column::CaseId).from(consular_request::Entity).take();
    let open = open_cases().and_where(case::Column::OrganisationId.eq(desk.organisation_id)).take();
    let consent = consent::Entity::find()
        .filter(consent::Column::Purpose.eq(Purpose::ConsularDocument))
        .filter(consent::Column::Status.eq(ConsentStatus::Active))
        .filter(consent::Column::Id.in_subquery(named))
        .filter(consent::Column::CaseId.in_subquery(open))
        .filter(consent::Column::CaseId.not_in_subquery(asked))
        .order_by_desc(consent::Column::Id)
        .one(&database.reader)
        .await?;
    Ok(consent.zip(post))
}

/// A referral in one of these states to the partner, of a case that is assigned to the worker.
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
        // A referral without consent waits for a second person.
        .filter(referral::Column::ConsentId.is_not_null())
        // A case worker may not send a referral whose existence reveals medical data.
        .filter(referral::Column::InferenceClass.is_in([DataClass::Operational, DataClass::Protection]))
        .order_by_desc(referral::Column::Id)
        .one(&database.reader)
        .await
}

/// An active consent of a case that is assigned to the worker, and a service of an organisation that it names, to which
/// the case has no live referral.
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

/// The open cases that are assigned to a worker.
fn followed(worker: &Persona) -> SelectStatement {
    open_cases().and_where(case::Column::AssignedWorkerId.eq(worker.worker_id)).take()
}

fn open_cases() -> SelectStatement {
    let open = [CaseStatus::Open, CaseStatus::Active, CaseStatus::Reopened];
    Query::select().column(case::Column::Id).from(case::Entity).and_where(case::Column::Status.is_in(open)).take()
}
