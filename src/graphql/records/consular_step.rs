//! `ProtectionGate` and `ConsularEvent`: what happened to a consular request, for the requesting organisation.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{ConsularState, DataClass as D, Gate, GateOutcome},
    consular_event, protection_gate,
};
use sea_orm::{
    prelude::{DateTimeUtc, Uuid},
    sea_query::IntoIden,
};

use super::{ConsularEvent, Organisation, ProtectionGate, Worker};
use crate::{
    graphql::record::{
        fields::{code, computed, known, one, part_id, plain},
        table::{Field, Table, record},
    },
    rules::consular::view::{TELLS_A_STOP, house_view},
    store::access::row_access::Access,
};

record!(ProtectionGate, protection_gate);

fn protection_gate() -> Table {
    use entity::protection_gate::Column as C;

    Table {
        name: "ProtectionGate",
        doc: "A protection officer's decision at a gate. All gates must pass before a consulate knows of a person.",
        from: protection_gate::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ProtectionGate>(D::Asylum, C::Id),
            code::<Gate>(D::Asylum, C::Gate, "The gate."),
            code::<GateOutcome>(D::Asylum, C::Outcome, "The decision."),
            computed::<bool>(
                "correction",
                D::Asylum,
                vec![C::Corrects.into_iden()],
                "Whether it corrects an earlier decision at this gate.",
                |cells| Ok(cells.get::<Option<Uuid>>(0)?.is_some().into()),
            ),
            plain::<DateTimeUtc>(D::Staff, C::At, "When it was decided."),
            plain::<String>(D::Protection, C::Note, "The reason for the decision."),
            one::<Worker>(D::Staff, C::WorkerId, "The officer who decided."),
            plain::<DateTimeUtc>(D::Asylum, C::LiftedAt, "When the block that this failure causes was lifted."),
            plain::<String>(D::Protection, C::LiftReason, "Reason to lift it."),
            one::<Worker>(D::Staff, C::LiftedBy, "The officer who lifted it."),
        ],
    }
}

record!(ConsularEvent, consular_event);

fn consular_event() -> Table {
    use entity::consular_event::Column as C;

    Table {
        name: "ConsularEvent",
        doc: "A step of a consular request.",
        from: consular_event::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<ConsularEvent>(D::Legal, C::Id),
            plain::<DateTimeUtc>(D::Legal, C::At, "When the event happened."),
            shown_state("fromState", C::FromState, "The state before, shown as `state` of the request is."),
            shown_state("toState", C::ToState, "The state after, shown as `state` of the request is."),
            plain::<String>(D::Asylum, C::Reason, "The code of the reason."),
            known::<Organisation>(D::Legal, C::OrganisationId, "The organisation that acted."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who acted."),
        ],
    }
}

/// A state as this viewer may know it.
pub(super) fn shown_state(name: &'static str, column: impl IntoIden, doc: &'static str) -> Field {
    computed::<ConsularState>(name, D::Legal, vec![column.into_iden()], doc, |cells| {
        let state = cells.get::<Option<ConsularState>>(0)?;
        Ok(state.map_or(Value::Null, |state| enum_value(house_view(state, cells.holds(TELLS_A_STOP)))))
    })
}
