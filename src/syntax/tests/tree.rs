//! The tree: every declaration, precedence, literals, spans.

use super::super::ast::{
    Aggregate, Allow, Arithmetic, Comparator, DataValue, DayOrYear, Expect, ExpectedOutcome, ExprKind,
    GivenBase, Item, Literal, OneType, PlaceStep, Quantifier, RuleDecl, Step,
};
use super::{literal, read, tree, value};
use crate::diag::Lang;
use crate::text::{FileId, Source};
use crate::value::{Date, FiscalYear, Num, Rounding, Scale};

fn rule(text: &str) -> RuleDecl {
    match tree(text).items.remove(0) {
        Item::Rule(rule) => rule,
        other => panic!("{other:?}"),
    }
}

fn condition(text: &str) -> ExprKind {
    let mut rule = rule(&format!("rule r \"t\" {{ require {text} }}"));
    match rule.body.remove(0) {
        Step::Require { mut branches, .. } => branches.remove(0).kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_head_and_its_sources() {
    let ast = tree(
        "program mext.kci.stage2 {\n  title en \"A\" ja \"甲\"\n  proposal Proposal\n  as of fiscal_year\n  \
         valid from FY2007 to 2009-03-31\n  language ja\n  currency JPY\n}\n\
         source s { title \"T\" author \"X\" date 2007-10-10 file \"a.pdf\" }",
    );
    let [Item::Program(program), Item::Source(source)] = ast.items.as_slice() else { panic!("{ast:?}") };
    assert_eq!(program.id.text, "mext.kci.stage2");
    assert_eq!(program.title[0].value.ja.as_ref().unwrap().text, "甲");
    assert_eq!(program.as_of[0].value.text, "fiscal_year");
    assert_eq!(program.language[0].value, Lang::Ja);
    let valid = &program.valid[0].value;
    assert_eq!(valid.from.value, DayOrYear::Year(FiscalYear(2007)));
    assert_eq!(valid.to.unwrap().value, DayOrYear::Day(Date::new(2009, 3, 31).unwrap()));
    assert_eq!(
        (source.date[0].value.text.as_str(), source.file[0].value.text.as_str()),
        ("2007-10-10", "a.pdf")
    );
}

#[test]
fn shapes() {
    let ast = tree(
        "record R {\n  a : list of Row, 1 to 4 label ja \"甲\" aka \"乙\", \"丙\" aka \"丁\"\n  b : optional signed \
         thousand yen\n  c : list of text, 2 or more\n  label : yes/no\n  d : fiscal year e : whole number\n}\n\
         enum E { it label en \"IT\" other_word }\ntable t from \"t.csv\" { cite s \"h\" name : text }",
    );
    let [Item::Record(record), Item::Enum(words), Item::Table(table)] = ast.items.as_slice() else {
        panic!("{ast:?}")
    };
    let [a, b, c, label, d, e] = record.fields.as_slice() else { panic!("{record:?}") };
    let size = a.ty.list.as_ref().unwrap();
    assert_eq!((size.min, size.max), (1, Some(4)));
    assert_eq!(a.aka.iter().map(|s| s.text.as_str()).collect::<Vec<_>>(), ["乙", "丙", "丁"]);
    assert!(matches!(&a.ty.one, OneType::Named(name) if name.text == "Row"));
    assert!(b.optional.is_some());
    assert!(matches!(b.ty.one, OneType::Money(money) if money.signed && money.scale == Scale::Thousand));
    assert_eq!(c.ty.list.as_ref().map(|size| (size.min, size.max)), Some((2, None)));
    assert_eq!(
        (&label.ty.one, &d.ty.one, &e.ty.one),
        (&OneType::YesNo, &OneType::FiscalYear, &OneType::Whole)
    );
    assert_eq!(words.members.iter().map(|m| m.name.text.as_str()).collect::<Vec<_>>(), ["it", "other_word"]);
    assert_eq!((table.file.text.as_str(), table.cites.len(), table.columns.len()), ("t.csv", 1, 1));
}

#[test]
fn a_rule_with_all_its_clauses() {
    let text = "rule r \"T\" {\n  title ja \"題\"\n  cite s \"h\" says \"w\"\n  kind funding\n  severity advice\n  \
                conflicts with q because \"b\"\n  when x is given\n  unless y because \"z\" cite s \"h\"\n  \
                for each row in a.b {\n    require row.local at least half of row.n   // why\n      \
                other reading row.local more than 1\n      because \"c\"\n    require any of { a is 1, b is 2 c is 3 }\n  \
                }\n  message en \"m\" ja \"文\"\n  help \"h\"\n}";
    let rule = rule(text);
    let source = Source::new(FileId(0), "x", text);
    assert_eq!((rule.cites.len(), rule.kind[0].value.text.as_str(), rule.conflicts.len()), (1, "funding", 1));
    assert_eq!(source.slice(rule.span), text);
    let [Step::When { block: None, .. }, Step::Unless { cites, .. }, Step::ForEach { list, body, .. }] =
        rule.body.as_slice()
    else {
        panic!("{:?}", rule.body)
    };
    assert_eq!((cites.len(), source.slice(list.span)), (1, "a.b"));
    let [
        Step::Require { head, span, readings, any_of: false, .. },
        Step::Require { any_of: true, branches, .. },
    ] = body.as_slice()
    else {
        panic!("{body:?}")
    };
    assert_eq!(source.slice(*head), "require row.local at least half of row.n");
    assert!(source.slice(*span).ends_with("because \"c\""));
    assert_eq!((readings.len(), branches.len()), (1, 3));
}

#[test]
fn what_people_judge() {
    let ast = tree(
        "judgement j \"J\" { cite s \"h\" when a asks for p.v, p.w }\n\
         question q \"Q\" { cite s \"h\" cite s \"i\" about r1, r2 note \"n\" }\n\
         scorecard c \"C\" { total 90 points section 1 \"S\" 40 points { item 1-a \"A\" 10 points item 1-b \"B\" } }",
    );
    let [Item::Judgement(j), Item::Question(q), Item::Scorecard(c)] = ast.items.as_slice() else { panic!() };
    assert_eq!((j.asks.len(), j.when.len(), q.cites.len(), q.about.len()), (2, 1, 2, 2));
    let section = &c.sections[0];
    assert_eq!((c.total[0].value, section.points.unwrap().value, section.items.len()), (90, 40, 2));
    assert_eq!((section.items[0].id.text.as_str(), section.items[0].points.unwrap().value), ("1-a", 10));
}

#[test]
fn tests_keep_values_as_written() {
    let ast = tree(
        "test \"t\" {\n  given \"f.yaml\" with {\n    rows[0].local = 249_999_999 yen  // one short\n    \
         a = 2億5,000万円, b = missing\n    c = [{ n = \"E\", y = 5億円 }, { n = 該当なし }]\n  } without d.e, f\n  \
         expect r fails at rows[0].local needs a, b.c\n  expect r depends on reading\n  expect verdict fail\n  \
         expect (count of c in t) is 18\n}",
    );
    let [Item::Test(test)] = ast.items.as_slice() else { panic!() };
    let given = &test.given[0];
    assert!(matches!(&given.base, GivenBase::File(file) if file.text == "f.yaml"));
    let raw = |index: usize| match given.changes[index].value.as_ref() {
        Some(DataValue::Raw(text)) => text.text.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!((raw(0).as_str(), raw(1).as_str()), ("249_999_999 yen", "2億5,000万円"));
    assert!(matches!(given.changes[2].value, Some(DataValue::Missing(_))));
    assert!(matches!(&given.changes[3].value, Some(DataValue::List(items, _)) if items.len() == 2));
    assert_eq!((given.changes.len(), given.changes[5].value.is_none()), (6, true));
    assert!(matches!(given.changes[0].place.steps[1], PlaceStep::Index(at) if at.value == 0));
    let [
        Expect::Rule { outcome, at, needs, .. },
        Expect::Rule { outcome: reading, .. },
        Expect::Verdict { .. },
        Expect::Holds { .. },
    ] = test.expects.as_slice()
    else {
        panic!("{:?}", test.expects)
    };
    assert_eq!((outcome.value, at.len(), needs.len()), (ExpectedOutcome::Fails, 1, 2));
    assert_eq!(reading.value, ExpectedOutcome::DependsOnReading);
}

#[test]
fn amounts_are_exact_yen() {
    for written in [
        "0.5 billion yen",
        "5億円",
        "500,000千円",
        "¥500,000,000",
        "500_000_000 yen",
        "５億円",
        "500 million yen",
        "￥0.5 billion",
        "4億10,000万円",
        "4億9,999万10,000円",
    ] {
        match read(&format!("let x = {written}")).value.items.as_slice() {
            [Item::Let(figure)] => {
                assert_eq!(
                    figure.values[0].value.kind,
                    ExprKind::Literal(Literal::Money(Num::int(500_000_000)))
                );
            }
            // A part as large as the unit before it is refused by `value`.
            _ => assert!(written.starts_with('4'), "{written}"),
        }
    }
    assert_eq!(literal("2億5,000万円"), Literal::Money(Num::int(250_000_000)));
    assert_eq!(literal("249_999_999 yen"), Literal::Money(Num::int(249_999_999)));
    assert_eq!(literal("▲3百万円"), Literal::Money(Num::int(-3_000_000)));
}

#[test]
fn other_literals() {
    assert_eq!(literal("20%"), Literal::Percent(Num::fraction(1, 5).unwrap()));
    assert_eq!(literal("1,000.5"), Literal::Number(Num::parse_decimal("1000.5").unwrap()));
    assert_eq!(literal("2007-10-10"), Literal::Date(Date::new(2007, 10, 10).unwrap()));
    for (written, year) in [
        ("FY2007", 2007),
        ("2007年度", 2007),
        ("平成19年度", 2007),
        ("令和元年度", 2019),
        ("昭和60年度", 1985),
    ] {
        assert_eq!(literal(written), Literal::Year(FiscalYear(year)), "{written}");
    }
    assert_eq!(literal(r#""a \"b\" \\c""#), Literal::Text(r#"a "b" \c"#.to_owned()));
}

#[test]
fn products_come_before_sums_both_from_the_left() {
    let ExprKind::Binary { op, left, right } = value("a - b * c / d + e").kind else { panic!() };
    assert_eq!(op.value, Arithmetic::Add);
    assert!(matches!(right.kind, ExprKind::Path(_)));
    let ExprKind::Binary { op, right, .. } = left.kind else { panic!() };
    assert_eq!(op.value, Arithmetic::Subtract);
    let ExprKind::Binary { op, left, .. } = right.kind else { panic!() };
    assert_eq!(op.value, Arithmetic::Divide);
    assert!(matches!(left.kind, ExprKind::Binary { op, .. } if op.value == Arithmetic::Multiply));
}

#[test]
fn comparators_in_words_and_signs() {
    for (written, comparator) in [
        ("at least", Comparator::AtLeast),
        (">=", Comparator::AtLeast),
        ("≧", Comparator::AtLeast),
        ("at most", Comparator::AtMost),
        ("more than", Comparator::MoreThan),
        ("<", Comparator::LessThan),
        ("is", Comparator::Is),
        ("==", Comparator::Is),
        ("=", Comparator::Is),
        ("is not", Comparator::IsNot),
        ("≠", Comparator::IsNot),
        ("on or before", Comparator::OnOrBefore),
        ("after", Comparator::After),
    ] {
        let ExprKind::Compare { op, .. } = condition(&format!("a {written} b")) else { panic!("{written}") };
        assert_eq!(op.value, comparator, "{written}");
    }
    assert!(matches!(condition("a is given"), ExprKind::Given { missing: false, .. }));
    assert!(matches!(condition("a is missing"), ExprKind::Given { missing: true, .. }));
    assert!(
        matches!(condition("a is not one of [1, 2,]"), ExprKind::OneOf { negated: true, members, .. } if members.len() == 2)
    );
    assert!(matches!(condition("a is one"), ExprKind::Compare { .. }));
    assert!(matches!(condition("a between 1 and 2 and b"), ExprKind::All(parts) if parts.len() == 2));
    assert!(
        matches!(condition("not a at least 1 or b"), ExprKind::Any(parts) if matches!(parts[0].kind, ExprKind::Not(_)))
    );
}

#[test]
fn forms_over_lists() {
    let ExprKind::Quantified { quantifier, filter, .. } =
        condition("no r in rows where r.a is 1 and r.b is 2 satisfies r.c")
    else {
        panic!()
    };
    assert_eq!((quantifier, filter.is_some()), (Quantifier::No, true));
    assert!(matches!(condition("no two of r.y for r in rows are equal"), ExprKind::NoTwo { .. }));
    let ExprKind::Aggregate { function, generators, filter, .. } =
        value("sum of r.a * 2 for p in ps, r in p.rows where (r.x or r.y)").kind
    else {
        panic!()
    };
    assert_eq!((function, generators.len(), filter.is_some()), (Aggregate::Sum, 2, true));
    let ExprKind::Aggregate { generators, .. } = value("count of r in rows where r.x").kind else { panic!() };
    assert_eq!(generators[0].name.text, "r");
    let ExprKind::Round { rounding, step, .. } = value("round half up round to thousand yen").kind else {
        panic!()
    };
    assert_eq!((rounding, step.kind), (Rounding::HalfUp, ExprKind::Literal(Literal::Unit(Scale::Thousand))));
    for (written, share) in [("half", (1, 2)), ("1/3", (1, 3)), ("20%", (1, 5))] {
        let ExprKind::Share { share: found, .. } = value(&format!("{written} of (a + b)")).kind else {
            panic!()
        };
        assert_eq!((found.value.numerator, found.value.denominator), share);
    }
}

#[test]
fn dated_values_names_and_texts() {
    let ast = tree(
        "let cap from FY2007 = 5億円 from FY2010 = 6億円\nlet か\u{3099} = 1\nsource s { title en \"a\" en \"b\" }",
    );
    let [Item::Let(cap), Item::Let(name), Item::Source(source)] = ast.items.as_slice() else { panic!() };
    assert_eq!(cap.values.len(), 2);
    assert_eq!(name.name.text, "が");
    assert!(source.title[0].value.repeated.is_some());
}

#[test]
fn spans_end_with_the_last_token_and_comments_are_kept() {
    let text = "\u{FEFF}//! head\nlet a = b + c   // \"no string\"\n\n/// doc\ndefine d of P = \"// no comment\" is d\u{3000}\n// end";
    let ast = tree(text);
    let source = Source::new(FileId(0), "x", text);
    let comments: Vec<&str> = ast.comments.iter().map(|span| source.slice(*span)).collect();
    assert_eq!(comments, ["//! head", "// \"no string\"", "/// doc", "// end"]);
    let [Item::Let(a), Item::Define(d)] = ast.items.as_slice() else { panic!() };
    assert_eq!(source.slice(a.span), "let a = b + c");
    assert_eq!(source.slice(d.value.span), "\"// no comment\" is d");
}

#[test]
fn both_rule_keywords() {
    let ast = tree("rule a \"A\" { require x }\nacross proposals rule b \"B\" { require x }");
    let [Item::Rule(a), Item::Rule(b)] = ast.items.as_slice() else { panic!() };
    assert_eq!((a.across, b.across), (false, true));
}

#[test]
fn a_use_has_the_name_after_as_or_the_last_part_of_the_id() {
    let ast = tree(
        "use mext.kci.stage1\nuse old.stage1 as before\nrecord R { f : stage1.Field g : list of before.Field }",
    );
    let [Item::Use(first), Item::Use(second), Item::Record(record)] = ast.items.as_slice() else { panic!() };
    assert_eq!((first.id.text.as_str(), first.qualifier().text.as_str()), ("mext.kci.stage1", "stage1"));
    assert_eq!((first.qualifier().span.start, first.qualifier().span.end), (13, 19));
    assert_eq!(second.qualifier().text, "before");
    let named = |at: usize| match &record.fields[at].ty.one {
        OneType::Named(name) => name.text.clone(),
        _ => String::new(),
    };
    assert_eq!((named(0).as_str(), named(1).as_str()), ("stage1.Field", "before.Field"));
}

#[test]
fn what_may_stay_is_kept_where_it_stands() {
    let text = "record R {\n  allow x because \"all\"\n  a : text label \"A\" allow y because \"one\"\n  allow : text allow z \"w\" because ja \"理由\"\n}\n\
                enum E { one allow p because \"\" allow allow q because \"\" }\n\
                let l = 3 yen allow m because \"\"\n\
                let d from FY2024 = 1 from FY2025 = 2 allow m because \"\" allow n because \"\"\n\
                define f of R = a is \"x\" allow o because \"\"\n\
                rule r \"R\" { require a is given allow s because \"\" }";
    let parsed = tree(text);
    let words = |allows: &[Allow]| -> Vec<String> { allows.iter().map(|a| a.lint.text.clone()).collect() };
    let found: Vec<Vec<String>> = parsed
        .items
        .iter()
        .flat_map(|item| match item {
            Item::Record(d) => {
                std::iter::once(words(&d.allows)).chain(d.fields.iter().map(|f| words(&f.allows))).collect()
            }
            Item::Enum(d) => d.members.iter().map(|m| words(&m.allows)).collect(),
            Item::Let(d) => vec![words(&d.allows)],
            Item::Define(d) => vec![words(&d.allows)],
            Item::Rule(d) => vec![words(&d.allows)],
            _ => Vec::new(),
        })
        .collect();
    let expected: [&[&str]; 9] =
        [&["x"], &["y"], &["z"], &["p"], &["q"], &["m"], &["m", "n"], &["o"], &["s"]];
    assert_eq!(found, expected);
}
