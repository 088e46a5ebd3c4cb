//! Carefully hand-written handlers with axum and sea-orm: two statements, columns read by index, structs serialised by
//! serde, organisations and centres in memory.

use std::collections::HashMap;

use entity::{
    case, centre,
    codes::{DataClass, ReferralState},
    organisation, person, person_name, referral,
};
use sea_orm::{
    ActiveEnum, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, ExprTrait,
    prelude::DateTimeUtc,
    sea_query::{Expr, JoinType, Order, Query, extension::postgres::PgExpr},
};
use serde::Serialize;
use uuid::Uuid;

use super::{
    masks::{Masks, bit},
    selection::Which,
};

/// Number of referrals on a page.
const PAGE: usize = 50;

const IN_WORK: [ReferralState; 3] = [ReferralState::Accepted, ReferralState::Scheduled, ReferralState::InProgress];

/// Data that rarely changes. It is read at the start and kept in memory.
#[derive(Debug)]
pub struct Directory {
    organisations: HashMap<Uuid, String>,
    centres: HashMap<Uuid, (String, String)>,
}

impl Directory {
    /// Reads the directory.
    pub async fn read(database: &DatabaseConnection) -> Result<Self, DbErr> {
        let organisations = organisation::Entity::find().all(database).await?;
        let centres = centre::Entity::find().all(database).await?;
        Ok(Self {
            organisations: organisations.into_iter().map(|it| (it.id, it.name)).collect(),
            centres: centres.into_iter().map(|it| (it.id, (it.name, it.country))).collect(),
        })
    }

    fn organisation(&self, id: Uuid) -> Named<'_> {
        Named { name: self.organisations.get(&id).map(String::as_str) }
    }

    fn centre(&self, id: Uuid) -> Option<Centre<'_>> {
        self.centres.get(&id).map(|(name, country)| Centre { name, country })
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    referrals: Page<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    nodes: Vec<Referral<'a>>,
    page_info: PageInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Referral<'a> {
    reference: String,
    version: i32,
    state: String,
    urgency: Option<String>,
    decide_due_at: Option<DateTimeUtc>,
    contact_restrictions: Option<String>,
    from_organisation: Named<'a>,
    to_organisation: Named<'a>,
    case: Option<Case<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Case<'a> {
    reference: String,
    centre: Option<Centre<'a>>,
    person: Person,
}

#[derive(Serialize)]
struct Centre<'a> {
    name: &'a str,
    country: &'a str,
}

#[derive(Serialize)]
struct Person {
    #[serde(skip)]
    id: Uuid,
    sex: Option<String>,
    initials: Option<String>,
    names: Option<Vec<Name>>,
}

#[derive(Serialize)]
struct Name {
    given: String,
    family: String,
    script: String,
}

/// 50 referrals to an organisation, newest first.
pub async fn inbox(
    database: &DatabaseConnection,
    masks: &Masks,
    directory: &Directory,
    (me, which): (Uuid, Which),
) -> Result<Vec<u8>, DbErr> {
    let rows = database.query_all(&page(me, which)).await?;
    let mut nodes = Vec::with_capacity(PAGE);
    for row in rows.iter().take(PAGE) {
        let shared: Option<i64> = row.try_get_by_index(13)?;
        let state: String = row.try_get_by_index(2)?;
        let classes = match (state.as_str(), shared) {
            ("SENT" | "ACKNOWLEDGED" | "UNDER_REVIEW" | "INFO_REQUESTED", _) => masks.pending,
            (_, Some(shared)) if shared != 0 => masks.active & shared,
            _ => masks.closed,
        };
        let operational = classes & bit(DataClass::Operational) != 0;
        // The access to the case is decided separately, because another referral or a transfer may open more or less of
        // it.
        let (shared, awaited): (Option<i64>, bool) = (row.try_get_by_index(14)?, row.try_get_by_index(15)?);
        let of_case = masks.active & shared.unwrap_or(0) | if awaited { masks.pending } else { 0 };
        let holds = |class| of_case & bit(class) != 0;
        let (initials, names) = (holds(DataClass::IdentityCoarse), holds(DataClass::Identity));
        let case = (operational && holds(DataClass::OperationalCoarse)).then(|| {
            Ok::<_, DbErr>(Case {
                reference: row.try_get_by_index(8)?,
                centre: directory.centre(row.try_get_by_index(9)?),
                person: Person {
                    id: row.try_get_by_index(10)?,
                    sex: if holds(DataClass::Operational) { row.try_get_by_index(11)? } else { None },
                    initials: if initials { row.try_get_by_index(12)? } else { None },
                    names: names.then(Vec::new),
                },
            })
        });
        nodes.push(Referral {
            reference: row.try_get_by_index(0)?,
            version: row.try_get_by_index(1)?,
            state,
            urgency: if operational { row.try_get_by_index(3)? } else { None },
            decide_due_at: if operational { row.try_get_by_index(4)? } else { None },
            contact_restrictions: if operational { row.try_get_by_index(5)? } else { None },
            from_organisation: directory.organisation(row.try_get_by_index(6)?),
            to_organisation: directory.organisation(row.try_get_by_index(7)?),
            case: case.transpose()?,
        });
    }
    add_names(database, &mut nodes).await?;
    let referrals = Page { nodes, page_info: PageInfo { has_next_page: rows.len() > PAGE } };
    serde_json::to_vec(&Answer { data: Data { referrals } }).map_err(|error| DbErr::Custom(error.to_string()))
}

