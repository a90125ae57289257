//! The settings of a repository: what `kisoku.toml` says.
//!
//! In: the text of the file. Out: [`Settings`], each with its place, and diagnostics: every unknown key, every value of
//! the wrong kind. What the command line says wins over it; that is decided in `cli`.

mod keys;
#[cfg(test)]
mod tests;
mod waivers;

use crate::data::limits::Limits;
use crate::data::{Format, Kind, NodeId, Tree, read as read_document};
use crate::diag::{Diagnostic, Lang, Outcome, Severity, empty_file, settings as problem};
use crate::lint::{ALL, LINTS, Levels};
use crate::text::{Source, Span, nearest};
use crate::value::{Date, parse_date, parse_year};

pub use keys::{KEYS, Key, LIMITS, LimitKey};
pub use waivers::{WAIVER, WAIVERS, Waiver, read_waivers};

/// The name of the file.
pub const FILE: &str = "kisoku.toml";

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T> {
    /// The value.
    pub value: T,
    /// Its place in the file.
    pub span: Span,
}

/// What the file says; what it does not say is absent or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the rules, from the folder of the file on.
    pub rules: Option<Set<String>>,
    /// What a walk passes over, as patterns of `.gitignore`.
    pub exclude: Vec<Set<String>>,
    /// The day as of which proposals are judged.
    pub as_of: Option<Set<Date>>,
    /// Proposals that are drafts, as patterns.
    pub drafts: Vec<Set<String>>,
    /// The language of reports.
    pub lang: Option<Set<Lang>>,
    /// The formats of `check`, as `--format` takes them.
    pub format: Vec<Set<String>>,
    /// For each program the patterns of the proposals that belong to it, in the order of the file.
    pub programs: Vec<(Set<String>, Vec<Set<String>>)>,
    /// The files of waivers, from the folder of the file on; none named is `waivers.toml` in the folder of the rules.
    pub waivers: Option<Vec<Set<String>>>,
    /// How grave lints are held to be; `None` is off.
    pub lints: Vec<(Set<String>, Option<Severity>)>,
    /// Limits of reading by their names, in the order of the file.
    pub limits: Vec<(Set<String>, u32)>,
}

impl Settings {
    /// The severities of lints as [`crate::lint::lint`] takes them.
    pub fn levels(&self) -> Levels {
        self.lints.iter().map(|(name, level)| (name.value.clone(), *level)).collect()
    }

    /// How much of a file is read: what the file says, else the default.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::DEFAULT;
        for (name, most) in &self.limits {
            if let Some(limit) = LIMITS.iter().find(|limit| limit.name == name.value) {
                (limit.set)(&mut limits, *most);
            }
        }
        limits
    }
}

/// Reads the file.
pub fn read(source: &Source) -> Outcome<Settings> {
    let mut reader = Reader { source, tree: Tree::default(), diags: Vec::new() };
    let mut settings = Settings::default();
    for document in read_document(source, Format::Toml) {
        match document.tree {
            Ok(tree) => reader.tree = tree,
            // A file without settings is a sound one: it says where the folder of the project is.
            Err(diagnostic) if diagnostic == empty_file(Span::new(source.id, 0, source.text.len())) => {}
            Err(diagnostic) => reader.diags.push(diagnostic),
        }
    }
    if let Some(root) = reader.tree.root() {
        for (key, value) in reader.entries(root) {
            reader.top(&mut settings, &key, value);
        }
    }
    Outcome { value: settings, diags: reader.diags }
}

/// The day that a text means: a day, or a fiscal year, which stands for its 1 April.
pub fn day(text: &str) -> Option<Date> {
    let year = parse_year(text).ok().and_then(|read| read.year.first_day());
    parse_date(text).ok().map(|read| read.date).or(year)
}

