//! `demo token`: signs tokens of the local development issuer, for a server with an issuers file of its own. It cannot
//! sign for another issuer.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::TimeDelta;
use clap::{Args, Subcommand};
use demo::issuer::{LocalClaims, LocalIssuer};
use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use serde::de::DeserializeOwned;
use uuid::Uuid;
use waystation::{
    command::{failed, printing::print},
    http::server::clock,
};

/// Options of `token`.
#[derive(Args)]
pub struct Options {
    /// The key file of the local development issuer; any other key is refused.
    #[arg(long, value_name = "FILE", global = true, default_value = "local-development.key")]
    key: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Creates the key file, which must not exist yet, and next to it the public key as a JWK set (.jwks) for the
    /// issuers file of a server.
    Init,
    /// Signs a token and prints it.
    Sign(Claims),
}

/// Claims of the token.
#[derive(Args)]
struct Claims {
    /// The subject (`sub`): any name that stays the same.
    #[arg(long)]
    subject: String,
    /// The organisation's id.
    #[arg(long, value_name = "UUID")]
    organisation: Uuid,
    /// The kind of organisation, if the token should contain it.
    #[arg(long, value_parser = code::<OrganisationType>)]
    organisation_type: Option<OrganisationType>,
    /// A role; may be given more than once.
    #[arg(long = "role", value_parser = code::<Role>, required = true, value_delimiter = ',')]
    roles: Vec<Role>,
    /// The code or id of a centre of the person's own, or * for every ordinary centre; can be repeated. Default: no
    /// centre.
    #[arg(long = "centre", value_delimiter = ',')]
    centres: Vec<String>,
    /// How far the oversight of the organisation goes for this token: NONE, COUNTRY or ALL. Default: NONE.
    #[arg(long, value_parser = code::<Oversight>)]
    oversight: Option<Oversight>,
    /// The purpose to which the token is narrowed.
    #[arg(long, value_parser = code::<Purpose>)]
    purpose: Option<Purpose>,
    /// The country of a liaison officer, ISO 3166-1 alpha-3.
    #[arg(long)]
    country: Option<String>,
    /// The post of a liaison officer, by id or name.
    #[arg(long)]
    post: Option<String>,
    /// Lifetime in minutes, at most 720.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(i64).range(1..=720))]
    minutes: i64,
}

/// Runs the command.
pub fn run(options: Options) -> ExitCode {
    let Options { key, what } = options;
    let done = match what {
        What::Init => init(&key),
        What::Sign(claims) => sign(&key, claims),
    };
    match done {
        Ok(text) => print(&format_args!("{text}\n")),
        Err(error) => failed("token", &error),
    }
}

/// Returns the names of both files.
fn init(key: &Path) -> Result<String, String> {
    let issuer = LocalIssuer::create(key).map_err(|error| error.to_string())?;
    let public = key.with_extension("jwks");
    fs::write(&public, issuer.jwks().to_string()).map_err(|error| format!("{}: {error}", public.display()))?;
    Ok(format!("{}\n{}", key.display(), public.display()))
}

fn sign(key: &Path, claims: Claims) -> Result<String, String> {
    let Claims { subject, organisation, organisation_type, roles, centres, oversight, purpose, country, post, minutes } =
        claims;
    let claims = LocalClaims {
        subject,
        organisation_id: organisation,
        organisation_type,
        roles,
        centres,
        oversight,
        purpose,
        country,
        post,
    };
    let signed = LocalIssuer::open(key).and_then(|it| it.sign(&claims, clock(), TimeDelta::minutes(minutes)));
    signed.map_err(|error| error.to_string())
}

/// Parses a code by its name in the schema.
fn code<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|error| error.to_string())
}
