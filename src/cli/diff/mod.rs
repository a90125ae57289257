//! `kisoku diff`: two states of the rules in, what the change between them means out.

mod judge;
mod side;

use super::output::{self, Target};
use super::{Settings, args, questions};
use crate::diag::{Diagnostic, Lang};
use crate::load::LoadedPack;
use crate::report::{COMMENT_LIMIT, Report, human};
use crate::workbench::diff::{self, Diff};
use clap::{Arg, ArgMatches, Command};
use std::sync::Arc;

/// A format of `diff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Human,
    Short,
    Json,
    Markdown,
}

/// The formats of `diff`, by their words.
const KINDS: [(&str, Kind); 4] =
    [("human", Kind::Human), ("short", Kind::Short), ("json", Kind::Json), ("markdown", Kind::Markdown)];

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("diff")
        .about(help(
            "Says what a change of the rules means: figures, rules stricter or looser, proposals that come out otherwise",
            "規則の変更が何を意味するかを示します（数値、厳しく・緩くなった規則、結果の変わる申請）",
        ))
        .after_help(help(
            "Examples:\n  kisoku diff main HEAD                    two revisions of the rules folder\n  kisoku diff HEAD~1 . proposals/          the last commit and the files here, over proposals\n  kisoku diff v1:rules/mext v2:rules/mext  a folder of each revision\n  kisoku diff old/rules new/rules          two folders\n\nExit code: 0 nothing changed that can change what comes of a proposal; 1 something did;\n2 something could not be compared.",
            "例：\n  kisoku diff main HEAD                    規則フォルダーの2つのリビジョン\n  kisoku diff HEAD~1 . proposals/          直前のコミットと手元のファイルを、申請についても比較\n  kisoku diff v1:rules/mext v2:rules/mext  各リビジョンのフォルダー\n  kisoku diff old/rules new/rules          2つのフォルダー\n\n終了コード：0 申請の結果を左右する変更なし、1 変更あり、2 比較できないものあり。",
        ))
        .arg(Arg::new("old").value_name("OLD").required(true).help(help(
            "the old rules: a folder, a git revision, or REVISION:FOLDER",
            "旧規則：フォルダー、git のリビジョン、または リビジョン:フォルダー",
        )))
        .arg(Arg::new("new").value_name("NEW").required(true).help(help(
            "the new rules: likewise",
            "新規則：同上",
        )))
        .arg(Arg::new("paths").value_name("PROPOSALS").num_args(0..).help(help(
            "files and folders of proposals that both sides judge",
            "両方の規則で判定する申請のファイルとフォルダー",
        )))
        .arg(args::as_of_arg(help(
            "judge proposals as of this day (2007-10-10, FY2007) instead of their own year",
            "申請の年度ではなく、この日（2007-10-10、2007年度）を基準に判定",
        )))
        .arg(args::formats_arg(help(
            "human, short, json or markdown; may be given several times, to files with `=FILE` [default: human]",
            "human、short、json、markdown。`=FILE` でファイルへ。複数指定可［既定：human］",
        )))
}

/// Runs the command; the exit code is that of its help.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let targets = match output::targets(&args::texts(matches, "format"), &KINDS) {
        Ok(targets) => targets,
        Err(problem) => return settings.trouble(&problem),
    };
    let as_of = match args::as_of(matches, settings.config.as_of()) {
        Ok(as_of) => as_of,
        Err(problem) => return trouble(settings, &[], &[*problem]),
    };
    let name = |argument| args::text(matches, argument).unwrap_or_default();
    let (old, new) = match (side::load(settings, name("old")), side::load(settings, name("new"))) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let problems: Vec<Diagnostic> =
                [old.err(), new.err()].into_iter().flatten().map(|one| *one).collect();
            return trouble(settings, &[], &problems);
        }
    };
    let before: Vec<&LoadedPack> = old.packs.iter().map(|pack| &**pack).collect();
    let after: Vec<&LoadedPack> = new.packs.iter().map(|pack| &**pack).collect();
    let mut diff = diff::compare((old.label, new.label), &before, &after);
    let judged = judge::all(settings, (&old.packs, &new.packs), &diff, &args::texts(matches, "paths"), as_of);
    diff.proposals = judged.proposals;
    diff.across = judged.across;
    let both = old.packs.iter().chain(&new.packs);
    let broken: Vec<Arc<LoadedPack>> = both.filter(|pack| pack.is_broken()).cloned().collect();
    let whole = broken.is_empty() && judged.troubles.is_empty() && judged.unreadable.is_empty();
    let notes: Vec<Diagnostic> = old.notes.into_iter().chain(new.notes).collect();
    let told = Report { diagnostics: notes.iter().map(output::of_run).collect(), ..Report::default() };
    output::to_stderr(&human(&told, settings.drawing()));
    trouble(settings, &broken, &judged.troubles);
    if !judged.unreadable.is_empty() {
        output::to_stderr(&judge::drawn(settings, judged.unreadable));
    }
    let code = match (whole, diff.matters()) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    };
    output::write_each(settings, &targets, code, |target| render(settings, target, &diff))
}

fn render(settings: &Settings, target: &Target<Kind>, diff: &Diff) -> String {
    let lang = settings.lang;
    match target.kind {
        Kind::Human if settings.quiet => String::new(),
        Kind::Human => diff::human(diff, lang, output::width()),
        Kind::Short => diff::short(diff, lang),
        Kind::Json => diff::json(diff),
        Kind::Markdown => diff::markdown(diff, lang, COMMENT_LIMIT),
    }
}

/// Says what is in the way.
fn trouble(settings: &Settings, packs: &[Arc<LoadedPack>], problems: &[Diagnostic]) -> u8 {
    output::to_stderr(&questions::broken(settings, packs, problems));
    2
}
