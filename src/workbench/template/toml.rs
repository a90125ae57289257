//! The template in TOML. A table takes everything below its head, so that single values come first and groups after them.

use super::outline::{Entry, Outline, Shape, commented_out};
use super::words::{self, Manual, in_quotes, key};
use crate::check::Pack;
use crate::diag::{Bilingual, Lang};

/// The template.
pub(super) fn write(outline: &Outline<'_>, lang: Lang) -> String {
    let manual = Manual {
        value: Bilingual::new(
            "Write each value between its quotes. Leave empty what you do not know yet.",
            "値は引用符の間に書いてください。未定のものは空欄のままで構いません。",
        ),
        entries: Bilingual::new(
            "For a further entry of a list, add [\"a\", \"b\"], or repeat the lines from [[ ]] on.",
            "一覧に項目を追加するときは、[\"a\", \"b\"] のように並べるか、[[ ]] 以降の行を繰り返してください。",
        ),
        file: "FILE.toml",
    };
    let mut page = Page { text: String::new(), pack: outline.pack, lang };
    page.comments(false, &words::head(outline, &manual, lang));
    page.line(false, "");
    page.line(false, &format!("program = {}", in_quotes(&outline.pack.id)));
    page.line(false, "");
    page.table(&outline.fields, "", false);
    let tail = words::tail(outline, lang);
    if !tail.is_empty() {
        page.line(false, "");
        page.comments(false, &tail);
    }
    page.text
}

struct Page<'p> {
    text: String,
    pack: &'p Pack,
    lang: Lang,
}

impl Page<'_> {
    fn line(&mut self, commented: bool, text: &str) {
        self.text.push_str(if commented { "#" } else { "" });
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn comments(&mut self, commented: bool, lines: &[String]) {
        for line in lines {
            self.line(commented, format!("# {line}").trim_end());
        }
    }

    /// The fields of a table: values first, then the groups below it.
    fn table(&mut self, fields: &[Entry<'_>], path: &str, around: bool) {
        for entry in fields {
            self.value(entry, fields, around);
        }
        for entry in fields {
            self.group(entry, fields, path, around);
        }
    }

    fn value(&mut self, entry: &Entry<'_>, among: &[Entry<'_>], around: bool) {
        let name = bare_or_quoted(key(entry.field, self.lang));
        let commented = around || commented_out(entry, among);
        let value = match &entry.shape {
            Shape::Scalar(_) => "\"\"".to_owned(),
            Shape::List(item, ..) if matches!(item.as_ref(), Shape::Scalar(_)) => {
                if entry.entries == 0 && !commented {
                    self.comments(false, &words::about(self.pack, entry, self.lang));
                    self.comments(false, &[words::none_words(&format!("{name} = []"), self.lang)]);
                    return self.line(false, &format!("{name} = \"\""));
                }
                let items = vec!["\"\""; entry.entries.max(1)];
                format!("[{}]", items.join(", "))
            }
            Shape::Record(..) | Shape::List(..) => return,
        };
        self.comments(around, &words::about(self.pack, entry, self.lang));
        self.line(commented, &format!("{name} = {value}"));
    }

    fn group(&mut self, entry: &Entry<'_>, among: &[Entry<'_>], path: &str, around: bool) {
        let name = bare_or_quoted(key(entry.field, self.lang));
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let commented = around || commented_out(entry, among);
        let (fields, head, count) = match &entry.shape {
            Shape::Record(fields) => (fields, format!("[{path}]"), 1),
            Shape::List(item, ..) => match item.as_ref() {
                Shape::Record(fields) => (fields, format!("[[{path}]]"), entry.entries),
                Shape::Scalar(_) | Shape::List(..) => return,
            },
            Shape::Scalar(_) => return,
        };
        self.line(false, "");
        self.comments(around, &words::about(self.pack, entry, self.lang));
        // A list that may be empty and must be there: its entries are an offer.
        let offered = count == 0;
        if offered && !commented {
            let none = words::none_words(&format!("{name} = []"), self.lang);
            let place = Bilingual::new("above the first group", "最初の見出しより上に");
            let text = match self.lang {
                Lang::En => format!("{none} {}", place.en),
                Lang::Ja => none.replace(" と書く", &format!(" と{}書く", place.ja)),
            };
            self.comments(false, &[text]);
        }
        let commented = commented || offered;
        for _ in 0..count.max(1) {
            self.line(commented, &head);
            self.table(fields, &path, commented);
        }
    }
}

/// A key: bare where TOML allows it.
fn bare_or_quoted(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { key.to_owned() } else { in_quotes(key) }
}
