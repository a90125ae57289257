//! Random text of rule files, made from the grammar itself: every rule of `grammar/kisoku.pest` is walked, so that what
//! is added there is written here, too. Between two tokens stands random white space, and a comment now and then.

use super::generate::Random;
use pest_meta::ast::{Expr, RuleType};
use pest_meta::parser;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of the grammar, by name.
pub(crate) struct Grammar(BTreeMap<String, (RuleType, Expr)>);

impl Grammar {
    pub(crate) fn load() -> Grammar {
        let text = include_str!("../../grammar/kisoku.pest");
        let pairs = parser::parse(parser::Rule::grammar_rules, text).unwrap();
        let rules = parser::consume_rules(pairs).unwrap();
        Grammar(rules.into_iter().map(|rule| (rule.name, (rule.ty, rule.expr))).collect())
    }

    /// The rules that leave a trace in the tree.
    pub(crate) fn tokens_and_nodes(&self) -> impl Iterator<Item = &str> {
        let inside = ["plain_text", "rest_of_line", "file", "single"];
        let kept = move |name: &str, ty: RuleType| ty != RuleType::Silent && !inside.contains(&name);
        self.0.iter().filter(move |(name, (ty, _))| kept(name, *ty)).map(|(name, _)| name.as_str())
    }
}

/// A rule file in the making.
pub(crate) struct Writer<'g> {
    grammar: &'g Grammar,
    pub(crate) random: Random,
    pub(crate) text: String,
    /// The grammar's rules that were used.
    pub(crate) used: BTreeSet<String>,
    /// A raw value reaches to the end of its line.
    line_must_end: bool,
    depth: usize,
    inside_condition: bool,
}

/// Strings as people write them, and as nobody should.
const STRINGS: [&str; 9] = [
    "\"\"",
    "\"Costs\"",
    "\"経費の区分\"",
    r#""a \"quoted\" word""#,
    r#""back\\slash""#,
    "\"not // a comment\"",
    "\"か\u{3099} in two parts\"",
    "\"a longer sentence that, beside another one, no longer fits on the rest of the line\"",
    "\"日本語の長い文。ほかの文と並べると一行に収まらない長さの文です。\"",
];
const NAMES: [&str; 10] = [
    "a",
    "own",
    "grant_total",
    "title",
    "given",
    "missing",
    "自己負担",
    "か\u{3099}",
    "y",
    "local_expenditure",
];
const AMOUNTS: [&str; 12] = [
    "5億円",
    "５億円",
    "500000千円",
    "500,000千円",
    "1億5000万円",
    "1_000円",
    "0.5 billion yen",
    "300  yen",
    "¥500000",
    "￥1234 thousand",
    "-3 million yen",
    "▲3百万円",
];
const RAW: [&str; 9] =
    ["5億円", "FY2007", "1,000", "1,000,000円", "はい", "new field", "2007-10-10", "６百万円", "平成19年度"];

