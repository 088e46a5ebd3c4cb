//! Secrets of a person: what was learned of the person later, and what turned out to be wrong.

use entity::codes::DataClass as D;
use waystation::global_id;

use super::{
    super::people::Reader,
    Secret,
    acting::{Acting, named, step},
};

/// A nationality code that says as much as an asylum status.
pub(super) fn asylum(acting: &Acting<'_>) -> Vec<Secret> {
    let stateless = format!("{}, nationalities: [{{ country: \"XXA\", basis: DOCUMENTED }}]", of_person(acting));
    vec![acting.secret(
        "the person has no nationality",
        |reads| reads.holds(D::Asylum),
        vec![step(&acting.officer, "addToPerson", stateless)],
    )]
}

/// A way to reach the person, and another name.
pub(super) fn secrets(acting: &Acting<'_>) -> Vec<Secret> {
    let phone =
        format!("{}, contacts: [{{ type: PHONE, value: \"+224 622 00 00 00\", mayContact: true }}]", of_person(acting));
    let renamed = format!(
        "{}, version: $version, reason: \"misspelt\", names: {{ corrected: [{{ id: \"{}\", \
         to: {{ given: \"Oumou\", family: \"Bah\", script: \"Latn\", type: DOCUMENT }} }}] }}",
        of_person(acting),
        global_id::encode("PersonName", acting.twins.name.id)
    );
    vec![
        acting.secret(
            "the telephone number of the person was learned",
            |reads| reads.holds(D::Contact),
            vec![step(&acting.worker, "addToPerson", phone)],
        ),
        acting
            .secret(
                "the name of the person was corrected",
                // Some readers see the initials.
                |reads| reads.holds(D::IdentityCoarse),
                vec![step(&acting.worker, "correctPerson", renamed)],
            )
            .also(&[
                Reader::NgoPending,
                Reader::NgoPendingProgram,
                Reader::NgoNarrow,
                Reader::HostAntitrafficking,
                Reader::HostEnforcement,
            ]),
    ]
}

fn of_person(acting: &Acting<'_>) -> String {
    named("personId", "Person", acting.twins.person.id)
}
