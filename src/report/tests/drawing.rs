//! The drawing of the design, and what must never reach a terminal.

use super::golden::golden;
use super::helper::{CLUSTERS, KCI, SHORT, report_on, run_of};
use crate::diag::Lang;
use crate::report::{HumanOptions, human, ndjson, short};

const DRAWN: HumanOptions =
    HumanOptions { lang: Lang::En, color: false, unicode: true, width: 80, quiet: false, full: false };

#[test]
fn local_share_as_designed() {
    let report = run_of(report_on(KCI, CLUSTERS, SHORT));
    let mut out = String::new();
    for lang in [Lang::En, Lang::Ja] {
        for unicode in [true, false] {
            out.push_str(&human(&report, HumanOptions { lang, unicode, ..DRAWN }));
            out.push('\n');
        }
    }
    golden("local_share.txt", &out);
    let lines: Vec<&str> = out.lines().collect();
    let has = |line: &str| assert!(lines.contains(&line), "{line}\n{out}");
    has(" 14 │     local: 200,000千円");
    has("    ·                 ╰── ¥50,000,000 short");
    has(" 98 │     require row.local at least half of row.national");
    has("  note: lowering national would break main_part_band");
}

#[test]
fn nothing_of_a_proposal_acts_on_a_terminal() {
    let evil = "\u{1b}[31mred\u{202e}\u{200b}\u{9b}2J";
    let yaml = SHORT
        .replace("Sapporo", &format!("\"{evil}\""))
        .replace("main_part:", &format!("expansion:\n  - {{name: \"{evil}\", partner: \"{evil}\", partner_region: \"{evil}\", yearly: 5億円}}\n{evil}: 1\nmain_part:"));
    // What a YAML reader refuses raw is met all the same, escaped.
    let yaml: String = yaml.replace('\u{1b}', "\\e").replace('\u{9b}', "\\x9b");
    let mut report = run_of(report_on(KCI, CLUSTERS, &yaml));
    for proposal in &mut report.proposals {
        proposal.path = evil.to_owned();
        for finding in &mut proposal.findings {
            finding.at.file = evil.to_owned();
            finding.snippets.iter_mut().for_each(|snippet| snippet.file = evil.to_owned());
        }
    }
    assert!(report.proposals[0].findings.iter().any(|finding| finding.message.en.contains('\u{1b}')));
    let drawn = [Lang::En, Lang::Ja].map(|lang| human(&report, HumanOptions { lang, ..DRAWN }));
    for text in drawn.iter().chain(&[short(&report, Lang::En), short(&report, Lang::Ja)]) {
        let bad = text.chars().find(|c| {
            (c.is_control() && *c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{200B}'..='\u{200F}')
        });
        assert_eq!(bad, None, "{text}");
    }
    assert!(!ndjson(&report).contains('\u{1b}'));
}

#[test]
fn long_lines_are_cut_and_colours_only_come_when_asked() {
    let padding = "x".repeat(3000);
    let yaml = SHORT.replace(
        "main_part:\n  - year: FY2007\n    national: 5億円\n    local: 200,000千円\n    management: 10,000千円\n    local_management: 5,000千円\n    other_ministries: 1億円",
        &format!("main_part: [{{year: FY2007, national: 5億円, other_ministries: 1億円, management: 1億円, local_management: 1億円, local: 200百万円 }}] # {padding}"),
    );
    let report = run_of(report_on(KCI, CLUSTERS, &yaml));
    let drawn = human(&report, DRAWN);
    // The lines of the summary stand one for each proposal and are not wrapped.
    let mut boxes = drawn.lines().filter(|line| line.contains('│'));
    assert!(boxes.all(|line| textwrap::core::display_width(line) <= 80), "{drawn}");
    assert!(drawn.contains("¥50,000,000 short"), "{drawn}");
    assert!(drawn.contains('…') && !drawn.contains('\u{1b}'));
    assert!(human(&report, HumanOptions { color: true, ..DRAWN }).contains('\u{1b}'));
}
