//! Suspending an organisation: its people are rejected until it is restored. Every node reads the suspension within
//! seconds.

use entity::{codes::RevocationKind, organisation, revocation};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, prelude::DateTimeUtc,
};
use uuid::Uuid;

use crate::store::database::Database;

/// The organisations with this id, acronym or name.
pub(crate) async fn named(database: &Database, name: &str) -> Result<Vec<organisation::Model>, DbErr> {
    let mut named =
        Condition::any().add(organisation::Column::Acronym.eq(name)).add(organisation::Column::Name.eq(name));
    if let Ok(id) = Uuid::parse_str(name) {
        named = named.add(organisation::Column::Id.eq(id));
    }
    organisation::Entity::find().filter(named).all(&database.reader).await
}

/// The suspended organisations, by name.
pub(crate) async fn suspended(database: &Database) -> Result<Vec<organisation::Model>, DbErr> {
    let suspended = organisation::Column::SuspendedAt.is_not_null();
    let by_name = organisation::Entity::find().filter(suspended).order_by_asc(organisation::Column::Name);
    by_name.all(&database.reader).await
}

/// Suspends an organisation, if it is not suspended already.
pub(crate) async fn suspend(
    database: &Database,
    organisation: &organisation::Model,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    if organisation.suspended_at.is_none() {
        write(database, organisation, Some(now), now).await?;
    }
    Ok(())
}

/// Restores an organisation: lifts its suspension, and its revocation if there is one.
pub(crate) async fn restore(
    database: &Database,
    organisation: &organisation::Model,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    write(database, organisation, None, now).await?;
    let revoked = revocation::Entity::delete_many()
        .filter(revocation::Column::Kind.eq(RevocationKind::Organisation))
        .filter(revocation::Column::Value.eq(organisation.id.to_string()));
    revoked.exec(&database.urgent).await.map(|_| ())
}

async fn write(
    database: &Database,
    organisation: &organisation::Model,
    suspended_at: Option<DateTimeUtc>,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    let mut row = organisation.clone().into_active_model();
    row.suspended_at = Set(suspended_at);
    row.suspended_by_worker_id = Set(None);
    row.updated_at = Set(now);
    row.update(&database.urgent).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use entity::codes::OrganisationType;

    use super::*;
    use crate::store::{
        database::fresh::{self, Fresh},
        identity::revocations::Revocation,
    };

    const NGO: Uuid = Uuid::from_u128(2);

    #[tokio::test]
    async fn a_suspended_organisation_is_listed_until_it_is_restored() {
        let noon = DateTimeUtc::from_timestamp(1_750_000_000, 0).expect("a time");
        Fresh::each(async |database| {
            fresh::organisation(&database, NGO, OrganisationType::NationalNgo).await;
            let found = named(&database, &NGO.to_string()).await.unwrap();
            let [ngo] = &found[..] else { panic!("one") };
            assert_eq!(named(&database, &ngo.acronym).await.unwrap(), found);
            assert_eq!(named(&database, "nobody").await.unwrap(), []);
            suspend(&database, ngo, noon).await.unwrap();
            Revocation::Organisation(NGO).write(&database, noon).await.unwrap();
            assert_eq!(suspended(&database).await.unwrap()[0].suspended_at, Some(noon));
            restore(&database, ngo, noon).await.unwrap();
            assert_eq!(suspended(&database).await.unwrap(), []);
            assert_eq!(Revocation::all(&database, noon).await.unwrap(), []);
        })
        .await;
    }
}
