//! Documents: the plain text of the sources that rules cite, read through [`World`].

use super::glyphs::{Glyph, glyphs};
use super::headings::{Heading, headings};
use crate::data::encoding::decode_text;
use crate::load::{World, join};
use crate::text::{FileId, Source};
use std::collections::BTreeMap;

/// How deep documents may lie below their folder.
const MAX_FOLDERS: usize = 8;

/// A larger file is no text of a document.
const LARGEST: usize = 16_000_000;

/// A document.
#[derive(Debug)]
pub struct Document {
    /// Its path below the folder of the documents.
    pub name: String,
    /// Its text.
    pub source: Source,
    pub(super) glyphs: Vec<Glyph>,
    /// Where each character stands, in lower case.
    pub(super) places: BTreeMap<char, Vec<usize>>,
    pub(super) headings: Vec<Heading>,
}

impl Document {
    /// A document of this text.
    pub fn new(name: &str, text: &str) -> Document {
        let source = Source::new(FileId(0), name, text);
        let glyphs = glyphs(text);
        let mut places: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (at, glyph) in glyphs.iter().enumerate() {
            places.entry(glyph.lower).or_default().push(at);
        }
        let headings = headings(&source);
        Document { name: name.to_owned(), source, glyphs, places, headings }
    }

    /// The number of the line of a glyph, from 1.
    pub(super) fn line_of(&self, glyph: usize) -> u32 {
        self.glyphs.get(glyph).map_or(1, |glyph| glyph.line.saturating_add(1))
    }

    /// The text from one glyph to before another, on one line.
    pub(super) fn words(&self, start: usize, end: usize) -> String {
        let from = self.glyphs.get(start).map_or(0, |glyph| glyph.start as usize);
        let to =
            end.checked_sub(1).and_then(|at| self.glyphs.get(at)).map_or(from, |glyph| glyph.end as usize);
        let text = self.source.text.get(from..to).unwrap_or("");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What was found in the folder of the documents.
#[derive(Debug, Default)]
pub struct Documents {
    /// The documents, by name.
    pub documents: Vec<Document>,
    /// Files that cannot be read, and why.
    pub unreadable: Vec<(String, String)>,
    /// Files that are no plain text: a PDF, a picture.
    pub others: Vec<String>,
}

/// Reads every `.txt` and `.md` file of a folder.
///
/// # Errors
/// Where the folder cannot be read.
pub fn read_documents(world: &dyn World, folder: &str) -> Result<Documents, String> {
    let mut out = Documents::default();
    let mut waiting = vec![(String::new(), world.list(folder)?, 0_usize)];
    while let Some((below, entries, depth)) = waiting.pop() {
        for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
            let name = join(&below, &entry.name);
            let path = join(folder, &name);
            if entry.folder {
                match world.list(&path) {
                    Ok(inner) if depth < MAX_FOLDERS => {
                        waiting.push((name, inner, depth.saturating_add(1)));
                    }
                    Ok(_) => {}
                    Err(reason) => out.unreadable.push((path, reason)),
                }
            } else if is_text(&name) {
                match read_text(world, folder, &path) {
                    Ok(text) => out.documents.push(Document::new(&name, &text)),
                    Err(reason) => out.unreadable.push((path, reason)),
                }
            } else {
                out.others.push(name);
            }
        }
    }
    out.documents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(out)
}

fn is_text(name: &str) -> bool {
    [".txt", ".text", ".md"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending))
}

fn read_text(world: &dyn World, folder: &str, path: &str) -> Result<String, String> {
    if !world.is_inside(path, folder) {
        return Err("the link leads out of the folder that is checked".to_owned());
    }
    let bytes = world.read(path)?;
    if bytes.len() > LARGEST {
        return Err("it is too large".to_owned());
    }
    decode_text(bytes)
        .map_err(|problem| format!("it is not UTF-8 but {}", problem.encoding.name().unwrap_or("damaged")))
}
