//! What a command prints. A reader that has read enough closes its end of the pipe (`| head`): that is no failure, and the
//! macros of the standard library would panic over it.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

/// Prints a result to standard output. Fails only where it cannot be written, as on a full disk.
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

/// Tells a person something beside the result, on standard error. Where nobody reads it, nothing is lost.
pub fn tell(text: &dyn Display) {
    _ = writeln!(io::stderr().lock(), "{text}");
}

/// Tells all mistakes of the settings; the exit code says that nothing was started.
pub fn mistaken(mistakes: &[String]) -> ExitCode {
    for mistake in mistakes {
        tell(mistake);
    }
    ExitCode::from(2)
}
