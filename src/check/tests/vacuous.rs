//! Conditions that never or always hold.

use super::{HEAD, diagnose_with, in_rule, require, said, with};

#[test]
fn requirements_that_cannot_hold() {
    for never in [
        "cost less than 0 yen",
        "cost more than 5 yen and cost less than 3 yen",
        "year is FY2007 and year is FY2008",
        "staff more than 5 and staff less than 6",
        "field is it and field is environment",
        "field is not it and field is not environment",
        "ready and not ready",
        "region is \"a\" and region is \"b\"",
        "region is one of [\"a\", \"b\"] and region is \"c\"",
        "start before 2007-01-01 and start after 2008-01-01",
        "grant is given and grant is missing",
        "(count of r in rows) at least 6",
        "(count of r in rows) is 0",
        "cost more than cost",
        "cost + 5 yen less than 5 yen",
        "(sum of r.local for r in rows) less than 0 yen",
        "1 is 2",
        "not (cost at least 0 yen)",
        "every r in rows satisfies r.local less than 0 yen",
        "cost between 5 yen and 9 yen and cost at least 10 yen",
    ] {
        assert_eq!(require(never), said(&[("K0178", never)]), "{never}");
    }
    assert_eq!(require("1 is 1"), said(&[("K0179", "1 is 1")]));
    let any = in_rule("require any of { ready  cost less than 0 yen }");
    assert_eq!(any, said(&[("K0178", "cost less than 0 yen")]));
    let reading = in_rule("require ready other reading cost less than 0 yen because \"b\"");
    assert_eq!(reading, said(&[("K0178", "cost less than 0 yen")]));
}

#[test]
fn what_may_hold_is_left_alone() {
    for maybe in [
        "cost at most 0 yen",
        "gain less than 0 yen",
        "cost more than 5 yen or cost less than 3 yen",
        "cost more than 5 yen and gain less than 3 yen",
        "cost more than 5 yen and cost less than 6 yen",
        "year is FY2007 or year is FY2008",
        "every r in rows satisfies r.year is FY2007",
        "(count of r in rows) at least 5",
        "(count of r in rows where r.year is year) is 0",
        "some r in rows satisfies r.year is FY2007 and (some q in rows satisfies q.year is FY2008)",
        "staff less than 0",
        "cost is given",
        "no r in rows satisfies r.local is 0 yen",
        "cost at least 0 yen",
        "half of cost at most gain",
        "round down cost to million yen is 0 yen",
    ] {
        assert_eq!(require(maybe), [], "{maybe}");
    }
}

#[test]
fn gates() {
    assert_eq!(
        in_rule("when cost less than 0 yen require ready"),
        said(&[("K0178", "cost less than 0 yen")])
    );
    assert_eq!(in_rule("when cost at least 0 yen require ready"), said(&[("K0179", "cost at least 0 yen")]));
    assert_eq!(
        in_rule("unless (count of r in rows) at least 1 because \"b\" require ready"),
        said(&[("K0179", "(count of r in rows) at least 1")])
    );
    assert_eq!(
        in_rule("unless cost less than 0 yen because \"b\" require ready"),
        said(&[("K0178", "cost less than 0 yen")])
    );
    assert_eq!(
        in_rule("when year is FY2007 when year is FY2008 require ready"),
        said(&[("K0178", "year is FY2008")])
    );
    assert_eq!(
        require("every r in rows where r.local less than 0 yen satisfies ready"),
        said(&[("K0178", "r.local less than 0 yen")])
    );
    assert_eq!(
        with("judgement j \"J\" { cite s \"x\" when cost less than 0 yen }"),
        said(&[("K0178", "cost less than 0 yen")])
    );
    let define =
        "define d of Proposal = cost less than 0 yen rule q \"Q\" { cite s \"x\" when d require ready }";
    assert_eq!(with(define), said(&[("K0178", "d")]));
    assert_eq!(
        with("define d of Proposal = (count of r in rows where r.local less than 0 yen) + 1"),
        said(&[("K0178", "r.local less than 0 yen")])
    );
}

#[test]
fn tables_and_empty_lists() {
    let tabled = |condition: &str| {
        let rules = format!(
            "{HEAD}table t from \"t.csv\" {{ name : text  since : fiscal year }}\nrule q \"Q\" {{ cite s \"x\" require {condition} }}"
        );
        diagnose_with(&rules, None, &[("t.csv", Ok("name,since\nA,FY2002\nB,FY2003\n"))])
    };
    assert_eq!(tabled("some c in t satisfies c.name is region"), []);
    assert_eq!(tabled("some c in t where c.since is FY2003 satisfies c.name is region"), []);
    assert_eq!(
        tabled("some c in t where c.since is FY2004 satisfies c.name is region"),
        said(&[("K0178", "c.since is FY2004")])
    );
    assert_eq!(
        tabled("some c in t where c.name is \"C\" satisfies c.name is region"),
        said(&[("K0178", "c.name is \"C\"")])
    );
    let known = "some c in t satisfies c.since is FY2003";
    assert_eq!(tabled(known), said(&[("K0179", known)]));
    let none = "every c in t satisfies c.since is FY2003";
    assert_eq!(tabled(none), said(&[("K0178", none)]));
    assert_eq!(tabled("(count of c in t) is staff"), []);
    let list =
        "record Q { none : list of text, 0 to 0 } define d of Q = every x in none satisfies x is \"x\"";
    assert_eq!(with(list), said(&[("K0180", "none")]));
}

#[test]
fn labels_say_why() {
    let (outcome, sources) =
        super::run("p", &super::rule("require (count of r in rows) at least 6"), None, &[]);
    let label = &outcome.diags[0].labels[1];
    assert_eq!((sources[0].slice(label.span), label.text.en.as_str()), ("rows", "1 to 5 items"));
    let (outcome, _) = super::run("p", &super::rule("when cost at least 0 yen require ready"), None, &[]);
    assert_eq!(outcome.diags[0].labels[1].text.en, "this is never below zero");
}

#[test]
fn large_packs_are_checked_in_time() {
    let mut csv = "name,since\n".to_owned();
    for at in 0..6_000 {
        csv.push_str(&format!("Region {at},FY{}\n", 1990 + at % 20));
    }
    let mut rules = format!("{HEAD}table t from \"t.csv\" {{ name : text  since : fiscal year }}\n");
    for at in 0..300 {
        rules.push_str(&format!(
            "rule q{at} \"Q\" {{ cite s \"x\" conflicts with q{} because \"c\" when some c in t satisfies c.name is region \
             require every c in t where c.since is year satisfies c.name is not region }}\n",
            at ^ 1
        ));
    }
    assert_eq!(diagnose_with(&rules, None, &[("t.csv", Ok(&csv))]), []);
}
