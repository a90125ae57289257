//! Names: unknown, twice, hidden, in a circle, of the wrong kind.

use super::{HEAD, in_rule, require, run, said, with};

#[test]
fn unknown_names_are_near_known_ones() {
    assert_eq!(require("regoin is \"x\""), said(&[("K0130", "regoin")]));
    let (outcome, _) = run("p", &super::rule("require regoin is \"x\""), None, &[]);
    assert_eq!(outcome.diags[0].help.as_ref().unwrap().en, "did you mean `region`?");
    assert_eq!(in_rule("for each row in rows { require local at least 1 yen }"), said(&[("K0130", "local")]));
    let (outcome, _) = run("p", &super::rule("for each row in rows { require local > 1 yen }"), None, &[]);
    assert_eq!(outcome.diags[0].help.as_ref().unwrap().en, "did you mean `row.local`?");
    assert_eq!(require("plan.txt is \"x\""), said(&[("K0137", "txt")]));
    assert_eq!(with("record Q { a : Feild }"), said(&[("K0130", "Feild")]));
    assert_eq!(with("define d of Propsal = staff"), said(&[("K0130", "Propsal")]));
    assert_eq!(with("rule t \"T\" { cite sss \"x\" require ready }"), said(&[("K0130", "sss")]));
}

#[test]
fn names_are_declared_once() {
    let sound = "rule sound \"S\" { cite s \"x\" require ready }";
    assert_eq!(with(sound), said(&[("K0131", "sound")]));
    assert_eq!(with("judgement sound \"S\" { cite s \"x\" }"), said(&[("K0131", "sound")]));
    assert_eq!(with("enum Plan { a }"), said(&[("K0131", "Plan")]));
    assert_eq!(with("let cost = 1"), said(&[("K0131", "cost")]));
    assert_eq!(with("define cost of Proposal = 1 yen"), said(&[("K0131", "cost")]));
    assert_eq!(with("let a = 1 let a = 2"), said(&[("K0131", "a")]));
    assert_eq!(with("source s { title \"T\" }"), said(&[("K0131", "s")]));
    assert_eq!(with("record Q { a : text  a : text }"), said(&[("K0132", "a")]));
    assert_eq!(with("enum E { a a }"), said(&[("K0132", "a")]));
    assert_eq!(
        with("record Q { a : text label \"Ａmount\"  b : text aka \"amount\" }"),
        said(&[("K0133", "\"amount\"")])
    );
}

#[test]
fn bound_names_hide_nothing() {
    assert_eq!(in_rule("for each cost in rows { require cost.local > 1 yen }"), said(&[("K0134", "cost")]));
    let twice = "for each r in rows { require every r in rows satisfies r.local > 1 yen }";
    assert_eq!(in_rule(twice), said(&[("K0134", "r")]));
    let apart =
        "require every r in rows satisfies r.local > 1 yen require some r in rows satisfies r.local > 1 yen";
    assert_eq!(in_rule(apart), []);
}

#[test]
fn nothing_goes_round_in_a_circle() {
    assert_eq!(with("record A { b : B } record B { a : list of A }"), said(&[("K0135", "A")]));
    assert_eq!(with("record A { a : optional A }"), said(&[("K0135", "A")]));
    assert_eq!(with("define a of Plan = a"), said(&[("K0136", "a")]));
    assert_eq!(with("define a of Plan = b * 2 define b of Plan = a"), said(&[("K0136", "a")]));
    assert_eq!(with("let a = b let b = a + 1"), said(&[("K0136", "a")]));
}

#[test]
fn deep_things_are_refused_and_not_followed() {
    let mut chain = String::new();
    for at in 0..200 {
        chain.push_str(&format!("let a{at} = a{} + 1\n", at + 1));
    }
    let found = with(&format!("{chain}let a200 = 1"));
    assert_eq!(found, said(&[("K0177", "a32")]));
    let mut wide = "define d0 of Plan = budget\n".to_owned();
    for at in 0..30 {
        wide.push_str(&format!("define d{} of Plan = d{at} + d{at}\n", at + 1));
    }
    assert_eq!(with(&wide), []);
    let mut yes = "define y0 of Plan = budget at least 1 yen\n".to_owned();
    for at in 0..30 {
        yes.push_str(&format!("define y{} of Plan = y{at} and y{at}\n", at + 1));
    }
    assert_eq!(with(&yes), []);
}

