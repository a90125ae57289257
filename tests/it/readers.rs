//! Random files for the readers of proposals: what the fuzz targets hold of any bytes (`fuzz/src/readers.rs`), held on texts that
//! are likely to be read differently; and JSON that is read as YAML.

use super::targets;
use kisoku::data::{Format, Kind, Tree, read};
use kisoku::text::{FileId, Source};
use proptest::prelude::*;

/// The readers of every format.
fn hold(data: &[u8]) {
    for target in [targets::yaml, targets::json, targets::toml, targets::ndjson, targets::sheet] {
        target(data);
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
    tree.nodes()
        .map(|(_, n)| {
            let (kind, value) = what(n.kind);
            (kind, value, n.start, n.end, n.next)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        hold(&bytes);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        hold(text.as_bytes());
    }

    #[test]
    fn any_pieces_are_read(text in pieces()) {
        hold(text.as_bytes());
    }

    #[test]
    fn json_is_read_as_yaml_reads_it(value in json_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        targets::json(text.as_bytes());
        let source = Source::new(FileId(0), "x", text.as_str());
        let [json, yaml] = [Format::Json, Format::Yaml].map(|format| read(&source, format).remove(0).tree.unwrap());
        prop_assert_eq!(flat(&yaml, &text), flat(&json, &text), "{}", text);
    }
}
