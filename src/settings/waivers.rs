//! The waivers of a ministry: what a file such as `waivers.toml` says.
//!
//! In: the text of the file. Out: its waivers, each with its places, and diagnostics: what is left out, what is unknown.
//! Whether a waiver is honoured, has ended or is not needed is decided where a run is known.

use super::{Reader, Set};
use crate::data::{Format, Kind, NodeId, Tree, read as read_document};
use crate::diag::{Bilingual, Outcome, empty_file, settings as kinds, waivers as problem};
use crate::report::{Waived, rule_place};
use crate::text::{Source, SourceMap, Span, nearest};
use crate::value::{Date, parse_date};

/// The name of the file in the folder of the rules.
pub const WAIVERS: &str = "waivers.toml";
/// The key of a waiver.
pub const WAIVER: &str = "waiver";

/// A waiver of a rule for some proposals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Its first line.
    pub span: Span,
    /// The rule, with its program.
    pub rule: Set<String>,
    /// The proposals: paths from the folder of the settings on, or patterns of such.
    pub proposals: Vec<Set<String>>,
    /// Which document of the file; none for all.
    pub document: Option<u32>,
    /// The field, with all below it; none for the whole proposal.
    pub path: Option<String>,
    /// Who decided it, why, in which document.
    pub who: Bilingual,
    /// Why.
    pub because: Bilingual,
    /// The document of the decision.
    pub cite: Bilingual,
    /// The last day on which it holds.
    pub until: Set<Date>,
}

impl Waiver {
    /// Whether it is honoured on a day: its last day counts.
    pub fn holds_on(&self, day: Date) -> bool {
        day <= self.until.value
    }

    /// What reports say of it.
    pub fn said(&self, sources: &SourceMap) -> Option<Waived> {
        Some(Waived {
            who: self.who.clone(),
            because: self.because.clone(),
            cite: self.cite.clone(),
            until: self.until.value,
            at: rule_place(sources, self.span)?,
        })
    }
}

/// The entries of a waiver, in the order of the documentation, with an example where every waiver has it.
const ENTRIES: [(&str, Option<&str>); 8] = [
    ("rule", Some("\"program/rule\"")),
    ("proposal", Some("\"proposals/one.yaml\"")),
    ("document", None),
    ("path", None),
    ("who", Some("\"…\"")),
    ("because", Some("\"…\"")),
    ("cite", Some("\"…\"")),
    ("until", Some("2026-03-31")),
];

/// What people also call an entry.
const ALSO: [(&str, &str); 12] = [
    ("why", "because"),
    ("reason", "because"),
    ("by", "who"),
    ("approver", "who"),
    ("approved_by", "who"),
    ("citation", "cite"),
    ("source", "cite"),
    ("expires", "until"),
    ("end", "until"),
    ("file", "proposal"),
    ("proposals", "proposal"),
    ("field", "path"),
];

/// Reads a file of waivers.
pub fn read_waivers(source: &Source) -> Outcome<Vec<Waiver>> {
    let mut reader = Reader { source, tree: Tree::default(), diags: Vec::new() };
    for document in read_document(source, Format::Toml) {
        match document.tree {
            Ok(tree) => reader.tree = tree,
            // A file without waivers is a sound one.
            Err(diagnostic) if diagnostic == empty_file(Span::new(source.id, 0, source.text.len())) => {}
            Err(diagnostic) => reader.diags.push(diagnostic),
        }
    }
    let mut waivers = Vec::new();
    for (key, value) in reader.tree.root().map(|root| reader.entries(root)).unwrap_or_default() {
        if key.value != WAIVER {
            reader.diags.push(problem::no_waiver(key.span, &key.value));
        } else if reader.is(value, |kind| kind == Kind::Seq) {
            let items: Vec<NodeId> = reader.tree.children(value).collect();
            for item in items {
                waivers.extend(reader.waiver(&key, item));
            }
        } else {
            reader.wrong(&key, value, kinds::Wanted::Entries);
        }
    }
    Outcome { value: waivers, diags: reader.diags }
}

