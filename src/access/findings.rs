//! The mistakes in a file of the operator, each with its line. One reading reports all of them.

use std::ops::Range;

/// All mistakes in a file, each with its line.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Mistakes(pub Vec<String>);

/// The mistakes that were found so far.
pub(crate) struct Findings<'t> {
    file: &'t str,
    text: &'t str,
    found: Vec<(usize, String)>,
}

impl<'t> Findings<'t> {
    /// Starts without findings.
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    /// Adds a finding at a place.
    pub(crate) fn find(&mut self, span: Range<usize>, sentence: &str) {
        let before = &self.text.as_bytes()[..span.start.min(self.text.len())];
        let line = before.split(|byte| *byte == b'\n').count();
        self.found.push((line, format!("{}:{line}: {sentence}", self.file)));
    }

    /// Adds a finding about something that is nowhere in the file.
    pub(crate) fn miss(&mut self, sentence: &str) {
        self.found.push((usize::MAX, format!("{}: {sentence}", self.file)));
    }

    /// Whether there are no findings.
    pub(crate) fn is_sound(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the findings in the order of their lines, if there are any.
    pub(crate) fn end(mut self) -> Result<(), Mistakes> {
        self.found.sort_by_key(|(line, _)| *line);
        if self.is_sound() { Ok(()) } else { Err(Mistakes(self.found.into_iter().map(|(_, it)| it).collect())) }
    }
}

/// The end of a sentence that suggests the nearest known name. Empty if no name is near.
pub(crate) fn nearest(name: &str, known: impl IntoIterator<Item: AsRef<str>>) -> String {
    let likeness = |other: &str| strsim::jaro(&other.to_lowercase(), &name.to_lowercase());
    let known = known.into_iter().map(|other| (likeness(other.as_ref()), other));
    let best = known.max_by(|(one, _), (other, _)| one.total_cmp(other)).filter(|(likeness, _)| *likeness > 0.7);
    best.map_or(String::new(), |(_, best)| format!("; did you mean \"{}\"?", best.as_ref()))
}
