//! The fuzz targets without a fuzzer: what they hold is held for every seed of their corpora and every case that was ever
//! found, by the stable compiler, on every run of the tests. docs/fuzzing.md says how the corpora come about.

use super::targets::TARGETS;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

/// The files of a folder, by name; none where it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_seed_and_every_found_case_holds() {
    let mut broken = Vec::new();
    for (name, target) in TARGETS {
        let corpus = files(&folder("corpus").join(name));
        assert!(corpus.len() >= 3, "{name} has {} seeds", corpus.len());
        for file in corpus.into_iter().chain(files(&folder("found").join(name))) {
            let bytes = fs::read(&file).unwrap();
            if panic::catch_unwind(|| target(&bytes)).is_err() {
                broken.push(file.strip_prefix(folder("")).unwrap().display().to_string());
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_folders_stay_small_and_every_target_is_built_and_documented() {
    let manifest = fs::read_to_string(folder("Cargo.toml")).unwrap();
    let page = fs::read_to_string(folder("../docs/fuzzing.md")).unwrap();
    let mut bytes = 0;
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("path = \"targets/{name}.rs\"")), "{name} is not built");
        let program = fs::read_to_string(folder(&format!("targets/{name}.rs"))).unwrap();
        assert!(program.contains(&format!("kisoku_fuzz::{name}(data)")), "{name} runs something else");
        assert!(page.contains(&format!("| `{name}` |")), "docs/fuzzing.md does not name {name}");
        let corpus = files(&folder("corpus").join(name));
        assert!(corpus.len() <= 50, "{name} has {} seeds", corpus.len());
        let all = corpus.into_iter().chain(files(&folder("found").join(name)));
        bytes += all.map(|file| fs::metadata(file).unwrap().len()).sum::<u64>();
    }
    assert_eq!(files(&folder("targets")).len(), TARGETS.len());
    for kind in ["corpus", "found"] {
        let named = |file: &PathBuf| TARGETS.iter().any(|(name, _)| file.ends_with(name));
        assert!(files(&folder(kind)).iter().all(named), "{kind} holds a folder of no target");
    }
    assert!(bytes <= 2 << 20, "{bytes} bytes");
}
