//! `PersonMatch`: one side of a match of two people across organisations. Neither the other side's answer nor anything of the
//! other person is in it.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{DataClass as D, PersonMatchState},
    person_match::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Case, Organisation, PersonMatch, Worker};
use crate::{
    graphql::record::{
        fields::{available_actions, computed, id, known, one, plain},
        table::{Table, record},
    },
    rules::matching::state_at,
    store::access::row_access::Access,
};

record!(PersonMatch, table);

fn table() -> Table {
    Table {
        name: "PersonMatch",
        doc: "Another organisation may have registered the same person. You read only your own side: not what is alike, nothing of \
              the other person, and not what the other organisation answered, until both agreed.",
        from: Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Matching,
        fields: vec![
            id("Global identifier."),
            available_actions([C::State, C::ExpiresAt].map(IntoIden::into_iden).to_vec(), |actor, cells| {
                let known = cells.holds(D::Protection);
                Ok(if known { actor.on_person_match(cells.get(0)?, cells.get(1)?) } else { Vec::new() })
            }),
            plain::<i32>(
                D::OperationalCoarse,
                C::Version,
                "Version of the record, raised by each change. Pass it as `version` to a mutation.",
            ),
            computed::<PersonMatchState>(
                "state",
                D::Protection,
                [C::State, C::ExpiresAt].map(IntoIden::into_iden).to_vec(),
                "What your organisation knows of the match.",
                |cells| {
                    let until = cells.get(1)?;
                    Ok(enum_value(state_at(cells.get(0)?, until, cells.now.for_change_at([Some(until)]))))
                },
            ),
            known::<Organisation>(
                D::Protection,
                C::OtherOrganisationId,
                "The other organisation. Its contact desk leads to a protection officer.",
            ),
            computed::<String>(
                "talkReference",
                D::Protection,
                [C::State, C::ExpiresAt, C::TalkReference].map(IntoIden::into_iden).to_vec(),
                "What both organisations quote when they talk, while the state is AGREED. It names neither case.",
                |cells| {
                    let until = cells.get(1)?;
                    let state = state_at(cells.get(0)?, until, cells.now.for_change_at([Some(until)]));
                    let shown = cells.get::<Option<String>>(2)?.filter(|_| state == PersonMatchState::Agreed);
                    Ok(shown.map_or(Value::Null, Value::String))
                },
            ),
            plain::<DateTimeUtc>(D::Protection, C::CreatedAt, "When it was found."),
            plain::<DateTimeUtc>(
                D::Protection,
                C::ExpiresAt,
                "Until when both can agree. After both agreed: until when the reference of the talk is shown.",
            ),
            plain::<DateTimeUtc>(D::Protection, C::AnsweredAt, "When your organisation answered."),
            plain::<DateTimeUtc>(D::Protection, C::EndedAt, "When it ended early."),
            one::<Worker>(D::Staff, C::AnsweredBy, "The protection officer who answered."),
            one::<Case>(D::OperationalCoarse, C::CaseId, "Your case."),
        ],
    }
}