struct Reader<'a> {
    source: &'a Source,
    tree: Tree,
    diags: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn top(&mut self, settings: &mut Settings, key: &Set<String>, value: NodeId) {
        match key.value.as_str() {
            "rules" => settings.rules = self.text(key, value).filter(|path| self.is_path(path)),
            "exclude" => settings.exclude = self.texts(key, value),
            "drafts" => settings.drafts = self.texts(key, value),
            "format" => settings.format = self.one_or_more(key, value),
            "as_of" => {
                let Some(text) = self.scalar(key, value) else { return };
                settings.as_of = day(&text.value).map(|day| Set { value: day, span: text.span });
                if settings.as_of.is_none() {
                    self.diags.push(problem::no_day(text.span, &text.value));
                }
            }
            "lang" => {
                let lang = self.word(key, value, &["en", "ja"]);
                let lang = lang.map(|word| Set {
                    value: if word.value == "ja" { Lang::Ja } else { Lang::En },
                    span: word.span,
                });
                settings.lang = lang;
            }
            "programs" => {
                for (program, patterns) in self.table(key, value) {
                    let patterns = self.one_or_more(&program, patterns);
                    settings.programs.push((program, patterns));
                }
            }
            "lints" => {
                for (lint, level) in self.table(key, value) {
                    let names = || LINTS.iter().map(|lint| lint.name).chain([ALL]);
                    if !names().any(|name| name == lint.value) {
                        let near = nearest(&lint.value, names());
                        self.diags.push(problem::unknown_lint(lint.span, &lint.value, near));
                        continue;
                    }
                    let word = self.word(&lint, level, &["off", "advice", "warning", "error"]);
                    settings.lints.extend(word.map(|word| (lint, severity(&word.value))));
                }
            }
            "waivers" => {
                for (entry, files) in self.table(key, value) {
                    if entry.value == "files" {
                        settings.waivers = Some(self.one_or_more(&entry, files));
                    } else {
                        let near = nearest(&entry.value, ["files"]);
                        self.diags.push(problem::unknown_key(entry.span, &entry.value, near));
                    }
                }
            }
            "limits" => {
                for (limit, most) in self.table(key, value) {
                    let names = || LIMITS.iter().map(|limit| limit.name);
                    if !names().any(|name| name == limit.value) {
                        let near = nearest(&limit.value, names());
                        self.diags.push(problem::unknown_limit(limit.span, &limit.value, near));
                        continue;
                    }
                    let most = self.count(&limit, most);
                    settings.limits.extend(most.map(|most| (limit, most)));
                }
            }
            other => {
                let near = nearest(other, KEYS.iter().map(|key| key.name));
                self.diags.push(problem::unknown_key(key.span, other, near));
            }
        }
    }

    /// The keys and values of a map; nothing where it is none.
    fn entries(&self, map: NodeId) -> Vec<(Set<String>, NodeId)> {
        let mut out = Vec::new();
        let mut children = self.tree.children(map);
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            out.extend(self.written(key).map(|key| (key, value)));
        }
        out
    }

    /// The text of a scalar, and its place.
    fn written(&self, id: NodeId) -> Option<Set<String>> {
        let node = self.tree.node(id)?;
        match node.kind {
            Kind::Plain(text) | Kind::Quoted(text) => {
                Some(Set { value: self.tree.text(text, &self.source.text).to_owned(), span: self.place(id) })
            }
            _ => None,
        }
    }

    fn place(&self, id: NodeId) -> Span {
        let (start, end) = self.tree.node(id).map_or((0, 0), |node| (node.start, node.end));
        Span { file: self.source.id, start, end }
    }

    fn is(&self, id: NodeId, wanted: fn(Kind) -> bool) -> bool {
        self.tree.node(id).is_some_and(|node| wanted(node.kind))
    }

    fn wrong(&mut self, key: &Set<String>, value: NodeId, wanted: problem::Wanted) {
        self.diags.push(problem::wrong_kind(self.place(value), &key.value, wanted));
    }

    fn text(&mut self, key: &Set<String>, value: NodeId) -> Option<Set<String>> {
        if self.is(value, |kind| matches!(kind, Kind::Quoted(_))) {
            return self.written(value);
        }
        self.wrong(key, value, problem::Wanted::Text);
        None
    }

    /// A text, or a day that TOML writes without quotes.
    fn scalar(&mut self, key: &Set<String>, value: NodeId) -> Option<Set<String>> {
        let written = self.written(value);
        if written.is_none() {
            self.wrong(key, value, problem::Wanted::Day);
        }
        written
    }

    /// A whole number from 1 on; of nesting only so much as can be decoded.
    fn count(&mut self, key: &Set<String>, value: NodeId) -> Option<u32> {
        let deepest = u32::try_from(Limits::DEEPEST).unwrap_or(u32::MAX);
        let most = if key.value == "depth" { deepest } else { u32::MAX };
        let plain = self.is(value, |kind| matches!(kind, Kind::Plain(_)));
        let written = self.written(value).filter(|_| plain);
        let count = written.and_then(|text| text.value.replace('_', "").parse().ok());
        if count.is_none_or(|count| count == 0 || count > most) {
            self.wrong(key, value, problem::Wanted::Count(most));
            return None;
        }
        count
    }

    fn word(&mut self, key: &Set<String>, value: NodeId, known: &[&str]) -> Option<Set<String>> {
        let word = self.text(key, value)?;
        if known.contains(&word.value.as_str()) {
            return Some(word);
        }
        let near = nearest(&word.value, known.iter().copied());
        self.diags.push(problem::unknown_word(word.span, (&key.value, &word.value), near, known));
        None
    }

    fn texts(&mut self, key: &Set<String>, value: NodeId) -> Vec<Set<String>> {
        if !self.is(value, |kind| kind == Kind::Seq) {
            self.wrong(key, value, problem::Wanted::Texts);
            return Vec::new();
        }
        let items: Vec<NodeId> = self.tree.children(value).collect();
        items.into_iter().filter_map(|item| self.text(key, item)).collect()
    }

    fn one_or_more(&mut self, key: &Set<String>, value: NodeId) -> Vec<Set<String>> {
        if self.is(value, |kind| matches!(kind, Kind::Quoted(_))) {
            return self.written(value).into_iter().collect();
        }
        self.texts(key, value)
    }

    fn table(&mut self, key: &Set<String>, value: NodeId) -> Vec<(Set<String>, NodeId)> {
        if !self.is(value, |kind| kind == Kind::Map) {
            self.wrong(key, value, problem::Wanted::Table);
            return Vec::new();
        }
        self.entries(value)
    }

    /// Whether a text names a folder; the empty one does not.
    fn is_path(&mut self, path: &Set<String>) -> bool {
        let sound = !path.value.trim().is_empty() && !path.value.contains('\0');
        if !sound {
            self.diags.push(problem::no_folder(path.span));
        }
        sound
    }
}

fn severity(word: &str) -> Option<Severity> {
    match word {
        "advice" => Some(Severity::Advice),
        "warning" => Some(Severity::Warning),
        "error" => Some(Severity::Error),
        _ => None,
    }
}
