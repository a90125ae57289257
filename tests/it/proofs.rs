//! The encoding of rules held against the evaluator, on random packs and proposals.
//!
//! `KISOKU_PROOFS` sets how many packs are tried (12 where it is not set), `KISOKU_SEED` the first seed.

use crate::generate::{Maker, Random};
use kisoku::check::typed::RuleId;
use kisoku::cli::Disk;
use kisoku::data::{FieldType, Proposal, RecordId, SlotId, State, Value};
use kisoku::diag::Severity;
use kisoku::eval::{self, Outcome, Val, as_number};
use kisoku::load::{Entry, World, find_packs, folder_of, load_pack};
use kisoku::plan::{self, Plan};
use kisoku::prove::analyze;
use kisoku::prove::{Asked, Asker, Freedom, Held, Outcomes, Period, Shape, Sizes, Space, encode, periods};
use kisoku::value::Date;
use kisoku_logic::{Budget, Formula, Linear, Model, Native};
use std::collections::BTreeMap;

const RULES: usize = 8;
const PROPOSALS: usize = 6;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A period of one day, or of none.
fn period(day: Option<Date>) -> Period {
    Period { from: day, to: day, given: day.is_some() }
}

fn engine() -> Box<Native> {
    Box::new(Native::new())
}

/// What a model says of a rule: exactly one outcome.
fn said(space: &Space, model: &Model, outcomes: &Outcomes) -> Outcome {
    let truths = model.truths(&space.problem);
    let all = [
        (outcomes.fails, Outcome::Fail),
        (outcomes.undetermined, Outcome::Undetermined),
        (outcomes.passes, Outcome::Pass),
        (outcomes.not_applicable, Outcome::NotApplicable),
    ];
    let holding: Vec<Outcome> =
        all.into_iter().filter(|(formula, _)| truths[formula.index()]).map(|(_, outcome)| outcome).collect();
    assert_eq!(holding.len(), 1, "exactly one outcome holds: {holding:?}");
    holding[0]
}

fn plain(outcome: Outcome) -> Outcome {
    if outcome == Outcome::Contested { Outcome::Fail } else { outcome }
}

/// Holds what a space of fixed proposals says against the evaluator; gives how many rules were compared.
fn fixed(plan: &Plan, proposals: &[&Proposal], as_of: Option<Date>) -> (u64, u64) {
    let (mut space, _) = Space::of_proposals(plan, proposals, &|_, _| Freedom::Fixed);
    let encoding = encode(&mut space, plan, 0, period(as_of));
    let mut asker = Asker::new(space, engine());
    let Asked::Possible(model) = asker.ask(&[], &[]) else { panic!("a proposal as it stands is possible") };
    let judged = eval::judge(plan, proposals[0], as_of);
    let across: BTreeMap<RuleId, Outcome> = eval::judge_across(plan, proposals, as_of, false)
        .into_iter()
        .map(|(id, judged)| (id, judged.outcome))
        .collect();
    let (mut compared, mut left_out) = (0, 0);
    for (index, coded) in encoding.rules.iter().enumerate() {
        let Some(outcomes) = coded.outcomes() else {
            left_out += 1;
            continue;
        };
        let id = RuleId(index as u32);
        let found = match &judged.rules[index] {
            Some(judged) => judged.outcome,
            None => across[&id],
        };
        assert_eq!(said(&asker.space, &model, outcomes), plain(found), "rule {index}");
        compared += 1;
    }
    (compared, left_out)
}

/// Formulas that hold of a proposal alone; none where the space has no place for it.
struct Pin<'a> {
    plan: &'a Plan,
    proposal: &'a Proposal,
    space: Space,
    all: Vec<Formula>,
}

