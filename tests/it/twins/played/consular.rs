//! Secret acts on requests to a consulate. The consulate notices none of them.

use entity::codes::DataClass as D;
use uuid::Uuid;
use waystation::access::class::ClassSet;

use super::{
    super::people::Reader,
    Secret,
    acting::{Acting, named, of_case, step},
};

const REQUEST: fn(ClassSet) -> bool = |reads| reads.holds(D::Legal);

/// What comes before every sign of protection, because a sign ends the requests of the person.
pub(super) fn early(acting: &Acting<'_>) -> Vec<Secret> {
    let desk = acting.reader(Reader::ConsularWorker);
    let post = named("postId", "ConsularPost", acting.cast.post.id);
    let draft = format!("{}, {post}, documentType: PASSPORT, interviewPreferences: []", acting.case());
    let [held, live] = acting.cast.submitted.each_ref();
    let request = request(held.id);
    let child = named("caseId", "Case", live.case_id);
    let claim = format!("{child}, version: $version, status: ASYLUM_SEEKER, recordedOn: \"2023-11-01\"");
    let ended = format!("{request}, reason: INTERNATIONAL_PROTECTION");
    let officer = &acting.officer;
    vec![
        acting.secret("a consulate may be asked", REQUEST, vec![step(&desk, "draftConsularRequest", draft)]),
        acting.secret(
            "a request that the consulate has is on hold",
            REQUEST,
            vec![step(officer, "holdConsularRequest", request.clone())],
        ),
        acting.secret(
            "a request that the consulate has goes on",
            REQUEST,
            vec![step(officer, "resumeConsularRequest", request)],
        ),
        acting.secret(
            "a request that the consulate has was withdrawn because of asylum",
            REQUEST,
            vec![step(officer, "withdrawConsularRequest", ended)],
        ),
        // The server withdraws the request.
        of_case(
            live.case_id,
            "a child asked for asylum while the consulate has a request",
            REQUEST,
            vec![step(officer, "recordImmigrationStatus", claim)],
        ),
    ]
}

fn request(id: Uuid) -> String {
    format!("{}, version: $version", named("consularRequestId", "ConsularRequest", id))
}

/// The gates of one request.
pub(super) fn secrets(acting: &Acting<'_>) -> Vec<Secret> {
    let Acting { officer, cast, twins, .. } = acting;
    let second = &cast.second_officer;
    let gate = |mutation, by, gate: &str, outcome: &str| {
        let input = request(twins.request.id);
        step(by, mutation, format!("{input}, gate: {gate}, outcome: {outcome}, note: \"afraid\""))
    };
    vec![
        acting.secret(
            "the gate of trafficking failed",
            REQUEST,
            vec![gate("decideProtectionGate", officer, "C_TRAFFICKING_RISK", "FAIL")],
        ),
        acting.secret(
            "the gate of trafficking failed by mistake",
            REQUEST,
            vec![gate("correctProtectionGate", second, "C_TRAFFICKING_RISK", "PASS")],
        ),
        acting.secret(
            "the gate of international protection failed",
            REQUEST,
            vec![gate("decideProtectionGate", officer, "A_INTERNATIONAL_PROTECTION", "FAIL")],
        ),
        acting.secret(
            "the block of the failed gate was lifted",
            REQUEST,
            vec![step(second, "liftProtectionGateFailure", format!("{}, reason: \"safe\"", request(twins.request.id)))],
        ),
    ]
}
