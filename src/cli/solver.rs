//! Another engine for proofs: z3 or cvc5 as a process that is asked in SMT-LIB, one process a question.
//!
//! In: `--solver`. Out: engines. Its models are held against the rules like all others; what it calls impossible is taken
//! on trust, which is why it is not the default.

use super::args;
use crate::diag::{Bilingual, Lang};
use clap::{Arg, ArgMatches};
use kisoku_logic::smtlib::{Ask, Dialect, Outside};
use kisoku_logic::{Engine, Native};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The seconds after which a solver is to give up a question, so that it ends in *unknown*.
const SECONDS: u32 = 60;

/// Who answers.
#[derive(Clone, Copy)]
pub(super) enum Solver {
    /// Kisoku's own engine.
    Own,
    /// z3 on the PATH.
    Z3,
    /// cvc5 on the PATH.
    Cvc5,
}

/// `--solver`
pub(super) fn arg(lang: Lang) -> Arg {
    let help = args::in_language(lang);
    Arg::new("solver").long("solver").value_name("SOLVER").value_parser(["own", "z3", "cvc5"]).help(help(
        "who proves: Kisoku itself, or z3 or cvc5 where they are installed, to compare [default: own]",
        "証明に使うもの。Kisoku 自身、または比較用にインストール済みの z3・cvc5［既定：own］",
    ))
}

/// What `--solver` says; an error where that solver does not start.
pub(super) fn chosen(matches: &ArgMatches) -> Result<Solver, Bilingual> {
    let solver = match args::text(matches, "solver") {
        Some("z3") => Solver::Z3,
        Some("cvc5") => Solver::Cvc5,
        _ => return Ok(Solver::Own),
    };
    let Some((program, _)) = solver.program() else { return Ok(solver) };
    let tried = Command::new(program).arg("--version").stdin(Stdio::null()).output();
    match tried {
        Ok(done) if done.status.success() => Ok(solver),
        Ok(_) => Err(Bilingual::new(
            format!("`{program} --version` does not work; install {program}, or leave `--solver` out"),
            format!(
                "`{program} --version` が正常に終了しません。{program} をインストールするか、`--solver` を外してください"
            ),
        )),
        Err(why) => Err(Bilingual::new(
            format!("{program} does not start ({why}); install it, or leave `--solver` out"),
            format!("{program} を起動できません（{why}）。インストールするか、`--solver` を外してください"),
        )),
    }
}

impl Solver {
    /// An engine that has not been asked anything yet.
    pub(super) fn engine(self) -> Box<dyn Engine> {
        match self {
            Solver::Own => Box::new(Native::new()),
            Solver::Z3 => Box::new(Outside::new(Process(self), Dialect::Minimising)),
            Solver::Cvc5 => Box::new(Outside::new(Process(self), Dialect::Plain)),
        }
    }

    /// The program, and how it reads a script from standard input.
    fn program(self) -> Option<(&'static str, Vec<String>)> {
        match self {
            Solver::Own => None,
            Solver::Z3 => Some(("z3", vec!["-in".into(), "-smt2".into(), format!("-T:{SECONDS}")])),
            Solver::Cvc5 => {
                let milliseconds = SECONDS.saturating_mul(1000);
                Some(("cvc5", vec!["--lang=smt2".into(), format!("--tlimit={milliseconds}")]))
            }
        }
    }
}

/// A process that is started for each question.
struct Process(Solver);

impl Ask for Process {
    fn ask(&mut self, script: &str) -> Result<String, String> {
        let Some((program, arguments)) = self.0.program() else {
            return Err("no solver is chosen".to_owned());
        };
        let said = |why: std::io::Error| format!("{program}: {why}");
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(said)?;
        let input = child.stdin.take();
        // It may answer before it has read everything, so it is written to and read from at the same time.
        let output = std::thread::scope(|scope| {
            scope.spawn(move || {
                // A solver that stops early has said why on its output.
                input.map(|mut input| input.write_all(script.as_bytes()))
            });
            child.wait_with_output()
        });
        let output = output.map_err(said)?;
        String::from_utf8(output.stdout).map_err(|_| format!("{program} wrote what is no text"))
    }
}
