//! Every citation of a pack, with what cites it.

use crate::check::Pack;
use crate::check::typed::{Cite, Step};

/// What cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CitedBy {
    /// A rule, or an exception of it.
    Rule,
    /// A judgement.
    Judgement,
    /// A question.
    Question,
    /// A table.
    Table,
    /// A scorecard.
    Scorecard,
}

impl CitedBy {
    /// The word of the rule files.
    pub fn word(self) -> &'static str {
        match self {
            CitedBy::Rule => "rule",
            CitedBy::Judgement => "judgement",
            CitedBy::Question => "question",
            CitedBy::Table => "table",
            CitedBy::Scorecard => "scorecard",
        }
    }
}

/// A citation and what cites.
pub(super) struct Cited<'p> {
    pub(super) by: CitedBy,
    pub(super) name: &'p str,
    pub(super) cite: &'p Cite,
}

/// All citations of a pack, by place.
pub(super) fn citations(pack: &Pack) -> Vec<Cited<'_>> {
    let mut out = Vec::new();
    for rule in &pack.rules {
        out.extend(of(CitedBy::Rule, &rule.name, &rule.cites));
        of_steps(&rule.name, &rule.body, &mut out);
    }
    for judgement in &pack.judgements {
        out.extend(of(CitedBy::Judgement, &judgement.name, &judgement.cites));
    }
    for question in &pack.questions {
        out.extend(of(CitedBy::Question, &question.name, &question.cites));
    }
    for table in &pack.tables {
        out.extend(of(CitedBy::Table, &table.name, &table.cites));
    }
    for scorecard in &pack.scorecards {
        out.extend(of(CitedBy::Scorecard, &scorecard.name, &scorecard.cites));
    }
    out.sort_by_key(|cited| cited.cite.span);
    out
}

fn of<'p>(by: CitedBy, name: &'p str, cites: &'p [Cite]) -> impl Iterator<Item = Cited<'p>> {
    cites.iter().map(move |cite| Cited { by, name, cite })
}

/// The citations of exceptions.
fn of_steps<'p>(rule: &'p str, steps: &'p [Step], out: &mut Vec<Cited<'p>>) {
    for step in steps {
        match step {
            Step::ForEach(_, inner) | Step::When(_, inner) => of_steps(rule, inner, out),
            Step::Unless(exception, inner) => {
                out.extend(of(CitedBy::Rule, rule, &exception.cites));
                of_steps(rule, inner, out);
            }
            Step::Require(_) => {}
        }
    }
}
