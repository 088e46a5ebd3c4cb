//! Secret transfers: offers to an asylum body, and inside the organisation.

use entity::codes::DataClass as D;
use uuid::Uuid;
use waystation::access::{class::ClassSet, viewer::Viewer};

use super::{
    super::people::Reader,
    Secret, Step,
    acting::{Acting, named, next, of_case, step},
};

/// To an asylum body.
pub(super) fn asylum(acting: &Acting<'_>) -> Vec<Secret> {
    const ASYLUM: fn(ClassSet) -> bool = |reads| reads.holds(D::Asylum);
    // The manager of the centre approves and offers every transfer.
    const MANAGER: &[Reader] = &[Reader::CentreManager];
    let Acting { officer, manager, twins, cast, .. } = acting;
    let agreed = format!(", {}", named("consentId", "Consent", cast.moving.id));
    let offered = offered(officer, manager, twins.case.id, cast.distant.id, &agreed);
    let declined = next(&cast.agency, "declineTransfer", "transfer", ", reason: NO_CAPACITY");
    vec![
        acting.secret("the case was offered to UNHCR", ASYLUM, offered).also(MANAGER),
        acting.secret("UNHCR declined the case", ASYLUM, vec![declined]).also(MANAGER),
    ]
}

/// Inside the organisation. Each is over before the next one, because a case has one live transfer.
pub(super) fn secrets(acting: &Acting<'_>) -> Vec<Secret> {
    const FILE: fn(ClassSet) -> bool = |reads| reads.holds(D::OperationalCoarse);
    // An auditor of another organisation reads that the case exists, and none of its transfers.
    const OVERSIGHT: &[Reader] = &[Reader::CountryAuditor];
    // Workers of the ordinary centre read a stub of the offered case. Everybody at home knows a case in such a centre.
    const NIAMEY: &[Reader] = &[Reader::CaseWorkerElsewhere];
    const HOME: &[Reader] = &[Reader::AssignedCaseWorker, Reader::ColleagueAtTheCentre, Reader::CentreManager];
    let Acting { worker, officer, manager, twins, cast, .. } = acting;
    let (niamey, receiver) = (twins.niamey.id, &cast.receiver);
    let moved = format!("{}, {}, reasonCode: JOURNEY", acting.case(), named("toCentreId", "Centre", niamey));
    let sheltered = |name, steps| of_case(cast.sheltered.id, name, FILE, steps).not(OVERSIGHT);
    vec![
        sheltered(
            "somebody in the shelter was offered to an ordinary centre",
            offered(officer, manager, cast.sheltered.id, niamey, ""),
        )
        .also(NIAMEY),
        sheltered(
            "somebody in the shelter moved to an ordinary centre",
            vec![next(receiver, "acceptTransfer", "transfer", "")],
        )
        .also(HOME),
        acting
            .secret(
                "the case was offered to another centre of the organisation",
                FILE,
                offered(worker, manager, twins.case.id, niamey, ""),
            )
            .not(OVERSIGHT),
        acting
            .secret("that offer was cancelled", FILE, vec![next(worker, "cancelTransfer", "transfer", "")])
            .not(OVERSIGHT),
        acting
            .secret(
                "its manager offered it there at once, and took it back",
                FILE,
                vec![step(manager, "moveCase", moved), next(manager, "cancelTransfer", "transfer", "")],
            )
            .not(OVERSIGHT),
    ]
}

/// A transfer is proposed, approved and offered.
fn offered(by: &Viewer, manager: &Viewer, case: Uuid, centre: Uuid, more: &str) -> Vec<Step> {
    let (case, centre) = (named("caseId", "Case", case), named("toCentreId", "Centre", centre));
    vec![
        step(by, "proposeTransfer", format!("{case}, {centre}, reason: \"nearer to family\"{more}")),
        next(manager, "approveTransfer", "transfer", ""),
        next(manager, "offerTransfer", "transfer", ""),
    ]
}
