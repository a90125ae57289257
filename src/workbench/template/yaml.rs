//! The template in YAML.

use super::outline::{Entry, Outline, Shape, commented_out};
use super::words::{self, Manual, key};
use crate::check::Pack;
use crate::diag::{Bilingual, Lang};

/// The template.
pub(super) fn write(outline: &Outline<'_>, lang: Lang) -> String {
    let manual = Manual {
        value: Bilingual::new(
            "Write each value behind its colon. Leave empty what you do not know yet.",
            "値は「:」の後ろに半角スペースを1つ空けて書いてください。未定のものは空欄のままで構いません。",
        ),
        entries: Bilingual::new(
            "For a further entry of a list, repeat its lines from the hyphen on.",
            "一覧に項目を追加するときは、「-」以降の行を繰り返してください。",
        ),
        file: "FILE.yaml",
    };
    let mut page = Page { text: String::new(), pack: outline.pack, lang };
    page.comments(0, None, &words::head(outline, &manual, lang));
    page.line(0, None, "");
    page.line(0, None, &format!("program: {}", quoted(&outline.pack.id)));
    for entry in &outline.fields {
        page.line(0, None, "");
        page.entry(entry, &outline.fields, 0, None);
    }
    let tail = words::tail(outline, lang);
    if !tail.is_empty() {
        page.line(0, None, "");
        page.comments(0, None, &tail);
    }
    page.text
}

struct Page<'p> {
    text: String,
    pack: &'p Pack,
    lang: Lang,
}

impl Page<'_> {
    /// A line; behind a `#` in the column where the part that is commented out begins.
    fn line(&mut self, indent: usize, commented: Option<usize>, text: &str) {
        let line = match commented {
            Some(column) => {
                let inner = " ".repeat(indent.saturating_sub(column));
                format!("{}#{inner}{text}", " ".repeat(column))
            }
            None => format!("{}{text}", " ".repeat(indent)),
        };
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn comments(&mut self, indent: usize, commented: Option<usize>, lines: &[String]) {
        for line in lines {
            self.line(indent, commented, format!("# {line}").trim_end());
        }
    }

    fn entry(&mut self, entry: &Entry<'_>, among: &[Entry<'_>], indent: usize, around: Option<usize>) {
        self.comments(indent, around, &words::about(self.pack, entry, self.lang));
        let commented = around.or(commented_out(entry, among).then_some(indent));
        let start = format!("{}:", quoted(key(entry.field, self.lang)));
        let deeper = indent.saturating_add(2);
        match &entry.shape {
            Shape::Scalar(_) => self.line(indent, commented, &start),
            Shape::Record(fields) => {
                self.line(indent, commented, &start);
                self.fields(fields, deeper, commented);
            }
            Shape::List(item, ..) => {
                // A list that may be empty and must be there: its entries are an offer.
                let offered = commented.is_none() && entry.entries == 0;
                if offered {
                    self.comments(indent, None, &[words::none_words("[]", self.lang)]);
                }
                self.line(indent, commented, &start);
                let commented = if offered { Some(deeper) } else { commented };
                for _ in 0..entry.entries.max(1) {
                    self.line(deeper, commented, "-");
                    if let Shape::Record(fields) = item.as_ref() {
                        self.fields(fields, deeper.saturating_add(2), commented);
                    }
                }
            }
        }
    }

    fn fields(&mut self, fields: &[Entry<'_>], indent: usize, commented: Option<usize>) {
        for entry in fields {
            self.entry(entry, fields, indent, commented);
        }
    }
}

/// A key as YAML reads it back: as it is where nothing in it means something to YAML, else in quotes.
fn quoted(text: &str) -> String {
    let plain_start = text.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_');
    let plain = text.chars().all(|c| {
        c.is_alphanumeric()
            || matches!(c, '_' | '-' | '.' | ' ' | '/' | '・' | '（' | '）' | '(' | ')' | '&' | '、')
    });
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
    );
    let number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | '-'));
    if plain_start && plain && !word && !number && text.trim() == text {
        return text.to_owned();
    }
    words::in_quotes(text)
}
