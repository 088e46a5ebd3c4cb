//! A worker requests that sharing without consent continues. Another person has to approve the new request.

use async_graphql::InputObject;
use chrono::{Duration, SubsecRound as _};
use entity::{codes::DataClass as D, legal_override};
use sea_orm::prelude::DateTimeUtc;

use super::{
    Resting,
    request::{OverrideRequest, ask},
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
    store::write::{change::Change, change_log::ChangeRecord, stop::ChangeError},
};

/// The renewal of an override.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct RenewLegalOverrideInput {
    /// The override in force.
    pub legal_override_id: Id<legal_override::Entity>,
    pub version: i32,
    /// Reason why the data still has to be shared without consent.
    pub reason: String,
    /// When the renewal ends, at most 30 days from now. Default: 30 days from now.
    #[graphql(directive = holds::apply(D::Legal))]
    pub valid_until: Option<DateTimeUtc>,
}

impl Verb for RenewLegalOverrideInput {
    const ACTION: Action = Action::RenewLegalOverride;
    type Subject = legal_override::Model;

    async fn run(self, change: &Change) -> Result<ChangeRecord, ChangeError> {
        let Self { legal_override_id, version, reason, valid_until } = self;
        let permit = Self::permit(change, legal_override_id.0).await?;
        let before = permit.row();
        same_version(version, before.version)?;
        may_renew(before, change.now())?;
        let resting = Resting::on(change, before).await?;
        resting.may_be_asked_for(permit.held().clearance.classes)?;
        resting.under_way(change.now())?;
        let mut asked = OverrideRequest {
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
