//! Score sheets: finds the scorecard that a sheet names and the proposal that it scores, and judges it.

use super::files::{Disk, Unread, read_at_most};
use super::packs::Packs;
use crate::check::typed::Scorecard;
use crate::data::encoding::decode_text;
use crate::data::limits::Limits;
use crate::data::{Document, Format, Sheet, Tree, Written, program_of, read_sheet, read_within};
use crate::diag::{self, Bilingual, Diagnostic};
use crate::eval::{Scored, SheetFinding, score};
use crate::load::{LoadedPack, World as _, join};
use crate::report::{ProposalReport, sheet_report, unreadable_sheet};
use crate::text::{FileId, Source, fold_key, nearest, thousands};
use std::path::Path;
use std::sync::Arc;

/// The ids of scored proposals start here: after those of the files of a run.
const FIRST_SCORED: u32 = 3 << 29;

/// A sheet, judged.
pub(super) struct JudgedSheet {
    pub(super) report: ProposalReport,
    /// What it is of and comes to, where its scorecard is known.
    pub(super) known: Option<KnownSheet>,
}

/// A sheet whose scorecard is known.
pub(super) struct KnownSheet {
    pub(super) pack: Arc<LoadedPack>,
    /// The index of the scorecard.
    pub(super) card: usize,
    pub(super) sheet: Sheet,
    pub(super) scored: Scored,
    /// The proposal, where it can be read.
    pub(super) target: Option<Target>,
}

/// The proposal that a sheet scores.
pub(super) struct Target {
    pub(super) path: String,
    pub(super) source: Arc<Source>,
    pub(super) document: Document,
}

/// Judges one sheet. `root` is the folder that holds the rules folder.
pub(super) fn judge(
    packs: &Packs,
    (root, limits): (&str, Limits),
    source: &Arc<Source>,
    document: u32,
    tree: &Tree,
) -> JudgedSheet {
    let sheet = read_sheet(tree, source, document);
    let (pack, card) = match find_card(packs, &sheet) {
        Ok(found) => found,
        Err(diagnostic) => {
            return JudgedSheet { report: unreadable_sheet(source, document, &diagnostic), known: None };
        }
    };
    let known = pack.plan.as_ref().and_then(|plan| Some((plan, plan.pack.scorecards.get(card)?)));
    let Some((plan, of)) = known else {
        let diagnostic = diag::unknown_scorecard(sheet.span.head(), "", None, &[]);
        return JudgedSheet { report: unreadable_sheet(source, document, &diagnostic), known: None };
    };
    let mut scored = score(of, &sheet);
    let mut target = None;
    if let Some(written) = &sheet.proposal {
        match find_target((root, limits), &source.name, written, &pack.id) {
            Ok(found) => target = Some(found),
            Err(diagnostic) => scored.findings.push(SheetFinding {
                diagnostic: *diagnostic,
                path: "proposal".to_owned(),
                needs: Vec::new(),
            }),
        }
    }
    let report = sheet_report(plan, &pack.sources, source, of, &sheet, &scored);
    JudgedSheet { report, known: Some(KnownSheet { pack, card, sheet, scored, target }) }
}

/// The scorecard that a sheet names: `mext.kci.stage2/selection`.
fn find_card(packs: &Packs, sheet: &Sheet) -> Result<(Arc<LoadedPack>, usize), Box<Diagnostic>> {
    let Some(written) = &sheet.card else {
        return Err(Box::new(diag::unknown_scorecard(sheet.span.head(), "", None, &[])));
    };
    let (id, name) = written.text.split_once('/').unwrap_or((written.text.as_str(), ""));
    let (id, name) = (id.trim(), name.trim());
    let Some(pack) = packs.get(id) else {
        let known = packs.known();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let near = nearest(id, known.iter().copied());
        return Err(Box::new(diag::unknown_program(written.span, id, near, &known)));
    };
    let Some(plan) = &pack.plan else {
        return Err(Box::new(diag::broken_pack(written.span, id, &pack.folder)));
    };
    let same = |card: &Scorecard| fold_key(&card.name) == fold_key(name);
    if let Some(card) = plan.pack.scorecards.iter().position(same) {
        return Ok((pack, card));
    }
    let known: Vec<String> = plan.pack.scorecards.iter().map(|card| format!("{id}/{}", card.name)).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let near = nearest(&written.text, known.iter().copied());
    Err(Box::new(diag::unknown_scorecard(written.span, &written.text, near, &known)))
}

