//! Reads `issuers.toml`. One reading reports every mistake with its line, and the nearest known name for a misspelt
//! one. `issuers.example.toml` explains each setting.

use std::path::Path;

use chrono::TimeDelta;
use jsonwebtoken::Algorithm;
use toml::de::DeTable;

use super::{
    entry::{Form, IssuerEntry, LARGEST_TOKEN},
    layout,
    reading::Table,
};
use crate::{
    access::{
        findings::{Findings, Mistakes},
        verified_token::LONGEST_LIFETIME,
    },
    http::{
        documents::Accepts,
        identity::keys::{
            is_asymmetric,
            source::{KeyServer, KeySource},
        },
    },
};

const DEFAULT_LIFETIME: i64 = 900;

/// Reads an issuers file. Relative paths in it start at its own folder.
pub fn open(path: &Path) -> Result<Vec<IssuerEntry>, Mistakes> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Mistakes(vec![format!("{name}: {error}")]))?;
    parse(&name, &text, path.parent().unwrap_or(Path::new(".")))
}

/// Parses the text of an issuers file.
pub(crate) fn parse(file: &str, text: &str, folder: &Path) -> Result<Vec<IssuerEntry>, Mistakes> {
    let mut reading = Findings::new(file, text);
    let (document, faults) = DeTable::parse_recoverable(text);
    for fault in faults {
        reading.find(fault.span().unwrap_or_default(), fault.message());
    }
    let mut entries: Vec<IssuerEntry> = Vec::new();
    // After a syntax error the rest of the file may be misread.
    if reading.is_sound() {
        let top = Table::new(document.span(), document.get_ref());
        reading.only(&top, &["issuers"]);
        for (name, table) in reading.tables(&top, "issuers") {
            if let Some(entry) = entry(&mut reading, &name, &table, folder) {
                if entries.iter().any(|other| other.issuer == entry.issuer) {
                    reading.find(table.span(), "two entries have the same issuer");
                }
                entries.push(entry);
            }
        }
        if entries.is_empty() && reading.is_sound() {
            reading.find(0..0, "no issuer is trusted: nobody could sign in");
        }
    }
    reading.end().map(|()| entries)
}

const SETTINGS: [&str; 18] = [
    "issuer",
    "audience",
    "keys",
    "algorithms",
    "organisations",
    "organisation_names",
    "roles",
    "role_names",
    "maximum_lifetime_seconds",
    "maximum_token_bytes",
    "only_access_token_type",
    "type_may_be_missing",
    "token_id_may_be_missing",
    "required_amr",
    "required_acr",
    "defaults",
    "claims",
    "documents",
];

/// Parses one entry. If the result is `None`, `reading` holds the reason.
fn entry(reading: &mut Findings<'_>, name: &str, table: &Table<'_>, folder: &Path) -> Option<IssuerEntry> {
    reading.only(table, &SETTINGS);
    let keys = keys(reading, table, folder);
    let issuer = reading.needed_text(table, "issuer");
    let audience = reading.needed_text(table, "audience");
    let algorithms = algorithms(reading, table);
    let organisations = layout::organisations(reading, table);
    let organisation_names = layout::organisation_names(reading, table, &organisations);
    let roles = reading.needed_names(table, "roles", "role");
    let role_names = layout::role_names(reading, table, &roles);
    let maximum_lifetime = lifetime(reading, table);
    let form = form(reading, table);
    let defaults = layout::defaults(reading, table, (&organisations, &roles));
    let places = layout::places(reading, table);
    let documents = documents(reading, table);
    // Return only now, so that every setting was checked and every mistake is reported.
    Some(IssuerEntry {
        name: name.into(),
        issuer: issuer?,
        audience: audience?,
        keys: keys?,
        algorithms,
        organisations,
        organisation_names,
        roles: roles.into_iter().collect(),
        role_names,
        maximum_lifetime,
        form,
        defaults,
        places,
        documents,
    })
}

