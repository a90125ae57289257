//! `kisoku explain` and `kisoku params` over everything in the shipped packs: what machines read is read back key by
//! key, what people read is wide enough for a terminal and speaks their language.

use kisoku::check::typed::{DefineId, JudgementId, LetId, RuleId, TableId};
use kisoku::cli::Disk;
use kisoku::data::RecordId;
use kisoku::diag::Lang;
use kisoku::load::{LoadedPack, find_packs, load_pack};
use kisoku::report::HumanOptions;
use kisoku::suite;
use kisoku::workbench::explain::{self, Bench, Explained, Said, Subject};
use kisoku::workbench::params;
use serde::Deserialize;
use std::path::Path;

fn packs() -> Vec<LoadedPack> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let rules = rules.to_str().unwrap();
    let found = find_packs(&Disk, rules);
    found.iter().map(|pack| load_pack(&Disk, rules, &pack.folder, &pack.id, true)).collect()
}

fn subjects(pack: &LoadedPack) -> Vec<Subject> {
    let pack = &pack.plan.as_ref().unwrap().pack;
    let ids = |len: usize| 0..u32::try_from(len).unwrap();
    let mut out = Vec::new();
    out.extend(ids(pack.rules.len()).map(|id| Subject::Rule(RuleId(id))));
    out.extend(ids(pack.judgements.len()).map(|id| Subject::Judgement(JudgementId(id))));
    out.extend((0..pack.questions.len()).map(Subject::Question));
    out.extend((0..pack.scorecards.len()).map(Subject::Scorecard));
    out.extend(ids(pack.lets.len()).map(|id| Subject::Let(LetId(id))));
    out.extend(ids(pack.defines.len()).map(|id| Subject::Define(DefineId(id))));
    out.extend(ids(pack.tables.len()).map(|id| Subject::Table(TableId(id))));
    out.extend((0..pack.schema.enums.len()).map(Subject::Enum));
    for (id, record) in (0..).zip(&pack.schema.records) {
        out.push(Subject::Record(RecordId(id)));
        out.extend(ids(record.fields.len()).map(|field| Subject::Field(RecordId(id), field)));
    }
    out
}

fn all_pages() -> Vec<Explained> {
    let mut out = Vec::new();
    for pack in packs() {
        let plan = pack.plan.as_ref().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |path: &str| {
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            let format = kisoku::data::Format::of_path(path)?;
            let source = kisoku::text::Source::new(kisoku::text::FileId(u32::MAX), path, text);
            Some(suite::Base { source: std::sync::Arc::new(source), format })
        };
        let tests = suite::prepare(plan, &pack.sources, &read);
        let bench = Bench { pack: &pack, plan, tests: &tests };
        out.extend(subjects(&pack).iter().map(|subject| explain::explain(bench, subject).unwrap()));
    }
    out
}

#[test]
fn every_page_of_the_shipped_packs_is_read_back_and_fits_a_terminal() {
    let pages = all_pages();
    assert!(pages.len() > 800, "{}", pages.len());
    let (mut lines, mut examples) = (0, 0);
    for page in &pages {
        let wire: Page = serde_json::from_str(&explain::json(page)).unwrap();
        assert_eq!(wire.schema, explain::SCHEMA);
        assert_eq!((wire.name, wire.lines.len()), (page.name.clone(), page.lines.len()));
        for line in &page.lines {
            lines += 1;
            assert_eq!(line.zones.len(), line.ticks.len() + 1, "{}", page.name);
            assert!(line.zones.contains(&true) && line.zones.contains(&false), "{}: {line:?}", page.name);
        }
        for example in &page.examples {
            examples += 1;
            let differ = |one: &explain::Trial| {
                one.outcome != example.trials[0].outcome || one.otherwise != example.trials[0].otherwise
            };
            assert!(example.trials.iter().any(differ), "{}: {example:?}", page.name);
        }
        for lang in [Lang::En, Lang::Ja] {
            for unicode in [true, false] {
                let options =
                    HumanOptions { lang, color: false, unicode, width: 80, quiet: false, full: false };
                for line in explain::human(page, options).lines() {
                    let width = textwrap::core::display_width(line);
                    // A path or a name that is wider than the terminal cannot be broken.
                    assert!(width <= 80 || !line.trim().contains(' '), "{}: {width}: {line}", page.name);
                }
            }
            assert!(explain::markdown(page, lang).starts_with("## "));
        }
        page.says.iter().for_each(|said| speaks(page, said));
    }
    assert!(lines > 40 && examples > 20, "{lines} lines, {examples} examples");
}

