//! The five gates before a consulate may hear of a person, and what closes them all: any sign that the person needs the
//! protection of another State than their own.

use entity::codes::{
    ClosureReason, Gate, GateOutcome, IdentifierType, ImmigrationStatus, ServiceType, VulnerabilityCategory,
};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::rules::refusal::{Refusal, RefusalCode};

/// A gate that was decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Decided {
    /// Which.
    pub gate: Gate,
    /// What was found.
    pub outcome: GateOutcome,
    /// By whom.
    pub worker_id: Uuid,
}

/// What a case says of international protection.
#[derive(Clone, Debug, Default)]
pub struct Markers {
    /// The immigration status.
    pub immigration_status: Option<ImmigrationStatus>,
    /// Why the case was closed.
    pub closure_reason: Option<ClosureReason>,
    /// What makes the person vulnerable.
    pub vulnerabilities: Vec<VulnerabilityCategory>,
    /// The documents of the person.
    pub documents: Vec<IdentifierType>,
    /// The person is, or was, referred to whoever answers for refugees.
    pub referred_for_protection: bool,
}

/// Whether this worker may decide this gate now. Whoever drafted the request never does: one mind is not enough.
pub fn may_decide(
    drafted_by: Uuid,
    worker_id: Uuid,
    gate: Gate,
    outcome: GateOutcome,
    note: Option<&str>,
    decided: &[Decided],
) -> Result<(), Refusal> {
    if drafted_by == worker_id {
        let message = "you drafted this request; somebody else has to decide at its gates";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    if decided.iter().any(|it| it.gate == gate) {
        return Err(Refusal::of("gate", RefusalCode::InvalidTransition, "this gate was decided already"));
    }
    if outcome == GateOutcome::Fail && note.is_none() {
        return Err(Refusal::of("note", RefusalCode::ReasonRequired, "say why, for your colleagues in protection"));
    }
    Ok(())
}

/// Whether all gates are open. One sentence for every reason: whoever prepares the packet need not know which gate, or
/// whether the person asked for asylum.
pub fn cleared(drafted_by: Uuid, decided: &[Decided], markers: &Markers) -> Result<(), Refusal> {
    let passed = |gate| {
        decided.iter().any(|it| it.gate == gate && it.outcome == GateOutcome::Pass && it.worker_id != drafted_by)
    };
    if Gate::iter().all(passed) && !marked(markers) {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::NotCleared, "protection has not cleared this request"))
}

/// Whether anything says that the person may need international protection.
#[must_use]
pub fn marked(markers: &Markers) -> bool {
    let Markers { immigration_status, closure_reason, vulnerabilities, documents, referred_for_protection } = markers;
    *referred_for_protection
        || immigration_status.is_some_and(protects)
        || *closure_reason == Some(ClosureReason::ReferredAsylum)
        || vulnerabilities.contains(&VulnerabilityCategory::StatelessRisk)
        || documents.iter().copied().any(of_the_protected)
}

/// Whether the status is one of somebody who asked for protection, has it, or has no State.
#[must_use]
pub const fn protects(status: ImmigrationStatus) -> bool {
    use ImmigrationStatus as I;
    match status {
        I::AsylumSeeker | I::Refugee | I::ComplementaryProtection | I::Stateless | I::AtRiskOfStatelessness => true,
        I::RegularLabour
        | I::RegularFamily
        | I::RegularStudent
        | I::Visitor
        | I::FreeMovementEcowas
        | I::Irregular
        | I::NationalReturnee
        | I::Stranded
        | I::Undetermined => false,
    }
}

/// Documents for people who must not meet their consulate.
#[must_use]
pub const fn of_the_protected(document: IdentifierType) -> bool {
    matches!(document, IdentifierType::ConventionTravelDocument | IdentifierType::IcrcEmergencyTravelDocument)
}

/// The service whose referral is a marker, beside those that lead to the protection agency or the asylum authority.
pub const PROTECTION_SERVICE: ServiceType = ServiceType::AsylumReferral;
