//! The command line of the demo: a server with a synthetic caseload and fifteen personas, for trying the product.

// These macros panic when the reader closes the pipe: see `waystation::command::printing`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod token;

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::TimeDelta;
use clap::{Args, Parser, Subcommand};
use demo::{
    Caseload, FillRefused, Summary,
    cast::{self, Persona},
    examples,
    issuer::{LocalClaims, LocalIssuer},
    started,
};
use entity::codes::Role;
use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::Iterable as _;
use waystation::{
    command::{block_on, failed, printing::print, running},
    config::{self, Config},
    http::{
        explorer,
        identity::issuers::{Issuers, file},
        server::clock,
    },
    logs,
    store::{
        background::search_keys,
        database::{Database, failure::plain},
    },
};

/// Lifetime of the tokens of the personas.
const TOKENS_HOLD: TimeDelta = TimeDelta::hours(12);

/// A Waystation server with a synthetic caseload and fifteen personas. All data is invented.
#[derive(Parser)]
#[command(version, max_term_width = 100, args_conflicts_with_subcommands = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    options: Options,
}

#[derive(Subcommand)]
enum Command {
    /// Signs a token for another server on this machine that trusts the key. The demo itself needs none.
    Token(token::Options),
}

#[derive(Args)]
struct Options {
    /// The address and port to listen at.
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "WAYSTATION_LISTEN",
        default_value = "127.0.0.1:8080",
        value_parser = config::address
    )]
    listen: SocketAddr,
    /// Allow an address that other machines can reach, for example in a container.
    #[arg(long, env = "WAYSTATION_DEMO_PUBLIC")]
    public: bool,
    /// An empty database, or the database of an earlier demo, which is reused: `sqlite://FILE?mode=rwc` or
    /// `postgres://USER:PASSWORD@HOST/NAME`. Default: a new SQLite file in the data folder.
    #[arg(long, value_name = "URL", env = "WAYSTATION_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Number of people; each has one case.
    #[arg(long, value_name = "N", env = "WAYSTATION_DEMO_PEOPLE", default_value_t = 2_000)]
    people: u64,
    /// Seed of the caseload: the same seed gives the same people.
    #[arg(long, value_name = "N", env = "WAYSTATION_DEMO_SEED", default_value_t = 1)]
    seed: u64,
    /// The folder for the SQLite file, the tokens and the examples with their variables.
    #[arg(long, value_name = "DIR", env = "WAYSTATION_DEMO_DATA", default_value = "demo-data")]
    data: PathBuf,
}

fn main() -> ExitCode {
    let CommandLine { command, options } = CommandLine::parse();
    if let Some(Command::Token(options)) = command {
        return token::run(options);
    }
    let mut config = Config { listen: options.listen, explorer: true, ..Config::default() };
    config.log.filter = "warn".to_owned();
    logs::start(&config.log);
    block_on(async {
        match Box::pin(serve(options, config)).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => failed("demo", &error),
        }
    })
}

async fn serve(options: Options, mut config: Config) -> Result<(), String> {
    let Options { listen, public, database, people, seed, data } = options;
    if !public && !listen.ip().is_loopback() {
        return Err(format!(
            "the page at / holds a token for each persona, so anyone who can reach {listen} could act as any of them; \
             listen at a loopback address, or say --public"
        ));
    }
    fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
    // Listen first: an earlier demo may be running, and its files must not be touched.
    let listeners = running::listen(&config).await?;
    let _ours = lock(&data)?;
    config.database = match database {
        Some(database) => database,
        None => new_file(&data)?,
    };
    let database = running::open(&config).await?;
    database.migrate().await.map_err(|error| format!("the tables cannot be created: {}", plain(&error)))?;
    search_keys::renew(&database)
        .await
        .map_err(|error| format!("the search keys cannot be rebuilt: {}", plain(&error)))?;
    let filled = fill(&database, &Caseload { people, seed, now: clock() }).await?;
    print(&filled.map_or_else(
        || "this database holds the caseload of an earlier demo, which is reused\n".to_owned(),
        |Summary { people, cases, referrals, shares, consular_requests, .. }| {
            format!(
                "{people} people, {cases} cases, {referrals} referrals, {shares} shares, {consular_requests} consular \
                 requests\n"
            )
        },
    ));

    let issuer = LocalIssuer::fresh().map_err(|error| error.to_string())?;
    let tokens = tokens(&issuer)?;
    write(&data.join("tokens.json"), &tokens, true)?;
    let found = started::find(&database).await.map_err(|error| error.to_string())?;
    let examples = write_examples(&data, &found)?;
    let organisations = cast::ORGANISATIONS.iter().map(|organisation| organisation.id);
    let roles: Vec<_> = Role::iter().collect();
    let trusted = issuer.write_issuers_file(&data, organisations, &roles);
    let trusted = trusted.map_err(|error| format!("{}: {error}", data.display()))?;
    let entries = file::open(&trusted).map_err(|error| error.to_string())?;
    let issuers = Issuers::trust(entries, clock()).await.map_err(|error| error.to_string())?;
    let personas = personas(&tokens);
    let shown = data.clone();
    let policy = running::policy(None)?;
    let ready = |address| greet(address, &shown);
    running::serve(&config, (database, policy), (listeners, issuers), Some(&personas), &examples, ready).await
}

