//! Broken files that no page can show: bytes that are no UTF-8, names with escape sequences, links, hostile sizes.
//! Each is one error at its place, exit 2 or 1 as the contract says, and nothing of the file reaches the terminal raw.

use super::sound::{PROPOSAL, RULES, project};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap()
}

/// The codes of the errors, with the bytes of the file at their places.
fn errors(folder: &Path, path: &str) -> (Option<i32>, Vec<(String, Vec<u8>)>) {
    for lang in ["en", "ja"] {
        for format in ["human", "short"] {
            let output =
                run(folder, &["check", "--color", "never", "--lang", lang, "--format", format, "--", path]);
            harmless(&output.stdout);
            harmless(&output.stderr);
        }
    }
    let output = run(folder, &["check", "--format", "json", "--", path]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "kisoku.report/1");
    let at = |place: &serde_json::Value| {
        let bytes = fs::read(folder.join(place["file"].as_str().unwrap())).unwrap();
        let offset = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
        bytes[offset("start")..offset("end")].to_vec()
    };
    let findings =
        report["proposals"].as_array().unwrap().iter().flat_map(|p| p["findings"].as_array().unwrap());
    let findings = findings
        .filter(|finding| finding["outcome"] == "fail" && finding["severity"] == "error")
        .map(|finding| (finding["rule"].as_str().unwrap().to_owned(), at(&finding["at"])));
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let diagnostics = diagnostics.filter(|diagnostic| diagnostic["severity"] == "error").map(|diagnostic| {
        let label = &diagnostic["labels"][0];
        let place = if label["at"].is_object() { &label["at"] } else { label };
        (diagnostic["code"].as_str().unwrap().to_owned(), at(place))
    });
    (output.status.code(), findings.chain(diagnostics).collect())
}

/// Nothing that a terminal acts on, and no trace of a panic.
fn harmless(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(!text.contains("panicked"), "{text}");
    let acts = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    assert!(!text.contains(acts), "{text:?}");
}

fn rule_file(bytes: &[u8]) -> (Option<i32>, Vec<(String, Vec<u8>)>) {
    let folder = project();
    fs::write(folder.path().join("rules/demo/demo.kisoku"), bytes).unwrap();
    errors(folder.path(), "rules")
}

fn proposal(name: &str, bytes: &[u8]) -> (Option<i32>, Vec<(String, Vec<u8>)>) {
    let folder = project();
    fs::write(folder.path().join(name), bytes).unwrap();
    errors(folder.path(), name)
}

