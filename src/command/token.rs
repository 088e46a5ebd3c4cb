//! `token`: signs tokens of the local development issuer. It cannot sign for another issuer.

use std::{path::PathBuf, process::ExitCode};

use crate::http::{
    identity::issuers::local::{LocalClaims, LocalIssuer},
    server::clock,
};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use entity::codes::{OrganisationType, Oversight, Purpose, Role};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::{failed, printing::print};

/// Options of `token`.
#[derive(Args)]
pub struct Options {
    /// The key file of the local development issuer; any other key is refused.
    #[arg(
        long,
        value_name = "FILE",
        env = "WAYSTATION_LOCAL_KEY",
        global = true,
        default_value = "local-development.key"
    )]
    key: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Creates the key file, which must not exist yet; trust it with `keys = { local_key_file = "..." }`.
    Init,
    /// Signs a token and prints it.
    Sign(Claims),
}

/// Claims of the token.
#[derive(Args)]
struct Claims {
    /// The subject (`sub`): any name that stays the same.
    #[arg(long, env = "WAYSTATION_TOKEN_SUBJECT")]
    subject: String,
    /// The organisation's id.
    #[arg(long, value_name = "UUID", env = "WAYSTATION_TOKEN_ORGANISATION")]
    organisation: Uuid,
    /// The kind of organisation, if the token should contain it.
    #[arg(long, value_parser = code::<OrganisationType>, env = "WAYSTATION_TOKEN_ORGANISATION_TYPE")]
    organisation_type: Option<OrganisationType>,
    /// A role; may be given more than once.
    #[arg(long = "role", value_parser = code::<Role>, required = true, env = "WAYSTATION_TOKEN_ROLES", value_delimiter = ',')]
    roles: Vec<Role>,
    /// The code or id of a centre of the person's own, or * for every ordinary centre; can be repeated. Default: no
    /// centre.
    #[arg(long = "centre", env = "WAYSTATION_TOKEN_CENTRES", value_delimiter = ',')]
    centres: Vec<String>,
    /// How far the oversight of the organisation goes for this token: NONE, COUNTRY or ALL. Default: NONE.
    #[arg(long, value_parser = code::<Oversight>, env = "WAYSTATION_TOKEN_OVERSIGHT")]
    oversight: Option<Oversight>,
    /// The purpose to which the token is narrowed.
    #[arg(long, value_parser = code::<Purpose>, env = "WAYSTATION_TOKEN_PURPOSE")]
    purpose: Option<Purpose>,
    /// The country of a liaison officer, ISO 3166-1 alpha-3.
    #[arg(long, value_parser = country, env = "WAYSTATION_TOKEN_COUNTRY")]
    country: Option<String>,
    /// The post of a liaison officer, by id or name.
    #[arg(long, env = "WAYSTATION_TOKEN_POST")]
    post: Option<String>,
    /// Lifetime in minutes, at most 720.
    #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(i64).range(1..=720), env = "WAYSTATION_TOKEN_MINUTES")]
    minutes: i64,
}

/// Runs the command.
pub fn run(options: Options) -> ExitCode {
    let Options { key, what } = options;
    match what {
        What::Init => match LocalIssuer::create(&key) {
            Ok(_) => print(&format_args!("{}\n", key.display())),
            Err(error) => failed("token", &error),
        },
        What::Sign(claims) => match sign(&key, claims) {
            Ok(token) => print(&format_args!("{token}\n")),
            Err(error) => failed("token", &error),
        },
    }
}

fn sign(
    key: &std::path::Path,
    claims: Claims,
) -> Result<String, crate::http::identity::issuers::local::LocalKeyRefused> {
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
    LocalIssuer::open(key)?.sign(&claims, clock(), TimeDelta::minutes(minutes))
}

/// Parses a code by its name in the schema.
fn code<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).map_err(|error| error.to_string())
}

/// A country by its code.
fn country(code: &str) -> Result<String, String> {
    crate::rules::country::country("country", code).map_err(|refusal| refusal.message)
}
