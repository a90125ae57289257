//! The command line as people type it, with its help in both languages.

use super::config::{self, Given};
use super::{COMMANDS, CommandRow};
use crate::diag::{self, Bilingual, Diagnostic, Lang};
use crate::settings;
use crate::value::Date;
use clap::{Arg, ArgAction, ArgMatches, Command};

/// Chooses the language before the arguments are read in full, so that help and usage errors are in it, too:
/// `--lang`, else the locale.
pub(super) fn early_language(args: &[String]) -> Lang {
    let mut after = args.iter().skip_while(|arg| *arg != "--lang").skip(1);
    let given =
        args.iter().find_map(|arg| arg.strip_prefix("--lang=")).or_else(|| after.next().map(String::as_str));
    match given {
        Some("ja") => Lang::Ja,
        Some(_) => Lang::En,
        None => locale_language(),
    }
}

fn locale_language() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .or_else(sys_locale::get_locale);
    match locale {
        Some(locale) if locale.starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

/// The whole command line in a language.
pub(super) fn command(lang: Lang) -> Command {
    command_of(lang, COMMANDS)
}

/// The command line as far as these arguments need it (the program's own name first): where the first of them names a
/// command, no other one is described, since that costs more than to check a proposal.
pub(super) fn command_for(lang: Lang, arguments: &[String]) -> Command {
    let named = COMMANDS.iter().position(|row| Some(row.name) == arguments.get(1).map(String::as_str));
    let rows = named.and_then(|at| COMMANDS.get(at..=at));
    command_of(lang, rows.unwrap_or(COMMANDS))
}

fn command_of(lang: Lang, rows: &[CommandRow]) -> Command {
    let say = in_language(lang);
    Command::new("kisoku")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "Checks proposals against the rules of a funding programme",
            "補助事業の規則に照らして申請書を検査します",
        ))
        .after_help(say(
            "Examples:\n  kisoku check proposals/                  check every proposal in a folder\n  kisoku check my.yaml --lang ja           one proposal, in Japanese\n  kisoku check - --stdin-path my.yaml      from standard input\n  kisoku test rules/                       run the tests of the rules\n  kisoku explain local_share               a rule in plain words\n  kisoku explain K0222                     what a code means\n  kisoku questions                         what to ask the authorities",
            "例：\n  kisoku check proposals/                  フォルダー内の申請書をすべて検査\n  kisoku check my.yaml --lang ja           1件を日本語で検査\n  kisoku check - --stdin-path my.yaml      標準入力から\n  kisoku test rules/                       規則のテストを実行\n  kisoku explain local_share               規則を平易な言葉で表示\n  kisoku explain K0222                     コードの意味を表示\n  kisoku questions                         所管機関に確認すべき点の一覧",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(shared(lang))
        .subcommands(rows.iter().map(|row| (row.describe)(lang)))
}

fn shared(lang: Lang) -> Vec<Arg> {
    let help = in_language(lang);
    vec![
        Arg::new("lang").long("lang").value_name("en|ja").value_parser(["en", "ja"]).global(true).help(help(
            "language of the report [default: from the locale]",
            "報告の言語［既定：ロケールによる］",
        )),
        Arg::new("color")
            .long("color")
            .value_name("WHEN")
            .value_parser(["auto", "always", "never"])
            .default_value("auto")
            .global(true)
            .help(help("colours", "色を付けるか")),
        Arg::new("ascii")
            .long("ascii")
            .action(ArgAction::SetTrue)
            .global(true)
            .help(help("draw with ASCII characters only", "罫線を ASCII 文字で描く")),
        Arg::new("unicode")
            .long("unicode")
            .action(ArgAction::SetTrue)
            .conflicts_with("ascii")
            .global(true)
            .help(help("draw with box-drawing characters", "罫線素片で描く")),
        Arg::new("rules").long("rules").value_name("DIR").global(true).help(help(
            "folder of the rules [default: the one that kisoku.toml names, else `rules` beside it, else ./rules]",
            "規則のフォルダー［既定：kisoku.toml の指定、なければその横の `rules`、なければ ./rules］",
        )),
        Arg::new("config").long("config").value_name("FILE").global(true).help(help(
            "the settings [default: the nearest kisoku.toml at or above the first path]",
            "設定ファイル［既定：最初のパスから上へ最も近い kisoku.toml］",
        )),
        Arg::new("show-settings")
            .long("show-settings")
            .action(ArgAction::SetTrue)
            .global(true)
            .help(help("print the settings in force and where each comes from", "有効な設定とその出所を表示して終わる")),
        Arg::new("quiet")
            .long("quiet")
            .short('q')
            .action(ArgAction::SetTrue)
            .global(true)
            .help(help("only errors and the exit code", "誤りと終了コードのみ")),
        Arg::new("jobs")
            .long("jobs")
            .short('j')
            .value_name("N")
            .value_parser(clap::value_parser!(u16).range(1..))
            .global(true)
            .help(help("how many threads to use [default: one a core]", "使うスレッドの数［既定：コア数］")),
    ]
}

/// Gives the help text of a language.
pub(super) fn in_language(lang: Lang) -> impl Fn(&str, &str) -> String {
    move |en, ja| Bilingual::new(en, ja).get(lang).to_owned()
}

/// Whether the language is said on the command line.
pub(super) fn gives_language(arguments: &[String]) -> bool {
    arguments.iter().any(|argument| argument == "--lang" || argument.starts_with("--lang="))
}

/// What the command line says in place of a setting of the file.
pub(super) fn given<'a>(arguments: &[String], matches: &'a ArgMatches) -> Vec<Given<'a>> {
    let mut out: Vec<Given> = Vec::new();
    let mut add = |name, option, value: Option<&str>| {
        out.extend(value.map(|value| (name, option, config::quoted(value))));
    };
    add("rules", "--rules", text(matches, "rules"));
    add("as_of", "--as-of", texts_if_any(matches, "as-of").first().copied());
    if gives_language(arguments) {
        add("lang", "--lang", text(matches, "lang"));
    }
    let formats: Vec<String> = texts_if_any(matches, "format").into_iter().map(config::quoted).collect();
    if !formats.is_empty() {
        out.push(("format", "--format", format!("[{}]", formats.join(", "))));
    }
    out
}

