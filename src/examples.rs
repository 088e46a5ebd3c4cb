//! The operations that an integrator starts from, as they stand in `examples/`.

/// One operation with variables that fit the demo.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name: the name of its files.
    pub name: &'static str,
    /// The document; its first line says what it is for.
    pub document: &'static str,
    /// The variables as JSON.
    pub variables: &'static str,
}

const fn example(name: &'static str, document: &'static str, variables: &'static str) -> Example {
    Example { name, document, variables }
}

/// All of them, the one to begin with first.
pub const ALL: [Example; 4] = [
    example("viewer", include_str!("../examples/viewer.graphql"), include_str!("../examples/viewer.json")),
    example("ngo_inbox", include_str!("../examples/ngo_inbox.graphql"), include_str!("../examples/ngo_inbox.json")),
    example(
        "accept_referral",
        include_str!("../examples/accept_referral.graphql"),
        include_str!("../examples/accept_referral.json"),
    ),
    example("case_file", include_str!("../examples/case_file.graphql"), include_str!("../examples/case_file.json")),
];
