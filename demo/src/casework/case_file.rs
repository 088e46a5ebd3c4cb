//! A case while it is generated: its row, its person, and how the row ends.

use chrono::{DateTime, Datelike, Duration, DurationRound as _, Utc};
use entity::{
    case,
    codes::{AccessMode, CaseStatus, ClosureReason, Priority, RiskLevel},
};
use uuid::Uuid;

use super::posting::{Part, Posting};
use crate::{
    cast::fronting,
    draw::{Draw, whole_days},
    people::Profile,
    references::References,
};

/// A case that is being generated.
#[derive(Debug)]
pub struct CaseFile {
    /// Its centre and workers.
    pub posting: Posting,
    /// Its person.
    pub profile: Profile,
    /// The row.
    pub case: case::Model,
}

impl CaseFile {
    /// Opens a case.
    pub fn open(
        draw: &mut Draw,
        references: &mut References,
        posting: Posting,
        profile: Profile,
        person_id: Uuid,
    ) -> Self {
        let (centre, at) = (posting.centre, posting.opened_at);
        let front = fronting(centre);
        let case = case::Model::builder()
            .id(draw.id(at))
            .reference(references.case(draw, at.year()))
            .person_id(person_id)
            .organisation_id(centre.organisation_id)
            .centre_id(centre.id)
            .fronting_centre_id(front.id)
            .country(centre.country.to_owned())
            .in_protected_centre(centre.fronted_by.is_some())
            .opened_at(at)
            .created_at(at)
            .status(CaseStatus::Active)
            .assigned_worker_id(posting.assigned.id)
            .build();
        Self { posting, profile, case }
    }

    /// Records activity on the case.
    pub fn touched(&mut self, at: DateTime<Utc>) {
        self.case.last_activity_at = self.case.last_activity_at.max(at);
        self.case.updated_at = self.case.updated_at.max(at);
    }

    /// Sets priority, risk and access mode from the gravity of the case (0 to 3).
    pub fn weigh(&mut self, draw: &mut Draw, gravity: usize) {
        const RISK: [Option<RiskLevel>; 4] =
            [None, Some(RiskLevel::Low), Some(RiskLevel::Medium), Some(RiskLevel::High)];
        self.case.risk_level = RISK[gravity.min(3)];
        if gravity == 3 && draw.chance(0.1) {
            self.case.risk_level = Some(RiskLevel::Imminent);
        }
        self.case.priority = match (self.case.risk_level, draw.part()) {
            (Some(RiskLevel::Imminent), _) => Priority::Critical,
            (Some(RiskLevel::High), _) => Priority::High,
            (_, part) if part < 0.15 => Priority::Low,
            (_, part) if part > 0.92 => Priority::High,
            _ => Priority::Normal,
        };
        self.case.access_mode = match self.posting.part {
            Part::Behind(mode) => mode,
            Part::Anyone if gravity == 3 && draw.chance(0.3) => AccessMode::Restricted,
            Part::Anyone if gravity == 3 && draw.chance(0.05) => AccessMode::Sealed,
            _ => AccessMode::Standard,
        };
    }

    /// The case with the columns that follow from the others.
    pub fn finished(self) -> case::Model {
        let priority_rank = self.case.priority.rank(self.case.status);
        let at = self.case.last_activity_at;
        let last_activity_at = at.duration_trunc(Duration::hours(1)).unwrap_or(at);
        case::Model { priority_rank, last_activity_at, ..self.case }
    }

    /// Closes the case at this time.
    pub fn close(&mut self, draw: &mut Draw, at: DateTime<Utc>, now: DateTime<Utc>) {
        let reason = reason(draw, &self.profile);
        let status = match reason {
            ClosureReason::Duplicate => CaseStatus::Duplicate,
            ClosureReason::Transferred => CaseStatus::Transferred,
            _ if now - at > Duration::days(730) => CaseStatus::Archived,
            _ => CaseStatus::Closed,
        };
        self.case.closed_at = Some(at);
        self.case.closure_reason = Some(reason);
        self.case.status = status;
        self.case.medical_worker_id = None;
        self.case.version += 1;
        self.touched(at);
    }

    /// Leaves the case open.
    pub fn keep_open(&mut self, draw: &mut Draw, now: DateTime<Utc>) {
        let age = now - self.case.opened_at;
        self.case.status = if age < Duration::days(2) {
            CaseStatus::Intake
        } else if age < Duration::days(7) {
            CaseStatus::Open
        } else {
            draw.weighted(&[(CaseStatus::Active, 0.92), (CaseStatus::OnHold, 0.05), (CaseStatus::Reopened, 0.03)])
        };
        let review = draw.chance(0.8);
        self.case.next_review_on = review.then(|| now.date_naive() + Duration::days(draw.number(-3, 28)));
    }
}

/// The length of a stay: usually 7 to 14 days, 121 on average in a crisis, three months in the pandemic.
pub fn stay(draw: &mut Draw) -> Duration {
    match draw.part() {
        part if part < 0.35 => Duration::hours(draw.number(7 * 24, 14 * 24)),
        part if part < 0.9 => whole_days(1.0 - 121.0 * (1.0 - draw.part()).ln()),
        _ => Duration::days(draw.number(60, 120)),
    }
}

fn reason(draw: &mut Draw, profile: &Profile) -> ClosureReason {
    use ClosureReason as R;
    let rare = draw.part();
    if rare < 0.02 {
        return if rare < 0.006 { R::Duplicate } else { R::Transferred };
    }
    if profile.returns {
        return R::ReturnedAvrr;
    }
    if profile.asylum && draw.chance(0.7) {
        return R::ReferredAsylum;
    }
    if profile.child && draw.chance(0.5) {
        return draw.weighted(&[(R::Reunified, 0.85), (R::AgedOut, 0.15)]);
    }
    draw.weighted(&[
        (R::LeftCentreVoluntarily, 0.4),
        (R::LostContact, 0.22),
        (R::DurableSolutionLocal, 0.14),
        (R::Completed, 0.16),
        (R::Deceased, 0.01),
        (R::Other, 0.07),
    ])
}
