//! `revoke`: revokes a token, the sign-ins of a worker, or an organisation. Every node applies it within three seconds.

use std::process::ExitCode;

use crate::{
    access::policy::spelled,
    config::Config,
    http::{
        identity::{issuers::file, token},
        server::clock,
    },
    store::{
        database::{Database, failure::plain},
        identity::{revocations::Revocation, suspension},
    },
};
use clap::{Args, Subcommand};
use entity::{codes::RevocationKind, organisation, revocation};
use uuid::Uuid;

use super::{Where, failed, issuers, on_database, printing::print, running};

/// Options of `revoke`.
#[derive(Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
    #[command(flatten)]
    on: Where,
}

#[derive(Subcommand)]
enum What {
    /// One token: by issuer and id, or the token itself on standard input.
    Token {
        /// `iss` of the token.
        #[arg(long, requires = "id")]
        issuer: Option<String>,
        /// Id of the token: `jti`, or the claim that its issuer's entry names instead.
        #[arg(long, requires = "issuer")]
        id: Option<String>,
    },
    /// All tokens of a worker that were issued until now. The worker can sign in again, so end the account at the
    /// identity provider first.
    Worker {
        /// The worker's id in this server.
        #[arg(long, conflicts_with_all = ["issuer", "subject"], required_unless_present = "subject")]
        worker: Option<Uuid>,
        /// `iss` of the worker's tokens.
        #[arg(long, requires = "subject")]
        issuer: Option<String>,
        /// `sub` of the worker's tokens.
        #[arg(long, requires = "issuer")]
        subject: Option<String>,
    },
    /// An organisation that has left: every token that speaks for it, from any issuer and any time.
    Organisation {
        /// Its id, acronym or name.
        organisation: String,
    },
    /// Suspends an organisation until it is restored.
    Suspend {
        /// Its id, acronym or name.
        organisation: String,
    },
    /// Ends the suspension or revocation of an organisation.
    Restore {
        /// Its id, acronym or name.
        organisation: String,
    },
    /// Lists all current revocations and suspensions.
    List,
}

/// Runs the command.
pub fn run(options: &Options) -> ExitCode {
    on_database("revoke", &options.on, running::open_existing, async |database, config| {
        match revoke(&options.what, database, config).await {
            Ok(done) => print(&format_args!("{done}\n")),
            Err(error) => failed("revoke", &error),
        }
    })
}

async fn revoke(what: &What, database: &Database, config: &Config) -> Result<String, String> {
    let said = |error: sea_orm::DbErr| format!("nothing was revoked: {}", plain(&error));
    match what {
        What::Token { issuer, id } => {
            let (issuer, jti) = match (issuer, id) {
                (Some(issuer), Some(id)) => (issuer.clone(), id.clone()),
                _ => from_standard_input(config)?,
            };
            Revocation::Token { issuer, jti }.write(database, clock()).await.map_err(said)?;
            Ok("the token is revoked".to_owned())
        }
        What::Worker { worker, issuer, subject } => {
            let subject = match (worker, issuer, subject) {
                (Some(id), ..) => {
                    let found = Revocation::of_worker(database, *id).await.map_err(said)?;
                    found.ok_or_else(|| format!("there is no worker {id}"))?
                }
                (None, Some(issuer), Some(subject)) => {
                    Revocation::Subject { issuer: issuer.clone(), subject: subject.clone() }
                }
                _ => return Err("name a worker with --worker, or with --issuer and --subject".to_owned()),
            };
            subject.write(database, clock()).await.map_err(said)?;
            Ok("all tokens of the worker that were made until now are revoked, in every organisation".to_owned())
        }
        What::Organisation { organisation } => {
            let organisation::Model { id, name, .. } = one(database, organisation).await?;
            Revocation::Organisation(id).write(database, clock()).await.map_err(said)?;
            Ok(format!("{name} is revoked"))
        }
        What::Suspend { organisation } => {
            let organisation = one(database, organisation).await?;
            suspension::suspend(database, &organisation, clock()).await.map_err(said)?;
            Ok(format!("{} is suspended", organisation.name))
        }
        What::Restore { organisation } => {
            let organisation = one(database, organisation).await?;
            suspension::restore(database, &organisation, clock()).await.map_err(said)?;
            Ok(format!("{} is restored", organisation.name))
        }
        What::List => list(database).await,
    }
}

/// Takes issuer and id out of a token, so that the operator does not need to decode it.
fn from_standard_input(config: &Config) -> Result<(String, String), String> {
    let file = config.issuers.as_deref().ok_or("reading a token needs the issuers file: set `issuers`")?;
    let entries = file::open(file).map_err(|refused| refused.to_string())?;
    let token = issuers::given("-").map_err(|error| error.to_string())?;
    token::named(&token, &entries).map_err(|reason| reason.to_string())
}

async fn one(database: &Database, name: &str) -> Result<organisation::Model, String> {
    let mut found = suspension::named(database, name).await.map_err(|error| plain(&error))?;
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(format!("several organisations are called \"{name}\"; use the id")),
        (None, _) => Err(format!("there is no organisation \"{name}\"")),
    }
}

async fn list(database: &Database) -> Result<String, String> {
    let said = |error: sea_orm::DbErr| plain(&error);
    let mut lines = Vec::new();
    for organisation::Model { id, name, suspended_at, .. } in suspension::suspended(database).await.map_err(said)? {
        let since = suspended_at.map(|at| at.to_rfc3339()).unwrap_or_default();
        lines.push(format!("SUSPENDED     {id} {name}, since {since}"));
    }
    for row in Revocation::all(database, clock()).await.map_err(said)? {
        let revocation::Model { id: _, kind, issuer, value, revoked_at, expires_at } = row;
        let of = if kind == RevocationKind::Organisation { String::new() } else { format!(" of {issuer}") };
        let until = expires_at.map(|at| format!(", needed until {}", at.to_rfc3339())).unwrap_or_default();
        lines.push(format!("{:14}{value}{of}, since {}{until}", spelled(&kind), revoked_at.to_rfc3339()));
    }
    Ok(if lines.is_empty() { "nothing is revoked or suspended".to_owned() } else { lines.join("\n") })
}
