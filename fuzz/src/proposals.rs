//! Whole `check` of one file against a shipped pack: bytes in, a report in every format out.

use super::outputs::hold_all;
use super::world::{shipped, sound};
use kisoku::data::encoding::{decode_text, encoding_problem};
use kisoku::data::{Document, Format, decode, is_sheet, read, read_sheet, top_level_problem};
use kisoku::diag::Diagnostic;
use kisoku::eval::{judge, score};
use kisoku::plan::Plan;
use kisoku::report::{
    ProposalReport, Report, ReportOptions, proposal_report, sheet_report, unreadable, unreadable_sheet,
};
use kisoku::text::{FileId, Source};

/// The ids of proposals lie beyond those of rule files.
const FILE: FileId = FileId(1 << 30);

/// The first line is the name of the file, whose ending gives its format; the rest is the file.
pub fn check(data: &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (name, body) = data.split_at(end);
    let name = String::from_utf8_lossy(name).into_owned();
    let format = Format::of_path(&name).unwrap_or(Format::Yaml);
    let proposals = match decode_text(body.get(1..).unwrap_or_default().to_vec()) {
        Ok(text) => reports(&Source::new(FILE, name, text), format),
        Err(problem) => {
            let source = problem.source(FILE, &name);
            let diagnostic = encoding_problem(&problem, &source);
            vec![broken(&source, 1, &diagnostic)]
        }
    };
    hold_all(&Report::of(None, proposals, Vec::new(), Vec::new()));
}

fn reports(source: &Source, format: Format) -> Vec<ProposalReport> {
    let plan = shipped().plan.as_ref().expect("the shipped pack is sound");
    // A file of thousands of documents is thousands of times the same code.
    read(source, format).iter().take(20).map(|document| report(plan, source, document)).collect()
}

fn report(plan: &Plan, source: &Source, document: &Document) -> ProposalReport {
    let rules = &shipped().sources;
    let tree = match &document.tree {
        Ok(tree) => tree,
        Err(diagnostic) => return broken(source, document.number, diagnostic),
    };
    if let Some(diagnostic) = top_level_problem(tree, source) {
        return broken(source, document.number, &diagnostic);
    }
    if is_sheet(tree, source) {
        let sheet = read_sheet(tree, source, document.number);
        if let Some(diagnostic) = sheet.problems.first() {
            return unreadable_sheet(source, document.number, diagnostic);
        }
        let card = plan.pack.scorecards.first().expect("the shipped pack has a scorecard");
        let scored = score(card, &sheet);
        // They also point at the scorecard.
        let file = |id| if id == FILE { Some(source) } else { rules.get(id).map(|source| &**source) };
        scored.findings.iter().for_each(|one| sound(&one.diagnostic, file));
        return sheet_report(plan, rules, source, card, &sheet, &scored);
    }
    let (proposal, shape) = decode(&plan.pack.schema, plan.pack.program.root, tree, source, document.number);
    let options = ReportOptions { all: true, cases: true, drawn: true, ..ReportOptions::default() };
    proposal_report(plan, rules, source, &proposal, &shape, &judge(plan, &proposal, None), options)
}

fn broken(source: &Source, document: u32, diagnostic: &Diagnostic) -> ProposalReport {
    sound(diagnostic, |id| (id == FILE).then_some(source));
    unreadable(source, document, std::slice::from_ref(diagnostic))
}
