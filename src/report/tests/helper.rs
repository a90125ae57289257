//! A pack and a proposal as text in, a report out.

use crate::check::typed::RuleId;
use crate::check::{LoadedTable, PackFiles, check};
use crate::data::{Format, decode, read};
use crate::eval::{judge, judge_across};
use crate::plan::{Plan, build};
use crate::report::{
    AcrossSet, Finding, ProposalReport, Report, ReportOptions, across_findings, proposal_report,
};
use crate::syntax::parse;
use crate::text::{FileId, Source, SourceMap};

/// The plan of one rule file, and its files.
pub(crate) fn plan_of(rules: &str, tables: &[(&str, &str)]) -> (Plan, SourceMap) {
    let mut files = SourceMap::default();
    let id = files.add("rules/test/program.kisoku", rules);
    let loaded: Vec<FileId> = tables.iter().map(|(name, text)| files.add(*name, *text)).collect();
    let source = files.get(id).unwrap().clone();
    let parsed = parse(&source);
    let said: Vec<_> = parsed.diags.iter().map(|d| &d.message.en).collect();
    assert!(said.is_empty(), "{said:#?}");
    let sources: Vec<_> = loaded.iter().map(|id| files.get(*id).unwrap().clone()).collect();
    let tables: Vec<LoadedTable<'_>> = tables
        .iter()
        .zip(&sources)
        .map(|((name, _), source)| LoadedTable { path: name, file: Ok(source) })
        .collect();
    let pack = PackFiles { id: "", rules: vec![(&source, &parsed.value)], tests: Vec::new() };
    let checked = check(&pack, &tables, &[]);
    let errors: Vec<_> = checked
        .diags
        .iter()
        .filter(|d| d.severity == crate::diag::Severity::Error)
        .map(|d| (&d.message.en, &d.help))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (build(checked.value.unwrap()), files)
}

/// The report on one YAML proposal.
pub(crate) fn report_on(rules: &str, tables: &[(&str, &str)], yaml: &str) -> ProposalReport {
    report_with(rules, tables, yaml, ReportOptions::default())
}

/// The report on one YAML proposal, with options.
pub(crate) fn report_with(
    rules: &str,
    tables: &[(&str, &str)],
    yaml: &str,
    options: ReportOptions,
) -> ProposalReport {
    let (plan, files) = plan_of(rules, tables);
    let source = Source::new(FileId(1000), "proposals/test/short.yaml", yaml);
    let document = read(&source, Format::Yaml).remove(0);
    let tree = document.tree.unwrap();
    let (proposal, shape) =
        decode(&plan.pack.schema, plan.pack.program.root, &tree, &source, document.number);
    let judged = judge(&plan, &proposal, options.as_of);
    proposal_report(&plan, &files, &source, &proposal, &shape, &judged, options)
}

/// The findings across several YAML proposals.
pub(crate) fn across(rules: &str, tables: &[(&str, &str)], yamls: &[(&str, &str)]) -> Vec<Finding> {
    let (plan, files) = plan_of(rules, tables);
    let sources: Vec<Source> = yamls
        .iter()
        .enumerate()
        .map(|(index, (name, text))| Source::new(FileId(1000 | index as u32), *name, *text))
        .collect();
    let proposals: Vec<_> = sources
        .iter()
        .map(|source| {
            let tree = read(source, Format::Yaml).remove(0).tree.unwrap();
            decode(&plan.pack.schema, plan.pack.program.root, &tree, source, 1).0
        })
        .collect();
    let proposals: Vec<_> = proposals.iter().collect();
    let sources: Vec<_> = sources.iter().collect();
    let judged: Vec<(RuleId, _)> = judge_across(&plan, &proposals, None, false);
    let set = AcrossSet { proposals: &proposals, sources: &sources, incomplete: false };
    across_findings(&plan, &files, set, &judged, None, ReportOptions::default())
}

/// A run with one proposal.
pub(crate) fn run_of(proposal: ProposalReport) -> Report {
    Report::of(None, vec![proposal], Vec::new(), Vec::new())
}

/// The head of a pack with one record of lines.
pub(crate) const HEAD: &str = r#"program test {
  title      en "Test" ja "試験"
  authority  en "MEXT" ja "文部科学省"
  proposal   Proposal
  as of      fiscal_year
  valid from FY2007
}

source seminar {
  title en "New Policy" ja "新しい施策"
}
"#;

/// The worked example of the design.
pub(crate) const KCI: &str = include_str!("fixtures/kci2.kisoku");

/// Its table.
pub(crate) const CLUSTERS: &[(&str, &str)] = &[("stage1_clusters.csv", "name,started\nSapporo,2002\n")];

/// A proposal whose local share is too small.
pub(crate) const SHORT: &str = include_str!("fixtures/short.yaml");