impl Pin<'_> {
    fn record(&mut self, id: RecordId, first: SlotId, cell: kisoku::prove::CellId) -> Option<()> {
        let fields = &self.plan.pack.schema.records[id.0 as usize].fields;
        for (index, field) in fields.iter().enumerate() {
            let own = self.space.field(cell, &field.name).unwrap();
            self.slot(first.offset(index as u32), &field.ty, own)?;
        }
        Some(())
    }

    fn slot(&mut self, slot: SlotId, ty: &FieldType, id: kisoku::prove::CellId) -> Option<()> {
        let proposal = self.proposal;
        let cell = self.space.cell(id).unwrap().clone();
        let not_given = self.space.problem.not(cell.given);
        let not_missing = self.space.problem.not(cell.missing);
        let value = match &proposal.slots[slot.0 as usize].state {
            State::Missing => {
                self.all.push(cell.missing);
                return Some(());
            }
            State::NotApplicable => {
                self.all.extend([not_given, not_missing]);
                return Some(());
            }
            State::Malformed => return None,
            State::Given(value) => value,
        };
        self.all.push(cell.given);
        let number = || Linear::number(as_number(&Val::of(value).unwrap()).unwrap());
        match (&cell.shape, value) {
            (Shape::Number(term) | Shape::Day(term) | Shape::Year(term), _) => {
                let same = self.space.problem.equal(term, &number());
                self.all.push(same);
            }
            (Shape::Text(term), Value::Text(text)) => {
                let text = self.space.number_of(text);
                let same = self.space.problem.equal(term, &text.into());
                self.all.push(same);
            }
            (Shape::YesNo(yes), Value::YesNo(here)) => {
                let yes = if *here { *yes } else { self.space.problem.not(*yes) };
                self.all.push(yes);
            }
            (Shape::Word(words), Value::Member(word)) => self.all.push(words[*word as usize].1),
            (Shape::Record(_), Value::Record(record, first)) => self.record(*record, *first, id)?,
            (Shape::List(items), Value::List(first, len)) => {
                let FieldType::List { item, .. } = ty else { panic!() };
                if *len as usize > items.len() {
                    return None;
                }
                for (index, (there, cell)) in items.iter().enumerate() {
                    if index < *len as usize {
                        self.all.push(*there);
                        self.slot(first.offset(index as u32), item, *cell)?;
                    } else {
                        let absent = self.space.problem.not(*there);
                        self.all.push(absent);
                    }
                }
            }
            _ => panic!("a value of another kind"),
        }
        Some(())
    }
}

/// Holds a free space that is narrowed to one proposal against the evaluator; also gives whether the proposal keeps to
/// the schema, its gaps aside.
fn narrowed(plan: &Plan, proposal: &Proposal) -> Option<(u64, bool)> {
    let own = eval::own_date(plan, proposal);
    let mut space = Space::of_plans(&[plan], 1, Sizes { least: 3, most: 3 });
    let encoding = encode(&mut space, plan, 0, period(own));
    let root = space.roots()[0];
    let mut pin = Pin { plan, proposal, space, all: Vec::new() };
    pin.record(plan.pack.program.root, SlotId(0), root)?;
    let Pin { space, all, .. } = pin;
    let mut asker = Asker::new(space, engine());
    // A part of a yen has no place in a space; such a proposal is left alone.
    let Asked::Possible(model) = asker.ask(&[], &all) else { return None };
    let judged = eval::judge(plan, proposal, own);
    let mut compared = 0;
    for (index, coded) in encoding.rules.iter().enumerate() {
        if let (Some(outcomes), Some(judged)) = (coded.outcomes(), &judged.rules[index]) {
            assert_eq!(said(&asker.space, &model, outcomes), plain(judged.outcome), "rule {index}");
            compared += 1;
        }
    }
    let draft = asker.space.draft_labels(0);
    let keeps = matches!(asker.ask(&draft, &all), Asked::Possible(_));
    Some((compared, keeps))
}

#[derive(Debug, Default)]
struct Counts {
    compared: u64,
    left_out: u64,
    narrowed: u64,
    witnesses: u64,
    impossible: u64,
    unknown: u64,
}

