//! What a change of rules means: two states of some packs held against each other.
//!
//! In: the packs of both sides, and proposals that both judge. Out: [`Diff`], plain data in both languages that every
//! format tells alike. What is compared is what the packs say, never how they are written: a comment, another order of
//! files, a figure that got a name changes nothing. `canon` writes an expression without its places and names of
//! variables; two rules of one canonical text mean the same, of all others the solver is asked (`meaning`).

mod canon;
mod covers;
mod declared;
mod figures;
mod human;
mod json;
mod markdown;
mod meaning;
mod pair;
mod proposals;
mod rules;
mod schema;
mod scorecards;
mod short;
mod tables;
mod words;

pub use human::human;
pub use json::{SCHEMA, json};
pub use markdown::markdown;
pub use meaning::{Example, Meaning, Sought, Whole};
pub use proposals::{
    AcrossDiff, Found, OutcomeDiff, PlaceDiff, ProposalDiff, Turn, compare_across, compare_reports, turns,
    verdicts,
};
pub use short::short;

use super::origin::At;
use crate::check::typed::RuleId;
use crate::diag::Bilingual;
use crate::load::LoadedPack;
use crate::plan::Plan;
use canon::FormerNames;

/// Two states of some packs.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// What the old state is called: a folder, or a revision with its folder.
    pub old: String,
    /// What the new state is called.
    pub new: String,
    /// The programmes, by id.
    pub programs: Vec<ProgramDiff>,
    /// The ids of programmes that are not compared, because their rules have errors on a side.
    pub broken: Vec<String>,
    /// The proposals that both sides judged, by path and document.
    pub proposals: Vec<ProposalDiff>,
    /// What the rules across proposals say otherwise, by programme.
    pub across: Vec<AcrossDiff>,
}

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is there under another name; it may have changed as well.
    Renamed,
    /// It is there, and something of it has changed.
    Changed,
    /// It is as it was.
    Same,
}

/// A programme on both sides.
#[derive(Clone, Debug)]
pub struct ProgramDiff {
    /// Its id, the new one where it has changed.
    pub id: String,
    /// Its former id.
    pub was: Option<String>,
    /// Its title.
    pub title: Bilingual,
    /// What became of it.
    pub fate: Fate,
    /// How many rules it has: before, after.
    pub rule_counts: (usize, usize),
    /// Its head, and what it declares but rules: what has changed.
    pub entries: Vec<Entry>,
    /// The rules that have changed.
    pub rules: Vec<RuleDiff>,
    /// Whether some came through before and do not now, and the other way round, all rules taken together; empty where
    /// no rule has changed.
    pub whole: Vec<Whole>,
}

/// What is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The head of the pack.
    Program,
    /// A field of the form, or the list or record that it is.
    Field,
    /// A word of an enum.
    Word,
    /// A named figure.
    Figure,
    /// A derived value.
    Define,
    /// A table.
    Table,
    /// A rule.
    Rule,
    /// A judgement.
    Judgement,
    /// A question.
    Question,
    /// A scorecard.
    Scorecard,
    /// A document.
    Source,
}

/// Something declared that has changed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name: `floor`, `main_part.national`.
    pub name: String,
    /// Its former name.
    pub was: Option<String>,
    /// What people call it.
    pub title: Bilingual,
    /// What became of it.
    pub fate: Fate,
    /// What of it has changed.
    pub changes: Vec<Change>,
    /// Where it stands: on the new side, else on the old.
    pub at: At,
}

/// Of what a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// It came or went as a whole.
    Whole,
    /// Its id or name.
    Name,
    /// What it requires.
    Requirement,
    /// A figure.
    Figure,
    /// Another reading.
    Reading,
    /// Whether it blocks.
    Severity,
    /// When it is in force.
    Validity,
    /// Whether it looks at one proposal or at all.
    Scope,
    /// What kind of rule it is.
    RuleKind,
    /// A declared conflict.
    Conflict,
    /// Its title.
    Title,
    /// The author's own message.
    Message,
    /// The author's own repair.
    Repair,
    /// Where it comes from.
    Citation,
    /// Why it is the keeper's own.
    Own,
    /// Why there is an exception or another reading.
    Because,
    /// What may be written in a field.
    Type,
    /// Whether it may be left out.
    Presence,
    /// The least number of items.
    Least,
    /// The greatest number of items.
    Most,
    /// What people call it.
    Label,
    /// Under which names it is read.
    Spelling,
    /// A column of a table.
    Column,
    /// A row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// A table that a rule looks at.
    Table,
    /// When it applies.
    When,
    /// What reviewers need.
    Asks,
    /// What is known.
    Note,
    /// What it is about.
    About,
    /// Points.
    Points,
    /// An item or section.
    Item,
    /// Whom to ask.
    Authority,
    /// The author, date or file of a document.
    Document,
    /// The field that dates a proposal.
    AsOf,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of what.
    pub aspect: Aspect,
    /// Of what within it: what is compared with a figure, the row of a table; may be empty.
    pub what: Bilingual,
    /// What it was; `None` where it was not there.
    pub old: Option<Shown>,
    /// What it is; `None` where it is gone.
    pub new: Option<Shown>,
    /// By how much it moved.
    pub delta: Option<Shown>,
    /// Whether it can change what comes of a proposal; the others change what people read.
    pub matters: bool,
}

