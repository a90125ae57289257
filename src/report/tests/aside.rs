//! What setting findings aside does to the verdict and the counts, and what it leaves alone.

use super::helper::report_on;
use crate::diag::Bilingual;
use crate::report::{FileVerdict, Place, ProposalReport, Waived, WaiverOf, set_known, settle, waive};
use crate::value::Date;

const RULES: &str = r#"
program demo { title en "Demo" ja "見本" proposal Proposal }
source guide { title en "Guide" ja "要領" }
record Proposal {
  total : thousand yen             label ja "総額"
  own   : thousand yen             label ja "自己負担"
  rooms : list of Room, 0 to 9     label ja "部屋"
}
record Room { rent : thousand yen  label ja "家賃" }
rule own_part "A third" { title ja "3分の1" cite guide "1" require own at least 1/3 of total }
rule rents "Rents" { title ja "家賃" cite guide "1" for each r in rooms { require r.rent at most 100 thousand yen } }
rule many "Three" { title ja "3件" cite guide "1" require (count of r in rooms) at least 3 }
rule few "Two" {
  title ja "2件" cite guide "1"
  conflicts with many because "both cannot be"
  require (count of r in rooms) at most 2
}
"#;

/// A field that fails, one that is missing, a list that fails twice, a rule that conflicts with another.
const PROPOSALS: [&str; 5] = [
    "total: 600\nown: 200\nrooms: []\n",
    "total: 600\nown: 100\nrooms: [{ rent: 200 }, { rent: 300 }, { rent: 50 }]\n",
    "total: 600\nrooms: [{ rent: 200 }]\n",
    "total: many\nown: 100\nrooms: [{}, {}]\n",
    "total: 600\nown: 200\nrooms: [{ rent: 1 }, { rent: 1 }, { rent: 1 }]\n",
];

fn said() -> Waived {
    let at = Place { file: String::new(), line: 1, column: 1, end_line: 1, end_column: 1, start: 0, end: 0 };
    let text = Bilingual::same("x");
    let until = Date::new(2026, 3, 31).unwrap();
    Waived { who: text.clone(), because: text.clone(), cite: text, until, at }
}

fn waived(yaml: &str, all: &[(&str, Option<&str>)]) -> ProposalReport {
    let mut report = report_on(RULES, &[], yaml);
    for (rule, path) in all {
        let rule = format!("{}/{rule}", report.program.as_deref().unwrap());
        assert!(waive(&mut report.findings, &WaiverOf { rule: &rule, path: *path, said: &said() }));
    }
    settle(&mut report);
    report
}

#[test]
fn settling_anew_changes_nothing_where_nothing_is_set_aside() {
    for yaml in PROPOSALS {
        let before = report_on(RULES, &[], yaml);
        let mut after = before.clone();
        settle(&mut after);
        assert_eq!(after, before, "{yaml}");
    }
}

#[test]
fn a_rule_is_waived_where_all_that_it_finds_is() {
    let (verdict, rules) = {
        let one = waived(PROPOSALS[1], &[("rents", Some("rooms[0]"))]);
        (one.verdict, one.rules)
    };
    assert_eq!((verdict, rules.fail, rules.waived), (FileVerdict::Fail, 2, 0));
    let both = [("rents", Some("rooms[0]")), ("rents", Some("rooms[1].rent"))];
    let one = waived(PROPOSALS[1], &both);
    assert_eq!((one.verdict, one.rules.fail, one.rules.waived), (FileVerdict::Fail, 1, 1));
    let one = waived(PROPOSALS[1], &[("rents", Some("rooms")), ("own_part", None), ("few", None)]);
    assert_eq!(
        (one.verdict, one.rules.fail, one.rules.contested, one.rules.waived),
        (FileVerdict::Pass, 0, 0, 3)
    );
}

#[test]
fn a_path_covers_what_is_below_it_and_nothing_beside_it() {
    let mut report = report_on(RULES, &[], PROPOSALS[1]);
    let rule = report.findings.iter().find(|one| one.rule.ends_with("/rents")).unwrap().rule.clone();
    for path in ["room", "rooms[0", "rooms[2]", "rooms[0].ren", "own"] {
        assert!(
            !waive(&mut report.findings, &WaiverOf { rule: &rule, path: Some(path), said: &said() }),
            "{path}"
        );
    }
}

#[test]
fn a_waiver_does_not_supply_what_is_missing() {
    let one = waived(PROPOSALS[2], &[("own_part", None), ("rents", None), ("many", None)]);
    assert_eq!((one.verdict, one.rules.waived), (FileVerdict::Undetermined, 3));
    let one = report_on(RULES, &[], PROPOSALS[3]);
    let open: Vec<_> =
        one.findings.iter().filter(|one| one.is_of_rule()).map(|one| one.rule.clone()).collect();
    let rules: Vec<(&str, Option<&str>)> =
        open.iter().map(|rule| (rule.rsplit('/').next().unwrap(), None)).take(1).collect();
    assert_eq!(waived(PROPOSALS[3], &rules).verdict, FileVerdict::Fail);
}

#[test]
fn a_baseline_changes_no_verdict_and_counts_what_is_new() {
    for yaml in PROPOSALS {
        let before = report_on(RULES, &[], yaml);
        let mut all = before.clone();
        let could = set_known(&mut all.findings, 1, |_| true, false);
        settle(&mut all);
        assert_eq!((all.verdict, all.beyond_baseline), (before.verdict, FileVerdict::Pass), "{yaml}");
        assert_eq!(all.rules, before.rules);
        // Each one alone that is not known keeps its weight.
        for new in could {
            let mut one = before.clone();
            set_known(&mut one.findings, 1, |entry| *entry != new, false);
            settle(&mut one);
            let finding = one.findings.iter().find(|finding| finding.aside.is_none()).unwrap();
            let expected = match new.outcome.as_str() {
                "fail" => FileVerdict::Fail,
                _ => FileVerdict::Undetermined,
            };
            assert_eq!(one.beyond_baseline, expected, "{yaml}: {}", finding.rule);
        }
    }
}
