//! The inputs that correct the parts of a person: two for each kind, made from one table.

use async_graphql::InputObject;
use entity::{codes::DataClass as D, contact, identifier, nationality, person_language, person_name};

use super::{
    inputs::{ContactInput, IdentifierInput, NationalityInput, PersonLanguageInput, PersonNameInput},
    parts::Wrong,
};
use crate::{access::directive::holds, global_id::Id};

macro_rules! corrections {
    ($($entity:ident: $what:literal, $class:ident, $input:ident, $corrected:ident, $corrections:ident;)*) => {$(
        #[doc = concat!("A ", $what, " that was written wrongly, with what is right.")]
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct $corrected {
            #[doc = concat!("The ", $what, " that is wrong.")]
            #[graphql(directive = holds::apply(D::$class))]
            id: Id<$entity::Entity>,
            /// What is right. Give all of it.
            #[graphql(directive = holds::apply(D::$class))]
            to: $input,
        }

        #[doc = concat!("What is wrong with the entries of this kind: ", $what, ".")]
        #[derive(Clone, Debug, InputObject)]
        pub(crate) struct $corrections {
            /// Entries that were written wrongly, each with what is right.
            #[graphql(default, directive = holds::apply(D::$class))]
            corrected: Vec<$corrected>,
            /// Entries that were true and are not true any more.
            #[graphql(default, directive = holds::apply(D::$class))]
            ended_ids: Vec<Id<$entity::Entity>>,
            /// Entries that were never true of this person.
            #[graphql(default, directive = holds::apply(D::$class))]
            entered_in_error_ids: Vec<Id<$entity::Entity>>,
        }

        impl From<$corrections> for Wrong<$entity::Model> {
            fn from(input: $corrections) -> Self {
                let $corrections { corrected, ended_ids, entered_in_error_ids } = input;
                Self {
                    corrected: corrected.into_iter().map(|$corrected { id, to }| (id.0, to)).collect(),
                    ended: ended_ids.into_iter().map(|id| id.0).collect(),
                    entered_in_error: entered_in_error_ids.into_iter().map(|id| id.0).collect(),
                }
            }
        }
    )*};
}

corrections! {
    person_name: "name", Identity, PersonNameInput, CorrectedPersonNameInput, PersonNameCorrectionsInput;
    nationality: "nationality", Identity, NationalityInput, CorrectedNationalityInput, NationalityCorrectionsInput;
    person_language: "language", Operational, PersonLanguageInput, CorrectedPersonLanguageInput,
        PersonLanguageCorrectionsInput;
    identifier: "document", Identity, IdentifierInput, CorrectedIdentifierInput, IdentifierCorrectionsInput;
    contact: "contact", Contact, ContactInput, CorrectedContactInput, ContactCorrectionsInput;
}
