//! One referral over time: each step as the state machine allows it, with its clocks, its event and its share, until it
//! is ended or the moment of the caseload is reached.

use chrono::{DateTime, Datelike, Duration, Utc};
use entity::{
    codes::{ReferralEndReason, ReferralState, ShareEndReason},
    legal_override, referral, referral_event, share,
};
use sea_orm::{ActiveEnum, prelude::DateTimeUtc};
use waystation::{
    access::class::ClassSet,
    rules::{
        calendar::Calendar,
        clocks::{Due, due_times, expires_at, next_due, resume, undecided_until},
        referral::{ACTIVE, LIVE, Step, next},
    },
};

use super::{case_file::CaseFile, course::Course, overriding, reasons, shares, texts};

use crate::{cast::Worker, draw::Draw, references::References, rows::Rows};

/// A referral over time.
#[derive(Debug)]
pub struct Journey {
    /// The row.
    pub referral: referral::Model,
    /// When it ends, if nothing else ends it earlier.
    pub over_at: DateTime<Utc>,
    /// The classes that its share opens.
    opens: ClassSet,
    receiver: &'static Worker,
    events: Vec<referral_event::Model>,
    share: Option<share::Model>,
    legal_override: Option<legal_override::Model>,
}

impl Journey {
    /// A draft.
    pub fn draft(
        draw: &mut Draw,
        references: &mut References,
        file: &CaseFile,
        mut referral: referral::Model,
        opens: ClassSet,
        receiver: &'static Worker,
    ) -> Self {
        let at = referral.created_at;
        referral.reference = references.referral(draw, at.year());
        let legal_override = overriding::requested(draw, file, &referral);
        let mut journey =
            Self { referral, over_at: at, opens, receiver, events: Vec::new(), share: None, legal_override };
        journey.event(draw, at, Some(file.posting.assigned), None, None);
        journey
    }

    /// Takes the steps of the course until this moment. A referral without an answer expires. A referral without
    /// consent ends when its legal override expires.
    pub fn go(&mut self, draw: &mut Draw, file: &CaseFile, course: &Course, until: DateTime<Utc>) {
        let (mut at, mut expired) = (self.referral.created_at, false);
        for (place, (step, after)) in course.iter().enumerate() {
            if let Some(expiry) = self.expiry().filter(|expiry| *expiry <= at + *after) {
                (at, expired) = (expiry, true);
                break;
            }
            if self.loses_its_ground(draw, file, until.min(at + *after)) {
                return;
            }
            at += *after;
            if at <= until {
                let follows = course.get(place + 1).map(|(_, after)| at + *after);
                self.step(draw, file, *step, at, follows);
            } else {
                // No other step happens before the moment of the caseload, but the remaining time is still needed.
                self.over_at = at + course[place + 1..].iter().map(|(_, after)| *after).sum::<Duration>();
                return;
            }
        }
        if !expired && let Some(expiry) = self.expiry() {
            (at, expired) = (expiry, true);
        }
        if self.loses_its_ground(draw, file, if expired { at.min(until) } else { until }) {
            return;
        }
        if expired && at <= until {
            self.step(draw, file, Step::Expire, at, None);
        }
        self.over_at = at;
    }

    /// Ends the referral if its legal override expires before this moment.
    fn loses_its_ground(&mut self, draw: &mut Draw, file: &CaseFile, by: DateTime<Utc>) -> bool {
        let ends = self.legal_override.as_ref().map(|row| row.valid_until).filter(|ends| self.live() && *ends <= by);
        if let Some(ends) = ends {
            self.end(draw, file, ends, ReferralEndReason::LegalBasisEnded);
        }
        ends.is_some()
    }

    /// Whether it waits for an answer or is in progress.
    pub fn live(&self) -> bool {
        LIVE.contains(&self.referral.state)
    }

    /// Ends it: revokes it before acceptance, or ends the help and the access of the receiver afterwards.
    pub fn end(&mut self, draw: &mut Draw, file: &CaseFile, at: DateTime<Utc>, reason: ReferralEndReason) {
        use ReferralEndReason as R;
        let withdrawn = matches!(reason, R::ConsentWithdrawn | R::LegalBasisEnded);
        if self.referral.state == ReferralState::Draft || self.live() {
            let revoked = self.live() && (withdrawn || ACTIVE.contains(&self.referral.state));
            self.referral.end_reason = Some(reason);
            self.over_at = at;
            self.step(draw, file, if revoked { Step::Revoke } else { Step::Cancel }, at, None);
        } else if withdrawn && let Some(share) = &mut self.share {
            // The help is over, but the receiver may still read for some days.
            if share.ended_at.is_none() && share.starts_at <= at && share.ends_at.is_none_or(|ends_at| ends_at > at) {
                share.ended_at = Some(at);
                share.end_reason = Some(ShareEndReason::ConsentWithdrawn);
            }
        }
    }

    /// Redirects it to another receiver.
    pub fn redirect(&mut self, draw: &mut Draw, file: &CaseFile, at: DateTime<Utc>) {
        self.step(draw, file, Step::Redirect, at, None);
    }

    /// Adds the rows.
    pub fn add(mut self, rows: &mut Rows) {
        let consent = rows.consents.iter().rev().find(|row| Some(row.id) == self.referral.consent_id);
        if let Some(until) = consent.and_then(|consent| consent.valid_until)
            && LIVE.contains(&self.referral.state)
        {
            self.referral.grounded_until = Some(until);
            if let Some(share) = &mut self.share {
                share.ends_at = Some(until);
            }
        }
        if let Some(approved) = self.legal_override.as_ref().filter(|_| LIVE.contains(&self.referral.state)) {
            self.referral.grounded_until = Some(approved.valid_until);
        }
        rows.referrals.push(self.referral);
        rows.referral_events.extend(self.events);
        rows.shares.extend(self.share);
        rows.legal_overrides.extend(self.legal_override);
    }

