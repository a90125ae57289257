//! Cells of CSV files for spreadsheets.

/// Before the first cell, so that Excel takes the file for UTF-8.
pub(super) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A text that a spreadsheet takes for a text: quoted where it must be, and never a formula.
pub(super) fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
