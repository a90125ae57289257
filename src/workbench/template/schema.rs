//! The JSON Schema (2020-12) of a pack's applications, from which editors complete, explain and check as one types.
//!
//! It never refuses what `kisoku check` reads: keys and words in every spelling, values in every notation, gaps and the
//! marks for what does not apply. So nothing is `required`: what is missing leaves an application undetermined, which
//! is no error. Completion offers the keys of one language, each once.

use super::json::Json;
use super::notation::Notations;
use super::outline::{Entry, Outline, Shape, outline};
use super::spelling::Spelling;
use super::words::{facts, join, key};
use crate::data::Schema;
use crate::diag::{Bilingual, Lang};
use crate::plan::Plan;
use crate::report::uri;
use crate::value::{EnumId, Scalar};

/// The schema of a pack, with titles and descriptions in a language.
pub fn schema(plan: &Plan, lang: Lang) -> String {
    let outline = outline(plan);
    let spelling = Spelling::new();
    let notations = Notations::new(&spelling);
    let mut make =
        Make { outline: &outline, spelling: &spelling, notations: &notations, lang, definitions: Vec::new() };
    let (properties, patterns) = make.properties("", &outline.fields);
    let program = make.program();
    let mut all_properties = vec![("program".to_owned(), program.clone())];
    all_properties.extend(properties);
    let mut all_patterns = vec![(spelling.whole(["program"].into_iter()), program)];
    all_patterns.extend(patterns);
    let head = &outline.pack.program;
    let mut pairs = vec![
        pair("$schema", Json::text("https://json-schema.org/draft/2020-12/schema")),
        pair("$id", Json::Text(format!("urn:kisoku:{}", uri::segment(&outline.pack.id)))),
        pair("title", Json::text(head.title.get(lang))),
    ];
    if !head.authority.get(lang).is_empty() {
        pairs.push(pair("description", Json::text(head.authority.get(lang))));
    }
    pairs.extend([
        pair("type", Json::text("object")),
        pair("properties", Json::Map(all_properties)),
        pair("patternProperties", Json::Map(all_patterns)),
        pair("additionalProperties", Json::Bool(false)),
        pair("$defs", Json::Map(make.definitions)),
    ]);
    Json::Map(pairs).pretty()
}

fn pair(key: &str, value: Json) -> (String, Json) {
    (key.to_owned(), value)
}

type Pairs = Vec<(String, Json)>;

struct Make<'s> {
    outline: &'s Outline<'s>,
    spelling: &'s Spelling,
    notations: &'s Notations,
    lang: Lang,
    /// Each field once, under the path to it.
    definitions: Pairs,
}

