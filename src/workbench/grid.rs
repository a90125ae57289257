//! A table of texts for a terminal: columns as wide as what stands in them, as far as the width allows.

use textwrap::core::display_width;

/// Columns stand so far apart.
const GAP: usize = 2;

/// No column is made narrower than this.
const LEAST: usize = 12;

/// The rows below each other; a cell that is wider than its column goes on in the next line. Widths are counted as
/// terminals show them.
pub(super) fn grid(rows: &[Vec<String>], width: usize) -> String {
    let widths = widths(rows, width);
    let mut out = String::new();
    for row in rows {
        let cells: Vec<Vec<String>> =
            row.iter().zip(&widths).map(|(cell, width)| wrapped(cell, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::new();
            let mut column: usize = 0;
            for (cell, width) in cells.iter().zip(&widths) {
                let part = cell.get(line).map_or("", String::as_str);
                text.push_str(&" ".repeat(column.saturating_sub(display_width(&text))));
                text.push_str(part);
                column = column.saturating_add(*width).saturating_add(GAP);
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}

/// The width of each column: the widest is made narrower until all fit.
fn widths(rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| display_width(cell)).max().unwrap_or(0)
    };
    let mut out: Vec<usize> = (0..columns).map(widest).collect();
    let gaps = columns.saturating_sub(1).saturating_mul(GAP);
    loop {
        let all = out.iter().fold(gaps, |sum, width| sum.saturating_add(*width));
        let Some(most) = out.iter_mut().max() else { return out };
        if all <= width || *most <= LEAST {
            return out;
        }
        *most = most.saturating_sub(1);
    }
}

fn wrapped(cell: &str, width: usize) -> Vec<String> {
    if cell.is_empty() {
        return vec![String::new()];
    }
    let options = textwrap::Options::new(width.max(1))
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    textwrap::wrap(cell, options).into_iter().map(|line| line.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{display_width, grid};

    fn rows(cells: &[&[&str]]) -> Vec<Vec<String>> {
        cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    #[test]
    fn japanese_counts_double_and_long_cells_go_on() {
        let text = grid(&rows(&[&["国費", "a"], &["x", "b"]]), 40);
        assert_eq!(text, "国費  a\nx     b\n");
        let text = grid(&rows(&[&["one", "the quick brown fox jumps"], &["two", "b"]]), 20);
        assert_eq!(text, "one  the quick brown\n     fox jumps\ntwo  b\n");
        let text = grid(&rows(&[&["", "上限額は年額とし、各年度に適用する"]]), 20);
        assert!(text.lines().count() == 2 && text.lines().all(|line| display_width(line) <= 20), "{text}");
    }
}
