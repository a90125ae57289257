//! Which program a document is for.
//!
//! In: its tree, and what the command or the settings name. Out: the id with the place where it is named; else the
//! diagnostic of why there is none.

use crate::data::{Document, Tree, program_meant, program_of, scalar_text};
use crate::diag::{self, Diagnostic};
use crate::settings;
use crate::text::{Source, Span, nearest};

/// What a program is looked for among. The ids of the packs are asked for only where something is wrong: a folder is
/// walked for them.
pub(super) struct Programs<'a> {
    /// The program of a document that names none.
    pub(super) named: Option<&'a str>,
    /// The folder of the rules.
    pub(super) rules: &'a str,
    /// The ids of all packs.
    pub(super) known: &'a dyn Fn() -> Vec<String>,
}

impl Programs<'_> {
    /// The program of a document.
    pub(super) fn of(
        &self,
        tree: &Tree,
        source: &Source,
        document: &Document,
    ) -> Result<(String, Span), Box<Diagnostic>> {
        let start = document.span.head();
        match (program_of(tree, source), self.named) {
            (Some((id, place)), _) => Ok((id, place)),
            (None, Some(id)) => Ok((id.to_owned(), start)),
            (None, None) => Err(Box::new(match program_meant(tree, source) {
                None if waivers_in(tree, source) => {
                    diag::acks::stray_waivers(start, &format!("{}/{}", self.rules, settings::WAIVERS))
                }
                Some((place, slip)) => self.told(|known| diag::program_meant(place, slip, known)),
                None => self.told(|known| diag::no_program(start, known)),
            })),
        }
    }

    /// That there is no pack of this id.
    pub(super) fn unknown(&self, place: Span, id: &str) -> Diagnostic {
        self.told(|known| diag::unknown_program(place, id, nearest(id, known.iter().copied()), known))
    }

    fn told(&self, of: impl FnOnce(&[&str]) -> Diagnostic) -> Diagnostic {
        let known = (self.known)();
        of(&known.iter().map(String::as_str).collect::<Vec<&str>>())
    }
}

/// Whether a document holds waivers and is no proposal.
fn waivers_in(tree: &Tree, source: &Source) -> bool {
    let keys = tree.root().into_iter().flat_map(|root| tree.children(root).step_by(2));
    keys.into_iter().any(|key| scalar_text(tree, key, &source.text) == Some(settings::WAIVER))
}
