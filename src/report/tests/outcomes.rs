//! Outcomes other than a plain failure.

use super::golden::golden;
use super::helper::{CLUSTERS, KCI, SHORT, across, report_on, report_with, run_of};
use crate::diag::{Lang, Severity};
use crate::report::{
    FileVerdict, Finding, FindingOutcome, HumanOptions, ProposalReport, Report, ReportOptions, human, short,
};

fn changed(from: &str, to: &str) -> ProposalReport {
    assert!(SHORT.contains(from), "{from}");
    report_on(KCI, CLUSTERS, &SHORT.replace(from, to))
}

fn finding<'r>(report: &'r ProposalReport, rule: &str, outcome: FindingOutcome) -> &'r Finding {
    report
        .findings
        .iter()
        .find(|finding| finding.rule.ends_with(rule) && finding.outcome == outcome)
        .unwrap_or_else(|| panic!("{:#?}", report.findings))
}

#[test]
fn exactly_half_depends_on_the_reading() {
    for (typed, to, written) in [
        ("2億5,000万円", "250001000", "2億5,000万1,000円"),
        ("250,000", "250001000", "250,001千円"),
        ("250,000,000円", "250001000", "250,001,000円"),
    ] {
        let report = changed("200,000千円", typed);
        assert_eq!(report.verdict, FileVerdict::Pass);
        let found = finding(&report, "local_share", FindingOutcome::DependsOnReading);
        assert_eq!(found.severity, Severity::Warning);
        assert_eq!(found.repairs[0].to.as_deref(), Some(to));
        assert!(found.repairs[0].text.en.contains(written), "{}", found.repairs[0].text.en);
        assert!(found.repairs[0].text.en.ends_with("which meets both readings"));
        assert_eq!(found.repairs[1].refused_by, ["mext.kci.stage2/main_part_band"]);
        assert_eq!(found.other_reading.as_ref().unwrap().outcome, FindingOutcome::Fail);
    }
}

#[test]
fn a_missing_share_is_needed() {
    let report = changed("    local: 200,000千円\n", "");
    assert_eq!(report.verdict, FileVerdict::Undetermined);
    let found = finding(&report, "local_share", FindingOutcome::Undetermined);
    assert_eq!(found.needs, ["main_part[0].local"]);
    assert_eq!(found.path, "main_part[0].local");
    let shape = finding(&report, "K0222", FindingOutcome::Undetermined);
    assert_eq!(shape.needs, ["main_part[0].local"]);
    assert_eq!(report.rules.undetermined, 1);
}

#[test]
fn one_slip_is_drawn_once() {
    let slip = |all| {
        let yaml = SHORT.replace("    local: 200,000千円\n", "");
        run_of(report_with(KCI, CLUSTERS, &yaml, ReportOptions { all, ..ReportOptions::default() }))
    };
    let rule = "[mext.kci.stage2/local_share]";
    let drawn = human(&slip(false), HumanOptions::default());
    assert!(!drawn.contains(rule) && drawn.contains("note: needed by local_share"), "{drawn}");
    assert!(short(&slip(false), Lang::En).contains(rule));
    assert!(human(&slip(false), HumanOptions { full: true, ..HumanOptions::default() }).contains(rule));
    assert!(human(&slip(true), HumanOptions::default()).contains(rule));
}

#[test]
fn a_slip_of_the_unit_is_asked_about() {
    let report = changed("national: 5億円", "national: 500");
    let found = finding(&report, "K0250", FindingOutcome::Fail);
    assert_eq!(found.severity, Severity::Advice);
    assert_eq!(found.repairs[0].to.as_deref(), Some("500000000"));
    let near = changed("national: 5億円", "national: 4億9,999万円");
    assert!(near.findings.iter().all(|finding| finding.rule != "K0250"));
}

#[test]
fn a_program_out_of_force_fails_at_its_year() {
    let report = changed("fiscal_year: FY2007", "fiscal_year: FY2006");
    let found = finding(&report, "K0240", FindingOutcome::Fail);
    assert_eq!((found.path.as_str(), report.verdict), ("fiscal_year", FileVerdict::Fail));
}

#[test]
fn rules_that_clash_are_contested() {
    let expansion = "expansion:\n  - {name: E, partner: P, partner_region: Oulu, yearly: 5億円}\nmain_part:";
    let yaml = SHORT.replace("main_part:", expansion).replace("200,000千円", "3億円");
    let report = report_on(KCI, CLUSTERS, &yaml);
    assert_eq!(report.verdict, FileVerdict::Undetermined);
    let found = finding(&report, "expansion_floor", FindingOutcome::Contested);
    assert_eq!(found.conflicts_with[0].rule, "mext.kci.stage2/expansion_cap");
    assert_eq!(found.conflicts_with[0].ask.ja, "文部科学省 地域科学技術振興課");
    assert_eq!(report.rules.contested, 2);
    for repair in &found.repairs {
        assert_eq!(repair.refused_by, ["mext.kci.stage2/expansion_cap"]);
    }
    assert!(!found.repairs.is_empty());
    assert!(found.help.as_ref().is_some_and(|help| help.ja.contains("文部科学省")));
}

#[test]
fn everything_drawn() {
    let run = |proposal: ProposalReport| run_of(proposal);
    let mut reports: Vec<Report> = vec![
        run(changed("200,000千円", "2億5,000万円")),
        run(changed("    local: 200,000千円\n", "")),
        run(changed("200,000千円", "約2億円")),
        run(changed("5億円", "500")),
        run(changed("Sapporo", "sapporo")),
        run(changed("fiscal_year: FY2007", "fiscal_year: FY2006")),
        run(changed(
            "main_part:",
            "expansion:\n  - {name: E, partner: P, partner_region: Sapporo, yearly: 5億円}\nmain_part:",
        )),
        run(changed("main_part:", "expansion: []\nmain_part:")),
        run(report_with(KCI, CLUSTERS, SHORT, ReportOptions { all: true, ..ReportOptions::default() })),
    ];
    let dear = SHORT.replace("5億円", "60億円");
    let found = across(KCI, CLUSTERS, &[("a.yaml", SHORT), ("b.yaml", &dear)]);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|finding| finding.proposals == ["a.yaml", "b.yaml"]));
    reports.push(Report::of(None, Vec::new(), found, Vec::new()));
    let mut out = String::new();
    for report in &reports {
        for lang in [Lang::En, Lang::Ja] {
            let options = HumanOptions { lang, width: 80, ..HumanOptions::default() };
            out.push_str(&human(report, options));
            out.push_str(&short(report, lang));
            out.push('\n');
        }
    }
    golden("outcomes.txt", &out);
}
