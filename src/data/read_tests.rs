//! JSON, TOML, NDJSON and the choice between the formats.

use super::build::Read;
use super::json::read_json;
use super::toml::read_toml;
use super::tree::{Kind, Tree};
use super::*;
use crate::diag::Diagnostic;
use crate::text::{FileId, Source};

fn json(text: &str) -> Read<Option<Tree>> {
    read_json(FileId(0), text, (0, text.len()), limits::Limits::DEFAULT)
}

/// What is written at each node, and the value of each scalar.
fn shape(tree: &Tree, text: &str) -> Vec<(String, String)> {
    let value = |n: Node| match n.kind {
        Kind::Plain(at) | Kind::Quoted(at) => tree.text(at, text).to_owned(),
        _ => String::new(),
    };
    tree.nodes()
        .map(|(_, n)| (text.get(n.start as usize..n.end as usize).unwrap().to_owned(), value(n)))
        .collect()
}

fn place(error: &Diagnostic, label: usize, text: &str) -> String {
    text.get(error.labels[label].span.range()).unwrap().to_owned()
}

#[test]
fn json_places_and_values() {
    let text =
        "\u{FEFF}{\"核\": [1, -2.5e+3, null, \"a\\u6838\\ud83d\\ude00\\n\", {}], \"b\": \"x\", \"b\": 2}\r\n";
    let tree = json(text).unwrap().unwrap();
    let got = shape(&tree, text);
    assert_eq!(got[1], ("\"核\"".into(), "核".into()));
    assert_eq!(got[2].0, "[1, -2.5e+3, null, \"a\\u6838\\ud83d\\ude00\\n\", {}]");
    assert_eq!(got[4], ("-2.5e+3".into(), "-2.5e+3".into()));
    assert_eq!(got[6].1, "a核😀\n");
    assert_eq!((got[8].1.as_str(), got[10].1.as_str()), ("b", "b"));
    assert_eq!(tree.children(NodeId(0)).count(), 6);
    assert!(json(" \n").unwrap().is_none());
    let big = "[18446744073709551617, 1e400, 0.10000000000000000555111512312578]";
    assert_eq!(shape(&json(big).unwrap().unwrap(), big)[1].1, "18446744073709551617");
}

#[test]
fn json_errors_point_at_the_cause() {
    for (text, at, words) in [
        ("[1,2,]", ",", "nothing after this comma"),
        ("{\"a\":1,}", ",", "nothing after this comma"),
        ("{'a':1}", "'", "single quotes"),
        ("{\"a\":1 /* c */}", "/", "comments"),
        ("// c\n{}", "/", "comments"),
        ("{\"a\":1 \"b\":2}", "\"", "comma is missing"),
        ("{abc:1}", "abc", "double quotes"),
        ("{\"a\"：1}", "：", "full-width colon"),
        ("{\"a\":NaN}", "NaN", "no number"),
        ("{\"a\":5億円}", "5億円", "writes a number"),
        ("[01]", "01", "writes a number"),
        ("[1_000]", "1_000", "writes a number"),
        ("{\"a\":True}", "True", "no value"),
        ("{} x", "x", "more text"),
        ("{\"a\":[1}", "}", "`]` was expected"),
        ("{\"a\":1", "1", "not complete"),
        ("[\"a\tb\"]", "\t", "control character"),
        ("[\"\\d\"]", "\\d", "no escape"),
        ("[\"\\ud800\"]", "\\ud800", "half of a character"),
        ("[\"\\ud800\\u0041\"]", "\\ud800", "half of a character"),
        ("[\"x\n\"]", "\"", "not closed"),
        ("[“a”]", "“", "straight double quote"),
        ("{\"a\":}", "}", "missing before this bracket"),
    ] {
        let error = json(text).unwrap_err();
        assert_eq!(place(&error, 0, text), at, "{text}");
        assert!(error.message.en.contains(words), "{text}: {}", error.message.en);
        assert!(!error.message.ja.is_empty() && error.message.ja != error.message.en);
    }
}