impl Make<'_> {
    fn schema(&self) -> &Schema {
        &self.outline.pack.schema
    }

    fn program(&self) -> Json {
        let id = self.outline.pack.id.as_str();
        // Spaces around the id are trimmed by the reader.
        let trimmed = format!("^\\s*{}\\s*$", id.replace('.', "\\."));
        Json::Map(vec![pair(
            "anyOf",
            Json::List(vec![
                Json::Map(vec![pair("const", Json::text(id))]),
                Json::Map(vec![pair("type", Json::text("string")), pair("pattern", Json::Text(trimmed))]),
            ]),
        )])
    }

    /// The keys that are offered, and the expressions for all that are taken; both lead to the same definition.
    fn properties(&mut self, path: &str, fields: &[Entry<'_>]) -> (Pairs, Pairs) {
        let (mut properties, mut patterns) = (Vec::new(), Vec::new());
        for entry in fields {
            let name = &entry.field.name;
            let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            let definition = self.field(&at, entry);
            self.definitions.push((at.clone(), definition));
            let reference =
                Json::Map(vec![pair("$ref", Json::Text(format!("#/$defs/{}", uri::segment(&at))))]);
            properties.push((key(entry.field, self.lang).to_owned(), reference.clone()));
            patterns.push((self.spelling.whole(entry.field.spellings()), reference));
        }
        (properties, patterns)
    }

    fn field(&mut self, path: &str, entry: &Entry<'_>) -> Json {
        let field = entry.field;
        let label = field.label.words(&field.name);
        let mut pairs = vec![
            pair("title", Json::text(label.get(self.lang))),
            pair("description", Json::Text(self.description(entry))),
        ];
        pairs.extend(self.shape(path, &entry.shape, field.optional));
        Json::Map(pairs)
    }

    /// What the field is and which rules read it, a line each.
    fn description(&self, entry: &Entry<'_>) -> String {
        let mut lines = vec![join(self.lang, &facts(self.outline.pack, entry))];
        for rule in &entry.rules {
            let mut sources = rule.sources.iter().filter_map(|number| {
                let source = self.outline.sources.get(number.saturating_sub(1))?;
                Some(source.get(self.lang))
            });
            let source = sources.next().unwrap_or_default();
            let title = rule.title.get(self.lang);
            lines.push(match self.lang {
                Lang::En => format!("- {title} ({source})"),
                Lang::Ja => format!("- {title}（{source}）"),
            });
        }
        lines.join("\n")
    }

    fn shape(&mut self, path: &str, shape: &Shape<'_>, optional: bool) -> Pairs {
        match shape {
            Shape::Scalar(Scalar::Enum(id)) => self.word(*id, optional),
            Shape::Scalar(scalar) => self.scalar(*scalar, optional),
            Shape::Record(fields) => {
                let (properties, patterns) = self.properties(path, fields);
                let mut pairs = self.gaps("object", optional);
                pairs.extend([
                    pair("properties", Json::Map(properties)),
                    pair("patternProperties", Json::Map(patterns)),
                    pair("additionalProperties", Json::Bool(false)),
                ]);
                pairs
            }
            Shape::List(item, min, max) => {
                let items = self.shape(path, item, false);
                let mut pairs = self.gaps("array", optional);
                pairs.push(pair("items", Json::Map(items)));
                if *min > 0 {
                    pairs.push(pair("minItems", Json::Number(i64::from(*min))));
                }
                pairs.extend(max.map(|max| pair("maxItems", Json::Number(i64::from(max)))));
                pairs
            }
        }
    }

    /// A group or a list, or a gap where it would stand.
    fn gaps(&self, kind: &str, optional: bool) -> Pairs {
        vec![
            pair("type", types(&[kind, "string", "null"])),
            pair("pattern", Json::Text(self.notations.with_gaps(&[], optional))),
        ]
    }

    fn scalar(&self, scalar: Scalar, optional: bool) -> Pairs {
        let (kinds, limits): (&[&str], Pairs) = match scalar {
            // YAML makes a number of a text that looks like one.
            Scalar::Text => (&["string", "number", "null"], Vec::new()),
            Scalar::YesNo => (&["boolean", "string", "null"], Vec::new()),
            Scalar::Number => (&["number", "string", "null"], Vec::new()),
            Scalar::Whole => (&["integer", "string", "null"], Vec::new()),
            Scalar::Money(money) => {
                let limits = if money.signed { Vec::new() } else { vec![pair("minimum", Json::Number(0))] };
                (&["integer", "string", "null"], limits)
            }
            Scalar::FiscalYear => (
                &["integer", "string", "null"],
                vec![pair("minimum", Json::Number(1000)), pair("maximum", Json::Number(9999))],
            ),
            Scalar::Percent | Scalar::Date | Scalar::Enum(_) => (&["string", "null"], Vec::new()),
        };
        let mut pairs = vec![pair("type", types(kinds))];
        pairs.extend(limits);
        if let Some(pattern) = self.notations.of(scalar, optional) {
            pairs.push(pair("pattern", Json::Text(pattern)));
            // Not of JSON Schema, but read by editors: nobody should have to read the expression.
            let examples = examples(scalar, self.lang);
            pairs.push(pair("patternErrorMessage", Json::text(examples)));
        }
        pairs
    }

    /// A word of an enum: one that is offered, any other spelling, or a gap.
    fn word(&self, id: EnumId, optional: bool) -> Pairs {
        let members = self.schema().enumeration(id).map_or(&[][..], |words| words.members.as_slice());
        let mut ways = Vec::new();
        for member in members {
            let choice = member.choice();
            let word = choice.get(self.lang);
            let others: Vec<&str> = member.spellings().filter(|other| *other != word).collect();
            ways.push(Json::Map(vec![
                pair("const", Json::text(word)),
                pair("description", Json::Text(others.join(" / "))),
            ]));
        }
        let all = members.iter().flat_map(crate::data::Member::spellings);
        let any = format!("{0}{1}{0}", super::spelling::BLANK, self.spelling.any(all));
        ways.push(Json::Map(vec![
            pair("type", types(&["string", "null"])),
            pair("pattern", Json::Text(self.notations.with_gaps(&[&any], optional))),
        ]));
        // A word that YAML takes for a number or a truth value.
        ways.extend(
            members
                .iter()
                .flat_map(crate::data::Member::spellings)
                .filter_map(bare)
                .map(|value| Json::Map(vec![pair("const", value)])),
        );
        vec![pair("anyOf", Json::List(ways))]
    }
}

/// What an editor says of a value that cannot be read.
fn examples(scalar: Scalar, lang: Lang) -> String {
    let (en, ja) = match scalar {
        Scalar::Money(_) => (
            "write an amount, such as 5億円, 500,000千円 or ¥500,000,000",
            "金額を書いてください（例：5億円、500,000千円）",
        ),
        Scalar::Whole => ("write a whole number, such as 12", "整数を書いてください（例：12）"),
        Scalar::Number => ("write a number, such as 0.5 or 1/3", "数値を書いてください（例：0.5、1/3）"),
        Scalar::Percent => (
            "write a percentage with its sign, such as 20%",
            "割合を記号付きで書いてください（例：20%、2割）",
        ),
        Scalar::Date => {
            ("write a day, such as 2007-10-10", "日付を書いてください（例：2007-10-10、平成19年10月10日）")
        }
        Scalar::FiscalYear => {
            ("write a fiscal year, such as FY2007", "年度を書いてください（例：2007年度、平成19年度）")
        }
        Scalar::YesNo => ("write yes or no", "はい・いいえのいずれかを書いてください"),
        Scalar::Text | Scalar::Enum(_) => ("write text", "文字列を書いてください"),
    };
    Bilingual::new(en, ja).get(lang).to_owned()
}

fn types(all: &[&str]) -> Json {
    Json::List(all.iter().map(|kind| Json::text(*kind)).collect())
}

/// What a word is where it stands without quotes, if that is no text.
fn bare(word: &str) -> Option<Json> {
    match word {
        "true" => Some(Json::Bool(true)),
        "false" => Some(Json::Bool(false)),
        _ => word.parse().ok().map(Json::Number),
    }
}
