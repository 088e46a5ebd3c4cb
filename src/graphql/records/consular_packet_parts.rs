//! The parts of a packet that are lists: the documents that support the nationality, and the answers to questions.

use entity::{
    codes::{DataClass as D, DocumentSeen, IdentifierType, QuestionCode},
    consular_packet,
};
use sea_orm::{prelude::Date, sea_query::IntoIden};

use super::{ConsularAnswer, ConsularEvidence};
use crate::{
    graphql::record::{
        parts::part,
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(ConsularEvidence, consular_evidence);

fn consular_evidence() -> Table {
    Table {
        name: "ConsularEvidence",
        doc: "A document that supports the nationality of a person.",
        from: consular_packet::Entity.into_iden(),
        key: consular_packet::Column::Id.into_iden(),
        access: Access::Packet,
        fields: vec![
            part::<IdentifierType>("type", D::Identity, "The type of document."),
            part::<String>("number", D::Identity, "The number of the document."),
            part::<String>("issuer", D::Identity, "The authority that issued it."),
            part::<Date>("issuedOn", D::Identity, "The day of issue."),
            part::<Date>("expiresOn", D::Identity, "The last day on which it is valid."),
            part::<DocumentSeen>(
                "seen",
                D::Identity,
                "What staff saw: the original, a copy, or only the person's statement.",
            ),
        ],
    }
}

record!(ConsularAnswer, consular_answer);

fn consular_answer() -> Table {
    Table {
        name: "ConsularAnswer",
        doc: "An answer to a question of a consulate.",
        from: consular_packet::Entity.into_iden(),
        key: consular_packet::Column::Id.into_iden(),
        access: Access::Packet,
        fields: vec![
            part::<QuestionCode>("question", D::Identity, "The question."),
            part::<String>("text", D::Identity, "The answer."),
        ],
    }
}
