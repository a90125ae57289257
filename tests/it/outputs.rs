//! What is printed and written: nothing of a file or a name acts on a terminal or a page, reports are there whole or not at
//! all, and the same input gives the same bytes.

use super::hostile::{project, run};
use super::sound::PROPOSAL;
use super::targets::{harmless, markdown_is_ours, page_is_ours};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a terminal, a page and a comment on a code host would act on.
const POISON: &str = "a\u{1B}]0;t\u{7}\u{1B}[2J\u{9B}31m\u{85}\u{202E}\u{2066}\u{200B}\u{FEFF}<script>alert(1)<img src=x onerror=alert(1)>`|[a](b)";

const FORMATS: [&str; 10] =
    ["human", "short", "json", "ndjson", "junit", "sarif", "github", "gitlab", "markdown", "html"];

/// The poison inside of the quotes of YAML and JSON.
fn quoted() -> String {
    let escaped = |c: char| {
        if c.is_ascii_graphic() && c != '"' { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) }
    };
    format!("\"{}\"", POISON.chars().map(escaped).collect::<String>())
}

/// A project whose files and names are poisoned wherever they can be.
fn poisoned() -> tempfile::TempDir {
    let folder = project();
    let (root, poison) = (folder.path(), quoted());
    let pack = root.join("rules/demo");
    fs::write(pack.join("t.csv"), format!("name\n\"{POISON}\"\n")).unwrap();
    let more = "table t from \"t.csv\" { name : text }
rule known \"The region is one that is known\" {
  cite guide \"2\"
  require some x in t satisfies x.name is region
}
judgement j \"Sound\" { cite guide \"3\" asks region }
scorecard card \"Card\" {
  cite guide \"5\"
  section 1 \"One\" {
    item 1-a \"First\" 5 points
  }
}
test \"t\" {
  given \"inbox/p.yaml\"
  expect fits fails
}
";
    let rules = fs::read_to_string(pack.join("demo.kisoku")).unwrap();
    fs::write(pack.join("demo.kisoku"), rules + more).unwrap();
    let inbox = root.join("inbox");
    let value = PROPOSAL.replace("北国", &poison);
    fs::write(inbox.join("p.yaml"), &value).unwrap();
    let below = inbox.join(POISON);
    fs::create_dir(&below).unwrap();
    let name = |ending: &str| below.join(format!("{POISON}.{ending}"));
    fs::write(
        name("yaml"),
        format!("{value}{poison}: {poison}\nnational: {poison}\nfiscal_year: {poison}\n"),
    )
    .unwrap();
    fs::write(name("json"), format!("{{\"program\": {poison}}}")).unwrap();
    fs::write(name("toml"), format!("program = \"demo\"\nfield = {poison}\n{poison} = 1\n")).unwrap();
    fs::write(
        name("ndjson"),
        format!("{{\"program\": \"demo\", \"note\": {poison}, \"years\": {poison}}}\n{{{poison}\n"),
    )
    .unwrap();
    fs::write(below.join("broken.yaml"), format!("a: [\n{POISON}\n")).unwrap();
    fs::write(below.join("quote.yaml"), format!("program: demo\nregion: \"{POISON}\n")).unwrap();
    fs::write(below.join("bytes.yaml"), [POISON.as_bytes(), b"\xFF"].concat()).unwrap();
    let sheet =
        format!("scorecard: demo/card\nproposal: inbox/p.yaml\nreviewer: {poison}\nscores: {{ 1-a: 3 }}\n");
    fs::write(inbox.join("sheet.yaml"), &sheet).unwrap();
    fs::write(inbox.join("other.yaml"), sheet.replace("inbox/p.yaml", &poison).replace("1-a", &poison))
        .unwrap();
    fs::create_dir(root.join("documents")).unwrap();
    fs::write(root.join("documents").join(format!("{POISON}.txt")), format!("1. {POISON}\n")).unwrap();
    folder
}

