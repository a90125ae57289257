//! Recovery and the messages of the parser: each with its place.

use super::{help, is, places, read};

fn codes(text: &str) -> Vec<u16> {
    places(text).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn every_broken_declaration_is_reported_and_the_others_stay() {
    let outcome = read(
        "let a = 1\nrul b \"B\" { require x }\n/// kept\nlet c = 2\nrule d \"D\" { requre x }\n\
         across proposals rule e \"E\" { require }\nlet f = 3\nrule g \"G\" { require x",
    );
    assert_eq!(outcome.value.items.len(), 3);
    assert_eq!(outcome.diags.iter().map(|d| d.code.0).collect::<Vec<_>>(), [110, 111, 101, 102]);
    let broken: Vec<&str> = outcome.value.broken.iter().map(|name| name.text.as_str()).collect();
    assert_eq!(broken, ["b", "d", "e", "g"]);
}

#[test]
fn what_was_expected() {
    is("rule r { require x }", 101, &["{"]);
    is("rule r \"t\" { require a and }", 101, &["}"]);
    is("let x 5", 101, &["5"]);
    is("let x = ", 101, &[""]);
    is("rule r \"t\" { kind: funding }", 101, &[":"]);
    is("record R { a = text }", 101, &["="]);
    is("rule r \"t\" { require at least 3 }", 101, &["at"]);
    is("let x = sum of r.a in rows", 101, &["r.a", "rows"]);
    let outcome = read("let x 5");
    assert_eq!(outcome.diags[0].message.en, "expected `=` or `from`, found `5`");
    assert_eq!(outcome.diags[0].message.ja, "ここには「=」、「from」のいずれかが必要ですが、「5」があります");
}

#[test]
fn brackets_without_a_partner() {
    is("rule a \"A\" {\n  require x\n\nlet b = 1", 102, &["{", ""]);
    is("rule a \"A\" {\n  for each r in m {\n    require x\n  kind funding\n}\nlet b = 1", 102, &["{", ""]);
    is("rule a \"A\" { require (a at least b\n  kind funding }", 102, &["("]);
    is("rule a \"A\" { require x } }\nlet b = 1", 102, &["}"]);
    is("rule a \"A\" { require x is one of [1, 2 }", 102, &["["]);
    let source = "rule a \"A\" {\n  for each r in m {\n    require x\n  kind funding\n}\n";
    assert_eq!(read(source).diags[0].labels[0].span.start, 31);
}

#[test]
fn texts_that_are_not_closed() {
    is("rule a \"A {\n  require x\n}\nlet b = 1", 103, &["\""]);
    is("source s { title \"a\\nb\" }", 112, &["\\n"]);
}

#[test]
fn reserved_words_as_names() {
    is("let half = 1", 104, &["half"]);
    is("record R { count : text }", 104, &["count"]);
    is("enum E { yes no }", 104, &["no"]);
    is("rule r \"t\" { for each each in m { require x } }", 104, &["each"]);
    is("define d of P = some in in m satisfies x", 104, &["in"]);
    is("let x = sum of r for some in m", 104, &["some"]);
    assert!(codes("record R { year : text title : text source : text total : text }").is_empty());
}

#[test]
fn connectives_that_are_mixed() {
    is("rule r \"t\" { require a and b or c }", 105, &["or", "and"]);
    is("rule r \"t\" { require a and every r in m satisfies r.b or r.c }", 105, &["r.b or r.c", "and"]);
    for fine in ["(a and b) or c", "a and (b or c)", "not a or b", "every r in m satisfies r.a or r.b"] {
        assert!(codes(&format!("rule r \"t\" {{ require {fine} }}")).is_empty(), "{fine}");
    }
}

#[test]
fn shares_and_comparisons_that_are_not_clear() {
    is("let x = half of y + z", 106, &["+", "half of y"]);
    assert!(codes("let x = z + half of y\nlet w = (half of y) + z").is_empty());
    is("rule r \"t\" { require a at least b at least c }", 107, &["at least", "at least"]);
    is("rule r \"t\" { require 1 <= a < 3 }", 107, &["<", "<="]);
}

#[test]
fn aggregates_with_where_need_brackets() {
    let filtered = "sum of r.a for r in m where r.b is 1";
    is(&format!("let x = 5 + {filtered}"), 108, &[filtered, "+"]);
    is(&format!("rule r \"t\" {{ require y at least {filtered} }}"), 108, &[filtered]);
    is(&format!("rule r \"t\" {{ require {filtered} at least 5 }}"), 108, &["where", "at least"]);
    is(
        "rule r \"t\" { require count of r in m where r.a at least 5 }",
        108,
        &["count of r in m where r.a at least 5"],
    );
    assert!(
        codes(&format!("rule r \"t\" {{ require ({filtered}) at least 5 }}\nlet x = {filtered}")).is_empty()
    );
    is("let x = count of r in m where r.a and r.b", 109, &["and", "where"]);
    is("rule r \"t\" { require no two of r.a for r in m where r.b or r.c are equal }", 109, &["or", "where"]);
    assert!(codes("let x = count of r in m where (r.a and r.b)").is_empty());
}

#[test]
fn words_that_belong_to_nothing() {
    is("rul r \"t\" { require x }", 110, &["rul"]);
    is("let a = 1\nkind funding", 110, &["kind"]);
    is("let a = 1\nfrobnicate all \"t\" { }", 110, &["frobnicate"]);
    assert_eq!(help("rul r \"t\" { require x }"), "did you mean `rule`?");
    for (text, word, near) in [
        ("rule r \"t\" { requires x }", "requires", "require"),
        ("rule r \"t\" { Require x }", "Require", "require"),
        ("rule r \"t\" { require a atleast b }", "atleast", "at least"),
        ("rule r \"t\" { if a { require b } }", "if", "when"),
        ("rule r \"t\" { foreach a in b { require c } }", "foreach", "for each"),
        ("define d of P = every r in m satisifes r.a", "satisifes", "satisfies"),
        ("program p { valid form FY2007 }", "form", "from"),
        ("test \"t\" { expect foo pases }", "pases", "passes"),
    ] {
        is(text, 111, &[word]);
        assert_eq!(help(text), format!("did you mean `{near}`?"));
    }
    is("rule r \"t\" { frobnicate }", 111, &["frobnicate"]);
}

#[test]
fn a_piece_is_cut_where_a_declaration_starts() {
    // Unindented fields named like declarations, declarations on one line, a define over several lines.
    let outcome = read(
        "record R {\nname : text\nsource : text\n}\nlet a = 1 let b = 2 rule c \"C\" { require x } rule d \"D\" { requir x }\n\
         define e of P =\nsome c in t\n  satisfies source is c",
    );
    assert_eq!(outcome.diags.len(), 1, "{:?}", outcome.diags);
    assert_eq!(outcome.value.items.len(), 5);
}

#[test]
fn messages_show_no_rule_names_and_follow_the_house_style() {
    for text in [
        "rule",
        "rule r",
        "rule r \"t\"",
        "rule r \"t\" {",
        "rule r \"t\" { require",
        "let",
        "let x",
        "let x =",
        "record R { a",
        "record R { a :",
        "record R { a : list",
        "enum E { , }",
        "table t",
        "table t from",
        "define d",
        "define d of",
        "source s { date }",
        "program",
        "program p { valid }",
        "test",
        "test \"t\" { given }",
        "test \"t\" { given \"f\" with { a } }",
        "test \"t\" { given \"f\" with { a = } }",
        "test \"t\" { expect }",
        "scorecard s \"t\" { section }",
        "judgement j \"t\" { asks }",
        "question q \"t\" { about }",
        "rule r \"t\" { cite }",
        "rule r \"t\" { cite s }",
        "rule r \"t\" { conflicts }",
        "rule r \"t\" { for }",
        "rule r \"t\" { for each x }",
        "rule r \"t\" { for each x in y }",
        "rule r \"t\" { require a between 1 }",
        "rule r \"t\" { require a is one of }",
        "let x = round up y",
        "let x = sum",
        "let x = 5 +",
        "rule r \"t\" { require a other }",
        "across",
        "\"text\"",
        "5",
        "}",
        "（",
        "\0",
    ] {
        let outcome = read(text);
        assert_eq!(outcome.diags.len(), 1, "{text}: {:?}", outcome.diags);
        for diag in &outcome.diags {
            let help = diag.help.as_ref().unwrap_or_else(|| panic!("{text}: no help"));
            for words in [&diag.message, help] {
                assert!(!words.en.contains("kw_") && !words.en.contains("_value"), "{text}: {}", words.en);
                assert!(!words.en.ends_with('.') && !words.ja.ends_with('。'), "{text}: {}", words.en);
                assert!(!words.en.starts_with(char::is_uppercase), "{text}: {}", words.en);
                assert!(!words.ja.is_ascii(), "{text}: {}", words.ja);
            }
        }
    }
}

#[test]
fn phrases_of_other_languages() {
    let of = |requirement: &str| {
        let text = format!("rule a \"t\" {{\n  own because \"x\"\n  require {requirement}\n}}\n");
        let source = crate::text::Source::new(crate::text::FileId(0), "a.kisoku", text);
        let diags = crate::syntax::parse(&source).diags;
        let one = diags.first().unwrap_or_else(|| panic!("{requirement} is read"));
        (source.slice(one.span().unwrap()).to_owned(), one.help.clone().unwrap().en)
    };
    for (requirement, place, help) in [
        ("a is no", "is no", "a yes/no field is a condition by itself: `not x`"),
        ("a is at least 1", "is at", "leave out the `is`: `x at least y`"),
        ("a is greater than 1", "is greater than", "write `more than`"),
        ("all x in xs satisfies x.a", "all", "write `every x in list satisfies …`"),
        ("any x in xs satisfies x.a", "any", "write `some x in list satisfies …`"),
        ("exactly 1 x in xs satisfies x.a", "exactly 1", "write `(count of x in list where …) is 1`"),
        ("no two x in xs are equal", "no two", "write `no two of x.field for x in list are equal`"),
        ("a not in [b, c]", "not in", "write `is not one of [a, b]`"),
        ("a no more than b", "no more", "write `at most`"),
        ("a not less than b", "not less", "write `at least`"),
        ("a does not exceed b", "does not exceed", "write `at most`"),
        ("a at least one third of b", "one third", "write a share as `half of`, `1/3 of` or `20% of`"),
        ("sum(a)", "sum(", "write `sum of x.field for x in list`"),
        ("max of x.a for x in xs at most 1", "max of", "write `largest of x.field for x in list`"),
        ("a in [b, c]", "in", "write `is one of`"),
        ("a[0].b at least 1", "[0", "a rule names no row by its number: `every x in list satisfies …`"),
        ("a at least 0.5 of b", "0.5 of", "write a share as `half of`, `1/2 of` or `50% of`"),
        ("a between 1 to 2", "to", "write `and`"),
        ("if a then b", "if", "write the condition before: `when … { require … }`"),
    ] {
        assert_eq!(of(requirement), (place.to_owned(), help.to_owned()));
    }
    let of = |body: &str| {
        let text = format!("rule a \"t\" {{\n  own because \"x\"\n  {body}\n}}\n");
        let source = crate::text::Source::new(crate::text::FileId(0), "a.kisoku", text);
        crate::syntax::parse(&source).diags.first().unwrap().help.clone().unwrap().en
    };
    assert_eq!(
        of("when a { require b } else { require c }"),
        "write a second `when` for the other case: `when not … { … }`"
    );
    assert_eq!(
        of("for each x in xs where x.a { require x.b }"),
        "choose inside: `for each x in list { when … { require … } }`"
    );
    let source = crate::text::Source::new(crate::text::FileId(0), "a.kisoku", "define a = 1\n".to_owned());
    let help = crate::syntax::parse(&source).diags.first().unwrap().help.clone().unwrap().en;
    assert_eq!(help, "say of which record: `define a of RECORD = …`");
}
