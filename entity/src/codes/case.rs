//! Status, priority, risk, access mode and closure of a case.

use macro_rules_attribute::apply;

use super::Coarsens;

/// The status of a case.
#[apply(code!)]
pub enum CaseStatus {
    /// The first interview is under way.
    Intake,
    /// The case is open and waits for a worker.
    Open,
    /// A worker is responsible for the case.
    Active,
    /// The work is paused.
    OnHold,
    /// The case was handed over to another organisation.
    Transferred,
    /// The work is done.
    Closed,
    /// The case was closed and is open again.
    Reopened,
    /// Duplicate: replaced by another case of the same person.
    Duplicate,
    /// The case is kept for the record only.
    Archived,
}

impl Coarsens for CaseStatus {
    type Parent = CaseStatusGroup;

    fn coarse(self) -> CaseStatusGroup {
        match self {
            Self::Intake | Self::Open | Self::Active | Self::OnHold | Self::Reopened => CaseStatusGroup::Open,
            Self::Transferred | Self::Closed | Self::Duplicate | Self::Archived => CaseStatusGroup::Closed,
        }
    }

    fn sensitive(self) -> bool {
        false
    }
}

/// Whether a case is open or closed.
#[apply(shown!)]
pub enum CaseStatusGroup {
    /// The case is open: somebody works on it or will soon.
    Open,
    /// The case is closed: this organisation no longer works on it.
    Closed,
}

/// How soon a case needs attention.
#[apply(code!)]
pub enum Priority {
    /// It can wait.
    Low,
    /// Handled in order of arrival.
    Normal,
    /// Handled before others.
    High,
    /// Handled at once.
    Critical,
}

impl Priority {
    /// The place of a case in this state when cases are ordered by priority: 0 is CRITICAL. A closed case has none,
    /// because it needs no attention.
    pub fn rank(self, status: CaseStatus) -> Option<i32> {
        let rank = match self {
            Self::Critical => 0,
            Self::High => 1,
            Self::Normal => 2,
            Self::Low => 3,
        };
        (status.coarse() == CaseStatusGroup::Open).then_some(rank)
    }
}

/// The level of danger to the person.
#[apply(code!)]
pub enum RiskLevel {
    /// No danger is expected.
    Low,
    /// Harm is possible.
    Medium,
    /// Harm is likely.
    High,
    /// Harm is about to happen.
    Imminent,
}

/// How far the reading of a case is restricted within the organisation that owns it.
#[apply(code!)]
pub enum AccessMode {
    /// Not restricted: the usual rules apply.
    Standard,
    /// Only the assigned workers, protection officers and the data protection officer read it.
    Restricted,
    /// Only protection officers and the data protection officer read it.
    Sealed,
}

/// The reason why a case was closed.
#[apply(code!)]
pub enum ClosureReason {
    /// The person returned with assistance.
    ReturnedAvrr,
    /// The person left the centre by choice.
    LeftCentreVoluntarily,
    /// The case was transferred to another organisation.
    Transferred,
    /// The person settled in the place where they are.
    DurableSolutionLocal,
    /// The person entered an asylum procedure.
    ReferredAsylum,
    /// The person was reunited with their family.
    Reunified,
    /// The person has come of age.
    AgedOut,
    /// Nobody can reach the person.
    LostContact,
    /// The person has died.
    Deceased,
    /// Duplicate: replaced by another case of the same person.
    Duplicate,
    /// The goals of the case were reached.
    Completed,
    /// Another reason.
    Other,
}

impl Coarsens for ClosureReason {
    type Parent = ClosureGroup;

    fn coarse(self) -> ClosureGroup {
        match self {
            Self::Completed
            | Self::DurableSolutionLocal
            | Self::ReferredAsylum
            | Self::Reunified
            | Self::AgedOut
            | Self::Deceased
            | Self::Other => ClosureGroup::Closed,
            Self::ReturnedAvrr | Self::LeftCentreVoluntarily | Self::LostContact => ClosureGroup::Left,
            Self::Transferred | Self::Duplicate => ClosureGroup::Administrative,
        }
    }

    fn sensitive(self) -> bool {
        matches!(self, Self::ReferredAsylum | Self::Reunified | Self::Deceased)
    }
}

/// The coarse reason why a case was closed.
#[apply(shown!)]
pub enum ClosureGroup {
    /// The work on the case has ended.
    Closed,
    /// The person has left.
    Left,
    /// The case was transferred or merged with another.
    Administrative,
}