/// Runs the program as it is typed, with a poisoned environment.
fn plainly(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", POISON)
        .env("COLUMNS", POISON)
        .env("TERM", POISON)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn hold(folder: &Path, arguments: &[&str]) -> String {
    let output = plainly(folder, arguments);
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(!err.contains("panicked"), "{arguments:?}: {err}");
    for text in [&out, &err] {
        harmless(text);
        // The poison itself, in letters that do not act.
        let raw = ["<script>alert", "<img"].iter().any(|tag| text.contains(tag));
        let page = text.starts_with("<!DOCTYPE");
        assert!(!page || !raw, "{arguments:?}");
    }
    out
}

#[test]
fn nothing_acts_in_any_output() {
    let folder = poisoned();
    let root = folder.path();
    for lang in ["en", "ja"] {
        for format in FORMATS {
            let out = hold(
                root,
                &["check", "inbox", "rules", "--all", "--full", "--lang", lang, "--format", format],
            );
            assert!(out.contains("demo"), "{format}: {out}");
            match format {
                "html" => page_is_ours(&out),
                "markdown" => markdown_is_ours(&out),
                _ => {}
            }
        }
        for command in ["rank", "questions", "explain", "params"] {
            for format in ["human", "json", "markdown", "csv"] {
                let at = match command {
                    "rank" => "inbox",
                    "explain" => "demo/known",
                    _ => "demo",
                };
                hold(root, &[command, at, "--lang", lang, "--format", format]);
            }
        }
        for format in ["html", "markdown"] {
            hold(root, &["doc", "demo", "--lang", lang, "--format", format]);
        }
        for format in ["human", "json", "junit", "tap"] {
            hold(root, &["test", "--lang", lang, "--format", format]);
        }
        for format in ["yaml", "toml", "json"] {
            hold(root, &["new", "demo", "--lang", lang, "--format", format]);
        }
        for format in ["human", "json"] {
            hold(root, &["cite", "documents", "--lang", lang, "--format", format]);
        }
        hold(root, &["test", "--diff", "--lang", lang]);
        hold(root, &["fmt", "--diff", "--lang", lang]);
        hold(root, &["test", "--coverage", "--lang", lang]);
    }
    // `explain` of a value, and pages and links of what is typed.
    hold(root, &["explain", "demo/known", "--html"]);
}

#[test]
fn nothing_that_is_typed_acts() {
    let folder = poisoned();
    let config = format!("--config={POISON}");
    let option = format!("--{POISON}");
    for lang in ["--lang=en", "--lang=ja"] {
        for arguments in [
            &["check", POISON][..],
            &["check", "--format", POISON],
            &["check", "--format", &format!("json=nowhere/{POISON}")],
            &["check", "--as-of", POISON],
            &["check", "--program", POISON],
            &["check", "--rules", POISON],
            &["check", "--max-findings", POISON],
            &["check", "--stdin-path", POISON, "-"],
            &["check", "--show-settings", "--rules", POISON],
            &["check", &config],
            &["check", &option],
            &[POISON],
            &["explain", POISON],
            &["questions", POISON],
            &["params", POISON],
            &["doc", POISON],
            &["new", POISON],
            &["new", "demo", "--out", POISON],
            &["cite", POISON],
            &["rank", POISON],
            &["test", POISON],
            &["test", "--name", POISON],
            &["fmt", POISON],
            &["man", POISON],
            &["completions", POISON],
        ] {
            hold(folder.path(), &[&[lang], arguments].concat());
        }
    }
}

/// A project with so many proposals, of which every third fails.
fn many(count: usize, backwards: bool) -> tempfile::TempDir {
    let folder = project();
    let inbox = folder.path().join("inbox");
    let all: Vec<usize> = if backwards { (0..count).rev().collect() } else { (0..count).collect() };
    let files = all.iter().map(|n| {
        let amount = if n % 3 == 0 { "11億円" } else { "5億円" };
        let text = PROPOSAL
            .replace("5億円\nlocal", &format!("{amount}\nlocal"))
            .replace("北国", &format!("北国{}", n % 50));
        (inbox.join(format!("{}/p{n}.yaml", n % 7)), text)
    });
    for (path, text) in files {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut seen: Option<BTreeMap<String, Vec<u8>>> = None;
    for backwards in [false, true] {
        let folder = many(90, backwards);
        for jobs in ["1", "2", "8", "8"] {
            // The reports go beside the project, which stays as it is.
            let outside = tempfile::tempdir().unwrap();
            let file = |format: &str| outside.path().join(format!("report.{format}"));
            let mut arguments =
                ["check", ".", "--jobs", jobs, "--format", "human"].map(str::to_owned).to_vec();
            for format in &FORMATS[1..] {
                arguments.extend(["--format".to_owned(), format!("{format}={}", file(format).display())]);
            }
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let (code, out, err) = run(folder.path(), &arguments);
            assert_eq!((code, err.as_str()), (1, ""));
            let mut bytes = BTreeMap::from([("human".to_owned(), out.into_bytes())]);
            for format in &FORMATS[1..] {
                let report = fs::read(file(format)).unwrap();
                assert!(report.len() > 100, "{format}");
                bytes.insert((*format).to_owned(), report);
            }
            match &seen {
                None => seen = Some(bytes),
                Some(first) => {
                    for (format, report) in &bytes {
                        assert!(first[format] == *report, "{format} with {jobs} jobs, backwards {backwards}");
                    }
                }
            }
        }
    }
}

/// Runs the program, reads a little of what it prints, and goes away.
fn reader_that_leaves(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kisoku"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    // It may have ended with nothing to say.
    let _ = out.read(&mut [0; 1]).unwrap();
    drop(out);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_trouble() {
    // What fits into a pipe is written before anyone can leave; these do not fit.
    let folder = many(150, false);
    let root = folder.path();
    for format in FORMATS {
        let arguments = ["check", "inbox", "--all", "--full", "--format", format];
        assert_eq!(reader_that_leaves(root, &arguments), (Some(1), String::new()), "{format}");
    }
    for arguments in [
        &["doc", "demo"][..],
        &["explain", "demo/fits"],
        &["questions"],
        &["params"],
        &["--help"],
        &["new", "demo"],
    ] {
        assert_eq!(reader_that_leaves(root, arguments), (Some(0), String::new()), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_leaves_no_half_report() {
    let folder = many(20, false);
    let root = folder.path();
    for (lang, words) in [("en", "the disk is full"), ("ja", "ディスクの空きがありません")] {
        for arguments in [
            &["check", "inbox"][..],
            &["check", "inbox", "--format", "html"],
            &["doc", "demo"],
            &["params"],
            &["--help"],
        ] {
            let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
                .args([&["--lang", lang], arguments].concat())
                .current_dir(root)
                .stdin(Stdio::null())
                .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
                .output()
                .unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(said.contains(words), "{arguments:?}: {said}");
        }
    }
    // A file may not grow beyond one block: writing fails in the middle, or ends the program.
    fs::write(root.join("report.json"), "before").unwrap();
    for trap in ["trap '' XFSZ; ", ""] {
        let output = Command::new("sh")
            .args(["-c", &format!("{trap}ulimit -f 1; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_kisoku")])
            .args(["check", "inbox", "--format", "json=report.json", "--format", "html=new.html"])
            .current_dir(root)
            .output()
            .unwrap();
        assert!(!output.status.success());
        assert_eq!(fs::read_to_string(root.join("report.json")).unwrap(), "before");
        assert!(!root.join("new.html").exists());
        let parts = fs::read_dir(root)
            .unwrap()
            .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
        assert!(trap.is_empty() || (output.status.code() == Some(2) && parts.count() == 0));
    }
}

#[test]
fn a_report_goes_where_it_can_and_over_nothing_else() {
    let folder = many(3, false);
    let root = folder.path();
    fs::create_dir(root.join("folder")).unwrap();
    let before = fs::read_to_string(root.join("inbox/0/p0.yaml")).unwrap();
    for (formats, words) in [
        (&["json=folder"][..], "it is a folder"),
        (&["json=nowhere/r.json"], "there is no such file"),
        (&["json=r.json", "sarif=./r.json"], "two formats would go to `r.json`"),
        (&["json=inbox/0/p0.yaml"], "would be written over `inbox/0/p0.yaml`"),
        (&["json=rules/demo/demo.kisoku"], "would be written over"),
        (&["json=kisoku.toml"], "would be written over"),
    ] {
        let mut arguments = vec!["check", "inbox", "rules", "--lang", "en"];
        arguments.extend(formats.iter().flat_map(|format| ["--format", format]));
        let (code, _, err) = run(root, &arguments);
        assert!(code == 2 && err.contains(words), "{formats:?}: {code}: {err}");
    }
    assert_eq!(fs::read_to_string(root.join("inbox/0/p0.yaml")).unwrap(), before);
    assert!(fs::read_to_string(root.join("rules/demo/demo.kisoku")).unwrap().starts_with("rule"));
    // Twice into the folder that is checked: the report of the first run is neither checked nor in the way.
    for _ in 0..2 {
        let formats = [
            "--format",
            "json=inbox/r.json",
            "--format",
            "ndjson=inbox/r.ndjson",
            "--format",
            "gitlab=inbox/g.json",
            "--format",
            "sarif=inbox/s.json",
        ];
        let (code, _, err) = run(root, &[&["check", "inbox"], &formats[..]].concat());
        assert_eq!((code, err.as_str()), (1, ""));
        let report = fs::read_to_string(root.join("inbox/r.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(report["summary"]["proposals"], 3);
    }
}

#[cfg(unix)]
#[test]
fn a_written_file_keeps_its_rights_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = many(1, false);
    let root = folder.path();
    let rules = root.join("rules/demo/demo.kisoku");
    fs::write(&rules, fs::read_to_string(&rules).unwrap().replace("require ", "require   ")).unwrap();
    fs::set_permissions(&rules, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(run(root, &["fmt"]).0, 0);
    assert_eq!(fs::metadata(&rules).unwrap().permissions().mode() & 0o777, 0o600);
    fs::write(root.join("real.json"), "").unwrap();
    symlink("real.json", root.join("link.json")).unwrap();
    run(root, &["check", "inbox", "--format", "json=link.json"]);
    assert!(fs::symlink_metadata(root.join("link.json")).unwrap().is_symlink());
    assert!(fs::read_to_string(root.join("real.json")).unwrap().contains("kisoku.report/1"));
    // A file that lies where the temporary one would be is not written through: it is none of ours.
    let (code, out, _) = run(root, &["check", "inbox", "--format", "json=/dev/stdout"]);
    assert!(code < 2 && out.contains("kisoku.report/1"), "{out}");
}