/// A value or text of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// As people read it.
    pub words: Bilingual,
    /// Exactly, where it is a value.
    pub exact: Option<String>,
}

impl Change {
    /// Whether it is of what a rule or a derived value says, not of what people read about it.
    fn asks(&self) -> bool {
        matches!(self.aspect, Aspect::Requirement | Aspect::Figure | Aspect::Validity | Aspect::Table)
    }
}

impl Shown {
    /// A text that is no value.
    fn text(words: Bilingual) -> Shown {
        Shown { words, exact: None }
    }
}

/// A rule that has changed.
#[derive(Clone, Debug)]
pub struct RuleDiff {
    /// What has changed of it.
    pub entry: Entry,
    /// What its change means.
    pub meaning: Meaning,
    /// What it asks for, line by line, before and after, where that has changed: how deep each line stands, and what it
    /// says.
    pub says: Option<(Vec<Line>, Vec<Line>)>,
    /// Proposals that show what it means, one for each direction.
    pub examples: Vec<Example>,
    /// What the comparison does not cover.
    pub limit: Option<Bilingual>,
    /// Whether it counts or sums up, and what of that has changed is more than its writing.
    moved: bool,
    /// Which rule it is on each side.
    ids: (Option<RuleId>, Option<RuleId>),
}

/// A line of what a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands.
    pub depth: usize,
    /// What it says.
    pub text: Bilingual,
}

/// A pack of a side.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a> {
    /// The pack.
    pub(crate) pack: &'a LoadedPack,
    /// Its plan.
    pub(crate) plan: &'a Plan,
}

impl<'a> Side<'a> {
    fn of(pack: &'a LoadedPack) -> Option<Side<'a>> {
        pack.plan.as_ref().map(|plan| Side { pack, plan })
    }
}

impl Diff {
    /// Whether anything changed that can change what comes of a proposal.
    pub fn matters(&self) -> bool {
        self.programs.iter().any(ProgramDiff::matters)
    }