impl<'g> Writer<'g> {
    pub(crate) fn new(grammar: &'g Grammar, seed: u64) -> Writer<'g> {
        Writer {
            grammar,
            random: Random(seed),
            text: String::new(),
            used: BTreeSet::new(),
            line_must_end: false,
            depth: 0,
            inside_condition: false,
        }
    }

    /// A declaration on lines of its own; gives its rule.
    pub(crate) fn declaration(&mut self) -> String {
        let kinds = self.choices("declaration");
        let kind = self.random.pick(&kinds).clone();
        self.rule(&kind);
        self.text.push_str(match self.random.below(5) {
            0 => "\n",
            1 => "\r\n\r\n",
            2 => " // the end\n\n\n\n",
            3 => "\n// of the next one\n",
            _ => "\n\n",
        });
        self.line_must_end = false;
        kind
    }

    fn choices(&self, rule: &str) -> Vec<String> {
        fn add(expr: &Expr, into: &mut Vec<String>) {
            match expr {
                Expr::Choice(a, b) => {
                    add(a, into);
                    add(b, into);
                }
                Expr::Ident(name) => into.push(name.clone()),
                _ => {}
            }
        }
        let mut all = Vec::new();
        add(&self.grammar.0[rule].1, &mut all);
        all
    }

    fn rule(&mut self, name: &str) {
        self.used.insert(name.to_owned());
        if let Some(token) = self.sample(name) {
            self.line_must_end = matches!(name, "raw_value" | "raw_cell");
            self.text.push_str(&token);
            return;
        }
        let Some((ty, expr)) = self.grammar.0.get(name) else { panic!("{name} is not in the grammar") };
        let atomic = matches!(ty, RuleType::Atomic | RuleType::CompoundAtomic);
        self.depth += 1;
        let outer = self.inside_condition;
        self.inside_condition = matches!(name, "expression" | "condition" | "sum");
        self.write(expr, atomic);
        self.inside_condition = outer;
        self.depth -= 1;
    }

    /// Tokens whose parts do not go together at random.
    fn sample(&mut self, name: &str) -> Option<String> {
        let random = &mut self.random;
        let from = |random: &mut Random, all: &[&str]| Some((*random.pick(all)).to_owned());
        match name {
            "string" => from(random, &STRINGS),
            "name" => from(random, &NAMES),
            "dotted" => from(random, &["Kind", "stage1.Kind", "か\u{3099}.様式", "Year"]),
            "path" => {
                from(random, &["a", "y.grant", "plan.か\u{3099}.name", "given", "missing.x", "自己負担"])
            }
            "place" => from(random, &["a", "years[0].grant", "main_part[10]", "か\u{3099}.b[2].c"]),
            "raw_value" | "raw_cell" => from(random, &RAW),
            "amount" => from(random, &AMOUNTS),
            "number" => from(random, &["1", "1000", "1_000", "12345", "１２", "0.5", "-3", "1,000.25"]),
            "percent" => from(random, &["20%", "２０％", "12.5%", "0%"]),
            "date" => from(random, &["2007-10-10", "2024-4-1", "２００８-04-01"]),
            "fiscal_year" => from(random, &["2007年度", "２００７年度"]),
            "named_year" => from(random, &["FY2007", "令和６年度", "平成19年度", "令和元年度"]),
            "count" => from(random, &["1", "2", "3", "12"]),
            "fraction" => from(random, &["1/3", "2 / 3", "1/ 2"]),
            "item_id" => from(random, &["1-a", "2", "3.b"]),
            "EOI" | "SOI" => Some(String::new()),
            _ => None,
        }
    }

    fn write(&mut self, expr: &Expr, atomic: bool) {
        match expr {
            Expr::Str(text) => self.text.push_str(text),
            Expr::Range(from, _) => self.text.push_str(from),
            Expr::Ident(name) => self.rule(name),
            Expr::PosPred(_) | Expr::NegPred(_) => {}
            Expr::Seq(a, b) => {
                self.write(a, atomic);
                if !atomic && !is_nothing(b) {
                    self.between();
                }
                self.write(b, atomic);
            }
            Expr::Choice(a, b) => {
                // A choice leans to its right: `a | b | c` is `a | (b | c)` or `(a | b) | c`.
                let mut all = Vec::new();
                alternatives(a, &mut all);
                alternatives(b, &mut all);
                // Deep down a token is taken, where there is one.
                let tokens: Vec<&Expr> = all.iter().copied().filter(|expr| self.is_token(expr)).collect();
                let from = if self.depth > 14 && !tokens.is_empty() { tokens } else { all };
                let chosen = *self.random.pick(&from);
                self.write(chosen, atomic);
            }
            Expr::Opt(inner) => {
                if self.random.chance(if self.depth > 14 { 5 } else { 40 }) {
                    self.write(inner, atomic);
                }
            }
            Expr::Rep(inner) => self.repeated(inner, atomic, 0),
            Expr::RepOnce(inner) | Expr::RepMin(inner, _) => self.repeated(inner, atomic, 1),
            Expr::RepExact(inner, times) => self.repeated(inner, atomic, *times as usize),
            other => panic!("the grammar has something new: {other:?}"),
        }
    }

    fn is_token(&mut self, expr: &Expr) -> bool {
        matches!(expr, Expr::Ident(name) if self.sample(name).is_some())
    }

    fn repeated(&mut self, inner: &Expr, atomic: bool, least: usize) {
        // Mixed `and` and `or`, and comparisons in a row, are errors.
        let most = if self.depth > 12 || self.inside_condition { 1 } else { 4 };
        let times = least.max(if self.random.chance(50) { self.random.below(most + 1) } else { 0 });
        for index in 0..times {
            if index > 0 && !atomic {
                self.between();
            }
            self.write(inner, atomic);
        }
    }

    /// What stands between two tokens.
    fn between(&mut self) {
        let must_end = std::mem::take(&mut self.line_must_end);
        let comment = ["// why", "//! 説明", "///  three slashes", "// \"quoted\" {", "//"];
        let comment = *self.random.pick(&comment);
        let gap = match self.random.below(40) {
            0 => format!(" {comment}\n"),
            1 => format!("\n  {comment}\n\n"),
            2 => format!("{comment}\r\n{comment}\n"),
            3 => "\t".to_owned(),
            4 => "\u{3000}".to_owned(),
            5 => "\r\n   ".to_owned(),
            6 => "\n\n\n".to_owned(),
            7 | 8 => "\n".to_owned(),
            9 => "   ".to_owned(),
            10 => " \u{FEFF}".to_owned(),
            _ => " ".to_owned(),
        };
        if must_end && !gap.contains('\n') {
            self.text.push('\n');
        }
        self.text.push_str(&gap);
    }
}

fn alternatives<'e>(expr: &'e Expr, into: &mut Vec<&'e Expr>) {
    match expr {
        Expr::Choice(a, b) => {
            alternatives(a, into);
            alternatives(b, into);
        }
        other => into.push(other),
    }
}

/// Whether an expression writes nothing: a look ahead.
fn is_nothing(expr: &Expr) -> bool {
    matches!(expr, Expr::PosPred(_) | Expr::NegPred(_))
}
