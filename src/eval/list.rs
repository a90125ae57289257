//! Lists: the items that names run over.

use super::scope::{Found, Ref, Scope, Site};
use crate::check::typed::{Binder, ListSource};
use crate::data::{State, Value};

/// What a name is bound to at each turn.
pub type Item = Ref;

/// The items of a list, or what is in the way.
#[derive(Clone, Copy, Debug)]
pub enum Items {
    /// So many, of which each is found by its index.
    Known {
        /// What they are.
        of: Of,
        /// How many there are.
        len: u32,
    },
    /// Not known: the list, or a record above it, is missing or malformed.
    Unknown(Option<Site>),
}

/// What the items of a list are.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    /// Slots of a proposal from this one on.
    Slots(Site),
    /// Rows of a table.
    Rows(crate::check::typed::TableId),
    /// The proposals of the run.
    Proposals,
}

impl Of {
    /// The item with this index.
    pub fn item(self, index: u32) -> Item {
        match self {
            Of::Slots(first) => Ref::Item(Site { slot: first.slot.offset(index), ..first }),
            Of::Rows(table) => Ref::Row(table, index),
            Of::Proposals => Ref::Proposal(index),
        }
    }
}

impl Scope<'_> {
    /// The items over which a name runs.
    pub fn items(&self, source: &ListSource) -> Items {
        match source {
            ListSource::Table(table) => {
                let rows = self.plan.pack.tables.get(table.0 as usize).map_or(0, |table| table.rows.len());
                Items::Known { of: Of::Rows(*table), len: u32::try_from(rows).unwrap_or(u32::MAX) }
            }
            ListSource::Proposals => Items::Known {
                of: Of::Proposals,
                len: u32::try_from(self.proposals.len()).unwrap_or(u32::MAX),
            },
            ListSource::Field(path) => match self.find(path) {
                Found::Slot(site, slot) => match &slot.state {
                    State::Given(Value::List(first, len)) => Items::Known {
                        of: Of::Slots(Site { proposal: site.proposal, slot: *first }),
                        len: *len,
                    },
                    _ => Items::Unknown(Some(site)),
                },
                Found::Blocked(site, _) => Items::Unknown(Some(site)),
                Found::Cell(_) | Found::Nothing => Items::Unknown(None),
            },
        }
    }

    /// Runs through all combinations of the binders, the first one outermost. Stops early where `visit` says so.
    /// Gives what is in the way where one of the lists is not known; the known part is visited all the same.
    pub fn each(
        &mut self,
        binders: &[Binder],
        visit: &mut dyn FnMut(&mut Self) -> Flow,
        blocked: &mut Vec<Option<Site>>,
    ) -> Flow {
        let Some((binder, rest)) = binders.split_first() else { return visit(self) };
        match self.items(&binder.source) {
            Items::Unknown(site) => {
                blocked.push(site);
                Flow::Go
            }
            Items::Known { of, len } => {
                for index in 0..len {
                    self.bind(binder.var, of.item(index));
                    if self.each(rest, visit, blocked) == Flow::Stop {
                        self.bind(binder.var, Ref::Unbound);
                        return Flow::Stop;
                    }
                }
                self.bind(binder.var, Ref::Unbound);
                Flow::Go
            }
        }
    }
}

/// Whether a walk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Go,
    /// Enough is known.
    Stop,
}
