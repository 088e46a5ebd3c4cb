//! A worker's request for sharing without consent. It gives no access until it is approved.

use async_graphql::InputObject;
use chrono::{Duration, SubsecRound as _};
use entity::{
    best_interest_determination, case,
    codes::{DataClass as D, LegalBasis},
    legal_override,
};
use sea_orm::{IntoActiveModel, prelude::DateTimeUtc};
use uuid::Uuid;

use super::{Resting, resting::Opens};
use crate::{
    access::directive::holds,
    global_id::Id,
    rules::{
        best_interest::{About, valid_until as ends_at},
        legal_override::{LONGEST_DAYS, Request, may_request},
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::ChangeRecord, recorded::done, save::Write as _, stop::ChangeError},
};

/// A request to share without consent. Another person has to approve it before the referral is sent or the transfer
/// is offered.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct LegalOverrideInput {
    /// Legal basis for sharing without consent.
    pub legal_basis: LegalBasis,
    /// Reason why nobody can consent and why the data has to be shared.
    pub reason: String,
    /// When the override ends, at most 30 days from now. Default: 30 days from now.
    #[graphql(directive = holds::apply(D::Legal))]
    pub valid_until: Option<DateTimeUtc>,
    /// The best-interest determination in favour. Required for `BEST_INTEREST_CHILD`.
    pub determination_id: Option<Id<best_interest_determination::Entity>>,
}

/// A checked request.
#[derive(Clone, Debug)]
pub(in crate::actions) struct OverrideRequest {
    pub legal_basis: LegalBasis,
    pub reason: String,
    pub valid_until: DateTimeUtc,
    pub determination_id: Option<Uuid>,
    pub renews_id: Option<Uuid>,
}

impl OverrideRequest {
    /// Checks the input for this purpose.
    pub(crate) async fn of(change: &Change, about: About, input: LegalOverrideInput) -> Result<Self, ChangeError> {
        let LegalOverrideInput { legal_basis, reason, valid_until, determination_id } = input;
        let determination_id = determination_id.map(|named| named.0);
        let valid_until = valid_until.unwrap_or_else(|| change.now() + Duration::days(LONGEST_DAYS)).trunc_subsecs(6);
        let mut asked = Self {
            legal_basis,
            reason: text::required("reason", TextKind::Paragraph, &reason)?,
            valid_until,
            determination_id,
            renews_id: None,
        };
        asked.checked(change, about).await?;
        Ok(asked)
    }

    /// Checks the request. It ends with the determination that it is based on.
    pub(super) async fn checked(&mut self, change: &Change, about: About) -> Result<(), ChangeError> {
        let Self { legal_basis, valid_until, determination_id, .. } = *self;
        let request = facts(change, about, (legal_basis, valid_until, determination_id)).await?;
        may_request(&request, change.now())?;
        if legal_basis == LegalBasis::BestInterestChild {
            self.valid_until = request.in_best_interest.into_iter().chain([valid_until]).min().unwrap_or(valid_until);
        }
        Ok(())
    }
}

/// The facts that the rules need. A determination of another case, or about another receiver, counts as missing, as an
/// unknown one does.
pub(super) async fn facts(
    change: &Change,
    about: About,
    (legal_basis, valid_until, determination_id): (LegalBasis, DateTimeUtc, Option<Uuid>),
) -> Result<Request, ChangeError> {
    let case = change.row::<case::Entity>(about.case_id).await?;
    let speaks = change.determined_for(about).await?;
    Ok(Request {
        legal_basis,
        valid_until,
        child: change.of_child(&case).await?,
        in_best_interest: speaks.filter(|row| Some(row.id) == determination_id).as_ref().and_then(ends_at),
    })
}

/// Writes the request.
pub(in crate::actions) async fn ask(
    change: &Change,
    owner: Uuid,
    resting: &Resting,
    asked: OverrideRequest,
) -> Result<(legal_override::Model, ChangeRecord), ChangeError> {
    let OverrideRequest { legal_basis, reason, valid_until, determination_id, renews_id } = asked;
    let Opens { classes, inference_class, emergency_care } = resting.opens();
    let (referral_id, transfer_id) = match resting {
        Resting::Referral(row) => (Some(row.id), None),
        Resting::Transfer(row, _) => (None, Some(row.id)),
    };
    let case = change.row::<case::Entity>(resting.case_id()).await?;
    let row = legal_override::Model::builder()
        .id(Uuid::now_v7())
        .case_id(resting.case_id())
        .organisation_id(case.organisation_id)
        .country(case.country)
        .maybe_referral_id(referral_id)
        .maybe_transfer_id(transfer_id)
        .legal_basis(legal_basis)
        .reason(reason)
        .classes(classes.to_bits())
        .inference_class(inference_class)
        .emergency_care(emergency_care)
        .maybe_determination_id(determination_id)
        .maybe_renews_id(renews_id)
        .requested_by(change.scope.viewer.worker_id)
        .valid_until(valid_until)
        .created_at(change.now())
        .build();
    let row = row.into_active_model().insert_in(change).await?;
    let of = if transfer_id.is_some() { "transfer_id" } else { "referral_id" };
    let changed = vec![of, "legal_basis", "reason", "classes", "requested_by", "valid_until"];
    let done = done(&row, owner, changed);
    Ok((row, done))
}