/// Asks for a witness of every outcome of every rule.
fn witnessed(plan: &Plan, seen: &[(Option<Date>, Vec<Outcome>)], counts: &mut Counts) {
    for period in periods(&[plan], None).into_iter().take(2) {
        let mut space = Space::of_plans(&[plan], 1, Sizes { least: 3, most: 3 });
        let encoding = encode(&mut space, plan, 0, period);
        let on = space.draft_labels(0);
        let mut asker = Asker::new(space, engine());
        asker.budget = Budget { conflicts: 500, pivots: 3_000, splits: 40 };
        let held = [Held { plan, encoding: &encoding, period }];
        for (index, coded) in encoding.rules.iter().enumerate() {
            let Some(outcomes) = coded.outcomes() else { continue };
            for (formula, outcome) in [
                (outcomes.fails, Outcome::Fail),
                (outcomes.undetermined, Outcome::Undetermined),
                (outcomes.passes, Outcome::Pass),
                (outcomes.not_applicable, Outcome::NotApplicable),
            ] {
                match asker.witness(&on, &[formula], &held) {
                    Asked::Possible(witness) => {
                        counts.witnesses += 1;
                        assert_eq!(witness.outcome(RuleId(index as u32)).map(plain), Some(outcome));
                    }
                    Asked::Impossible(_) => {
                        counts.impossible += 1;
                        let met = seen.iter().any(|(day, outcomes)| {
                            let inside = day.is_some_and(|day| {
                                period.from.is_none_or(|from| from <= day)
                                    && period.to.is_none_or(|to| day <= to)
                            });
                            inside && outcomes[index] == outcome
                        });
                        assert!(!met, "rule {index} was met {outcome:?}, which is said to be impossible");
                    }
                    Asked::Unknown(_) => counts.unknown += 1,
                    Asked::Disagrees(why) => panic!("{why:#?}"),
                }
            }
        }
    }
}

fn run(seed: u64, counts: &mut Counts) {
    let mut maker = Maker::new(seed, 1 + (seed % 3) as usize);
    let plan = plan::build(maker.pack(RULES));
    let proposals: Vec<Proposal> = (0..PROPOSALS).map(|_| maker.proposal()).collect();
    let mut random = Random(seed);
    let mut seen = Vec::new();
    for (at, proposal) in proposals.iter().enumerate() {
        let some: Vec<&Proposal> = proposals.iter().skip(at).take(1 + random.below(3)).collect();
        let day = eval::date_of_all(&plan, &some);
        // Across proposals of different dates the figures are those of no day; alone, those of the own one.
        let day = day.or_else(|| (some.len() == 1).then(|| eval::own_date(&plan, proposal)).flatten());
        let (compared, left_out) = if day.is_some() || eval::own_date(&plan, proposal).is_none() {
            fixed(&plan, &some, day)
        } else {
            fixed(&plan, &some[..1], eval::own_date(&plan, proposal))
        };
        counts.compared += compared;
        counts.left_out += left_out;
        if let Some((compared, keeps)) = narrowed(&plan, proposal) {
            counts.narrowed += compared;
            if !keeps {
                continue;
            }
            let judged = eval::judge(&plan, proposal, None);
            let outcomes = judged
                .rules
                .iter()
                .map(|rule| rule.as_ref().map_or(Outcome::Contested, |rule| plain(rule.outcome)));
            seen.push((judged.as_of, outcomes.collect()));
        }
    }
    witnessed(&plan, &seen, counts);
}

#[test]
fn encoding_and_evaluator_agree() {
    let first = setting("KISOKU_SEED", 1);
    let packs = setting("KISOKU_PROOFS", 12);
    let mut counts = Counts::default();
    for seed in first..first + packs {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(seed, &mut counts)));
        if let Err(why) = done {
            let why = why.downcast_ref::<String>().cloned().unwrap_or_default();
            panic!("seed {seed}: {why}");
        }
    }
    println!("{packs} packs: {counts:?}");
    assert!(counts.compared > packs * 10 && counts.narrowed > 0 && counts.witnesses > packs * 3);
}

