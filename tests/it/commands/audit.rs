//! The chain of the read log as an operator sees it: green after stories, and each kind of tampering is found at its place.

mod archive;
mod life;
mod tampering;

use entity::{
    case,
    codes::{OrganisationType, Role},
    read_log, read_log_checkpoint,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;
use waystation::{access::viewer::Viewer, global_id, graphql::engine::Engine, store::read_log::signing::Signer};

use super::run;
use crate::support::{World, database::Fresh, folder::Folder, rows, someone};

/// A case worker who reads a case, over a database with a key that signs its log.
struct Reading {
    world: World,
    url: String,
    signer: Signer,
    public_key: String,
    aminata: Viewer,
    case: case::Model,
}

impl Reading {
    async fn begin(fresh: &Fresh, folder: &Folder) -> Self {
        let world = World::open(fresh).await;
        let (house, worker) = someone(&world, OrganisationType::Iom).await;
        let centre = world.add(rows::centre(&house)).await;
        let person = world.add(rows::person(&house)).await;
        let case = case::Model { assigned_worker_id: Some(worker.id), ..rows::case(&person, &centre) };
        let case = world.add(case).await;
        let name = Uuid::now_v7().to_string();
        let file = folder.path(&name);
        let (code, public) = run(&["audit", "key", &file]);
        assert_eq!(code, Some(0), "{public}");
        let public_key = folder.write(&format!("{name}.pub"), &public);
        let signer = Signer::open(Some(file.as_ref()), &[] as &[&str]).expect("the key is sound");
        let aminata = world.viewer(Role::CaseWorker, &worker, &house);
        Self { world, url: fresh.url().to_owned(), signer, public_key, aminata, case }
    }

    /// A process over the database.
    async fn process(&self, signer: &Signer) -> Engine {
        let (database, policy) = (self.world.database.clone(), self.world.policy.clone());
        let engine = Engine::new(database, policy, &[7; 32], signer.clone(), self.world.now).await;
        engine.expect("the directory is read")
    }

    async fn reads(&self, engine: &Engine, times: usize) {
        for _ in 0..times {
            let answer = self.answer(engine).await;
            assert_eq!(answer, json!({ "data": { "case": { "reference": self.case.reference } } }));
        }
    }

    async fn answer(&self, engine: &Engine) -> Value {
        let document = "query Reading($case: ID!) { case(id: $case) { reference } }";
        let variables = json!({ "case": global_id::encode("Case", self.case.id) });
        self.world.ask(engine, &self.aminata, document, variables).await
    }

    /// The exit code and the text of `audit verify`.
    fn verified(&self, more: &[&str]) -> (Option<i32>, String) {
        let arguments = ["audit", "verify", "--database", &self.url, "--public-key", &self.public_key];
        run(&[&arguments, more].concat())
    }

    fn is_green(&self, expected: &str) {
        let (code, text) = self.verified(&[]);
        assert!(code == Some(0) && text.contains("no fault") && text.contains(expected), "{code:?} {text}");
    }

    fn is_found(&self, expected: &str) {
        let (code, text) = self.verified(&[]);
        assert!(code == Some(3) && text.contains(expected), "{expected}: {code:?} {text}");
    }

    async fn execute(&self, sql: &str) {
        self.world.database.writer.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The rows of a chain in their order.
    async fn rows_of(&self, chain: Uuid) -> Vec<read_log::Model> {
        let rows = read_log::Entity::find().filter(read_log::Column::ChainId.eq(chain));
        rows.order_by_asc(read_log::Column::Sequence).all(&self.world.database.reader).await.expect("read")
    }

    async fn checkpoints(&self) -> Vec<read_log_checkpoint::Model> {
        let all = read_log_checkpoint::Entity::find().order_by_asc(read_log_checkpoint::Column::Number);
        all.all(&self.world.database.reader).await.expect("read")
    }

    async fn close(self, fresh: Fresh) {
        self.world.database.close().await.expect("it closes");
        fresh.give_back().await;
    }
}
