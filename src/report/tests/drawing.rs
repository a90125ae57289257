//! The drawing of the design, and what must never reach a terminal.

use super::helper::{report_on, run_of};
use crate::diag::Lang;
use crate::report::{HumanOptions, human};

const RULES: &str = include_str!("fixtures/kci2.kisoku");

const SHORT: &str = include_str!("fixtures/short.yaml");

fn options(lang: Lang, unicode: bool) -> HumanOptions {
    HumanOptions { lang, color: false, unicode, width: 80, quiet: false }
}

#[test]
fn local_share() {
    let report = run_of(report_on(RULES, &[("stage1_clusters.csv", "name,started\nSapporo,2002\n")], SHORT));
    for (lang, unicode) in [(Lang::En, true), (Lang::En, false), (Lang::Ja, true), (Lang::Ja, false)] {
        println!("{}", human(&report, options(lang, unicode)));
    }
}
