//! What a proposal says to Kisoku in comments: `# kisoku: ack RULE because …`.
//!
//! In: a document of YAML or TOML and its text. Out: each such comment, and the entry that it is about. Only comments with
//! the bytes `kisoku:` are looked at: a file without them costs one search of its text. JSON has no comments.

use super::read::{Document, Format};
use super::tree::{Kind, NodeId, Tree};
use crate::diag::acks::AckSlip;
use crate::text::{Source, Span};
use memchr::memmem;

/// The word that a comment to Kisoku begins with.
const MARK: &str = "kisoku:";

/// A comment to Kisoku.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ack {
    /// Its place, without the `#`.
    pub span: Span,
    /// What it says.
    pub said: Result<Said, AckSlip>,
    /// The entry that it is about.
    pub about: About,
}

/// What an acknowledgement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The rule, as written.
    pub rule: String,
    /// Where the rule is named.
    pub at: Span,
    /// Why.
    pub because: String,
}

/// What an acknowledgement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The whole document: it stands above the first entry.
    Document,
    /// The entry on its line, else the next one below it: from its key to the end of its value.
    Entry(Span),
    /// Nothing: no entry is there.
    Nothing,
}

/// The comments of a document, at most so many; one more says that there are further ones.
pub fn acks(source: &Source, document: &Document, most: usize) -> Vec<Ack> {
    let Ok(tree) = &document.tree else { return Vec::new() };
    if !matches!(Format::of_path(&source.name), Some(Format::Yaml | Format::Toml)) {
        return Vec::new();
    }
    let text: &str = &source.text;
    let (start, end) = around(text, document);
    let part = text.get(start..end).unwrap_or("");
    let mut hits = memmem::find_iter(part.as_bytes(), MARK).peekable();
    if hits.peek().is_none() {
        return Vec::new();
    }
    let laid = Laid::of(tree);
    let mut out = Vec::new();
    let comments = hits.filter_map(|hit| comment(source, &laid, start.saturating_add(hit)));
    for ack in comments {
        if out.len() >= most {
            out.push(Ack { said: Err(AckSlip::TooMany(most)), ..ack });
            break;
        }
        out.push(ack);
    }
    out
}

/// The text of a document with the comments around it: those above its first entry, and those below its last one up to
/// the next document.
fn around(text: &str, document: &Document) -> (usize, usize) {
    let (first, last) = (document.span.start as usize, document.span.end as usize);
    let start = match document.number {
        0 | 1 => 0,
        _ => text.get(..first).and_then(|before| before.rfind("\n---")).unwrap_or(first),
    };
    let rest = text.get(last..).unwrap_or("");
    let end = memmem::find(rest.as_bytes(), b"\n---").map_or(text.len(), |at| last.saturating_add(at));
    (start, end)
}

/// Where the entries and values of a document lie.
struct Laid {
    /// Every entry: from its key, or from an item of a list, to the end of its value. By start, the larger one first.
    entries: Vec<(u32, u32)>,
    /// Every scalar, by start.
    scalars: Vec<(u32, u32)>,
}

impl Laid {
    fn of(tree: &Tree) -> Laid {
        let mut entries = Vec::new();
        let mut scalars = Vec::new();
        for (id, node) in tree.nodes() {
            let of = |id: NodeId| tree.node(id).map(|node| (node.start, node.end));
            match node.kind {
                Kind::Plain(_) | Kind::Quoted(_) => scalars.push((node.start, node.end)),
                Kind::Map => {
                    let mut children = tree.children(id);
                    while let (Some(key), Some(value)) = (children.next(), children.next()) {
                        let Some((key, value_at)) = of(key).zip(of(value)) else { continue };
                        // `[[stays]]` of TOML starts an item: what stands above the first one is about that one alone.
                        let is_seq = tree.node(value).is_some_and(|node| node.kind == Kind::Seq);
                        if !(is_seq && value_at.0 < key.0) {
                            entries.push((key.0.min(value_at.0), key.1.max(value_at.1)));
                        }
                    }
                }
                Kind::Seq => entries.extend(tree.children(id).filter_map(of)),
                Kind::Alias(_) => {}
            }
        }
        entries.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
        scalars.sort_unstable();
        Laid { entries, scalars }
    }

