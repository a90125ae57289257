//! The command line: arguments, files, threads, exit codes; one file a command.
//!
//! In: what was typed. Out: results on standard output, trouble on standard error, and an exit code.

mod analyze;
mod args;
mod asides;
mod baseline;
mod batches;
mod check;
mod cite;
mod completions;
mod config;
mod diff;
mod doc;
mod document;
mod examples;
mod explain;
mod feed;
mod files;
mod fmt;
mod git;
mod inputs;
mod lints;
mod man;
mod measure;
mod named;
mod new;
mod output;
mod packs;
mod params;
mod program;
mod progress;
mod questions;
mod rank;
mod seen;
mod sheets;
mod solver;
mod sink;
mod spool;
mod solve;
mod test;
mod usage;
mod waivers;
mod watch;

pub use document::check_text;
pub use files::Disk;

use crate::data::limits::Limits;
use crate::diag::{self, Bilingual, Lang};
use crate::report::{HumanOptions, one_line};
use clap::{ArgMatches, Command};
use config::Config;
use std::io::IsTerminal as _;
use std::path::Path;

/// A command: a row here, and a file of its own.
struct CommandRow {
    name: &'static str,
    /// How people type it, with its help.
    describe: fn(Lang) -> Command,
    /// Runs it; gives the exit code.
    run: fn(&Settings, &ArgMatches) -> u8,
}

/// Every command, in the order in which the help lists them.
const COMMANDS: &[CommandRow] = &[
    CommandRow { name: "check", describe: check::command, run: check::run },
    CommandRow { name: "test", describe: test::command, run: test::run },
    CommandRow { name: "analyze", describe: analyze::command, run: analyze::run },
    CommandRow { name: "new", describe: new::command, run: new::run },
    CommandRow { name: "fmt", describe: fmt::command, run: fmt::run },
    CommandRow { name: "solve", describe: solve::command, run: solve::run },
    CommandRow { name: "examples", describe: examples::command, run: examples::run },
    CommandRow { name: "rank", describe: rank::command, run: rank::run },
    CommandRow { name: "cite", describe: cite::command, run: cite::run },
    CommandRow { name: "questions", describe: questions::command, run: questions::run },
    CommandRow { name: "params", describe: params::command, run: params::run },
    CommandRow { name: "diff", describe: diff::command, run: diff::run },
    CommandRow { name: "doc", describe: doc::command, run: doc::run },
    CommandRow { name: "explain", describe: explain::command, run: explain::run },
    CommandRow { name: "completions", describe: completions::command, run: completions::run },
    CommandRow { name: "man", describe: man::command, run: man::run },
];

/// What is the same for every command.
struct Settings {
    lang: Lang,
    color: bool,
    unicode: bool,
    quiet: bool,
    full: bool,
    jobs: Option<usize>,
    /// The folder of the rules.
    rules: String,
    /// What `kisoku.toml` says.
    config: Config,
    /// How much of a file is read.
    limits: Limits,
    /// The language of the command line or the locale, and whether the command line says it.
    asked: (Lang, bool),
}

impl Settings {
    fn of(lang: Lang, matches: &ArgMatches, config: Config) -> Settings {
        let on_terminal = std::io::stdout().is_terminal();
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let color = match args::text(matches, "color") {
            Some("always") => true,
            Some("never") => false,
            _ => on_terminal && !set("NO_COLOR") && std::env::var("TERM").as_deref() != Ok("dumb"),
        };
        // Box-drawing characters take two columns on Japanese terminals that are not known to be narrow.
        let narrow = set("WT_SESSION")
            || std::env::var("TERM_PROGRAM").is_ok_and(|program| program == "vscode")
            || std::env::var("TERM").is_ok_and(|term| term.ends_with("256color"));
        let unicode = matches.get_flag("unicode")
            || !(matches.get_flag("ascii") || lang == Lang::Ja && on_terminal && !narrow);
        Settings {
            lang,
            color,
            unicode,
            quiet: matches.get_flag("quiet"),
            full: matches.try_get_one::<bool>("full").ok().flatten().copied().unwrap_or(false),
            jobs: matches.get_one::<u16>("jobs").map(|jobs| usize::from(*jobs)),
            rules: match args::text(matches, "rules") {
                Some(given) => given.trim_end_matches('/').to_owned(),
                None => config.rules_folder(),
            },
            limits: config.settings.limits(),
            config,
            asked: (lang, false),
        }
    }

