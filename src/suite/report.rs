//! What came of the tests of some packs, as plain data in both languages; the formats read it and decide nothing.

use super::differ::TestResult;
use super::mismatch::diagnostic;
use crate::diag::Bilingual;
use crate::plan::Plan;
use crate::report::junit::{Case, Suite, Suites, TroubleKind};
use crate::report::{Place, RuleDiagnostic, rule_diagnostic, rule_place};
use crate::text::SourceMap;

/// The tests of one run.
#[derive(Clone, Debug, Default)]
pub struct SuiteReport {
    /// The packs, by path.
    pub packs: Vec<PackTests>,
    /// What is wrong with the rule files, or with the run as a whole.
    pub diagnostics: Vec<RuleDiagnostic>,
}

/// The tests of a pack that were run.
#[derive(Clone, Debug)]
pub struct PackTests {
    /// The id of the pack.
    pub id: String,
    /// The tests, in the order of the files.
    pub tests: Vec<TestReport>,
}

/// A test that was run.
#[derive(Clone, Debug)]
pub struct TestReport {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub at: Option<Place>,
    /// Where it is not as expected; empty where it passes.
    pub failures: Vec<Failure>,
}

/// An expectation that was not met.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What was expected.
    pub expected: Bilingual,
    /// What came.
    pub came: Bilingual,
    /// The same as a diagnostic, with every place.
    pub diagnostic: RuleDiagnostic,
}

impl SuiteReport {
    /// All tests.
    pub fn tests(&self) -> impl Iterator<Item = &TestReport> {
        self.packs.iter().flat_map(|pack| &pack.tests)
    }

    /// How many tests pass, and how many fail.
    pub fn counts(&self) -> (usize, usize) {
        let failed = self.tests().filter(|test| !test.failures.is_empty()).count();
        (self.tests().count().saturating_sub(failed), failed)
    }
}

/// A test that was run, its places resolved. `index` is that of the test in its pack.
pub fn test_report(plan: &Plan, sources: &SourceMap, index: usize, result: &TestResult) -> TestReport {
    TestReport {
        name: result.name.clone(),
        at: rule_place(sources, result.span),
        failures: result
            .mismatches
            .iter()
            .filter_map(|mismatch| {
                Some(Failure {
                    expected: mismatch.expected.clone(),
                    came: mismatch.came.clone(),
                    diagnostic: rule_diagnostic(sources, &diagnostic(plan, sources, index, mismatch)?),
                })
            })
            .collect(),
    }
}

/// The tests as suites of JUnit: a suite a pack, a case a test. A broken pack is a suite in error.
pub fn suites(report: &SuiteReport, lang: crate::diag::Lang) -> Suites {
    let mut suites: Vec<Suite> = report
        .packs
        .iter()
        .map(|pack| Suite {
            name: pack.id.clone(),
            file: None,
            cases: pack
                .tests
                .iter()
                .map(|test| Case {
                    class: pack.id.clone(),
                    name: test.name.clone(),
                    troubles: test
                        .failures
                        .iter()
                        .map(|failure| failure.diagnostic.trouble(TroubleKind::Failure, lang))
                        .collect(),
                    output: None,
                })
                .collect(),
        })
        .collect();
    suites.extend(crate::report::junit::of_diagnostics(&report.diagnostics, lang));
    Suites { name: "kisoku test".to_owned(), suites }
}
