//! The transfer of a case to another organisation, and the changes of the case at its acceptance.

use chrono::{DateTime, Datelike, Duration, Utc};
use entity::{
    codes::{DataClass, Purpose, Role, TransferState},
    share, transfer,
};
use waystation::{
    access::class::ClassSet,
    rules::{clocks::DAYS_AFTER_TRANSFER, inference::transfer_reveals},
};

use super::{case_file::CaseFile, consents::Consents, posting::Part, reasons, texts};

use crate::{
    cast::{CENTRES, Centre, ORGANISATIONS, Worker, centre, staff},
    draw::Draw,
    references::References,
    rows::Rows,
};

/// The state of the transfer, if the case has one.
pub fn state(draw: &mut Draw, file: &CaseFile) -> Option<TransferState> {
    use TransferState as S;
    match file.posting.part {
        Part::Moving(state) => Some(state),
        // A case in a protected shelter is not transferred in the ordinary way.
        Part::Anyone if !file.case.in_protected_centre && draw.chance(0.025) => Some(draw.weighted(&[
            (S::HandedOver, 0.5),
            (S::Accepted, 0.08),
            (S::Offered, 0.06),
            (S::ManagerApproved, 0.04),
            (S::Proposed, 0.06),
            (S::Declined, 0.14),
            (S::Cancelled, 0.12),
        ])),
        _ => None,
    }
}

/// Adds the transfer. From acceptance on the case belongs to the other organisation.
pub fn add(
    rows: &mut Rows,
    draw: &mut Draw,
    references: &mut References,
    file: &mut CaseFile,
    consents: &mut Consents,
    state: TransferState,
    now: DateTime<Utc>,
) {
    use TransferState as S;
    let to = destination(draw, file);
    let receiver = one(to, Role::CentreManager);
    let first = if file.posting.stays_open() { now - Duration::days(9) } else { file.posting.opened_at };
    let proposed = draw.time(first, now.min(first + Duration::days(6)));
    let mut later = |earlier: DateTime<Utc>| draw.time(earlier, now.min(earlier + Duration::days(2)));
    let approved = later(proposed);
    let offered = later(approved);
    let decided = later(offered);
    let confirmed = later(decided);
    let reached = |wanted: &[TransferState]| wanted.contains(&state);
    let was_offered = reached(&[S::Offered, S::Accepted, S::HandedOver, S::Declined]);
    let taken = reached(&[S::Accepted, S::HandedOver]);
    let updated_at = match state {
        S::Proposed => proposed,
        S::ManagerApproved | S::Cancelled => approved,
        S::Offered => offered,
        S::Accepted | S::Declined => decided,
        S::HandedOver => confirmed,
    };
    let another_house = to.organisation_id != file.posting.organisation_id();
    let taker = ORGANISATIONS.iter().find(|it| it.id == to.organisation_id).expect("every centre has an organisation");
    let consent_id = another_house.then(|| consents.for_transfer(draw, file, to.organisation_id));
    let row = transfer::Model::builder()
        .id(draw.id(proposed))
        .reference(references.transfer(draw, proposed.year()))
        .case_id(file.case.id)
        .from_organisation_id(file.posting.organisation_id())
        .to_organisation_id(to.organisation_id)
        .from_centre_id(file.posting.centre.id)
        .to_centre_id(to.id)
        .inference_class(transfer_reveals(taker.organisation_type, !another_house))
        .reason((*draw.pick(texts::MOVES)).to_owned())
        .proposed_by(file.posting.assigned.id)
        .created_at(proposed)
        .state(state)
        .maybe_consent_id(consent_id)
        .maybe_approved_by((state != S::Proposed && state != S::Cancelled).then_some(file.posting.manager.id))
        .maybe_offered_at(was_offered.then_some(offered))
        .maybe_offered_by(was_offered.then_some(file.posting.manager.id))
        .maybe_decided_by((taken || state == S::Declined).then_some(receiver.id))
        .maybe_decided_at((taken || state == S::Declined).then_some(decided))
        .maybe_decline_reason((state == S::Declined).then(|| reasons::decline(draw)))
        .maybe_conference_on((state == S::HandedOver).then(|| decided.date_naive()))
        .maybe_sender_confirmed_at((state == S::HandedOver).then_some(confirmed))
        .maybe_sender_confirmed_by((state == S::HandedOver).then_some(file.posting.manager.id))
        .maybe_receiver_confirmed_at((state == S::HandedOver).then_some(confirmed))
        .maybe_receiver_confirmed_by((state == S::HandedOver).then_some(receiver.id))
        .updated_at(updated_at)
        .version(match state {
            S::Proposed => 1,
            S::ManagerApproved | S::Cancelled => 2,
            S::Offered => 3,
            S::Accepted | S::Declined => 4,
            S::HandedOver => 6,
        })
        .build();
    file.touched(updated_at);
    if taken {
        if another_house {
            consents.move_to(to.organisation_id);
            rows.shares.push(look_back(draw, &row, decided));
        }
        hand_to(draw, file, to);
    }
    rows.transfers.push(row);
}

/// Sets the new owner: centre, worker, country.
fn hand_to(draw: &mut Draw, file: &mut CaseFile, to: &'static Centre) {
    let mut workers: Vec<&'static Worker> = staff(to.id, Role::CaseWorker).collect();
    if to.code == "AGZ" {
        workers.remove(0);
    }
    file.case.organisation_id = to.organisation_id;
    file.case.centre_id = to.id;
    file.case.fronting_centre_id = to.id;
    to.country.clone_into(&mut file.case.country);
    file.case.assigned_worker_id = Some(draw.pick(&workers).id);
    file.case.medical_worker_id = None;
    file.case.version += 1;
}

/// The share by which the former owner still reads operational data of the case for a month.
fn look_back(draw: &mut Draw, row: &transfer::Model, at: DateTime<Utc>) -> share::Model {
    share::Model::builder()
        .id(draw.id(at))
        .case_id(row.case_id)
        .organisation_id(row.from_organisation_id)
        .classes(ClassSet::of(&[DataClass::Operational]).to_bits())
        .purpose(Purpose::Transfer)
        .starts_at(at)
        .transfer_id(row.id)
        .centre_id(row.from_centre_id)
        .ends_at(at + Duration::days(DAYS_AFTER_TRANSFER))
        .build()
}

fn destination(draw: &mut Draw, file: &CaseFile) -> &'static Centre {
    let from = file.posting.centre;
    if matches!(file.posting.part, Part::Moving(_)) {
        return centre(if from.code == "AGZ" { "BKO" } else { "AGZ" });
    }
    let near: Vec<&'static Centre> = CENTRES
        .iter()
        .filter(|to| to.fronted_by.is_none() && to.id != from.id)
        .filter(|to| to.country == from.country || to.organisation_id != from.organisation_id && draw.chance(0.1))
        .collect();
    if near.is_empty() { centre("AGZ") } else { draw.pick::<&'static Centre>(&near) }
}

fn one(at: &Centre, role: Role) -> &'static Worker {
    staff(at.id, role).next().expect("every centre has one of each post")
}
