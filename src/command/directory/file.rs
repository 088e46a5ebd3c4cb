//! A file that is imported: its name in a report, and its content.

use std::path::Path;

use crate::store::directory::sheet::Finding;

/// The name of a file in a report.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// The bytes of a file. A file that is larger than any directory is refused before it is read.
pub(super) fn bytes(path: &Path, findings: &mut Vec<Finding>) -> Option<Vec<u8>> {
    const MOST: u64 = 64 * 1024 * 1024;
    let read = std::fs::metadata(path)
        .and_then(|about| if about.len() > MOST { Ok(None) } else { std::fs::read(path).map(Some) });
    match read {
        Ok(Some(bytes)) => Some(bytes),
        Ok(None) => {
            findings.push(Finding::in_file(name(path), format!("it is larger than {MOST} bytes")));
            None
        }
        Err(error) => {
            findings.push(Finding::in_file(path.display().to_string(), error.to_string()));
            None
        }
    }
}
