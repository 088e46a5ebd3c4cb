//! The beds of a person in the course of a case: one from the day of opening, sometimes another one, and after a
//! transfer one in the other centre. The lengths follow the figures of the field.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use entity::{
    codes::{CentreType, StayExitReason, TransferState},
    stay, transfer,
};
use waystation::rules::stay::left_with_case;

use super::case_file::CaseFile;

use crate::{
    cast::{CENTRES, Centre, fronting},
    draw::Draw,
    rows::Rows,
};

/// Adds the stays of a case after its other rows. `leaves` is when the person would leave the bed.
pub fn add(rows: &mut Rows, draw: &mut Draw, file: &CaseFile, leaves: DateTime<Utc>, now: DateTime<Utc>) {
    // Most visitors of an information centre do not sleep there.
    let visits = file.posting.centre.centre_type == CentreType::InformationResource;
    if draw.chance(if visits { 0.7 } else { 0.06 }) {
        return;
    }
    let moved = rows.transfers.last().filter(|row| row.case_id == file.case.id && taken(row));
    let moved = moved.and_then(|row| Some((row.decided_at?, row.to_centre_id)));
    let arrives = file.posting.opened_at + Duration::minutes(draw.number(0, 90));
    let over = file.case.closed_at.map(|closed_at| closed_at.min(leaves.max(arrives)));
    let over = over.or((!file.posting.stays_open() && leaves <= now).then_some(leaves));
    let reason = file.case.closure_reason.map_or(StayExitReason::Settled, left_with_case);
    let end = over.map(|at| (at.max(arrives), reason));
    let expected = (leaves > now).then(|| leaves.date_naive());
    let mut bed = Bed { rows, draw, file, expected };
    let Some((at, to)) = moved.filter(|(at, _)| *at >= arrives && end.is_none_or(|(end, _)| *at < end)) else {
        return bed.sleep(file.posting.centre, arrives.min(now), end);
    };
    bed.sleep(file.posting.centre, arrives, Some((at, StayExitReason::Transferred)));
    let there = CENTRES.iter().find(|centre| centre.id == to);
    if let Some(there) = there {
        let arrives = bed.draw.time(at, now.min(at + Duration::hours(30)));
        bed.sleep(there, arrives, end.map(|(end, reason)| (end.max(arrives), reason)));
    }
}

fn taken(row: &transfer::Model) -> bool {
    matches!(row.state, TransferState::Accepted | TransferState::HandedOver)
}

struct Bed<'a> {
    rows: &'a mut Rows,
    draw: &'a mut Draw,
    file: &'a CaseFile,
    /// The day on which the person is expected to leave.
    expected: Option<NaiveDate>,
}

impl Bed<'_> {
    /// Adds one stay in the centre, or two if the person changes beds.
    fn sleep(&mut self, at: &'static Centre, from: DateTime<Utc>, end: Option<(DateTime<Utc>, StayExitReason)>) {
        let other = match end {
            Some((until, _)) if until - from > Duration::days(20) && self.draw.chance(0.12) => {
                Some(self.draw.time(from + Duration::days(2), until - Duration::days(2)))
            }
            _ => None,
        };
        match other {
            Some(other) => {
                self.night(at, from, Some((other, StayExitReason::Moved)));
                self.night(at, other, end);
            }
            None => self.night(at, from, end),
        }
    }

    fn night(&mut self, at: &'static Centre, from: DateTime<Utc>, end: Option<(DateTime<Utc>, StayExitReason)>) {
        let room = format!(
            "{}{}",
            char::from(b'A' + u8::try_from(self.draw.number(0, 7)).unwrap_or(0)),
            self.draw.number(1, 40)
        );
        let row = stay::Model::builder()
            .id(self.draw.id(from))
            .case_id(self.file.case.id)
            .person_id(self.file.case.person_id)
            .organisation_id(at.organisation_id)
            .centre_id(at.id)
            .fronting_centre_id(fronting(at).id)
            .maybe_room_bed(self.draw.chance(0.9).then_some(room))
            .from_at(from)
            .maybe_expected_until(self.expected.filter(|_| end.is_none()))
            .maybe_until_at(end.map(|(until, _)| until))
            .maybe_exit_reason(end.map(|(_, reason)| reason))
            .created_at(from)
            .updated_at(end.map_or(from, |(until, _)| until))
            .version(if end.is_some() { 2 } else { 1 })
            .build();
        self.rows.stays.push(row);
    }
}