#[test]
fn json_nesting_is_limited() {
    for text in ["[".repeat(1_000_000), "{\"a\":".repeat(100_000)] {
        assert_eq!(json(&text).unwrap_err().code.to_string(), "K0211");
    }
    let deepest = "[".repeat(limits::Limits::DEFAULT.depth) + &"]".repeat(limits::Limits::DEFAULT.depth);
    assert!(json(&deepest).is_ok());
    let long = format!("\"{}\"", "x".repeat(limits::Limits::DEFAULT.text_bytes + 1));
    assert_eq!(json(&long).unwrap_err().code.to_string(), "K0212");
}

#[test]
fn toml_places_and_values() {
    let text = "\u{FEFF}z = 2_007\nx = 0xFF\n\"設備費\" = '''\na'''\nd = 2007-10-10\n[b]\nf.g = \"ab\"\n[[row]]\nl = +5\n[[row]]\n";
    let tree = read_toml(FileId(0), text, limits::Limits::DEFAULT).unwrap().unwrap();
    let got = shape(&tree, text);
    assert_eq!(
        got[1..5],
        [("z", "z"), ("2_007", "2007"), ("x", "x"), ("0xFF", "255")].map(|(a, b)| (a.into(), b.into()))
    );
    assert_eq!(got[5..7], [("\"設備費\"", "設備費"), ("'''\na'''", "a")].map(|(a, b)| (a.into(), b.into())));
    assert_eq!(got[8].1, "2007-10-10");
    assert_eq!(got[10].0, "[b]\nf.g = \"ab\"");
    assert_eq!(got[14], ("\"ab\"".into(), "ab".into()));
    assert_eq!(got[14 + 2].0, "[[row]]\nl = +5\n[[row]]");
    let cr = "a = 1\rb = \"x\"\r";
    assert_eq!(shape(&read_toml(FileId(0), cr, limits::Limits::DEFAULT).unwrap().unwrap(), cr)[3].0, "b");
    assert!(read_toml(FileId(0), "# c\n", limits::Limits::DEFAULT).unwrap().is_none());
}

#[test]
fn toml_duplicates_show_both_places() {
    for (text, second, first) in [
        ("a = 1\na = 2\n", 6, 0),
        ("[[r]]\nx = 1\n[[r]]\nx = 1\n\"x\" = 2\n", 24, 18),
        ("[a]\nx=1\n[b]\n[a]\ny=1\n", 13, 1),
        ("a.b = 1\n[a]\nc = 1\n", 9, 0),
        ("a = {x = 1, x = 2}\n", 12, 5),
        ("a = 1\na.b = 2\n", 6, 0),
    ] {
        let error = read_toml(FileId(0), text, limits::Limits::DEFAULT).unwrap_err();
        assert_eq!(error.code.to_string(), "K0210", "{text}");
        let starts: Vec<u32> = error.labels.iter().map(|l| l.span.start).collect();
        assert_eq!(starts, [second, first], "{text}");
    }
}

#[test]
fn toml_errors_point_at_the_cause() {
    for (text, code, at) in [
        ("program: mext\n", "K0209", ":"),
        ("設備費：1\n", "K0209", "："),
        ("設備費 = 1\n", "K0209", "設備費"),
        ("a = mext\n", "K0209", "mext"),
        ("a = 5億円\n", "K0209", "5億円"),
        ("a = 500,000\n", "K0209", ","),
        ("a\n", "K0209", "a"),
        ("a = 2007-13-45\n", "K0209", "2007-13-45"),
    ] {
        let error = read_toml(FileId(0), text, limits::Limits::DEFAULT).unwrap_err();
        assert_eq!((error.code.to_string().as_str(), place(&error, 0, text).as_str()), (code, at), "{text}");
    }
    let n = 100_000;
    for text in
        ["a = ".to_owned() + &"[".repeat(n), "a.".repeat(n) + "a = 1\n", format!("[{}a]\n", "a.".repeat(n))]
    {
        assert_eq!(
            read_toml(FileId(0), &text, limits::Limits::DEFAULT).unwrap_err().code.to_string(),
            "K0211"
        );
    }
}

