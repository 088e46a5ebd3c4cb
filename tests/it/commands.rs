//! The command line as an operator uses it: the built program, its exit codes and its output.

mod databases;
mod policy;

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use entity::codes::Role;
use uuid::Uuid;

/// A temporary folder that is removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("waystation-commands-{}", Uuid::now_v7().simple()));
        fs::create_dir(&path).expect("the temporary folder can be written");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, text).expect("the folder is ours");
        path.display().to_string()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

fn waystation(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waystation"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// The exit code, and standard output and error together.
fn run(arguments: &[&str]) -> (Option<i32>, String) {
    said(&waystation(arguments).output().expect("the program runs"))
}

fn said(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    assert!(!text.contains("this is a bug") && !text.contains("panicked"), "{text}");
    (output.status.code(), text)
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_failure() {
    for arguments in [&["schema"][..], &["schema", "--origin"], &["dictionary"], &["policy", "table"]] {
        let mut program = waystation(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut output = program.stdout.take().expect("it is piped");
        output.read_exact(&mut [0; 10]).expect("it prints");
        drop(output);
        assert_eq!(said(&program.wait_with_output().expect("it ends")), (Some(0), String::new()), "{arguments:?}");
    }
}

#[test]
fn every_mistake_of_the_settings_and_of_their_files_is_told_at_once() {
    let folder = Folder::new();
    let issuers = folder.write("issuers.toml", "[issuers.a]\nissuer = \"https://a.example/\"\naudiense = \"x\"\n");
    let policy = folder.write("policy.toml", "version = \"x\"\n[roles.CASE_WORKR]\n");
    let config = folder.write(
        "waystation.toml",
        &format!(
            "issuers = \"{issuers}\"\npolicy = \"{policy}\"\ndatabase = \"sqlite://{}?mode=rwc\"",
            folder.path("db")
        ),
    );
    for command in ["settings", "serve"] {
        let (code, text) = run(&[command, "--config", &config]);
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains("did you mean \"audience\"") && text.contains("CASE_WORKR"), "{text}");
    }
    assert!(!Path::new(&folder.path("db")).exists(), "nothing was opened");
}

#[test]
fn a_development_issuer_starts_on_this_machine_only() {
    let folder = Folder::new();
    let key = folder.path("local.key");
    assert_eq!(run(&["token", "--key", &key, "init"]).0, Some(0));
    let issuer =
        "[issuers.local]\nkeys = { local_key_file = \"local.key\" }\norganisations = \"*\"\nroles = [\"ANALYST\"]\n";
    let named = issuer.replace("\"*\"", &format!("[\"{}\"]", Uuid::now_v7()));
    let (all, named) = (folder.write("all.toml", issuer), folder.write("named.toml", &named));
    let settings = |issuers: &str, listen: &str, database: &str| {
        run(&["settings", "--issuers", issuers, "--listen", listen, "--database", database])
    };
    let (here, file, server) = ("127.0.0.1:8080", "sqlite://x?mode=rwc", "postgres://u@127.0.0.1/ws");
    for (issuers, listen, database) in [(&all, here, file), (&named, here, file), (&named, here, server)] {
        assert_eq!(settings(issuers, listen, database).0, Some(0), "{issuers} {database}");
    }
    let spaced = format!(" {server}");
    let refused = [
        (&all, "0.0.0.0:8080", file),
        (&all, here, server),
        (&all, here, spaced.as_str()),
        (&named, "0.0.0.0:8080", file),
        (&named, "[::]:8080", server),
    ];
    for (issuers, listen, database) in refused {
        let (code, text) = settings(issuers, listen, database);
        assert!(code == Some(2) && text.contains("issuer local: a development issuer"), "{listen} {database}: {text}");
    }
}

#[test]
fn a_token_is_explained_claim_by_claim_and_never_printed() {
    let folder = Folder::new();
    let key = folder.path("local.key");
    assert_eq!(run(&["token", "--key", &key, "init"]).0, Some(0));
    let organisation = Uuid::now_v7().to_string();
    let entry = format!(
        "[issuers.local]\nkeys = {{ local_key_file = \"local.key\" }}\norganisations = [\"{organisation}\"]\nroles = [\"CASE_WORKER\"]"
    );
    let issuers = folder.write("issuers.toml", &entry);
    let (code, text) = run(&["issuers", "check", &issuers]);
    assert!(code == Some(0) && text.contains("sound"), "{text}");
    let explained = |role: Role, organisation: &str| {
        let role = waystation::access::policy::spelled(&role);
        let sign =
            ["token", "--key", &key, "sign", "--subject", "amina", "--role", &role, "--organisation", organisation];
        let (_, token) = run(&sign);
        let mut check = waystation(&["issuers", "check", &issuers, "-"]);
        let mut check =
            check.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut input = check.stdin.take().expect("it is piped");
        writeln!(input, "Bearer {token}").expect("it reads");
        drop(input);
        let (code, text) = said(&check.wait_with_output().expect("it ends"));
        let signature = token.trim().rsplit('.').next().expect("a token has a signature");
        assert!(!text.contains(signature) && !text.contains("amina"), "{text}");
        (code, text)
    };
    let (code, text) = explained(Role::CaseWorker, &organisation);
    assert!(code == Some(0) && !text.contains("WRONG"), "{text}");
    let other = Uuid::now_v7().to_string();
    let (code, text) = explained(Role::Analyst, &other);
    assert_eq!(code, Some(1), "{text}");
    // Every fault is listed, not only the first.
    for wrong in ["organisation", "roles", "token"] {
        let line = text.lines().find(|line| line.starts_with(&format!("WRONG {wrong} ")));
        assert!(line.is_some(), "{wrong}: {text}");
    }
    assert!(text.contains("ok    aud"), "{text}");
}
