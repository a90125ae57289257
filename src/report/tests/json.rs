//! The wire format, read back strictly.

use super::helper::{HEAD, report_on, run_of};
use crate::report::json;

#[test]
fn first_slice() {
    let rules = format!(
        "{HEAD}{}",
        r#"
record Proposal {
  fiscal_year : fiscal year
  rows : list of Row, 1 to 5  label ja "本体事業"
}
record Row {
  year : fiscal year
  national : thousand yen label ja "国費"
  local : thousand yen label ja "地域負担"
}
rule local_share "Local actors bear half" {
  title ja "地域負担は2分の1以上"
  cite seminar "Main"
  for each row in rows {
    require row.local at least half of row.national
  }
}
"#
    );
    let yaml = "program: test\nfiscal_year: FY2007\nrows:\n  - year: FY2007\n    national: 5億円\n    local: 200,000千円\n";
    let report = run_of(report_on(&rules, &[], yaml));
    println!("{}", json(&report));
    assert_eq!(report.proposals[0].findings.len(), 1);
}
