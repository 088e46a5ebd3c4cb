//! The subject of an override: a referral, or a transfer to another organisation. It continues as long as an override is in
//! force, and ends with the override.

use entity::{
    codes::{DataClass as D, Purpose, ReferralEndReason, ShareEndReason},
    legal_override, organisation, referral, share, transfer,
};
use sea_orm::{ColumnTrait, Condition, prelude::DateTimeUtc};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    actions::steps,
    error::Error,
    rules::{
        self,
        best_interest::About,
        inference::graver,
        referral::{Phase, phase},
        refusal::{Refusal, RefusalCode},
        sending::may_ask_for,
        transfer::may_ask_without_consent,
    },
    store::{
        case_file::consent::end_shares,
        write::{change::Change, stop::ChangeError},
    },
};

/// The subject of an override.
#[derive(Clone, Debug)]
pub(in crate::actions) enum Resting {
    /// A referral.
    Referral(Box<referral::Model>),
    /// A transfer, and the organisation that is to take the case.
    Transfer(Box<transfer::Model>, Box<organisation::Model>),
}

/// The classes that an override opens, and what its existence reveals.
pub(super) struct Opens {
    pub classes: ClassSet,
    pub inference_class: D,
    pub emergency_care: bool,
}

impl Resting {
    /// The subject of this override.
    pub(super) async fn on(change: &Change, row: &legal_override::Model) -> Result<Self, ChangeError> {
        match (row.referral_id, row.transfer_id) {
            (Some(id), _) => Ok(Self::Referral(Box::new(change.row::<referral::Entity>(id).await?))),
            (None, Some(id)) => {
                let transfer = change.row::<transfer::Entity>(id).await?;
                let to = change.row::<organisation::Entity>(transfer.to_organisation_id).await?;
                Ok(Self::Transfer(Box::new(transfer), Box::new(to)))
            }
            (None, None) => Err(Error::internal(&"an override has neither a referral nor a transfer").into()),
        }
    }

    /// The case.
    pub(super) fn case_id(&self) -> Uuid {
        match self {
            Self::Referral(row) => row.case_id,
            Self::Transfer(row, _) => row.case_id,
        }
    }

    /// The case, the purpose for which data goes out, and the receiver.
    pub(super) fn about(&self) -> About {
        let (purpose, receiver_id) = match self {
            Self::Referral(row) => (row.purpose, row.to_organisation_id),
            Self::Transfer(_, to) => (Purpose::Transfer, to.id),
        };
        About { case_id: self.case_id(), purpose, receiver_id }
    }

    /// The classes that the override opens.
    pub(super) fn opens(&self) -> Opens {
        match self {
            Self::Referral(row) => {
                let classes = ClassSet::from_bits(row.classes);
                let asylum = classes.holds(D::Asylum) || classes.holds(D::AsylumCoarse);
                let told = if asylum { D::Asylum } else { D::Legal };
                // The row reveals what the referral reveals, that there is a legal matter, and what its list of classes says.
                let inference_class = graver(graver(row.inference_class, D::Legal), told);
                Opens { classes, inference_class, emergency_care: row.emergency_care && !asylum }
            }
            // Its classes follow from the receiver alone, so they reveal what the transfer reveals.
            Self::Transfer(row, to) => Opens {
                classes: rules::transfer::opened(to.organisation_type),
                inference_class: graver(row.inference_class, D::Legal),
                emergency_care: false,
            },
        }
    }

    /// Whether a worker who holds these classes may ask for it.
    pub(super) fn may_be_asked_for(&self, held: ClassSet) -> Result<(), Refusal> {
        match self {
            Self::Referral(row) => may_ask_for(ClassSet::from_bits(row.classes), held),
            Self::Transfer(_, to) => may_ask_without_consent(to.organisation_type, held),
        }
    }

    /// Whether it can still be based on an override. Its own end counts from its moment, before the background task has
    /// recorded it, because an approval must not revive it.
    pub(super) fn open(&self, now: DateTimeUtc) -> Result<(), Refusal> {
        let (open, until) = match self {
            Self::Referral(row) => {
                (matches!(phase(row.state), Phase::Draft | Phase::Pending | Phase::Active), row.grounded_until)
            }
            Self::Transfer(row, _) => (rules::transfer::LIVE.contains(&row.state), row.grounded_until),
        };
        if open && until.is_none_or(|until| now < until) { Ok(()) } else { Err(over()) }
    }

    /// Whether it is under way, so that its override is worth a renewal.
    pub(super) fn under_way(&self, now: DateTimeUtc) -> Result<(), Refusal> {
        match self {
            Self::Referral(row) if phase(row.state) == Phase::Draft => Err(over()),
            _ => self.open(now),
        }
    }

    /// Extends it after an approval to the end of the override in force that runs longest.
    pub(super) async fn go_on(&self, change: &Change) -> Result<(), ChangeError> {
        match self {
            Self::Referral(row) => {
                let Some(approved) = change.override_in_force(row).await? else { return Ok(()) };
                change.extend_shares_of(row.id, approved.valid_until).await?;
                // A draft gets its end when it is sent.
                if phase(row.state) == Phase::Draft {
                    return Ok(());
                }
                steps::referral::rest_until(change, row, approved.valid_until).await
            }
            Self::Transfer(row, _) => match change.override_of_transfer(row.id).await? {
                (_, Some(approved)) if row.consent_id.is_none() => {
                    steps::transfer::rest_on(change, row, None, Some(approved.valid_until)).await
                }
                _ => Ok(()),
            },
        }
    }

    /// Ends it with an override that was in force. The shares of a completed referral end too. A renewal ends with the override
    /// that it renews.
    pub(super) async fn end(&self, change: &Change) -> Result<(), ChangeError> {
        match self {
            Self::Referral(row) => {
                let shares =
                    Condition::all().add(share::Column::ReferralId.eq(row.id)).add(share::Column::ConsentId.is_null());
                end_shares(change, shares, ShareEndReason::LegalBasisEnded).await?;
                let resting = Condition::all().add(referral::Column::Id.eq(row.id));
                steps::referral::revoke(change, resting, ReferralEndReason::LegalBasisEnded).await?;
                Ok(())
            }
            Self::Transfer(row, _) => {
                if row.consent_id.is_none() && rules::transfer::LIVE.contains(&row.state) {
                    steps::transfer::cancel(change, row).await?;
                }
                Ok(())
            }
        }
    }

    /// Settles a request that was refused or withdrawn. A transfer is cancelled, because it cannot ask again, unless another
    /// override of it is in force. A draft of a referral stays.
    pub(super) async fn fall(&self, change: &Change) -> Result<(), ChangeError> {
        match self {
            Self::Transfer(row, _) if change.override_of_transfer(row.id).await?.1.is_none() => self.end(change).await,
            _ => Ok(()),
        }
    }
}

fn over() -> Refusal {
    Refusal::new(RefusalCode::NotActive, "the referral or transfer is over; nothing depends on this")
}
