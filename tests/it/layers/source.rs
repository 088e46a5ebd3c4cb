//! The source files as text, without comments, strings and tests. Enough to find the names that a file uses.

use std::{fs, path::Path};

/// One file of the repository.
pub struct Source {
    /// Relative to the top of the repository, with forward slashes.
    pub path: String,
    /// The unchanged text of the file.
    pub text: String,
    /// The part that is compiled outside tests, with comments and literals blanked.
    pub code: String,
    /// Whether it is a test or is compiled for tests only.
    pub test: bool,
}

/// All Rust files of the workspace.
pub fn all() -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in [
        "src",
        "admission/src",
        "entity/src",
        "migration/src",
        "demo/src",
        "demo/tests",
        "bench/src",
        "bench/benches",
        "tests",
    ] {
        read(top, &top.join(folder), &mut sources);
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    let only_in_tests: Vec<_> = sources.iter().flat_map(modules_of_tests).collect();
    for source in &mut sources {
        let module = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
        source.test = source.path.starts_with("tests/")
            || source.path.starts_with("demo/tests/")
            || only_in_tests.iter().any(|of| module == of || module.starts_with(&format!("{of}/")));
    }
    sources
}

impl Source {
    /// The path of the module inside its crate: `["store", "read"]`.
    pub fn module(&self) -> Vec<&str> {
        let inside = self.path.split_once("src/").map_or(self.path.as_str(), |(_, inside)| inside);
        let names = inside.trim_end_matches(".rs").split('/');
        names.filter(|name| !matches!(*name, "mod" | "lib")).collect()
    }

    /// Whether the code contains the word.
    pub fn names(&self, word: &str) -> bool {
        words(&self.code).any(|it| it == word)
    }

    /// The top-level modules of its own crate that the file names anywhere.
    pub fn uses(&self) -> Vec<String> {
        let module = self.module();
        let up = "super::".repeat(module.len());
        let mut uses: Vec<_> = ["crate::", "waystation::", up.as_str()]
            .into_iter()
            .flat_map(|root| self.code.match_indices(root).map(move |(at, root)| at + root.len()))
            .flat_map(|at| heads(&self.code[at..]))
            .collect();
        uses.sort();
        uses.dedup();
        uses
    }

    /// The names after `root::` anywhere in the file: `Iterable` and `EnumIter` of `use sea_orm::{EnumIter, Iterable}`.
    pub fn names_of(&self, root: &str) -> Vec<&str> {
        let rooted = format!("{root}::");
        self.code
            .match_indices(&rooted)
            .flat_map(|(at, rooted)| {
                let rest = &self.code[at + rooted.len()..];
                let end = if rest.starts_with('{') || self.code[..at].trim_end().ends_with("use") {
                    rest.find(';')
                } else {
                    rest.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '_' | ':'))
                };
                words(&rest[..end.unwrap_or(rest.len())])
            })
            .collect()
    }
}

fn read(top: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be read").path();
        if path.is_dir() {
            read(top, &path, sources);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).expect("a source is text");
            let inside = path.strip_prefix(top).expect("it lies below").to_string_lossy().replace('\\', "/");
            let code = without_tests(&without_comments(&text));
            sources.push(Source { path: inside, text, code, test: false });
        }
    }
}

/// `src/store/database/tests` where `src/store/database.rs` says `#[cfg(test)] mod tests;`.
fn modules_of_tests(source: &Source) -> Vec<String> {
    let folder = source.path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib");
    let marked = source.text.split("#[cfg(test)]").skip(1);
    marked
        .filter_map(|after| {
            let (declared, _) = after.split_once(';')?;
            let (_, name) = declared.rsplit_once("mod ")?;
            name.chars().all(|letter| letter.is_alphanumeric() || letter == '_').then(|| format!("{folder}/{name}"))
        })
        .collect()
}

/// Cuts off `#[cfg(test)] mod tests { .. }`, which is at the end of a file.
fn without_tests(code: &str) -> String {
    let tests = code.match_indices("#[cfg(test)]").find(|(at, mark)| {
        let item = code[at + mark.len()..].trim_start();
        item.starts_with("mod ") && item.find('{').is_some_and(|open| item.find(';').is_none_or(|end| open < end))
    });
    tests.map_or(code, |(at, _)| &code[..at]).to_owned()
}

/// Blanks comments and the contents of string and character literals.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|after| after.chars().take_while(|it| *it == '#').count());
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if letter == '"' {
            string(rest)
        } else if let Some(hashes) = raw.filter(|hashes| rest[1 + hashes..].starts_with('"')) {
            let end = format!("\"{}", "#".repeat(hashes));
            rest[hashes + 2..].find(&end).map_or(rest.len(), |at| hashes + 2 + at + end.len())
        } else if rest.starts_with("'\"'") {
            3
        } else {
            code.push(letter);
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[skipped..];
    }
    code
}

/// The length of a string literal.
fn string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The first name of a path, or of each path of a group: `a` of `a::b`, `a` and `b` of `{a::c, b}`.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return words(path).next().map(str::to_owned).into_iter().collect();
    };
    let mut depth = 0_usize;
    let mut heads = vec![String::new()];
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(String::new()),
            _ if depth == 0 => heads.last_mut().expect("there is one").push(letter),
            _ => {}
        }
    }
    heads.iter().filter_map(|head| words(head).next().map(str::to_owned)).collect()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}
