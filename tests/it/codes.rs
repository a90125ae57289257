//! Codes and their pages: every code has one, every page is of a code, and each shows its own code at work.

use kisoku::diag::codes;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages whose example cannot stand in a fence (bytes, rights, links, sizes); they show a recorded one.
const RECORDED: [&str; 17] = [
    "K0011", "K0113", "K0116", "K0177", "K0200", "K0201", "K0212", "K0214", "K0231", "K0275", "K0340",
    "K0342", "K0513", "K0531", "K0532", "K0533", "K0535",
];

fn path(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors").join(format!("{code}.md"))
}

fn page(code: &str) -> String {
    let path = path(code);
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("{code} has no page {}", path.display()))
}

/// `KISOKU_UPDATE=1 cargo test` writes titles and the list of codes as the catalogue has them.
fn updates() -> bool {
    std::env::var_os("KISOKU_UPDATE").is_some()
}

/// The bodies of the fences whose info begins with a word.
fn fences(page: &str, word: &str) -> Vec<String> {
    let mut bodies = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in page.lines() {
        open = match (line.strip_prefix("```"), open) {
            (Some(info), None) => Some((info.split(' ').next() == Some(word), String::new())),
            (Some(_), Some((wanted, body))) => {
                bodies.extend(wanted.then_some(body));
                None
            }
            (None, Some((wanted, body))) => Some((wanted, body + line + "\n")),
            (None, None) => None,
        };
    }
    bodies
}

#[test]
fn codes_are_unique_and_titled_in_both_languages() {
    let mut seen = BTreeSet::new();
    for row in codes::table() {
        assert!(seen.insert(row.code), "{} stands twice in the catalogue", row.code);
        assert!(!row.en.trim().is_empty() && !row.ja.trim().is_empty(), "{} lacks a title", row.code);
        assert!(!row.ja.is_ascii(), "the Japanese title of {} is not Japanese", row.code);
    }
}

#[test]
fn every_code_in_the_sources_stands_in_the_table() {
    let known: BTreeSet<String> = codes::table().iter().map(|row| format!("Code({})", row.code.0)).collect();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for piece in fs::read_to_string(&path).unwrap().split("Code(").skip(1) {
                let number: String = piece.chars().take_while(char::is_ascii_digit).collect();
                let used = format!("Code({number})");
                assert!(number.is_empty() || known.contains(&used), "{}: {used} has no row", path.display());
            }
        }
    }
}

#[test]
fn every_page_is_of_a_code() {
    let known: BTreeSet<String> = codes::table().iter().map(|row| row.code.to_string()).collect();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if let Some(code) = name.strip_suffix(".md").filter(|code| *code != "README") {
            assert!(known.contains(code), "{name} is the page of no code");
        }
    }
}

#[test]
fn every_code_has_a_page_that_shows_it() {
    for row in codes::table() {
        let code = row.code.to_string();
        let mut page = page(&code);
        if updates() {
            let (en, ja) = (row.en, row.ja);
            let rest: Vec<&str> = page.lines().skip(3).collect();
            page = format!("# {code}: {en}\n\n{ja}\n{}\n", rest.join("\n"));
            fs::write(path(&code), &page).unwrap();
        }
        let mut lines = page.lines();
        assert_eq!(lines.next(), Some(format!("# {code}: {}", row.en).as_str()), "the title of {code}");
        assert_eq!(lines.nth(1), Some(row.ja), "the Japanese title of {code}");
        for heading in ["## Example", "## Repair", "## 日本語"] {
            assert!(page.lines().any(|line| line == heading), "{code} has no {heading}");
        }
        let recorded = RECORDED.contains(&code.as_str());
        let shown = fences(&page, if recorded { "text" } else { "out" });
        assert!(shown.iter().any(|body| body.contains(&code)), "the page of {code} never shows it");
        if !recorded {
            let last = shown.last().unwrap();
            assert!(!last.contains(&code), "the repair on the page of {code} does not repair it");
        }
    }
}

#[test]
fn the_readme_names_every_code() {
    const LIST: &str = "## All codes\n";
    let mut readme = page("README");
    let line = |row: &codes::Row| format!("| [{0}]({0}.md) | {1} | {2} |\n", row.code, row.en, row.ja);
    let list: String = codes::table().into_iter().map(line).collect();
    let list = format!("{LIST}\n| code | stands for | 意味 |\n|---|---|---|\n{list}");
    if updates() {
        readme.truncate(readme.find(LIST).unwrap());
        readme.push_str(&list);
        fs::write(path("README"), &readme).unwrap();
    }
    assert!(readme.ends_with(&list), "KISOKU_UPDATE=1 cargo test writes the list of codes anew");
    let head = include_str!("../../docs/errors/head.kisoku");
    assert!(readme.contains(head), "docs/errors/README.md does not show docs/errors/head.kisoku as it is");
}

#[test]
fn the_page_of_settings_lists_every_key_and_lint() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/settings.md")).unwrap();
    for key in kisoku::settings::KEYS {
        let row = [format!("| `{}` |", key.name), format!("| `[{}]` |", key.name)];
        assert!(row.iter().any(|row| page.contains(row)), "docs/settings.md has no row of {}", key.name);
    }
    for lint in kisoku::lint::LINTS {
        let row = lint.row().unwrap();
        let line =
            format!("| `{0}` | [{1}](errors/{1}.md) | {2} | {3} |\n", lint.name, lint.code, row.en, row.ja);
        assert!(page.contains(&line), "docs/settings.md lacks\n{line}");
    }
}
