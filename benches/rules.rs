//! What the author's bench costs on a thousand rules with three thousand tests, in CPU time of the whole process:
//! `cargo bench --bench rules`. With `-- --write DIR` it only writes the pack there, to be looked at or profiled.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a benchmark reports times, which are floats, and may stop at the first surprise"
)]

mod large;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::path::Path;
use std::process::{Command, Stdio};

const ROUNDS: usize = 5;

/// A command, the seconds of CPU that it may take, and its exit code.
const COMMANDS: [(&[&str], f64, i32); 3] =
    [(&["check", "rules"], 1.0, 0), (&["test", "rules"], 3.0, 0), (&["fmt", "--check", "rules"], 0.5, 0)];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--write") {
        large::write(Path::new(&arguments[at + 1]));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    large::write(folder.path());
    run(folder.path(), &["fmt", "rules"], 0);
    println!("{}: {} rules, {} tests", large::ID, large::RULES, large::TESTS);
    for (command, goal, code) in COMMANDS {
        let mut times: Vec<f64> = (0..ROUNDS).map(|_| run(folder.path(), command, code)).collect();
        times.sort_by(f64::total_cmp);
        println!("{:<28}{:>8.2} s CPU   (goal: at most {goal})", command.join(" "), times[ROUNDS / 2]);
    }
}

/// The CPU time of one run, in user and system mode.
fn run(folder: &Path, command: &[&str], code: i32) -> f64 {
    let before = children();
    let status = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(command)
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(code), "kisoku {}", command.join(" "));
    children() - before
}

fn children() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6
}
