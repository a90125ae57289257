//! `kisoku solve`: one proposal in; the least change with which it passes, shown or written into the file.

use super::files;
use super::packs::Packs;
use super::program::Programs;
use super::{Settings, args, fmt, inputs, output, questions};
use crate::data::{Document, Format, Proposal, ShapeFinding, decode_within, read_within, top_level_problem};
use crate::diag::{Bilingual, Diagnostic, Lang};
use crate::eval::Verdict;
use crate::load::LoadedPack;
use crate::report::{HumanOptions, Report, human, unreadable};
use crate::text::{FileId, Source};
use crate::workbench::solve::{self, Question, Solved, Trouble, edit};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::Path;
use std::sync::Arc;

/// The formats, by their words.
const KINDS: [(&str, Kind); 3] = [("human", Kind::Human), ("json", Kind::Json), ("markdown", Kind::Markdown)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Human,
    Json,
    Markdown,
}

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("solve")
        .about(help(
            "Works out the least change with which a proposal passes, or says why there is none",
            "申請書が適合するための最小の変更を求めます。ない場合はその理由を示します",
        ))
        .after_help(help(
            "The least change: the fewest fields, then the least money. All rules are looked at together.\nExit code: 0 with the change (or as it stands) it passes; 1 no change makes it pass;\n3 something is left that figures cannot decide; 2 something could not be read or decided.\n\nExamples:\n  kisoku solve my.yaml\n  kisoku solve my.yaml --may-change main_part.local,main_part[0].national\n  kisoku solve my.yaml --diff\n  kisoku solve my.yaml --apply",
            "最小の変更とは、項目数が最も少なく、次に金額の変更が最も小さいものです。すべての規則を同時に満たすように求めます。\n終了コード：0 変更後（またはそのまま）適合、1 適合させる変更なし、\n3 数値では決まらない点あり、2 読み取れない、または判定できないものあり。\n\n例：\n  kisoku solve my.yaml\n  kisoku solve my.yaml --may-change main_part.local,main_part[0].national\n  kisoku solve my.yaml --diff\n  kisoku solve my.yaml --apply",
        ))
        .arg(
            Arg::new("paths")
                .value_name("PROPOSAL")
                .num_args(1)
                .required(true)
                .help(help("a proposal", "申請書")),
        )
        .arg(
            Arg::new("may-change")
                .long("may-change")
                .value_name("FIELD,…")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .help(help(
                    "the fields that may change: `local`, `main_part.local` (all entries), `main_part[0].local` [default: all amounts]",
                    "変更してよい項目。`local`、`main_part.local`（全件）、`main_part[0].local`［既定：すべての金額］",
                )),
        )
        .arg(
            Arg::new("document")
                .long("document")
                .value_name("N")
                .value_parser(clap::value_parser!(u32).range(1..))
                .help(help(
                    "which document of the file, from 1; to be said where it has several",
                    "ファイル内の何件目か（1から）。複数件ある場合は必須",
                )),
        )
        .arg(Arg::new("apply").long("apply").action(ArgAction::SetTrue).help(help(
            "write the change into the file; comments, order, quotes and notation stay",
            "変更をファイルに書き込む（コメント、順序、引用符、表記はそのまま）",
        )))
        .arg(
            Arg::new("diff").long("diff").action(ArgAction::SetTrue).conflicts_with("apply").help(help(
                "show what would be written instead",
                "代わりに、書き込まれる内容を差分で表示",
            )),
        )
        .arg(Arg::new("program").long("program").value_name("ID").help(help(
            "the program, for a file that does not name one",
            "事業を書いていないファイルの事業 ID",
        )))
        .arg(args::judged_as_of(lang))
        .arg(args::formats_arg(help(
            "human, json or markdown; `=FILE` writes to a file [default: human]",
            "human、json、markdown。`=FILE` でファイルへ［既定：human］",
        )))
}

/// The proposal that is asked about.
struct Asked {
    source: Arc<Source>,
    format: Format,
    document: Document,
    pack: Arc<LoadedPack>,
    proposal: Proposal,
    shape: Vec<ShapeFinding>,
}

/// Runs the command.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let targets = match output::targets(&args::texts(matches, "format"), &KINDS) {
        Ok(targets) => targets,
        Err(problem) => return settings.trouble(&problem),
    };
    let as_of = match args::as_of(matches, settings.config.as_of()) {
        Ok(as_of) => as_of,
        Err(problem) => return settings.trouble(&problem.message),
    };
    let asked = match ask(settings, matches) {
        Ok(asked) => asked,
        Err(code) => return code,
    };
    let Some(plan) = &asked.pack.plan else { return 2 };
    let may_change: Vec<String> = args::texts(matches, "may-change")
        .into_iter()
        .map(|path| path.trim().to_owned())
        .filter(|path| !path.is_empty())
        .collect();
    let question = Question {
        pack: &asked.pack,
        plan,
        source: &asked.source,
        proposal: &asked.proposal,
        shape: &asked.shape,
        as_of,
        may_change: &may_change,
    };
    let solved = match solve::solve(question) {
        Ok(solved) => solved,
        Err(trouble) => return settings.trouble(&words_of(&trouble)),
    };
    let code = exit_code(&solved);
    let diff = matches.get_flag("diff");
    if diff || matches.get_flag("apply") {
        let tree = match &asked.document.tree {
            Ok(tree) => tree,
            Err(problem) => return settings.trouble(&problem.message),
        };
        let Asked { source, format, proposal, .. } = &asked;
        let target = edit::Target { pack: &plan.pack, source, format: *format, tree, proposal };
        let text = match edit::edited(target, &solved.changes) {
            Ok(text) => text,
            Err(problem) => return settings.trouble(&problem),
        };
        if diff && targets.iter().any(output::Target::is_stdout) && !solved.changes.is_empty() {
            output::to_stdout(&fmt::difference(settings, &source.name, &source.text, &text));
            return code;
        }
        let path = Path::new(args::text(matches, "paths").unwrap_or_default());
        if !diff
            && !solved.changes.is_empty()
            && let Err(error) = files::write_whole(path, text.as_bytes())
        {
            return settings.trouble(&output::cannot_write(&source.name, &files::reason(&error)));
        }
    }
    output::write_each(settings, &targets, code, |target| match target.kind {
        Kind::Human => solve::human(&solved, settings.lang, output::width()),
        Kind::Json => solve::json(&solved),
        Kind::Markdown => solve::markdown(&solved, settings.lang),
    })
}

