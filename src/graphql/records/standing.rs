//! `Standing`: through what an organisation may know of a case that it neither owns nor oversees.

use async_graphql::{Value, resolver_utils::enum_value};
use entity::{
    codes::{DataClass as D, Relation, StandingSource},
    standing::{Column as C, Entity},
};
use sea_orm::{prelude::DateTimeUtc, sea_query::IntoIden};

use super::{Organisation, Referral, Share, Standing, Transfer};
use crate::{
    access::class::ClassSet,
    graphql::record::{
        fields::{computed, known, one, plain},
        scalar::Scalar,
        table::{Table, record},
    },
    store::access::row_access::Access,
};

record!(Standing, table);

fn table() -> Table {
    Table {
        name: "Standing",
        doc: "Through what another organisation may know of a case. For the organisation that owns the case and those \
              who oversee it, if they know of the referral, transfer or share that gives it.",
        from: Entity.into_iden(),
        key: C::SourceId.into_iden(),
        access: Access::OfCase,
        fields: vec![
            known::<Organisation>(D::Operational, C::OrganisationId, "The organisation that may know of the case."),
            computed::<Relation>(
                "relation",
                D::Operational,
                vec![C::Source.into_iden()],
                "Its relation to the case: REFERRAL_PENDING until it answers, REFERRAL_ACTIVE while a share is live.",
                |cells| Ok(enum_value(cells.get::<StandingSource>(0)?.relation())),
            ),
            computed::<Vec<D>>(
                "classes",
                D::Protection,
                vec![C::Classes.into_iden()],
                "The data classes that a share opens, of which the organisation reads what its ceiling and the roles of \
                 its workers allow. Empty for REFERRAL_PENDING, which opens only the stub.",
                |cells| {
                    let classes = ClassSet::from_bits(cells.get(0)?);
                    Ok(Value::List(classes.iter().map(enum_value).collect()))
                },
            ),
            plain::<DateTimeUtc>(
                D::OperationalCoarse,
                C::FromAt,
                "When the share begins, or when the waiting referral or transfer was drafted.",
            )
            .named("since"),
            computed::<DateTimeUtc>(
                "until",
                D::OperationalCoarse,
                vec![C::Source.into_iden(), C::UntilAt.into_iden()],
                "When the share ends by itself; null if it has no end, and null for a waiting referral or transfer.",
                |cells| {
                    // A waiting referral or transfer ends with its consent or override, whose end has a class of its own.
                    let source = cells.get::<StandingSource>(0)?;
                    let until = cells.get::<Option<DateTimeUtc>>(1)?;
                    let until = until.filter(|_| source.relation() == Relation::ReferralActive);
                    Ok(until.map_or(Value::Null, Scalar::value))
                },
            ),
            one::<Share>(D::Operational, C::ShareId, "The share that opens the classes."),
            one::<Referral>(D::Operational, C::ReferralId, "The referral that waits, or that opened the share."),
            one::<Transfer>(D::Operational, C::TransferId, "The transfer that waits, or that opened the share."),
        ],
    }
}
