//! The receiver accepts a referral: it takes a place of its service and can then read what the person consented to.

use async_graphql::InputObject;
use entity::{case, codes::DataClass as D, organisation, referral};
use uuid::Uuid;

use crate::{
    access::{action::Action, class::ClassSet},
    actions::{
        Verb,
        steps::referral::{
            Opening, open_share, {leads_to, take},
        },
    },
    global_id::Id,
    rules::{
        answering::{not_the_sender, take_place},
        consent::{Receiver, share_classes},
        emergency::{medical_consent_covers, without_medical_content},
        legal_override,
        referral::Step,
        refusal::{Refusal, RefusalCode},
        second_person::Human,
        sending::{purpose_fits, still_grounded},
    },
    store::{
        self,
        case_file::sending_facts::receiver,
        write::{change::Change, change_log::ChangeRecord, referral_step::Because, stop::ChangeError},
    },
};

/// The acceptance of a referral.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct AcceptReferralInput {
    pub referral_id: Id<referral::Entity>,
    pub version: i32,
    /// Set to true to accept without a free place.
    #[graphql(default)]
    pub over_capacity: bool,
}

impl Verb for AcceptReferralInput {
    const ACTION: Action = Action::AcceptReferral;
    type Subject = referral::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { referral_id, version, over_capacity } = self;
        let permit = Self::permit(change, referral_id.0).await?;
        let before = permit.row();
        let state = leads_to(change, &permit, version, Step::Accept)?;
        let me = change.me().await?;
        not_the_sender(&me, &[before.from_worker_id])?;
        let openings = openings(change, before, &me).await?;
        let service = change.locked_service(before.service_id).await?;
        let free = take_place(service.capacity_free, over_capacity)?;
        change.set_free_places(before.case_id, service, free).await?;
        let after = referral::Model { state, decided_at: Some(change.now()), over_capacity, ..before.clone() };
        let done = take(change, before, after, Because::default()).await?;
        for opening in openings {
            open_share(change, before, done.organisation_id, opening).await?;
        }
        Ok(done)
    }
}

/// The shares to open. The consent or override is checked again because it may have ended since the referral was sent.
async fn openings(change: &Change, row: &referral::Model, me: &Human) -> Result<Vec<Opening>, ChangeError> {
    purpose_fits(row.purpose, row.service_type)?;
    let receiver = receiver(&change.row::<organisation::Entity>(row.to_organisation_id).await?, row);
    let asked = ClassSet::from_bits(row.classes);
    let asked = without_medical_content(asked, row.consent_id, row.medical_consent_id);
    let mut openings = vec![opening(change, row, (&receiver, me), asked).await?];
    openings.extend(medical(change, row, &receiver).await?);
    Ok(openings)
}

async fn opening(
    change: &Change,
    row: &referral::Model,
    (receiver, me): (&Receiver, &Human),
    asked: ClassSet,
) -> Result<Opening, ChangeError> {
    let classes = |agreed, asked| share_classes(agreed, asked, receiver.organisation_type, row.purpose);
    let case = change.row::<case::Entity>(row.case_id).await?;
    let authority = change.authority(&case, row.purpose, row.to_organisation_id).await?;
    // What has changed may be protection data, so the receiver learns only that the consent or basis is not valid.
    let grounded = |consent| still_grounded(row.legal_basis, consent, authority).is_ok();
    if row.legal_basis.is_some() {
        let Some(approved) = change.override_in_force(row).await?.filter(|_| grounded(None)) else {
            return Err(legal_override::not_in_force().into());
        };
        not_the_sender(me, &[Some(approved.requested_by), approved.approved_by])?;
        let classes = classes(None, asked & ClassSet::from_bits(approved.classes));
        return Ok(Opening { classes, ends_at: Some(approved.valid_until), consent_id: None, later_facts: false });
    }
    let consent = match row.consent_id {
        Some(id) => store::case_file::consent::find(change.transaction(), id).await?,
        None => None,
    };
    match consent {
        Some((consent, terms))
            if grounded(Some(&terms)) && terms.covers(receiver, row.purpose, asked, change.now()).is_ok() =>
        {
            let classes = classes(Some(terms.classes_for(receiver, change.now())), asked);
            let (consent_id, later_facts) = (Some(consent.id), consent.includes_later_facts);
            Ok(Opening { classes, ends_at: terms.until(receiver), consent_id, later_facts })
        }
        _ => {
            let message = "the consent for this referral is not valid any more; the sender has to ask again";
            Err(Refusal::new(RefusalCode::ConsentNotValid, message).into())
        }
    }
}

/// The share for medical content, if its consent is valid. Without it the referral continues and the content is not
/// shared.
async fn medical(change: &Change, row: &referral::Model, receiver: &Receiver) -> Result<Option<Opening>, ChangeError> {
    let asked = ClassSet::from_bits(row.classes).holds(D::Medical);
    // The sender has asked for medical data under the same consent; the first share opens it.
    let opened = |id: &Uuid| asked && Some(*id) == row.consent_id;
    let Some(id) = row.medical_consent_id.filter(|id| !opened(id)) else { return Ok(None) };
    let Some((consent, terms)) = store::case_file::consent::find(change.transaction(), id).await? else {
        return Ok(None);
    };
    let case = change.row::<case::Entity>(row.case_id).await?;
    let authority = change.authority(&case, terms.purpose, row.to_organisation_id).await?;
    if medical_consent_covers(&terms, receiver, row.purpose, authority, change.now()).is_err() {
        return Ok(None);
    }
    let medical = ClassSet::of(&[D::Medical]);
    let agreed = Some(terms.classes_for(receiver, change.now()));
    let classes = share_classes(agreed, medical, receiver.organisation_type, row.purpose);
    let later_facts = consent.includes_later_facts;
    Ok(Some(Opening { classes, ends_at: terms.until(receiver), consent_id: Some(id), later_facts }))
}
