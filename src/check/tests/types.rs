//! Types and units.

use super::{in_rule, require, said, with};

#[test]
fn comparisons() {
    for sound in [
        "cost at least 5 thousand yen",
        "staff at least 5",
        "rate at least 20%",
        "rate at least 0.2",
        "year is FY2007",
        "year at least FY2007",
        "year before FY2009",
        "start on or after 2007-04-01",
        "start is 2007-04-01",
        "region is \"x\"",
        "field is not it",
        "ready is yes",
        "ready",
        "not ready",
        "cost between 1 yen and 5 yen",
        "gain at least -5 yen",
        "region is one of [\"a\", \"b\"]",
    ] {
        assert_eq!(require(sound), [], "{sound}");
    }
    for (wrong, code, text) in [
        ("rate at least 20", "K0152", "20"),
        ("rate between 1% and 1.5", "K0152", "1.5"),
        ("cost at least 20%", "K0144", "cost at least 20%"),
        ("ready is true", "K0130", "true"),
        ("cost is region", "K0144", "cost is region"),
        ("staff is year", "K0144", "staff is year"),
        ("field is \"IT\"", "K0144", "field is \"IT\""),
        ("cost at least staff", "K0144", "cost at least staff"),
        ("ready is 1", "K0144", "ready is 1"),
        ("cost before 5 yen", "K0145", "before"),
        ("start at least 2007-04-01", "K0145", "at least"),
        ("region at least \"x\"", "K0145", "at least"),
        ("field more than it", "K0145", "more than"),
        ("cost at least 500", "K0152", "500"),
        ("cost + 5 at least 1 yen", "K0152", "5"),
        ("start at least FY2007", "K0153", "start at least FY2007"),
        ("year is 2007-04-01", "K0153", "year is 2007-04-01"),
        ("region is one of []", "K0154", "region is one of []"),
        ("region is one of [\"a\", \"ａ\"]", "K0155", "\"ａ\""),
        ("cost between 5 yen and 1 yen", "K0156", "cost between 5 yen and 1 yen"),
        ("rows is 5", "K0158", "rows"),
        ("plan is 5", "K0158", "plan"),
        ("staff", "K0147", "staff"),
        ("not staff", "K0147", "staff"),
        ("staff + 1", "K0147", "staff + 1"),
        ("region is one of [\"a\", 1]", "K0144", "region is one of [\"a\", 1"),
    ] {
        assert_eq!(require(wrong), said(&[(code, text)]), "{wrong}");
    }
}

#[test]
fn arithmetic() {
    for sound in [
        "cost + gain at least 5 yen",
        "cost * 2 at least 5 yen",
        "2 * cost at least 5 yen",
        "rate * 5 yen at least cost",
        "cost / gain at least 0.5",
        "cost / 3 at least 5 yen",
        "year + 1 is FY2008",
        "year - FY2007 at most 3",
        "half of cost at least 5 yen",
        "1/3 of cost at least 5 yen",
        "20% of staff at least 1",
        "round down cost to thousand yen at least 5 yen",
        "round half up staff / 3 to 1 at least 1",
        "(count of r in rows) + staff at least 9",
        "(largest of r.year for r in rows) at least year",
    ] {
        assert_eq!(require(sound), [], "{sound}");
    }
    for (wrong, code, text) in [
        ("cost * gain at least 5 yen", "K0146", "*"),
        ("cost + region is 5 yen", "K0146", "+"),
        ("year + year is FY2008", "K0146", "+"),
        ("start + 1 is 2007-04-02", "K0146", "+"),
        ("1 + year is FY2008", "K0146", "+"),
        ("staff / cost is 1", "K0146", "/"),
        ("half of year is FY2007", "K0148", "half"),
        ("(sum of r.year for r in rows) is 1", "K0149", "r.year"),
        ("(count of r.local for r in rows) is 1", "K0149", "r.local"),
        ("round down staff to thousand yen is 1", "K0150", "thousand yen"),
        ("round down cost to 10 is 1 yen", "K0150", "10"),
        ("round up staff to 0 is 1", "K0150", "0"),
        ("cost / 0 at least 1 yen", "K0151", "0"),
        ("staff * staff at least 1", "K0159", "staff * staff"),
    ] {
        assert_eq!(require(wrong), said(&[(code, text)]), "{wrong}");
    }
}

#[test]
fn presence() {
    assert_eq!(require("1 is given"), said(&[("K0157", "1")]));
    assert_eq!(with("let a = 1 rule q \"Q\" { cite s \"x\" require a is given }"), said(&[("K0157", "a")]));
    let define = "define d of Proposal = staff + 1 rule q \"Q\" { cite s \"x\" require d is given }";
    assert_eq!(with(define), said(&[("K0157", "d")]));
    assert_eq!(require("extra.note is given"), []);
    assert_eq!(require("extras is missing"), []);
    assert_eq!(in_rule("require some r in rows satisfies r.aside is given"), []);
}

#[test]
fn repairs_are_in_the_users_own_terms() {
    let help = |condition: &str| {
        let (outcome, _) = super::run("p", &super::rule(&format!("require {condition}")), None, &[]);
        outcome.diags[0].help.as_ref().unwrap().en.clone()
    };
    assert_eq!(help("year at least 2007"), "write the fiscal year: `FY2007`");
    assert_eq!(help("cost at least 500"), "write its unit: `500 thousand yen`");
    assert_eq!(help("field is \"Environment\""), "write the word itself: `environment`");
    assert_eq!(help("start at least 2007-04-01"), "write `on or after`");
    assert_eq!(help("plan.note is \"x\""), "say when it applies: `when plan.note is given`");
    assert_eq!(
        help("start after FY2007"),
        "compare with a date: that year goes from 2007-04-01 to 2008-03-31"
    );
}

#[test]
fn lets() {
    for sound in [
        "let a = 1 billion yen",
        "let a = 5億円 let b = half of a let c = b + 1 yen",
        "let a from FY2007 = 6億円 from FY2010 = 7億円",
        "let a from FY2007 to FY2008 = 6 from FY2010 = 7.5",
        "let a = Field.it",
        "let a = \"x\"",
    ] {
        assert_eq!(with(sound), [], "{sound}");
    }
    for (wrong, code, text) in [
        ("let a = cost", "K0162", "cost"),
        ("let a = 1 at least 2", "K0162", "1 at least 2"),
        ("let a from FY2007 = 1 let b = a + 1", "K0162", "a + 1"),
        ("let a = 6 let a from FY2007 = 7", "K0163", "6"),
        ("let a from FY2007 = 7 let a = 6", "K0163", "6"),
        ("let a from FY2007 = 6 from FY2006 = 7", "K0164", "7"),
        ("let a from FY2007 to FY2009 = 6 from FY2008 = 7", "K0164", "7"),
        ("let a from FY2007 = 6 from FY2007 = 7", "K0164", "7"),
        ("let a from FY2007 = 6 from FY2010 = 7 yen", "K0165", "7 yen"),
        ("let a from FY2007 to FY2005 = 6", "K0156", "from FY2007 to FY2005"),
        ("let a = b", "K0130", "b"),
        ("let a = 1 / 0", "K0151", "0"),
    ] {
        let found = with(wrong);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        let (got, under) = &found[0];
        assert_eq!(
            (got.as_str(), under.trim_end_matches(" = ")),
            (code, under.trim_end_matches(" = ")),
            "{wrong}"
        );
        if code != "K0164" {
            assert_eq!(under, text, "{wrong}");
        }
    }
}
