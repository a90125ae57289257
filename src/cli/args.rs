//! The command line as people type it, with its help in both languages.

use crate::diag::{Bilingual, Lang};
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
    let say = |en: &'static str, ja: &'static str| match lang {
        Lang::En => en,
        Lang::Ja => ja,
    };
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
        .subcommand(check_command(lang))
        .subcommand(test_command(lang))
        .subcommand(rank_command(lang))
        .subcommand(cite_command(lang))
        .subcommand(questions_command(lang))
        .subcommand(explain_command(lang))
}

fn shared(lang: Lang) -> Vec<Arg> {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
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
            "folder of the rules [default: `rules` beside the nearest kisoku.toml, else ./rules]",
            "規則のフォルダー［既定：最も近い kisoku.toml の横の `rules`、なければ ./rules］",
        )),
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

fn check_command(lang: Lang) -> Command {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
    Command::new("check")
        .about(help(
            "Checks proposals, and rule files met on the way",
            "申請書と、途中にある規則ファイルを検査します",
        ))
        .after_help(help(
            "Exit code: 0 every proposal passes; 1 one fails; 3 none fails and one cannot be decided yet\n(0 with --draft); 2 something could not be checked.",
            "終了コード：0 すべて適合、1 不適合あり、3 不適合はないが未判定あり（--draft では 0）、\n2 検査できないものあり。",
        ))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "files and folders; `-` is standard input [default: the current folder]",
            "ファイルとフォルダー。`-` は標準入力［既定：現在のフォルダー］",
        )))
        .arg(Arg::new("stdin-path").long("stdin-path").value_name("NAME").help(help(
            "the name to show for standard input; its ending tells the format [default: stdin.yaml]",
            "標準入力の表示名。拡張子で形式が決まる［既定：stdin.yaml］",
        )))
        .arg(Arg::new("program").long("program").value_name("ID").help(help(
            "the program, for files that do not name one",
            "事業を書いていないファイルの事業 ID",
        )))
        .arg(Arg::new("as-of").long("as-of").value_name("DATE").help(help(
            "judge as of this day (2007-10-10, FY2007) instead of the proposal's own year",
            "申請の年度ではなく、この日（2007-10-10、2007年度）を基準に判定",
        )))
        .arg(Arg::new("draft").long("draft").action(ArgAction::SetTrue).help(help(
            "what cannot be decided yet is a note, not a reason to exit non-zero",
            "未判定を終了コードに反映しない（下書き用）",
        )))
        .arg(Arg::new("full").long("full").action(ArgAction::SetTrue).help(help(
            "draw every finding, also of many proposals (more than 20 are listed, a line each)",
            "申請が多くても全件の詳細を表示（20件を超えると1行ずつの一覧になる）",
        )))
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(help(
            "also list the rules that pass, do not apply or are left to reviewers",
            "適合、対象外、審査に委ねるものも一覧に含める",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT[=FILE]")
                .action(ArgAction::Append)
                .help(help(
                    "human, short, json or ndjson; may be given several times, to files with `=FILE` [default: human]",
                    "human、short、json、ndjson。`=FILE` でファイルへ。複数指定可［既定：human］",
                )),
        )
}

fn test_command(lang: Lang) -> Command {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
    Command::new("test").about(help("Runs the tests of rule packs", "規則のテストを実行します")).arg(
        Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "folders of packs, or test files [default: the folder of the rules]",
            "パックのフォルダーまたはテストファイル［既定：規則のフォルダー］",
        )),
    )
}

