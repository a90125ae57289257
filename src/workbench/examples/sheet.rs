//! Examples as a sheet that an official signs off: one row an example, in Markdown or CSV.

use super::{Case, Examples, Threshold, words};
use crate::diag::{Bilingual, Lang};
use crate::workbench::csv::{BYTE_ORDER_MARK, cell};
use crate::workbench::paper::markdown_text;

fn heads() -> [Bilingual; 9] {
    let both = Bilingual::new;
    [
        both("rule", "規則"),
        both("threshold", "基準"),
        both("place", "位置"),
        both("value", "値"),
        both("the rule", "規則の判定"),
        both("the application", "申請の判定"),
        both("example", "例"),
        both("source", "出典"),
        both("confirmed (name, date)", "確認（氏名・日付）"),
    ]
}

fn row(threshold: &Threshold, case: &Case, lang: Lang) -> [String; 9] {
    let say = |text: &Bilingual| text.get(lang).to_owned();
    let (rule, verdict, example) = match &case.found {
        Ok(example) => (
            say(&words::outcome(example.outcome, threshold.advice)),
            say(&words::verdict(example.verdict)),
            format!("{}.yaml", case.name),
        ),
        Err(why) => (String::new(), String::new(), say(why)),
    };
    [
        threshold.rule.clone(),
        say(&threshold.words),
        say(&case.place),
        case.value.as_ref().map(say).unwrap_or_default(),
        rule,
        verdict,
        example,
        say(&threshold.sources),
        String::new(),
    ]
}

/// The sheet in Markdown.
pub fn markdown(examples: &Examples, lang: Lang) -> String {
    let title = Bilingual::new(
        format!("Boundary examples: {}", examples.title.en),
        format!("境界の例：{}", examples.title.ja),
    );
    let mut out = format!("# {}\n\n`{}`\n\n", markdown_text(title.get(lang)), examples.program);
    let line = |cells: [String; 9]| format!("| {} |\n", cells.map(|text| markdown_text(&text)).join(" | "));
    out.push_str(&line(heads().map(|head| head.get(lang).to_owned())));
    out.push_str("|---|---|---|---:|---|---|---|---|---|\n");
    for threshold in &examples.thresholds {
        for case in &threshold.cases {
            out.push_str(&line(row(threshold, case, lang)));
        }
    }
    for (rule, why) in &examples.left_out {
        let text = words::left_out(why);
        out.push_str(&format!("\n- {}: {}\n", markdown_text(rule), markdown_text(text.get(lang))));
    }
    out
}

/// The sheet in CSV; with a byte order mark where Excel is to open it.
pub fn csv(examples: &Examples, lang: Lang, for_excel: bool) -> String {
    let line = |cells: [String; 9]| format!("{}\n", cells.map(|text| cell(&text)).join(","));
    let mut out = String::new();
    if for_excel {
        out.push(BYTE_ORDER_MARK);
    }
    out.push_str(&line(heads().map(|head| head.get(lang).to_owned())));
    for threshold in &examples.thresholds {
        for case in &threshold.cases {
            out.push_str(&line(row(threshold, case, lang)));
        }
    }
    out
}
