//! The tools that are compared: how each is built and called, and which of the twelve rules it can say.

use crate::generate::{self, broken};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The version of cfn-guard that is installed from the registry.
const GUARD: &str = "3.2.1";

/// A tool.
pub(crate) struct Tool {
    pub(crate) name: String,
    program: PathBuf,
    /// The arguments before the path of the proposals.
    before: Vec<String>,
    /// The rules that it can say; all twelve where none are listed.
    rules: Vec<u64>,
    /// Whether it reads NDJSON.
    pub(crate) lines: bool,
    /// How its output names what is broken.
    found: fn(&str) -> Found,
}

/// The broken rules, by the names of proposals.
type Found = BTreeMap<String, Vec<u64>>;

impl Tool {
    /// What to run on some proposals.
    pub(crate) fn command(&self, path: &Path) -> Vec<String> {
        let mut command = vec![shown(&self.program)];
        command.extend(self.before.iter().cloned());
        command.push(shown(path));
        command
    }

    /// Says where the tool and the reckoning of the generator differ on so many YAML or JSON files.
    pub(crate) fn verify(&self, path: &Path, count: u64) -> Result<usize, String> {
        let output = Command::new(&self.program).args(&self.before).arg(path).output().unwrap();
        let found = (self.found)(&String::from_utf8_lossy(&output.stdout));
        let can_say = |rule: &u64| self.rules.is_empty() || self.rules.contains(rule);
        let mut total = 0;
        for index in 0..count {
            let expected: Vec<u64> =
                broken(&generate::proposal(index, None)).into_iter().filter(can_say).collect();
            let name = format!("p{index:06}");
            let told = found.get(&name).cloned().unwrap_or_default();
            if told != expected {
                return Err(format!("{name} breaks {expected:?}, and {} says {told:?}", self.name));
            }
            total += expected.len();
        }
        Ok(total)
    }

    /// How many of the twelve rules it can say.
    pub(crate) fn says(&self) -> usize {
        if self.rules.is_empty() { 12 } else { self.rules.len() }
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The folder of the peers' package.
fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers")
}

/// The folder of the twelve rules in Kisoku.
pub(crate) fn rules() -> PathBuf {
    peers().join("rules")
}

/// Kisoku, with so many threads and this format.
pub(crate) fn kisoku(name: &str, threads: usize, format: &str) -> Tool {
    let rules = shown(&rules());
    let arguments = [
        "check",
        "--lang",
        "en",
        "--program",
        "bench.grant",
        "--rules",
        &rules,
        "--format",
        format,
        "--jobs",
    ];
    let mut before: Vec<String> = arguments.map(str::to_owned).to_vec();
    before.push(threads.to_string());
    Tool {
        name: name.to_owned(),
        program: env!("CARGO_BIN_EXE_kisoku").into(),
        before,
        rules: Vec::new(),
        lines: true,
        found: found_by_kisoku,
    }
}

/// Reading and parsing alone: this program itself, with the readers of Kisoku's library and one thread.
pub(crate) fn parse_only() -> Tool {
    Tool {
        name: "kisoku's readers alone".to_owned(),
        program: std::env::current_exe().unwrap(),
        before: vec!["--parse-only".to_owned()],
        rules: Vec::new(),
        lines: true,
        found: |_| Found::new(),
    }
}

/// The peers that can be built here; what is missing is said in a line each.
pub(crate) fn built(target: &Path) -> Vec<Tool> {
    let mut tools = Vec::new();
    let policy = vec![shown(&peers().join("proposal.rego"))];
    if let Some(program) = build(target, "regorus") {
        let found: fn(&str) -> Found = found_by_peer;
        let name = "regorus (fast VM)".to_owned();
        tools.push(Tool { name, program, before: policy, rules: Vec::new(), lines: true, found });
    }
    if let Some(program) = install_guard(target) {
        let rules = shown(&peers().join("proposal.guard"));
        let before = ["validate", "--rules", &rules, "--show-summary", "fail", "--data"].map(str::to_owned);
        tools.push(Tool {
            name: "cfn-guard".to_owned(),
            program,
            before: before.to_vec(),
            rules: vec![1, 2, 4, 5, 7, 8, 9, 10],
            lines: false,
            found: found_by_guard,
        });
    }
    if let Some(program) = build(target, "jsonschema") {
        tools.push(Tool {
            name: "jsonschema".to_owned(),
            program,
            before: vec![shown(&peers().join("proposal.schema.json"))],
            rules: vec![1, 2, 5, 7, 8, 9, 10],
            lines: true,
            found: found_by_peer,
        });
    }
    tools
}

/// Builds one program of the peers' package.
fn build(target: &Path, feature: &str) -> Option<PathBuf> {
    let name = format!("peer-{feature}");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--release", "--locked", "--features", feature, "--bin", &name]);
    cargo.arg("--manifest-path").arg(peers().join("Cargo.toml")).arg("--target-dir").arg(target);
    ran(feature, cargo).then(|| target.join("release").join(name))
}

fn install_guard(target: &Path) -> Option<PathBuf> {
    let program = target.join("tools/bin/cfn-guard");
    if program.exists() {
        return Some(program);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["install", "cfn-guard", "--version", GUARD, "--locked", "--root"]).arg(target.join("tools"));
    cargo.arg("--target-dir").arg(target);
    ran("cfn-guard", cargo).then_some(program)
}

fn ran(what: &str, mut cargo: Command) -> bool {
    println!("building {what} …");
    let done = cargo.stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let reason = match done {
        Ok(output) if output.status.success() => return true,
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            text.lines().find(|line| line.starts_with("error")).unwrap_or("it does not build").to_owned()
        }
        Err(error) => error.to_string(),
    };
    println!("{what} is missing below: {reason}");
    false
}

