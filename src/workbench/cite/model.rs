//! What `kisoku cite` found, as plain data. Each format reads it; none decides anything.

use super::collect::CitedBy;
use super::find::Spelling;
use super::near::Near;
use crate::diag::Bilingual;
pub use crate::workbench::origin::At;

/// What one run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CiteReport {
    /// The sources of the packs, and which documents they are.
    pub sources: Vec<SourceUse>,
    /// The citations, pack by pack, by place.
    pub citations: Vec<Citation>,
    /// The documents, by name.
    pub documents: Vec<Coverage>,
}

/// A source of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceUse {
    /// The pack.
    pub pack: String,
    /// Its name in the rules.
    pub name: String,
    /// Its title.
    pub title: Bilingual,
    /// Where it is declared.
    pub at: At,
    /// Its document.
    pub document: Option<String>,
    /// How the document was chosen.
    pub chosen: Chosen,
}

/// How the document of a source was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Its `file` names it.
    ByFile,
    /// So many of the words of its title stand there together.
    ByTitle {
        /// Those that do.
        found: usize,
        /// All words of the title.
        of: usize,
    },
    /// Its `file` names no document; perhaps this one is meant.
    NoSuchFile(String, Option<String>),
    /// No document has its title.
    NoTitle,
}

/// A citation, looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The pack.
    pub pack: String,
    /// What cites.
    pub by: CitedBy,
    /// The name of what cites.
    pub name: String,
    /// The name of the source in the rules.
    pub source: String,
    /// The document of the source.
    pub document: Option<String>,
    /// Where the citation stands.
    pub at: At,
    /// The heading.
    pub heading: Looked,
    /// A few words.
    pub says: Option<Looked>,
    /// The heading under which the words stand, where it is another cited one.
    pub under: Option<Under>,
}

/// Another heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// Its words, as cited.
    pub heading: String,
    /// Its line in the document.
    pub line: u32,
    /// The line of the words that stand under it.
    pub words_line: u32,
}

/// A cited text and what came of looking for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The text, as cited.
    pub text: String,
    /// What came of it.
    pub result: Lookup,
}

/// What came of looking for a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It stands in the document of its source.
    Found(Found),
    /// It stands in another document only.
    Elsewhere(String, Found),
    /// It stands nowhere; this is the nearest in the document of its source.
    Stale(Option<Near>),
    /// Its source has no document.
    NoDocument,
}

/// Where a text was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The lines on which it starts.
    pub lines: Vec<u32>,
    /// Whether it has lines of its own there, as a heading does.
    pub alone: bool,
    /// How it is spelled there.
    pub spelling: Spelling,
}

/// What a citation came to, the worse of its heading and its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Found.
    Found,
    /// Found in another document only.
    Elsewhere,
    /// Not found.
    Stale,
    /// Not looked for: its source has no document.
    NoDocument,
}

impl Status {
    /// The word of the wire format.
    pub fn word(self) -> &'static str {
        match self {
            Status::Found => "found",
            Status::Elsewhere => "elsewhere",
            Status::Stale => "stale",
            Status::NoDocument => "no_document",
        }
    }
}

impl Looked {
    /// What it came to.
    pub fn status(&self) -> Status {
        match self.result {
            Lookup::Found(_) => Status::Found,
            Lookup::Elsewhere(..) => Status::Elsewhere,
            Lookup::Stale(_) => Status::Stale,
            Lookup::NoDocument => Status::NoDocument,
        }
    }
}

impl Citation {
    /// What it came to.
    pub fn status(&self) -> Status {
        let says = self.says.as_ref().map_or(Status::Found, Looked::status);
        self.heading.status().max(says)
    }
}

/// A document and how much of it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Its name.
    pub document: String,
    /// The sources that are this document: `mext.kci.stage2/seminar`.
    pub sources: Vec<String>,
    /// How many headings it seems to have.
    pub headings: usize,
    /// How many of them nothing cites, the parts of those among them included.
    pub uncited: usize,
    /// Headings that are cited and stand there more than once.
    pub repeated: Vec<HeadingLines>,
    /// Headings that nothing cites.
    pub uncovered: Vec<HeadingLines>,
    /// Headings that nothing cites and that the README of a pack names in quotes.
    pub explained: Vec<HeadingLines>,
    /// Headings that nothing cites here, but with the same words in another document.
    pub same: Vec<HeadingLines>,
}

/// A heading and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingLines {
    /// Its words.
    pub text: String,
    /// Its lines, from 1.
    pub lines: Vec<u32>,
    /// How many parts of it nothing cites either.
    pub parts: usize,
}

impl CiteReport {
    /// How many citations came to this.
    pub fn count(&self, status: Status) -> usize {
        self.citations.iter().filter(|citation| citation.status() == status).count()
    }

    /// The exit code that it stands for: 2 where a source has no document, 1 where a citation is stale.
    pub fn code(&self) -> u8 {
        if self.sources.iter().any(|source| source.document.is_none()) {
            2
        } else {
            u8::from(self.count(Status::Stale) > 0)
        }
    }
}
