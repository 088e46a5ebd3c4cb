//! The five gates before a consulate may hear of a person, and what closes them all: a protection marker of the person, and
//! a gate that failed before towards the same State.

use entity::codes::{Gate, GateOutcome, IdentifierType, ImmigrationStatus, ServiceType, VulnerabilityCategory};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::rules::refusal::{Refusal, RefusalCode};

/// A gate that was decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Decided {
    /// The request.
    pub request_id: Uuid,
    /// Which gate.
    pub gate: Gate,
    /// What was found.
    pub outcome: GateOutcome,
    /// Who decided.
    pub worker_id: Uuid,
    /// A protection officer lifted what a failure blocks.
    pub lifted: bool,
}

/// A decision that somebody is about to take.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Who drafted the request.
    pub drafted_by: Uuid,
    /// Who decides.
    pub worker_id: Uuid,
    /// At which gate.
    pub gate: Gate,
    /// What was found.
    pub outcome: GateOutcome,
    /// Why.
    pub note: Option<&'a str>,
}

/// What stands between a person and a State, whatever the gates of one request say.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Protection {
    /// The person has a marker that nobody cleared.
    pub marked: bool,
    /// A gate of some request of the person to this State failed, and nobody lifted that.
    pub blocked: bool,
}

/// The decisions that count: of each gate of a request the last one. A correction comes after what it corrects.
#[must_use]
pub fn in_effect(in_order: Vec<Decided>) -> Vec<Decided> {
    let mut effective: Vec<Decided> = Vec::new();
    for decided in in_order {
        match effective.iter_mut().find(|it| (it.request_id, it.gate) == (decided.request_id, decided.gate)) {
            Some(before) => *before = decided,
            None => effective.push(decided),
        }
    }
    effective
}

/// Whether one of these decisions, which are in effect, blocks the State.
#[must_use]
pub fn blocks(effective: &[Decided]) -> bool {
    effective.iter().any(|it| it.outcome == GateOutcome::Fail && !it.lifted)
}

/// Whether this worker may decide this gate now. The drafter of the request never does: one mind is not enough.
pub fn may_decide(decision: &Decision<'_>, effective: &[Decided], protection: Protection) -> Result<(), Refusal> {
    not_the_drafter(decision)?;
    if effective.iter().any(|it| it.gate == decision.gate) {
        let message = "this gate was decided already; another protection officer can correct it";
        return Err(Refusal::of("gate", RefusalCode::InvalidTransition, message));
    }
    if decision.outcome == GateOutcome::Fail && decision.note.is_none() {
        return Err(Refusal::of("note", RefusalCode::ReasonRequired, "say why, for your colleagues in protection"));
    }
    may_pass(decision, protection)
}

/// Whether this worker may correct what was decided at this gate: somebody else than the one who decided, with a reason, to
/// another outcome.
pub fn may_correct(decision: &Decision<'_>, effective: &[Decided], protection: Protection) -> Result<(), Refusal> {
    not_the_drafter(decision)?;
    let Some(before) = effective.iter().find(|it| it.gate == decision.gate) else {
        return Err(Refusal::of("gate", RefusalCode::InvalidTransition, "this gate was not decided yet"));
    };
    if before.worker_id == decision.worker_id {
        let message = "you decided this gate; another protection officer has to correct it";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    if before.outcome == decision.outcome {
        return Err(Refusal::of("outcome", RefusalCode::ValueNotAllowed, "this is what was decided already"));
    }
    may_pass(decision, protection)
}

/// Whether this worker may lift what the failed gates of a request block: somebody else than the one who failed them.
pub fn may_lift(worker_id: Uuid, effective: &[Decided]) -> Result<(), Refusal> {
    let mut failed = effective.iter().filter(|it| it.outcome == GateOutcome::Fail && !it.lifted).peekable();
    if failed.peek().is_none() {
        return Err(Refusal::new(RefusalCode::InvalidTransition, "no failed gate of this request blocks anything"));
    }
    if failed.any(|it| it.worker_id == worker_id) {
        let message = "you failed this gate; another protection officer has to lift it";
        return Err(Refusal::new(RefusalCode::SamePerson, message));
    }
    Ok(())
}

/// Whether all gates are open. One sentence for every reason: the desk that prepares the packet need not know which gate, or
/// whether the person asked for asylum.
pub fn cleared(drafted_by: Uuid, effective: &[Decided], protection: Protection) -> Result<(), Refusal> {
    let passed = |gate| {
        effective.iter().any(|it| it.gate == gate && it.outcome == GateOutcome::Pass && it.worker_id != drafted_by)
    };
    if Gate::iter().all(passed) && protection == Protection::default() {
        return Ok(());
    }
    Err(Refusal::new(RefusalCode::NotCleared, "protection has not cleared this request"))
}

fn not_the_drafter(decision: &Decision<'_>) -> Result<(), Refusal> {
    if decision.drafted_by != decision.worker_id {
        return Ok(());
    }
    let message = "you drafted this request; somebody else has to decide at its gates";
    Err(Refusal::new(RefusalCode::SamePerson, message))
}

/// Gate A says that nothing points to international protection. It cannot pass while a marker says otherwise.
fn may_pass(decision: &Decision<'_>, protection: Protection) -> Result<(), Refusal> {
    let says_none = decision.gate == Gate::AInternationalProtection && decision.outcome == GateOutcome::Pass;
    if says_none && protection.marked {
        let message = "this person has a protection marker; clear the marker first, where it is wrong";
        return Err(Refusal::of("outcome", RefusalCode::NotCleared, message));
    }
    Ok(())
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

/// The vulnerability that is a sign.
pub const STATELESS: VulnerabilityCategory = VulnerabilityCategory::StatelessRisk;

/// The service whose referral is a sign, beside those that lead to the protection agency or the asylum authority.
pub const PROTECTION_SERVICE: ServiceType = ServiceType::AsylumReferral;