/// Sentences name nothing as the files do: every figure, table and field has a label.
fn speaks(page: &Explained, said: &Said) {
    for text in [&said.text.en, &said.text.ja] {
        assert!(!text.is_empty() && !text.contains('_'), "{}: {text}", page.name);
    }
    said.inside.iter().for_each(|inner| speaks(page, inner));
}

#[test]
fn the_figures_of_the_shipped_packs_are_read_back() {
    let packs = packs();
    let packs: Vec<&LoadedPack> = packs.iter().collect();
    let found = params::gather(&packs, &packs);
    let wire: Params = serde_json::from_str(&params::json(&found)).unwrap();
    assert_eq!(wire.schema, params::SCHEMA);
    let named = |wire: &Params| -> usize {
        wire.programs.iter().flat_map(|program| &program.params).filter(|param| param.name.is_some()).count()
    };
    let lets = packs.iter().flat_map(|pack| &pack.plan.as_ref().unwrap().pack.lets);
    assert_eq!(named(&wire), lets.filter(|figure| !figure.name.contains('.')).count());
    // As many cells in each line of the CSV as in its head, quotes counted.
    let csv = params::csv(&found, true);
    assert!(csv.starts_with('\u{FEFF}'));
    let cells = |line: &str| line.split('"').step_by(2).map(|part| part.matches(',').count()).sum::<usize>();
    let head = cells(csv.lines().next().unwrap());
    assert!(csv.lines().all(|line| cells(line) == head));
    let values: usize =
        wire.programs.iter().flat_map(|program| &program.params).map(|param| param.values.len()).sum();
    assert_eq!(csv.lines().count(), values + 1);
    // The order of packs changes nothing.
    let mut turned = packs.clone();
    turned.reverse();
    assert_eq!(params::json(&params::gather(&turned, &turned)), params::json(&found));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Page {
    schema: String,
    kind: String,
    program: String,
    name: String,
    title: Text,
    facts: Vec<Fact>,
    says: Vec<Sentence>,
    parts: Vec<Part>,
    words: Vec<Word>,
    lines: Vec<Line>,
    examples: Vec<Example>,
    citations: Vec<Citation>,
    own: Option<Text>,
    conflicts: Vec<Conflict>,
    ask: Option<Text>,
    questions: Vec<Question>,
    used_by: Vec<Reference>,
    tests: Vec<Test>,
    at: At,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Text {
    en: String,
    ja: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Fact {
    kind: String,
    text: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Sentence {
    kind: String,
    text: Text,
    because: Option<Text>,
    citations: Vec<Citation>,
    inside: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Part {
    depth: u32,
    name: String,
    title: Text,
    note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Word {
    kind: String,
    name: String,
    label: Text,
    meaning: Option<Text>,
    values: Vec<Value>,
    citations: Vec<Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Value {
    value: String,
    display: Text,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Line {
    axis: Text,
    role: String,
    alternative: bool,
    unit: String,
    from: Option<String>,
    to: Option<String>,
    ticks: Vec<Tick>,
    zones: Vec<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Tick {
    value: Option<String>,
    display: Text,
    passes: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Example {
    test: String,
    whole: Option<Text>,
    name: Text,
    path: String,
    as_given: Text,
    limit: Text,
    trials: Vec<Trial>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Trial {
    value: String,
    display: Text,
    step: i32,
    outcome: String,
    otherwise: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Citation {
    source: String,
    title: Text,
    at: String,
    says: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Conflict {
    rule: String,
    title: Text,
    because: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Question {
    name: String,
    title: Text,
    note: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Reference {
    kind: String,
    name: String,
    title: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Test {
    name: String,
    expects: Text,
    met: bool,
    at: At,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct At {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    schema: String,
    programs: Vec<Program>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Program {
    program: String,
    title: Text,
    params: Vec<Param>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Param {
    name: Option<String>,
    label: Option<Text>,
    unit: String,
    values: Vec<Value>,
    read_by: Vec<Reader>,
    citations: Vec<Citation>,
    at: At,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to hold the keys and their types")]
struct Reader {
    program: String,
    rule: String,
    title: Text,
}
