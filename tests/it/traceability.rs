//! From the documents to the rules: `docs/traceability.md` is made of the CSV files in `docs/traceability`.
//!
//! `ids.csv` says what each id stands for; the other files name what stands on it and the test that shows it. Every id
//! has a row, all that a row names exists, and all that the packs declare is named. `KISOKU_UPDATE=1 cargo test` writes
//! the page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PAGE: &str = "docs/traceability.md";

/// The inventories: the letter of their ids, how many there are, and the title of their table.
const INVENTORIES: [(char, usize, &str); 4] = [
    ('R', 40, "Rules"),
    ('D', 20, "Reference data"),
    ('C', 26, "Contradictions and open points"),
    ('G', 22, "Boundary cases"),
];

const HEAD: &str = "# Traceability\n\
    \n\
    What the documents say, and what stands on it in the packs. Made by `tests/it/traceability.rs` from the files in\n\
    [`docs/traceability`](traceability); `KISOKU_UPDATE=1 cargo test` writes it anew.\n\
    \n\
    Places are lines of the documents' text: S0 `000_ff4b360a2945355a.txt` (MEXT's slides of 10 October 2007), S1\n\
    `001_241207500c47f2e9.txt` (outline of the Knowledge Cluster Initiative), S2 `002_e7e4d91cca1c044d.txt` (the slides of\n\
    S0 once more, as raw text), S3 `003_fc47ff42475d4a79.txt` (METI's slides of 21 June 2005), S4\n\
    `004_597adf5d1b0bdc65.txt` (report of a study visit, October 2009).\n";

/// One line of a CSV file: this stands on that.
struct Row {
    id: String,
    pack: String,
    kind: String,
    name: String,
    test: String,
}

/// The files of a pack by their path from the root, with their texts.
type Files = Vec<(String, String)>;

