//! One command, run and measured as a whole process: wall clock, CPU time, peak memory.
//!
//! A run goes through a small process in between (this program, as `--run COMMAND`), whose only child the command is: so
//! its CPU time and memory can be told from those of the runs before it.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Milliseconds by the clock.
    pub(crate) wall: f64,
    /// Milliseconds of CPU, in user and system mode.
    pub(crate) cpu: f64,
    /// Mebibytes at most.
    pub(crate) memory: f64,
}

/// What is told of several runs: the medians.
pub(crate) fn median(mut runs: Vec<Cost>) -> Cost {
    let mut middle = |of: fn(&Cost) -> f64| {
        runs.sort_by(|a, b| of(a).total_cmp(&of(b)));
        of(&runs[runs.len() / 2])
    };
    Cost { wall: middle(|run| run.wall), cpu: middle(|run| run.cpu), memory: middle(|run| run.memory) }
}

/// Runs a command and measures it.
pub(crate) fn once(command: &[String]) -> Cost {
    let output = Command::new(std::env::current_exe().unwrap()).arg("--run").args(command).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<f64> = text.split_whitespace().map(|figure| figure.parse().unwrap()).collect();
    assert_eq!(figures.len(), 3, "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Cost { wall: figures[0], cpu: figures[1], memory: figures[2] }
}

/// The process in between.
pub(crate) fn in_between(command: &[String]) {
    let start = Instant::now();
    let mut child = Command::new(&command[0]);
    child.args(&command[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    child.status().unwrap();
    let wall = start.elapsed().as_secs_f64() * 1e3;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let cpu = (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e3;
    println!("{wall} {cpu} {}", usage.max_rss() as f64 / 1024.0);
}