fn codes(text: &str, format: Format) -> Vec<String> {
    let source = Source::new(FileId(0), "x", text);
    let say =
        |d: &Document| d.tree.as_ref().map_or_else(|e| e.code.to_string(), |_| format!("ok {}", d.number));
    read(&source, format).iter().map(say).collect()
}

#[test]
fn each_line_of_ndjson_is_a_document_of_its_own() {
    let text = "\u{FEFF}{\"a\": 1}\r\n\n{\"a\": }\r[1]\n{\"b\": \0}\n{}";
    assert_eq!(codes(text, Format::Ndjson), ["ok 1", "K0208", "ok 3", "K0201", "ok 5"]);
    let source = Source::new(FileId(0), "x", text);
    let documents = read(&source, Format::Ndjson);
    assert_eq!(source.slice(documents[2].span), "[1]");
    assert_eq!(source.line_column(documents[1].span.start).line, 3);
}

#[test]
fn empty_files_and_nul_bytes_have_their_own_codes() {
    for format in [Format::Yaml, Format::Json, Format::Toml, Format::Ndjson] {
        for text in ["", "\u{FEFF}", " \n\r\n"] {
            assert_eq!(codes(text, format), ["K0202"], "{format:?} {text:?}");
        }
    }
    assert_eq!(codes("a: \0\n", Format::Yaml), ["K0201"]);
    assert_eq!(codes(&" ".repeat(limits::Limits::DEFAULT.toml_bytes + 1), Format::Toml), ["K0212"]);
}

#[test]
fn the_program_is_found_by_its_folded_key() {
    let program = |text: &str| {
        let source = Source::new(FileId(0), "x", text);
        let document = read(&source, Format::Yaml).remove(0);
        let tree = document.tree.unwrap();
        program_of(&tree, &source).map(|(id, span)| (id, source.slice(span).to_owned()))
    };
    assert_eq!(program("a: 1\nprogram: 'mext.kci'\n"), Some(("mext.kci".into(), "'mext.kci'".into())));
    assert_eq!(program("Ｐrogram: &p x\n"), Some(("x".into(), "x".into())));
    assert_eq!(program("program:\n"), None);
    assert_eq!(program("program: [a]\n"), None);
    assert_eq!(program("- program\n"), None);
}

#[test]
fn a_top_level_without_keys_is_told_with_its_reason() {
    let code = |text: &str| {
        let source = Source::new(FileId(0), "x", text);
        let tree = read(&source, Format::Yaml).remove(0).tree.unwrap();
        top_level_problem(&tree, &source)
            .map(|d| (d.code.to_string(), source.slice(d.labels[0].span).to_owned()))
    };
    assert_eq!(code("a: 1\n"), None);
    assert_eq!(code("- a\n"), Some(("K0213".into(), "- a".into())));
    assert_eq!(code("設備費：5\n人件費：6\n"), Some(("K0205".into(), "：".into())));
    assert_eq!(code("program:x\n"), Some(("K0205".into(), ":".into())));
    assert_eq!(code("http://example.jp\n"), Some(("K0213".into(), "http://example.jp".into())));
}

#[test]
fn the_ending_gives_the_format() {
    for (path, want) in [
        ("a/b.YAML", Some(Format::Yaml)),
        ("b.yml", Some(Format::Yaml)),
        ("x.json", Some(Format::Json)),
        ("x.toml", Some(Format::Toml)),
        ("x.ndjson", Some(Format::Ndjson)),
        ("x.jsonl", None),
        ("dir.yaml/x", None),
    ] {
        assert_eq!(Format::of_path(path), want, "{path}");
    }
}
