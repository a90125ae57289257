//! The head, clauses and dates.

use super::{HEAD, diagnose, diagnose_with, run, said, with};

const RULE: &str = r#"rule r "R" { own because "b" require a is "x" }"#;

fn program(clauses: &str) -> Vec<(String, String)> {
    diagnose(&format!(
        "program p {{ {clauses} }}\nrecord A {{ a : text  y : fiscal year  o : optional date }}\n{RULE}"
    ))
}

#[test]
fn the_program() {
    assert_eq!(diagnose("record A { a : text }"), said(&[("K0120", "")]));
    assert_eq!(program("title \"T\" proposal A"), []);
    assert_eq!(program("proposal A"), said(&[("K0123", "p")]));
    // Without a root record the bare names of rules mean nothing, which is one error of its own.
    assert_eq!(program("title \"T\" proposal B"), said(&[("K0130", "B")]));
    assert_eq!(program("title \"T\""), said(&[("K0123", "p")]));
    assert_eq!(program("title \"T\" title \"U\" proposal A"), said(&[("K0125", "title \"U\"")]));
    assert_eq!(program("title \"T\" en \"U\" proposal A"), said(&[("K0129", "\"U\"")]));
    assert_eq!(program("title \"T\" proposal A currency EUR"), said(&[("K0126", "EUR")]));
    assert_eq!(program("title \"T\" proposal A currency JPY as of y"), []);
    assert_eq!(program("title \"T\" proposal A as of a"), said(&[("K0124", "a")]));
    assert_eq!(program("title \"T\" proposal A as of o"), said(&[("K0124", "o")]));
    assert_eq!(program("title \"T\" proposal A as of z"), said(&[("K0137", "z")]));
    assert_eq!(with("program q { title \"Q\" proposal Proposal }"), said(&[("K0121", "q")]));
    let (outcome, _) = run("other.id", HEAD, None, &[]);
    assert_eq!(outcome.diags[0].code.to_string(), "K0122");
    assert!(outcome.value.is_some());
}

#[test]
fn a_pack_without_rules_and_reserved_keys() {
    let head = "program p { title \"T\" proposal A }\n";
    assert_eq!(diagnose(&format!("{head}record A {{ a : text }}")), said(&[("K0127", "p")]));
    let taken = format!("{head}record A {{ a : text  b : text label \"Ｐｒｏｇｒａｍ\" }}\n{RULE}");
    assert_eq!(diagnose(&taken), said(&[("K0128", "b")]));
}

#[test]
fn dates() {
    assert_eq!(
        program("title \"T\" proposal A as of y valid from FY2009 to FY2008"),
        said(&[("K0156", "from FY2009 to FY2008")])
    );
    assert_eq!(program("title \"T\" proposal A valid from FY2008"), said(&[("K0123", "p")]));
    let dated = |dates: &str| with(&format!("rule d \"D\" {{ cite s \"x\" valid {dates} require ready }}"));
    assert_eq!(dated("from FY2008"), []);
    assert_eq!(dated("from FY2005 to FY2006"), said(&[("K0167", "from FY2005 to FY2006")]));
    assert_eq!(dated("from FY2005 to 2007-04-01"), []);
}

#[test]
fn empty_declarations() {
    assert_eq!(with("enum Nothing { }"), said(&[("K0166", "Nothing")]));
    assert_eq!(with("record Nothing { }"), said(&[("K0166", "Nothing")]));
    assert_eq!(with("record R2 { l : list of text, 3 to 2 }"), said(&[("K0156", "3 to 2")]));
}

#[test]
fn scorecards() {
    let card = |body: &str| with(&format!("scorecard c \"C\" {{ cite s \"x\" {body} }}"));
    let item = |id: &str, points: &str| format!("item {id} \"I\" {points} ");
    assert_eq!(card(&format!("total 9 points section 1 \"S\" {{ {} }}", item("1-a", ""))), []);
    assert_eq!(card("section 1 \"S\" { }"), said(&[("K0166", "1")]));
    assert_eq!(card(""), said(&[("K0166", "c")]));
    let twice = [item("1-a", ""), item("1-a", "")].concat();
    assert_eq!(card(&format!("section 1 \"S\" {{ {twice} }}")), said(&[("K0175", "1-a")]));
    let two = [item("a", "3 points"), item("b", "4 points")].concat();
    assert_eq!(card(&format!("total 7 points section 1 \"S\" 7 points {{ {two} }}")), []);
    assert_eq!(card(&format!("section 1 \"S\" 8 points {{ {two} }}")), said(&[("K0176", "8")]));
    assert_eq!(
        card(&format!("total 6 points section 1 \"S\" {{ {two} }}")),
        said(&[("K0176", "total 6 points")])
    );
    let one = [item("a", "9 points"), item("b", "")].concat();
    assert_eq!(card(&format!("section 1 \"S\" 8 points {{ {one} }}")), said(&[("K0176", "8")]));
    assert_eq!(with("scorecard c \"C\" { section 1 \"S\" { item a \"A\" } }"), said(&[("K0168", "c")]));
}

