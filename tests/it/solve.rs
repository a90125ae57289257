//! The least change is the least one: held against every possible change of small proposals. And its JSON is what is
//! promised of it.

use kisoku::cli::Disk;
use kisoku::data::{Format, State, Value, decode, read};
use kisoku::eval::{Verdict, judge, verdict};
use kisoku::load::{LoadedPack, load_pack};
use kisoku::text::{FileId, Source};
use kisoku::value::Num;
use kisoku::workbench::solve::{Question, json, solve};
use serde::Deserialize;
use std::fmt::Write as _;
use std::fs;

/// The amounts of a proposal go from nothing to this.
const MOST: i128 = 6;

/// A small generator of numbers, the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn pack(dice: &mut Dice) -> String {
    let mut text = String::from(
        "program small { title \"Small\" proposal P }\n\
         record P { a : yen b : yen c : yen d : yen years : list of Y, 1 }\nrecord Y { e : yen }\n",
    );
    let fields = ["a", "b", "c", "d"];
    for field in fields {
        let _ = writeln!(
            text,
            "rule most_{field} \"{field} is small\" {{ own because \"it is tried\" require {field} at most {MOST} yen }}"
        );
    }
    text.push_str(
        "rule most_e \"e is small\" { own because \"it is tried\" for each y in years { require y.e at most 1 yen } }\n",
    );
    for number in 0..3 + dice.roll(3) {
        let pick = |dice: &mut Dice| fields[usize::try_from(dice.roll(4)).unwrap()];
        let (one, other, third) = (pick(dice), pick(dice), pick(dice));
        let amount = dice.roll(8);
        let condition = match dice.roll(7) {
            0 => format!("{one} at least {amount} yen"),
            1 => format!("{one} + {other} at most {} yen", amount + 1),
            2 => format!("{one} at least half of {other}"),
            3 => format!("{one} more than {other} - {amount} yen"),
            4 => format!("{one} + 2 * {other} between {amount} yen and {} yen", amount + 2),
            5 => format!("(sum of y.e for y in years) + {one} at least {amount} yen"),
            _ => format!("({one} is {amount} yen or {other} less than 1/3 of ({third} + 1 yen))"),
        };
        let when = if dice.roll(3) == 0 { format!("when {third} at least 2 yen") } else { String::new() };
        let _ = writeln!(
            text,
            "rule r{number} \"rule {number}\" {{ own because \"it is tried\" {when} require {condition} }}"
        );
    }
    text
}

fn load(text: &str) -> (tempfile::TempDir, LoadedPack) {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    fs::create_dir_all(rules.join("small")).unwrap();
    fs::write(rules.join("small/small.kisoku"), text).unwrap();
    let rules = rules.to_string_lossy().into_owned();
    let pack = load_pack(&Disk, &rules, &format!("{rules}/small"), "small", false);
    (folder, pack)
}

#[test]
fn no_change_is_smaller_than_the_least_one() {
    let (mut changed, mut impossible) = (0, 0);
    for seed in 0..40 {
        let mut dice = Dice(seed);
        let text = pack(&mut dice);
        let (_folder, pack) = load(&text);
        let Some(plan) = &pack.plan else { continue };
        let missing = dice.roll(4) == 0;
        let mut proposal = String::from("program: small\nyears: [{ e: 0円 }]\n");
        for field in ["a", "b", "c", "d"] {
            let value = if field == "d" && missing { String::new() } else { format!("{}円", dice.roll(9)) };
            let _ = writeln!(proposal, "{field}: {value}");
        }
        let source = Source::new(FileId(9), "p.yaml", proposal.as_str());
        let documents = read(&source, Format::Yaml);
        let tree = documents[0].tree.as_ref().unwrap();
        let (decoded, shape) = decode(&plan.pack.schema, plan.pack.program.root, tree, &source, 1);
        let question = Question {
            pack: &pack,
            plan,
            source: &source,
            proposal: &decoded,
            shape: &shape,
            as_of: None,
            may_change: &[],
        };
        let solved = solve(question).unwrap_or_else(|trouble| panic!("{trouble:?}\n{text}\n{proposal}"));
        // Slots stand in the order of the record: a to d, the list, then its entry and that one's field.
        let slots = [0, 1, 2, 3, 6];
        let old: Vec<Option<Num>> = slots
            .iter()
            .map(|slot| match &decoded.slots[*slot].state {
                State::Given(Value::Num(n)) => Some(n.clone()),
                _ => None,
            })
            .collect();
        let mut best: Option<(usize, Num)> = None;
        let mut trial = decoded.clone();
        let side = MOST + 1;
        for number in 0..side.pow(4) * 2 {
            let values = [
                number % side,
                number / side % side,
                number / side.pow(2) % side,
                number / side.pow(3) % side,
                number / side.pow(4),
            ];
            let mut cost = (0, Num::ZERO);
            for ((slot, value), old) in slots.iter().zip(values).zip(&old) {
                let value = Num::Int(value);
                if old.as_ref() != Some(&value) {
                    let moved = value.sub(old.as_ref().unwrap_or(&Num::ZERO)).abs();
                    cost = (cost.0 + 1, cost.1.add(&moved));
                }
                trial.slots[*slot].state = State::Given(Value::Num(value));
            }
            if best.as_ref().is_none_or(|best| cost < *best)
                && verdict(plan, &judge(plan, &trial, None), false, false) == Verdict::Pass
            {
                best = Some(cost);
            }
        }
        let found =
            (solved.after == Some(Verdict::Pass)).then(|| (solved.changes.len(), solved.moved.clone()));
        assert_eq!(found, best, "{text}\n{proposal}\n{solved:#?}");
        assert_eq!(best.is_none(), solved.clash.is_some());
        changed += usize::from(best.is_some_and(|best| best.0 > 0));
        impossible += usize::from(solved.clash.is_some());
        let read: Document = serde_json::from_str(&json(&solved)).unwrap();
        assert_eq!((read.schema.as_str(), read.fields), ("kisoku.solve/1", solved.changes.len()));
        assert_eq!(read.moved_yen, solved.moved.to_string());
        assert_eq!(read.changes.len(), read.fields);
        assert!(read.clash.iter().all(|clash| clash.minimal && !clash.rules.is_empty()));
    }
    assert!(changed > 10 && impossible > 3, "{changed} changed, {impossible} impossible");
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Document {
    schema: String,
    path: String,
    document: u32,
    program: String,
    as_of: Option<String>,
    verdict: String,
    verdict_after: Option<String>,
    may_change: Vec<String>,
    fields: usize,
    moved_yen: String,
    changes: Vec<Change>,
    left: Vec<Left>,
    not_considered: Vec<serde_json::Value>,
    clash: Option<Clash>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Change {
    path: String,
    name: Text,
    line: u32,
    old: Option<String>,
    new: String,
    difference: Option<String>,
    display: Text,
    needed_by: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Rule {
    rule: String,
    title: Text,
    at: Option<At>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct At {
    file: String,
    line: u32,
    column: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Left {
    rule: Option<String>,
    fails: bool,
    words: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Clash {
    rules: Vec<Rule>,
    fixed: Vec<Fixed>,
    minimal: bool,
    declared: Vec<Text>,
    allow: Vec<String>,
    advice: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Fixed {
    path: String,
    value: Option<Text>,
    line: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the fields are there to be read")]
struct Text {
    en: String,
    ja: String,
}
