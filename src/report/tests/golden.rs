//! Expected texts beside the tests; `KISOKU_UPDATE=1 cargo test` writes them anew.

use std::path::Path;

/// Holds a text against the file of this name.
pub(crate) fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/tests/fixtures").join(name);
    if std::env::var_os("KISOKU_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected != text {
        let differs = expected.lines().zip(text.lines()).find(|(a, b)| a != b);
        panic!("{name} differs: {differs:#?}\n--- now\n{text}");
    }
}