/// The texts of an argument that not every command has, and that may be repeated.
pub(super) fn texts_if_any<'a>(matches: &'a ArgMatches, name: &str) -> Vec<&'a str> {
    let found = matches.try_get_many::<String>(name).ok().flatten();
    found.into_iter().flatten().map(String::as_str).collect()
}

/// The text of an argument.
pub(super) fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
}

/// The texts of an argument that may be repeated.
pub(super) fn texts<'a>(matches: &'a ArgMatches, name: &str) -> Vec<&'a str> {
    matches.get_many::<String>(name).into_iter().flatten().map(String::as_str).collect()
}

/// `--as-of`, with the help of a command.
pub(super) fn as_of_arg(help: String) -> Arg {
    Arg::new("as-of").long("as-of").value_name("DATE").help(help)
}

/// `--as-of` of the commands that judge a proposal.
pub(super) fn judged_as_of(lang: Lang) -> Arg {
    as_of_arg(in_language(lang)(
        "judge as of this day (2007-10-10, FY2007) instead of the proposal's own year",
        "申請の年度ではなく、この日（2007-10-10、2007年度）を基準に判定",
    ))
}

/// The day of `--as-of`, else that of the settings: a day, or a fiscal year, which stands for its 1 April.
pub(super) fn as_of(matches: &ArgMatches, of_file: Option<Date>) -> Result<Option<Date>, Box<Diagnostic>> {
    let Some(given) = text(matches, "as-of") else { return Ok(of_file) };
    settings::day(given).map(Some).ok_or_else(|| Box::new(diag::no_day(given)))
}

/// `--draft`.
pub(super) fn draft(lang: Lang) -> Arg {
    Arg::new("draft").long("draft").action(ArgAction::SetTrue).help(in_language(lang)(
        "what cannot be decided yet is a note, not a reason to exit non-zero",
        "未判定を終了コードに反映しない（下書き用）",
    ))
}

/// `--format` of a command that writes several at a time, with its help.
pub(super) fn formats_arg(help: String) -> Arg {
    Arg::new("format").long("format").value_name("FORMAT[=FILE]").action(ArgAction::Append).help(help)
}

/// `--format` of the commands whose output is a report.
pub(super) fn report_formats(lang: Lang) -> Arg {
    formats_arg(in_language(lang)(
        "human, short, json, ndjson, junit, sarif, github, gitlab, markdown or html; may be given several times, to files with `=FILE` [default: human]",
        "human、short、json、ndjson、junit、sarif、github、gitlab、markdown、html。`=FILE` でファイルへ。複数指定可［既定：human］",
    ))
}
