//! The travel document of a consular request, and its custody.

use chrono::{DateTime, Days, Duration, NaiveTime, Utc};
use entity::{
    codes::{ConsularState, CustodyEvent, WithdrawalReason},
    travel_document, travel_document_custody,
};
use waystation::rules::consular::{document::expired, machine::Step};

use super::journey::Journey;

use crate::{casework::case_file::CaseFile, cast::Worker, draw::Draw};

impl Journey {
    /// Lets the clock expire a document whose last day was before this moment.
    pub fn run_out(&mut self, draw: &mut Draw, file: &CaseFile, now: DateTime<Utc>) {
        let expires_on = self.document.as_ref().and_then(|document| document.expires_on);
        let held = matches!(self.request.state, ConsularState::Issued | ConsularState::Delivered);
        if let Some(last) = expires_on.filter(|last| held && expired(Some(*last), now.date_naive())) {
            let at = (last + Days::new(1)).and_time(NaiveTime::MIN).and_utc() + Duration::minutes(draw.number(1, 59));
            self.step(draw, file, Step::Expire, at.min(now), (WithdrawalReason::Other, None));
        }
    }

    /// The last day of an expired document is the day before the clock finds it.
    pub(super) fn issue(&mut self, draw: &mut Draw, at: DateTime<Utc>, runs_out: Option<DateTime<Utc>>) {
        let expires_on =
            runs_out.map_or(at.date_naive() + Duration::days(90), |at| at.date_naive() - Duration::days(1));
        self.document = Some(travel_document::Model {
            id: draw.id(at),
            case_id: self.request.case_id,
            consular_request_id: Some(self.request.id),
            document_type: self.request.document_type,
            number: format!("{}{}", self.post.country, draw.digits(7, 10)),
            issuer: self.post.name.to_owned(),
            issued_on: at.date_naive(),
            expires_on: Some(expires_on),
            single_journey: true,
            created_at: at,
            updated_at: at,
            version: 1,
        });
        self.handed(draw, CustodyEvent::Received, Some(self.drafter), at);
    }

    pub(super) fn handed(&mut self, draw: &mut Draw, event: CustodyEvent, by: Option<&Worker>, at: DateTime<Utc>) {
        let document = self.document.as_ref().expect("nothing is handed over before it is issued");
        self.custody.push(travel_document_custody::Model {
            id: draw.id(at),
            travel_document_id: document.id,
            at,
            worker_id: by.map(|worker| worker.id),
            event,
        });
    }
}
