//! What was recorded before a migration is read after it.

use entity::{
    codes::{LanguageLevel, OrganisationType},
    organisation,
    person_language::{self, Column as C},
};
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::NotSet, ConnectionTrait as _, EntityTrait as _, IntoActiveModel as _,
    sea_query::Query,
};

use waystation::store::database::Options;

use crate::support::{database::Fresh, rows};

#[tokio::test]
async fn languages_from_before_the_corrections_are_kept() {
    for fresh in Fresh::empty().await {
        let database = fresh.open(&Options::default()).await;
        let writer = &database.writer;
        let before = Migrator::migrations().iter().position(|it| it.name() == "m0019_corrections");
        let before = u32::try_from(before.expect("it is a migration")).expect("there are few");
        Migrator::up(writer, Some(before)).await.expect("the migrations before run");
        let house = rows::organisation(OrganisationType::Iom);
        let person = rows::person(&house);
        // The migrations that follow add these columns.
        let house = organisation::ActiveModel {
            suspended_by_worker_id: NotSet,
            version: NotSet,
            name_translations: NotSet,
            ..house.into_active_model()
        };
        organisation::Entity::insert(house).exec_without_returning(writer).await.expect("it is written");
        let person = person.into_active_model().insert(writer).await.expect("it is written");
        let mut old = Query::insert();
        old.into_table(person_language::Entity).columns([C::PersonId, C::Language, C::Level, C::InterpreterNeeded]);
        for language in ["ff", "fr"] {
            old.values_panic([person.id.into(), language.into(), "BASIC".into(), true.into()]);
        }
        writer.execute(&old).await.expect("they are written");
        database.migrate().await.expect("the migration runs");
        let mut kept = person_language::Entity::find().all(&database.reader).await.expect("they are read");
        kept.sort_by(|one, other| one.language.cmp(&other.language));
        let read: Vec<_> = kept.iter().map(|it| (it.person_id, &*it.language, it.level, it.correction_id)).collect();
        let expected = ["ff", "fr"].map(|language| (person.id, language, LanguageLevel::Basic, None));
        assert_eq!(read, expected);
        assert!(kept[0].interpreter_needed && kept[0].id != kept[1].id);
        database.close().await.expect("it closes");
        fresh.give_back().await;
    }
}
