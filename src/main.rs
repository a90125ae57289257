//! The `kisoku` command: maps the result of a run to the exit code of the process.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    ExitCode::from(kisoku::cli::main(&arguments))
}
