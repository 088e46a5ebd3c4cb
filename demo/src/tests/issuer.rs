//! The local development issuer: its key file and its tokens.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use uuid::Uuid;

use crate::issuer::{LocalIssuer, LocalKeyRefused};

/// A folder that is deleted after the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("waystation-test-{}", Uuid::new_v4()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_key_file_can_be_used_again() {
    let folder = Folder::new();
    let path = folder.0.join("local.key");
    let made = LocalIssuer::create(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(LocalIssuer::open(&path).unwrap().jwks(), made.jwks());
    assert!(matches!(LocalIssuer::create(&path), Err(LocalKeyRefused::File(..))), "a key is never overwritten");
}

#[test]
fn a_key_file_that_others_can_read_is_refused() {
    let folder = Folder::new();
    let path = folder.0.join("local.key");
    LocalIssuer::create(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(LocalIssuer::open(&path), Err(LocalKeyRefused::OpenToOthers(_))));
}

#[test]
fn the_key_of_another_issuer_signs_nothing_here() {
    let folder = Folder::new();
    let path = folder.0.join("other.pem");
    LocalIssuer::create(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    for other in [text.replace("WAYSTATION LOCAL DEVELOPMENT", "PRIVATE"), text.replace('M', "N"), String::new()] {
        fs::write(&path, other).unwrap();
        assert!(matches!(LocalIssuer::open(&path), Err(LocalKeyRefused::NotALocalKey(_))));
    }
}

#[test]
fn a_published_key_holds_no_private_part() {
    let local = LocalIssuer::fresh().unwrap();
    let names: Vec<String> = local.jwks()["keys"][0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
    assert!(!format!("{local:?}").contains("BEGIN"));
}