    /// Whether a byte stands in a value or a key.
    fn in_scalar(&self, byte: u32) -> bool {
        let after = self.scalars.partition_point(|(start, _)| *start <= byte);
        let before = after.checked_sub(1).and_then(|index| self.scalars.get(index));
        before.is_some_and(|(_, end)| byte < *end)
    }

    /// The first entry from a byte on; the outermost where several start there.
    fn next(&self, byte: u32) -> Option<(u32, u32)> {
        self.entries.get(self.entries.partition_point(|(start, _)| *start < byte)).copied()
    }
}

/// The comment at a mark, if it stands in one.
fn comment(source: &Source, laid: &Laid, mark: usize) -> Option<Ack> {
    let text: &str = &source.text;
    let line_start = text.get(..mark)?.rfind(['\n', '\r']).map_or(0, |at| at.saturating_add(1));
    let before = text.get(line_start..mark)?;
    let head = before.trim_end_matches([' ', '\t', '\u{3000}']).strip_suffix('#')?;
    let hash = clamp(line_start.saturating_add(head.len()));
    if laid.in_scalar(hash) {
        return None;
    }
    let line_end =
        text.get(mark..)?.find(['\n', '\r']).map_or(text.len(), |length| mark.saturating_add(length));
    let written = text.get(mark..line_end)?.trim_end();
    let span = Span::new(source.id, mark, mark.saturating_add(written.len()));
    let own_line = head.trim_start_matches('\u{FEFF}').trim().is_empty();
    let found = if own_line {
        laid.next(clamp(line_end))
    } else {
        laid.next(clamp(line_start)).filter(|(start, _)| *start < hash)
    };
    let first = laid.entries.first();
    let about = match found {
        Some(entry) if own_line && first == Some(&entry) => About::Document,
        Some((start, end)) => About::Entry(Span { file: source.id, start, end }),
        None => About::Nothing,
    };
    Some(Ack { span, said: said(span, written), about })
}

/// What stands behind the mark.
fn said(span: Span, written: &str) -> Result<Said, AckSlip> {
    let rest = written.strip_prefix(MARK).unwrap_or(written).trim_start();
    let (word, rest) = first_word(rest);
    if word != "ack" {
        return Err(AckSlip::Word(word.to_owned()));
    }
    let (rule, after) = first_word(rest);
    if rule.is_empty() || rule == "because" {
        return Err(AckSlip::NoRule);
    }
    let (because, reason) = first_word(after);
    let reason = reason.trim().trim_matches(['"', '「', '」']).trim();
    if because != "because" || reason.is_empty() || reason.chars().all(|c| matches!(c, '…' | '.')) {
        return Err(AckSlip::NoBecause(rule.to_owned()));
    }
    let start = span.end as usize;
    let at = start.saturating_sub(rest.trim_start().len());
    let at = Span::new(span.file, at, at.saturating_add(rule.len()));
    Ok(Said { rule: rule.to_owned(), at, because: reason.to_owned() })
}

/// The first word of a text, and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

