//! Outcomes other than a plain failure.

use super::helper::{HEAD, across, report_on, report_with, run_of};
use crate::diag::Lang;
use crate::report::{FindingOutcome, HumanOptions, ReportOptions, human, json};

const RULES: &str = include_str!("fixtures/kci2.kisoku");
const CLUSTERS: &[(&str, &str)] = &[("stage1_clusters.csv", "name,started\nSapporo,2002\n")];
const SHORT: &str = include_str!("fixtures/short.yaml");

#[test]
fn print() {
    for (from, to) in [
        ("200,000千円", "2億5,000万円"),
        ("200,000千円", "250,000"),
        ("    local: 200,000千円\n", ""),
        ("200,000千円", "約2億円"),
        ("5億円", "500"),
        ("Sapporo", "sapporo"),
        ("fiscal_year: FY2007", "fiscal_year: FY2006"),
        (
            "main_part:",
            "expansion:\n  - {name: E, partner: P, partner_region: sapporo, yearly: 5億円}\nmain_part:",
        ),
        ("national: 5億円", "national: 10億円\n    local_: 3"),
    ] {
        let yaml = SHORT.replace(from, to);
        let report = run_of(report_on(RULES, CLUSTERS, &yaml));
        println!("#### {from} -> {to}");
        println!("{}", human(&report, HumanOptions { width: 100, ..HumanOptions::default() }));
        println!(
            "{}",
            human(&report, HumanOptions { width: 100, lang: Lang::Ja, ..HumanOptions::default() })
        );
    }
    let all = report_with(RULES, CLUSTERS, SHORT, ReportOptions { all: true, as_of: None });
    println!("{}", human(&run_of(all), HumanOptions::default()));
    let other = SHORT.replace("5億円", "60億円");
    for finding in across(RULES, CLUSTERS, &[("a.yaml", SHORT), ("b.yaml", &other)]) {
        println!(
            "{} {} {:?}\n {}\n {}\n {}",
            finding.title.en,
            finding.at.file,
            finding.proposals,
            finding.message.en,
            finding.message.ja,
            finding.path
        );
        let mut report = run_of(report_on(RULES, CLUSTERS, SHORT));
        report.across = vec![finding];
        report.proposals.clear();
        println!("{}", human(&report, HumanOptions::default()));
    }
    let _ = (HEAD, FindingOutcome::Fail, json);
}
