//! `--watch`, driven as a person would: files are written, replaced, made and removed, and the next report is waited for.
//! Nothing sleeps: what is awaited comes, or the deadline ends the test.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Far longer than any report takes, on any machine.
const DEADLINE: Duration = Duration::from_secs(120);

const RULES: &str = "program demo { title en \"Grant\" ja \"補助金\" proposal Application }\n\
    source guide { title en \"Guide\" ja \"要領\" }\n\
    record Application { total : thousand yen label ja \"総額\" }\n\
    rule small \"A grant is small\" {\n  title ja \"少額\"\n  cite guide \"1\"\n  require total at most 1 million yen\n}\n";

/// A `kisoku` that watches, and its lines.
struct Watched {
    child: Child,
    lines: Receiver<String>,
}

impl Watched {
    fn start(folder: &Path, arguments: &[&str]) -> Watched {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kisoku"))
            .args(["check", "--watch", "--lang", "en", "--color", "never"])
            .args(arguments)
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (send, lines) = channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Watched { child, lines }
    }

    /// Waits for a line that holds a text.
    fn sees(&self, text: &str) {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(DEADLINE) {
                Ok(line) if line.contains(text) => return,
                Ok(line) => before.push(line),
                Err(_) => panic!("`{text}` was never printed, but\n{}", before.join("\n")),
            }
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("rules/demo")).unwrap();
    fs::create_dir_all(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("kisoku.toml"), "[lints]\nall = \"off\"\n").unwrap();
    fs::write(folder.path().join("rules/demo/demo.kisoku"), RULES).unwrap();
    folder
}

fn proposal(total: &str) -> String {
    format!("program: demo\ntotal: {total}\n")
}

#[test]
fn a_folder_is_checked_again_whatever_changes_in_it() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("in/a.yaml"), proposal("500")).unwrap();
    let watched = Watched::start(folder.path(), &["in", "--format", "human", "--format", "json=report.json"]);
    watched.sees("1 proposal: 1 pass");
    // Written in place.
    fs::write(at("in/a.yaml"), proposal("1500")).unwrap();
    watched.sees("1 proposal: 1 fail");
    // Replaced by renaming, as many editors write.
    fs::write(at("in/.a.yaml.swp"), proposal("600")).unwrap();
    fs::rename(at("in/.a.yaml.swp"), at("in/a.yaml")).unwrap();
    watched.sees("1 proposal: 1 pass");
    // A new file in a new folder.
    fs::create_dir(at("in/late")).unwrap();
    fs::write(at("in/late/b.yaml"), proposal("1700")).unwrap();
    watched.sees("2 proposals: 1 pass, 1 fail");
    fs::write(at("in/late/b.yaml"), proposal("700")).unwrap();
    watched.sees("2 proposals: 2 pass");
    // A file that is gone.
    fs::remove_file(at("in/late/b.yaml")).unwrap();
    watched.sees("1 proposal: 1 pass");
    // The rules.
    fs::write(at("rules/demo/demo.kisoku"), RULES.replace("1 million", "550 thousand")).unwrap();
    watched.sees("1 proposal: 1 fail");
    // A waiver, then one that is not needed.
    let waiver = "[[waiver]]\nrule = \"demo/small\"\nproposal = \"in/a.yaml\"\nwho = \"x\"\nbecause = \"y\"\ncite = \"z\"\nuntil = 2999-12-31\n";
    fs::write(at("rules/waivers.toml"), waiver).unwrap();
    watched.sees("1 proposal: 1 pass; 1 waived");
    // The settings.
    fs::write(at("kisoku.toml"), "[lints]\nall = \"off\"\n[waivers]\nfiles = []\n").unwrap();
    watched.sees("1 proposal: 1 fail");
    fs::write(at("kisoku.toml"), "[lint]\n").unwrap();
    watched.sees("error[K0350]");
    fs::write(at("kisoku.toml"), "").unwrap();
    watched.sees("1 proposal: 1 pass; 1 waived");
}

#[test]
fn one_file_is_watched_by_its_name() {
    let folder = folder();
    let file = folder.path().join("in/a.yaml");
    fs::write(&file, proposal("500")).unwrap();
    let watched = Watched::start(folder.path(), &["in/a.yaml"]);
    watched.sees("1 proposal: 1 pass");
    fs::remove_file(&file).unwrap();
    watched.sees("K0003");
    fs::write(folder.path().join("in/new"), proposal("1500")).unwrap();
    fs::rename(folder.path().join("in/new"), &file).unwrap();
    watched.sees("1 proposal: 1 fail");
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = folder();
    for (arguments, why) in [
        (&["-"][..], "standard input cannot be watched"),
        (&["in", "--format", "json"], "only `human` and `short` go to the terminal"),
        (&["in", "--baseline", "x", "--write-baseline"], "cannot be given together"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_kisoku"))
            .args(["check", "--watch", "--lang", "en"])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(why), "{said}");
    }
}