async fn add_names(database: &DatabaseConnection, nodes: &mut [Referral<'_>]) -> Result<(), DbErr> {
    use person_name::{Column as N, Entity};
    let mut people: HashMap<Uuid, Vec<&mut Person>> = HashMap::new();
    for person in nodes.iter_mut().filter_map(|node| node.case.as_mut()).map(|case| &mut case.person) {
        if person.names.is_some() {
            people.entry(person.id).or_default().push(person);
        }
    }
    if people.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = people.keys().copied().collect();
    let names = Query::select()
        .columns([N::PersonId, N::Given, N::Family, N::Script])
        .from(Entity)
        .and_where(Expr::col(N::PersonId).eq_any(ids))
        .and_where(Expr::col(N::CorrectionId).is_null())
        .order_by(N::PersonId, Order::Asc)
        .order_by(N::Position, Order::Asc)
        .take();
    for row in database.query_all(&names).await? {
        let Some(people) = people.get_mut(&row.try_get_by_index::<Uuid>(0)?) else { continue };
        for person in people {
            let name = Name {
                given: row.try_get_by_index(1)?,
                family: row.try_get_by_index(2)?,
                script: row.try_get_by_index(3)?,
            };
            person.names.get_or_insert_default().push(name);
        }
    }
    Ok(())
}

fn page(me: Uuid, which: Which) -> sea_orm::sea_query::SelectStatement {
    use case::Column as C;
    use person::Column as P;
    use referral::Column as R;
    let of = |column: R| Expr::col((referral::Entity, column));
    let mut select = Query::select();
    for column in [
        R::Reference,
        R::Version,
        R::State,
        R::Urgency,
        R::DecideDueAt,
        R::ContactRestrictions,
        R::FromOrganisationId,
        R::ToOrganisationId,
    ] {
        select.column((referral::Entity, column));
    }
    let live = |key: &str| {
        let sql = format!(
            "(SELECT bit_or(classes) FROM shares WHERE {key} AND organisation_id = referrals.to_organisation_id \
             AND ended_at IS NULL AND starts_at <= now() AND (ends_at IS NULL OR ends_at > now()))"
        );
        Expr::cust(sql)
    };
    let awaited = "(EXISTS (SELECT FROM referrals o WHERE o.case_id = cases.id \
                   AND o.to_organisation_id = referrals.to_organisation_id \
                   AND o.state IN ('SENT', 'ACKNOWLEDGED', 'UNDER_REVIEW', 'INFO_REQUESTED')) \
                   OR EXISTS (SELECT FROM transfers t WHERE t.case_id = cases.id \
                   AND t.to_organisation_id = referrals.to_organisation_id AND t.state = 'OFFERED'))";
    select
        .columns([(case::Entity, C::Reference), (case::Entity, C::FrontingCentreId)])
        .columns([(person::Entity, P::Id), (person::Entity, P::Sex), (person::Entity, P::Initials)])
        .expr(live("referral_id = referrals.id"))
        .expr(live("case_id = cases.id"))
        .expr(Expr::cust(awaited))
        .from(referral::Entity)
        .join(JoinType::InnerJoin, case::Entity, of(R::CaseId).equals((case::Entity, C::Id)))
        .join(
            JoinType::InnerJoin,
            person::Entity,
            Expr::col((case::Entity, C::PersonId)).equals((person::Entity, P::Id)),
        )
        .and_where(of(R::ToOrganisationId).eq(me))
        .and_where(of(R::SentAt).is_not_null())
        .and_where(match which {
            Which::All => of(R::State).ne(ReferralState::EnteredInError.to_value()),
            Which::InWork => of(R::State).is_in(IN_WORK.map(|state| state.to_value())),
        })
        .and_where(Expr::col((case::Entity, C::AccessMode)).ne(entity::codes::AccessMode::Sealed.to_value()))
        .order_by((referral::Entity, R::SentAt), Order::Desc)
        .order_by((referral::Entity, R::Id), Order::Desc)
        .limit(PAGE as u64 + 1)
        .take()
}
