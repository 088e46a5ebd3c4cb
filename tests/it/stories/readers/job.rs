//! The job that folds the read log: it stops and starts again, and its rows go with the log.

use entity::{case_reading, read_log, read_log_fold};
use sea_orm::{EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _};
use uuid::Uuid;
use waystation::store::{
    background::retention::{self, Retention},
    read_log::signing::Signer,
};

use crate::{stories::house::House, support::on_both};

#[tokio::test]
async fn the_job_goes_on_where_it_stopped_and_counts_nothing_twice() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        let djamila = house.officer().await;
        house.reads_file(&house.aminata).await;
        let first = house.told(&djamila).await;
        let rows = case_reading::Entity::find().all(&house.world.database.reader).await.expect("rows");
        // The entries of the last minute are read again. They change nothing.
        assert_eq!(house.folds().await, 2, "Aminata's and Djamila's");
        // The position was lost, as after a restore: everything is folded again.
        let lost =
            read_log_fold::ActiveModel { id: sea_orm::Set(1), read_to: sea_orm::Set(None), ..Default::default() };
        read_log_fold::Entity::update(lost).exec(&house.world.database.writer).await.expect("the position is lost");
        assert_eq!(house.told(&djamila).await, first);
        let again = case_reading::Entity::find().all(&house.world.database.reader).await.expect("rows");
        // The row for other organisations has grown by what Djamila read.
        let mut of_workers = rows.iter().filter(|row| row.worker_id.is_some());
        assert!(of_workers.all(|row| again.contains(row)), "{rows:#?} {again:#?}");
        // Two nodes at once: the one that finds the position moved ends its run.
        house.reads_file(&house.moussa).await;
        let (one, other) = tokio::join!(house.folds(), house.folds());
        assert!(one.max(other) > 0);
        assert_eq!(house.told(&djamila).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_readers_are_kept_as_long_as_the_log() {
    on_both(|world| async move {
        let house = House::begin(world).await;
        house.reads_file(&house.aminata).await;
        house.folds().await;
        let database = &house.world.database;
        let kept = async || {
            let readings = case_reading::Entity::find().count(&database.writer).await.expect("a number");
            (readings > 0, read_log::Entity::find().count(&database.writer).await.expect("a number") > 0)
        };
        let days = Retention { read_log_days: 30, ..Retention::default() };
        retention::forget(database, &days, &Signer::none(), house.world.now + chrono::Duration::days(29))
            .await
            .expect("old rows are deleted");
        assert_eq!(kept().await, (true, true));
        // All readings of a day have the same moment. More than two statements delete them.
        let row = case_reading::Entity::find().one(&database.writer).await.expect("a row").expect("a row");
        let copies = (0..1_200).map(|_| case_reading::Model { id: Uuid::now_v7(), ..row.clone() }.into_active_model());
        let copied = case_reading::Entity::insert_many(copies).exec_without_returning(&database.writer).await;
        copied.expect("they are inserted");
        retention::forget(database, &days, &Signer::none(), house.world.now + chrono::Duration::days(32))
            .await
            .expect("old rows are deleted");
        assert_eq!(kept().await, (false, false));
    })
    .await;
}
