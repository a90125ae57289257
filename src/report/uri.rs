//! Paths as URI references: percent-encoded UTF-8, so that file names in any script may be linked to.

/// A path as a URI reference: relative where the path is, `file:///…` where it starts at the root or a drive.
pub(crate) fn of_path(path: &str) -> String {
    let encoded: String = path.split('/').map(segment).collect::<Vec<_>>().join("/");
    let mut start = path.chars();
    match (start.next(), start.next(), start.next()) {
        (Some('/'), ..) => format!("file://{encoded}"),
        (Some(drive), Some(':'), Some('/')) if drive.is_ascii_alphabetic() => format!("file:///{encoded}"),
        _ => encoded,
    }
}

/// One part of a path, everything but unreserved characters encoded.
pub(crate) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_encoded() {
        assert_eq!(of_path("proposals/a b.yaml"), "proposals/a%20b.yaml");
        assert_eq!(of_path("申請.yaml"), "%E7%94%B3%E8%AB%8B.yaml");
        assert_eq!(of_path("a:b/#1?.yaml"), "a%3Ab/%231%3F.yaml");
        assert_eq!(of_path("../x.yaml"), "../x.yaml");
        assert_eq!(of_path("/tmp/x.yaml"), "file:///tmp/x.yaml");
        assert_eq!(of_path("C:/x.yaml"), "file:///C%3A/x.yaml");
    }
}
