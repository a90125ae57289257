//! Mutation testing as JSON, `kisoku.mutation/1`.

use super::survey::{Fate, Judged, PackMutation};
use crate::report::{WireDiagnostic, WirePoint, WireText, pretty_json, rule_diagnostic};
use crate::text::SourceMap;
use serde::Serialize;

/// The schema and its version.
pub const SCHEMA: &str = "kisoku.mutation/1";

/// What came of the mutants of some packs, as JSON, indented, with a line end.
pub fn json(packs: &[(&PackMutation, &SourceMap)]) -> String {
    let said: Vec<_> = packs
        .iter()
        .flat_map(|(pack, sources)| pack.diags.iter().map(|one| rule_diagnostic(sources, one)))
        .collect();
    let texts: Vec<Vec<_>> = packs
        .iter()
        .map(|(pack, _)| pack.survivors().map(|one| (one, one.mutant.id(), one.mutant.words())).collect())
        .collect();
    let wire = WireMutation {
        schema: SCHEMA,
        packs: packs
            .iter()
            .zip(&texts)
            .map(|((pack, sources), texts)| WirePack {
                id: &pack.id,
                counted: pack.counted(),
                noticed: pack.noticed(),
                allowed: pack.allowed(),
                failing_tests: pack.failing,
                survivors: texts.iter().filter_map(|text| survivor(text, sources)).collect(),
            })
            .collect(),
        diagnostics: said.iter().map(WireDiagnostic::of).collect(),
    };
    pretty_json(&wire)
}

fn survivor<'a>(
    (judged, id, words): &'a (&Judged, String, crate::diag::Bilingual),
    sources: &'a SourceMap,
) -> Option<WireSurvivor<'a>> {
    let Fate::Survived { tests, example } = &judged.fate else { return None };
    let source = sources.get(judged.mutant.span.file)?;
    let at = source.line_column(judged.mutant.span.start);
    Some(WireSurvivor {
        mutant: id,
        message: WireText::of(words),
        at: WirePoint::new(&source.name, at.line, at.column),
        tests: *tests,
        example: example.as_ref().map(|example| example.test.as_str()),
    })
}

#[derive(Serialize)]
struct WireMutation<'a> {
    schema: &'static str,
    packs: Vec<WirePack<'a>>,
    /// What is wrong with `allow mutant` clauses.
    diagnostics: Vec<WireDiagnostic<'a>>,
}

#[derive(Serialize)]
struct WirePack<'a> {
    id: &'a str,
    /// How many changes count: all but the allowed ones.
    counted: usize,
    noticed: usize,
    allowed: usize,
    /// How many tests fail as the rules stand; they notice nothing.
    failing_tests: usize,
    survivors: Vec<WireSurvivor<'a>>,
}

#[derive(Serialize)]
struct WireSurvivor<'a> {
    /// What names it in `allow mutant`.
    mutant: &'a str,
    message: WireText<'a>,
    at: WirePoint<'a>,
    /// How many tests look at it.
    tests: usize,
    /// The test that would notice it, ready to paste.
    example: Option<&'a str>,
}
