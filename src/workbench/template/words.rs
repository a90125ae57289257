//! The words of a template: comments, wrapped, in one language.

use super::outline::{Entry, Outline, Shape};
use crate::check::Pack;
use crate::data::Field;
use crate::diag::{Bilingual, Lang};
use crate::text::fold_key;
use crate::value::{FiscalYear, Scalar, era_date_text, era_year_text, show};
use crate::workbench::types::scalar_words;
use textwrap::core::display_width;

/// The widest line of a comment.
const WIDTH: usize = 84;

/// The key of a field in a template: its name in English, its label in Japanese.
pub(super) fn key(field: &Field, lang: Lang) -> &str {
    match (lang, &field.label.ja) {
        (Lang::Ja, Some(label)) => label,
        _ => &field.name,
    }
}

/// The lines of a comment after its mark: what the field is, then the rules that read it.
pub(super) fn about(pack: &Pack, entry: &Entry<'_>, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let facts = join(lang, &facts(pack, entry));
    let what = match label(entry.field, lang) {
        Some(label) if facts.is_empty() => label.to_owned(),
        Some(label) => format!("{label}: {facts}"),
        None => facts,
    };
    if !what.is_empty() {
        wrapped(&mut out, "", "  ", &what);
    }
    for rule in &entry.rules {
        let numbers: Vec<String> = rule.sources.iter().map(|number| format!("[{number}]")).collect();
        let advice = match (rule.advice, lang) {
            (false, _) => "",
            (true, Lang::En) => "advice: ",
            (true, Lang::Ja) => "助言：",
        };
        let text = format!("{advice}{} {}", rule.title.get(lang), numbers.join(""));
        wrapped(&mut out, "- ", "  ", text.trim_end());
    }
    out
}

/// The label, where it says more than the key.
fn label(field: &Field, lang: Lang) -> Option<&str> {
    let label = field.label.en.as_deref().filter(|_| lang == Lang::En)?;
    (fold_key(label) != fold_key(&field.name.replace('_', " "))).then_some(label)
}

/// What a field is: its type, its size, its limits.
pub(super) fn facts(pack: &Pack, entry: &Entry<'_>) -> Vec<Bilingual> {
    let mut out = Vec::new();
    match &entry.shape {
        Shape::List(item, min, max) => {
            let words = match item.as_ref() {
                Shape::Scalar(scalar) => Some(type_words(pack, *scalar, true)),
                Shape::Record(..) | Shape::List(..) => None,
            };
            out.push(size_words(*min, *max));
            out.extend(words);
        }
        Shape::Scalar(scalar) => out.push(type_words(pack, *scalar, false)),
        // What it consists of stands below it.
        Shape::Record(..) => {}
    }
    if entry.optional {
        out.push(Bilingual::new("optional", "任意"));
    }
    if !entry.limits.is_empty() {
        let limits = |get: fn(&Bilingual) -> &str, with: &str| {
            entry.limits.iter().map(get).collect::<Vec<_>>().join(with)
        };
        out.push(Bilingual::new(limits(|one| &one.en, " and "), limits(|one| &one.ja, "")));
    }
    if entry.dates {
        out.push(Bilingual::new("the rules of that time apply", "この時点で有効な規則を適用する"));
    }
    out
}

/// A type in words, of a single value or of the entries of a list; an enum with its words.
fn type_words(pack: &Pack, scalar: Scalar, listed: bool) -> Bilingual {
    let Scalar::Enum(id) = scalar else { return scalar_words(pack, scalar) };
    let members = pack.schema.enumeration(id).map_or(&[][..], |words| words.members.as_slice());
    let all: Vec<Bilingual> = members.iter().map(crate::data::Member::choice).collect();
    let en: Vec<&str> = all.iter().map(|word| word.en.as_str()).collect();
    let ja: Vec<&str> = all.iter().map(|word| word.ja.as_str()).collect();
    let each = if listed {
        ("each one of", "各項目は次のいずれか")
    } else {
        ("one of", "次のいずれか")
    };
    Bilingual::new(format!("{}: {}", each.0, en.join(", ")), format!("{}：{}", each.1, ja.join("、")))
}

fn size_words(min: u32, max: Option<u32>) -> Bilingual {
    match (min, max) {
        (0, None) => Bilingual::new("a list", "一覧"),
        (min, None) => Bilingual::new(format!("a list of {min} or more"), format!("一覧（{min}件以上）")),
        (min, Some(max)) if min == max => {
            Bilingual::new(format!("a list of exactly {max}"), format!("一覧（{max}件）"))
        }
        (0, Some(max)) => Bilingual::new(format!("a list of up to {max}"), format!("一覧（{max}件以下）")),
        (min, Some(max)) => {
            Bilingual::new(format!("a list of {min} to {max}"), format!("一覧（{min}件以上{max}件以下）"))
        }
    }
}

/// What to write where a list that must be there has no entries.
pub(super) fn none_words(empty: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("if there are none, write {empty}"),
        Lang::Ja => format!("該当がなければ {empty} と書く"),
    }
}

pub(super) fn join(lang: Lang, parts: &[Bilingual]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| part.get(lang)).collect();
    parts.join(if lang == Lang::En { "; " } else { "。" })
}

