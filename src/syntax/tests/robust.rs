//! Nothing that anyone can write makes the parser panic, and every place lies within the text.

use super::super::ast::Ast;
use super::{read, tree};
use crate::diag::Outcome;
use crate::text::Span;
use proptest::prelude::*;

const SAMPLE: &str = r#"program a.b { title en "A" ja "甲" proposal P as of year valid from FY2007 }
source s { title "T" date 2007-10-10 }
record P { year : fiscal year rows : list of Row, 1 to 5 label ja "行" } // 表
record Row { local : thousand yen label ja "地域負担" national : optional yen }
enum F { it label en "IT" ja "情報通信" }
let cap from FY2007 = 10億円 from FY2010 = 0.5 billion yen
define d of P = some c in t satisfies c.name is region
rule local_share "At least half" {
  cite s "h" says "w"
  for each row in rows {
    require row.local at least half of (largest of r.national for r in rows where (r.a or r.b))
      other reading row.local more than 20% of row.national because "c"
  }
}
test "t" {
  given "f.yaml" with { rows[0].local = 2億5,000万円 } without a.b
  expect local_share fails at rows[0].local
  expect (count of c in t) is 18
}
"#;

/// Asserts that every place of the outcome can be sliced.
fn assert_places(text: &str, outcome: &Outcome<Ast>) {
    let inside = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    outcome.diags.iter().flat_map(|diag| &diag.labels).for_each(|label| inside(label.span));
    outcome.value.comments.iter().for_each(|span| inside(*span));
    outcome.value.broken.iter().for_each(|name| inside(name.span));
    // Every span of the tree, through its debug form: `start: 12, end: 15`.
    let shown = format!("{:?}", outcome.value.items);
    for part in shown.split("start: ").skip(1) {
        let mut numbers = part.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
        let bound = |word: Option<&str>| word.and_then(|word| word.parse::<usize>().ok()).unwrap();
        let (start, end) = (bound(numbers.next()), bound(numbers.next()));
        assert!(text.get(start..end).is_some(), "{start}..{end} in {text:?}");
    }
}

#[test]
fn the_sample_is_whole() {
    assert_eq!(tree(SAMPLE).items.len(), 9);
    assert_places(SAMPLE, &read(SAMPLE));
}

#[test]
fn cut_off_anywhere_it_still_reports() {
    for (at, _) in SAMPLE.char_indices() {
        let text = SAMPLE.get(..at).unwrap();
        let outcome = read(text);
        assert_places(text, &outcome);
        assert!(!outcome.diags.is_empty() || outcome.value.broken.is_empty(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        assert_places(&text, &read(&text));
    }

    #[test]
    fn any_words_are_read(words in proptest::collection::vec(prop_oneof![
        Just("rule"), Just("let"), Just("x"), Just("{"), Just("}"), Just("("), Just(")"), Just("\""), Just("="),
        Just("require"), Just("\n"), Just("at least"), Just("5億"), Just("where"), Just("sum of"), Just("for"),
        Just("in"), Just("not"), Just("and"), Just("//"), Just("\u{3000}"), Just(","), Just("｛"), Just("1/2"),
        Just("\\"), Just("\r"), Just("test"), Just("every"), Just("["), Just("]"), Just("20%"), Just("e\u{301}"),
    ], 0..60)) {
        let text = words.join(" ");
        assert_places(&text, &read(&text));
    }

    #[test]
    fn a_changed_sample_is_read(at in 0..SAMPLE.chars().count(), length in 0usize..8, new in "\\PC{0,4}|[{}()\"\n]") {
        let text: String = SAMPLE.chars().take(at).chain(new.chars()).chain(SAMPLE.chars().skip(at.saturating_add(length))).collect();
        let outcome = read(&text);
        assert_places(&text, &outcome);
    }
}
