//! Every form of requirement, its failure read aloud in both languages.

use super::golden::golden;
use super::helper::{HEAD, report_with};
use crate::report::{Finding, ReportOptions};

const SCHEMA: &str = r#"
enum Kind {
  basic   label en "Basic"   ja "基礎"
  applied label en "Applied" ja "応用"
  mixed   label en "Mixed"   ja "混合"
}

record Proposal {
  region      : text                  label ja "地域名"
  fiscal_year : fiscal year           label ja "公募年度"
  start       : date                  label ja "開始日"
  end         : date                  label ja "終了日"
  kind        : Kind                  label ja "区分"
  agreed      : yes/no                label ja "同意"
  share       : percent               label ja "負担率"
  ratio       : number                label ja "倍率"
  members     : whole number          label ja "人数"
  budget      : thousand yen          label ja "総額"
  reserve     : yen                   label ja "予備費"
  note        : optional text         label ja "備考"
  rows        : list of Row, 0 to 5   label ja "本体事業"
  partners    : list of text, 0 to 5  label ja "連携機関"
}

record Row {
  year     : fiscal year   label ja "年度"
  national : thousand yen  label ja "国費"
  local    : thousand yen  label ja "地域負担"
}

table clusters from "clusters.csv" {
  name    : text
  started : fiscal year
}

let floor = 5億円
let cap from FY2008 = 6億円

define funded of Proposal = sum of r.national for r in rows
define known of Proposal = some c in clusters satisfies c.name is region
"#;

pub(super) const BASE: &str = "\
program: test
region: Saporo
fiscal_year: FY2007
start: 2007-10-10
end: 2008-03-31
kind: basic
agreed: no
share: 30%
ratio: 1.5
members: 3
budget: 900,000千円
reserve: 0円
rows:
  - {year: FY2007, national: 4億円, local: 2億円}
  - {year: FY2008, national: 6億円, local: 20百万円}
  - {year: FY2007, national: 3億円, local: 0.1億円}
partners: [Oulu, Lund]
";

const CLUSTERS: &str = "name,started\nSapporo,2002\nSendai,2002\n";

/// The findings of one requirement on the base proposal, with lines of it replaced.
pub(super) fn findings(body: &str, edits: &[(&str, &str)]) -> Vec<Finding> {
    let rules =
        format!("{HEAD}{SCHEMA}\nrule r \"R\" {{\n  title ja \"規則\"\n  cite seminar \"S\"\n  {body}\n}}\n");
    let mut yaml = BASE.to_owned();
    for (from, to) in edits {
        assert!(yaml.contains(from), "{from}");
        yaml = yaml.replace(from, to);
    }
    report_with(&rules, &[("clusters.csv", CLUSTERS)], &yaml, ReportOptions::default())
        .findings
        .into_iter()
        .filter(|finding| finding.rule == "test/r")
        .collect()
}

fn words(body: &str, edits: &[(&str, &str)]) -> String {
    let mut out = format!("# {body}\n");
    for f in findings(body, edits) {
        let m = &f.measure;
        out.push_str(&format!("{} @{} {}\n", f.outcome.word(), f.path, f.title.en));
        out.push_str(&format!("  en: {}\n  ja: {}\n", f.message.en, f.message.ja));
        out.push_str(&format!(
            "  {:?} {:?} {:?} {:?} {:?}\n",
            m.actual, m.relation, m.bound, m.short_by, m.unit
        ));
        for r in &f.repairs {
            out.push_str(&format!(
                "  repair {} -> {:?} {} / {} {:?}\n",
                r.path, r.to, r.text.en, r.text.ja, r.refused_by
            ));
        }
        if !f.needs.is_empty() {
            out.push_str(&format!("  needs {:?} {}\n", f.needs, f.title.ja));
        }
        for s in &f.snippets {
            for k in &s.marks {
                out.push_str(&format!(
                    "  mark {}{}: {} / {}\n",
                    k.line,
                    if k.primary { "*" } else { "" },
                    k.text.en,
                    k.text.ja
                ));
            }
        }
    }
    out
}