/// The disk, with one text in one file replaced.
struct Edited<'a> {
    file: &'a str,
    from: &'a str,
    to: &'a str,
}

impl World for Edited<'_> {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, String> {
        Disk.list(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let bytes = Disk.read(path)?;
        if !path.ends_with(self.file) {
            return Ok(bytes);
        }
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.matches(self.from).count(), 1, "`{}` stands once in {path}", self.from);
        Ok(text.replace(self.from, self.to).into_bytes())
    }

    fn is_inside(&self, path: &str, folder: &str) -> bool {
        Disk.is_inside(path, folder)
    }
}

/// What analysis finds in a shipped pack with one change: codes, messages, and the lines that are marked.
fn analyzed(program: &str, (file, from, to): (&str, &str, &str)) -> Vec<(String, String, Vec<usize>)> {
    let world = Edited { file, from, to };
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
    let pack = load_pack(&world, rules, &folder_of(rules, program), program, false);
    let plan = pack.plan.as_ref().unwrap_or_else(|| panic!("{:#?}", pack.diags));
    let analysis = analyze::analyze(plan, None, &|| engine());
    assert!(!analysis.broken);
    let grave = analysis.diagnostics.into_iter().filter(|found| found.severity != Severity::Advice);
    grave
        .map(|found| {
            let line = |span: kisoku::text::Span| {
                let source = pack.sources.get(span.file).unwrap();
                source.text.get(..span.start as usize).unwrap().matches('\n').count() + 1
            };
            let lines = found.labels.iter().map(|label| line(label.span)).collect();
            (found.code.to_string(), found.message.en, lines)
        })
        .collect()
}

#[test]
fn without_its_declared_conflict_the_second_stage_names_floor_cap_and_ceiling() {
    let declared = "  conflicts with expansion_cap
    because \"over ¥0.5 billion cannot be at most half of a main part of at most ¥1 billion\"
         ja \"年額5億円を超える額が、10億円以下の本体事業の2分の1以下になることはない\"
";
    let found = analyzed("mext.kci.stage2", ("stage2/funding.kisoku", declared, ""));
    let [(code, message, lines)] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(code, "K0501");
    for rule in ["`main_part_band`", "`expansion_floor`", "`expansion_cap`"] {
        assert!(message.contains(rule), "{message}");
    }
    assert_eq!(message.matches('`').count(), 8, "the three and the one that applies: {message}");
    assert_eq!(lines, &[57, 13, 70], "the requirements of floor, band and cap");
}

#[test]
fn other_readings_of_the_second_stage_contradict_too() {
    // `at least` instead of `over` leaves the one point of the sources: ¥0.5 billion beside ¥1 billion.
    let found = analyzed(
        "mext.kci.stage2",
        (
            "stage2/funding.kisoku",
            "    require project.yearly more than 0.5 billion yen\n",
            "    require project.yearly at least 0.5 billion yen\n",
        ),
    );
    let [(code, message, _)] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(code, "K0508", "{message}");
    assert!(
        message.contains("yearly: 500,000千円") && message.contains("national: 1,000,000千円"),
        "{message}"
    );
    // A tenth of the figure, as the question about it supposes, leaves room as well.
    let found = analyzed(
        "mext.kci.stage2",
        (
            "stage2/funding.kisoku",
            "    require project.yearly more than 0.5 billion yen\n",
            "    require project.yearly more than 0.05 billion yen\n",
        ),
    );
    assert_eq!(found.iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["K0508"], "{found:#?}");
}

#[test]
fn the_shipped_packs_hold_nothing_undeclared() {
    let rules = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
    for found in find_packs(&Disk, rules) {
        let found = analyzed(&found.id, ("nothing is changed", "", ""));
        assert!(found.is_empty(), "{found:#?}");
    }
}
