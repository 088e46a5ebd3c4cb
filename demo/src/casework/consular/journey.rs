//! One consular request over time: each step as the state machine allows it, with its event, its gate and the packet
//! that is shown. It calls the same rules as the mutations.

use chrono::{DateTime, Duration, NaiveTime, Timelike, Utc};
use entity::{
    codes::{
        ConsularState, CustodyEvent, DocumentSeen, Gate, GateOutcome, InterviewOutcome, InterviewSide,
        NationalityBasis, WithdrawalReason,
    },
    consular_event, consular_packet, consular_packet_version, consular_request, identifier, protection_gate,
    travel_document, travel_document_custody,
};
use sea_orm::{ActiveEnum, Iterable};
use waystation::{
    rules::consular::{
        after::{allows_contact, over},
        machine::{LIVE, RequestState, Side, Step, belongs_to},
    },
    store::background::search_keys,
};

use super::{course::Course, said, source::PacketInput, texts};

use crate::{
    casework::case_file::CaseFile,
    cast::{Post, Worker},
    draw::Draw,
    rows::Rows,
};

/// A consular request over time.
#[derive(Debug)]
pub struct Journey {
    /// The row.
    pub request: consular_request::Model,
    /// When it ends, if nothing else ends it earlier.
    pub over_at: DateTime<Utc>,
    /// When its organisation last worked on it.
    pub worked_at: DateTime<Utc>,
    /// Whether staff may speak to the consulate about the person.
    pub contact_allowed: bool,
    pub(super) post: &'static Post,
    pub(super) drafter: &'static Worker,
    pub(super) liaison: &'static Worker,
    /// The input of the packet.
    pub(super) source: PacketInput,
    pub(super) packet: Option<consular_packet::Model>,
    pub(super) versions: Vec<consular_packet_version::Model>,
    events: Vec<consular_event::Model>,
    gates: Vec<protection_gate::Model>,
    pub(super) document: Option<travel_document::Model>,
    pub(super) custody: Vec<travel_document_custody::Model>,
    confirmed: bool,
}

impl Journey {
    /// A draft.
    pub fn draft(
        draw: &mut Draw,
        request: consular_request::Model,
        post: &'static Post,
        (drafter, liaison): (&'static Worker, &'static Worker),
        source: PacketInput,
    ) -> Self {
        let at = request.created_at;
        let mut journey = Self {
            request,
            over_at: at,
            worked_at: at,
            contact_allowed: false,
            post,
            drafter,
            liaison,
            source,
            packet: None,
            versions: Vec::new(),
            events: Vec::new(),
            gates: Vec::new(),
            document: None,
            custody: Vec::new(),
            confirmed: false,
        };
        journey.event(draw, at, Some(drafter), None, None);
        journey
    }

    /// Takes the steps of the course until this moment.
    pub fn go(&mut self, draw: &mut Draw, file: &CaseFile, course: &Course, until: DateTime<Utc>) {
        let mut at = self.request.created_at;
        let left = |place: usize| course.legs[place + 1..].iter();
        for (place, (step, after)) in course.legs.iter().enumerate() {
            at += *after;
            if *step == Step::Expire {
                // The clock runs soon after midnight.
                at = at.date_naive().and_time(NaiveTime::MIN).and_utc() + Duration::minutes(i64::from(at.minute()));
            }
            if at > until {
                self.over_at = at + left(place).map(|(_, after)| *after).sum::<Duration>();
                return;
            }
            let awaited =
                |(step, _): &(Step, Duration)| matches!(step, Step::HoldInterview | Step::MissInterview | Step::Expire);
            let awaited = left(place).position(awaited);
            let awaited = awaited.map(|far| at + left(place).take(far + 1).map(|(_, after)| *after).sum::<Duration>());
            self.step(draw, file, *step, at, (course.withdrawn, awaited));
        }
        // The person waits for some time for an answer that does not come.
        let waits = if self.live() { Duration::days(draw.number(5, 25)) } else { Duration::zero() };
        self.over_at = at + waits;
    }

    /// Whether it can still be withdrawn.
    pub fn live(&self) -> bool {
        LIVE.contains(&self.request.state) && self.request.state != ConsularState::BlockedProtection
    }

    /// Withdraws it because of something else that happened.
    pub fn end(&mut self, draw: &mut Draw, file: &CaseFile, at: DateTime<Utc>, reason: WithdrawalReason) {
        if self.live() {
            self.over_at = at;
            self.step(draw, file, Step::Withdraw, at, (reason, None));
        }
    }

    /// The gate that failed.
    pub fn failed_at(&self) -> Option<Gate> {
        self.gates.iter().find(|row| row.outcome == GateOutcome::Fail).map(|row| row.gate)
    }

    /// Adds the rows. The packet is readable until its consent ends. The consent is already in `rows`.
    pub fn add(mut self, rows: &mut Rows) {
        if let Some(packet) = &mut self.packet {
            let consent = rows.consents.iter().rev().find(|row| row.id == packet.consent_id);
            packet.readable_until = consent.and_then(|row| row.valid_until);
        }
        let person = rows.persons.last().map(|person| person.id);
        if self.confirmed {
            let of_person = rows.nationalities.iter_mut().rev().take_while(|row| Some(row.person_id) == person);
            of_person
                .filter(|row| row.country == self.request.country)
                .for_each(|row| row.basis = NationalityBasis::Confirmed);
        }
        let delivered = self.custody.iter().any(|row| row.event == CustodyEvent::Delivered);
        if let (Some(person_id), Some(document)) = (person, self.document.as_ref().filter(|_| delivered)) {
            rows.identifiers.push(identifier::Model {
                id: document.id,
                person_id,
                identifier_type: document.document_type,
                number: document.number.clone(),
                issuer: Some(document.issuer.clone()),
                issued_on: Some(document.issued_on),
                expires_on: document.expires_on,
                seen: DocumentSeen::Original,
                search_key: search_keys::of_document(&document.number),
                correction_id: None,
            });
        }
        rows.consular_requests.push(self.request);
        rows.protection_gates.extend(self.gates);
        rows.consular_packets.extend(self.packet);
        rows.consular_packet_versions.extend(self.versions);
        rows.consular_events.extend(self.events);
        rows.travel_documents.extend(self.document);
        rows.travel_document_custody.extend(self.custody);
    }

