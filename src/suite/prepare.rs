//! The tests of a pack, each with its proposal built and decoded.

use super::given::{self, Base, Bases, Trouble};
use crate::data::{Proposal, ShapeFinding, decode};
use crate::plan::Plan;
use crate::text::{Source, SourceMap};
use std::sync::Arc;

/// A test, ready to be run as often as one likes.
#[derive(Clone, Debug)]
pub struct PreparedTest {
    /// Its index in the pack's tests.
    pub index: usize,
    /// What it is on.
    pub subject: Subject,
}

/// What a test is on.
#[derive(Clone, Debug)]
pub enum Subject {
    /// Reference data alone.
    Data,
    /// A proposal.
    Proposal(Box<Built>),
    /// A proposal that could not be built.
    NotBuilt(Trouble),
}

/// The proposal of a test.
#[derive(Clone, Debug)]
pub struct Built {
    /// The proposal.
    pub proposal: Proposal,
    /// What is wrong with its shape.
    pub shape: Vec<ShapeFinding>,
    /// The file that its places refer to: its own, or that of the test.
    pub source: Arc<Source>,
}

impl PreparedTest {
    /// Its proposal, where it has one.
    pub fn built(&self) -> Option<&Built> {
        match &self.subject {
            Subject::Proposal(built) => Some(built),
            Subject::Data | Subject::NotBuilt(_) => None,
        }
    }
}

/// All tests of a pack. `read` gives the file of a proposal that a test names, relative to the project's root; each
/// file is read once.
pub fn prepare(plan: &Plan, sources: &SourceMap, read: &dyn Fn(&str) -> Option<Base>) -> Vec<PreparedTest> {
    let bases = Bases::of(&plan.pack.tests, read);
    (0..plan.pack.tests.len()).map(|index| prepare_one(plan, sources, &bases, index)).collect()
}

/// One test, by its index in the pack's tests.
pub fn prepare_one(plan: &Plan, sources: &SourceMap, bases: &Bases, index: usize) -> PreparedTest {
    let Some((test, given)) = plan.pack.tests.get(index).and_then(|test| Some((test, test.given.as_ref()?)))
    else {
        return PreparedTest { index, subject: Subject::Data };
    };
    let test_file = sources.get(test.span.file).cloned().unwrap_or_else(given::empty_source);
    let schema = &plan.pack.schema;
    let subject = match given::tree(given, schema, &test_file, bases) {
        Ok((tree, source)) => {
            let (proposal, shape) = decode(schema, plan.pack.program.root, &tree, &source, 1);
            Subject::Proposal(Box::new(Built { proposal, shape, source }))
        }
        Err(trouble) => Subject::NotBuilt(trouble),
    };
    PreparedTest { index, subject }
}