fn rank_command(lang: Lang) -> Command {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
    Command::new("rank")
        .about(help(
            "Ranks the proposals of a call by their score sheets",
            "採点シートにより、公募の申請に順位を付けます",
        ))
        .after_help(help(
            "Ties share a place; missing points leave a range of places; nothing is inferred.\nExit code: 0 every sheet and scored proposal passes; 1 one fails; 3 none fails and one cannot be decided\nyet (0 with --draft); 2 something could not be read, or there is no sheet.",
            "同点は同順位とし、得点が未記入の間は順位を幅で示します。推定は行いません。\n終了コード：0 採点シートも申請もすべて適合、1 不適合あり、3 不適合はないが未判定あり\n（--draft では 0）、2 読めないものがあるか、採点シートがない。",
        ))
        .arg(Arg::new("paths").value_name("PATH").num_args(0..).help(help(
            "score sheets and folders of them [default: the current folder]",
            "採点シートとそのフォルダー［既定：現在のフォルダー］",
        )))
        .arg(Arg::new("by").long("by").value_name("HOW").value_parser(["mean", "sum"]).default_value("mean").help(
            help(
                "how the sheets of several reviewers become one figure",
                "複数の審査員の採点のまとめ方（mean 平均、sum 合計）",
            ),
        ))
        .arg(Arg::new("as-of").long("as-of").value_name("DATE").help(help(
            "judge the proposals as of this day (2007-10-10, FY2007) instead of their own year",
            "申請の年度ではなく、この日（2007-10-10、2007年度）を基準に申請を判定",
        )))
        .arg(Arg::new("draft").long("draft").action(ArgAction::SetTrue).help(help(
            "what cannot be decided yet is a note, not a reason to exit non-zero",
            "未判定を終了コードに反映しない（下書き用）",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json", "markdown", "csv"])
                .default_value("human")
                .help(help("human, json, markdown or csv", "human、json、markdown、csv")),
        )
}

fn cite_command(lang: Lang) -> Command {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
    Command::new("cite")
        .about(help(
            "Looks the citations of the rules up in the documents",
            "規則の引用を元の文書と照合します",
        ))
        .after_help(help(
            "The document of a source is the one that its `file` names, else the one with its title.\nExit code: 0 every citation is found; 1 one is not; 2 something cannot be read.",
            "source の文書は `file` が指すもの、なければ題名を持つものです。\n終了コード：0 すべて確認、1 文書にない引用あり、2 読めないものあり。",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: the folder of the rules]",
            "事業、またはパックのフォルダー［既定：規則のフォルダー］",
        )))
        .arg(Arg::new("sources").long("sources").value_name("DIR").required(true).help(help(
            "folder of the documents, as plain text (.txt, .md)",
            "文書（.txt、.md）のフォルダー",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .default_value("human")
                .help(help("human or json", "human または json")),
        )
}

fn questions_command(lang: Lang) -> Command {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
    Command::new("questions")
        .about(help(
            "Lists what the authorities have left open: questions, other readings, contradictions",
            "所管機関に確認すべき点（照会事項、別の読み方、矛盾）を一覧にします",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: every pack of the rules]",
            "事業 ID またはパックのフォルダー［既定：すべての規則］",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json", "markdown"])
                .default_value("human")
                .help(help("human, json or markdown", "human、json、markdown")),
        )
}

fn explain_command(lang: Lang) -> Command {
    let help = |en: &str, ja: &str| Bilingual::new(en, ja).get(lang).to_owned();
    Command::new("explain")
        .about(help(
            "Explains a rule in plain words, or a code such as K0222",
            "規則を平易な言葉で説明します。K0222 などのコードの説明も表示します",
        ))
        .arg(Arg::new("what").value_name("RULE|CODE").required(true).help(help(
            "`program/rule`, a rule's name where only one program has it, or a code",
            "`事業/規則`、規則の名前（一つの事業にのみある場合）、またはコード",
        )))
}

/// The text of an argument.
pub(super) fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.get_one::<String>(name).map(String::as_str)
}

/// The texts of an argument that may be repeated.
pub(super) fn texts<'a>(matches: &'a ArgMatches, name: &str) -> Vec<&'a str> {
    matches.get_many::<String>(name).into_iter().flatten().map(String::as_str).collect()
}
