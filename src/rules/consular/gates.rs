//! The five protection gates that a request must pass before a consulate may learn of a person. A protection marker of
//! the person, or an earlier failed gate for the same State, blocks all of them.

use entity::codes::{Gate, GateOutcome, IdentifierType, ImmigrationStatus, ServiceType, VulnerabilityCategory};
use sea_orm::Iterable;
use uuid::Uuid;

use crate::rules::{
    refusal::{Refusal, RefusalCode},
    second_person::{Human, second_person},
};

/// A decision on a gate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Decided {
    /// The request.
    pub request_id: Uuid,
    /// The gate.
    pub gate: Gate,
    /// Result of the decision.
    pub outcome: GateOutcome,
    /// The worker who decided.
    pub worker_id: Uuid,
    /// Whether a protection officer lifted the block of a failure.
    pub lifted: bool,
}

/// A decision that a worker is about to record.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// The worker who drafted the request.
    pub drafted_by: Uuid,
    /// The human who decides.
    pub me: &'a Human,
    /// The gate.
    pub gate: Gate,
    /// Result of the decision.
    pub outcome: GateOutcome,
    /// Reason for the decision.
    pub note: Option<&'a str>,
}

/// Facts that block requests of a person to a State, whatever the gates of one request say.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Protection {
    /// Whether the person has a protection marker that is not cleared.
    pub marked: bool,
    /// Whether a gate of any request of the person to this State failed and was not lifted.
    pub blocked: bool,
    /// Whether the person is a child without a best-interest determination in favour that is valid for the purpose
    /// `CONSULAR_DOCUMENT`.
    pub undetermined: bool,
}

/// The decisions in effect: the last one per gate of a request. A correction comes after the decision that it corrects.
pub(crate) fn in_effect(in_order: Vec<Decided>) -> Vec<Decided> {
    let mut effective: Vec<Decided> = Vec::new();
    for decided in in_order {
        match effective.iter_mut().find(|it| (it.request_id, it.gate) == (decided.request_id, decided.gate)) {
            Some(before) => *before = decided,
            None => effective.push(decided),
        }
    }
    effective
}

/// Whether one of these decisions in effect blocks the State.
pub(crate) fn blocks(effective: &[Decided]) -> bool {
    effective.iter().any(|it| it.outcome == GateOutcome::Fail && !it.lifted)
}

/// Whether this human may decide this gate now. The drafter of the request never may, so that two people look at it.
pub fn may_decide(decision: &Decision<'_>, effective: &[Decided], protection: Protection) -> Result<(), Refusal> {
    not_the_drafter(decision.drafted_by, decision.me)?;
    let message = "this gate was already decided; another protection officer can correct it";
    Refusal::of("gate", RefusalCode::InvalidTransition, message)
        .when(effective.iter().any(|it| it.gate == decision.gate))?;
    Refusal::of("note", RefusalCode::ReasonRequired, "give a reason for your colleagues in protection")
        .when(decision.outcome == GateOutcome::Fail && decision.note.is_none())?;
    may_pass(decision, protection)
}

/// Whether this human may correct the decision on this gate: not the one who decided it, and only to another
/// outcome.
pub fn may_correct(decision: &Decision<'_>, effective: &[Decided], protection: Protection) -> Result<(), Refusal> {
    not_the_drafter(decision.drafted_by, decision.me)?;
    let Some(before) = effective.iter().find(|it| it.gate == decision.gate) else {
        return Err(Refusal::of("gate", RefusalCode::InvalidTransition, "this gate is not decided yet"));
    };
    let message = "you decided this gate; another protection officer has to correct it";
    second_person(decision.me, &[Some(before.worker_id)], message)?;
    Refusal::of("outcome", RefusalCode::ValueNotAllowed, "the gate already has this outcome")
        .when(before.outcome == decision.outcome)?;
    may_pass(decision, protection)
}

/// Whether this human may lift the block of the failed gates of a request. The one who failed a gate may not.
pub fn may_lift(me: &Human, effective: &[Decided]) -> Result<(), Refusal> {
    let failed = effective.iter().filter(|it| it.outcome == GateOutcome::Fail && !it.lifted);
    let failed_by = failed.map(|it| Some(it.worker_id)).collect::<Vec<_>>();
    Refusal::new(RefusalCode::InvalidTransition, "no failed gate of this request blocks anything")
        .when(failed_by.is_empty())?;
    second_person(me, &failed_by, "you failed this gate; another protection officer has to lift it")
}

/// Whether all gates are passed, by others than the drafter. The message is the same for every reason, because the consular desk need not know
/// which gate failed or whether the person asked for asylum.
pub fn cleared(drafter: &Human, effective: &[Decided], protection: Protection) -> Result<(), Refusal> {
    let passed = |gate| {
        effective.iter().any(|it| it.gate == gate && it.outcome == GateOutcome::Pass && !drafter.is(it.worker_id))
    };
    if Gate::iter().all(passed) && protection == Protection::default() {
        return Ok(());
    }
    Err(not_cleared())
}

/// The refusal of a request that protection has not cleared, whatever the reason.
pub(crate) fn not_cleared() -> Refusal {
    Refusal::new(RefusalCode::NotCleared, "protection has not cleared this request")
}

/// Whether this human may decide gates of a request that this worker drafted.
pub(crate) fn not_the_drafter(drafted_by: Uuid, me: &Human) -> Result<(), Refusal> {
    let message = "you drafted this request; another person has to decide its gates";
    second_person(me, &[Some(drafted_by)], message)
}

/// Gate A states that there is no sign of a need for international protection. It cannot pass while the person has a
/// marker. Gate D states that contact with the consulate is in the best interest of a child. It cannot pass for a child
/// before that was determined.
fn may_pass(decision: &Decision<'_>, protection: Protection) -> Result<(), Refusal> {
    let says_none = decision.gate == Gate::AInternationalProtection && decision.outcome == GateOutcome::Pass;
    let message = "this person has a protection marker; if the marker is wrong, clear it first";
    Refusal::of("outcome", RefusalCode::NotCleared, message).when(says_none && protection.marked)?;
    let says_best = decision.gate == Gate::DChild && decision.outcome == GateOutcome::Pass;
    let message =
        "for a child, gate D needs a best-interest determination in favour, for the purpose CONSULAR_DOCUMENT";
    Refusal::of("outcome", RefusalCode::DeterminationMissing, message).when(says_best && protection.undetermined)
}

/// Whether the status shows that the person asked for protection, has it, or is or may be stateless.
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
pub(crate) const fn of_the_protected(document: IdentifierType) -> bool {
    matches!(document, IdentifierType::ConventionTravelDocument | IdentifierType::IcrcEmergencyTravelDocument)
}

/// The vulnerability that counts as a sign of a need for protection.
pub const STATELESS: VulnerabilityCategory = VulnerabilityCategory::StatelessRisk;

/// The service type whose referral counts as a sign, in addition to referrals to the protection agency or the asylum
/// authority.
pub const PROTECTION_SERVICE: ServiceType = ServiceType::AsylumReferral;
