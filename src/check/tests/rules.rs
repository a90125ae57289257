//! Clauses of rules, their steps, and guards of optional values.

use super::{in_rule, require, said, with};

#[test]
fn clauses() {
    assert_eq!(with("rule t \"T\" { require ready }"), said(&[("K0168", "t")]));
    assert_eq!(in_rule("own because \"b\" require ready"), []);
    assert_eq!(in_rule("kind funds require ready"), said(&[("K0169", "funds")]));
    assert_eq!(in_rule("severity warning require ready"), said(&[("K0169", "warning")]));
    assert_eq!(in_rule("conflicts with r because \"b\" require ready"), said(&[("K0170", "r")]));
    assert_eq!(in_rule("conflicts with soudn because \"b\" require ready"), said(&[("K0130", "soudn")]));
    let twice = "conflicts with sound because \"b\" conflicts with sound because \"c\" require ready";
    assert_eq!(in_rule(twice), said(&[("K0125", "conflicts with sound because \"c\"")]));
    assert_eq!(in_rule("kind form kind form require ready"), said(&[("K0125", "kind form")]));
}

#[test]
fn bodies() {
    assert_eq!(in_rule(""), said(&[("K0172", "r")]));
    assert_eq!(in_rule("when ready"), said(&[("K0172", "r")]));
    assert_eq!(in_rule("require ready when staff is 1"), said(&[("K0173", "when staff is 1")]));
    assert_eq!(
        in_rule("require ready unless staff is 1 because \"b\""),
        said(&[("K0173", "unless staff is 1 because \"b\"")])
    );
    assert_eq!(in_rule("require ready when staff is 1 { require cost at least 5 yen }"), []);
    assert_eq!(in_rule("require ready when staff is 1 { }"), said(&[("K0172", "when staff is 1 { }")]));
    assert_eq!(
        in_rule("unless staff is 1 because \"b\" cite q \"x\" require ready"),
        said(&[("K0130", "q")])
    );
}

#[test]
fn a_line_holds_what_follows() {
    use crate::check::typed::Step;
    let (outcome, _) = super::run(
        "p",
        &super::rule("when ready unless staff is 1 because \"b\" require cost > 1 yen"),
        None,
        &[],
    );
    let pack = outcome.value.unwrap();
    let [Step::When(_, inner)] = pack.rules[1].body.as_slice() else { panic!() };
    let [Step::Unless(_, inner)] = inner.as_slice() else { panic!() };
    assert!(matches!(inner.as_slice(), [Step::Require(_)]));
}

#[test]
fn messages() {
    let each =
        |message: &str| in_rule(&format!("{message} for each row in rows {{ require row.local > 1 yen }}"));
    assert_eq!(each("message \"{row.local} of {region}, {row.aside}\""), []);
    assert_eq!(each("message ja \"{row.lcoal}\""), said(&[("K0137", "lcoal")]));
    assert_eq!(each("help \"{row.local\""), said(&[("K0171", "{")]));
    assert_eq!(each("help \"row}\""), said(&[("K0171", "}")]));
    assert_eq!(each("help \"{}\""), said(&[("K0171", "{")]));
    let wrong = "message \"{row.local}\" for each row in rwos { require row.local > 1 yen }";
    assert_eq!(in_rule(wrong), said(&[("K0130", "rwos")]));
    let two = "for each row in rows { require row.local > 1 yen } require ready message \"{row.local}\"";
    assert_eq!(in_rule(two), said(&[("K0130", "row")]));
}

#[test]
fn optional_values_need_a_guard() {
    assert_eq!(require("grant at least 1 yen"), said(&[("K0161", "grant")]));
    assert_eq!(require("extra.budget at least 1 yen"), said(&[("K0161", "extra.budget")]));
    assert_eq!(require("plan.note is \"x\""), said(&[("K0161", "plan.note")]));
    assert_eq!(require("every r in extras satisfies r.local > 1 yen"), said(&[("K0161", "extras")]));
    assert_eq!(require("(sum of r.local for r in extras) > 1 yen"), said(&[("K0161", "extras")]));
    assert_eq!(require("(sum of r.aside for r in rows) > 1 yen"), said(&[("K0161", "r.aside")]));
    assert_eq!(in_rule("for each r in extras { require r.local > 1 yen }"), said(&[("K0161", "extras")]));
    // One slip is one error.
    assert_eq!(require("grant at least 1 yen and grant at most 5 yen"), said(&[("K0161", "grant")]));
    // The second optional part of a path needs its own guard.
    assert_eq!(in_rule("when extra is given require extra.note is \"x\""), said(&[("K0161", "extra.note")]));
}

#[test]
fn guards() {
    for body in [
        "when grant is given require grant at least 1 yen",
        "when grant is given { require grant at least 1 yen }",
        "when ready and grant is given require grant at least 1 yen",
        "unless grant is missing because \"b\" require grant at least 1 yen",
        "unless not grant is given because \"b\" require grant at least 1 yen",
        "require grant is given and grant at least 1 yen",
        "require grant is missing or grant at least 1 yen",
        "require (not grant is given) or grant at least 1 yen",
        "require not grant is missing and grant at least 1 yen",
        "require any of { grant is missing  grant at least 1 yen }",
        "require any of { grant is given and grant at least 1 yen  ready }",
        "when extra.note is given require extra.note is \"x\" require extra.budget at least 1 yen",
        "require (sum of r.aside for r in rows where r.aside is given) at most 9 yen",
        "require every r in rows where r.aside is given satisfies r.aside at most 9 yen",
        "when extras is given for each r in extras { require r.local > 1 yen }",
        "when (ready and grant is given) or (staff is 1 and grant is given) require grant > 1 yen",
    ] {
        assert_eq!(in_rule(body), [], "{body}");
    }
    for body in [
        "when ready or grant is given require grant at least 1 yen",
        "when grant is missing require grant at least 1 yen",
        "require any of { grant is given  grant at least 1 yen }",
        "when grant is given { require ready } require grant at least 1 yen",
        "require grant is given or grant at least 1 yen",
    ] {
        assert_eq!(in_rule(body), said(&[("K0161", "grant")]), "{body}");
    }
    let define = "define granted of Proposal = grant is given\n";
    assert_eq!(
        with(&format!("{define}rule g \"G\" {{ cite s \"x\" when granted require grant > 1 yen }}")),
        []
    );
}

#[test]
fn largest_needs_an_item() {
    assert_eq!(require("(largest of r.local for r in rows) at most 5 yen"), []);
    assert_eq!(require("(largest of n for n in names) at most 5"), said(&[("K0149", "n")]));
    let filtered = "(largest of r.local for r in rows where r.year is year) at most 5 yen";
    assert_eq!(
        require(filtered),
        said(&[("K0160", "largest of r.local for r in rows where r.year is year")])
    );
    let count = "when (count of x in rows where x.year is year) at least 1";
    assert_eq!(in_rule(&format!("{count} require {filtered}")), []);
    let some = "when some x in rows where x.year is year satisfies x.local > 1 yen";
    assert_eq!(in_rule(&format!("{some} require {filtered}")), []);
    let other = "when (count of x in rows where x.year is not year) at least 1";
    assert_eq!(in_rule(&format!("{other} require {filtered}")).len(), 1);
    assert_eq!(in_rule("when extras is given require (smallest of r.year for r in extras) is year"), []);
}
