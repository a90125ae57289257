//! `kisoku explain`: the page of a code, or a rule in plain words.

use super::packs::Packs;
use super::{Settings, args, files, output, questions, test};
use crate::diag::{Bilingual, Lang, codes};
use crate::load::LoadedPack;
use crate::suite;
use crate::text::nearest;
use crate::workbench::explain::{self, Bench, Lookup, Subject, SubjectKind};
use clap::{Arg, ArgMatches, Command};
use include_dir::{Dir, include_dir};
use std::sync::Arc;

/// The pages of all codes, as they stand in `docs/errors`.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/errors");

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("explain")
        .about(help(
            "Explains a rule in plain words, or a code such as K0222",
            "規則を平易な言葉で説明します。K0222 などのコードの説明も表示します",
        ))
        .arg(Arg::new("what").value_name("NAME|CODE").required(true).num_args(1..=2).help(help(
            "a rule, judgement, question, scorecard, figure, table, record, enum or field (`program/name`, or `name` \
             where only one program has it; `let floor` says which kind is meant), or a code",
            "規則、判断項目、照会事項、採点表、数値、表、record、enum、項目の名前（`事業/名前`、一つの事業にのみある\
             ものは `名前`。`let floor` のように種類を付けられます）、またはコード",
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

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let asked = args::texts(matches, "what");
    let (kind, name) = match asked.as_slice() {
        [kind, name] => match SubjectKind::ALL.iter().find(|known| known.word() == *kind) {
            Some(known) => (Some(*known), name.trim()),
            None => return settings.trouble(&unknown_kind(kind)),
        },
        other => (None, other.first().copied().unwrap_or_default().trim()),
    };
    if kind.is_none() && is_code(name) {
        return code(settings, &name.to_uppercase());
    }
    thing(settings, kind, name, args::text(matches, "format").unwrap_or_default())
}

fn unknown_kind(kind: &str) -> Bilingual {
    let words = SubjectKind::ALL.map(SubjectKind::word);
    let near = nearest(kind, words).unwrap_or("rule");
    Bilingual::new(
        format!("`{kind}` is no kind of thing; did you mean `{near}`? ({})", words.join(", ")),
        format!("`{kind}` という種類はありません。`{near}` のことですか（{}）", words.join("、")),
    )
}

/// Whether this is written like a code: a `K` and digits.
fn is_code(asked: &str) -> bool {
    let digits = asked.strip_prefix(['K', 'k']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn code(settings: &Settings, asked: &str) -> u8 {
    let known: Vec<String> = codes::table().iter().map(|row| row.code.to_string()).collect();
    match PAGES.get_file(format!("{asked}.md")).and_then(|page| page.contents_utf8()) {
        Some(page) => {
            output::to_stdout(&explain::page_in(page, settings.lang));
            0
        }
        None => {
            let near = nearest(asked, known.iter().map(String::as_str));
            let near = near.or(known.first().map(String::as_str)).unwrap_or_default();
            settings.trouble(&Bilingual::new(
                format!("there is no code `{asked}`; did you mean `{near}`?"),
                format!("コード `{asked}` はありません。`{near}` のことですか"),
            ))
        }
    }
}

fn thing(settings: &Settings, kind: Option<SubjectKind>, asked: &str, format: &str) -> u8 {
    let rules = settings.rules.clone();
    let packs = Packs::new(rules.clone());
    let all = packs.all(true);
    let loaded: Vec<&LoadedPack> = all.iter().map(|pack| &**pack).collect();
    let trouble = match explain::find(&loaded, kind, asked) {
        Lookup::Found(pack, subject) => return show(settings, &rules, pack, &subject, format),
        Lookup::Ambiguous(names, more) => {
            let more = match more {
                0 => Bilingual::default(),
                more => Bilingual::new(format!(" and {more} more"), format!("ほか{more}件")),
            };
            Bilingual::new(
                format!("`{asked}` may be several; say which: {}{}", names.join(", "), more.en),
                format!(
                    "`{asked}` に当たるものが複数あります。次のいずれかを指定してください：{}{}",
                    names.join("、"),
                    more.ja
                ),
            )
        }
        Lookup::Unknown(Some(near)) => Bilingual::new(
            format!("there is no `{asked}`; did you mean `{near}`?"),
            format!("`{asked}` はありません。`{near}` のことですか"),
        ),
        Lookup::Unknown(None) => Bilingual::new(
            format!(
                "there is no `{asked}` in `{}`; give the folder of the rules with `--rules DIR`",
                packs.rules()
            ),
            format!(
                "`{}` に `{asked}` はありません。規則のフォルダーを `--rules DIR` で指定してください",
                packs.rules()
            ),
        ),
    };
    let broken: Vec<Arc<LoadedPack>> = all.iter().filter(|pack| pack.is_broken()).cloned().collect();
    if !broken.is_empty() {
        output::to_stderr(&questions::broken(settings, &broken, &[]));
    }
    settings.trouble(&trouble)
}

fn show(settings: &Settings, rules: &str, pack: &LoadedPack, subject: &Subject, format: &str) -> u8 {
    let Some(plan) = &pack.plan else { return 2 };
    let root = files::root_of(rules);
    let tests = suite::prepare(plan, &pack.sources, &|path| test::read_base(&root, path));
    let bench = Bench { pack, plan, tests: &tests };
    let Some(page) = explain::explain(bench, subject) else { return 2 };
    output::to_stdout(&match format {
        "json" => explain::json(&page),
        "markdown" => explain::markdown(&page, settings.lang),
        _ => explain::human(&page, settings.drawing()),
    });
    0
}
