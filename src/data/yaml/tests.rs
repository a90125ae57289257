//! YAML: exact places, what a scalar is, documents, and the diagnostic of each slip.

use super::super::tree::{Kind, Text, Tree};
use super::*;

fn trees(text: &str) -> Vec<Tree> {
    read_yaml(FileId(0), text, Limits::DEFAULT).into_iter().map(|d| d.tree.expect("readable")).collect()
}

/// Each node as its kind and what is written at its place; for scalars also the value where it differs.
fn shape(text: &str) -> Vec<String> {
    let tree = trees(text).into_iter().next().expect("a document");
    tree.nodes()
        .map(|(_, n)| {
            let written = text.get(n.start as usize..n.end as usize).unwrap();
            let (sign, value) = match n.kind {
                Kind::Map => return format!("map {written}"),
                Kind::Seq => return format!("seq {written}"),
                Kind::Alias(id) => return format!("alias {} {written}", id.0),
                Kind::Plain(text_at) => ("", tree.text(text_at, text)),
                Kind::Quoted(text_at) => ("q ", tree.text(text_at, text)),
            };
            if value == written { format!("{sign}{value}") } else { format!("{sign}{written} = {value}") }
        })
        .collect()
}

fn problem(text: &str) -> (String, String, String) {
    let documents = read_yaml(FileId(0), text, Limits::DEFAULT);
    let error = documents.last().expect("a document").tree.clone().expect_err(text);
    let place = text.get(error.labels[0].span.range()).unwrap();
    (error.code.to_string(), place.to_owned(), error.message.en)
}

#[test]
fn places_are_exactly_what_is_written() {
    assert_eq!(
        shape("a: 1\nb: 核 # c\nc:\n  - x\n  - 'it''s'  \nd:\n"),
        [
            "map a: 1\nb: 核 # c\nc:\n  - x\n  - 'it''s'  \nd:",
            "a",
            "1",
            "b",
            "核",
            "c",
            "seq - x\n  - 'it''s'",
            "x",
            "q 'it''s' = it's",
            "d",
            "",
        ]
    );
    assert_eq!(shape("{a: [1, 'x'], \"b\": }")[2..], ["seq [1, 'x']", "1", "q 'x' = x", "q \"b\" = b", ""]);
    assert_eq!(shape("a:\n- x\n-\n- - y\n")[2..], ["seq - x\n-\n- - y", "x", "", "seq - y", "y"]);
    assert_eq!(shape("a: # c\n\nb: 1\n"), ["map a: # c\n\nb: 1", "a", "", "b", "1"]);
}

#[test]
fn a_mark_and_every_line_break_keep_offsets_on_disk() {
    let text = "\u{FEFF}核: 北海道\r\nl: [1, {a: 2}] \r\nm: |\r\n  x\r\n  y\r\n\r\nn: a\r\n  b\r\n";
    let got = shape(text);
    assert_eq!(got[1..3], ["核", "北海道"]);
    assert_eq!(got[4..8], ["seq [1, {a: 2}]", "1", "map {a: 2}", "a"]);
    assert_eq!(got[10], "q |\r\n  x\r\n  y = x\ny\n");
    assert_eq!(got[12], "a\r\n  b = a b");
    assert_eq!(shape("a: 1\rb:\r  c: 2\r"), ["map a: 1\rb:\r  c: 2", "a", "1", "b", "map c: 2", "c", "2"]);
}

#[test]
fn literal_values_borrow_and_others_are_owned() {
    let tree = &trees("a: x y\nb: 'x'\nc: \"x\"\nd: \"x\\ty\"\ne: |\n  x\nf: x\n  y\n")[0];
    let borrowed = |i: u32| {
        let kind = tree.node(NodeId(i)).unwrap().kind;
        matches!(kind, Kind::Plain(Text::Source(..)) | Kind::Quoted(Text::Source(..)))
    };
    assert_eq!([2, 4, 6, 8, 10, 12].map(borrowed), [true, true, true, false, false, false]);
    assert_eq!(shape("a: >- # x | y\n   t\n   u\n\nb: |\nc: 1\n")[2], "q >- # x | y\n   t\n   u = t u");
    assert_eq!(shape("a: >-\nb: |\nc: 1\n")[1..5], ["a", "q >- = ", "b", "q | = "]);
}

#[test]
fn tags_say_what_a_scalar_is() {
    assert_eq!(
        shape("a: !!str 5\nb: !!int \"5\"\nc: ! 5\nd: !!str\ne: !!seq\n- x\n")[1..],
        ["a", "q 5", "b", "\"5\" = 5", "c", "q 5", "d", "q ", "e", "seq - x", "x"]
    );
    assert_eq!(problem("a: !foo b\n").1, "b");
}

