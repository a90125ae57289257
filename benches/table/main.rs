//! Kisoku beside other tools, on the same proposals with the same twelve rules: `cargo bench --bench peers`.
//!
//! Builds the peers (regorus, cfn-guard, the crate jsonschema), makes the proposals, has each tool agree with the reckoning of
//! the generator, runs all of them by turns as whole processes, and prints medians and ratios as a table in Markdown.
//!
//! - `-- --quick`: a tenth of the proposals and three rounds
//! - `-- --no-peers`: Kisoku and its own readers only
//! - `-- --no-curves`: without the growth of cost
//! - `-- --ratio 2.0`: only Kisoku against its own readers on 1000 files; fails where it takes longer by more than that factor
//! - `-- --write FILE`: also puts the tables into a page, between the lines `<!-- measured -->` and `<!-- end -->`
//! - `-- --data DIR`: where proposals are kept (default: `target/bench-data`)
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types,
    reason = "a benchmark reads the clock, reports floats, and may stop at the first surprise"
)]

mod curves;
mod generate;
mod json;
#[path = "../numbers.rs"]
mod numbers;
mod run;
mod tools;

use generate::Data;
use kisoku::data::limits::Limits;
use kisoku::data::lines::{PartStart, documents, whole_lines};
use kisoku::data::{Format, read_line, read_within};
use kisoku::text::{FileId, Source};
use run::{Cost, median, once};
use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use tools::Tool;

/// What is asked of the run.
struct Asked {
    quick: bool,
    peers: bool,
    curves: bool,
    /// The factor by which Kisoku may take longer than its readers.
    ratio: Option<f64>,
    /// The page into which the tables go.
    page: Option<PathBuf>,
    data: PathBuf,
}

/// What is printed, and kept for a page.
#[derive(Default)]
pub(crate) struct Tables(String);

impl Tables {
    pub(crate) fn line(&mut self, line: &str) {
        println!("{line}");
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn write_into(&self, page: &Path) {
        const BEGIN: &str = "<!-- measured -->\n";
        const END: &str = "<!-- end -->";
        let text = std::fs::read_to_string(page).unwrap();
        let (head, rest) = text.split_once(BEGIN).unwrap();
        let (_, tail) = rest.split_once(END).unwrap();
        std::fs::write(page, format!("{head}{BEGIN}{}{END}{tail}", self.0)).unwrap();
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.first().map(String::as_str) {
        Some("--run") => return run::in_between(&arguments[1..]),
        Some("--parse-only") => return parse_only(Path::new(&arguments[1])),
        _ => {}
    }
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let target = Path::new(env!("CARGO_BIN_EXE_kisoku")).parent().unwrap().parent().unwrap();
    let asked = Asked {
        quick: has("--quick"),
        peers: !has("--no-peers"),
        curves: !has("--no-curves"),
        ratio: value("--ratio").map(|factor| factor.parse().unwrap()),
        page: value("--write").map(PathBuf::from),
        data: value("--data").map_or_else(|| target.join("bench-data"), PathBuf::from),
    };
    std::fs::create_dir_all(&asked.data).unwrap();
    match asked.ratio {
        Some(most) => guard_ratio(&asked, most),
        None => compare(&asked, &target.join("peers")),
    }
}

/// Reads and parses proposals as `kisoku check` does, and does nothing else.
fn parse_only(path: &Path) {
    let limits = Limits::DEFAULT;
    if path.extension().is_some_and(|ending| ending == "ndjson") {
        let mut file = std::fs::File::open(path).unwrap();
        let (mut rest, mut buffer) = (Vec::new(), vec![0; 256 << 10]);
        loop {
            let read = file.read(&mut buffer).unwrap();
            rest.extend_from_slice(&buffer[..read]);
            let end = if read == 0 { rest.len() } else { whole_lines(&rest) };
            for line in documents(&rest[..end], PartStart::default()) {
                let text = std::str::from_utf8(line.bytes).unwrap();
                let source = Source::new(FileId(0), "line", text);
                black_box(read_line(&source, line.number, limits));
            }
            rest.drain(..end);
            if read == 0 {
                return;
            }
        }
    }
    let mut files: Vec<PathBuf> = match path.is_dir() {
        true => std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect(),
        false => vec![path.to_owned()],
    };
    files.sort_unstable();
    for file in files {
        let name = file.to_string_lossy();
        let source = Source::new(FileId(0), name.as_ref(), std::fs::read_to_string(&file).unwrap());
        black_box(read_within(&source, Format::of_path(&name).unwrap(), limits));
    }
}

/// The ratio alone, as a check that needs no quiet machine: CPU time, by turns.
fn guard_ratio(asked: &Asked, most: f64) {
    let data = generate::files(&asked.data, 1000, "yaml");
    let (alone, whole) = (tools::parse_only(), tools::kisoku("kisoku", 1, "human"));
    let (mut readers, mut checks) = (Vec::new(), Vec::new());
    for _ in 0..11 {
        readers.push(once(&alone.command(&data.path)));
        checks.push(once(&whole.command(&data.path)));
    }
    let ratio = median(checks).cpu / median(readers).cpu;
    println!("checking takes {ratio:.2} times the CPU time of reading and parsing alone (at most {most:.2})");
    assert!(ratio <= most, "checking has become slower, or reading faster");
}

fn compare(asked: &Asked, target: &Path) {
    let peers = if asked.peers { tools::built(target) } else { Vec::new() };
    let tenth = if asked.quick { 10 } else { 1 };
    let rounds = if asked.quick { 3 } else { 7 };
    println!("making proposals in {} …", asked.data.display());
    let mut out = Tables::default();
    out.line(&format!("Measured on {}\n", machine()));
    let few = generate::files(&asked.data, 1000 / tenth, "yaml");
    let own = [tools::kisoku("kisoku", 1, "human"), tools::kisoku("kisoku, a line a finding", 1, "short")];
    for tool in own.iter().chain(&peers) {
        let said = match tool.verify(&few.path, few.proposals) {
            Ok(count) => format!("agrees on {count} rules broken by {} proposals", few.proposals),
            Err(difference) => panic!("{difference}"),
        };
        out.line(&format!("- {}: {} of 12 rules, {said}", tool.name, tool.says()));
    }
    out.line(&format!(
        "\nEach figure is the median of {rounds} runs by turns (five times as many for one file), whole processes. \
         ×: CPU time beside that of `kisoku`."
    ));
    for ending in ["yaml", "json"] {
        for count in [1, 1000 / tenth, 10_000 / tenth] {
            let data = generate::files(&asked.data, count, ending);
            let rounds = if count == 1 { rounds * 5 } else { rounds };
            let files = if count == 1 { "file" } else { "files" };
            table(&mut out, &format!("{count} {} {files}", ending.to_uppercase()), &data, &peers, rounds);
        }
    }
    let lines = generate::lines(&asked.data, 100_000 / tenth);
    let title = format!("NDJSON, {} lines, {} MB", lines.proposals, size(&lines.path));
    table(&mut out, &title, &lines, &peers, rounds.min(5));
    for ending in ["yaml", "json"] {
        let large = generate::large(&asked.data, 50_000 / tenth, ending);
        let title = format!("one {} proposal of {} MB", ending.to_uppercase(), size(&large.path));
        table(&mut out, &title, &large, &peers, rounds);
    }
    if asked.curves {
        curves::print(&mut out, &asked.data, if asked.quick { 1 } else { 8 }, rounds.min(3));
    }
    if let Some(page) = &asked.page {
        out.write_into(page);
    }
}

/// The machine and how busy it is, as far as Linux tells.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("");
    let load: Vec<String> = read("/proc/loadavg").split(' ').take(2).map(str::to_owned).collect();
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let model = model.trim_start_matches([' ', '\t', ':']);
    format!("{model}, {cores} cores; load before the run (1 and 5 minutes): {}", load.join(" and "))
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).unwrap().len() / 1_000_000
}

