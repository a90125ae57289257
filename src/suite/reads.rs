//! Which derived values and named figures an expression reads.

use crate::check::typed::{DefineId, LetId};
use crate::plan::{Kind, NodeId, Plan};
use std::collections::BTreeSet;

/// What an expression, a rule or a test reads: derived values and named figures, at whatever depth.
#[derive(Clone, Debug, Default)]
pub(super) struct Reads {
    /// The derived values.
    pub(super) defines: BTreeSet<DefineId>,
    /// The named figures.
    pub(super) lets: BTreeSet<LetId>,
}

impl Reads {
    /// What some expressions read.
    pub(super) fn of(plan: &Plan, nodes: impl IntoIterator<Item = NodeId>) -> Reads {
        let mut reads = Reads::default();
        nodes.into_iter().for_each(|node| reads.node(plan, node));
        reads
    }

    fn node(&mut self, plan: &Plan, id: NodeId) {
        let Some(node) = plan.node(id) else { return };
        match &node.kind {
            Kind::Let(figure) => {
                self.lets.insert(*figure);
            }
            Kind::Define(define, _) => {
                if self.defines.insert(*define)
                    && let Some(value) = plan.defines.get(define.0 as usize)
                {
                    self.node(plan, *value);
                }
            }
            kind => kind.children().into_iter().for_each(|child| self.node(plan, child)),
        }
    }
}
