//! Moves the case to the receiver in one change: its owner and centre, the sender of its referrals, its consents, and
//! the access that the giver keeps until the handover. The bed of the person is freed; the receiver records the arrival
//! when the person comes.

use chrono::Duration;
use entity::{
    case, centre,
    codes::{ConsentStatus, DataClass as D, Purpose, StayExitReason},
    consent, referral, share, transfer,
};
use uuid::Uuid;

use crate::{
    access::class::ClassSet,
    actions::{beds::end_stay, case_row, consents},
    rules::{self, clocks::DAYS_AFTER_TRANSFER, consent::lapses_on_transfer},
    store::write::{
        change::Change,
        change_log::ChangeRecord,
        recorded::{done, write_next},
        stop::ChangeError,
    },
};

/// Moves the case to the receiver of the transfer, with all consequences.
pub(super) async fn move_case(change: &Change, transfer: &transfer::Model) -> Result<(), ChangeError> {
    let case = change.row::<case::Entity>(transfer.case_id).await?;
    rules::case::open(case.status)?;
    let centre = change.row::<centre::Entity>(transfer.to_centre_id).await?;
    if transfer.from_organisation_id != transfer.to_organisation_id {
        settle_consents(change, transfer).await?;
        send_from_receiver(change, transfer).await?;
        // The giver would read from the case who owns it now. If the receiver reveals more than that, only those who carried
        // out the transfer and the readers of that class keep a tombstone of it.
        if transfer.inference_class == D::Operational {
            let done = open_share_of_giver(change, transfer).await?;
            change.record("OPEN_SHARE".to_owned(), &done).await?;
        }
    }
    end_stay(change, &case, change.now(), StayExitReason::Transferred).await?;
    let after = case::Model {
        organisation_id: transfer.to_organisation_id,
        centre_id: centre.id,
        fronting_centre_id: case_row::answering(change, "transferId", &centre).await?.id,
        country: centre.country.clone(),
        in_protected_centre: centre.protected,
        assigned_worker_id: None,
        medical_worker_id: None,
        ..case.clone()
    };
    change.move_overrides(&after).await?;
    let done = case_row::write(change, &case, after).await?;
    Ok(change.record("MOVE_CASE".to_owned(), &done).await?)
}

/// A consent that names the giver lapses unless it includes the successor, and what depends on it ends. All other
/// consents belong to the receiver from now on.
async fn settle_consents(change: &Change, transfer: &transfer::Model) -> Result<(), ChangeError> {
    for (before, named) in &change.standing_consents(transfer.case_id).await? {
        let lapses = lapses_on_transfer(named, before.includes_successor, transfer.from_organisation_id);
        let after = consent::Model {
            status: if lapses { ConsentStatus::Expired } else { before.status },
            organisation_id: if lapses { before.organisation_id } else { transfer.to_organisation_id },
            updated_at: change.now(),
            ..before.clone()
        };
        let done = write_next(change, transfer.to_organisation_id, before, after).await?;
        change.record(if lapses { "LAPSE_CONSENT" } else { "MOVE_CONSENT" }.to_owned(), &done).await?;
        if lapses {
            consents::settle(change, before.id).await?;
        }
    }
    Ok(())
}

/// Live referrals continue with the new owner as sender. A referral to the new owner itself does not change, because
/// nobody answers their own referral.
async fn send_from_receiver(change: &Change, transfer: &transfer::Model) -> Result<(), ChangeError> {
    let referrals = change.referrals_elsewhere(transfer.case_id, transfer.to_organisation_id).await?;
    for before in &referrals {
        let after = referral::Model {
            from_organisation_id: transfer.to_organisation_id,
            from_worker_id: None,
            updated_at: change.now(),
            ..before.clone()
        };
        let done = write_next(change, transfer.to_organisation_id, before, after).await?;
        change.record("MOVE_REFERRAL".to_owned(), &done).await?;
    }
    Ok(())
}

/// The giver reads operational facts for `DAYS_AFTER_TRANSFER` more days, then only a tombstone.
async fn open_share_of_giver(change: &Change, transfer: &transfer::Model) -> Result<ChangeRecord, ChangeError> {
    let now = change.now();
    let row = share::Model::builder()
        .id(Uuid::now_v7())
        .case_id(transfer.case_id)
        .organisation_id(transfer.from_organisation_id)
        .classes(ClassSet::of(&[D::Operational]).to_bits())
        .purpose(Purpose::Transfer)
        .starts_at(now)
        .transfer_id(transfer.id)
        .centre_id(transfer.from_centre_id)
        .ends_at(now + Duration::days(DAYS_AFTER_TRANSFER))
        .build();
    let row = change.open_share(row).await?;
    Ok(done(&row, transfer.to_organisation_id, vec!["classes", "ends_at"]))
}
