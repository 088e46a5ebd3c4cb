//! The world of a test: a fresh database with its tables, a policy, a moment, and ways to fill and to read it. Tests
//! share nothing. [`on_both`] runs each test once on each database.

pub mod asking;
pub mod columns;
pub mod consular;
pub mod database;
pub mod document;
pub mod entries;
pub mod family;
pub mod file;
pub mod folder;
pub mod following;
pub mod former;
pub mod golden;
pub mod matching;
mod once;
pub mod order;
pub mod overriding;
pub mod readers;
pub mod rows;
pub mod sdl;
pub mod standing;
pub mod stays;
pub mod tasks;
pub mod webhooks;
pub mod whole;
pub mod words;

use std::{
    collections::HashMap,
    env,
    future::Future,
    iter, panic,
    path::PathBuf,
    sync::{self, Arc},
};

use async_graphql::parser::types::ExecutableDocument;
use entity::{
    case,
    codes::{BirthDatePrecision, OrganisationType, Role},
    organisation, person, worker,
};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, DbErr, EntityName, EntityTrait, IntoActiveModel,
    ModelTrait, Statement, prelude::DateTimeUtc,
};
use tokio::{
    sync::{
        Mutex,
        mpsc::{UnboundedReceiver, unbounded_channel},
    },
    task::JoinHandle,
};
use waystation::{
    access::{
        policy::Policy,
        viewer::{OwnCentres, Settings, Viewer},
    },
    store::{
        Store,
        access::scope::Scope,
        database::{Database, Options},
        identity::directory::Directory,
        write::standings,
    },
};

use self::database::Fresh;

/// Everything that a test needs.
pub struct World {
    /// Open, migrated and empty.
    pub database: Database,
    /// The shipped policy, unless the test replaces it.
    pub policy: Policy,
    /// The moment of every request. Rows are made before it.
    pub now: DateTimeUtc,
    statements: Mutex<UnboundedReceiver<Statement>>,
    documents: sync::Mutex<HashMap<String, ExecutableDocument>>,
}

/// Runs a test on SQLite and then on PostgreSQL, each time in its own world.
pub async fn on_both<T, F>(test: T)
where
    T: Fn(World) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    on_each(Fresh::all().await, test).await;
}

/// Runs a test on SQLite and on PostgreSQL at the same time, because it takes long and few other tests are left by then.
pub async fn on_both_at_once<T, F>(test: T)
where
    T: Fn(World) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let mut running = Vec::new();
    for fresh in Fresh::all().await {
        let world = World::open(&fresh).await;
        let databases = vec![world.database.clone()];
        running.push((tokio::spawn(test(world)), databases, vec![fresh]));
    }
    finish(running).await;
}

/// Runs a test on PostgreSQL only, if there is a server, because SQLite has no equivalent.
pub async fn on_postgres<T, F>(test: T)
where
    T: Fn(World) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    on_each(Fresh::on_a_server().await.into_iter().collect(), test).await;
}

/// Runs a test on SQLite and on PostgreSQL with their files on a small file system, if there is one. The test gets its
/// folder, and can fill it.
pub async fn on_a_small_disk<T, F>(test: T)
where
    T: Fn(World, PathBuf) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let Some(disk) = env::var_os("WAYSTATION_TEST_SMALL_DISK").map(PathBuf::from) else { return };
    on_each(Fresh::on_a_small_disk(&disk).await, |world| test(world, disk.clone())).await;
}

/// Runs a test with two worlds, on SQLite and on PostgreSQL at the same time because it takes long.
pub async fn on_both_in_pairs<T, F>(test: T)
where
    T: Fn(World, World) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let mut running = Vec::new();
    for (one, other) in Fresh::all().await.into_iter().zip(Fresh::all().await) {
        let (first, second) = (World::open(&one).await, World::open(&other).await);
        let databases = vec![first.database.clone(), second.database.clone()];
        running.push((tokio::spawn(test(first, second)), databases, vec![one, other]));
    }
    finish(running).await;
}

async fn finish(running: Vec<(JoinHandle<()>, Vec<Database>, Vec<Fresh>)>) {
    for (outcome, databases, all) in running {
        finished(outcome, &databases, all).await;
    }
}

async fn on_each<T, F>(all: Vec<Fresh>, test: T)
where
    T: Fn(World) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    for fresh in all {
        let world = World::open(&fresh).await;
        let databases = [world.database.clone()];
        finished(tokio::spawn(test(world)), &databases, vec![fresh]).await;
    }
}

