//! The report as plain data, in both languages. Every format reads it; none decides anything.

use super::aside::Aside;
use super::sheet::SheetSummary;
use crate::check::typed::RuleKind;
use crate::diag::{Bilingual, Severity};
use crate::value::{Date, Num};

/// What one run found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The day that the caller gave, if one was given.
    pub as_of: Option<Date>,
    /// The counts.
    pub summary: Summary,
    /// The proposals, by path and document.
    pub proposals: Vec<ProposalReport>,
    /// Findings of the rules across proposals.
    pub across: Vec<Finding>,
    /// What is wrong in the rule files.
    pub diagnostics: Vec<RuleDiagnostic>,
    /// Whether what is undetermined is no reason to object: the proposals are drafts.
    pub draft: bool,
    /// The packs whose rule files were met and checked themselves.
    pub packs: Vec<CheckedPack>,
}

/// A pack whose rule files were checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPack {
    /// Its id.
    pub id: String,
    /// How many rules it has; none where it is broken.
    pub rules: usize,
    /// How many judgements it has.
    pub judgements: usize,
    /// How many tests it has.
    pub tests: usize,
}

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// All proposals and score sheets.
    pub proposals: u32,
    /// The score sheets among them.
    pub sheets: u32,
    /// Those that pass.
    pub pass: u32,
    /// Those that fail.
    pub fail: u32,
    /// Those that cannot be decided.
    pub undetermined: u32,
    /// Those that could not be read.
    pub unreadable: u32,
    /// Findings of error severity that fail.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Pieces of advice.
    pub advice: u32,
    /// Those that fail by something that the baseline does not know: what the exit code counts.
    pub fail_beyond: u32,
    /// Those that cannot be decided, and do not fail, by something that the baseline does not know.
    pub undetermined_beyond: u32,
    /// Findings that are set aside, which the counts of findings leave out.
    pub aside: AsideCounts,
}

/// How many findings are set aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsideCounts {
    /// Acknowledged by applicants.
    pub acknowledged: u32,
    /// Waived by the ministry.
    pub waived: u32,
    /// Known to the baseline.
    pub known: u32,
}

/// The verdict on a file or a document of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileVerdict {
    /// All that a program can check is met.
    Pass,
    /// A requirement is not met.
    Fail,
    /// No requirement fails, and one cannot be decided.
    Undetermined,
    /// It could not be read, or no program is known for it.
    Unreadable,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalReport {
    /// Its path, as shown.
    pub path: String,
    /// Which document of the file it is, from 1.
    pub document: u32,
    /// The id of its pack.
    pub program: Option<String>,
    /// The day as of which it was judged.
    pub as_of: Option<Date>,
    /// The verdict.
    pub verdict: FileVerdict,
    /// The verdict on what is written, rules apart.
    pub form: FileVerdict,
    /// The verdict without what the baseline knows: what the exit code counts.
    pub beyond_baseline: FileVerdict,
    /// The counts of its rules.
    pub rules: RuleCounts,
    /// What came of each rule and judgement, where that was asked for.
    pub cases: Vec<RuleCase>,
    /// Rules that hold only because there was nothing to hold them against.
    pub vacuous: Vec<Vacuous>,
    /// The findings, by place and then by rule.
    pub findings: Vec<Finding>,
    /// What it comes to, where it is a score sheet and no proposal.
    pub sheet: Option<SheetSummary>,
    /// What a page draws of it, where that was asked for.
    pub drawn: Option<Drawn>,
}

/// One rule or judgement, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCase {
    /// The rule, with its program.
    pub rule: String,
    /// What came of it.
    pub outcome: FindingOutcome,
}

/// How many rules came to which outcome; each rule counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCounts {
    /// Met.
    pub pass: u32,
    /// Not met.
    pub fail: u32,
    /// Not decided.
    pub undetermined: u32,
    /// Not applicable.
    pub not_applicable: u32,
    /// Not met, and in conflict with another rule.
    pub contested: u32,
    /// For people to judge.
    pub left_to_reviewers: u32,
    /// Not met or not decided, and waived.
    pub waived: u32,
}

/// A rule that holds over nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacuous {
    /// The rule, with its program.
    pub rule: String,
    /// What was empty: `0 of 0 in main part`.
    pub text: Bilingual,
}

