//! `kisoku explain`: the page of a code, or a rule in plain words.

use super::packs::Packs;
use super::{Settings, args, output, questions};
use crate::diag::{Bilingual, Lang, codes};
use crate::load::LoadedPack;
use crate::text::nearest;
use crate::workbench::explain::{self, Lookup};
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
        .arg(Arg::new("what").value_name("RULE|CODE").required(true).help(help(
            "`program/rule`, a rule's name where only one program has it, or a code",
            "`事業/規則`、規則の名前（一つの事業にのみある場合）、またはコード",
        )))
}

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let asked = args::text(matches, "what").unwrap_or_default().trim();
    if is_code(asked) { code(settings, &asked.to_uppercase()) } else { rule(settings, asked) }
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
            output::to_stdout(page);
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

fn rule(settings: &Settings, asked: &str) -> u8 {
    let packs = Packs::new(settings.rules.clone());
    let all = packs.all(true);
    let loaded: Vec<&LoadedPack> = all.iter().map(|pack| &**pack).collect();
    let trouble = match explain::find(&loaded, asked) {
        Lookup::Found(pack, subject) => {
            output::to_stdout(&explain::explain(pack, subject, settings.lang, output::width()));
            return 0;
        }
        Lookup::Ambiguous(names) => Bilingual::new(
            format!("`{asked}` is in several programs; say which: {}", names.join(", ")),
            format!("`{asked}` は複数の事業にあります。次のいずれかを指定してください：{}", names.join("、")),
        ),
        Lookup::Unknown(Some(near)) => Bilingual::new(
            format!("there is no rule `{asked}`; did you mean `{near}`?"),
            format!("規則 `{asked}` はありません。`{near}` のことですか"),
        ),
        Lookup::Unknown(None) => Bilingual::new(
            format!(
                "there is no rule `{asked}` in `{}`; give the folder of the rules with `--rules DIR`",
                packs.rules()
            ),
            format!(
                "`{}` に規則 `{asked}` はありません。`--rules DIR` で規則のフォルダーを指定できます",
                packs.rules()
            ),
        ),
    };
    // The rule may be one of a pack with errors, of which nothing is known.
    let broken: Vec<Arc<LoadedPack>> = all.iter().filter(|pack| pack.is_broken()).cloned().collect();
    if !broken.is_empty() {
        output::to_stderr(&questions::broken(settings, &broken, &[]));
    }
    settings.trouble(&trouble)
}