    pub(super) fn step(
        &mut self,
        draw: &mut Draw,
        file: &CaseFile,
        step: Step,
        at: DateTime<Utc>,
        (withdrawn, awaited): (WithdrawalReason, Option<DateTime<Utc>>),
    ) {
        let before = self.request.state;
        let stands = RequestState { state: before, held: self.request.held_state };
        let after = stands.after(step).expect("a course keeps to the arrows of the machine");
        let mut by = Some(if belongs_to(step, Side::Liaison) { self.liaison } else { self.drafter });
        let mut reason = None;
        match step {
            Step::PassGate | Step::FailGate => {
                let outcome = if step == Step::PassGate { GateOutcome::Pass } else { GateOutcome::Fail };
                reason = Some(outcome.to_value());
                by = Some(file.posting.protection);
                self.decide(draw, file.posting.protection, outcome, at);
                let passed = self.gates.iter().filter(|row| row.outcome == GateOutcome::Pass);
                self.request.cleared = passed.count() == Gate::iter().count();
            }
            Step::Hold | Step::Resume => by = Some(file.posting.protection),
            Step::MakeReady => self.freeze(draw, at),
            Step::Submit => self.request.submitted_at = Some(at),
            Step::Ask => self.request.question_codes = Some(said::questions(draw)),
            Step::Answer => self.answer(draw, at),
            Step::ProposeInterview => {
                self.request.interview_mode = Some(said::mode(draw, &self.request));
                let some_day = at + Duration::days(draw.number(4, 15));
                self.request.interview_at = Some(awaited.map_or(some_day, |meets| meets - Duration::minutes(40)));
                self.request.interview_by = Some(InterviewSide::Consulate);
                self.request.interview_outcome = None;
            }
            Step::HoldInterview => self.request.interview_outcome = Some(InterviewOutcome::Held),
            Step::MissInterview => self.request.interview_outcome = Some(InterviewOutcome::Missed),
            Step::DenyNationality | Step::Refuse => {
                let code = said::refusal(draw, step, stands.without_hold(), file.profile.child);
                self.request.refusal_code = Some(code);
                reason = Some(code.to_value());
            }
            Step::Issue => self.issue(draw, at, awaited),
            Step::Deliver => self.handed(draw, CustodyEvent::Delivered, by, at),
            Step::Use => self.handed(draw, CustodyEvent::Used, by, at),
            Step::ReturnUnused => self.handed(draw, CustodyEvent::ReturnedUnused, by, at),
            Step::Expire => {
                by = None;
                self.handed(draw, CustodyEvent::Expired, by, at);
            }
            Step::Withdraw => {
                self.request.withdrawn_reason = Some(withdrawn);
                reason = Some(withdrawn.to_value());
                by = match withdrawn {
                    WithdrawalReason::ProtectionConcern => Some(file.posting.protection),
                    // These follow from another change, so no worker made them.
                    WithdrawalReason::InternationalProtection
                    | WithdrawalReason::ConsentEnded
                    | WithdrawalReason::CaseClosed
                    | WithdrawalReason::Deceased => None,
                    _ => by,
                };
            }
            Step::ConfirmNationality => self.confirmed = true,
            Step::Acknowledge | Step::ConfirmInterview | Step::StartProduction => {}
            Step::CorrectToPass
            | Step::CorrectToFail
            | Step::DeclineInterview
            | Step::CounterInterview
            | Step::AgreeInterview => unreachable!("no course of the demo takes this step"),
        }
        let row = &mut self.request;
        (row.state, row.held_state) = (after.state, after.held);
        row.closed_at = row.closed_at.or_else(|| over(row.state).then_some(at));
        row.updated_at = at;
        row.version += 1;
        if allows_contact(before) != allows_contact(row.state) {
            self.contact_allowed = allows_contact(row.state);
        }
        if by.is_some_and(|worker| worker.organisation_id == self.request.organisation_id) {
            self.worked_at = at;
        }
        self.event(draw, at, by, Some(before), reason);
        self.show(at);
    }

    fn decide(&mut self, draw: &mut Draw, by: &Worker, outcome: GateOutcome, at: DateTime<Utc>) {
        let gate = Gate::iter().nth(self.gates.len()).expect("a course has no more gates than there are");
        self.gates.push(
            protection_gate::Model::builder()
                .id(draw.id(at))
                .consular_request_id(self.request.id)
                .gate(gate)
                .outcome(outcome)
                .maybe_note((outcome == GateOutcome::Fail).then(|| texts::failed(gate).to_owned()))
                .worker_id(by.id)
                .at(at)
                .build(),
        );
    }

    fn event(
        &mut self,
        draw: &mut Draw,
        at: DateTime<Utc>,
        by: Option<&Worker>,
        from_state: Option<ConsularState>,
        reason: Option<String>,
    ) {
        self.events.push(consular_event::Model {
            id: draw.id(at),
            consular_request_id: self.request.id,
            at,
            worker_id: by.map(|worker| worker.id),
            organisation_id: by.map(|worker| worker.organisation_id),
            from_state,
            to_state: self.request.state,
            reason,
        });
    }
}
