//! The rule books of all shipped packs: whole, linked, and free of anything from elsewhere. What they look like is
//! asked of a browser, in `tests/browser`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn books(format: &str, folder: &Path) -> Vec<(PathBuf, String)> {
    let out = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(["doc", "--format", format, "--out", folder.to_str().unwrap()])
        .current_dir(ROOT)
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let key = format!(" {attribute}=\"");
    page.split(&key).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_of_a_book_leads_somewhere_and_nothing_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let pages = books("html", folder.path());
    let packs = fs::read_dir(folder.path()).unwrap().count() - 1;
    assert_eq!(packs, 14);
    for (path, page) in &pages {
        let name = path.file_name().unwrap().to_string_lossy();
        let ids = values(page, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{name}: an id stands twice");
        for link in values(page, "href") {
            match link.strip_prefix('#') {
                Some(anchor) => assert!(known.contains(anchor), "{name}: nothing at #{anchor}"),
                None => {
                    let file =
                        link.strip_prefix("./").unwrap_or_else(|| panic!("{name}: leads away to {link}"));
                    assert!(folder.path().join(file).is_file(), "{name}: no {file}");
                }
            }
        }
        for attribute in ["aria-labelledby", "for"] {
            for id in values(page, attribute) {
                assert!(known.contains(id), "{name}: {attribute} names {id}");
            }
        }
        for outside in [" src=\"", " style=\"", "url(", "@import"] {
            assert!(!page.contains(outside), "{name}: {outside}");
        }
    }
}

#[test]
fn a_book_tells_every_rule_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let pages = books("html", folder.path());
    let (_, page) = pages.iter().find(|(path, _)| path.ends_with("mext.kci.stage2.html")).unwrap();
    for (en, ja) in [
        ("The main part is within the yearly band", "本体事業は年額5億円以上10億円以下"),
        ("¥500,000,000", "5億円"),
        ("another reading:", "別の読み方："),
        ("Left to reviewers", "審査員の判断"),
    ] {
        assert!(page.contains(en) && page.contains(ja), "{en}, {ja}");
    }
    // As written, from its title to its last brace.
    assert!(page.contains("¥0.5 ~ ¥1 billion /year/ each region"));
}

#[test]
fn the_same_pack_gives_the_same_book() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for format in ["html", "markdown"] {
        let texts =
            |folder: &Path| books(format, folder).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
        assert_eq!(texts(one.path()), texts(other.path()));
    }
}