fn keys(reading: &mut Findings<'_>, table: &Table<'_>, folder: &Path) -> Option<KeySource> {
    let keys = reading.needed_table(table, "keys")?;
    reading.only(&keys, &["jwks_url", "jwks_file", "pem_file", "kid"]);
    let places = ["jwks_url", "jwks_file", "pem_file"];
    let mut given = places.into_iter().filter(|place| keys.get(place).is_some());
    let (Some(place), None) = (given.next(), given.next()) else {
        reading.find(keys.span(), "keys need exactly one of `jwks_url`, `jwks_file`, `pem_file`");
        return None;
    };
    let text = reading.needed_text(&keys, place)?;
    let span = keys.get(place).map_or(keys.span(), toml::Spanned::span);
    if place == "jwks_url" {
        return match KeyServer::new(&text) {
            Ok(server) => Some(KeySource::Url(server)),
            Err(sentence) => {
                reading.find(span, &sentence);
                None
            }
        };
    }
    let path = folder.join(text);
    if !path.is_file() {
        reading.find(span, &format!("there is no file {}", path.display()));
    }
    if place == "jwks_file" {
        return Some(KeySource::JwksFile(path));
    }
    Some(KeySource::PemFile(path, reading.needed_text(&keys, "kid")?))
}

fn algorithms(reading: &mut Findings<'_>, table: &Table<'_>) -> Vec<Algorithm> {
    let mut algorithms = Vec::new();
    for (span, name) in reading.needed_texts(table, "algorithms") {
        match name.parse::<Algorithm>() {
            Ok(algorithm) if is_asymmetric(algorithm) => algorithms.push(algorithm),
            Ok(_) => reading.find(span, &format!("{name} uses a shared secret; anyone who verifies could also sign")),
            Err(_) => reading.find(span, &format!("unknown algorithm \"{name}\"")),
        }
    }
    algorithms
}

fn lifetime(reading: &mut Findings<'_>, table: &Table<'_>) -> TimeDelta {
    let seconds = reading.number(table, "maximum_lifetime_seconds").unwrap_or(DEFAULT_LIFETIME);
    let longest = LONGEST_LIFETIME.num_seconds();
    if !(60..=longest).contains(&seconds) {
        let span = table.get("maximum_lifetime_seconds").map_or(table.span(), toml::Spanned::span);
        reading.find(span, "a lifetime is between one minute (60) and twelve hours (43200)");
    }
    TimeDelta::seconds(seconds.clamp(60, longest))
}

fn documents(reading: &mut Findings<'_>, table: &Table<'_>) -> Accepts {
    let Some(setting) = table.get("documents") else { return Accepts::Any };
    match reading.needed_text(table, "documents").as_deref() {
        Some("any") | None => Accepts::Any,
        Some("persisted-only") => Accepts::PersistedOnly,
        Some(_) => {
            reading.find(setting.span(), "`documents` is \"any\" or \"persisted-only\"");
            Accepts::PersistedOnly
        }
    }
}

/// Reads the settings about the form of the tokens.
fn form(reading: &mut Findings<'_>, table: &Table<'_>) -> Form {
    let usual = Form::default();
    let bytes = reading.number(table, "maximum_token_bytes").map(usize::try_from);
    let maximum_bytes = match bytes {
        None => usual.maximum_bytes,
        Some(Ok(bytes)) if (1024..=LARGEST_TOKEN).contains(&bytes) => bytes,
        Some(_) => {
            let span = table.get("maximum_token_bytes").map_or(table.span(), toml::Spanned::span);
            reading.find(span, &format!("a token has between 1024 and {LARGEST_TOKEN} bytes"));
            usual.maximum_bytes
        }
    };
    let mut kinds = |name: &str| {
        let asked = table.get(name).is_some();
        let named = if asked { reading.needed_texts(table, name) } else { Vec::new() };
        named.into_iter().map(|(_, kind)| kind).collect()
    };
    let (required_amr, required_acr) = (kinds("required_amr"), kinds("required_acr"));
    let mut truth = |name, otherwise| reading.truth(table, name).unwrap_or(otherwise);
    Form {
        maximum_bytes,
        only_access_token_type: truth("only_access_token_type", usual.only_access_token_type),
        type_may_be_missing: truth("type_may_be_missing", usual.type_may_be_missing),
        token_id_may_be_missing: truth("token_id_may_be_missing", usual.token_id_may_be_missing),
        required_amr,
        required_acr,
    }
}