/// The proposal that a sheet names.
fn find_target(
    (root, limits): (&str, Limits),
    sheet: &str,
    written: &Written,
    program: &str,
) -> Result<Target, Box<Diagnostic>> {
    let cannot = |reason: &Bilingual| Box::new(diag::cannot_read_scored(written.span, &written.text, reason));
    let (path, number) = match written.text.rsplit_once('#') {
        Some((path, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            (path.trim_end(), number.parse::<u32>().ok())
        }
        _ => (written.text.as_str(), None),
    };
    let path = place_of(root, sheet, path);
    let format = Format::of_path(&path).filter(|format| *format != Format::Csv).ok_or_else(|| {
        cannot(&Bilingual::new(
            "its ending is not that of a proposal",
            "拡張子が申請ファイルのものではありません",
        ))
    })?;
    let inside = [root, folder_of(sheet)].into_iter().any(|folder| {
        let folder = if folder.is_empty() { "." } else { folder };
        Disk.is_inside(&path, folder)
    });
    if !inside {
        return Err(cannot(&Bilingual::new(
            "it lies outside the folder of the project and that of the score sheet",
            "プロジェクトのフォルダーと採点シートのフォルダーの外にあります",
        )));
    }
    let most = limits.bytes(format);
    let bytes = read_at_most(Path::new(&path), most).map_err(|unread| match unread {
        Unread::System(reason) => cannot(&diag::system_reason(&reason)),
        Unread::TooLarge(bytes) => {
            let (bytes, most) = (thousands(bytes), thousands(most));
            cannot(&Bilingual::new(
                format!("it has {bytes} bytes, and at most {most} are read"),
                format!("{bytes}バイトあります。読み込めるのは{most}バイトまでです"),
            ))
        }
    })?;
    let text =
        decode_text(bytes).map_err(|_| cannot(&Bilingual::new("it is not UTF-8", "UTF-8 ではありません")))?;
    let source = Arc::new(Source::new(FileId(FIRST_SCORED), path.as_str(), text));
    let mut documents = read_within(&source, format, limits);
    let several = documents.len() > 1;
    if several && number.is_none() {
        return Err(cannot(&Bilingual::new(
            format!("it holds {} proposals; write which, like `#1`", documents.len()),
            format!("{}件の申請があります。`#1` のように番号を付けてください", documents.len()),
        )));
    }
    let number = number.unwrap_or(1);
    let Some(at) = documents.iter().position(|document| document.number == number) else {
        return Err(cannot(&Bilingual::new(
            format!("it has no document {number}"),
            format!("{number}番目の文書はありません"),
        )));
    };
    let document = documents.swap_remove(at);
    let theirs = match &document.tree {
        Ok(tree) => program_of(tree, &source).map(|(id, _)| id),
        Err(diagnostic) => return Err(cannot(&diagnostic.message)),
    };
    match theirs {
        Some(theirs) if theirs == program => Ok(Target { path, source, document }),
        Some(theirs) => {
            Err(Box::new(diag::scored_other_program(written.span, &written.text, &theirs, program)))
        }
        None => Err(cannot(&Bilingual::new("it names no program", "事業が書かれていません"))),
    }
}

/// The folder of a file, empty where its path has none.
fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where a path of a sheet leads: from the sheet's folder where it starts with `./` or `../`, else from the folder
/// that holds the rules folder.
fn place_of(root: &str, sheet: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    if Path::new(&path).is_absolute() {
        return path;
    }
    let own = folder_of(sheet);
    let from = if path.starts_with("./") || path.starts_with("../") { own } else { root };
    let joined = join(from, &path);
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match (part, parts.last()) {
            (".", _) => {}
            ("..", Some(last)) if !last.is_empty() && *last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
