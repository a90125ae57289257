//! `kisoku man`: the manual page of Kisoku, or of one of its commands.
//!
//! In: a command's name, or nothing. Out: the page on standard output, as `man` reads it (roff).

use super::{COMMANDS, Settings, args, files, output};
use crate::diag::{Bilingual, Lang};
use crate::text::nearest;
use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;

/// The lines that every page comes with, and what they are in Japanese.
const FIXED: [(&str, &str); 8] = [
    (".SH NAME", ".SH 名前"),
    (".SH SYNOPSIS", ".SH 書式"),
    (".SH DESCRIPTION", ".SH 説明"),
    (".SH OPTIONS", ".SH オプション"),
    (".SH SUBCOMMANDS", ".SH コマンド"),
    (".SH EXTRA", ".SH 補足"),
    (".SH VERSION", ".SH バージョン"),
    ("\\fIPossible values:\\fR", "\\fI指定できる値：\\fR"),
];

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("man")
        .about(help("Writes a manual page to standard output", "マニュアルページを標準出力に書き出します"))
        .arg(Arg::new("command").value_name("COMMAND").help(help(
            "the command to write the page of [default: the page of kisoku itself]",
            "ページを書き出すコマンド［既定：kisoku 自体のページ］",
        )))
}

/// Runs the command: 2 where there is no such command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let mut whole = args::command(settings.lang).disable_help_subcommand(true);
    // Options that every command takes reach the commands here.
    whole.build();
    let page = match args::text(matches, "command") {
        None => page(whole),
        Some(name) => match whole.find_subcommand(name) {
            Some(found) => page(found.clone()),
            None => return settings.trouble(&no_command(name)),
        },
    };
    match page {
        Ok(page) => {
            output::to_stdout(&in_language(&page, settings.lang));
            0
        }
        Err(error) => settings.trouble(&output::cannot_write("kisoku.1", &files::reason(&error))),
    }
}

fn page(command: Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    Man::new(command).source(concat!("kisoku ", env!("CARGO_PKG_VERSION"))).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// The page with its fixed lines in a language. No text starts like a heading: roff marks a full stop there.
fn in_language(page: &str, lang: Lang) -> String {
    let fixed = |line| FIXED.iter().find(|(en, _)| *en == line).map(|(_, ja)| *ja);
    let lines = page.lines().map(|line| match lang {
        Lang::En => line,
        Lang::Ja => fixed(line).unwrap_or(line),
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}

fn no_command(name: &str) -> Bilingual {
    let names = || COMMANDS.iter().map(|row| row.name);
    let near = nearest(name, names()).unwrap_or("check");
    let all: Vec<&str> = names().collect();
    Bilingual::new(
        format!("there is no command `{name}`; did you mean `{near}`? ({})", all.join(", ")),
        format!("コマンド `{name}` はありません。`{near}` のことですか（{}）", all.join("、")),
    )
}