/// Waits for a test that runs as its own task, so that a test that fails still removes its databases.
async fn finished(outcome: JoinHandle<()>, databases: &[Database], all: Vec<Fresh>) {
    let outcome = outcome.await;
    let name = if databases[0].is_postgres() { "PostgreSQL" } else { "SQLite" };
    let mut differences = Vec::new();
    for database in databases {
        if outcome.is_ok() {
            differences.push(standings::check(database).await);
        }
        database.close().await.expect("the pools close");
    }
    for fresh in all {
        fresh.give_back().await;
    }
    // Every change has to keep the standings, whatever a test is about. A test that closed its database is not asked.
    let kept = |it: &Result<standings::Differences, DbErr>| match it {
        Ok(it) => it.none(),
        Err(error) => matches!(error, DbErr::ConnectionAcquire(_)),
    };
    assert!(differences.iter().all(kept), "standings differ from what the rows give on {name}: {differences:?}");
    if let Err(failure) = outcome {
        eprintln!("the test failed on {name}");
        panic::resume_unwind(failure.into_panic());
    }
}

impl World {
    pub async fn open(fresh: &Fresh) -> Self {
        let (sender, statements) = unbounded_channel();
        let options = Options { statements: Some(sender), ..Options::default() };
        let database = fresh.open(&options).await;
        let statements = Mutex::new(statements);
        Self { database, policy: Policy::shipped(), now: rows::now(), statements, documents: sync::Mutex::default() }
    }

    /// Writes a row, and returns it as the database stored it.
    pub async fn add<M>(&self, row: M) -> M
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
    {
        let row = row.into_active_model().insert(&self.database.writer).await.expect("the row is sound");
        let table = M::Entity::default().table_name().to_owned();
        if ["shares", "legal_orders", "referrals", "transfers", "consents"].contains(&&*table) {
            self.rebuild().await;
        }
        row
    }

    /// Writes every column of a row that is there.
    pub async fn change<M>(&self, row: M)
    where
        M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
        M::Entity: EntityTrait<Model = M>,
        <M::Entity as EntityTrait>::ActiveModel: ActiveModelBehavior + Send,
    {
        row.into_active_model().reset_all().update(&self.database.writer).await.expect("the row is sound");
    }

    /// Computes the standings anew, after rows were written without a mutation.
    pub async fn rebuild(&self) {
        standings::rebuild(&self.database).await.expect("standings are written");
    }

    /// Corrects the birth date of the person of the case, without a mutation that would settle what rests on it.
    pub async fn born(&self, case: &case::Model, day: &str) {
        let found = person::Entity::find_by_id(case.person_id).one(&self.database.reader).await.expect("read");
        let person = found.expect("the person is there").into_active_model();
        let birth_date = Set(Some(day.parse().expect("a day")));
        let exact = Set(BirthDatePrecision::Exact);
        let changed = person::ActiveModel { birth_date, birth_date_precision: exact, ..person };
        changed.update(&self.database.writer).await.expect("written");
    }

    /// A worker with one role, all ordinary centres of the organisation, and no purpose.
    #[expect(clippy::unused_self, reason = "it reads better as a method of the world")]
    pub fn viewer(&self, role: Role, worker: &worker::Model, organisation: &organisation::Model) -> Viewer {
        assert_eq!(worker.organisation_id, organisation.id, "the worker belongs to another organisation");
        Viewer {
            worker_id: worker.id,
            organisation_id: organisation.id,
            organisation_type: organisation.organisation_type,
            country: organisation.country.clone(),
            oversight: organisation.oversight,
            roles: vec![role],
            centres: OwnCentres::ALL_ORDINARY,
            purpose: None,
            settings: Settings::default(),
        }
    }

    /// The store of this viewer for one request now.
    pub async fn store(&self, viewer: Viewer) -> Store {
        let directory = Directory::read(&self.database).await.expect("the directory is read");
        let scope = Scope::new(&Arc::new(self.policy.clone()), Arc::new(viewer), self.now);
        Store::new(self.database.clone(), Arc::new(directory), scope)
    }

    /// The result of the work, and the statements that it took.
    pub async fn listening<W: Future>(&self, work: W) -> (W::Output, Vec<Statement>) {
        let mut statements = self.statements.lock().await;
        while statements.try_recv().is_ok() {}
        let output = work.await;
        (output, iter::from_fn(|| statements.try_recv().ok()).collect())
    }

    /// The result of the work, and the number of statements that it took.
    pub async fn counting<W: Future>(&self, work: W) -> (W::Output, usize) {
        let (output, statements) = self.listening(work).await;
        (output, statements.len())
    }
}

/// An organisation without oversight and one worker of it: the minimum for a request.
pub async fn someone(world: &World, kind: OrganisationType) -> (organisation::Model, worker::Model) {
    let organisation = world.add(rows::organisation(kind)).await;
    let worker = world.add(rows::worker(&organisation)).await;
    (organisation, worker)
}

#[tokio::test]
async fn a_world_is_empty_and_counts_its_statements() {
    on_both(|world| async move {
        let (organisation, worker) = someone(&world, OrganisationType::Iom).await;
        let store = world.store(world.viewer(Role::CaseWorker, &worker, &organisation)).await;
        assert_eq!(store.directory.organisations(), [organisation]);
        let (cases, statements) = world.counting(entity::case::Entity::find().all(&world.database.reader)).await;
        assert!(cases.expect("cases are read").is_empty());
        assert_eq!(statements, 1);
    })
    .await;
}