    fn expiry(&self) -> Option<DateTime<Utc>> {
        let row = &self.referral;
        let undecided = undecided_until(row.state, row.decide_due_at, row.paused_at);
        expires_at(row.state, row.urgency, row.sent_at?).or(undecided)
    }

    fn step(
        &mut self,
        draw: &mut Draw,
        file: &CaseFile,
        step: Step,
        at: DateTime<Utc>,
        follows: Option<DateTime<Utc>>,
    ) {
        let row = &mut self.referral;
        let before = row.state;
        row.state = next(before, step).expect("a course keeps to the arrows of the machine");
        let mut by = Some(self.receiver);
        let (mut reason, mut text) = (None, None);
        match step {
            Step::Send => {
                // The services of the cast belong to no centre.
                let due = due_times(row.urgency, at, &Calendar::usual());
                row.sent_at = Some(at);
                set(row, due);
                if let Some(request) = &mut self.legal_override {
                    overriding::approve(request, file, at);
                }
                by = Some(file.posting.assigned);
            }
            Step::Acknowledge => row.acknowledged_at = Some(at),
            Step::RequestInformation => {
                row.paused_at = Some(at);
                row.pauses += 1;
                row.question = Some((*draw.pick(texts::QUESTIONS)).to_owned());
                text.clone_from(&row.question);
            }
            Step::GiveInformation => {
                if let (Some(due), Some(paused_at)) = (due(row), row.paused_at.take()) {
                    set(row, resume(due, paused_at, at));
                }
                row.answer = Some((*draw.pick(texts::ANSWERS)).to_owned());
                text.clone_from(&row.answer);
                by = Some(file.posting.assigned);
            }
            Step::Accept => {
                row.decided_at = Some(at);
                let ends_at = self.legal_override.as_ref().map(|row| row.valid_until);
                self.share = Some(share::Model { ends_at, ..shares::opened(draw, row, self.opens, at) });
            }
            Step::Decline => {
                let declined = reasons::decline(draw);
                row.decided_at = Some(at);
                row.decline_reason = Some(declined);
                row.decline_text = Some((*draw.pick(texts::DECLINED)).to_owned());
                reason = Some(declined.to_value());
                text.clone_from(&row.decline_text);
            }
            Step::Schedule => {
                let some_day = at + Duration::days(draw.number(2, 9));
                row.scheduled_for = Some(follows.unwrap_or(some_day));
            }
            Step::Complete => {
                let outcome = reasons::outcome(draw);
                row.completed_at = Some(at);
                row.outcome = Some(outcome);
                row.outcome_text = Some((*draw.pick(texts::OUTCOMES)).to_owned());
                reason = Some(outcome.to_value());
            }
            Step::MarkNotCompleted => {
                let why = reasons::not_completed(draw, before);
                row.not_completed_reason = Some(why);
                reason = Some(why.to_value());
            }
            Step::Cancel | Step::Revoke | Step::MarkEnteredInError => {
                let usual = match step {
                    Step::Cancel => ReferralEndReason::SenderRequest,
                    Step::Revoke => ReferralEndReason::ProtectionHold,
                    _ => ReferralEndReason::EnteredInError,
                };
                let ended = *row.end_reason.get_or_insert(usual);
                reason = Some(ended.to_value());
                by = Some(match step {
                    Step::Revoke if ended == ReferralEndReason::CaseClosed => file.posting.assigned,
                    Step::Revoke => file.posting.protection,
                    Step::MarkEnteredInError => file.posting.manager,
                    _ => file.posting.assigned,
                });
            }
            Step::Redirect => by = Some(file.posting.assigned),
            Step::Expire => by = None,
            // The row only changes its state.
            _ => {}
        }
        row.next_due_at = due(row).and_then(|due| next_due(row.state, &due));
        row.updated_at = at;
        row.version += 1;
        if !LIVE.contains(&row.state) {
            row.closed_at.get_or_insert(at);
        }
        if let Some(share) = &mut self.share {
            shares::after(share, step, self.referral.end_reason, at);
        }
        if let Some(row) = &mut self.legal_override {
            overriding::after(row, step, at);
        }
        self.event(draw, at, by, Some(before), reason);
        if let Some(event) = self.events.last_mut() {
            event.text = text;
        }
    }

    fn event(
        &mut self,
        draw: &mut Draw,
        at: DateTimeUtc,
        by: Option<&Worker>,
        from_state: Option<ReferralState>,
        reason: Option<String>,
    ) {
        self.events.push(referral_event::Model {
            id: draw.id(at),
            referral_id: self.referral.id,
            at,
            worker_id: by.map(|worker| worker.id),
            organisation_id: by.map(|worker| worker.organisation_id),
            from_state,
            to_state: self.referral.state,
            reason,
            text: None,
        });
    }
}

fn due(row: &referral::Model) -> Option<Due> {
    Some(Due {
        acknowledge_at: row.acknowledge_due_at?,
        decide_at: row.decide_due_at?,
        service_at: row.service_due_at?,
    })
}

fn set(row: &mut referral::Model, due: Due) {
    row.acknowledge_due_at = Some(due.acknowledge_at);
    row.decide_due_at = Some(due.decide_at);
    row.service_due_at = Some(due.service_at);
}
