//! The ceilings: the same answers without GraphQL. Two servers with the routes of the workloads and the access
//! conditions of the focal point built in. They have no tokens, no read log and no limits.

mod by_hand;
pub mod masks;
mod selection;
mod sql_json;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use clap::ValueEnum;
use sea_orm::{ConnectOptions, DatabaseConnection, DbErr};
use uuid::Uuid;

use self::{by_hand::Directory, masks::Masks, selection::Which};
use crate::Failure;

/// A kind of ceiling.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// One statement that builds the answer in the database.
    SqlJson,
    /// Handlers written by hand with axum and sea-orm.
    ByHand,
}

struct Handlers {
    kind: Kind,
    database: DatabaseConnection,
    masks: Masks,
    directory: Directory,
}

/// Serves until it is killed.
pub async fn serve(kind: Kind, listen: SocketAddr, url: &str, connections: u32) -> Result<(), Failure> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).test_before_acquire(false).sqlx_logging(false);
    let database = sea_orm::Database::connect(options).await?;
    let directory = Directory::read(&database).await?;
    let handlers = Arc::new(Handlers { kind, database, masks: Masks::of_focal_points(), directory });
    let routes = Router::new()
        .route("/inbox/{organisation}", get(inbox))
        .route("/inbox-new/{organisation}", get(inbox_new))
        .route("/dashboard/{organisation}", get(dashboard))
        .with_state(handlers);
    axum::serve(tokio::net::TcpListener::bind(listen).await?, routes).await?;
    Ok(())
}

async fn inbox(State(it): State<Arc<Handlers>>, Path(me): Path<Uuid>) -> Response {
    it.inbox(me, Which::InWork).await
}

async fn inbox_new(State(it): State<Arc<Handlers>>, Path(me): Path<Uuid>) -> Response {
    it.inbox(me, Which::All).await
}

/// This route exists only as one statement.
async fn dashboard(State(it): State<Arc<Handlers>>) -> Response {
    answer(sql_json::dashboard(&it.database).await)
}

impl Handlers {
    async fn inbox(&self, me: Uuid, which: Which) -> Response {
        answer(match self.kind {
            Kind::SqlJson => sql_json::inbox(&self.database, &self.masks, me, which).await,
            Kind::ByHand => by_hand::inbox(&self.database, &self.masks, &self.directory, (me, which)).await,
        })
    }
}

fn answer(body: Result<Vec<u8>, DbErr>) -> Response {
    match body {
        Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
