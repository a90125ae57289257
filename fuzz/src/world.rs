//! Packs in memory: the shipped ones, read once, and small ones around a text.

use kisoku::diag::Diagnostic;
use kisoku::load::{Entry, LoadedPack, World, load_pack};
use kisoku::text::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

/// Files by their paths.
struct Memory(BTreeMap<String, Vec<u8>>);

impl World for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        let start = format!("{folder}/");
        let below = self.0.keys().filter_map(|path| path.strip_prefix(&start));
        let entries: BTreeSet<Entry> = below
            .map(|path| match path.split_once('/') {
                Some((name, _)) => Entry { name: name.to_owned(), folder: true },
                None => Entry { name: path.to_owned(), folder: false },
            })
            .collect();
        Ok(entries.into_iter().collect())
    }

    fn is_inside(&self, _path: &str, _folder: &str) -> bool {
        true
    }
}

/// The head that the pages of the specification stand on: a record, two nested lists, an enum.
const HEAD: &str = include_str!("../../tests/spec/head.kisoku");
const TABLE: &str = "name,grant\nSendai,5億円\n東大阪,300\n";

/// A pack of that head and a text, with its tests.
pub(crate) fn pack_with(text: &[u8]) -> LoadedPack {
    let files = [
        ("rules/demo/demo.kisoku", text),
        ("rules/demo/head.kisoku", HEAD.as_bytes()),
        ("rules/demo/table.csv", TABLE.as_bytes()),
        (
            "rules/other/other.kisoku",
            b"program other { title \"O\" proposal P }\nrecord P { a : yen }\nlet cap = 5 yen\n",
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_vec()));
    load_pack(&Memory(files.into()), "rules", "rules/demo", "demo", true)
}

/// The pack of the second stage of the knowledge clusters, as it is shipped: the richest of all.
pub(crate) fn shipped() -> &'static LoadedPack {
    static PACK: OnceLock<LoadedPack> = OnceLock::new();
    PACK.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root =
            here.ancestors().find(|folder| folder.join("rules/mext").is_dir()).expect("the repository");
        let mut files = BTreeMap::new();
        collect(root, "rules/mext/kci", &mut files);
        load_pack(&Memory(files), "rules", "rules/mext/kci/stage2", "mext.kci.stage2", false)
    })
}

fn collect(root: &Path, folder: &str, into: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(root, &path, into);
        } else {
            into.insert(path, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

/// A diagnostic says something in both languages, and its places lie in the files that they name.
pub(crate) fn sound<'s>(found: &Diagnostic, source: impl Fn(kisoku::text::FileId) -> Option<&'s Source>) {
    assert!(!found.message.en.is_empty() && !found.message.ja.is_empty(), "{found:?}");
    for label in &found.labels {
        let source = source(label.span.file).unwrap_or_else(|| panic!("a place in no file: {found:?}"));
        assert!(source.text.get(label.span.range()).is_some(), "a place out of the file: {found:?}");
    }
}

/// The same for what was found in the files of a pack.
pub(crate) fn sound_in(found: &[Diagnostic], pack: &LoadedPack) {
    for one in found {
        sound(one, |id| pack.sources.get(id).map(|source| &**source));
    }
}
