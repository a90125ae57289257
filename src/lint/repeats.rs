//! `repeats`: what says the same twice: a requirement that its own `when` already demands, another reading that is the
//! reading itself, one requirement twice in a rule, two rules of the same words.

use super::facts::Look;
use crate::check::typed::{Requirement, Rule, Step};
use crate::diag::{Diagnostic, lints_rules};
use crate::text::Span;
use std::collections::BTreeMap;

pub(super) fn run(look: &Look) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut bodies: BTreeMap<String, &Rule> = BTreeMap::new();
    for rule in &look.plan.pack.rules {
        let mut walk =
            Walk { look, gates: Vec::new(), required: BTreeMap::new(), body: String::new(), out: Vec::new() };
        walk.steps(&rule.body);
        out.append(&mut walk.out);
        let key = format!("{} {} {}", rule.across, validity(rule), walk.body);
        match bodies.get(&key) {
            Some(first) => out.push(lints_rules::same_rule(rule.span, &rule.name, (first.span, &first.name))),
            None => drop(bodies.insert(key, rule)),
        }
    }
    out
}

fn validity(rule: &Rule) -> String {
    match rule.valid {
        Some(valid) => format!("{} {}", valid.from, valid.to.map(|to| to.to_string()).unwrap_or_default()),
        None => String::new(),
    }
}

struct Walk<'a> {
    look: &'a Look<'a>,
    /// The conditions around, in words.
    gates: Vec<(String, Span)>,
    /// What is required so far, with what stands around it.
    required: BTreeMap<String, Span>,
    /// The whole body in words.
    body: String,
    out: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn words(&self, span: Span) -> String {
        self.look.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::ForEach(binder, body) => {
                    let list = match &binder.source {
                        crate::check::typed::ListSource::Field(path) => self.words(path.span),
                        other => format!("{other:?}"),
                    };
                    self.block(format!("each {} {list}", binder.name), binder.span, body);
                }
                Step::When(condition, body) => {
                    let words = self.words(condition.span);
                    self.block(words, condition.span, body);
                }
                Step::Unless(exception, body) => {
                    let words = format!("unless {}", self.words(exception.condition.span));
                    self.block(words, exception.condition.span, body);
                }
                Step::Require(requirement) => self.require(requirement),
            }
        }
    }

    fn block(&mut self, words: String, span: Span, body: &[Step]) {
        self.body.push_str(&words);
        self.body.push_str(" { ");
        self.gates.push((words, span));
        self.steps(body);
        self.gates.pop();
        self.body.push_str(" } ");
    }

    fn require(&mut self, requirement: &Requirement) {
        let all: Vec<String> = requirement.branches.iter().map(|branch| self.words(branch.span)).collect();
        for (branch, words) in requirement.branches.iter().zip(&all) {
            if let Some((_, gate)) = self.gates.iter().find(|(gate, _)| gate == words) {
                self.out.push(lints_rules::when_repeated(branch.span, *gate));
            }
        }
        for reading in &requirement.readings {
            let words = self.words(reading.value.span);
            if let Some((branch, _)) =
                requirement.branches.iter().zip(&all).find(|(_, branch)| **branch == words)
            {
                self.out.push(lints_rules::reading_repeated(reading.value.span, branch.span));
            }
        }
        let around: Vec<&str> = self.gates.iter().map(|(words, _)| words.as_str()).collect();
        let key = format!("{} | {}", around.join(" & "), all.join(" | "));
        match self.required.get(&key) {
            Some(first) => self.out.push(lints_rules::required_twice(requirement.span, *first)),
            None => drop(self.required.insert(key, requirement.span)),
        }
        self.body.push_str(&all.join(" | "));
        self.body.push(';');
    }
}