/// Allows one demo per data folder. A second one would replace the file and the tokens of the first.
fn lock(data: &Path) -> Result<fs::File, String> {
    let path = data.join("demo.lock");
    let file = fs::File::create(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => {
            Err(format!("another demo runs in {}; give this one a folder of its own with --data", data.display()))
        }
        Err(fs::TryLockError::Error(error)) => Err(format!("{}: {error}", path.display())),
    }
}

/// Deletes an earlier demo file and names a new one, so that the demo never adds to existing data.
fn new_file(data: &Path) -> Result<String, String> {
    let file = data.join("demo.sqlite");
    for ending in ["", "-wal", "-shm"] {
        let old = data.join(format!("demo.sqlite{ending}"));
        if old.exists() {
            fs::remove_file(&old).map_err(|error| format!("{}: {error}", old.display()))?;
        }
    }
    Ok(format!("sqlite://{}?mode=rwc", file.display()))
}

/// Returns what was written, or `None` if the database already holds a demo.
async fn fill(database: &Database, caseload: &Caseload) -> Result<Option<Summary>, String> {
    let bar = ProgressBar::new(caseload.people);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} people").expect("the template is sound");
    bar.set_style(style);
    let mut progress = |done, _| bar.set_position(done);
    let filled = demo::fill(database, caseload, &mut progress).await;
    bar.finish_and_clear();
    match filled {
        Ok(summary) => Ok(Some(summary)),
        Err(FillRefused::NotEmpty) if demo::is_there(database).await.map_err(|error| plain(&error))? => Ok(None),
        Err(refused) => Err(refused.to_string()),
    }
}

fn tokens(issuer: &LocalIssuer) -> Result<BTreeMap<&'static str, String>, String> {
    let sign = |persona: &Persona| {
        let claims = LocalClaims {
            subject: persona.subject.to_owned(),
            organisation_id: persona.organisation_id,
            organisation_type: None,
            roles: persona.roles.to_vec(),
            centres: persona.centres.iter().map(|code| (*code).to_owned()).collect(),
            oversight: Some(persona.oversight),
            purpose: persona.purpose,
            country: persona.post.map(|(country, _)| country.to_owned()),
            post: persona.post.map(|(_, post)| post.to_owned()),
        };
        issuer.sign(&claims, clock(), TOKENS_HOLD).map_err(|error| error.to_string())
    };
    cast::personas().iter().map(|persona| Ok((persona.key, sign(persona)?))).collect()
}

fn personas(tokens: &BTreeMap<&'static str, String>) -> Vec<explorer::Persona> {
    let persona = |it: &Persona| explorer::Persona {
        key: it.key.to_owned(),
        title: it.title.to_owned(),
        description: it.description.to_owned(),
        token: tokens[it.key].clone(),
    };
    cast::personas().iter().map(persona).collect()
}

/// Fills the variables of the examples from this caseload, and also writes the examples as files for clients.
fn write_examples(data: &Path, found: &BTreeMap<&'static str, String>) -> Result<Vec<explorer::Example>, String> {
    let folder = data.join("examples");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut ready = Vec::new();
    for example in examples::ALL {
        let variables = example.variables_with(found);
        for (ending, text) in [("graphql", example.document), ("json", variables.as_str())] {
            let file = folder.join(format!("{}.{ending}", example.name));
            fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        ready.push(explorer::Example {
            name: example.name.to_owned(),
            persona: example.persona.to_owned(),
            document: example.document.to_owned(),
            variables: Some(variables),
        });
    }
    Ok(ready)
}

/// Writes a value as JSON. Only the owner can read the file of a secret.
fn write(file: &Path, value: &impl serde::Serialize, secret: bool) -> Result<(), String> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    let mode = if secret { 0o600 } else { 0o644 };
    let mut options = fs::OpenOptions::new();
    options
        .create(true)
        .write(true)
        .truncate(true)
        .mode(mode)
        .open(file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| format!("{}: {error}", file.display()))
}

fn greet(address: SocketAddr, data: &Path) {
    let tokens = data.join("tokens.json").display().to_string();
    let personas = cast::personas().iter();
    let personas: String = personas.map(|it| format!("  {:<24} {}\n", it.key, it.description)).collect();
    print(&format_args!(
        "\nPersonas (tokens in {tokens}):\n{personas}\nSend a query as one of them, or open http://{address}/ and choose one:\n\n  curl -s http://{address}/graphql \
         -H 'content-type: application/json' \\\n    -H \"authorization: Bearer $(sed -n 's/.*\"ngo_focal_point\": \
         \"\\(.*\\)\".*/\\1/p' {tokens})\" \\\n    -d '{{\"query\":\"{{ referrals(box: INCOMING, first: 3) {{ totalCount nodes \
         {{ reference state urgency case {{ reference person {{ ageBand sex names {{ given family }} }} }} }} }} }}\"}}'\n\n"
    ));
}