#[test]
fn paths() {
    assert_eq!(require("rows.local at least 1 yen"), said(&[("K0138", "rows")]));
    assert_eq!(require("region.name is \"x\""), said(&[("K0139", "name")]));
    assert_eq!(require("some x in plan satisfies x is 1"), said(&[("K0141", "plan")]));
    assert_eq!(require("some x in staff satisfies x is 1"), said(&[("K0141", "staff")]));
    assert_eq!(require("every n in names satisfies n is not \"\""), []);
    assert_eq!(require("plan.budget at least 1 yen"), []);
    assert_eq!(require("Plan is 1"), said(&[("K0140", "Plan")]));
    assert_eq!(require("sound"), said(&[("K0140", "sound")]));
}

#[test]
fn enum_words() {
    assert_eq!(require("field is it"), []);
    assert_eq!(require("it is field"), []);
    assert_eq!(require("field is Field.it"), []);
    assert_eq!(require("field is one of [it]"), []);
    assert_eq!(require("field is ti"), said(&[("K0143", "ti")]));
    assert_eq!(require("field is Field.ti"), said(&[("K0143", "ti")]));
    assert_eq!(require("region is it"), said(&[("K0142", "it")]));
    assert_eq!(require("field is Kind.new"), said(&[("K0144", "field is Kind.new")]));
}

#[test]
fn across_proposals() {
    let across =
        |body: &str| with(&format!("across proposals rule x \"X\" {{ cite s \"x\" require {body} }}"));
    assert_eq!(across("no two of p.region for p in proposals are equal"), []);
    let sum = "(sum of r.local for p in proposals, r in p.rows where r.year is p.year) at most 5 yen";
    assert_eq!(across(sum), []);
    assert_eq!(across("cost at least 1 yen"), said(&[("K0140", "cost")]));
    assert_eq!(across("every p in proposals satisfies region is \"x\""), said(&[("K0140", "region")]));
    assert_eq!(require("some p in proposals satisfies p.ready"), said(&[("K0130", "proposals")]));
    assert_eq!(across("proposals is 1"), said(&[("K0158", "proposals")]));
}

#[test]
fn defines_see_their_record() {
    let more = "define share of Row = half of national\ndefine busy of Proposal = staff at least 5";
    let used = format!(
        "{more}\nrule u \"U\" {{ cite s \"x\" when busy for each r in rows {{ require r.share at most r.local }} }}"
    );
    assert_eq!(with(&used), []);
    assert_eq!(with("define d of Row = cost"), said(&[("K0140", "cost")]));
    let through =
        format!("{more}\nrule u \"U\" {{ cite s \"x\" require every r in rows satisfies r.share.x is 1 }}");
    assert_eq!(with(&through), said(&[("K0139", "x")]));
    assert!(HEAD.contains("record Row"));
}

#[test]
fn what_a_broken_declaration_declares_is_no_unknown_name() {
    let broken = |rules: &str| {
        let source = crate::text::Source::new(crate::text::FileId(0), "p.kisoku", rules);
        let parsed = crate::syntax::parse(&source);
        assert!(!parsed.diags.is_empty());
        let files =
            crate::check::PackFiles { id: "p", rules: vec![(&source, &parsed.value)], tests: Vec::new() };
        crate::check::check(&files, &[], &[]).diags
    };
    let uses = "define d of Gone = lost rule u \"U\" { cite gone_too \"x\" require lost is 1 and some r in many satisfies r.a is 1 }";
    let all = format!(
        "{HEAD}{uses}\nrecord Gone {{ a : }}\nlet lost = = 1\ntable many from {{ a : text }}\nsource gone_too {{ titel }}\n"
    );
    assert_eq!(broken(&all), []);
    assert_eq!(broken("program p { titel \"x\" }\nrule r \"R\" { require a is 1 }\n").len(), 1);
    let last = broken(&HEAD.replace("rule sound \"Sound\" {", "rule sound \"Sound\" { kind kind kind"));
    assert_eq!(last, []);
}

#[test]
fn nesting_as_deep_as_the_parser_allows_is_checked() {
    let sum = vec!["staff"; 200].join(" + ");
    assert_eq!(super::require(&format!("{sum} is 1")), []);
    let brackets = format!("{}staff is 1{}", "(".repeat(60), ")".repeat(60));
    assert_eq!(super::require(&brackets), []);
    let nots = format!("{}staff is 1{}", "not (".repeat(58), ")".repeat(58));
    assert_eq!(super::require(&nots), []);
    let mut every = "r0.local > 1 yen".to_owned();
    for at in (0..25).rev() {
        every = format!("every r{at} in rows satisfies ({every})");
    }
    assert_eq!(super::require(&every), []);
    let mut blocks = "require ready".to_owned();
    for at in (0..25).rev() {
        blocks = format!("for each r{at} in rows {{ when r{at}.local > 1 yen {{ {blocks} }} }}");
    }
    assert_eq!(in_rule(&blocks), []);
}
