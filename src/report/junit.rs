//! JUnit's XML, as servers of continuous integration read it: suites of cases, each passed, failed, in error or skipped.
//!
//! In: what is to be said of each case. Out: the file, valid by the schema of Jenkins (`tests/schemas`).

mod of_report;

pub use of_report::of_report;

use super::model::RuleDiagnostic;
use crate::diag::{Lang, Severity};
use crate::text::one_line;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suites {
    /// What was run.
    pub name: String,
    /// The suites.
    pub suites: Vec<Suite>,
}

/// Cases that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suite {
    /// What they are on.
    pub name: String,
    /// The file that they are on, where it is one.
    pub file: Option<String>,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it belongs to: a pack.
    pub class: String,
    /// Its name, unique in its suite.
    pub name: String,
    /// What is wrong, or why it was not run; nothing where it passed.
    pub troubles: Vec<Trouble>,
    /// What else there is to say.
    pub output: Option<String>,
}

/// Why a case is not simply passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Failed, in error or skipped.
    pub kind: TroubleKind,
    /// A word for it: the outcome, or a code.
    pub word: String,
    /// One line.
    pub message: String,
    /// All there is to say.
    pub text: String,
}

/// How a case is not simply passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// It was decided, and is not as it should be.
    Failure,
    /// It could not be decided.
    Error,
    /// It was not asked.
    Skipped,
}

impl TroubleKind {
    fn element(self) -> &'static str {
        match self {
            TroubleKind::Failure => "failure",
            TroubleKind::Error => "error",
            TroubleKind::Skipped => "skipped",
        }
    }
}

/// The file.
pub fn write(suites: &Suites) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // Writing into memory does not fail.
    let written = document(&mut writer, suites);
    let mut text =
        written.ok().and_then(|()| String::from_utf8(writer.into_inner()).ok()).unwrap_or_default();
    text.push('\n');
    text
}

type Xml = Writer<Vec<u8>>;

fn document(xml: &mut Xml, suites: &Suites) -> std::io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let all = || suites.suites.iter().flat_map(|suite| &suite.cases);
    let mut root = BytesStart::new("testsuites");
    root.push_attribute(("name", plain(&suites.name).as_str()));
    root.push_attribute(("tests", all().count().to_string().as_str()));
    root.push_attribute(("failures", count(all(), TroubleKind::Failure).as_str()));
    root.push_attribute(("errors", count(all(), TroubleKind::Error).as_str()));
    xml.write_event(Event::Start(root))?;
    for one in &suites.suites {
        suite(xml, one)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))
}

fn suite(xml: &mut Xml, suite: &Suite) -> std::io::Result<()> {
    let mut start = BytesStart::new("testsuite");
    start.push_attribute(("name", plain(&suite.name).as_str()));
    start.push_attribute(("tests", suite.cases.len().to_string().as_str()));
    for (name, kind) in [
        ("failures", TroubleKind::Failure),
        ("errors", TroubleKind::Error),
        ("skipped", TroubleKind::Skipped),
    ] {
        start.push_attribute((name, count(suite.cases.iter(), kind).as_str()));
    }
    if let Some(file) = &suite.file {
        start.push_attribute(("file", plain(file).as_str()));
    }
    xml.write_event(Event::Start(start))?;
    for one in &suite.cases {
        case(xml, one)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn case(xml: &mut Xml, case: &Case) -> std::io::Result<()> {
    let mut start = BytesStart::new("testcase");
    start.push_attribute(("classname", plain(&case.class).as_str()));
    start.push_attribute(("name", plain(&case.name).as_str()));
    if case.troubles.is_empty() && case.output.is_none() {
        return xml.write_event(Event::Empty(start));
    }
    xml.write_event(Event::Start(start))?;
    for trouble in &case.troubles {
        let mut start = BytesStart::new(trouble.kind.element());
        start.push_attribute(("type", plain(&trouble.word).as_str()));
        start.push_attribute(("message", plain(&trouble.message).as_str()));
        element(xml, start, &trouble.text)?;
    }
    if let Some(output) = &case.output {
        element(xml, BytesStart::new("system-out"), output)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

/// An element with nothing but text in it.
fn element(xml: &mut Xml, start: BytesStart<'_>, text: &str) -> std::io::Result<()> {
    if text.is_empty() {
        return xml.write_event(Event::Empty(start));
    }
    let end = start.to_end().into_owned();
    let lines: Vec<String> = text.lines().map(plain).collect();
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(&lines.join("\n"))))?;
    xml.write_event(Event::End(end))
}

/// How many cases are of a kind; each counts once, by the gravest of its troubles.
fn count<'a>(cases: impl Iterator<Item = &'a Case>, kind: TroubleKind) -> String {
    let gravest = |case: &Case| {
        [TroubleKind::Failure, TroubleKind::Error, TroubleKind::Skipped]
            .into_iter()
            .find(|kind| case.troubles.iter().any(|trouble| trouble.kind == *kind))
    };
    cases.filter(|case| gravest(case) == Some(kind)).count().to_string()
}

/// A line without what XML cannot hold or a terminal would act on.
fn plain(text: &str) -> String {
    one_line(text)
        .chars()
        .map(|c| if matches!(c, '\u{FFFE}' | '\u{FFFF}') { '\u{FFFD}' } else { c })
        .collect()
}

impl RuleDiagnostic {
    /// The diagnostic as what is wrong with a case.
    pub fn trouble(&self, kind: TroubleKind, lang: Lang) -> Trouble {
        let mut text = String::new();
        for (place, said) in &self.labels {
            text.push_str(&format!("{}:{}:{}", place.file, place.line, place.column));
            if !said.get(lang).is_empty() {
                text.push_str(&format!(": {}", said.get(lang)));
            }
            text.push('\n');
        }
        if let Some(help) = &self.help {
            text.push_str(help.get(lang));
            text.push('\n');
        }
        let message = self.message.get(lang).to_owned();
        Trouble { kind, word: self.code.clone(), message, text: text.trim_end().to_owned() }
    }
}

/// What is wrong with the rule files and the run, as a suite of its own: errors are cases in error, the rest passes
/// with what there is to say.
pub fn of_diagnostics(diagnostics: &[RuleDiagnostic], lang: Lang) -> Option<Suite> {
    if diagnostics.is_empty() {
        return None;
    }
    let cases = diagnostics.iter().map(|diagnostic| {
        let trouble = diagnostic.trouble(TroubleKind::Error, lang);
        let place = diagnostic.labels.first().map(|(place, _)| format!(" {}:{}", place.file, place.line));
        let name = format!("{}{}", diagnostic.code, place.unwrap_or_default());
        let class = "kisoku".to_owned();
        if diagnostic.severity == Severity::Error {
            Case { class, name, troubles: vec![trouble], output: None }
        } else {
            let output = format!("{}\n{}", trouble.message, trouble.text);
            Case { class, name, troubles: Vec::new(), output: Some(output) }
        }
    });
    let cases = cases.collect();
    Some(Suite {
        name: if lang == Lang::En { "rule files" } else { "規則ファイル" }.to_owned(),
        file: None,
        cases,
    })
}
