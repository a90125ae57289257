//! Hostile files, made here and never stored: each ends in one clear error, in bounded time and memory, with the exit code of
//! the contract; and the other files of the run are still checked.

use super::sound::{self, PROPOSAL, RULES};
use super::targets::harmless;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// So much memory may a run take, in KiB; what takes more is ended by the system.
const MOST_MEMORY: u32 = 1_500_000;
/// So many seconds of a processor may a run take: the program is not optimised.
const MOST_SECONDS: u32 = 90;
/// So long may a run wait: what waits longer waits for a pipe.
const MOST_TIME: Duration = Duration::from_secs(900);
/// So often is it looked whether a run has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// A folder with a sound pack, and an empty inbox.
pub(crate) fn project() -> tempfile::TempDir {
    let folder = sound::project();
    fs::write(folder.path().join("kisoku.toml"), "[lints]\nall = \"off\"\n").unwrap();
    fs::create_dir(folder.path().join("inbox")).unwrap();
    folder
}

/// Runs the program within the bounds; gives the exit code, standard output and standard error.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let (out, err) = (folder.join("out.txt"), folder.join("err.txt"));
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MOST_MEMORY}; ulimit -t {MOST_SECONDS}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let mut waited = Duration::ZERO;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if waited > MOST_TIME {
            child.kill().unwrap();
            panic!("{arguments:?} takes more than {MOST_TIME:?}");
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    };
    let text = |path: &Path| {
        let text = String::from_utf8(fs::read(path).unwrap()).unwrap();
        fs::remove_file(path).unwrap();
        text
    };
    let (out, err) = (text(&out), text(&err));
    assert!(!err.contains("panicked") && !err.contains("memory allocation"), "{arguments:?}: {err}");
    (status.code().unwrap_or_else(|| panic!("{arguments:?}: {status}: {err}")), out, err)
}

/// What a check says of each file: the codes and rules of its errors, each once, in order.
fn codes(folder: &Path, arguments: &[&str]) -> (i32, BTreeMap<String, Vec<String>>) {
    let (code, out, _) = run(folder, &[&["check", "--format", "json"], arguments].concat());
    harmless(&out);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for proposal in report["proposals"].as_array().unwrap() {
        let of = all.entry(proposal["path"].as_str().unwrap().to_owned()).or_default();
        for finding in proposal["findings"].as_array().unwrap() {
            let rule = finding["rule"].as_str().unwrap().to_owned();
            if finding["severity"] == "error" && !of.contains(&rule) {
                of.push(rule);
            }
        }
        of.sort();
    }
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        let message = diagnostic["message"]["en"].as_str().unwrap();
        let at =
            diagnostic["labels"].as_array().unwrap().first().map(|label| label["file"].as_str().unwrap());
        let at = at.map_or_else(|| message.split('`').nth(1).unwrap_or("").to_owned(), str::to_owned);
        let of = all.entry(at).or_default();
        let code = diagnostic["code"].as_str().unwrap().to_owned();
        if !of.contains(&code) {
            of.push(code);
        }
    }
    (code, all)
}

/// A proposal with one value replaced.
fn with(value: &str) -> Vec<u8> {
    PROPOSAL.replace("5億円\nlocal", &format!("{value}\nlocal")).into_bytes()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Aliases of aliases: nine of the one before, so that each line stands for nine times as much.
fn laughs() -> String {
    let mut text = PROPOSAL.to_owned() + "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for n in 1..12 {
        text += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "));
    }
    text
}

/// Maps that merge the one before twice, so that each has twice as much to merge.
fn merges() -> String {
    let mut text = "m0: &m0 {local: 3億円}\n".to_owned();
    for n in 1..60 {
        text += &format!("m{n}: &m{n} {{<<: [*m{0}, *m{0}]}}\n", n - 1);
    }
    text + "<<: *m59\n" + PROPOSAL
}

/// Each anchor inside of the one before, and an alias of each.
fn anchors() -> String {
    let open: String = (0..60).map(|n| format!("&b{n} [")).collect();
    let aliases: Vec<String> = (0..60).map(|n| format!("*b{n}")).collect();
    PROPOSAL.to_owned() + &format!("b: {open}{}\nc: [{}]\n", "]".repeat(60), aliases.join(", "))
}

