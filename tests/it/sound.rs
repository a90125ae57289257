//! A pack and a proposal with which nothing is wrong, to break in some way.

use std::fs;

/// The rules beside the head that the pages of the specification stand on.
pub(crate) const RULES: &str = r#"rule fits "The national amount is at most 10億円" {
  cite guide "1. 目的"
  require national at most 10億円
}
"#;

pub(crate) const PROPOSAL: &str = "program: demo
region: 北国
fiscal_year: FY2007
national: 5億円
local: 3億円
field: it
years:
  - { year: FY2007, amount: 5億円 }
";

/// A folder with the pack and nothing else.
pub(crate) fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("rules/demo");
    fs::create_dir_all(&pack).unwrap();
    fs::write(pack.join("head.kisoku"), include_str!("../spec/head.kisoku")).unwrap();
    fs::write(pack.join("demo.kisoku"), RULES).unwrap();
    folder
}