/// How a format is filled in.
pub(super) struct Manual {
    /// Where a value is written.
    pub(super) value: Bilingual,
    /// How another entry is added to a list.
    pub(super) entries: Bilingual,
    /// The name of a file of it.
    pub(super) file: &'static str,
}

/// The lines at the top: what this is, how it is filled in, how values may be written.
pub(super) fn head(outline: &Outline<'_>, manual: &Manual, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let program = &outline.pack.program;
    let title = program.title.get(lang);
    let heading = match lang {
        Lang::En => format!("Application: {title}"),
        Lang::Ja => format!("申請書：{title}"),
    };
    wrapped(&mut out, "", "  ", &heading);
    if !program.authority.get(lang).is_empty() {
        let line = match lang {
            Lang::En => format!("To: {}", program.authority.en),
            Lang::Ja => format!("提出先：{}", program.authority.ja),
        };
        wrapped(&mut out, "", "  ", &line);
    }
    out.push(String::new());
    wrapped(&mut out, "", "", manual.value.get(lang));
    if any(&outline.fields, &|entry| entry.optional) {
        let text = Bilingual::new(
            "Lines such as `#key` are optional parts: to use one, take the # off all of its lines.",
            "「#項目名」のように # で始まる行は任意の項目です。使う場合は、その項目のすべての行から # を取ってください。",
        );
        wrapped(&mut out, "", "", text.get(lang));
    }
    if any(&outline.fields, &|entry| matches!(entry.shape, Shape::List(..))) {
        wrapped(&mut out, "", "", manual.entries.get(lang));
    }
    out.push(match lang {
        Lang::En => format!("To check it:  kisoku check {} --draft", manual.file),
        Lang::Ja => format!("検査するには：kisoku check {} --draft", manual.file),
    });
    let rows = notations(outline);
    if !rows.is_empty() {
        out.push(String::new());
        out.push(Bilingual::new("How values may be written:", "値の書き方：").get(lang).to_owned());
        let widest = rows.iter().map(|(name, _)| display_width(name.get(lang))).max().unwrap_or(0);
        for (name, examples) in rows {
            let name = name.get(lang);
            let pad = " ".repeat(widest.saturating_sub(display_width(name)));
            out.push(format!("  {name}{pad}  {}", examples.join(if lang == Lang::En { ", " } else { "、" })));
        }
    }
    out
}

/// The lines at the end: where the rules come from.
pub(super) fn tail(outline: &Outline<'_>, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    if outline.sources.is_empty() {
        return out;
    }
    out.push(Bilingual::new("Where the rules come from:", "規則の出典：").get(lang).to_owned());
    for (number, source) in (1usize..).zip(&outline.sources) {
        wrapped(&mut out, &format!("[{number}] "), "    ", source.get(lang));
    }
    out
}

/// How values of each type that occurs may be written.
fn notations(outline: &Outline<'_>) -> Vec<(Bilingual, Vec<String>)> {
    let has = |wanted: fn(Scalar) -> bool| {
        any(&outline.fields, &|entry| matches!(entry.shape.item(), Shape::Scalar(scalar) if wanted(*scalar)))
    };
    let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    let first = outline.pack.program.valid.map_or(2024, |valid| valid.from.fiscal_year().0);
    let year = FiscalYear(first);
    let mut out = Vec::new();
    if has(|scalar| matches!(scalar, Scalar::Money(_))) {
        let all = ["5億円", "500,000千円", "¥500,000,000", "0.5 billion yen"];
        out.push((Bilingual::new("amount", "金額"), texts(&all)));
    }
    if has(|scalar| scalar == Scalar::FiscalYear) {
        let shown = show::year(year);
        out.push((Bilingual::new("fiscal year", "年度"), vec![shown.en, shown.ja, era_year_text(year)]));
    }
    if has(|scalar| scalar == Scalar::Date)
        && let Some(day) = crate::value::Date::new(first, 10, 10)
    {
        out.push((
            Bilingual::new("date", "日付"),
            vec![day.to_string(), show::date(day).ja, era_date_text(day)],
        ));
    }
    if has(|scalar| scalar == Scalar::Percent) {
        out.push((Bilingual::new("percentage", "割合"), texts(&["20%", "2割"])));
    }
    if has(|scalar| scalar == Scalar::Number) {
        out.push((Bilingual::new("number", "数値"), texts(&["1,000", "0.5", "1/3"])));
    }
    if has(|scalar| scalar == Scalar::YesNo) {
        out.push((Bilingual::new("yes or no", "はい・いいえ"), texts(&["yes", "no", "はい", "いいえ"])));
    }
    out
}

/// Whether any field is such.
fn any(fields: &[Entry<'_>], wanted: &dyn Fn(&Entry<'_>) -> bool) -> bool {
    fields.iter().any(|entry| {
        let inner = match entry.shape.item() {
            Shape::Record(inner) => any(inner, wanted),
            _ => false,
        };
        wanted(entry) || inner
    })
}

/// A text in double quotes, as YAML and TOML alike read it.
pub(super) fn in_quotes(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}

/// Adds a text as lines that are not too wide.
fn wrapped(out: &mut Vec<String>, first: &str, rest: &str, text: &str) {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    let text = crate::text::one_line(text);
    out.extend(textwrap::wrap(&text, options).into_iter().map(std::borrow::Cow::into_owned));
}