fn clamp(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::read;
    use crate::text::FileId;

    /// The comments of a text: what each says, and what it is about.
    fn found(name: &str, text: &str) -> Vec<(String, String)> {
        let source = Source::new(FileId(7), name, text);
        let format = Format::of_path(name).unwrap();
        let mut out = Vec::new();
        for document in read(&source, format) {
            for ack in acks(&source, &document, 3) {
                let said = match ack.said {
                    Ok(said) => {
                        assert_eq!(source.slice(said.at), said.rule);
                        format!("{} because {}", said.rule, said.because)
                    }
                    Err(slip) => format!("{slip:?}"),
                };
                let about = match ack.about {
                    About::Document => format!("document {}", document.number),
                    About::Entry(span) => source.slice(span).to_owned(),
                    About::Nothing => "nothing".to_owned(),
                };
                out.push((said, about));
            }
        }
        out
    }

    fn one(name: &str, text: &str) -> (String, String) {
        let mut all = found(name, text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    fn pair(said: &str, about: &str) -> (String, String) {
        (said.to_owned(), about.to_owned())
    }

    #[test]
    fn a_comment_is_about_the_entry_on_its_line_or_below_it() {
        let text = "a: 1\nb: 2 # kisoku: ack r because  so it is \nc: 3\n";
        assert_eq!(one("x.yaml", text), pair("r because so it is", "b: 2"));
        let text = "a: 1\n# kisoku: ack r because y\n\n# more\nb:\n  c: 2\n  d: 3\ne: 4\n";
        assert_eq!(one("x.yaml", text).1, "b:\n  c: 2\n  d: 3");
        let text = "a: 1\nb:\n  - c: 1 # kisoku: ack r because y\n    d: 2\n  - c: 2\n";
        assert_eq!(one("x.yaml", text).1, "c: 1 # kisoku: ack r because y\n    d: 2");
        let text = "a: 1\nb:\n  - c: 1\n    d: 2 # kisoku: ack r because y\n";
        assert_eq!(one("x.yaml", text).1, "d: 2");
        let text = "a = 1\n# kisoku: ack r because y\n[[b]]\nc = 1\nd = 2\n[[b]]\nc = 2\n";
        let about = one("x.toml", text).1;
        assert!(about.contains("d = 2") && !about.contains("c = 2"), "{about}");
    }

    #[test]
    fn above_the_first_entry_it_is_about_the_document() {
        assert_eq!(one("x.yaml", "\u{FEFF}# kisoku: ack r because y\na: 1\n").1, "document 1");
        assert_eq!(one("x.yaml", "a: 1\n---\n# kisoku: ack r because y\nb: 2\n").1, "document 2");
        assert_eq!(one("x.yaml", "a: 1 # kisoku: ack r because y\nb: 2\n").1, "a: 1");
        assert_eq!(one("x.toml", "# kisoku: ack r because y\n[a]\nb = 1\n").1, "document 1");
        assert_eq!(one("x.yaml", "a: 1\n# kisoku: ack r because y\n").1, "nothing");
        assert_eq!(one("x.yaml", "a: 1\n# kisoku: ack r because y\n---\nb: 2\n").1, "nothing");
    }

    #[test]
    fn values_are_no_comments() {
        assert_eq!(found("x.yaml", "a: \"x # kisoku: ack r because y\"\n"), []);
        assert_eq!(found("x.yaml", "a: |\n  # kisoku: ack r because y\n  text\nb: 1\n"), []);
        assert_eq!(found("x.yaml", "kisoku: 1\n"), []);
        assert_eq!(found("x.toml", "a = '''\n# kisoku: ack r because y\n'''\n"), []);
        assert_eq!(found("x.json", "{\"a\": \"# kisoku: ack r because y\"}"), []);
        let ndjson = "{\"a\": \"# kisoku: ack r because y\"}\n{\"a\": 1}\n";
        assert_eq!(found("x.ndjson", ndjson), []);
    }

    #[test]
    fn what_is_wrong_with_a_comment_is_told() {
        let slip = |text: &str| one("x.yaml", &format!("a: 1\nb: 2 # {text}\n")).0;
        assert_eq!(slip("kisoku: ignore r"), "Word(\"ignore\")");
        assert_eq!(slip("kisoku:"), "Word(\"\")");
        assert_eq!(slip("kisoku: ack"), "NoRule");
        assert_eq!(slip("kisoku: ack because x"), "NoRule");
        assert_eq!(slip("kisoku: ack r"), "NoBecause(\"r\")");
        assert_eq!(slip("kisoku: ack r because"), "NoBecause(\"r\")");
        assert_eq!(slip("kisoku: ack r because …"), "NoBecause(\"r\")");
        assert_eq!(slip("kisoku: ack r 理由"), "NoBecause(\"r\")");
        assert_eq!(slip("kisoku:ack　r　because　申請済み"), "r because 申請済み");
        let many = "a: 1\n".to_owned() + &"# kisoku: ack r because y\n".repeat(9);
        assert_eq!(found("x.yaml", &many).len(), 4);
        assert_eq!(found("x.yaml", &many)[3].0, "TooMany(3)");
    }
}
