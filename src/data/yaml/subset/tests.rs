//! The two readers of YAML against each other: whatever the fast one accepts, the general one reads the same way.
//!
//! `KISOKU_YAML_MUTANTS=2000000 cargo test both_readers` tries more mutants than the usual run.

use super::super::read_events;
use super::read_subset;
use crate::data::limits::Limits;
use crate::data::tree::Tree;
use crate::text::FileId;
use std::path::Path;

/// The proposals of the benchmark.
#[path = "../../../../benches/data.rs"]
mod data;
use data::Numbers;

/// What is likely to be read differently, and where the subset ends.
const SEEDS: [&str; 24] = [
    "a: 1\nb: 核 # c\nc:\n  - x\n  - 'it''s'  \nd:\n",
    "{a: [1, 'x'], \"b\": }\n",
    "a:\n- x\n-\n- - y\n- b: 1\n  c:\n  - d\n",
    "a: # c\n\nb: 1\n",
    "\u{FEFF}核: 北海道\r\nl: [1, {a: 2}] \r\nm: |\r\n  x\r\n  y\r\n\r\nn: a\r\n",
    "a: x y\nb: 'x'\nc: \"x\"\nd: \"x\\ty\\u6838\\x41\"\ne: |\n  x\n   z\n\n  w\nf: x\n",
    "a: >- # x | y\n   t\n   u\n\n   v\nb: |+\n  x\n\nc: >\n\n  a\n  b\n\n\n  c\n",
    "---\n- a\n- b: [\n    1, 2,\n    {c: d,\n     \"e\":f}]\n  g: h:i\n- -1\n- - - x\n    - y\n",
    "a : 1\n\"b c\" : 2\n'd':\n    e:\n        f: 1\n    g: 2\n",
    "k: [a b, c#d, e:f, 'g', ]\nl: {}\nm: []\n",
    "{\n  \"a\": [1, 2.5, null],\n  \"b\": {\"c\": \"d\\n\"}\n}\n",
    "- {year: FY2007, national: 500千円}  # c\n- {year: FY2008, national: 1,\n   local: 2}\n",
    "url: http://example.jp/#x\ntime: 10:30\nx: a#b\ny: -5\nz: ?a\nw: :b\n",
    "a:\n  # comment\n  b: 1\n  # comment\n\n  c:\n    # deep\n# shallow\nd: ~\n",
    "a: |\n  # no comment\n  b: c\n # comment\nd: 1\n",
    "a: &x 1\nb: *x\n",
    "a: !!str 1\nb: two\n  lines\n",
    "? a\n: b\n",
    "%YAML 1.2\n---\na: 1\n...\n---\nb: 2\n",
    "a:\n  - b\n  -\n    c: 1\n  - d:\n    - e\n    f: g\n",
    "plain\n",
    "a: 'x\n  y'\nb: \"x\n  y\"\n",
    "a: x\u{85}y\nb: \u{2028}\nc: \u{FEFF}\n\u{FEFF}d: 1\ne: \u{7F}\n\u{A0}f: \u{3000}g\n",
    "a:   \nb: 1   \nc:   [1]   \n-x: 1\n",
];

/// What mutants get.
const PIECES: [&str; 71] = [
    "\n",
    "\n",
    "  ",
    " ",
    "    ",
    ": ",
    ":",
    "- ",
    "-",
    "#",
    " # c",
    " | ",
    "|\n",
    "|-\n",
    ">\n",
    ">+\n",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "&a ",
    "*a",
    "!x ",
    "\t",
    "\r\n",
    "\r",
    "---\n",
    "...\n",
    "%",
    "? ",
    "?",
    "\\",
    "\\n",
    "\\u6838",
    "\\ud83d",
    "\\U0001F600",
    "核",
    "é",
    "\u{85}",
    "\u{2028}",
    "\u{FEFF}",
    "\u{7F}",
    "\u{1}",
    "\u{80}",
    "\u{9F}",
    "\u{FFFE}",
    "\u{FFFF}",
    "\u{FFFD}",
    "\u{1FFFE}",
    "\u{200B}",
    "\u{A0}",
    "\u{3000}",
    "''",
    "@",
    "`",
    "<<: ",
    "a: 1\n",
    "  b: 2\n",
    "- c\n",
    "\n\n",
    "~",
    "null",
    "1",
    "k:\n",
    "-\n",
    "[a, b]",
    "{a: b}",
];