fn one(code: &str, at: &[u8]) -> Vec<(String, Vec<u8>)> {
    vec![(code.to_owned(), at.to_vec())]
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn an_encoding_is_one_error_at_the_first_bad_byte() {
    // 目的 in CP932 and EUC-JP.
    let (cp932, euc): (&[u8], &[u8]) = (b"\x96\xDA\x93I", b"\xCC\xDC\xC5\xAA");
    for (bytes, first) in [(cp932, &b"\x96\xDA"[..]), (euc, b"\xCC\xDC")] {
        let at = RULES.find("10億").unwrap();
        let mut file = RULES.replace("10億円", "1 billion yen").replace("目的", "Aim").into_bytes();
        file.splice(at..at, bytes.iter().copied());
        assert_eq!(rule_file(&file), (Some(2), one("K0200", first)));
    }
    let cut = RULES.find("億").unwrap() + 1;
    assert_eq!(rule_file(&RULES.as_bytes()[..cut]), (Some(2), one("K0200", b"\xE5")));
    let cut = PROPOSAL.find("北").unwrap() + 2;
    assert_eq!(proposal("p.yaml", &PROPOSAL.as_bytes()[..cut]), (Some(2), one("K0200", b"\xE5")));
    for file in [
        utf16(&format!("\u{FEFF}{PROPOSAL}"), u16::to_le_bytes),
        utf16(&format!("\u{FEFF}{PROPOSAL}"), u16::to_be_bytes),
        utf16(PROPOSAL, u16::to_be_bytes),
        PROPOSAL.chars().flat_map(|c| u32::from(c).to_le_bytes()).fold(
            vec![0xFF, 0xFE, 0, 0],
            |mut all, b| {
                all.push(b);
                all
            },
        ),
    ] {
        let (code, found) = proposal("p.yaml", &file);
        let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!((code, codes), (Some(2), vec!["K0200"]));
    }
}

#[test]
fn marks_and_line_ends_are_read_and_places_are_those_on_disk() {
    let wrong = RULES.replace("national at", "natoinal at");
    for file in [
        format!("\u{FEFF}{wrong}"),
        wrong.replace('\n', "\r\n"),
        wrong.replace('\n', "\r"),
        wrong.replace("  ", "\t"),
    ] {
        assert_eq!(rule_file(file.as_bytes()), (Some(2), one("K0130", b"natoinal")));
    }
    let wrong = PROPOSAL.replace("3億円", "約3億円");
    for file in [format!("\u{FEFF}{wrong}"), wrong.replace('\n', "\r\n"), wrong.replace('\n', "\r")] {
        assert_eq!(proposal("p.yaml", file.as_bytes()), (Some(1), one("K0223", "約3億円".as_bytes())));
    }
}

#[test]
fn no_control_character_reaches_the_terminal() {
    let escaped = RULES.replace("national at", "\u{1B}[31mnational at");
    assert_eq!(rule_file(escaped.as_bytes()), (Some(2), one("K0114", b"\x1B")));
    let turned = RULES.replace("national at", "nat\u{202E}ional at");
    assert_eq!(rule_file(turned.as_bytes()), (Some(2), one("K0114", "\u{202E}".as_bytes())));
    let nul = RULES.replace("rule fits", "rule\0fits");
    assert_eq!(rule_file(nul.as_bytes()), (Some(2), one("K0114", b"\0")));
    let raw = PROPOSAL.replace("北国", "\u{1B}]0;北国\u{7}");
    assert_eq!(proposal("p.yaml", raw.as_bytes()).0, Some(2));
    let quoted = PROPOSAL.replace("field: it", "field: \"\\e[2J\"");
    assert_eq!(proposal("p.yaml", quoted.as_bytes()), (Some(1), one("K0226", b"\"\\e[2J\"")));
    let key = PROPOSAL.replace("local:", "\"\\e[2Jlocal\": 3億円\nlocal:");
    assert_eq!(proposal("p.yaml", key.as_bytes()), (Some(1), one("K0220", b"\"\\e[2Jlocal\"")));
}

#[cfg(unix)]
#[test]
fn names_of_files_and_links() {
    let wrong = PROPOSAL.replace("3億円", "約3億円");
    for name in ["a\u{1B}[31mb.yaml", "a\u{202E}b.yaml", "申請書 その1.yaml", "-x.yaml"] {
        assert_eq!(
            proposal(name, wrong.as_bytes()),
            (Some(1), one("K0223", "約3億円".as_bytes())),
            "{name:?}"
        );
    }
    let folder = project();
    let pack = folder.path().join("rules/demo");
    let table = "table t from \"t.csv\" {\n  name : text\n}\n";
    fs::write(pack.join("table.kisoku"), table).unwrap();
    fs::write(folder.path().join("out.csv"), "name\nx\n").unwrap();
    std::os::unix::fs::symlink(folder.path().join("out.csv"), pack.join("t.csv")).unwrap();
    assert_eq!(errors(folder.path(), "rules"), (Some(2), one("K0182", b"\"t.csv\"")));
}

/// What a run says of the paths of a folder, and its exit code.
#[cfg(unix)]
fn said_of(folder: &Path, path: &str) -> (Option<i32>, Vec<String>) {
    let output = run(folder, &["check", "--format", "json", "--", path]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = report["diagnostics"].as_array().unwrap().iter();
    (output.status.code(), said.map(|one| one["message"]["en"].as_str().unwrap().to_owned()).collect())
}

#[cfg(unix)]
#[test]
fn a_walk_reads_no_links_out_and_no_pipes() {
    let folder = project();
    let inbox = folder.path().join("inbox");
    fs::create_dir(&inbox).unwrap();
    fs::write(inbox.join("good.yaml"), PROPOSAL).unwrap();
    std::os::unix::fs::symlink("good.yaml", inbox.join("same.yaml")).unwrap();
    assert_eq!(said_of(folder.path(), "inbox"), (Some(0), vec![]));
    fs::write(folder.path().join("secret.yaml"), "secret: 1\n").unwrap();
    std::os::unix::fs::symlink("../secret.yaml", inbox.join("out.yaml")).unwrap();
    std::os::unix::fs::symlink("nowhere.yaml", inbox.join("lost.yaml")).unwrap();
    nix::unistd::mkfifo(&inbox.join("pipe.yaml"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let all = vec![
        "cannot read `inbox/lost.yaml`: there is no such file".to_owned(),
        "cannot read `inbox/out.yaml`: the link leads out of the folder that is checked".to_owned(),
        "cannot read `inbox/pipe.yaml`: it is no ordinary file".to_owned(),
    ];
    assert_eq!(said_of(folder.path(), "inbox"), (Some(2), all.clone()));
    assert_eq!(said_of(folder.path(), "inbox/pipe.yaml"), (Some(2), vec![all[2].clone()]));
}

#[test]
fn hostile_sizes_end_soon() {
    let body = |text: String| RULES.replace("national at most 10億円", &text);
    let codes = |found: (Option<i32>, Vec<(String, Vec<u8>)>)| {
        (found.0, found.1.into_iter().map(|(code, _)| code).collect::<Vec<String>>())
    };
    let is = |code: &str| (Some(2), vec![code.to_owned()]);
    for (text, code) in [
        (format!("{}field is it{}", "(".repeat(100_000), ")".repeat(100_000)), "K0113"),
        ("(".repeat(100_000), "K0113"),
        (format!("{}field is it", "not ".repeat(20_000)), "K0113"),
        (format!("national at least {} yen", "9".repeat(5_000)), "K0112"),
        (format!("{} at least 1 yen", "x".repeat(300_000)), "K0130"),
    ] {
        assert_eq!(codes(rule_file(body(text).as_bytes())), is(code));
    }
    for (name, text) in [
        ("p.yaml", format!("program: demo\nx: {}", "[".repeat(100_000))),
        ("p.yaml", format!("program: demo\nx: {}", "{a: ".repeat(50_000))),
        ("p.json", "[".repeat(100_000)),
        ("p.toml", format!("x = {}", "[".repeat(100_000))),
    ] {
        assert_eq!(codes(proposal(name, text.as_bytes())), is("K0211"));
    }
    let mut laughs = "program: demo\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let before = n - 1;
        laughs += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{before}"); 9].join(", "));
    }
    let (code, found) = proposal("p.yaml", laughs.as_bytes());
    assert!(matches!(code, Some(1 | 2)) && !found.is_empty());
}
