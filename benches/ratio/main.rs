//! Whether checking still costs little beside reading: `cargo run --profile ratio -p kisoku-ratio`.
//!
//! Files are read and parsed, and read, parsed, decoded, judged and reported as `kisoku check` reports many;
//! by turns, in one process, by its CPU time, so that a busy machine changes little. The middle one of the ratios of all
//! turns must not be above the bound. The figures for releases are those of `cargo bench --bench peers`: this build has no
//! link-time optimisation, since it has to be made on every run of the tests.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a measurement is of times, which are floats, and may stop at the first surprise"
)]

#[path = "../table/generate.rs"]
#[expect(dead_code, reason = "the comparison with other tools makes more of it")]
mod generate;
#[path = "../table/json.rs"]
mod json;
#[path = "../numbers.rs"]
mod numbers;

use kisoku::data::limits::Limits;
use kisoku::data::{Format, decode_within, read_within};
use kisoku::diag::Lang;
use kisoku::eval::judge;
use kisoku::load::{Entry, LoadedPack, World, load_pack};
use kisoku::report::{FileVerdict, HumanOptions, Many, ReportOptions, Streamed, proposal_report};
use kisoku::text::{FileId, Source};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const PROPOSALS: u32 = 300;
const TURNS: usize = 21;
/// Generous: 2.4 is measured.
const MOST: f64 = 4.0;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let rules = root.join("benches/peers/rules").to_string_lossy().into_owned();
    let pack = load_pack(&Disk, &rules, &format!("{rules}/bench/grant"), "bench.grant", false);
    let made = generate::files(&root.join("target/ratio-data"), PROPOSALS.into(), "yaml");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&made.path).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_unstable();
    // What is not judged right is not worth measuring.
    for (file, index) in files.iter().zip(0..) {
        let fails = !generate::broken(&generate::proposal(index, None)).is_empty();
        assert_eq!(check(&pack, file) == FileVerdict::Fail, fails, "{}", file.display());
    }

    let mut ratios = Vec::new();
    for _ in 0..TURNS {
        let alone = cpu(|| files.iter().for_each(|file| parse(file)));
        let whole = cpu(|| {
            files.iter().for_each(|file| {
                black_box(check(&pack, file));
            });
        });
        ratios.push(whole / alone);
    }
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[TURNS / 2];
    println!("checking takes {ratio:.2} times the CPU time of reading and parsing alone (at most {MOST:.2})");
    ExitCode::from(u8::from(ratio > MOST))
}

fn parse(file: &Path) {
    black_box(read_within(&source(file), Format::Yaml, Limits::DEFAULT));
}

/// What `kisoku check` does with one of many proposals.
fn check(pack: &LoadedPack, file: &Path) -> FileVerdict {
    let plan = pack.plan.as_ref().unwrap();
    let source = source(file);
    let document = read_within(&source, Format::Yaml, Limits::DEFAULT).remove(0);
    let tree = document.tree.unwrap();
    let (schema, root) = (&plan.pack.schema, plan.pack.program.root);
    let (proposal, shape) = decode_within(schema, root, &tree, &source, document.number, Limits::DEFAULT);
    let judged = judge(plan, &proposal, None);
    let (format, many) = (Streamed::Human(drawing()), Many::of(PROPOSALS));
    let options = ReportOptions { detail: format.detail(many), ..ReportOptions::default() };
    let report = proposal_report(plan, &pack.sources, &source, &proposal, &shape, &judged, options);
    black_box(format.portion(&report, many));
    report.verdict
}

fn source(file: &Path) -> Source {
    Source::new(FileId(1 << 30), file.to_string_lossy(), std::fs::read_to_string(file).unwrap())
}

fn drawing() -> HumanOptions {
    HumanOptions { lang: Lang::En, color: false, unicode: false, width: 80, quiet: false, full: false }
}

/// The CPU time of some work, in seconds.
fn cpu(work: impl FnOnce()) -> f64 {
    let used = || {
        let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
        (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6
    };
    let before = used();
    work();
    used() - before
}

/// The files of the shipped rules.
struct Disk;

impl World for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        std::fs::read(path).map_err(|error| error.to_string())
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let found = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
        let mut entries: Vec<Entry> = found
            .map(|entry| entry.unwrap())
            .map(|entry| Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                folder: entry.path().is_dir(),
            })
            .collect();
        entries.sort();
        Ok(entries)
    }

    fn is_inside(&self, _path: &str, _folder: &str) -> bool {
        true
    }
}
