//! The lists of a person: which rows belong to it, in which order, and which of them a viewer who sees the person may know of. What
//! was corrected is in lists of its own.

use entity::{
    codes::DataClass as D, contact, former_person_facts, identifier, nationality, person_language, person_name,
};
use sea_orm::sea_query::{Cond, Order};

use super::{Contact, FormerPersonFacts, Identifier, Nationality, PersonLanguage, PersonName, edge, edge_in_force};
use crate::{
    graphql::record::{fields::many, table::Field},
    store::{
        access::inferred,
        read::children::{Edge, Rows},
    },
};

/// Names in force.
pub(super) fn names() -> Edge {
    use person_name::Column as C;
    edge_in_force(C::PersonId, C::Position, C::Id, Order::Asc)
}

/// Nationalities in force that the viewer may know of.
pub(super) fn nationalities() -> Edge {
    use nationality::Column as C;
    Edge { visible: inferred::nationalities, ..edge_in_force(C::PersonId, C::Country, C::Id, Order::Asc) }
}

/// Languages in force.
pub(super) fn languages() -> Edge {
    use person_language::Column as C;
    edge_in_force(C::PersonId, C::Language, C::Id, Order::Asc)
}

/// Documents in force that the viewer may know of.
pub(super) fn identifiers() -> Edge {
    use identifier::Column as C;
    Edge { visible: inferred::identifiers, ..edge_in_force(C::PersonId, C::IdentifierType, C::Id, Order::Asc) }
}

/// Contacts in force.
pub(super) fn contacts() -> Edge {
    use contact::Column as C;
    edge_in_force(C::PersonId, C::ContactType, C::Id, Order::Asc)
}

/// What was corrected, as the fields of a person.
pub(super) fn former() -> [Field; 6] {
    let kept = "For the organisation that owns the case and those who oversee it.";
    let doc = |what: &str| format!("{what} that were corrected, ended or entered in error. {kept}").leak();
    [
        many::<PersonName>("formerNames", D::Identity, doc("Names"), || {
            use person_name::Column as C;
            let visible = |scope: &_, row: &_| inferred::at_home(scope, row, C::PersonId, D::Identity);
            Edge { visible, rows: Rows::Closed, ..edge(C::PersonId, C::Position, C::Id, Order::Asc) }
        }),
        many::<Nationality>("formerNationalities", D::Identity, doc("Nationalities"), || {
            use nationality::Column as C;
            let visible = |scope: &_, row: &_| {
                let home = inferred::at_home(scope, row, C::PersonId, D::Identity);
                Cond::all().add(home).add(inferred::nationalities(scope, row))
            };
            Edge { visible, rows: Rows::Closed, ..edge(C::PersonId, C::Country, C::Id, Order::Asc) }
        }),
        many::<PersonLanguage>("formerLanguages", D::Operational, doc("Languages"), || {
            use person_language::Column as C;
            let visible = |scope: &_, row: &_| inferred::at_home(scope, row, C::PersonId, D::Operational);
            Edge { visible, rows: Rows::Closed, ..edge(C::PersonId, C::Language, C::Id, Order::Asc) }
        }),
        many::<Identifier>("formerIdentifiers", D::Identity, doc("Documents"), || {
            use identifier::Column as C;
            let visible = |scope: &_, row: &_| {
                let home = inferred::at_home(scope, row, C::PersonId, D::Identity);
                Cond::all().add(home).add(inferred::identifiers(scope, row))
            };
            Edge { visible, rows: Rows::Closed, ..edge(C::PersonId, C::IdentifierType, C::Id, Order::Asc) }
        }),
        many::<Contact>("formerContacts", D::Contact, doc("Contacts"), || {
            use contact::Column as C;
            let visible = |scope: &_, row: &_| inferred::at_home(scope, row, C::PersonId, D::Contact);
            Edge { visible, rows: Rows::Closed, ..edge(C::PersonId, C::ContactType, C::Id, Order::Asc) }
        }),
        many::<FormerPersonFacts>(
            "formerFacts",
            D::Identity,
            format!("The person's own facts before each correction, the oldest first. {kept}").leak(),
            || {
                use former_person_facts::Column as C;
                let visible = |scope: &_, row: &_| inferred::at_home(scope, row, C::PersonId, D::Identity);
                Edge { visible, ..edge(C::PersonId, C::Id, C::Id, Order::Asc) }
            },
        ),
    ]
}
