//! `demo token`: it makes a key that only its owner can read, and signs with this key and no other.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

/// A temporary folder that is removed when the test ends.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_key_is_made_once_and_signs_tokens() {
    let folder = Folder(std::env::temp_dir().join(format!("waystation-token-{}", std::process::id())));
    fs::create_dir(&folder.0).expect("the temporary folder can be written");
    let token = |arguments: &[&str]| {
        let mut token = Command::new(env!("CARGO_BIN_EXE_demo"));
        token.arg("token").args(arguments).current_dir(&folder.0).stdin(Stdio::null());
        let output = token.output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let sign = [
        "sign",
        "--subject",
        "amina",
        "--role",
        "CASE_WORKER",
        "--organisation",
        "01900000-0000-7000-8000-000000000001",
    ];
    assert_eq!(token(&sign).0, Some(1), "there is no key yet");
    assert_eq!(token(&["init"]), (Some(0), "local-development.key\nlocal-development.jwks".to_owned()));
    let public = fs::read_to_string(folder.0.join("local-development.jwks")).expect("it is written");
    assert!(public.contains("\"ES256\"") && !public.contains("\"d\""), "{public}");
    let (code, signed) = token(&sign);
    assert_eq!((code, signed.split('.').count()), (Some(0), 3), "{signed}");
    assert_eq!(token(&["init"]).0, Some(1), "a key is never overwritten");
}