#[test]
fn aliases_point_at_nodes_and_are_never_copied() {
    assert_eq!(
        shape("a: &x {p: 1}\nb: *x\nc: {<<: *x}\n")[1..],
        ["a", "map {p: 1}", "p", "1", "b", "alias 2 *x", "c", "map {<<: *x}", "<<", "alias 2 *x"]
    );
    assert_eq!(shape("a: &x 1\nb: &x 2\nc: *x\n").last().unwrap(), "alias 4 *x");
    let lines = |i: usize| format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9].join(", "));
    let laughs = "a0: &a0 lol\n".to_owned() + &(1..10).map(lines).collect::<String>();
    assert_eq!(trees(&laughs)[0].len(), 3 + 9 * 11);
    for (text, place) in [("a: *nope\n", "*nope"), ("a: &a [*a]\n", "*a"), ("a: &a 1\n---\nb: *a\n", "*a")] {
        let (code, at, _) = problem(text);
        assert_eq!((code.as_str(), at.as_str()), ("K0207", place));
    }
}

#[test]
fn documents_are_counted_without_the_empty_ones() {
    let documents = read_yaml(FileId(0), "a: 1\n---\n---\n# c\n...\n---\nb: 1\n---\nc: [\n", Limits::DEFAULT);
    let numbers: Vec<_> = documents.iter().map(|d| (d.number, d.tree.is_ok())).collect();
    assert_eq!(numbers, [(1, true), (2, true), (3, false)]);
    assert!(read_yaml(FileId(0), "# only a comment\n---\n", Limits::DEFAULT).is_empty());
    assert!(read_yaml(FileId(0), "", Limits::DEFAULT).is_empty());
}

#[test]
fn duplicate_keys_are_both_kept() {
    assert_eq!(shape("a: 1\na: 2\n")[1..], ["a", "1", "a", "2"]);
    assert_eq!(shape("{a: 1, \"a\": 2}")[1..], ["a", "1", "q \"a\" = a", "2"]);
}

#[test]
fn each_slip_has_its_code_and_its_place() {
    for (text, code, place) in [
        ("a:\n\tb: 1\n", "K0204", "\t"),
        ("a: 1\n\tb: 2\n", "K0204", "\t"),
        ("- a:\n\t- b\n", "K0204", "\t"),
        ("a: |\n\tx\n", "K0204", "\t"),
        ("a: 1\nb:2\nc: 3\n", "K0205", ":"),
        ("a: 1\r\nb:2\r\nc: 3\r\n", "K0205", ":"),
        ("a: 1\n設備費：5\n", "K0205", "："),
        ("- b: 1\n  c:2\n  d: 1\n", "K0205", ":"),
        ("a: 'x\nb: 1\n", "K0206", "'"),
        ("a: \"x\nb: \"y\"\n", "K0206", "\""),
        ("a: @x\n", "K0203", "@"),
        ("a: %x\n", "K0203", "%"),
        ("a: `x`\n", "K0203", "`"),
        ("a: * x\n", "K0203", "*"),
        ("a: \u{1}\n", "K0203", "\u{1}"),
        ("a: [1, 2\nb: 3\n", "K0203", "["),
        ("a: {x: 1\n", "K0203", "{"),
        ("a: [1, 2]]\n", "K0203", "]"),
        ("a: 1\n  b: 2\n", "K0203", "b"),
        ("a:\n  b: 1\n c: 2\n", "K0203", "c"),
        ("a:\n  - b\n - c\n", "K0203", "-"),
        ("a: b: c\n", "K0203", ":"),
        ("a: 1\nxyz\nb: 1\n", "K0203", "xyz"),
        ("日付: 10:30\nxyz\n", "K0203", "xyz"),
        ("a: \"C:\\data\"\n", "K0203", "\\d"),
        ("a: \"x\" y\n", "K0203", "y"),
        ("a: 'it's'\n", "K0203", "s"),
        ("? [a]\n: b\n", "K0203", "["),
    ] {
        let (got, at, message) = problem(text);
        assert_eq!((got.as_str(), at.as_str()), (code, place), "{text:?}: {message}");
    }
}

#[test]
fn hostile_nesting_is_refused_at_once() {
    let n = 100_000;
    for text in [
        "[".repeat(n) + &"]".repeat(n),
        "{a: ".repeat(n) + "1" + &"}".repeat(n),
        "- ".repeat(n) + "x\n",
        (0..300).map(|i| " ".repeat(i) + "a:\n").collect::<String>(),
    ] {
        assert_eq!(problem(&text).0, "K0211");
    }
    let ok = "[".repeat(Limits::DEFAULT.depth) + &"]".repeat(Limits::DEFAULT.depth);
    assert_eq!(trees(&ok)[0].len(), Limits::DEFAULT.depth);
    assert_eq!(problem(&format!("a: \"{}\"\n", "x".repeat(2 << 20))).0, "K0212");
}
