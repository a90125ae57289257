//! Figures, signs and units that are slightly wrong.

use super::{help, is, places};

#[test]
fn literals_that_cannot_be_read() {
    is("let x = 2007-02-30", 112, &["2007-02-30"]);
    is("let x = 5,00", 112, &["5,00"]);
    is("let x = 1,0000円", 112, &["1,0000円"]);
    is("let x = FY07", 112, &["FY07"]);
    is("let x = 平成0年度", 112, &["平成0年度"]);
    is("let x = 0.3 yen", 112, &["0.3 yen"]);
    is("let x = 2007/10/10", 112, &["2007/10/10"]);
    is("let x = 1/0 of y", 112, &["1/0"]);
    is("let x = 1_000_", 112, &["1_000_"]);
    is("rule r \"t\" { require x at least 1 2 }", 112, &["1 2"]);
    is("record R { a : list of text, 1 to 99999999999 }", 112, &["99999999999"]);
    assert_eq!(help("let x = 2007/10/1"), "write `2007-10-01`");
}

#[test]
fn units_that_are_missing_or_unknown() {
    is("let x = 5 bilion yen", 112, &["bilion"]);
    is("let x = 5 billion", 112, &["5 billion"]);
    is("let x = 5億", 112, &["5億"]);
    is("let x = 30days", 112, &["days"]);
    is("record R { a : thousnd yen }", 112, &["thousnd"]);
    assert_eq!(help("let x = 5 bilion yen"), "did you mean `billion`?");
    assert_eq!(help("let x = 5 billion"), "write `5 billion yen`");
    assert_eq!(help("let x = 5億"), "write `5億円`");
}

#[test]
fn signs_of_other_languages() {
    for (sign, meant) in [("=>", "at least` (`>=`)"), ("<>", "is not` (`!=`)"), ("&&", "and"), ("||", "or")] {
        let text = format!("rule r \"t\" {{ require a {sign} b }}");
        is(&text, 112, &[sign]);
        let help = help(&text);
        assert!(help.starts_with(&format!("write `{meant}")), "{help}");
    }
    is("let x = 1;", 112, &[";"]);
}

#[test]
fn full_width_and_typographic_signs() {
    for (text, sign, meant) in [
        ("rule x \"t\" ｛ require a }", "｛", "{"),
        ("record A { name： text }", "：", ":"),
        ("source b { title “abc” }", "“", "\""),
        ("source b { title 「abc」 }", "「", "\""),
        ("let x = （a + b)", "（", "("),
        ("let x = a ＋ b", "＋", "+"),
        ("rule x \"t\" { require a ＞= b }", "＞", ">"),
        ("rule x \"t\" { require a is one of ［1] }", "［", "["),
    ] {
        is(text, 114, &[sign]);
        assert_eq!(help(text), format!("type `{meant}`"));
    }
    assert!(places("let x = ５億円\u{3000}\n").is_empty());
}

#[test]
fn what_is_just_deep_enough_is_read() {
    let nested = |open: &str, middle: &str, close: &str, times: usize| {
        format!("{}{middle}{}", open.repeat(times), close.repeat(times))
    };
    for text in [
        format!("let x = {}", nested("(", "1", ")", 64)),
        format!("let x = {}", nested("sum of (every r in m satisfies (", "a", ")) for r in m", 16)),
        format!("let x = {}", nested("every r in m where a satisfies ", "a", "", 32)),
        format!("let x = {}", nested("half of (round down (", "a", ") to yen)", 16)),
        format!("rule r \"t\" {{ {} }}", nested("for each r in m { when a { ", "require a", "} }", 31)),
        format!("test \"t\" {{ given {} }}", nested("{ a = [", "1", "] }", 31)),
    ] {
        assert_eq!(places(&text), [], "{text}");
    }
}

#[test]
fn what_is_too_deep_or_too_long() {
    let deep = |n: usize| format!("let x = {}1{}", "(".repeat(n), ")".repeat(n));
    assert!(places(&deep(60)).is_empty());
    is(&deep(100_000), 113, &["("]);
    is(&format!("let x = {}1", "sum of ".repeat(100_000)), 113, &["sum"]);
    is(&format!("let x = {}a", "every require in m satisfies\n".repeat(100_000)), 113, &["satisfies"]);
    is(&format!("let a = 1\ntest \"t\" {{ given {}", "{ a = ".repeat(100_000)), 113, &["{"]);
    is(&format!("let x = a{}\nlet y = 1", " + a".repeat(300)), 113, &[&format!("a{}", " + a".repeat(300))]);
    assert_eq!(places(&format!("let x = {}a", "not ".repeat(100_000)))[0].0, 113);
    assert!(places(&format!("let x = a{}", " + a".repeat(200))).is_empty());
    assert_eq!(places(&"x".repeat(super::super::MAX_BYTES + 1))[0].0, 116);
}
