//! The command line as an operator uses it: the built program, its exit codes and its output.

mod audit;
mod databases;
mod directory;
mod policy;

use std::{
    io::{Read as _, Write as _},
    path::Path,
    process::{Command, Output, Stdio},
};

use chrono::TimeDelta;
use demo::issuer::{LocalClaims, LocalIssuer};
use entity::codes::Role;
use uuid::Uuid;
use waystation::http::server::clock;

use crate::support::folder::Folder;

fn waystation(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waystation"));
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A development issuer, and the issuers file that trusts it.
fn development_issuer(folder: &Folder, organisation: Uuid, role: Role) -> (LocalIssuer, String) {
    let issuer = LocalIssuer::fresh().expect("keys are made");
    let file = issuer.write_issuers_file(&folder.0, [organisation], &[role]).expect("the folder is ours");
    (issuer, file.display().to_string())
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
    let (_, issuers) = development_issuer(&folder, Uuid::now_v7(), Role::Analyst);
    let settings = |listen: &str| run(&["settings", "--issuers", &issuers, "--listen", listen]);
    assert_eq!(settings("127.0.0.1:8080").0, Some(0));
    for listen in ["0.0.0.0:8080", "[::]:8080"] {
        let (code, text) = settings(listen);
        assert!(code == Some(2) && text.contains("issuer local: a development issuer"), "{listen}: {text}");
    }
}

#[test]
fn a_token_is_explained_claim_by_claim_and_never_printed() {
    let folder = Folder::new();
    let organisation = Uuid::now_v7();
    let (issuer, issuers) = development_issuer(&folder, organisation, Role::CaseWorker);
    let (code, text) = run(&["issuers", "check", &issuers]);
    assert!(code == Some(0) && text.contains("sound"), "{text}");
    let explained = |role: Role, organisation_id: Uuid| {
        let claims = LocalClaims {
            subject: "amina".to_owned(),
            organisation_id,
            organisation_type: None,
            roles: vec![role],
            centres: Vec::new(),
            oversight: None,
            purpose: None,
            country: None,
            post: None,
        };
        let token = issuer.sign(&claims, clock(), TimeDelta::minutes(15)).expect("it signs");
        let mut check = waystation(&["issuers", "check", &issuers, "-"]);
        let mut check =
            check.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut input = check.stdin.take().expect("it is piped");
        writeln!(input, "Bearer {token}").expect("it reads");
        drop(input);
        let (code, text) = said(&check.wait_with_output().expect("it ends"));
        let signature = token.rsplit('.').next().expect("a token has a signature");
        assert!(!text.contains(signature) && !text.contains("amina"), "{text}");
        (code, text)
    };
    let (code, text) = explained(Role::CaseWorker, organisation);
    assert!(code == Some(0) && !text.contains("WRONG"), "{text}");
    let (code, text) = explained(Role::Analyst, Uuid::now_v7());
    assert_eq!(code, Some(1), "{text}");
    // Every fault is listed, not only the first.
    for wrong in ["organisation", "roles", "token"] {
        let line = text.lines().find(|line| line.starts_with(&format!("WRONG {wrong} ")));
        assert!(line.is_some(), "{wrong}: {text}");
    }
    assert!(text.contains("ok    aud"), "{text}");
}
