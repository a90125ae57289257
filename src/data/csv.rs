//! A CSV file as rows of cells with their places.

use crate::text::{Source, Span};
use csv_core::{ReadFieldResult, Reader};

/// A cell as it is written.
pub(crate) struct Raw {
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Whether its quotes are not closed, or something stands beside them.
    pub(crate) odd_quotes: bool,
}

/// The rows of a file, the header included; blank lines are left out.
///
/// # Errors
/// The place of the first cell beyond so many.
pub(crate) fn rows(source: &Source, most: usize) -> Result<Vec<Vec<Raw>>, Span> {
    let bytes = source.text.as_bytes();
    let mut reader = Reader::new();
    let mut buffer = vec![0_u8; bytes.len().saturating_add(1)];
    let mut at = if bytes.starts_with("\u{FEFF}".as_bytes()) { 3 } else { 0 };
    let mut rows = Vec::new();
    let mut row: Vec<Raw> = Vec::new();
    let mut left = most;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read, written) = reader.read_field(rest, &mut buffer);
        let next = at.saturating_add(read);
        match result {
            ReadFieldResult::Field { record_end } => {
                left = left.checked_sub(1).ok_or_else(|| Span::new(source.id, at, next))?;
                let text = String::from_utf8_lossy(buffer.get(..written).unwrap_or_default());
                row.push(cell(source, at, next, row.is_empty(), text.into_owned()));
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            // The input is whole, so an empty rest is its end; the buffer holds all of it.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull if !rest.is_empty() => {
                // A last field without a line end: the reader gives it once it is told that nothing follows.
                let text = String::from_utf8_lossy(buffer.get(..written).unwrap_or_default()).into_owned();
                let (result, _, more) = reader.read_field(&[], buffer.get_mut(written..).unwrap_or_default());
                let tail = buffer.get(written..written.saturating_add(more)).unwrap_or_default();
                let text = [text, String::from_utf8_lossy(tail).into_owned()].concat();
                if matches!(result, ReadFieldResult::Field { .. }) {
                    row.push(cell(source, at, next, row.is_empty(), text));
                    rows.push(std::mem::take(&mut row));
                }
                return Ok(rows);
            }
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull | ReadFieldResult::End => {
                if !row.is_empty() {
                    rows.push(row);
                }
                return Ok(rows);
            }
        }
        at = next;
    }
}

/// The cell between two bytes, of which the delimiter after it and the line ends before it are no part.
fn cell(source: &Source, from: usize, to: usize, first: bool, text: String) -> Raw {
    let raw = source.text.get(from..to).unwrap_or("");
    let body = if first { raw.trim_start_matches(['\r', '\n']) } else { raw };
    let start = to.saturating_sub(body.len());
    let cut = body
        .strip_suffix("\r\n")
        .or_else(|| body.strip_suffix('\n'))
        .or_else(|| body.strip_suffix('\r'))
        .or_else(|| body.strip_suffix(','))
        .unwrap_or(body);
    let odd_quotes = cut.starts_with('"') && (cut.len() < 2 || !cut.ends_with('"'));
    Raw { text, span: Span::new(source.id, start, start.saturating_add(cut.len())), odd_quotes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn cells(text: &str) -> Vec<Vec<(String, String)>> {
        let source = Source::new(FileId(3), "t.csv", text);
        let rows = rows(&source, 9).unwrap();
        rows.iter()
            .map(|row| row.iter().map(|c| (c.text.clone(), source.slice(c.span).to_owned())).collect())
            .collect()
    }

    #[test]
    fn every_cell_has_its_place() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            cells("\u{FEFF}a,b\r\n\r\n\"x, y\",2\r\n,"),
            [
                vec![pair("a", "a"), pair("b", "b")],
                vec![pair("x, y", "\"x, y\""), pair("2", "2")],
                vec![pair("", ""), pair("", "")],
            ]
        );
        assert_eq!(cells("a\nb"), [vec![pair("a", "a")], vec![pair("b", "b")]]);
        assert_eq!(cells("a,b\n1,\"2\n3\"\n")[1][1], pair("2\n3", "\"2\n3\""));
        assert!(cells("").is_empty());
        let source = Source::new(FileId(3), "t.csv", "a,b\nc,d");
        assert_eq!(rows(&source, 2).err().map(|place| source.slice(place)), Some("c,"));
    }
}