    /// The settings of a command: what its arguments say, then the `kisoku.toml` of its first path.
    fn read(asked: (Lang, bool), matches: &ArgMatches) -> Settings {
        let paths = args::texts_if_any(matches, "paths");
        let near =
            paths.iter().find(|path| **path != "-" && Path::new(path).exists()).copied().unwrap_or(".");
        let config = Config::find(args::text(matches, "config"), Path::new(near));
        let said = config.settings.lang.as_ref().map(|set| set.value);
        let (lang, is_given) = asked;
        let lang = if is_given { lang } else { said.unwrap_or(lang) };
        Settings { asked, ..Settings::of(lang, matches, config) }
    }

    /// The settings as the files are now.
    fn read_again(&self, matches: &ArgMatches) -> Settings {
        Settings::read(self.asked, matches)
    }

    /// How reports are drawn for people.
    fn drawing(&self) -> HumanOptions {
        HumanOptions {
            lang: self.lang,
            color: self.color,
            unicode: self.unicode,
            width: output::width(),
            quiet: self.quiet,
            full: self.full,
        }
    }

    /// Says what is wrong with how the command was called.
    fn trouble(&self, problem: &Bilingual) -> u8 {
        tell(self.lang, problem)
    }

    /// Does work with as many threads as asked for.
    fn in_pool<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match self.jobs.map(|jobs| rayon::ThreadPoolBuilder::new().num_threads(jobs).build()) {
            Some(Ok(pool)) => pool.install(work),
            _ => work(),
        }
    }
}

/// Runs the command that the arguments name (the program's own name first); gives the exit code: that of the command, or 2
/// where standard output did not take what was to be printed.
pub fn main(arguments: &[String]) -> u8 {
    let code = command_of(arguments);
    let Some(reason) = output::stdout_trouble() else { return code };
    tell(args::early_language(arguments), &diag::cannot_print(reason))
}

/// Says on one line what is wrong with a run; the exit code is 2.
fn tell(lang: Lang, problem: &Bilingual) -> u8 {
    let word = match lang {
        Lang::En => "error: ",
        Lang::Ja => "エラー：",
    };
    output::to_stderr(&format!("{word}{}\n", one_line(problem.get(lang))));
    2
}

fn command_of(arguments: &[String]) -> u8 {
    let lang = args::early_language(arguments);
    let matches = match args::command_for(lang, arguments).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(problem) => {
            if let Some(text) = usage::text(&problem, lang) {
                output::to_stderr(&text);
                return 2;
            }
            // Help and version are no trouble: clap prints them to standard output.
            if let Err(error) = problem.print() {
                output::note_stdout(&error);
            }
            return if problem.use_stderr() { 2 } else { 0 };
        }
    };
    let Some((name, matches)) = matches.subcommand() else { return 2 };
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => with_settings(command, lang, arguments, matches),
        None => 2,
    }
}

/// Runs a command with the settings of its first path; where these are broken, they are reported in its place.
fn with_settings(command: &CommandRow, lang: Lang, arguments: &[String], matches: &ArgMatches) -> u8 {
    let settings = Settings::read((lang, args::gives_language(arguments)), matches);
    let lang = settings.lang;
    if settings.config.is_broken() {
        return output::write_broken_settings(&settings, &args::texts_if_any(matches, "format"));
    }
    if matches.get_flag("show-settings") {
        output::to_stdout(&config::show(&settings.config, &args::given(arguments, matches), lang));
        return 0;
    }
    (command.run)(&settings, matches)
}