/// Runs all tools by turns on some proposals and prints what they took.
fn table(out: &mut Tables, title: &str, data: &Data, peers: &[Tool], rounds: usize) {
    let own = [
        tools::parse_only(),
        tools::kisoku("kisoku", 1, "human"),
        tools::kisoku("kisoku, 2 threads", 2, "human"),
        tools::kisoku("kisoku, a line a finding", 1, "short"),
        tools::kisoku("kisoku, everything as ndjson", 1, "ndjson"),
    ];
    let lines = data.path.extension().is_some_and(|ending| ending == "ndjson");
    let all: Vec<&Tool> = own.iter().chain(peers).filter(|tool| tool.lines || !lines).collect();
    let mut runs: Vec<Vec<Cost>> = all.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for (tool, of_tool) in all.iter().zip(&mut runs) {
            let cost = once(&tool.command(&data.path));
            // The first round only warms up.
            if round > 0 {
                of_tool.push(cost);
            }
        }
    }
    let costs: Vec<Cost> = runs.into_iter().map(median).collect();
    let base = all.iter().zip(&costs).find(|(tool, _)| tool.name == "kisoku").unwrap().1.cpu;
    println!(
        "\n{title}\n\n| tool | CPU ms | × | wall ms | µs CPU a proposal | MiB |\n|---|--:|--:|--:|--:|--:|"
    );
    for (tool, cost) in all.iter().zip(&costs) {
        let rules = if tool.says() < 12 { format!(" ({} rules)", tool.says()) } else { String::new() };
        let each = cost.cpu * 1e3 / data.proposals as f64;
        out.line(&format!(
            "| {}{rules} | {:.1} | {:.2} | {:.1} | {each:.1} | {:.0} |",
            tool.name,
            cost.cpu,
            cost.cpu / base,
            cost.wall,
            cost.memory
        ));
    }
}
