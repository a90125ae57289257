//! The formatter: it keeps tree and comments, and what it has formatted it leaves alone. Held on random text made from
//! the grammar, on every shipped rule file and on every example of the documentation.

use super::generate::Random;
use super::rule_text::{Grammar, Writer};
use super::targets::format_problem;
use kisoku::fmt::format;
use kisoku::syntax::parse;
use kisoku::text::{FileId, Source};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn source(text: &str) -> Source {
    Source::new(FileId(0), "x.kisoku", text)
}

/// The shortest of the texts of which something does not hold.
fn hold(texts: impl IntoIterator<Item = String>) {
    let mut problems: Vec<String> = texts.into_iter().filter_map(|text| format_problem(&text)).collect();
    problems.sort_by_key(String::len);
    assert!(
        problems.is_empty(),
        "{} texts; the shortest: {}",
        problems.len(),
        problems[..problems.len().min(3)].join("\n=====\n")
    );
}

#[test]
fn random_texts_keep_their_tree_and_their_comments() {
    let grammar = Grammar::load();
    let mut sound = BTreeSet::new();
    let mut all = Vec::new();
    let mut good = 0;
    for seed in 0..1500 {
        let mut writer = Writer::new(&grammar, seed);
        for _ in 0..1 + writer.random.below(3) {
            writer.declaration();
        }
        let declared = parse(&source(&writer.text)).value;
        if !declared.damaged {
            good += 1;
            sound.extend(writer.used.clone());
        }
        all.push(writer.text);
    }
    assert!(good * 3 > all.len(), "only {good} of {} texts are sound", all.len());
    let missing: Vec<_> = grammar.tokens_and_nodes().filter(|name| !sound.contains(*name)).collect();
    assert!(missing.is_empty(), "no sound text has {missing:?}");
    hold(all);
}

fn files(folder: &Path, ending: &str, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, into);
        } else if path.to_string_lossy().ends_with(ending) {
            into.push(path);
        }
    }
}

/// Every rule text of the repository: shipped files, and the fences of the pages.
fn texts() -> Vec<String> {
    let mut paths = Vec::new();
    files(&Path::new(ROOT).join("rules"), ".kisoku", &mut paths);
    let mut texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut pages = Vec::new();
    files(&Path::new(ROOT).join("docs"), ".md", &mut pages);
    files(&Path::new(ROOT).join("tests/spec"), ".md", &mut pages);
    for page in pages {
        let page = fs::read_to_string(page).unwrap();
        for fence in page.split("\n```kisoku").skip(1) {
            let body = fence.split_once('\n').unwrap().1;
            texts.push(body.split("\n```").next().unwrap().to_owned() + "\n");
        }
    }
    assert!(texts.len() > 200, "only {} texts", texts.len());
    texts
}

#[test]
fn every_rule_text_of_the_repository_keeps_its_tree_and_its_comments() {
    hold(texts());
}

/// The same text with other white space between its words.
fn disordered(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let (mut quoted, mut comment, mut escaped) = (false, false, false);
    while let Some(c) = chars.next() {
        let here = c == '/' && chars.peek() == Some(&'/');
        comment = (comment || (here && !quoted)) && c != '\n';
        if c == '"' && !comment && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && c == '\\' && !escaped;
        if quoted || comment || !(c == ' ' || c == '\n') {
            out.push(c);
            continue;
        }
        out.push_str(match (c, random.below(12)) {
            ('\n', 0) => "\r\n",
            ('\n', 1) => "\n\n\n",
            ('\n', 2) => "\n // between\n",
            ('\n', _) => "\n",
            (_, 0) => "\t",
            (_, 1) => "\u{3000}",
            (_, 2) => "  ",
            (_, 3) => "\n",
            (_, 4) => " // here\n",
            _ => " ",
        });
    }
    out
}

#[test]
fn shipped_files_come_out_the_same_from_any_disorder() {
    let mut random = Random(1);
    // Values of tests are as they are written, spaces included.
    let sound = |text: &String| !text.contains("given") && !parse(&source(text)).value.damaged;
    hold(texts().into_iter().filter(sound).map(|text| disordered(&text, &mut random)));
}

/// The pairs of fences `before.kisoku` and `after.kisoku` of a page.
fn pairs(page: &str) -> Vec<(String, String)> {
    let fence = |text: &str| text.split_once("\n```").unwrap().0.to_owned() + "\n";
    page.split("```kisoku before.kisoku\n")
        .skip(1)
        .map(|rest| (fence(rest), fence(rest.split_once("```kisoku after.kisoku\n").unwrap().1)))
        .collect()
}

#[test]
fn the_page_on_formatting_shows_what_the_formatter_does() {
    let path = Path::new(ROOT).join("docs/formatting.md");
    let page = fs::read_to_string(&path).unwrap();
    let pairs = pairs(&page);
    assert!(pairs.len() >= 5);
    let mut updated = page.clone();
    for (before, after) in &pairs {
        let formatted = format(&source(before)).text;
        updated = updated.replacen(after.as_str(), &formatted, 1);
    }
    if std::env::var_os("KISOKU_UPDATE").is_some() {
        fs::write(path, &updated).unwrap();
    } else {
        assert!(updated == page, "{updated}");
    }
}

/// Runs `kisoku fmt` in a folder; gives the exit code and standard output.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .arg("fmt")
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn files_are_written_only_where_they_change_and_never_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules/demo");
    fs::create_dir_all(&rules).unwrap();
    let (tidy, untidy) = (rules.join("tidy.kisoku"), rules.join("untidy.kisoku"));
    fs::write(&tidy, "let a = 1\n").unwrap();
    fs::write(&untidy, "\u{FEFF}let a=１_000円\r\n\r\n\r\n").unwrap();
    let written = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    let before = written(&tidy);

    assert_eq!(run(folder.path(), &["--check"], ""), (1, "would format rules/demo/untidy.kisoku\n".into()));
    let (code, diff) = run(folder.path(), &["--diff", "rules"], "");
    assert_eq!(code, 1);
    assert!(diff.contains("\n+let a = 1,000円\n"), "{diff}");
    assert!(fs::read_to_string(&untidy).unwrap().contains("１_000"));

    assert_eq!(run(folder.path(), &[], ""), (0, String::new()));
    assert_eq!(fs::read_to_string(&untidy).unwrap(), "let a = 1,000円\n");
    assert_eq!(written(&tidy), before);
    assert_eq!(run(folder.path(), &["--check"], ""), (0, String::new()));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["-"], "let  a=2"), (0, "let a = 2\n".into()));
    // A broken declaration stays, the others do not.
    let (code, out) = run(folder.path(), &["-"], "let  a=2\n\nlet b   =\n\nlet c=3\n");
    assert_eq!((code, out.as_str()), (2, "let a = 2\n\nlet b   =\n\nlet c = 3\n"));
    let (code, out) = run(folder.path(), &["--check", "--stdin-path", "x.kisoku", "-"], "let  a=2");
    assert_eq!((code, out.as_str()), (1, "would format x.kisoku\n"));
    assert_eq!(run(folder.path(), &["nowhere.kisoku"], "").0, 2);
}
