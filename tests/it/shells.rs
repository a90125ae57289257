//! Completions and manual pages: read by the shells and by `man` where these are installed, and complete everywhere.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

fn kisoku(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kisoku")).args(arguments).env("LC_ALL", "en_US.UTF-8").output().unwrap()
}

/// What a command that goes well prints.
fn printed(arguments: &[&str]) -> String {
    let output = kisoku(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    assert!(output.stderr.is_empty(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands, as the help lists them, without `help` itself.
fn commands() -> Vec<String> {
    let help = printed(&["--help", "--lang", "en"]);
    let listed =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// What a program says to a text on standard input, and whether it ended well; `None` where it is not installed.
fn asked(program: &str, arguments: &[&str], text: &str) -> Option<(String, bool)> {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C.UTF-8").env("MANWIDTH", "100");
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.ok()?;
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    Some((String::from_utf8_lossy(&said).into_owned(), output.status.success()))
}

#[test]
fn every_shell_completes_every_command() {
    let commands = commands();
    assert!(commands.len() >= 12 && commands.contains(&"man".to_owned()), "{commands:?}");
    for shell in SHELLS {
        for lang in ["en", "ja"] {
            let script = printed(&["completions", shell, "--lang", lang]);
            for name in &commands {
                assert!(script.contains(name.as_str()), "{shell} {lang}: {name}");
            }
            assert!(script.contains("max-findings") && script.contains("stdin-path"), "{shell} {lang}");
            // Fish and PowerShell show the help, bash does not.
            let japanese = script.contains("申請書");
            assert_eq!(japanese, lang == "ja" && shell != "bash", "{shell} {lang}");
            let parses = match shell {
                "bash" | "zsh" => asked(shell, &["-n"], &script),
                "fish" => asked(shell, &["--no-execute"], &script),
                _ => None,
            };
            assert!(parses.as_ref().is_none_or(|(_, well)| *well), "{shell} {lang}: {parses:?}");
        }
    }
}

#[test]
fn bash_completes_what_is_typed() {
    let script = printed(&["completions", "bash"]);
    let typed = "\nCOMP_WORDS=(kisoku check --max); COMP_CWORD=2; _kisoku kisoku --max check; echo \"${COMPREPLY[@]}\"\n";
    if let Some((said, _)) = asked("bash", &["--norc"], &(script + typed)) {
        assert_eq!(said, "--max-findings\n");
    }
}

#[test]
fn a_shell_that_is_not_known_is_named_with_its_repair() {
    let output = kisoku(&["completions", "fsh"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`fsh`") && said.contains("did you mean `fish`?"), "{said}");
}

#[test]
fn every_command_has_a_manual_page_in_both_languages() {
    let whole = printed(&["man"]);
    for name in commands() {
        // Each page that the page of kisoku sends to is there.
        assert!(whole.contains(&format!("kisoku\\-{name}(1)")), "{name}: {whole}");
        for (lang, heading, foreign) in
            [("en", ".SH OPTIONS", ".SH オプション"), ("ja", ".SH オプション", ".SH OPTIONS")]
        {
            let page = printed(&["man", &name, "--lang", lang]);
            assert!(
                page.contains(&format!(".TH kisoku-{name} 1  \"kisoku {}\"", env!("CARGO_PKG_VERSION"))),
                "{page}"
            );
            assert!(page.lines().any(|line| line == heading), "{name} {lang}: {page}");
            assert!(!page.lines().any(|line| line == foreign), "{name} {lang}: {page}");
            assert!(page.contains("\\-\\-rules"), "{name} {lang}: options of every command");
        }
    }
}

#[test]
fn the_page_on_ci_writes_the_manual_pages_of_all_commands() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ci.md")).unwrap();
    assert!(page.contains(&format!("for command in {}; do", commands().join(" "))), "{:?}", commands());
}

#[test]
fn man_shows_the_pages() {
    for (lang, heading, sentence) in
        [("en", "OPTIONS", "how many threads to use"), ("ja", "オプション", "使うスレッドの数")]
    {
        let page = printed(&["man", "check", "--lang", lang]);
        // Where `man` is not installed the structure of the page is tested above.
        let Some((shown, true)) = asked("man", &["-l", "-"], &page) else { continue };
        let plain: String = shown.split('\u{8}').collect();
        assert!(plain.lines().any(|line| line == heading), "{shown}");
        assert!(plain.contains(sentence), "{shown}");
    }
}

#[test]
fn a_command_that_is_not_there_has_no_page() {
    let output = kisoku(&["man", "chekc", "--lang", "ja"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`chekc` はありません。`check` のことですか"), "{said}");
}
