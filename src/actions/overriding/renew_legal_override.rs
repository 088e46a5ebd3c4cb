//! A worker requests that sharing without consent continues. Another person has to approve the new request.

use async_graphql::InputObject;
use chrono::{Duration, SubsecRound as _};
use entity::{codes::DataClass as D, legal_override};
use sea_orm::prelude::DateTimeUtc;

use super::{
    Resting,
    request::{Asked, ask},
};
use crate::{
    access::{action::Action, directive::holds},
    actions::Verb,
    global_id::Id,
    rules::{
        legal_override::{LONGEST_DAYS, may_renew},
        refusal::same_version,
        text::{self, TextKind},
    },
    store::write::{change::Change, change_log::Done, permit::Act, stop::Stop},
};

/// Request that sharing without consent continues.
#[derive(Debug)]
pub(crate) struct RenewLegalOverride;

/// The renewal of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RenewLegalOverrideInput {
    /// The override in force.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub legal_override_id: Id<legal_override::Entity>,
    /// Optimistic lock: pass the `version` you last read; if the row has changed since, the answer is
    /// `VERSION_CONFLICT`.
    #[graphql(directive = holds::apply(D::OperationalCoarse))]
    pub version: i32,
    /// Reason why the data still has to be shared without consent.
    #[graphql(directive = holds::apply(D::Legal))]
    pub reason: String,
    /// When the renewal ends, at most 30 days from now. Default: 30 days from now.
    #[graphql(directive = holds::apply(D::Legal))]
    pub valid_until: Option<DateTimeUtc>,
}

impl Act for RenewLegalOverride {
    const ACTION: Action = Action::RenewLegalOverride;
    type Subject = legal_override::Model;
}

impl Verb for RenewLegalOverride {
    const DOC: &'static str =
        "Request that sharing without consent continues. Returns the new request, which another person has to approve.";
    type Input = RenewLegalOverrideInput;

    async fn run(change: &Change, input: RenewLegalOverrideInput) -> Result<Done, Stop> {
        let RenewLegalOverrideInput { legal_override_id, version, reason, valid_until } = input;
        let permit = change.permit::<Self>(legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_renew(before, change.now())?;
        let resting = Resting::on(change, before).await?;
        resting.may_be_asked_for(permit.held().clearance.classes)?;
        resting.under_way(change.now())?;
        let mut asked = Asked {
            legal_basis: before.legal_basis,
            reason: text::required("reason", TextKind::Paragraph, &reason)?,
            valid_until: valid_until.unwrap_or_else(|| change.now() + Duration::days(LONGEST_DAYS)).trunc_subsecs(6),
            // The newest determination counts, because the one of the first request may be over.
            determination_id: match before.determination_id {
                Some(_) => change.determined_for(resting.about()).await?.map(|row| row.id),
                None => None,
            },
            renews_id: Some(before.id),
        };
        asked.checked(change, resting.about()).await?;
        let (_, done) = ask(change, permit.held().case.organisation_id, &resting, asked).await?;
        Ok(done)
    }
}