fn exit_code(solved: &Solved) -> u8 {
    match solved.after {
        Some(Verdict::Pass) => 0,
        Some(Verdict::Undetermined) => 3,
        Some(Verdict::Fail) | None => 1,
    }
}

/// Reads the proposal and loads its pack; else what is wrong is said, and the exit code comes back.
fn ask(settings: &Settings, matches: &ArgMatches) -> Result<Asked, u8> {
    let path = args::text(matches, "paths").unwrap_or_default();
    if path == "-" || Path::new(path).is_dir() {
        return Err(settings.trouble(&Bilingual::new(
            "give one file with a proposal: a change is worked out for one at a time",
            "申請書のファイルを1つ指定してください（変更は1件ずつ求めます）",
        )));
    }
    let gathered = inputs::gather(settings, &[path], None);
    let [input] = gathered.inputs.as_slice() else {
        let problem = gathered.troubles.first().map(|trouble| trouble.message.clone());
        return Err(settings.trouble(&problem.unwrap_or_else(|| no_proposal(path))));
    };
    let source = inputs::source_of(input, FileId(inputs::FIRST_PROPOSAL), settings.limits)
        .map_err(|problem| shown(settings, &problem.0, 1, &problem.1))?;
    let named_document = matches.get_one::<u32>("document").copied();
    let number = named_document.unwrap_or(1);
    let documents = read_within(&source, input.format, settings.limits);
    let count = documents.len();
    if count > 1 && named_document.is_none() {
        return Err(settings.trouble(&Bilingual::new(
            format!("`{}` has {count} documents; say which one with `--document`", input.name),
            format!("`{}` には{count}件あります。`--document` で1件を指定してください", input.name),
        )));
    }
    let Some(document) = documents.into_iter().find(|document| document.number == number) else {
        return Err(settings.trouble(&Bilingual::new(
            format!("`{}` has {count} documents; there is no document {number}", input.name),
            format!("`{}` には{count}件しかありません（{number}件目はありません）", input.name),
        )));
    };
    let tree = document.tree.as_ref().map_err(|problem| shown(settings, &source, number, problem))?;
    if let Some(problem) = top_level_problem(tree, &source) {
        return Err(shown(settings, &source, number, &problem));
    }
    let packs = Packs::new(settings.rules.clone());
    let programs = Programs {
        named: args::text(matches, "program").or_else(|| settings.config.program_of(&source.name)),
        rules: packs.rules(),
        known: &|| packs.known(),
    };
    let (id, place) = programs
        .of(tree, &source, &document)
        .map_err(|problem| shown(settings, &source, number, &problem))?;
    let Some(pack) = packs.get(&id) else {
        return Err(shown(settings, &source, number, &programs.unknown(place, &id)));
    };
    let Some(plan) = &pack.plan else {
        output::to_stderr(&questions::broken(settings, std::slice::from_ref(&pack), &[]));
        return Err(2);
    };
    let (schema, root) = (&plan.pack.schema, plan.pack.program.root);
    let (proposal, shape) = decode_within(schema, root, tree, &source, number, settings.limits);
    Ok(Asked { source: source.clone(), format: input.format, document, pack: pack.clone(), proposal, shape })
}

fn no_proposal(path: &str) -> Bilingual {
    Bilingual::new(format!("`{path}` is no proposal"), format!("`{path}` は申請書ではありません"))
}

/// Draws what is wrong with a file; the exit code.
fn shown(settings: &Settings, source: &Source, number: u32, problem: &Diagnostic) -> u8 {
    let found = unreadable(source, number, std::slice::from_ref(problem));
    let report = Report::of(None, vec![found], Vec::new(), Vec::new());
    output::to_stderr(&human(&report, HumanOptions { quiet: true, ..settings.drawing() }));
    2
}

fn words_of(trouble: &Trouble) -> Bilingual {
    match trouble {
        Trouble::Question(words) => words.clone(),
        Trouble::Undecided => Bilingual::new(
            "not decided within the budget of the solver; let fewer fields change with `--may-change`",
            "計算の上限内では決まりませんでした。`--may-change` で変更してよい項目を減らしてください",
        ),
        Trouble::Disagrees(rule) => Bilingual::new(
            format!(
                "internal error: the solver says that {rule} holds, and judging says that it does not; please report this with the proposal"
            ),
            format!(
                "内部エラー：計算では{rule}を満たしますが、判定では満たしません。申請書を添えてご報告ください"
            ),
        ),
    }
}
