//! What checking costs, as ratios measured in one run: `cargo bench --bench check`.
//!
//! 1. A thousand YAML proposals, packs loaded: reading, decoding, judging and reporting against the events of the
//!    YAML library alone (granit-parser, comments off), by CPU time in interleaved rounds.
//! 2. One file, the whole process with pack loading, by CPU time of the child.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a benchmark reports times, which are floats, and may stop at the first surprise"
)]

mod data;

use kisoku::load::load_pack;
use kisoku::text::{FileId, Source};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use std::hint::black_box;
use std::process::{Command, Stdio};

const PROPOSALS: u64 = 1000;
const ROUNDS: usize = 11;
const PROCESSES: u32 = 200;

fn main() {
    let texts: Vec<String> = (0..PROPOSALS).map(data::yaml).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{PROPOSALS} proposals, {} bytes on average", bytes as u64 / PROPOSALS);

    let root = env!("CARGO_MANIFEST_DIR");
    let pack = load_pack(
        &kisoku::cli::Disk,
        &format!("{root}/rules"),
        &format!("{root}/rules/mext/kci/stage2"),
        "mext.kci.stage2",
        false,
    );
    let mut parser = Vec::new();
    let mut whole = Vec::new();
    let mut reader = Vec::new();
    for _ in 0..ROUNDS {
        parser.push(cpu(|| texts.iter().for_each(|text| parse_alone(text))));
        reader.push(cpu(|| {
            texts.iter().for_each(|text| {
                let source = Source::new(FileId(0), "p.yaml", text.as_str());
                black_box(kisoku::data::read(&source, kisoku::data::Format::Yaml));
            });
        }));
        whole.push(cpu(|| {
            for text in &texts {
                black_box(kisoku::cli::check_text(&pack, "p.yaml", text.clone()));
            }
        }));
    }
    let (parser, reader, whole) = (median(parser), median(reader), median(whole));
    let each = |total: f64| total * 1e6 / PROPOSALS as f64;
    println!("{:<52}{:>10.1} µs a file", "YAML library alone", each(parser));
    println!(
        "{:<52}{:>10.1} µs a file  ratio {:.2}",
        "... into the tree of spans",
        each(reader),
        reader / parser
    );
    println!(
        "{:<52}{:>10.1} µs a file  ratio {:.2}  (goal: at most 1.5)",
        "checked: read, decoded, judged, reported",
        each(whole),
        whole / parser
    );

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.yaml");
    std::fs::write(&file, &texts[0]).unwrap();
    let before = children();
    for _ in 0..PROCESSES {
        Command::new(env!("CARGO_BIN_EXE_kisoku"))
            .args(["check", file.to_str().unwrap(), "--rules"])
            .arg(format!("{root}/rules"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
    }
    let one = (children() - before) * 1e3 / f64::from(PROCESSES);
    println!("{:<52}{one:>10.2} ms CPU        (goal: at most 5)", "one file, the whole process");
}

fn parse_alone(text: &str) {
    let options = granit_parser::options! { emit_comments: false };
    for event in granit_parser::Parser::new_from_str_with_options(text, options) {
        black_box(event.unwrap());
    }
}

fn cpu(work: impl FnOnce()) -> f64 {
    let before = used(UsageWho::RUSAGE_SELF);
    work();
    used(UsageWho::RUSAGE_SELF) - before
}

fn children() -> f64 {
    used(UsageWho::RUSAGE_CHILDREN)
}

fn used(who: UsageWho) -> f64 {
    let usage = getrusage(who).unwrap();
    (usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
