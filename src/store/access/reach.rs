//! How many cases each organisation reaches through each relation, from its own cases, its oversight and its standings.

use std::collections::{BTreeMap, HashMap};

use entity::{
    case,
    codes::{Oversight, Relation, StandingSource},
    organisation, standing,
};
use sea_orm::{
    DbErr, EntityTrait,
    prelude::DateTimeUtc,
    sea_query::{ExprTrait, Func, Query},
};
use uuid::Uuid;

use crate::{
    access::{ceiling, class::ClassSet, simulation::Reach},
    store::{
        database::Database,
        sql::expression::{alias, column, constant},
    },
};

/// The cases that every organisation reaches at this moment.
pub async fn reach(database: &Database, now: DateTimeUtc) -> Result<Vec<Reach>, DbErr> {
    let organisations = organisation::Entity::find().all(&database.reader).await?;
    let known: HashMap<Uuid, &organisation::Model> = organisations.iter().map(|it| (it.id, it)).collect();
    let cases = owned(database).await?;
    let mut reached: BTreeMap<(Uuid, Relation, i64), u64> = BTreeMap::new();
    let all = ClassSet::ALL.to_bits();
    for it in &organisations {
        for ((owner, country), cases) in &cases {
            if it.id == *owner {
                for relation in [Relation::Assigned, Relation::OwnCentre, Relation::OwnOrganisation] {
                    *reached.entry((it.id, relation, all)).or_default() += cases;
                }
            }
            let oversees = match it.oversight {
                Oversight::None => false,
                Oversight::Country => it.country.as_ref() == Some(country),
                Oversight::All => true,
            };
            if oversees && ceiling::may_oversee(it.organisation_type) {
                *reached.entry((it.id, Relation::CountryOversight, all)).or_default() += cases;
            }
        }
    }
    for ((organisation, _, relation), classes) in standings(database, &known, now).await? {
        let opened = if relation == Relation::ReferralActive { classes } else { all };
        *reached.entry((organisation, relation, opened)).or_default() += 1;
    }
    let named = |((id, relation, opened), cases): ((Uuid, Relation, i64), u64)| {
        let it = known.get(&id)?;
        let (organisation, organisation_type) = (it.acronym.clone(), it.organisation_type);
        Some(Reach { organisation, organisation_type, relation, opened: ClassSet::from_bits(opened), cases })
    };
    Ok(reached.into_iter().filter_map(named).collect())
}

/// The number of cases by owner and country.
async fn owned(database: &Database) -> Result<BTreeMap<(Uuid, String), u64>, DbErr> {
    let case = alias("counted");
    let of = |part| column(&case, part);
    let count = Query::select()
        .expr(of(case::Column::OrganisationId))
        .expr(of(case::Column::Country))
        .expr(Func::count(constant(1)))
        .from_as(case::Entity, case.clone())
        .add_group_by([of(case::Column::OrganisationId), of(case::Column::Country)])
        .take();
    let mut cases = BTreeMap::new();
    let row = |row: sea_orm::QueryResult| {
        let count: i64 = row.try_get_by_index(2)?;
        cases.insert((row.try_get_by_index(0)?, row.try_get_by_index(1)?), count.unsigned_abs());
        Ok(())
    };
    database.each(&count, row).await?;
    Ok(cases)
}

/// The union of the classes of the standings in force, by organisation, case and relation.
async fn standings(
    database: &Database,
    known: &HashMap<Uuid, &organisation::Model>,
    now: DateTimeUtc,
) -> Result<HashMap<(Uuid, Uuid, Relation), i64>, DbErr> {
    use standing::Column as C;
    let standing = alias("kept");
    let of = |part: C| column(&standing, part);
    let mut select = Query::select();
    for part in [C::OrganisationId, C::CaseId, C::Source, C::Classes] {
        select.expr(of(part));
    }
    select
        .from_as(standing::Entity, standing.clone())
        .and_where(of(C::FromAt).lte(now))
        .and_where(of(C::UntilAt).is_null().or(of(C::UntilAt).gt(now)));
    let mut opened: HashMap<_, i64> = HashMap::new();
    let row = |row: sea_orm::QueryResult| {
        let organisation: Uuid = row.try_get_by_index(0)?;
        let source: StandingSource = row.try_get_by_index(2)?;
        let classes = ClassSet::from_bits(row.try_get_by_index(3)?);
        let guarded = known.get(&organisation).map_or(ClassSet::NONE, |it| ceiling::guarded(it.organisation_type));
        let classes = if source == StandingSource::LegalOrder { classes } else { classes.except(guarded) };
        *opened.entry((organisation, row.try_get_by_index(1)?, source.relation())).or_default() |= classes.to_bits();
        Ok(())
    };
    database.each(&select, row).await?;
    Ok(opened)
}
