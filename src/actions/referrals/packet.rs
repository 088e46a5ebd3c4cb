//! The content of a draft: the service, the data to share and its legal basis. A draft can be incomplete; sending
//! checks everything.

use chrono::Datelike;
use entity::{
    codes::{DataClass, Purpose, ReferralReason, Urgency},
    consent, organisation, referral, service,
};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    actions::overriding::{LegalOverrideInput, OverrideRequest, Resting, ask},
    global_id::Id,
    rules::{
        best_interest::About,
        inference::{inference_class, is_emergency_care, may_refer, may_reveal, with_what_is_told},
        reference,
        refusal::{Refusal, RefusalCode},
        sending::{may_ask_for, purpose_fits},
    },
    store::{
        access::basis::PermitBasis,
        write::{
            change::Change,
            reference::{taken_meanwhile, unused},
            referral_step::{Written, write_draft},
            stop::ChangeError,
        },
    },
};

/// The legal basis of a referral: a consent of this case, a request to share without consent, or nothing yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Ground {
    pub consent_id: Option<Uuid>,
    pub legal_override: Option<OverrideRequest>,
}

/// The content of a new referral.
#[derive(Clone, Debug)]
pub(super) struct Packet {
    pub service: service::Model,
    pub urgency: Urgency,
    pub purpose: Purpose,
    pub classes: ClassSet,
    pub ground: Ground,
    pub reason_code: Option<ReferralReason>,
    pub reason_text: Option<String>,
    pub contact_restrictions: Option<String>,
    pub redirected_from_id: Option<Uuid>,
}

/// Finds the legal basis. A consent of another case gives `NotFound`, as an unknown one does.
pub(super) async fn ground(
    change: &Change,
    (held, purpose, receiver_id): (&PermitBasis, Purpose, Uuid),
    consent: Option<Id<consent::Entity>>,
    legal_override: Option<LegalOverrideInput>,
) -> Result<Ground, ChangeError> {
    let case_id = held.case.case_id;
    let mut ground = Ground::default();
    if let Some(consent) = consent {
        ground.consent_id = Some(change.consent_of(case_id, consent.0).await?.id);
    }
    if let Some(input) = legal_override {
        let message = "a referral needs a consent or a legal basis, not both; name one of them";
        Refusal::of("legalOverride", RefusalCode::ValueNotAllowed, message).when(ground.consent_id.is_some())?;
        ground.legal_override =
            Some(OverrideRequest::of(change, About { case_id, purpose, receiver_id }, input).await?);
    }
    Ok(ground)
}

/// What the service, the purpose and the classes say of a referral.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Told {
    /// The class that its existence reveals.
    pub inference_class: DataClass,
    /// Whether it asks for emergency care.
    pub emergency_care: bool,
}

/// The classes that the sender reads of the case, and can ask to share.
pub(super) fn reads(change: &Change, held: &PermitBasis) -> ClassSet {
    change.scope.grants.clearance(&held.case, held.relations.at_home())
}

/// What the content reveals. Checks that the writer reads it.
pub(super) async fn told(
    change: &Change,
    held: &PermitBasis,
    service: &service::Model,
    (urgency, purpose, classes): (Urgency, Purpose, ClassSet),
) -> Result<Told, ChangeError> {
    let receiver = change.row::<organisation::Entity>(service.organisation_id).await?;
    let of_service = inference_class(service.service_type, receiver.organisation_type);
    let inference_class = with_what_is_told(of_service, purpose, classes);
    let emergency_care = is_emergency_care(service.service_type, urgency, inference_class);
    let (grants, home) = (&change.scope.grants, held.relations.at_home());
    let reads = reads(change, held);
    purpose_fits(purpose, service.service_type)?;
    may_reveal(reads, inference_class, emergency_care && grants.answers_for(&held.case, home))?;
    may_refer(&change.scope.viewer.roles, inference_class, "serviceId")?;
    Ok(Told { inference_class, emergency_care })
}

/// Writes the draft.
pub(super) async fn draft(change: &Change, held: &PermitBasis, packet: Packet) -> Result<Written, ChangeError> {
    let Packet {
        service,
        urgency,
        purpose,
        classes,
        ground,
        reason_code,
        reason_text,
        contact_restrictions,
        redirected_from_id,
    } = packet;
    may_ask_for(classes, reads(change, held))?;
    let Told { inference_class, emergency_care } = told(change, held, &service, (urgency, purpose, classes)).await?;
    let Ground { consent_id, legal_override } = ground;
    let by = &change.scope.viewer;
    let now = change.now();
    let row = referral::Model::builder()
        .id(Uuid::now_v7())
        .reference(
            unused(change.transaction(), referral::Column::Reference, |drawn| reference::referral(now.year(), drawn))
                .await?,
        )
        .case_id(held.case.case_id)
        .from_organisation_id(held.case.organisation_id)
        .to_organisation_id(service.organisation_id)
        .service_id(service.id)
        .service_type(service.service_type)
        .urgency(urgency)
        .purpose(purpose)
        .classes(classes.to_bits())
        .inference_class(inference_class)
        .emergency_care(emergency_care)
        .reason_code(reason_code.unwrap_or_else(|| usual_reason(urgency)))
        .created_at(now)
        .maybe_consent_id(consent_id)
        .maybe_legal_basis(legal_override.as_ref().map(|asked| asked.legal_basis))
        .from_worker_id(by.worker_id)
        .maybe_reason_text(reason_text)
        .maybe_contact_restrictions(contact_restrictions)
        .maybe_redirected_from_id(redirected_from_id)
        .build();
    let written = write_draft(change.transaction(), by, row).await.map_err(taken_meanwhile)?;
    if let Some(asked) = legal_override {
        let (_, done) =
            ask(change, held.case.organisation_id, &Resting::Referral(Box::new(written.row.clone())), asked).await?;
        change.record("REQUEST_LEGAL_OVERRIDE".to_owned(), &done).await?;
    }
    Ok(written)
}

/// The default reason of a referral.
const fn usual_reason(urgency: Urgency) -> ReferralReason {
    match urgency {
        Urgency::Immediate | Urgency::Emergency => ReferralReason::Emergency,
        Urgency::Urgent | Urgency::Routine => ReferralReason::ServiceNeeded,
    }
}