/// Hostile proposals: the name, the file, and the codes of what is wrong.
fn proposals() -> Vec<(&'static str, Vec<u8>, &'static [&'static str])> {
    let n = 100_000;
    let json = |rest: &str| format!("{{\"program\": \"demo\", {rest}}}").into_bytes();
    vec![
        ("laughs.yaml", laughs().into_bytes(), &["K0220"]),
        ("merges.yaml", merges().into_bytes(), &["K0220"]),
        ("anchors.yaml", anchors().into_bytes(), &["K0220"]),
        ("deep.yaml", format!("program: demo\nx: {}", "[".repeat(n)).into_bytes(), &["K0211"]),
        ("dashes.yaml", format!("program: demo\nx:\n {}", "- ".repeat(n)).into_bytes(), &["K0211"]),
        ("braces.yaml", format!("program: demo\nx: {}", "{a: ".repeat(n)).into_bytes(), &["K0211"]),
        ("deep.json", json(&format!("\"x\": {}", "[".repeat(n))), &["K0211"]),
        ("deep.toml", format!("x = {}", "[".repeat(n)).into_bytes(), &["K0211"]),
        ("dots.toml", format!("{}a = 1\n", "a.".repeat(n)).into_bytes(), &["K0211"]),
        ("deep.ndjson", json(&format!("\"x\": {}", "{\"a\":".repeat(n))), &["K0211"]),
        ("digits.yaml", with(&"9".repeat(1_000_000)), &["K0223", "demo/fits"]),
        ("zeros.yaml", with(&format!("1e{}", "9".repeat(100_000))), &["K0223", "demo/fits"]),
        ("kanji.yaml", with(&"兆".repeat(100_000)), &["K0223", "demo/fits"]),
        (
            "digits.json",
            json(&format!("\"national\": {}", "9".repeat(1_000_000))),
            &["K0222", "K0223", "demo/fits"],
        ),
        ("too-many-digits.yaml", with(&"9".repeat(2 << 20)), &["K0212"]),
        ("long.yaml", with(&format!("\"{}\"", "x".repeat(2 << 20))), &["K0212"]),
        ("long-key.json", json(&format!("\"{}\": 1", "k".repeat(2 << 20))), &["K0212"]),
        (
            "cp932.yaml",
            with("\u{FF}").into_iter().map(|b| if b == 0xC3 { 0x96 } else { b }).collect(),
            &["K0200"],
        ),
        ("utf16.yaml", utf16(PROPOSAL), &["K0200"]),
        ("bytes.json", vec![0xC3; 100_000], &["K0200"]),
        ("nul.yaml", with("5\0"), &["K0201"]),
        ("nul.ndjson", vec![0; 100_000], &["K0201"]),
        ("cr.yaml", PROPOSAL.replace('\n', "\r").into_bytes(), &[]),
        ("mark.yaml", format!("\u{FEFF}{PROPOSAL}").into_bytes(), &[]),
        ("marks.yaml", format!("\u{FEFF}\u{FEFF}{PROPOSAL}").into_bytes(), &[]),
        ("tabs.yaml", PROPOSAL.replace("  - {", "\t- {").into_bytes(), &["K0204"]),
        ("empty.yaml", Vec::new(), &["K0202"]),
        ("empty.ndjson", b"\n\n \n".to_vec(), &["K0202"]),
        (
            "line.json",
            json(&format!("\"x\": [{}]", vec!["1"; 200_000].join(","))),
            &["K0220", "K0222", "demo/fits"],
        ),
        ("line.yaml", format!("{}x: {}\n", PROPOSAL, "a ".repeat(400_000)).into_bytes(), &["K0220"]),
        (
            "keys.yaml",
            (PROPOSAL.to_owned() + &(0..200_000).map(|n| format!("k{n}: 1\n")).collect::<String>())
                .into_bytes(),
            &["K0220", "K0235"],
        ),
        ("same.yaml", (PROPOSAL.to_owned() + &"local: 3億円\n".repeat(n)).into_bytes(), &["K0221", "K0235"]),
        ("same.toml", "a = 1\n".repeat(n).into_bytes(), &["K0210"]),
        ("documents.yaml", "---\n- a\n".repeat(1_000).into_bytes(), &["K0213"]),
        ("quotes.yaml", format!("program: demo\nx: \"{}", "\\".repeat(n)).into_bytes(), &["K0206"]),
        ("directives.yaml", "%TAG ! x\n".repeat(1_000).into_bytes(), &["K0203"]),
        ("commas.csv", format!("scorecard,item,points\n{}", ",".repeat(8 << 20)).into_bytes(), &["K0212"]),
        (
            "reviewers.csv",
            format!(
                "scorecard,reviewer,item,points\n{}",
                (0..3_000).map(|n| format!("demo/x,{n},1-a,3\n")).collect::<String>()
            )
            .into_bytes(),
            &["K0260"],
        ),
    ]
}

#[test]
fn each_hostile_proposal_is_one_clear_error_and_the_others_are_checked() {
    let folder = project();
    let inbox = folder.path().join("inbox");
    fs::write(inbox.join("good.yaml"), PROPOSAL).unwrap();
    fs::write(inbox.join("over.yaml"), with("11億円")).unwrap();
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut expect = |name: &str, codes: &[&str]| {
        expected.insert(format!("inbox/{name}"), codes.iter().map(|code| (*code).to_owned()).collect());
    };
    expect("good.yaml", &[]);
    expect("over.yaml", &["demo/fits"]);
    for (name, bytes, codes) in proposals() {
        fs::write(inbox.join(name), bytes).unwrap();
        expect(name, codes);
    }
    // A gigabyte that takes no room on the disk, and is refused without being read.
    for (name, length) in
        [("huge.yaml", 1 << 30), ("huge.json", 1 << 30), ("huge.toml", 5 << 20), ("huge.ndjson", 3 << 30)]
    {
        fs::File::create(inbox.join(name)).unwrap().set_len(length).unwrap();
        expect(name, &["K0212"]);
    }
    let (code, found) = codes(folder.path(), &["inbox"]);
    assert_eq!(code, 2);
    for (name, codes) in &expected {
        let found = found.get(name).unwrap_or_else(|| panic!("{name} is not in the report"));
        // What is said of the rules and of missing fields follows from the error.
        let told = |code: &String| found.contains(code);
        assert!(
            codes.iter().all(told) && found.is_empty() == codes.is_empty(),
            "{name}: {found:?}, not {codes:?}"
        );
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn an_error_above_a_limit_names_it_and_the_setting() {
    let folder = project();
    fs::File::create(folder.path().join("inbox/huge.yaml")).unwrap().set_len(1 << 30).unwrap();
    let (code, out, _) = run(folder.path(), &["check", "inbox"]);
    assert_eq!(code, 2);
    assert!(out.contains("1,073,741,824 bytes, and at most 67,108,864 are read"), "{out}");
    assert!(out.contains("`file_bytes` below `[limits]` in kisoku.toml"), "{out}");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_of_the_folder_is_not_read() {
    use std::os::unix::fs::symlink;
    let folder = project();
    let inbox = folder.path().join("inbox");
    fs::write(inbox.join("good.yaml"), PROPOSAL).unwrap();
    fs::write(folder.path().join("secret.yaml"), "password: 1\n").unwrap();
    fs::write(inbox.join(".hidden.yaml"), "x: [").unwrap();
    fs::create_dir(inbox.join("folder.yaml")).unwrap();
    fs::write(inbox.join("folder.yaml/inner.yaml"), PROPOSAL).unwrap();
    symlink("b.yaml", inbox.join("a.yaml")).unwrap();
    symlink("a.yaml", inbox.join("b.yaml")).unwrap();
    symlink("../secret.yaml", inbox.join("out.yaml")).unwrap();
    symlink("..", inbox.join("up.yaml")).unwrap();
    symlink("/dev/zero", inbox.join("zero.yaml")).unwrap();
    symlink("/proc/self/environ", inbox.join("environment.json")).unwrap();
    nix::unistd::mkfifo(&inbox.join("pipe.csv"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    for (name, target) in [("ignores", "/dev/zero"), ("circle", ".gitignore")] {
        fs::create_dir(inbox.join(name)).unwrap();
        fs::write(inbox.join(name).join("p.yaml"), PROPOSAL).unwrap();
        symlink(target, inbox.join(name).join(".gitignore")).unwrap();
    }
    fs::create_dir(inbox.join("piped")).unwrap();
    nix::unistd::mkfifo(&inbox.join("piped/.ignore"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    let (code, found) = codes(folder.path(), &["inbox"]);
    let walked = vec!["K0003".to_owned()];
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in ["good.yaml", "folder.yaml/inner.yaml", "circle/p.yaml"] {
        expected.insert(format!("inbox/{name}"), Vec::new());
    }
    for name in [
        "a.yaml",
        "b.yaml",
        "out.yaml",
        "up.yaml",
        "zero.yaml",
        "environment.json",
        "pipe.csv",
        "ignores",
        "piped",
    ] {
        expected.insert(format!("inbox/{name}"), walked.clone());
    }
    assert_eq!((code, found), (2, expected));
}

#[cfg(unix)]
#[test]
fn a_score_sheet_reads_no_pipe_and_nothing_outside() {
    use std::os::unix::fs::symlink;
    let folder = project();
    let card = "scorecard card \"Card\" {\n  cite guide \"5\"\n  section 1 \"One\" {\n    item 1-a \"First\" 5 points\n  }\n}\n";
    fs::write(folder.path().join("rules/demo/card.kisoku"), card).unwrap();
    let inbox = folder.path().join("inbox");
    nix::unistd::mkfifo(&inbox.join("pipe.yaml"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    symlink("/dev/zero", inbox.join("zero.yaml")).unwrap();
    fs::write(inbox.join("good.yaml"), PROPOSAL).unwrap();
    for (at, proposal) in
        ["inbox/pipe.yaml", "./zero.yaml", "/etc/passwd.yaml", "../../../../etc/hosts.yaml", "/dev/zero.json"]
            .iter()
            .enumerate()
    {
        let sheet = format!("scorecard: demo/card\nproposal: {proposal}\nscores: {{ 1-a: 3 }}\n");
        fs::write(inbox.join(format!("sheet{at}.yaml")), sheet).unwrap();
    }
    let (code, out, _) = run(folder.path(), &["check", "inbox", "--format", "short"]);
    assert_eq!(code, 2, "{out}");
    assert_eq!(
        out.lines().filter(|line| line.contains("sheet") && line.contains("K0270")).count(),
        5,
        "{out}"
    );
}

#[cfg(unix)]
#[test]
fn a_pack_reads_nothing_outside_its_root() {
    use std::os::unix::fs::symlink;
    let folder = project();
    let root = folder.path();
    fs::write(root.join("outside.csv"), "name\nsecret\n").unwrap();
    fs::write(root.join("outside.kisoku"), "let secret = 1\n").unwrap();
    let pack = root.join("rules/demo");
    symlink("../../outside.csv", pack.join("linked.csv")).unwrap();
    symlink("/dev/zero", pack.join("zero.csv")).unwrap();
    nix::unistd::mkfifo(&pack.join("pipe.csv"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    fs::File::create(pack.join("huge.csv")).unwrap().set_len(1 << 30).unwrap();
    for path in [
        "../../outside.csv",
        "/etc/passwd",
        "linked.csv",
        "zero.csv",
        "pipe.csv",
        "huge.csv",
        "C:\\x.csv",
        "a\u{0}b.csv",
        ".",
    ] {
        let rules = format!("table t from \"{path}\" {{ name : text }}\n{RULES}");
        fs::write(pack.join("demo.kisoku"), rules).unwrap();
        let (code, out, _) = run(root, &["check", "rules"]);
        assert_eq!(code, 2, "{path}: {out}");
        assert!(!out.contains("secret") && !out.contains("root:"), "{path}: {out}");
    }
    for path in ["../outside.yaml", "/etc/passwd.yaml", "inbox/linked.yaml", "inbox/pipe.yaml"] {
        symlink("/etc/passwd", root.join("inbox/linked.yaml")).ok();
        nix::unistd::mkfifo(&root.join("inbox/pipe.yaml"), nix::sys::stat::Mode::S_IRWXU).ok();
        let test = format!("test \"t\" {{\n  given \"{path}\"\n  expect fits passes\n}}\n");
        fs::write(pack.join("demo.kisoku"), RULES.to_owned() + &test).unwrap();
        let (code, out, _) = run(root, &["test"]);
        assert!(matches!(code, 1 | 2), "{path}: {out}");
        assert!(!out.contains("root:"), "{path}: {out}");
    }
    fs::write(pack.join("demo.kisoku"), RULES).unwrap();
    // A rule file and a whole pack that are links out.
    symlink("../../outside.kisoku", pack.join("linked.kisoku")).unwrap();
    let (code, out, _) = run(root, &["check", "rules"]);
    assert!(code == 2 && out.contains("K0011"), "{out}");
    fs::remove_file(pack.join("linked.kisoku")).unwrap();
    nix::unistd::mkfifo(&pack.join("pipe.kisoku"), nix::sys::stat::Mode::S_IRWXU).unwrap();
    for command in [
        &["check", "rules"][..],
        &["test"],
        &["fmt", "--check"],
        &["explain", "demo"],
        &["params"],
        &["doc", "demo"],
    ] {
        let (code, out, err) = run(root, command);
        assert!(code == 2 && (out + &err).contains("no ordinary file"), "{command:?}");
    }
}

#[test]
fn hostile_rule_files_end_soon() {
    let n = 100_000;
    for (name, text) in [
        ("errors", "x y z }\n".repeat(5_000)),
        ("rules", (0..3_000).map(|n| format!("rule r{n} \"R\" {{ require nothing{n} }}\n")).collect()),
        ("same", "let a = 1\n".repeat(3_000)),
        (
            "brackets",
            format!("rule r \"R\" {{ cite guide \"1\" require {}1{} }}", "(".repeat(n), ")".repeat(n)),
        ),
        ("nots", format!("rule r \"R\" {{ cite guide \"1\" require {}a }}", "not ".repeat(n))),
        ("sums", format!("let a = {}1\n", "1 + ".repeat(n))),
        ("chain", (1..3_000).map(|n| format!("let a{n} = a{}\n", n + 1)).collect()),
        ("circle", "let a = b\nlet b = a\n".to_owned()),
        ("strings", format!("let a = \"{}\n", "x".repeat(1 << 20))),
        ("comments", "// \n".repeat(n)),
        ("digits", format!("let a = {}\n", "9".repeat(1 << 20))),
        ("lists", format!("test \"t\" {{ given {{ a: {}1 }} }}", "[".repeat(n))),
        ("enum", format!("enum E {{ {} }}\n", (0..5_000).map(|n| format!("e{n}\n")).collect::<String>())),
    ] {
        let folder = project();
        fs::write(folder.path().join("rules/demo/demo.kisoku"), &text).unwrap();
        fs::write(folder.path().join("inbox/good.yaml"), PROPOSAL).unwrap();
        let (code, out, _) = run(folder.path(), &["check", "--format", "short"]);
        let sound = ["comments", "enum"].contains(&name);
        assert!(code == 2 || sound, "{name}: {code}: {out}");
        // What is told does not grow with the file.
        assert!(out.len() < 1_000_000, "{name}: {} bytes", out.len());
        run(folder.path(), &["fmt", "--check"]);
    }
}

#[test]
fn a_rule_file_above_the_limit_is_left_as_it_is() {
    let folder = project();
    let file = folder.path().join("rules/demo/demo.kisoku");
    let text = format!("{RULES}// {}\n", "x".repeat(8 << 20));
    fs::write(&file, &text).unwrap();
    let (code, _, err) = run(folder.path(), &["fmt"]);
    assert!(code == 2 && err.contains("K0116"), "{err}");
    assert!(fs::read_to_string(&file).unwrap() == text);
}

#[cfg(unix)]
#[test]
fn hostile_settings_are_one_error_and_write_nothing() {
    let folder = project();
    fs::write(folder.path().join("inbox/good.yaml"), PROPOSAL).unwrap();
    std::os::unix::fs::symlink("/tmp", folder.path().join("away")).unwrap();
    let deep = format!("x = {}", "[".repeat(100_000));
    let huge = "x = 1\n".repeat(1_000_000);
    let many = (0..20_000).map(|n| format!("k{n} = 1\n")).collect::<String>();
    for text in [
        deep.as_str(),
        &huge,
        &many,
        "rules = \"a\\u0000b\"\n",
        "format = \"json=../out.json\"\n",
        "format = \"json=/tmp/kisoku-hostile.json\"\n",
        "format = \"json=.git/config\"\n",
        "format = \"json=a/.profile\"\n",
        "format = [\"short\", \"json=away/kisoku-hostile.json\"]\n",
        "[limits]\ndepth = 65\n",
        "[limits]\nfile_bytes = -1\n",
        "\u{1B}[31m = 1\n",
    ] {
        fs::write(folder.path().join("kisoku.toml"), text).unwrap();
        let (code, out, err) = run(folder.path(), &["check", "inbox", "--color", "never"]);
        harmless(&(out.clone() + &err));
        assert_eq!(code, 2, "{}", text.chars().take(60).collect::<String>());
        assert!(out.len() + err.len() < 1_000_000, "{} bytes", out.len());
    }
    assert!(!Path::new("/tmp/kisoku-hostile.json").exists());
    fs::write(folder.path().join("kisoku.toml"), "format = [\"short\", \"json=inbox/report.json\"]\n")
        .unwrap();
    assert_eq!(run(folder.path(), &["check", "inbox"]).0, 0);
    assert!(folder.path().join("inbox/report.json").is_file());
    // The report of the last run is no proposal of this one.
    assert_eq!(run(folder.path(), &["check", "inbox"]).0, 0);
}