#[test]
fn every_id_of_the_documents_is_traced_to_what_exists() {
    let rows = rows();
    let packs = packs();
    let mut problems = Vec::new();
    let known: BTreeSet<String> = INVENTORIES
        .iter()
        .flat_map(|(letter, last, _)| (1..=*last).map(move |n| format!("{letter}{n}")))
        .collect();
    let said: BTreeSet<String> = ids().into_keys().collect();
    problems.extend(
        known.symmetric_difference(&said).map(|id| format!("ids.csv and the inventories differ in {id}")),
    );
    let traced: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    problems
        .extend(known.iter().filter(|id| !traced.contains(id.as_str())).map(|id| format!("{id} has no row")));
    problems.extend(
        traced
            .iter()
            .filter(|id| !known.contains(**id) && !id.starts_with('S'))
            .map(|id| format!("{id} is neither in an inventory nor a place in a document")),
    );
    for row in &rows {
        let Row { id, pack, kind, name, test } = row;
        let Some(files) = packs.get(pack) else {
            problems.push(format!("{id}: no pack {pack}"));
            continue;
        };
        if declared(files, kind, name).is_none() {
            problems.push(format!("{id}: {pack} has no {kind} {name}"));
        }
        if shown(files, row).is_none() && (!test.is_empty() || needs_test(kind)) {
            problems.push(format!("{id}: no test \"{test}\" of {pack}/{name}"));
        }
    }
    let named: BTreeSet<(&str, &str)> =
        rows.iter().map(|row| (row.pack.as_str(), row.name.as_str())).collect();
    for (pack, files) in &packs {
        for (kind, name) in files.iter().flat_map(|(path, text)| declarations(path, text)) {
            if !named.contains(&(pack.as_str(), name)) {
                problems.push(format!("{kind} {name} of {pack} has no row"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_page_is_that_of_the_rows() {
    let made = page(&rows(), &packs());
    let path = Path::new(ROOT).join(PAGE);
    if std::env::var_os("KISOKU_UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let differs = there.lines().zip(made.lines()).position(|(there, made)| there != made);
    assert!(
        there == made,
        "{PAGE} differs from its rows, from line {differs:?} on (KISOKU_UPDATE=1 writes it)"
    );
}

/// A question and a score sheet decide nothing, and a record or an enum is seen in every test.
fn needs_test(kind: &str) -> bool {
    !["question", "scorecard", "record", "enum"].contains(&kind)
}

fn page(rows: &[Row], packs: &BTreeMap<String, Files>) -> String {
    let ids = ids();
    let mut page = String::from(HEAD);
    for (letter, last, title) in INVENTORIES {
        write!(page, "\n## {title}\n\n| id | what | place | stands in | tests |\n|---|---|---|---|---|\n")
            .unwrap();
        for number in 1..=last {
            let id = format!("{letter}{number}");
            let mut what = ids.get(&id).cloned().unwrap_or_default();
            for pack in packs.keys() {
                let of_pack: Vec<&Row> =
                    rows.iter().filter(|row| row.id == id && row.pack == *pack).collect();
                if !of_pack.is_empty() {
                    let (what, place) = std::mem::take(&mut what);
                    line(&mut page, &format!("{id} | {what} | {place}"), packs, pack, &of_pack);
                }
            }
        }
    }
    page.push_str("\n## In no inventory\n\n| place | stands in | tests |\n|---|---|---|\n");
    let places: BTreeSet<&str> =
        rows.iter().map(|row| row.id.as_str()).filter(|id| id.starts_with('S')).collect();
    for place in places {
        for pack in packs.keys() {
            let of_pack: Vec<&Row> = rows.iter().filter(|row| row.id == place && row.pack == *pack).collect();
            if !of_pack.is_empty() {
                line(&mut page, place, packs, pack, &of_pack);
            }
        }
    }
    page
}

/// One line of a table: what one pack has of one id.
fn line(page: &mut String, head: &str, packs: &BTreeMap<String, Files>, pack: &str, rows: &[&Row]) {
    let files = packs.get(pack).unwrap();
    let mut names = vec![format!("`{pack}`")];
    let mut tests: Vec<String> = Vec::new();
    for row in rows {
        let path = declared(files, &row.kind, &row.name).unwrap_or_default();
        names.push(format!("{} [`{}`](../{path})", row.kind, row.name));
        if let Some((said, path)) = shown(files, row) {
            let link = format!("[{said}](../{path})");
            if !tests.contains(&link) {
                tests.push(link);
            }
        }
    }
    writeln!(page, "| {head} | {} | {} |", names.join("<br>"), tests.join("<br>")).unwrap();
}

/// What a file declares that stands on a document, or has to say that it does not: kinds and names.
fn declarations<'a>(path: &str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let kinds = ["rule", "judgement", "question", "table", "scorecard"];
    let lines = text.lines().filter(|_| !path.ends_with(".test.kisoku"));
    lines
        .filter_map(|line| line.strip_prefix("across proposals ").unwrap_or(line).split_once(' '))
        .filter(|(kind, _)| kinds.contains(kind))
        .filter_map(|(kind, rest)| Some((kind, rest.split(' ').next()?)))
        .collect()
}

/// The file of a pack in which something is declared.
fn declared<'a>(files: &'a Files, kind: &str, name: &str) -> Option<&'a str> {
    let (word, within) = if kind == "reading" { ("rule", Some("other reading")) } else { (kind, None) };
    files.iter().filter(|(path, _)| !path.ends_with(".test.kisoku")).find_map(|(path, text)| {
        let mut lines = text.lines().skip_while(|line| {
            let mut words = line.strip_prefix("across proposals ").unwrap_or(line).split([' ', '=', '{']);
            words.next() != Some(word) || words.find(|word| !word.is_empty()) != Some(name)
        });
        lines.next()?;
        let mut body = lines.take_while(|line| *line != "}");
        within.is_none_or(|within| body.any(|line| line.contains(within))).then_some(path.as_str())
    })
}

/// What shows a row, and where: its test, a sample proposal or score sheet, or for a rule across proposals the outcomes
/// that are written down.
fn shown(files: &Files, row: &Row) -> Option<(String, String)> {
    if row.test.starts_with("proposals/") {
        written_down("proposals.json", &format!("\"{}\"", row.test))?;
        return Some((row.test.clone(), row.test.clone()));
    }
    if !row.test.is_empty() {
        let (path, _) =
            files.iter().find(|(path, text)| path.ends_with(".test.kisoku") && has_test(text, &row.test))?;
        return Some((row.test.clone(), path.clone()));
    }
    let path = written_down("across.json", &format!("\"{}\":", row.name))?;
    Some(("sample proposals together".to_owned(), path))
}

/// Whether a file has this test, or this row of a table in a test: `the band / one yen short`.
fn has_test(text: &str, name: &str) -> bool {
    let has = |name: &str| text.lines().any(|line| line == format!("test \"{name}\" {{"));
    let row = |name: &str| text.lines().any(|line| line.trim_start().starts_with(&format!("\"{name}\": ")));
    has(name) || name.split_once(" / ").is_some_and(|(test, case)| has(test) && row(case))
}

/// The file of `tests/expected`, of those with this ending, that has these words.
fn written_down(ending: &str, words: &str) -> Option<String> {
    let folder = "tests/expected";
    let files = names(folder).into_iter().filter(|name| name.ends_with(ending));
    files.map(|name| format!("{folder}/{name}")).find(|path| read(path).contains(words))
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The packs by their ids, which are the folders below `rules`.
fn packs() -> BTreeMap<String, Files> {
    let mut packs = BTreeMap::new();
    let mut folders = vec!["rules".to_owned()];
    while let Some(folder) = folders.pop() {
        let mut files = Files::new();
        for name in names(&folder) {
            let path = format!("{folder}/{name}");
            if Path::new(ROOT).join(&path).is_dir() {
                folders.push(path);
            } else if name.ends_with(".kisoku") {
                let text = read(&path);
                files.push((path, text));
            }
        }
        if let Some(id) = folder.strip_prefix("rules/").filter(|_| !files.is_empty()) {
            packs.insert(id.replace('/', "."), files);
        }
    }
    packs
}

/// What each id says, and where that stands.
fn ids() -> BTreeMap<String, (String, String)> {
    let cells = csv("docs/traceability/ids.csv");
    cells.into_iter().map(|[id, what, place]| (id, (what, place))).collect()
}

fn rows() -> Vec<Row> {
    let folder = "docs/traceability";
    let files = names(folder).into_iter().filter(|name| name.ends_with(".csv") && name != "ids.csv");
    files
        .flat_map(|name| csv(&format!("{folder}/{name}")))
        .map(|[id, pack, kind, name, test]| Row { id, pack, kind, name, test })
        .collect()
}

/// The lines of a CSV file below its head, each of just so many cells.
fn csv<const CELLS: usize>(path: &str) -> Vec<[String; CELLS]> {
    let text = read(path);
    let lines = text.lines().skip(1);
    lines.map(|line| cells(line).try_into().unwrap_or_else(|_| panic!("{path}: {line}"))).collect()
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.next_if_eq(&'"').is_some() => cells.last_mut().unwrap().push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            _ => cells.last_mut().unwrap().push(sign),
        }
    }
    cells
}
