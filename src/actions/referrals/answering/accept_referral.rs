//! The receiver accepts: it takes a place of its service, and reads what the person consented to from now on.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, organisation, referral};

use crate::{
    access::{action::Action, class::ClassSet, directive::holds},
    actions::{
        Verb,
        referrals::{
            consequences::{Opening, open_share},
            step::{leads_to, take},
        },
    },
    global_id::Id,
    rules::{
        answering::take_place,
        consent::share_classes,
        referral::Step,
        refusal::{Refusal, RefusalCode},
    },
    store::{
        self,
        change::{Act, Change, Done, Stop},
        sending::receiver,
        step::Because,
    },
};

/// Accept a referral to your organisation.
#[derive(Debug)]
pub struct AcceptReferral;

/// Which referral.
#[derive(Clone, Debug, InputObject)]
pub struct AcceptReferralInput {
    /// The referral.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub referral: Id<referral::Entity>,
    /// Its version as you read it.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Say so when you mean to accept without a free place.
    #[graphql(directive = holds::apply(D::Operational), default)]
    pub over_capacity: bool,
}

impl Act for AcceptReferral {
    const ACTION: Action = Action::AcceptReferral;
    type Subject = referral::Model;
}

impl Verb for AcceptReferral {
    const DOC: &'static str = "Accept a referral: your organisation reads what the person consented to from now on.";
    type Input = AcceptReferralInput;

    async fn run(change: &Change, input: AcceptReferralInput) -> Result<Done, Stop> {
        let AcceptReferralInput { referral, version, over_capacity } = input;
        let permit = change.permit::<Self>(referral.0).await?;
        let before = permit.row();
        let state = leads_to(change, &permit, version, Step::Accept)?;
        let opening = opening(change, before).await?;
        let service = change.locked_service(before.service_id).await?;
        let free = take_place(service.capacity_free, over_capacity)?;
        change.set_free_places(before.case_id, service, free).await?;
        let after = referral::Model { state, decided_at: Some(change.now()), over_capacity, ..before.clone() };
        let done = take(change, before, after, Because::default()).await?;
        open_share(change, before, done.organisation_id, opening).await?;
        Ok(done)
    }
}

/// What opens: the consent is looked at again, for it may have run out since the referral was sent.
async fn opening(change: &Change, row: &referral::Model) -> Result<Opening, Stop> {
    let receiver = receiver(&change.row::<organisation::Entity>(row.to_organisation_id).await?, row);
    let asked = ClassSet::from_bits(row.classes);
    let classes = |consented| share_classes(consented, asked, receiver.organisation_type, row.purpose);
    if row.legal_basis.is_some() {
        return Ok(Opening { classes: classes(None), ends_at: None, later_facts: false });
    }
    let consent = match row.consent_id {
        Some(id) => store::consent::find(change.transaction(), id).await?,
        None => None,
    };
    match consent {
        Some((consent, terms)) if terms.covers(&receiver, row.purpose, asked, change.now()).is_ok() => {
            let classes = classes(Some(terms.classes_for(&receiver)));
            Ok(Opening { classes, ends_at: consent.valid_until, later_facts: consent.includes_later_facts })
        }
        _ => {
            let message = "the consent that this referral rests on does not hold any more; the sender has to ask again";
            Err(Refusal::new(RefusalCode::ConsentNotValid, message).into())
        }
    }
}