/// `p000017: R2 R6`.
fn found_by_peer(text: &str) -> Found {
    let mut found = Found::new();
    for line in text.lines() {
        let (name, rules) = line.split_once(": ").unwrap();
        let mut rules: Vec<u64> = rules.split(' ').map(|rule| rule[1..].parse().unwrap()).collect();
        rules.sort_unstable();
        found.insert(name.to_owned(), rules);
    }
    found
}

/// `n/p000017.yaml:12:5: error[bench.grant/R2] …`, a line for each place; or the list of many proposals,
/// `n/p000017.yaml: fail; not met: R2, R6`.
fn found_by_kisoku(text: &str) -> Found {
    let mut found = Found::new();
    for line in text.lines().filter(|line| line.contains(".yaml:") || line.contains(".json:")) {
        let (path, rest) = line.split_once(':').unwrap();
        let name = path.rsplit('/').next().unwrap().split('.').next().unwrap();
        let listed = rest.split_once("not met: ").filter(|(before, _)| before.ends_with("fail; "));
        let rules: Vec<u64> = match listed {
            Some((_, rules)) => rules.split(", ").map(|rule| rule[1..].parse().unwrap()).collect(),
            None => {
                let rule =
                    rest.split_once("error[bench.grant/R").map(|(_, rest)| rest.split(']').next().unwrap());
                rule.map(|rule| rule.parse().unwrap()).into_iter().collect()
            }
        };
        let known = found.entry(name.to_owned()).or_default();
        known.extend(rules);
        known.sort_unstable();
        known.dedup();
    }
    found
}

/// A file's name with `FAIL`, then `proposal.guard/R2_national_band  FAIL` for each rule.
fn found_by_guard(text: &str) -> Found {
    let mut found = Found::new();
    let mut name = String::new();
    for line in text.lines() {
        if let Some(file) = line.split(" Status = ").next().filter(|_| line.contains(" Status = ")) {
            name = file.rsplit('/').next().unwrap().split('.').next().unwrap().to_owned();
        } else if let Some((_, rest)) = line.split_once("proposal.guard/R").filter(|_| line.ends_with("FAIL"))
        {
            let number = rest.split('_').next().unwrap().parse().unwrap();
            let rules: &mut Vec<u64> = found.entry(name.clone()).or_default();
            rules.push(number);
            rules.sort_unstable();
            rules.dedup();
        }
    }
    found
}
