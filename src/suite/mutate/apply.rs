//! Making a change in a plan, and unmaking it: a plan serves for all mutants of its pack, one after the other.

use crate::check::typed::{LetId, RuleId, Validity};
use crate::data::Value;
use crate::diag::Severity;
use crate::plan::{Kind, Node, NodeId, Plan};

/// A change of a plan.
#[derive(Clone, Debug)]
pub enum Change {
    /// A node is another one. The new one may stand on `more` nodes, which come after all nodes of the plan.
    Node {
        /// Which.
        node: NodeId,
        /// What it is instead.
        kind: Kind,
        /// Nodes that it stands on.
        more: Vec<Node>,
    },
    /// A value of a named figure is another one.
    Figure {
        /// Which figure.
        figure: LetId,
        /// Which of its values.
        index: usize,
        /// What it is instead.
        value: Value,
    },
    /// A value of a named figure is in force at another time.
    FigureDates {
        /// Which figure.
        figure: LetId,
        /// Which of its values.
        index: usize,
        /// When instead.
        valid: Validity,
    },
    /// A rule is in force at another time.
    RuleDates {
        /// Which.
        rule: RuleId,
        /// When instead; `None` is always.
        valid: Option<Validity>,
    },
    /// A rule has another severity.
    Severity {
        /// Which.
        rule: RuleId,
        /// What it is instead.
        severity: Severity,
    },
}

/// Makes a change. Gives the change that unmakes it.
pub(super) fn apply(plan: &mut Plan, change: Change) -> Option<Change> {
    match change {
        Change::Node { node, kind, more } => {
            plan.nodes.extend(more);
            let old = std::mem::replace(&mut plan.nodes.get_mut(node.0 as usize)?.kind, kind);
            Some(Change::Node { node, kind: old, more: Vec::new() })
        }
        Change::Figure { figure, index, value } => {
            let place = plan.pack.lets.get_mut(figure.0 as usize)?.values.get_mut(index)?;
            let old = std::mem::replace(&mut place.value, value);
            Some(Change::Figure { figure, index, value: old })
        }
        Change::FigureDates { figure, index, valid } => {
            let place = plan.pack.lets.get_mut(figure.0 as usize)?.values.get_mut(index)?;
            let old = place.valid.replace(valid)?;
            Some(Change::FigureDates { figure, index, valid: old })
        }
        Change::RuleDates { rule, valid } => {
            let place = plan.pack.rules.get_mut(rule.0 as usize)?;
            let old = std::mem::replace(&mut place.valid, valid);
            Some(Change::RuleDates { rule, valid: old })
        }
        Change::Severity { rule, severity } => {
            let place = plan.pack.rules.get_mut(rule.0 as usize)?;
            let old = std::mem::replace(&mut place.severity, severity);
            Some(Change::Severity { rule, severity: old })
        }
    }
}

/// Does something with a plan in which a change is made, and unmakes it.
pub(super) fn with<T>(plan: &mut Plan, change: &Change, act: impl FnOnce(&Plan) -> T) -> Option<T> {
    let nodes = plan.nodes.len();
    let undo = apply(plan, change.clone())?;
    let result = act(plan);
    apply(plan, undo);
    plan.nodes.truncate(nodes);
    Some(result)
}
