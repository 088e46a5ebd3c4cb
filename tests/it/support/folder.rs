//! A temporary folder for the files of one test.

use std::{fs, path::PathBuf};

use uuid::Uuid;

/// A temporary folder that is removed when the test ends.
pub struct Folder(pub PathBuf);

impl Folder {
    /// Makes an empty folder.
    pub fn new() -> Self {
        let path = std::env::temp_dir().join(format!("waystation-it-{}", Uuid::now_v7().simple()));
        fs::create_dir(&path).expect("the temporary folder can be written");
        Self(path)
    }

    /// Writes a file and returns its path.
    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).expect("the folder is ours");
        path
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}