#[test]
fn every_form_read_aloud() {
    let none: &[(&str, &str)] = &[];
    let mut out = String::new();
    for (body, edits) in [
        ("require budget at least 10億円", none),
        ("require budget at most floor", none),
        ("require budget more than 900,000千円", none),
        ("require budget less than 9億円", none),
        ("require budget is 10億円", none),
        ("require budget is not 9億円", none),
        ("require region is \"Sapporo\"", none),
        ("require region is not \"Saporo\"", none),
        ("require every p in partners satisfies p is not region", &[("region: Saporo", "region: Oulu")]),
        ("require kind is applied", none),
        ("require kind is one of [applied, mixed]", none),
        ("require region is one of [\"Sapporo\", \"Sendai\"]", none),
        ("require region is not one of [\"Saporo\", \"Sendai\"]", none),
        ("require start on or before 2007-10-01", none),
        ("require end after start", &[("end: 2008-03-31", "end: 2007-10-10")]),
        ("require fiscal_year at least FY2009", none),
        ("require fiscal_year less than FY2007", none),
        ("require share at least 50%", none),
        ("require share more than 1/3 of ratio", none),
        ("require ratio at least 2", none),
        ("require members at least 5", none),
        ("require members at most half of ratio", none),
        ("require budget between floor and 8億円", none),
        ("require not (budget between floor and 10億円)", none),
        ("require agreed", none),
        ("require not agreed", &[("agreed: no", "agreed: yes")]),
        ("require note is given", none),
        ("require note is given", &[("members: 3", "members: 3\nnote: 該当なし")]),
        ("require note is missing", &[("members: 3", "members: 3\nnote: x")]),
        ("require budget at least 10億円 and members at least 4", none),
        ("require budget at least 10億円 or members at least 4", none),
        ("require any of { budget at least 10億円  members at least 4 }", none),
        ("require every r in rows satisfies r.local at least half of r.national", none),
        ("require every r in rows where r.year is FY2007 satisfies r.national at least floor", none),
        ("require some r in rows satisfies r.national at least 7億円", none),
        (
            "require some r in rows satisfies r.national at least 7億円",
            &[(
                "rows:\n  - {year: FY2007, national: 4億円, local: 2億円}\n  - {year: FY2008, national: 6億円, local: 20百万円}\n  - {year: FY2007, national: 3億円, local: 0.1億円}\n",
                "rows: []\n",
            )],
        ),
        ("require no r in rows satisfies r.national more than floor", none),
        ("require no two of r.year for r in rows are equal", none),
        (
            "require no two of p for p in partners are equal",
            &[("[Oulu, Lund]", "[Oulu, Lund, Oulu, Oulu, Oulu]")],
        ),
        ("require some p in partners satisfies p is region", none),
        ("require (sum of r.national for r in rows) at most budget", none),
        ("require (count of r in rows) at least 4", none),
        ("require (count of r in rows where r.year is FY2007) at most 1", none),
        (
            "when (count of r in rows) at least 1\n  require (largest of r.national for r in rows) at most floor",
            none,
        ),
        (
            "when (count of r in rows) at least 1\n  require (smallest of r.local for r in rows) at least 1億円",
            none,
        ),
        ("for each r in rows { require r.local at least 20% of r.national }", none),
        ("for each r in rows { require r.local at least round up half of r.national to billion yen }", none),
        ("require funded at most 10億円", none),
        ("require known", none),
        ("require budget at least cap", none),
        ("require budget / reserve at least 2", none),
        ("require budget at least 10億円", &[("budget: 900,000千円\n", "")]),
        ("require budget at least 10億円", &[("budget: 900,000千円", "budget: 約9億円")]),
        ("when note is given\n  require budget at least 10億円", &[("members: 3", "members: 3\nnote: x")]),
        ("when agreed\n  require budget at least 10億円", &[("agreed: no\n", "")]),
        (
            "for each r in rows { require r.local at least half of r.national }",
            &[(
                "rows:\n  - {year: FY2007, national: 4億円, local: 2億円}\n  - {year: FY2008, national: 6億円, local: 20百万円}\n  - {year: FY2007, national: 3億円, local: 0.1億円}\n",
                "",
            )],
        ),
        ("for each r in rows { require r.local + r.national at most 5億円 }", none),
        ("require not (region is \"Saporo\" or agreed)", none),
        ("require every r in rows satisfies (r.year at least FY2008 and r.local more than 0円)", none),
        ("require not every r in rows satisfies r.national more than 1億円", none),
        ("require budget - funded at least 0円", none),
        ("message en \"got {note}\" ja \"{note}のみ\"\n  require note is given", none),
        ("message en \"only {budget}\" ja \"{budget}のみ\"\n  require budget at least 10億円", none),
    ] {
        out.push_str(&words(body, edits));
        out.push('\n');
    }
    golden("forms.txt", &out);
}
