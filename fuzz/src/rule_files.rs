//! Rule files: read, checked, formatted, linted and tested.

use super::outputs::{harmless, hold_all};
use super::world::{pack_with, sound, sound_in};
use kisoku::data::{Format, decode, read};
use kisoku::diag::{Diagnostic, Lang};
use kisoku::eval::judge;
use kisoku::fmt::format as formatted;
use kisoku::lint::{Look, lint};
use kisoku::load::LoadedPack;
use kisoku::report::{Report, ReportOptions, junit, proposal_report, rule_diagnostic};
use kisoku::suite::{self, PackTests, SuiteReport};
use kisoku::syntax::parse;
use kisoku::text::{FileId, Source};
use std::collections::BTreeMap;

/// A proposal of the pack's head, with something at every field.
const PROPOSAL: &str = "region: 北国\nfiscal_year: FY2007\nnational: 5億円\nlocal: 3億円\nnote: x\nfield: it\n\
                        years:\n  - { year: FY2007, amount: 5億円, bonus: 1 }\n  - { year: FY2008, amount: 0 }\n";

/// Every text is read and checked; what is wrong has its place in the file. A pack without errors judges a proposal.
pub fn rules(data: &[u8]) {
    let pack = pack_with(data);
    sound_in(&pack.diags, &pack);
    let mut report = Report::of(None, Vec::new(), Vec::new(), told(&pack.diags, &pack));
    if let Some(plan) = &pack.plan {
        let linted = lint(&Look::new(plan, &pack.sources), &BTreeMap::new());
        sound_in(&linted, &pack);
        report.diagnostics.extend(told(&linted, &pack));
        let source = Source::new(FileId(1 << 30), "p.yaml", PROPOSAL);
        let document = read(&source, Format::Yaml).remove(0);
        let tree = document.tree.expect("the sample is sound");
        let (proposal, shape) = decode(&plan.pack.schema, plan.pack.program.root, &tree, &source, 1);
        let options = ReportOptions { all: true, cases: true, drawn: true, ..ReportOptions::default() };
        let judged = judge(plan, &proposal, None);
        report.proposals =
            vec![proposal_report(plan, &pack.sources, &source, &proposal, &shape, &judged, options)];
    }
    hold_all(&report);
}

fn told(found: &[Diagnostic], pack: &LoadedPack) -> Vec<kisoku::report::RuleDiagnostic> {
    found.iter().map(|one| rule_diagnostic(&pack.sources, one)).collect()
}

/// The tests in a text: each is built, run, compared and reported, and what `--update` would write is read.
pub fn suite(data: &[u8]) {
    let pack = pack_with(data);
    sound_in(&pack.diags, &pack);
    let Some(plan) = &pack.plan else { return };
    let read = |path: &str| {
        let format = Format::of_path(path)?;
        let source = Source::new(FileId(u32::MAX), path, PROPOSAL);
        (format == Format::Yaml).then(|| suite::Base { source: source.into(), format })
    };
    let prepared = suite::prepare(plan, &pack.sources, &read);
    let mut tests = Vec::new();
    for test in &prepared {
        let Some(result) = suite::run_prepared(plan, &pack.sources, test) else { continue };
        let meets = suite::meets(plan, &pack.sources, test);
        assert_eq!(meets, result.mismatches.is_empty(), "{}", result.name);
        tests.push(suite::test_report(plan, &pack.sources, test.index, &result));
    }
    let packs = vec![PackTests { id: pack.id.clone(), tests }];
    let report = SuiteReport { packs, diagnostics: told(&pack.diags, &pack) };
    let json = suite::json(&report);
    harmless(&json);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
    for lang in [Lang::En, Lang::Ja] {
        harmless(&suite::tap(&report, lang));
        harmless(&junit::write(&suite::suites(&report, lang)));
    }
}

/// What is formatted says the same, and is left alone by a second run.
pub fn format(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Some(problem) = format_problem(text) {
        panic!("{problem}");
    }
}

/// What does not hold of a formatted text, where something does not.
pub fn format_problem(text: &str) -> Option<String> {
    let source = |text: &str| Source::new(FileId(0), "x.kisoku", text);
    let comments = |text: &str| -> Vec<String> {
        let source = source(text);
        let ast = parse(&source).value;
        ast.comments.iter().map(|span| source.slice(*span).trim_end().to_owned()).collect()
    };
    let codes = |found: &[Diagnostic]| found.iter().map(|one| one.code).collect::<Vec<_>>();
    let file = source(text);
    let once = formatted(&file);
    once.diags.iter().for_each(|one| sound(one, |_| Some(&file)));
    let out = once.text;
    let wrong = |what: &str| Some(format!("{what}\n--- before\n{text}\n--- after\n{out}"));
    if once.diags.iter().any(|diagnostic| diagnostic.code.0 == 340) {
        return wrong("it would not say the same");
    }
    let (before, after) = (parse(&source(text)), parse(&source(&out)));
    if !after.value.same_but_for_places(&before.value) {
        return wrong("another tree");
    }
    if comments(text) != comments(&out) {
        return wrong("other comments");
    }
    if codes(&before.diags) != codes(&after.diags) {
        return wrong("other diagnostics");
    }
    let again = formatted(&source(&out)).text;
    if again != out {
        return wrong(&format!("not at rest, but\n{again}"));
    }
    if before.value.damaged {
        return None;
    }
    if out.contains('\r') || out.lines().any(|line| line.trim_end() != line || line.starts_with('\t')) {
        return wrong("white space is left");
    }
    let ends = out.is_empty() || out.ends_with('\n') && !out.ends_with("\n\n");
    if ends { None } else { wrong("the end") }
}
