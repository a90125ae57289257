//! The mutants of a pack and their fates.

use super::example::find;
use super::operators::mutants;
use super::reach::Reach;
use super::{Mutant, apply};
use crate::diag::{Diagnostic, mutation};
use crate::plan::Plan;
use crate::suite::{Example, PreparedTest, meets};
use crate::text::{SourceMap, nearest};

/// What became of a mutant.
#[derive(Clone, Debug)]
pub enum Fate {
    /// A test fails: its index in the pack's tests.
    Noticed(usize),
    /// No test fails, and the file says why that is so: the index of the `allow`.
    Allowed(usize),
    /// No test fails.
    Survived {
        /// How many tests look there.
        tests: usize,
        /// An application that would tell it from the rule, where one was found.
        example: Option<Example>,
    },
}

/// A mutant that was tried.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What was changed.
    pub mutant: Mutant,
    /// What became of it.
    pub fate: Fate,
}

/// A pack, ready to have its mutants tried, in any order and by several threads.
#[derive(Debug)]
pub struct Trial<'a> {
    plan: &'a Plan,
    sources: &'a SourceMap,
    tests: &'a [PreparedTest],
    reach: Reach,
    mutants: Vec<Mutant>,
    /// By the index of a test: whether it passes as the rules stand.
    passes: Vec<bool>,
}

/// What came of the mutants of a pack.
#[derive(Clone, Debug, Default)]
pub struct PackMutation {
    /// The pack.
    pub id: String,
    /// Every mutant, in the order in which the rules are written.
    pub judged: Vec<Judged>,
    /// What is wrong with its `allow mutant` clauses.
    pub diags: Vec<Diagnostic>,
    /// How many tests fail as the rules stand; they can notice nothing.
    pub failing: usize,
}

impl<'a> Trial<'a> {
    /// Gets ready. Tests that fail already are left out.
    pub fn new(plan: &'a Plan, sources: &'a SourceMap, tests: &'a [PreparedTest]) -> Trial<'a> {
        let passes = tests.iter().map(|test| meets(plan, sources, test)).collect();
        Trial { plan, sources, tests, reach: Reach::of(plan), mutants: mutants(plan, sources), passes }
    }

    /// How many mutants there are.
    pub fn len(&self) -> usize {
        self.mutants.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.mutants.is_empty()
    }

    /// Tries one mutant. `own` is a copy of the plan, in which the change is made and unmade.
    pub fn one(&self, own: &mut Plan, index: usize) -> Option<Judged> {
        let mutant = self.mutants.get(index)?;
        let looking: Vec<usize> = self.reach.tests(self.plan, mutant.site);
        let looking: Vec<usize> =
            looking.into_iter().filter(|test| self.passes.get(*test).copied().unwrap_or(false)).collect();
        let noticed = apply::with(own, &mutant.change, |changed| {
            looking
                .iter()
                .copied()
                .find(|test| self.tests.get(*test).is_some_and(|test| !meets(changed, self.sources, test)))
        })?;
        let fate = match (noticed, self.allowed(mutant)) {
            (Some(test), _) => Fate::Noticed(test),
            (None, Some(allow)) => Fate::Allowed(allow),
            (None, None) => Fate::Survived {
                tests: looking.len(),
                example: find(self.plan, own, mutant, &self.reach, (self.tests, &looking)),
            },
        };
        Some(Judged { mutant: mutant.clone(), fate })
    }

    /// The clause that says why this mutant is none.
    fn allowed(&self, mutant: &Mutant) -> Option<usize> {
        let id = mutant.id();
        self.plan.pack.allows.iter().position(|allow| {
            allow.lint == "mutant"
                && allow.detail.as_ref() == Some(&id)
                && allow.scope.is_some_and(|scope| scope.contains(mutant.span))
        })
    }

    /// All mutants with their fates, and what is wrong with the `allow mutant` clauses.
    pub fn finish(&self, judged: Vec<Judged>) -> PackMutation {
        let mut diags = Vec::new();
        for (index, allow) in self.plan.pack.allows.iter().enumerate() {
            if allow.lint != "mutant" {
                continue;
            }
            let used = judged.iter().any(|one| matches!(one.fate, Fate::Allowed(by) if by == index));
            if used {
                continue;
            }
            let here =
                judged.iter().filter(|one| allow.scope.is_some_and(|scope| scope.contains(one.mutant.span)));
            let ids: Vec<String> = here.clone().map(|one| one.mutant.id()).collect();
            let same = here.clone().find(|one| Some(one.mutant.id()) == allow.detail);
            diags.push(match (same, &allow.detail) {
                (Some(Judged { fate: Fate::Noticed(test), .. }), Some(detail)) => {
                    let test = self.plan.pack.tests.get(*test);
                    mutation::noticed_all_the_same(
                        allow.span,
                        detail,
                        test.map(|test| (test.name.as_str(), test.span)),
                    )
                }
                (_, detail) => {
                    let near =
                        detail.as_ref().and_then(|detail| nearest(detail, ids.iter().map(String::as_str)));
                    mutation::no_such_mutant(allow.span, detail.as_deref(), near)
                }
            });
        }
        let failing = self.passes.iter().filter(|passes| !**passes).count();
        PackMutation { id: self.plan.pack.id.clone(), judged, diags, failing }
    }
}

impl PackMutation {
    /// How many mutants count: all but those that are allowed.
    pub fn counted(&self) -> usize {
        self.judged.iter().filter(|one| !matches!(one.fate, Fate::Allowed(_))).count()
    }

    /// How many are noticed.
    pub fn noticed(&self) -> usize {
        self.judged.iter().filter(|one| matches!(one.fate, Fate::Noticed(_))).count()
    }

    /// How many survive and are said to mean the same.
    pub fn allowed(&self) -> usize {
        self.judged.len().saturating_sub(self.counted())
    }

    /// Those that survive.
    pub fn survivors(&self) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(|one| matches!(one.fate, Fate::Survived { .. }))
    }
}