#[test]
fn judgements_and_questions() {
    let judged = |body: &str| with(&format!("judgement j \"J\" {{ {body} }}"));
    assert_eq!(judged("cite s \"x\" asks for plan.text, plan.note, extra.note when ready"), []);
    assert_eq!(judged("asks for plan.text"), said(&[("K0168", "j")]));
    assert_eq!(judged("own because \"b\" asks for plan.txet"), said(&[("K0137", "txet")]));
    assert_eq!(judged("own because \"b\" when staff"), said(&[("K0147", "staff")]));
    let asked = |about: &str| with(&format!("question q \"Q\" {{ cite s \"x\" about {about} }}"));
    assert_eq!(asked("sound"), []);
    assert_eq!(asked("soudn"), said(&[("K0130", "soudn")]));
    assert_eq!(with("question q \"Q\" { cite t \"x\" about sound }"), said(&[("K0130", "t")]));
    assert_eq!(with("question q \"Q\" { about q }"), said(&[("K0140", "q")]));
}

#[test]
fn tests_of_a_pack() {
    let more = r#"
rule a "A" { cite s "x" conflicts with b because "c" require ready }
rule b "B" { cite s "x" require not ready }
judgement j "J" { cite s "x" }
"#;
    let tested = |expects: &str| {
        let clash = "test \"clash\" { given \"x.yaml\" expect a contested }\n";
        diagnose_with(&format!("{HEAD}{more}"), Some(&format!("{clash}test \"t\" {{ {expects} }}")), &[])
    };
    let given = |expects: &str| tested(&format!("given \"x.yaml\" {expects}"));
    assert_eq!(given("expect sound passes at rows[0].local expect verdict pass"), []);
    assert_eq!(given("expect j left to reviewers"), []);
    assert_eq!(given("expect soudn passes"), said(&[("K0130", "soudn")]));
    assert_eq!(given("expect sound left to reviewers"), said(&[("K0187", "left to reviewers")]));
    assert_eq!(given("expect sound contested"), said(&[("K0187", "contested")]));
    assert_eq!(given("expect sound depends on reading"), said(&[("K0187", "depends on reading")]));
    assert_eq!(given("expect j passes"), said(&[("K0187", "passes")]));
    assert_eq!(given("expect j not applicable"), said(&[("K0187", "not applicable")]));
    assert_eq!(given("expect sound fails at rows[0].lcoal"), said(&[("K0137", "lcoal")]));
    assert_eq!(given("expect sound fails at cost[0]"), said(&[("K0189", "0")]));
    assert_eq!(given("expect sound fails at rows.local"), said(&[("K0189", "local")]));
    assert_eq!(given("expect sound undetermined needs cost.x"), said(&[("K0189", "x")]));
    assert_eq!(given("with { csot = 1 } expect sound passes"), said(&[("K0137", "csot")]));
    assert_eq!(given("without plan.text expect verdict undetermined"), []);
    assert_eq!(given(""), said(&[("K0188", "\"t\"")]));
    assert_eq!(tested("expect sound passes"), said(&[("K0188", "expect sound passes")]));
    assert_eq!(tested("expect 1 + 1 is 2"), []);
    assert_eq!(tested("expect 1 + 1"), said(&[("K0147", "1 + 1")]));
    assert_eq!(tested("expect cost at least 1 yen"), said(&[("K0140", "cost")]));
    assert_eq!(tested("given \"x\" given \"y\" expect verdict pass"), said(&[("K0125", "given \"y\"")]));
    let twice = "test \"a\" { expect 1 is 1 } test \"a\" { expect 1 is 1 }";
    assert_eq!(diagnose_with(HEAD, Some(twice), &[]), said(&[("K0131", "\"a\"")]));
    let unshown = diagnose_with(&format!("{HEAD}{more}"), Some("test \"t\" { expect 1 is 1 }"), &[]);
    assert_eq!(unshown, said(&[("K0174", "conflicts with b because \"c\"")]));
    assert_eq!(diagnose(&format!("{HEAD}{more}")), []);
}
