//! `Correction`: why a row is no longer in force. `FormerPersonFacts`: the facts of a person before a correction.

use async_graphql::{ID, Value};
use entity::{
    codes::{BirthDatePrecision, CorrectionKind, DataClass as D, MaritalStatus, Sex},
    correction, former_person_facts,
};
use sea_orm::{
    prelude::{Date, DateTimeUtc},
    sea_query::IntoIden,
};
use uuid::Uuid;

use super::{Correction, FormerPersonFacts, Organisation, Worker};
use crate::{
    global_id,
    graphql::record::{
        fields::{code, computed, known, one, part_id, plain},
        table::{Field, Table, record},
    },
    scalars::CountryCode,
    store::{access::row_access::Access, sql::corrections::CORRECTION_ID},
};

record!(Correction, correction);

fn correction() -> Table {
    use entity::correction::Column as C;

    Table {
        name: "Correction",
        doc: "Why an entry is no longer in force. You read it with the entry. If the entry was closed through a case that you may not \
              know of, you do not read by whom and for which reason.",
        from: correction::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            code::<CorrectionKind>(
                D::Operational,
                C::Kind,
                "Whether the entry was replaced, ended, or should never have been entered.",
            ),
            plain::<DateTimeUtc>(D::Operational, C::At, "When it was closed."),
            plain::<String>(D::StaffCoarse, C::Reason, "The reason that the worker gave."),
            known::<Organisation>(D::Operational, C::OrganisationId, "The organisation of the worker."),
            one::<Worker>(D::Staff, C::WorkerId, "The worker who closed it."),
            computed::<ID>(
                "replacedBy",
                D::Operational,
                vec![C::Record.into_iden(), C::ReplacedBy.into_iden()],
                "The identifier of the entry that replaces it. Null if there is none.",
                |cells| {
                    let record: String = cells.get(0)?;
                    Ok(cells.get::<Option<Uuid>>(1)?.map_or(Value::Null, |id| global_id::value(&record, id)))
                },
            ),
        ],
    }
}

/// The correction that closed an entry of this class.
pub(super) fn closed_by(class: D) -> Field {
    one::<Correction>(class, CORRECTION_ID, "Why the entry is no longer in force. Null if it is.")
}

record!(FormerPersonFacts, former_person_facts);

fn former_person_facts() -> Table {
    use entity::former_person_facts::Column as C;

    Table {
        name: "FormerPersonFacts",
        doc: "The facts of a person as they were before a correction.",
        from: former_person_facts::Entity.into_iden(),
        key: C::Id.into_iden(),
        access: Access::Inherited,
        fields: vec![
            part_id::<FormerPersonFacts>(D::Identity, C::Id),
            code::<Sex>(D::Identity, C::Sex, "Sex, as stated then."),
            plain::<Date>(D::Identity, C::BirthDate, "Date of birth."),
            computed::<BirthDatePrecision>(
                "birthDatePrecision",
                D::Identity,
                vec![C::BirthDate.into_iden(), C::BirthDatePrecision.into_iden()],
                "How exact the date of birth was. Null if the date was unknown.",
                |cells| {
                    let known = cells.get::<Option<Date>>(0)?.is_some();
                    let precision = cells.get::<Option<String>>(1)?.filter(|_| known);
                    Ok(precision.map_or(Value::Null, Value::String))
                },
            ),
            plain::<CountryCode>(D::Identity, C::BirthCountry, "Country of birth, ISO 3166-1 alpha-3."),
            plain::<String>(D::Identity, C::BirthPlace, "Place of birth."),
            code::<MaritalStatus>(D::Identity, C::MaritalStatus, "Marital status."),
            closed_by(D::Identity),
        ],
    }
}
