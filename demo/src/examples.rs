//! The operations that an integrator starts from: the files in `examples/`.

use std::collections::BTreeMap;

/// One operation with variables for the demo.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name, which is also the name of its files.
    pub name: &'static str,
    /// The persona of the demo that can run it.
    pub persona: &'static str,
    /// The document. Its first line says what it is for.
    pub document: &'static str,
    /// The variables as JSON. `{{name}}` is a placeholder for a value from the caseload.
    pub variables: &'static str,
}

impl Example {
    /// Fills the placeholders of the variables with values from a caseload.
    pub fn variables_with(&self, found: &BTreeMap<&'static str, String>) -> String {
        found
            .iter()
            .fold(self.variables.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }
}

const fn example(
    (name, persona): (&'static str, &'static str),
    document: &'static str,
    variables: &'static str,
) -> Example {
    Example { name, persona, document, variables }
}

/// All examples. The first one is the best to start with.
pub const ALL: [Example; 14] = [
    example(
        ("viewer", "ngo_focal_point"),
        include_str!("../../examples/viewer.graphql"),
        include_str!("../../examples/viewer.json"),
    ),
    example(
        ("my_tasks", "case_worker"),
        include_str!("../../examples/my_tasks.graphql"),
        include_str!("../../examples/my_tasks.json"),
    ),
    example(
        ("ngo_inbox", "ngo_focal_point"),
        include_str!("../../examples/ngo_inbox.graphql"),
        include_str!("../../examples/ngo_inbox.json"),
    ),
    example(
        ("accept_referral", "ngo_focal_point"),
        include_str!("../../examples/accept_referral.graphql"),
        include_str!("../../examples/accept_referral.json"),
    ),
    example(
        ("possible_duplicates", "case_worker"),
        include_str!("../../examples/possible_duplicates.graphql"),
        include_str!("../../examples/possible_duplicates.json"),
    ),
    example(
        ("person_at_counter", "data_protection_officer"),
        include_str!("../../examples/person_at_counter.graphql"),
        include_str!("../../examples/person_at_counter.json"),
    ),
    example(
        ("refer_case", "case_worker"),
        include_str!("../../examples/refer_case.graphql"),
        include_str!("../../examples/refer_case.json"),
    ),
    example(
        ("send_referral", "case_worker"),
        include_str!("../../examples/send_referral.graphql"),
        include_str!("../../examples/send_referral.json"),
    ),
    example(
        ("withdraw_consent", "case_worker"),
        include_str!("../../examples/withdraw_consent.graphql"),
        include_str!("../../examples/withdraw_consent.json"),
    ),
    example(
        ("dashboard", "centre_manager"),
        include_str!("../../examples/dashboard.graphql"),
        include_str!("../../examples/dashboard.json"),
    ),
    example(
        ("case_file", "case_worker"),
        include_str!("../../examples/case_file.graphql"),
        include_str!("../../examples/case_file.json"),
    ),
    example(
        ("request_travel_document", "consular_worker"),
        include_str!("../../examples/request_travel_document.graphql"),
        include_str!("../../examples/request_travel_document.json"),
    ),
    example(
        ("liaison_inbox", "liaison_gin"),
        include_str!("../../examples/liaison_inbox.graphql"),
        include_str!("../../examples/liaison_inbox.json"),
    ),
    example(
        ("record_decision", "liaison_gin"),
        include_str!("../../examples/record_decision.graphql"),
        include_str!("../../examples/record_decision.json"),
    ),
];