/// What a finding says of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingOutcome {
    /// Not met.
    Fail,
    /// Not met, and in conflict with another rule.
    Contested,
    /// Cannot be decided yet.
    Undetermined,
    /// Another reading would have decided otherwise.
    DependsOnReading,
    /// For people to judge.
    LeftToReviewers,
    /// Met.
    Pass,
    /// A condition for it does not hold.
    NotApplicable,
}

impl FindingOutcome {
    /// The word of the wire formats.
    pub fn word(self) -> &'static str {
        match self {
            FindingOutcome::Fail => "fail",
            FindingOutcome::Contested => "contested",
            FindingOutcome::Undetermined => "undetermined",
            FindingOutcome::DependsOnReading => "depends_on_reading",
            FindingOutcome::LeftToReviewers => "left_to_reviewers",
            FindingOutcome::Pass => "pass",
            FindingOutcome::NotApplicable => "not_applicable",
        }
    }
}

impl FileVerdict {
    /// The word of the wire formats.
    pub fn word(self) -> &'static str {
        match self {
            FileVerdict::Pass => "pass",
            FileVerdict::Fail => "fail",
            FileVerdict::Undetermined => "undetermined",
            FileVerdict::Unreadable => "unreadable",
        }
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, as shown.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// The line of the end.
    pub end_line: u32,
    /// The column of the end, exclusive.
    pub end_column: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule with its program, or a code of the tool.
    pub rule: String,
    /// What the rule asks for, whatever became of it; empty where `rule` is a code of the tool.
    pub about: Bilingual,
    /// What kind of rule it is.
    pub kind: Option<RuleKind>,
    /// What is said of the rule.
    pub outcome: FindingOutcome,
    /// How grave it is.
    pub severity: Severity,
    /// The title, with the outcome before it.
    pub title: Bilingual,
    /// The title alone, where the outcome is said beside it and what is needed below it.
    pub heading: Option<Bilingual>,
    /// Why.
    pub message: Bilingual,
    /// The path of what it is about; empty for the whole proposal.
    pub path: String,
    /// Where that is.
    pub at: Place,
    /// What was compared.
    pub operands: Vec<Operand>,
    /// The figures, where a comparison decided.
    pub measure: Measure,
    /// The paths that have to be known.
    pub needs: Vec<String>,
    /// The other reading that would decide otherwise.
    pub other_reading: Option<OtherReading>,
    /// The rules with which it conflicts.
    pub conflicts_with: Vec<ConflictWith>,
    /// Open questions that touch it.
    pub questions: Vec<OpenQuestion>,
    /// What would repair it, the best first; those that another rule refuses come last.
    pub repairs: Vec<Repair>,
    /// What to do, in words.
    pub help: Option<Bilingual>,
    /// What else there is to say.
    pub notes: Vec<Bilingual>,
    /// Which rules wait for what this finding is about; said where their own findings are folded into this one.
    pub needed_by: Option<Bilingual>,
    /// Whether other findings say all that this one says: people are shown those in its stead.
    pub folded: bool,
    /// Whether it stands for further ones that are too many to tell.
    pub is_rest: bool,
    /// Why it weighs nothing, where it is set aside.
    pub aside: Option<Aside>,
    /// Whether the marks and the requirement say all that the message says.
    pub marks_say_it: bool,
    /// Where it is required.
    pub required_by: Option<Place>,
    /// Where the rule comes from.
    pub citations: Vec<Citation>,
    /// Why it is the tool's own rule.
    pub own: Option<Bilingual>,
    /// The proposals that play a part, where it is about several.
    pub proposals: Vec<String>,
    /// The marked places of the proposals, file by file.
    pub snippets: Vec<Snippet>,
    /// The line of the requirement.
    pub rule_snippet: Option<Snippet>,
}

/// A value that was compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its path.
    pub path: String,
    /// The exact value.
    pub value: String,
    /// The value as people read it.
    pub display: Bilingual,
    /// Its file.
    pub file: String,
    /// Its line.
    pub line: u32,
}

/// The figures of the comparison that decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// What there is, exact.
    pub actual: Option<String>,
    /// What it is held against, exact.
    pub bound: Option<String>,
    /// How: `at least`.
    pub relation: Option<&'static str>,
    /// What is short or over, to the nearest admissible whole unit.
    pub short_by: Option<String>,
    /// The unit of `short_by`.
    pub unit: Option<&'static str>,
    /// How far off it is, as a share of the bound; only to compare.
    pub distance: Option<Num>,
}

/// Another reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherReading {
    /// Why one may read it so.
    pub because: Bilingual,
    /// What it would decide.
    pub outcome: FindingOutcome,
    /// Where it stands.
    pub at: Option<Place>,
}

