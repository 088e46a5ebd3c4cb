//! Output of the commands. A reader may close the pipe early (`| head`). That is not a failure, but the print macros of
//! the standard library would panic.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

/// The form of a table.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Form {
    Markdown,
    Csv,
}

/// Prints a result to standard output. Fails only if it cannot be written, for example on a full disk.
pub fn print(text: &dyn Display) -> ExitCode {
    let mut output = io::stdout().lock();
    match write!(output, "{text}").and_then(|()| output.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format_args!("the output cannot be written: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Prints a message in addition to the result, on standard error. Write errors are ignored, because nobody reads it
/// then.
pub(crate) fn tell(text: &dyn Display) {
    _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints all mistakes in the settings. Exit code 2 means that nothing was started.
pub(crate) fn mistaken(mistakes: &[String]) -> ExitCode {
    for mistake in mistakes {
        tell(mistake);
    }
    ExitCode::from(2)
}
