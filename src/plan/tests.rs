//! Which conditions and bounds are listed, in the words in which the rules are written.

use super::{Bound, End, Owner, Plan, Unit, bounds, build, conditions};
use crate::check::typed::RuleId;
use crate::check::{PackFiles, check};
use crate::syntax::parse;
use crate::text::{FileId, Source, Span};

const HEAD: &str = r#"
program p { title "P" proposal Proposal as of year }
source s { title "S" }
record Proposal {
  year  : fiscal year
  start : date
  staff : whole number
  rate  : percent
  ready : yes/no
  cost  : thousand yen
  grant : optional yen
  rows  : list of Row, 1 to 5
}
record Row { year : fiscal year  national : thousand yen  local : thousand yen }
"#;

/// A pack with one rule (and what is declared before it), and its text.
fn pack(before: &str, body: &str) -> (Plan, Source) {
    let text = format!("{HEAD}{before}\nrule r \"R\" {{ cite s \"x\" {body} }}\n");
    let source = Source::new(FileId(0), "p.kisoku", text);
    let parsed = parse(&source);
    assert!(parsed.diags.is_empty(), "{:?}", parsed.diags);
    let files = PackFiles { id: "p", rules: vec![(&source, &parsed.value)], tests: Vec::new() };
    let checked = check(&files, &[], &[]);
    let plan = build(checked.value.unwrap());
    (plan, source)
}

fn at(source: &Source, span: Span) -> String {
    source.slice(span).to_owned()
}

/// A bound as `compared | comparator | limit | unit | values`.
fn shown(plan: &Plan, source: &Source, bound: &Bound) -> String {
    let slice = |node| at(source, plan.node(node).unwrap().span);
    let values: Vec<String> = bound
        .limits
        .iter()
        .map(|limit| match limit.from {
            None => format!("{:?}", limit.value),
            Some(from) => format!(
                "{from}..{}: {:?}",
                limit.to.map_or(String::new(), |day| day.to_string()),
                limit.value
            ),
        })
        .collect();
    let end = if bound.end == End::Only { String::new() } else { format!(" ({:?})", bound.end) };
    format!(
        "{} | {} | {} | {:?}{end} | {}",
        slice(bound.compared),
        bound.comparator.words(),
        slice(bound.limit),
        bound.unit,
        values.join(", ")
    )
}

fn listed(before: &str, body: &str) -> Vec<String> {
    let (plan, source) = pack(before, body);
    bounds(&plan).iter().map(|bound| shown(&plan, &source, bound)).collect()
}

fn parts(before: &str, body: &str) -> Vec<String> {
    let (plan, source) = pack(before, body);
    let all = conditions(&plan);
    all.iter().map(|one| format!("{} | {:?} | {}", one.part, one.role, at(&source, one.span))).collect()
}

#[test]
fn a_figure_on_either_side_is_the_limit() {
    assert_eq!(
        listed("", "require cost at least 5 yen require 5 yen at least cost"),
        ["cost | at least | 5 yen | Yen | Num(Int(5))", "cost | at most | 5 yen | Yen | Num(Int(5))",]
    );
}

#[test]
fn a_between_is_two_bounds_and_days_have_their_own_words() {
    assert_eq!(
        listed(
            "let low = 2 yen",
            "require cost between low and 3 * low require start between 2024-01-01 and 2024-02-01"
        ),
        [
            "cost | at least | low | Yen (Low) | Num(Int(2))",
            "cost | at most | 3 * low | Yen (High) | Num(Int(6))",
            "start | on or after | 2024-01-01 | Day (Low) | Date(Date(2024-01-01))",
            "start | on or before | 2024-02-01 | Day (High) | Date(Date(2024-02-01))",
        ]
    );
}

#[test]
fn a_dated_figure_has_a_value_for_each_time() {
    let low = "let low from FY2024 to FY2024 = 2 yen from FY2026 = 3 yen";
    assert_eq!(
        listed(low, "require cost at least 2 * low"),
        ["cost | at least | 2 * low | Yen | 2024-04-01..2025-03-31: Num(Int(4)), 2026-04-01..: Num(Int(6))"]
    );
}

#[test]
fn both_sides_may_be_worked_out_of_the_proposal() {
    assert_eq!(
        listed("", "for each row in rows { require row.local at least half of row.national }"),
        ["row.local | at least | half of row.national | Yen | "]
    );
}

#[test]
fn steps_follow_what_is_compared() {
    let body = "require staff more than 2 require rate at most 20% require year is not FY2024
                require (count of row in rows) less than 4";
    let units: Vec<Unit> = bounds(&pack("", body).0).iter().map(|bound| bound.unit).collect();
    assert_eq!(units, [Unit::One, Unit::Ratio, Unit::Year, Unit::One]);
    assert!(listed("", "require ready is ready").is_empty());
}

#[test]
fn a_rule_has_the_bounds_of_what_it_goes_through() {
    let before =
        "define large of Proposal = cost at least 9 yen\ndefine unused of Proposal = cost at most 1 yen";
    let (plan, source) = pack(before, "when large require staff at least 1");
    let through: Vec<String> =
        plan.bounds_of(RuleId(0)).iter().map(|bound| shown(&plan, &source, bound)).collect();
    assert_eq!(
        through,
        ["staff | at least | 1 | One | Num(Int(1))", "cost | at least | 9 yen | Yen | Num(Int(9))"]
    );
    let owners: Vec<bool> =
        bounds(&plan).iter().map(|bound| matches!(bound.owner, Owner::Define(_))).collect();
    assert_eq!(owners, [false, true]);
}

#[test]
fn each_part_of_a_rule_has_a_name_of_its_own() {
    assert_eq!(
        parts(
            "define large of Proposal = cost at least 9 yen and ready",
            "when large
             unless not ready because \"x\"
             require any of { staff at least 1, (sum of row.local for row in rows where row.year is year) at least (sum of row.national for row in rows where row.year is year) }
               other reading staff at least 2 because \"y\"
             require every row in rows where row.year is year satisfies (row.local at least 1 yen or ready)"
        ),
        [
            "when 1 | When | large",
            "unless 1 | Unless | not ready",
            "require 1 | Require | require any of { staff at least 1, (sum of row.local for row in rows where row.year is year) at least (sum of row.national for row in rows where row.year is year) }",
            "require 1 / branch 1 | Branch | staff at least 1",
            "require 1 / branch 2 | Branch | (sum of row.local for row in rows where row.year is year) at least (sum of row.national for row in rows where row.year is year)",
            "require 1 / branch 2 / where | Filter | row.year is year",
            "require 1 / branch 2 / where 2 | Filter | row.year is year",
            "require 1 / reading 1 | Reading | staff at least 2",
            "require 2 | Require | every row in rows where row.year is year satisfies (row.local at least 1 yen or ready)",
            "require 2 / where | Filter | row.year is year",
            "require 2 / satisfies | Item | row.local at least 1 yen or ready",
            "require 2 / satisfies / or 1 | Side | row.local at least 1 yen",
            "require 2 / satisfies / or 2 | Side | ready",
            "is | Derived | cost at least 9 yen and ready",
            "is / and 1 | Side | cost at least 9 yen",
            "is / and 2 | Side | ready",
        ]
    );
}