/// A rule with which a rule conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictWith {
    /// The other rule, with its program.
    pub rule: String,
    /// Why both cannot hold.
    pub because: Bilingual,
    /// Whom to ask.
    pub ask: Bilingual,
}

/// An open question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Its id, with its program.
    pub id: String,
    /// What is asked.
    pub title: Bilingual,
}

/// A change of one field that meets the requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The field.
    pub path: String,
    /// The new value, exact; nothing where only the applicant can choose it.
    pub to: Option<String>,
    /// What to do, in words.
    pub text: Bilingual,
    /// Rules that hold now and would not hold then.
    pub refused_by: Vec<String>,
}

/// A citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The name of the source in the rules.
    pub source: String,
    /// Its title.
    pub title: Bilingual,
    /// The heading.
    pub at: String,
    /// A few words of it.
    pub says: Option<String>,
}

impl Citation {
    /// The source and the place in it: `Guide, "2. Costs"`.
    pub(crate) fn heading_words(&self) -> Bilingual {
        Bilingual::new(
            format!("{}, \"{}\"", self.title.en, self.at),
            format!("{}「{}」", self.title.ja, self.at),
        )
    }

    /// The citation as a line: `Guide, "2. Costs": "at least half"`.
    pub(crate) fn words(&self) -> Bilingual {
        let says = self.says.as_deref();
        let says_en = says.map(|says| format!(": \"{says}\"")).unwrap_or_default();
        let says_ja = says.map(|says| format!("：「{says}」")).unwrap_or_default();
        Bilingual::new(
            format!("{}, \"{}\"{says_en}", self.title.en, self.at),
            format!("{}「{}」{says_ja}", self.title.ja, self.at),
        )
    }
}

/// Marked lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The file, as shown.
    pub file: String,
    /// The lines, in order; not all of them need be adjacent.
    pub lines: Vec<Line>,
    /// The marks, by place.
    pub marks: Vec<Mark>,
}

/// A line, or the part of a long one around its marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u32,
    /// Its text.
    pub text: String,
}

/// A marked part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The index of the line in the snippet.
    pub line: usize,
    /// The first byte, in the text of the line.
    pub start: usize,
    /// The byte after the last one, in the text of the line.
    pub end: usize,
    /// The column in the file.
    pub column: u32,
    /// What is said of it; may be empty.
    pub text: Bilingual,
    /// Whether the finding is about this place.
    pub primary: bool,
}

/// Something wrong in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDiagnostic {
    /// Its code.
    pub code: String,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Bilingual,
    /// Its places, the primary one first, each with what is said of it.
    pub labels: Vec<(Place, Bilingual)>,
    /// The repair.
    pub help: Option<Bilingual>,
    /// The marked lines, file by file, that of the primary place first.
    pub snippets: Vec<Snippet>,
}

/// What a page draws of a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Its amounts beside their bounds, rule by rule.
    pub amounts: Vec<Amount>,
    /// The money of its years.
    pub years: Vec<Year>,
    /// What reviewers judge of it.
    pub reviewed: Vec<Reviewed>,
}

/// An amount beside its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The rule, with its program.
    pub rule: String,
    /// The title of the rule.
    pub title: Bilingual,
    /// What it is: `National expenditure of FY2007`.
    pub name: Bilingual,
    /// How much it is.
    pub value: Num,
    /// The same in words.
    pub shown: Bilingual,
    /// Its bounds.
    pub limits: Vec<AmountLimit>,
}

/// A bound of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountLimit {
    /// Where it lies.
    pub value: Num,
    /// What it asks for: `at least ¥500,000,000`.
    pub words: Bilingual,
    /// Whether more is asked for, and not less.
    pub lower: bool,
    /// Whether it is met.
    pub holds: bool,
}

/// The money of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// The list in which it stands.
    pub list: Bilingual,
    /// The year.
    pub year: Bilingual,
    /// Its amounts.
    pub bars: Vec<YearBar>,
}

/// An amount of a year, and the part of it that the proposal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearBar {
    /// What it is.
    pub name: Bilingual,
    /// How much it is.
    pub amount: Num,
    /// The same in words.
    pub shown: Bilingual,
    /// What is part of it: its name, how much it is, the same in words.
    pub part: Option<(Bilingual, Num, Bilingual)>,
}

/// What reviewers judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Its title.
    pub title: Bilingual,
    /// The paths of the material that is missing.
    pub missing: Vec<String>,
}