/// Whether the fast reader accepts a text. If it does, the other has read the same.
fn same(text: &str) -> bool {
    let file = FileId(3);
    let Some(tree) = read_subset(file, text, Limits::DEFAULT) else { return false };
    let documents = read_events(file, text, Limits::DEFAULT);
    let theirs: Vec<Result<&Tree, String>> =
        documents.iter().map(|d| d.tree.as_ref().map_err(|e| e.message.en.clone())).collect();
    assert_eq!(theirs, [Ok(&tree)], "{text:?}");
    true
}

fn shipped() -> Vec<(String, String)> {
    fn walk(folder: &Path, out: &mut Vec<(String, String)>) {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml") {
                out.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("proposals"), &mut out);
    out
}

#[test]
fn both_readers_read_what_is_shipped() {
    let shipped = shipped();
    assert!(
        shipped.iter().filter(|(_, text)| read_subset(FileId(3), text, Limits::DEFAULT).is_some()).count()
            >= 8
    );
    for (path, text) in &shipped {
        let beyond = text.contains("&") || text.contains("\n---");
        assert!(same(text) || beyond, "{path} is not read by the fast reader");
        let windows = text.replace('\n', "\r\n");
        assert!(same(&windows) || beyond, "{path} with \\r\\n");
    }
    for index in 0..100 {
        let text = data::yaml(index);
        assert!(same(&text), "{text}");
    }
    for seed in SEEDS {
        same(seed);
    }
}

#[test]
fn both_readers_read_mutants_the_same_way() {
    let count = std::env::var("KISOKU_YAML_MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(25_000_u64);
    let mut seeds: Vec<String> = SEEDS.iter().map(|seed| (*seed).to_owned()).collect();
    // Small seeds thrice: they are quick, and mutants of them are often readable.
    seeds.extend_from_within(..);
    seeds.extend_from_within(..SEEDS.len());
    seeds.extend(shipped().into_iter().map(|(_, text)| text));
    // Another count is another series.
    let mut numbers = Numbers(0x6B69_736F_6B75 + count);
    let mut accepted = 0_u64;
    for _ in 0..count {
        let mut text = pick(&mut numbers, &seeds).clone();
        for _ in 0..=numbers.below(2) {
            mutate(&mut text, &seeds, &mut numbers);
        }
        accepted += u64::from(same(&text));
    }
    println!("{accepted} of {count} mutants accepted");
    assert!(accepted * 8 > count, "{accepted} of {count}");
}

fn pick<'a, T>(numbers: &mut Numbers, all: &'a [T]) -> &'a T {
    &all[numbers.below(all.len() as u64) as usize]
}

/// A place between two characters, at the start of a line one time in three.
fn place(text: &str, numbers: &mut Numbers) -> usize {
    let mut at = numbers.below(text.len() as u64 + 1) as usize;
    if numbers.below(3) == 0 {
        at = text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |before| before + 1);
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mutate(text: &mut String, seeds: &[String], numbers: &mut Numbers) {
    let at = place(text, numbers);
    match numbers.below(8) {
        0..=3 => {
            let piece: &&str = pick(numbers, &PIECES);
            // One time in three a whole line, which is readable more often.
            let line = if numbers.below(3) == 0 { format!("{piece}\n") } else { (*piece).to_owned() };
            text.insert_str(at, &line);
        }
        4 => {
            let width =
                text[at..].chars().take(1 + numbers.below(3) as usize).map(char::len_utf8).sum::<usize>();
            text.replace_range(at..at + width, "");
        }
        5 => {
            let end = text[at..].find('\n').map_or(text.len(), |line| at + line + 1);
            text.replace_range(at..end, "");
        }
        6 => {
            // Some lines of another document, or the same.
            let other = pick(numbers, seeds);
            let from = place(other, numbers);
            let lines: String =
                other[from..].split_inclusive('\n').take(1 + numbers.below(4) as usize).collect();
            text.insert_str(at, &lines);
        }
        _ => {
            let to = place(text, numbers);
            let moved = text[at.min(to)..at.max(to)].to_owned();
            text.insert_str(at.max(to), if moved.len() < 200 { &moved } else { "\n" });
        }
    }
}
