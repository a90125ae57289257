//! Properties of the readers: nothing panics, every place lies in the text, and JSON reads the same through both
//! readers that know it.

use super::encoding::decode_text;
use super::json::read_json;
use super::limits::Limits;
use super::tree::{Kind, Tree};
use super::*;
use crate::text::{FileId, Source, Span};
use proptest::prelude::*;

const FORMATS: [Format; 4] = [Format::Yaml, Format::Json, Format::Toml, Format::Ndjson];

fn check_places(text: &str) {
    let source = Source::new(FileId(0), "x", text);
    for format in FORMATS {
        for document in read(&source, format) {
            inside(text, document.span);
            match document.tree {
                Ok(tree) => {
                    check_tree(&tree, text);
                    let _ = program_of(&tree, &source);
                    if let Some(problem) = top_level_problem(&tree, &source) {
                        problem.labels.iter().for_each(|label| inside(text, label.span));
                    }
                }
                Err(problem) => {
                    assert!(!problem.labels.is_empty());
                    problem.labels.iter().for_each(|label| inside(text, label.span));
                }
            }
        }
    }
}

fn inside(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
}

/// Children lie inside of their parents, texts in the file, aliases point back at something that is no alias.
fn check_tree(tree: &Tree, text: &str) {
    for (i, node) in tree.nodes.iter().enumerate() {
        assert!(text.get(node.start as usize..node.end as usize).is_some(), "{node:?} in {text:?}");
        assert!(node.next as usize > i && node.next as usize <= tree.nodes.len());
        for child in tree.children(NodeId(i as u32)) {
            let child = tree.node(child).unwrap();
            assert!(node.start <= child.start && child.end <= node.end && child.next <= node.next);
        }
        match node.kind {
            Kind::Map => assert_eq!(tree.children(NodeId(i as u32)).count() % 2, 0),
            Kind::Plain(Text::Source(a, b)) | Kind::Quoted(Text::Source(a, b)) => {
                assert!(text.get(a as usize..b as usize).is_some());
                assert!(node.start <= a && b <= node.end);
            }
            Kind::Plain(Text::Owned(at)) | Kind::Quoted(Text::Owned(at)) => {
                assert!((at as usize) < tree.owned.len());
            }
            Kind::Alias(target) => {
                assert!((target.0 as usize) < i);
                assert!(!matches!(tree.node(target).unwrap().kind, Kind::Alias(_)));
            }
            Kind::Seq => {}
        }
    }
}

/// Pieces that meet in interesting ways.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "核",
        "b: ",
        "- ",
        "\n",
        "\r\n",
        "\r",
        "  ",
        "\t",
        "：",
        ":",
        "'",
        "\"",
        "\"\"\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        "#",
        " # c",
        "&a ",
        "*a",
        "!!str ",
        "|",
        ">-",
        "---\n",
        "...\n",
        "?",
        " ",
        "1",
        "-2.5",
        "0xF",
        "=",
        " = ",
        "[[",
        "]]",
        ".",
        "\\u",
        "d800",
        "\\",
        "null",
        "@",
        "%",
        "`",
        "\u{FEFF}",
        "\0",
        "<<: *a",
        "😀",
        "\u{85}",
        "\u{2028}",
        "2007-10-10",
        "program",
        "\u{1}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|parts| parts.concat())
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let text = "[ -~ぁ-ん一-龠\n\t\"\\\\:#,\\[\\]{}-]{0,12}";
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        text.prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::vec((text, inner), 0..6)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// The tree without the difference of where a text is kept.
fn flat(tree: &Tree, text: &str) -> Vec<(u8, String, u32, u32, u32)> {
    let what = |kind: Kind| match kind {
        Kind::Plain(at) => (0, tree.text(at, text).to_owned()),
        Kind::Quoted(at) => (1, tree.text(at, text).to_owned()),
        Kind::Map => (2, String::new()),
        Kind::Seq => (3, String::new()),
        Kind::Alias(_) => (4, String::new()),
    };
    tree.nodes
        .iter()
        .map(|n| {
            let (kind, value) = what(n.kind);
            (kind, value, n.start, n.end, n.next)
        })
        .collect()
}

/// The value that a tree of JSON stands for, to hold against `serde_json`.
fn value_of(tree: &Tree, id: NodeId, text: &str) -> serde_json::Value {
    let kids: Vec<NodeId> = tree.children(id).collect();
    match tree.node(id).unwrap().kind {
        Kind::Plain(at) => serde_json::from_str(tree.text(at, text)).unwrap(),
        Kind::Quoted(at) => tree.text(at, text).into(),
        Kind::Seq => kids.iter().map(|kid| value_of(tree, *kid, text)).collect::<Vec<_>>().into(),
        Kind::Map => serde_json::Value::Object(
            kids.chunks(2)
                .map(|pair| {
                    let key = value_of(tree, pair[0], text).as_str().unwrap().to_owned();
                    (key, value_of(tree, pair[1], text))
                })
                .collect(),
        ),
        Kind::Alias(_) => panic!("JSON has no aliases"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        match decode_text(bytes) {
            Ok(text) => check_places(&text),
            Err(problem) => {
                let source = Source::new(FileId(0), "x", problem.shown.as_str());
                inside(&problem.shown, encoding::encoding_problem(&problem, &source).labels[0].span);
            }
        }
    }

    #[test]
    fn text_never_panics(text in "\\PC{0,80}") {
        check_places(&text);
    }

    #[test]
    fn pieces_never_panic(text in pieces()) {
        check_places(&text);
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it(value in json_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        let tree = read_json(FileId(0), &text, (0, text.len()), Limits::DEFAULT).unwrap().unwrap();
        prop_assert_eq!(value_of(&tree, NodeId(0), &text), value);
        let source = Source::new(FileId(0), "x", text.as_str());
        let yaml = read(&source, Format::Yaml).remove(0).tree.map_err(|e| e.message.en);
        prop_assert_eq!(yaml.map(|tree| flat(&tree, &text)), Ok(flat(&tree, &text)), "{}", text);
    }

    #[test]
    fn json_accepts_what_serde_json_accepts(text in pieces()) {
        let theirs = serde_json::from_str::<serde_json::Value>(text.trim_start_matches('\u{FEFF}')).is_ok();
        let ours = matches!(read_json(FileId(0), &text, (0, text.len()), Limits::DEFAULT), Ok(Some(_)));
        prop_assert!(!theirs || ours || text.starts_with("\u{FEFF}\u{FEFF}"), "{:?}", text);
        prop_assert!(!ours || theirs, "{:?}", text);
    }
}
