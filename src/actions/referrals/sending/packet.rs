//! What a draft is made from: the service, what is to be shared, and the ground to share it on. A draft may still be
//! incomplete; all of it is looked at when it is sent.

use async_graphql::InputObject;
use chrono::Datelike;
use entity::{
    codes::{DataClass as D, LegalBasis, Purpose, ReferralState, Urgency},
    consent, organisation, referral, service, worker,
};
use uuid::Uuid;

use crate::{
    access::{class::ClassSet, directive::holds},
    global_id::Id,
    rules::{
        inference::inference_class,
        reference,
        refusal::{Refusal, RefusalCode},
    },
    store::{
        change::{Change, Stop},
        reference::{taken_meanwhile, unused},
        step::{Written, write_draft},
        subject::Held,
    },
};

/// Sharing without consent: the basis in law, and who agreed to it.
#[derive(Clone, Debug, InputObject)]
pub struct LegalOverrideInput {
    /// The basis in law.
    #[graphql(directive = holds::apply(D::Operational))]
    pub legal_basis: LegalBasis,
    /// The second person, of your own organisation, who agreed.
    #[graphql(directive = holds::apply(D::Staff))]
    pub second_approver: Id<worker::Entity>,
}

/// What a referral rests on: a consent of this case, a basis in law with a second person, or nothing yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ground {
    pub consent_id: Option<Uuid>,
    pub legal_basis: Option<LegalBasis>,
    pub second_approver_id: Option<Uuid>,
}

/// A referral to be.
#[derive(Clone, Debug)]
pub(super) struct Packet {
    pub service: service::Model,
    pub urgency: Urgency,
    pub purpose: Purpose,
    pub classes: ClassSet,
    pub ground: Ground,
    pub reason_text: Option<String>,
    pub contact_restrictions: Option<String>,
    pub redirected_from_id: Option<Uuid>,
}

/// The ground, if consent and approver are of this case and this house. Another case's consent is not found, like one
/// that nobody gave.
pub(super) async fn ground(
    change: &Change,
    held: &Held,
    consent: Option<Id<consent::Entity>>,
    legal_override: Option<LegalOverrideInput>,
) -> Result<Ground, Stop> {
    let mut ground = Ground::default();
    if let Some(consent) = consent {
        ground.consent_id = Some(change.consent_of(held.case.case_id, consent.0).await?.id);
    }
    if let Some(LegalOverrideInput { legal_basis, second_approver }) = legal_override {
        if ground.consent_id.is_some() {
            let message = "a referral rests on a consent or on a basis in law; name one of them";
            return Err(Refusal::of("legalOverride", RefusalCode::ValueNotAllowed, message).into());
        }
        let approver = change.worker_of(held.case.organisation_id, second_approver.0).await?;
        if approver.id == change.scope.viewer.worker_id {
            let message = "sharing without consent needs the approval of a second person";
            return Err(Refusal::of("secondApprover", RefusalCode::SamePerson, message).into());
        }
        ground.legal_basis = Some(legal_basis);
        ground.second_approver_id = Some(approver.id);
    }
    Ok(ground)
}

/// Writes the draft.
pub(super) async fn draft(change: &Change, held: &Held, packet: Packet) -> Result<Written, Stop> {
    let Packet { service, urgency, purpose, classes, ground, reason_text, contact_restrictions, redirected_from_id } =
        packet;
    let receiver = change.row::<organisation::Entity>(service.organisation_id).await?;
    let inference_class = inference_class(service.service_type, receiver.organisation_type);
    // A row whose existence tells more than its author may read would be gone for its author as soon as it is written.
    if !change.scope.grants.clearance(&held.case, held.relations.at_home()).holds(inference_class) {
        let message =
            "a referral to this service tells more about the person than you may read; ask a colleague who may";
        return Err(Refusal::of("service", RefusalCode::ValueNotAllowed, message).into());
    }
    let Ground { consent_id, legal_basis, second_approver_id } = ground;
    let by = &change.scope.viewer;
    let now = change.now();
    let row = referral::Model {
        id: Uuid::now_v7(),
        reference: unused(change.transaction(), referral::Column::Reference, |drawn| {
            reference::referral(now.year(), drawn)
        })
        .await?,
        case_id: held.case.case_id,
        consent_id,
        legal_basis,
        second_approver_id,
        from_organisation_id: held.case.organisation_id,
        from_worker_id: Some(by.worker_id),
        to_organisation_id: service.organisation_id,
        service_id: service.id,
        service_type: service.service_type,
        urgency,
        purpose,
        classes: classes.to_bits(),
        inference_class,
        reason_text,
        contact_restrictions,
        state: ReferralState::Draft,
        sent_at: None,
        acknowledged_at: None,
        decided_at: None,
        scheduled_for: None,
        completed_at: None,
        closed_at: None,
        acknowledge_due_at: None,
        decide_due_at: None,
        service_due_at: None,
        next_due_at: None,
        paused_at: None,
        pauses: 0,
        question: None,
        answer: None,
        decline_reason: None,
        decline_text: None,
        outcome: None,
        outcome_text: None,
        not_completed_reason: None,
        end_reason: None,
        redirected_from_id,
        redirected_to_id: None,
        over_capacity: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    Ok(write_draft(change.transaction(), by, row).await.map_err(taken_meanwhile)?)
}