impl Reader<'_> {
    fn waiver(&mut self, key: &Set<String>, item: NodeId) -> Option<Waiver> {
        if !self.is(item, |kind| kind == Kind::Map) {
            self.wrong(key, item, kinds::Wanted::Entries);
            return None;
        }
        let before = self.diags.len();
        let entries = self.entries(item);
        // What is missing is said at the first line of the waiver.
        let span = entries.first().map_or(self.place(item), |(key, _)| key.span);
        let names = || ENTRIES.iter().map(|(name, _)| *name);
        for (key, _) in entries.iter().filter(|(key, _)| !names().any(|name| name == key.value)) {
            let also = ALSO.iter().find(|(name, _)| *name == key.value).map(|(_, meant)| *meant);
            let near = also.or_else(|| nearest(&key.value, names()));
            let known: Vec<&str> = names().collect();
            self.diags.push(problem::unknown_entry(key.span, &key.value, near, &known));
        }
        let unknown = self.diags.len() > before;
        let of = |name: &str| entries.iter().find(|(key, _)| key.value == name).cloned();
        for (name, example) in ENTRIES {
            // One slip, one report: an entry under another name is not also said to be missing.
            if let (None, Some(example), false) = (of(name), example, unknown) {
                self.diags.push(problem::entry_missing(span, name, example));
            }
        }
        let rule = of("rule").and_then(|(key, value)| self.said_text(&key, value));
        let proposals = of("proposal").map(|(key, value)| self.one_or_more(&key, value)).unwrap_or_default();
        let document = of("document").and_then(|(key, value)| self.count(&key, value));
        let path = of("path").and_then(|(key, value)| self.said_text(&key, value));
        let who = of("who").and_then(|(key, value)| self.bilingual(&key, value));
        let because = of("because").and_then(|(key, value)| self.bilingual(&key, value));
        let cite = of("cite").and_then(|(key, value)| self.bilingual(&key, value));
        let until = of("until").and_then(|(key, value)| self.day(&key, value));
        if self.diags.len() > before {
            return None;
        }
        Some(Waiver {
            span,
            rule: rule?,
            proposals,
            document,
            path: path.map(|path| path.value),
            who: who?,
            because: because?,
            cite: cite?,
            until: until?,
        })
    }

    /// A text that says something.
    fn said_text(&mut self, key: &Set<String>, value: NodeId) -> Option<Set<String>> {
        let text = self.text(key, value)?;
        if text.value.trim().is_empty() {
            self.wrong(key, value, kinds::Wanted::Text);
            return None;
        }
        Some(text)
    }

    /// A text, or one for each language: `{ en = "…", ja = "…" }`.
    fn bilingual(&mut self, key: &Set<String>, value: NodeId) -> Option<Bilingual> {
        if !self.is(value, |kind| kind == Kind::Map) {
            return self.said_text(key, value).map(|text| Bilingual::same(text.value));
        }
        let (mut en, mut ja) = (None, None);
        for (lang, value) in self.entries(value) {
            let text = self.said_text(&lang, value).map(|text| text.value);
            match lang.value.as_str() {
                "en" => en = text,
                "ja" => ja = text,
                other => {
                    let known = ["en", "ja"];
                    let near = nearest(other, known);
                    self.diags.push(problem::unknown_entry(lang.span, other, near, &known));
                }
            }
        }
        match (en, ja) {
            (Some(en), Some(ja)) => Some(Bilingual::new(en, ja)),
            (Some(text), None) | (None, Some(text)) => Some(Bilingual::same(text)),
            (None, None) => {
                self.wrong(key, value, kinds::Wanted::Text);
                None
            }
        }
    }

    /// A day, which TOML may write without quotes; no fiscal year, as it would leave open when it ends.
    fn day(&mut self, key: &Set<String>, value: NodeId) -> Option<Set<Date>> {
        let text = self.scalar(key, value)?;
        let day = parse_date(&text.value).ok().map(|read| Set { value: read.date, span: text.span });
        if day.is_none() {
            self.diags.push(problem::no_calendar_day(Some(text.span), &text.value));
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    const WHOLE: &str = "[[waiver]]\nrule = \"demo/r\"\nproposal = \"a.yaml\"\nwho = \"x\"\nbecause = { en = \"y\", ja = \"理由\" }\ncite = \"z\"\nuntil = 2026-03-31\n";

    fn wrong(text: &str) -> Vec<(u16, String)> {
        let source = Source::new(FileId(0), WAIVERS, text);
        let found = read_waivers(&source).diags;
        found.iter().map(|one| (one.code.0, source.slice(one.span().unwrap()).to_owned())).collect()
    }

    #[test]
    fn a_waiver_is_read_with_both_languages() {
        let source = Source::new(FileId(0), WAIVERS, WHOLE);
        let Outcome { value, diags } = read_waivers(&source);
        assert_eq!(diags, []);
        let [waiver] = &value[..] else { panic!("{value:?}") };
        assert_eq!((waiver.rule.value.as_str(), waiver.because.ja.as_str()), ("demo/r", "理由"));
        assert_eq!(waiver.who, Bilingual::same("x"));
    }

    #[test]
    fn the_last_day_counts() {
        let source = Source::new(FileId(0), WAIVERS, WHOLE);
        let waiver = read_waivers(&source).value.remove(0);
        let day = |month, day| Date::new(2026, month, day).unwrap();
        assert!(waiver.holds_on(day(3, 30)));
        assert!(waiver.holds_on(day(3, 31)));
        assert!(!waiver.holds_on(day(4, 1)));
    }

    #[test]
    fn what_is_wrong_is_reported_where_it_stands() {
        let row = |code: u16, words: &str| vec![(code, words.to_owned())];
        assert_eq!(wrong(""), []);
        assert_eq!(wrong("[[waver]]\nrule = 1\n"), row(430, "waver"));
        assert_eq!(wrong("[waiver]\nrule = \"x\"\n")[0].0, 351);
        for entry in ["rule", "proposal", "who", "because", "cite", "until"] {
            let without: String = WHOLE
                .lines()
                .filter(|line| !line.starts_with(entry))
                .map(|line| format!("{line}\n"))
                .collect();
            let first = if entry == "rule" { "proposal" } else { "rule" };
            assert_eq!(wrong(&without), row(431, first), "{entry}");
        }
        assert_eq!(wrong(&WHOLE.replace("because", "reason")), row(430, "reason"));
        assert_eq!(wrong(&WHOLE.replace("cite", "cit")), row(430, "cit"));
        assert_eq!(wrong(&WHOLE.replace("2026-03-31", "\"FY2026\"")), row(439, "\"FY2026\""));
        assert_eq!(wrong(&WHOLE.replace("\"x\"", "\" \"")), row(351, "\" \""));
        assert_eq!(wrong(&format!("{WHOLE}document = 0\n")), row(351, "0"));
    }
}
