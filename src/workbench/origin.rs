//! Where a rule or question comes from: its citations and its place, as they are printed and written.

use crate::check::typed::{Cite, Pack};
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::text::Span;

/// A citation with the title of its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The name of the source in the rules.
    pub source: String,
    /// Its title.
    pub title: Bilingual,
    /// The heading.
    pub at: String,
    /// A few words of it.
    pub says: Option<String>,
}

impl Citation {
    /// The citation as a line: `Guide, "2. Costs": "at least half"`.
    pub(super) fn words(&self) -> Bilingual {
        let says = self.says.as_deref();
        let says_en = says.map(|says| format!(": \"{says}\"")).unwrap_or_default();
        let says_ja = says.map(|says| format!("：「{says}」")).unwrap_or_default();
        Bilingual::new(
            format!("{}, \"{}\"{says_en}", self.title.en, self.at),
            format!("{}「{}」{says_ja}", self.title.ja, self.at),
        )
    }
}

/// The citations of a declaration.
pub(super) fn citations(pack: &Pack, cites: &[Cite]) -> Vec<Citation> {
    let known = cites.iter().filter_map(|cite| Some((cite, pack.sources.get(cite.source as usize)?)));
    known
        .map(|(cite, source)| Citation {
            source: source.name.clone(),
            title: source.title.clone(),
            at: cite.heading.clone(),
            says: cite.says.clone(),
        })
        .collect()
}

/// A place in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At {
    /// The file, as shown.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl At {
    /// `file:line`
    pub(super) fn words(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// The place of a declaration.
pub(super) fn at(pack: &LoadedPack, span: Span) -> At {
    match pack.sources.get(span.file) {
        Some(source) => {
            let place = source.line_column(span.start);
            At { file: source.name.clone(), line: place.line, column: place.column }
        }
        None => At { file: pack.folder.clone(), line: 1, column: 1 },
    }
}