    /// Whether nothing at all has changed.
    pub fn is_empty(&self) -> bool {
        self.programs.iter().all(|program| program.fate == Fate::Same)
    }
}

impl ProgramDiff {
    /// Whether anything changed that can change what comes of a proposal.
    pub fn matters(&self) -> bool {
        matches!(self.fate, Fate::Added | Fate::Removed)
            || self.entries.iter().any(Entry::matters)
            || self.rules.iter().any(RuleDiff::matters)
    }
}

impl Entry {
    /// Whether anything of it changed that can change what comes of a proposal.
    pub fn matters(&self) -> bool {
        self.changes.iter().any(|change| change.matters)
    }
}

impl RuleDiff {
    /// Whether anything of it changed that can change what comes of a proposal. What means the same does not.
    pub fn matters(&self) -> bool {
        let same = self.meaning == Meaning::Same;
        self.entry.changes.iter().any(|change| change.matters && !(same && change.asks()))
    }
}

/// Compares the packs of two sides, which are called `names`. Programmes are the same by their id; where each side has
/// one pack alone, these are compared whatever they are called. One that is broken on a side is not compared.
pub fn compare(names: (String, String), old: &[&LoadedPack], new: &[&LoadedPack]) -> Diff {
    let mut broken: Vec<String> =
        old.iter().chain(new).filter(|pack| pack.is_broken()).map(|pack| pack.id.clone()).collect();
    broken.sort();
    broken.dedup();
    if matches!((old, new), ([_], [_])) && !broken.is_empty() {
        return Diff { old: names.0, new: names.1, broken, ..Diff::default() };
    }
    let whole = |side: &Side<'_>| !broken.contains(&side.plan.pack.id);
    let old: Vec<Side<'_>> = old.iter().filter_map(|pack| Side::of(pack)).filter(whole).collect();
    let new: Vec<Side<'_>> = new.iter().filter_map(|pack| Side::of(pack)).filter(whole).collect();
    let mut programs: Vec<ProgramDiff> = pair::programs(&old, &new)
        .into_iter()
        .filter_map(|(old, new)| match (old, new) {
            (Some(old), Some(new)) => Some(both(old, new)),
            (Some(only), None) => Some(alone(only, Fate::Removed)),
            (None, Some(only)) => Some(alone(only, Fate::Added)),
            (None, None) => None,
        })
        .collect();
    programs.sort_by(|one, other| one.id.cmp(&other.id));
    Diff { old: names.0, new: names.1, programs, broken, ..Diff::default() }
}

/// A programme of both sides.
fn both(old: Side<'_>, new: Side<'_>) -> ProgramDiff {
    let (form, former) = schema::compare(old, new);
    let mut entries: Vec<Entry> = declared::head(old, new).into_iter().collect();
    entries.extend(form);
    entries.extend(declared::rest(old, new, &former));
    let tables = tables::changed(old, new);
    let mut rules = rules::compare(old, new, &former, &tables);
    let mut whole = prove((old, new), &former, &mut rules);
    let form = |entry: &Entry| matches!(entry.kind, Kind::Field | Kind::Word) && entry.matters();
    let form_as_well = entries.iter().any(form);
    whole.iter_mut().for_each(|one| one.form_as_well = form_as_well);
    let (before, after) = (&old.plan.pack, &new.plan.pack);
    let renamed = before.id != after.id;
    let fate = match (renamed, entries.is_empty() && rules.is_empty()) {
        (true, _) => Fate::Renamed,
        (false, true) => Fate::Same,
        (false, false) => Fate::Changed,
    };
    ProgramDiff {
        id: after.id.clone(),
        was: renamed.then(|| before.id.clone()),
        title: after.program.title.clone(),
        fate,
        rule_counts: (before.rules.len(), after.rules.len()),
        entries,
        rules,
        whole,
    }
}

/// Asks what the changes of rules mean that do not say the same.
fn prove((old, new): (Side<'_>, Side<'_>), former: &FormerNames, rules: &mut [RuleDiff]) -> Vec<Whole> {
    let open = |rule: &&mut RuleDiff| matches!(rule.meaning, Meaning::NotCompared(_) | Meaning::OneSide);
    let reads_renamed =
        |rule: &RuleDiff| rule.ids.1.is_some_and(|id| former.keys().any(|field| new.plan.reads(id, *field)));
    let mut asked: Vec<&mut RuleDiff> = rules.iter_mut().filter(open).collect();
    for rule in asked.iter_mut().filter(|rule| reads_renamed(rule)) {
        rule.meaning = Meaning::NotCompared(Bilingual::new(
            "a field that it reads has another name now",
            "参照する項目の名前が変わったため",
        ));
    }
    asked.retain(|rule| !reads_renamed(rule));
    let questions = meaning::Questions::new(old, new);
    let pairs: Vec<(meaning::Ids, bool)> = asked.iter().map(|rule| (rule.ids, rule.moved)).collect();
    let mut spaces = meaning::Spaces::of(1);
    let compared = questions.answers(&pairs, &mut spaces);
    for (rule, compared) in asked.into_iter().zip(compared) {
        rule.meaning = compared.meaning;
        rule.examples = compared.examples;
        rule.limit = compared.limit;
    }
    // Rules that look at several proposals decide nothing about one.
    let differs = |rule: &&RuleDiff| rule.matters() && !questions.is_across(rule.ids);
    let differing: Vec<meaning::Ids> = rules.iter().filter(differs).map(|rule| rule.ids).collect();
    if differing.is_empty() { Vec::new() } else { questions.whole(&differing, &mut spaces) }
}

/// A programme that only one side has.
fn alone(side: Side<'_>, fate: Fate) -> ProgramDiff {
    let pack = &side.plan.pack;
    let count = pack.rules.len();
    ProgramDiff {
        id: pack.id.clone(),
        was: None,
        title: pack.program.title.clone(),
        fate,
        rule_counts: if fate == Fate::Removed { (count, 0) } else { (0, count) },
        entries: Vec::new(),
        rules: Vec::new(),
        whole: Vec::new(),
    }
}
