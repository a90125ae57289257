//! How cost grows: proposals with ten findings each in every format, findings and items of one proposal, rules.

use crate::Tables;
use crate::generate::Data;
use crate::numbers::Numbers;
use crate::run::{median, once};
use crate::tools;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const FORMATS: [&str; 10] =
    ["human", "short", "json", "ndjson", "junit", "sarif", "github", "gitlab", "markdown", "html"];

/// Prints a row for each curve: CPU milliseconds at n, 2n, 4n and 8n, and the growth from 4n to 8n, which is 2 where
/// cost is linear.
pub(crate) fn print(out: &mut Tables, root: &Path, scale: u64, rounds: usize) {
    println!(
        "\nHow cost grows: CPU ms, whole process, one thread; the last column is 8n to 4n (2.0 is linear)\n"
    );
    println!("| what grows | n | n | 2n | 4n | 8n | 8n : 4n |\n|---|--:|--:|--:|--:|--:|--:|");
    let kisoku = |format: &str, rules: &Path, path: &Path| {
        let mut command = tools::kisoku("", 1, format).command(path);
        for (at, argument) in command.clone().iter().enumerate() {
            if argument == "--rules" {
                command[at + 1] = rules.to_string_lossy().into_owned();
            }
        }
        command.extend(["--max-findings".to_owned(), "1000000".to_owned()]);
        command
    };
    let mut row = |what: &str, n: u64, commands: Vec<Vec<String>>| {
        let cpu: Vec<f64> =
            commands.iter().map(|command| median((0..rounds).map(|_| once(command)).collect()).cpu).collect();
        let base = once(&kisoku("short", &tools::rules(), &empty(root))).cpu;
        let growth = (cpu[3] - base) / (cpu[2] - base).max(0.1);
        out.line(&format!(
            "| {what} | {n} | {:.0} | {:.0} | {:.0} | {:.0} | {growth:.2} |",
            cpu[0], cpu[1], cpu[2], cpu[3]
        ));
    };
    let steps = [1, 2, 4, 8];
    let rules = tools::rules();
    let n = 32 * scale;
    for format in FORMATS {
        let of = |step: u64| kisoku(format, &rules, &ten_findings(root, n * step).path);
        row(&format!("files with 10 findings, `{format}`"), n, steps.map(of).to_vec());
    }
    let n = 64 * scale;
    for format in ["human", "json"] {
        let of = |step: u64| kisoku(format, &many(root), &years(root, n * step));
        row(&format!("findings of one file, `{format}`"), n, steps.map(of).to_vec());
    }
    let n = 500 * scale;
    let of = |step: u64| kisoku("short", &rules, &crate::generate::large(root, n * step, "yaml").path);
    row("participants of one file, no two of them equal", n, steps.map(of).to_vec());
    let n = 32 * scale;
    let of = |step: u64| kisoku("short", &copies(root, n * step), &ten_findings(root, 50).path);
    row("rules, on 50 files", n, steps.map(of).to_vec());
}

fn empty(root: &Path) -> std::path::PathBuf {
    let path = root.join("empty");
    fs::create_dir_all(&path).unwrap();
    path
}

/// Proposals whose five years each break two rules.
fn ten_findings(root: &Path, count: u64) -> Data {
    let path = root.join(format!("ten-findings-{count}"));
    fs::create_dir_all(&path).unwrap();
    for index in 0..count {
        let text = crate::generate::yaml(&crate::generate::proposal(index, None));
        let mut numbers = Numbers(index);
        let mut out = String::new();
        let mut in_years = false;
        for line in text.lines() {
            in_years |= line.starts_with("budget:");
            in_years &= !line.starts_with("expansion");
            let line = match line.split_once(": ") {
                Some((key, _)) if in_years && key == "      national_yen" => {
                    format!("{key}: {}", 1_000_000_001 + numbers.below(1000))
                }
                Some((key, _)) if in_years && key == "      local_yen" => {
                    format!("{key}: {}", numbers.below(1000))
                }
                _ => line.to_owned(),
            };
            out.push_str(&line);
            out.push('\n');
        }
        fs::write(path.join(format!("p{index:06}.yaml")), out).unwrap();
    }
    Data { path, proposals: count }
}

/// The twelve rules without the limit of five years.
fn many(root: &Path) -> std::path::PathBuf {
    let text = fs::read_to_string(tools::rules().join("bench/grant/grant.kisoku")).unwrap();
    pack(root, "many", &text.replace("list of Year, 1 to 5", "list of Year, 1 or more"))
}

/// So many copies of a rule on years.
fn copies(root: &Path, count: u64) -> std::path::PathBuf {
    let mut text = fs::read_to_string(tools::rules().join("bench/grant/grant.kisoku")).unwrap();
    for number in 0..count {
        writeln!(
            text,
            "\nrule copy{number} \"Copy {number}\" {{\n  title ja \"写し{number}\"\n  cite guide \"R5\"\n  for each y in budget.years {{\n    require y.earmarked_interministry_yen at least {number} yen\n  }}\n}}"
        )
        .unwrap();
    }
    pack(root, &format!("copies-{count}"), &text)
}

fn pack(root: &Path, name: &str, text: &str) -> std::path::PathBuf {
    let rules = root.join(name);
    fs::create_dir_all(rules.join("bench/grant")).unwrap();
    fs::write(rules.join("bench/grant/grant.kisoku"), text).unwrap();
    rules
}

/// One proposal with so many years, each of which breaks a rule.
fn years(root: &Path, count: u64) -> std::path::PathBuf {
    let path = root.join(format!("years-{count}.yaml"));
    let text = crate::generate::yaml(&crate::generate::proposal(1, Some(10)));
    let (head, rest) = text.split_once("  years:\n").unwrap();
    let (_, tail) = rest.split_once("expansion").unwrap();
    let mut out = format!("{head}  years:\n");
    for number in 0..count {
        writeln!(
            out,
            "    - year: {}\n      national_yen: 600000000\n      local_yen: {number}\n      management:\n        national_yen: 1\n        local_yen: 1\n        personnel_yen: 1\n      earmarked_interministry_yen: 100000000",
            1900 + number % 90
        )
        .unwrap();
    }
    fs::write(&path, format!("{out}expansion{tail}")).unwrap();
    path
}
