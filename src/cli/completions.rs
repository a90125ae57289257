//! `kisoku completions`: what a shell needs to complete commands, options and their words.
//!
//! In: the shell's name. Out: its script on standard output, with the help of the chosen language where a shell shows it.

use super::{Settings, args, output};
use crate::diag::Lang;
use clap::{Arg, ArgMatches, Command, ValueEnum as _, builder::EnumValueParser};
use clap_complete::Shell;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    let shells = Shell::value_variants().iter().filter_map(Shell::to_possible_value);
    let shells: Vec<String> = shells.map(|shell| shell.get_name().to_owned()).collect();
    Command::new("completions")
        .about(help(
            "Writes the completions of a shell to standard output",
            "シェルの入力補完スクリプトを標準出力に書き出します",
        ))
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(EnumValueParser::<Shell>::new())
                .hide_possible_values(true)
                .help(shells.join(help(", ", "、").as_str())),
        )
}

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let Some(shell) = matches.get_one::<Shell>("shell") else { return 2 };
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut args::command(settings.lang), "kisoku", &mut script);
    output::to_stdout(&String::from_utf8_lossy(&script));
    0
}
