//! Texts that the tests write and people read: compared with a file of the repository, rewritten with `UPDATE=1`.

use std::{env, fs, path::Path};

/// Fails if the text differs from the file, and shows the lines that differ.
pub fn compare(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var("UPDATE").as_deref() == Ok("1") {
        fs::write(&path, text).expect("the repository can be written");
        return;
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    let (old, new): (Vec<_>, Vec<_>) = (known.lines().collect(), text.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    let differing: Vec<_> = gone.chain(come).collect();
    assert!(
        known == text,
        "{file} is not what the server does; if it should be, run with UPDATE=1 and read the diff:\n{}",
        differing.join("\n")
    );
}
