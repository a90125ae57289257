//! Survivors as people read them: what was changed and where, and the test that would notice it.

use super::survey::{Fate, Judged, PackMutation};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use crate::suite::rows::Printed;
use crate::text::SourceMap;

/// How many of a hundred, rounded down, so that 100 means all.
pub(crate) fn percent(part: usize, of: usize) -> usize {
    part.saturating_mul(100).checked_div(of).unwrap_or(100)
}

/// The survivors of a pack, and its score in one line.
pub fn human(pack: &PackMutation, sources: &SourceMap, lang: Lang) -> String {
    let mut out = String::new();
    let mut printed = Printed::default();
    for judged in pack.survivors() {
        survivor(judged, sources, lang, &mut printed, &mut out);
    }
    out.push_str(&score(pack, lang));
    out
}

fn survivor(judged: &Judged, sources: &SourceMap, lang: Lang, printed: &mut Printed, out: &mut String) {
    let mutant = &judged.mutant;
    let Fate::Survived { tests, example } = &judged.fate else { return };
    let place = sources.get(mutant.span.file).map_or_else(String::new, |source| {
        let at = source.line_column(mutant.span.start);
        format!("{}:{}:{}", source.name, at.line, at.column)
    });
    let words = mutant.words();
    let looking = match (lang, tests) {
        (Lang::En, 0) => "no test looks at it".to_owned(),
        (Lang::En, 1) => "the 1 test that looks at it does not notice".to_owned(),
        (Lang::En, n) => format!("none of the {n} tests that look at it notices"),
        (Lang::Ja, 0) => "対象とするテストがありません".to_owned(),
        (Lang::Ja, n) => format!("対象とするテスト{n}件のいずれも検出しません"),
    };
    let words = one_line(words.get(lang));
    match lang {
        Lang::En => out.push_str(&format!("{place}: {words}: {looking}\n")),
        Lang::Ja => out.push_str(&format!("{place}: {words}：{looking}\n")),
    }
    match example {
        Some(example) => {
            let words = Bilingual::new("this test would notice it:", "次のテストを加えると検出できます：");
            printed.add(example, &words, lang, out);
        }
        None => {
            let id = one_line(&mutant.id());
            out.push_str(&match lang {
                Lang::En => format!(
                    "  no example was found that tells them apart; it may mean the same\n  \
                     if so, say why: allow mutant \"{id}\" because \"…\"\n"
                ),
                Lang::Ja => format!(
                    "  両者で結果の異なる申請は見つかりません。同じ意味の可能性があります\n  \
                     その場合は理由を記してください：allow mutant \"{id}\" because \"…\"\n"
                ),
            });
        }
    }
    out.push('\n');
}

fn score(pack: &PackMutation, lang: Lang) -> String {
    let (noticed, counted, allowed) = (pack.noticed(), pack.counted(), pack.allowed());
    let percent = percent(noticed, counted);
    let allowed = match (lang, allowed) {
        (_, 0) => String::new(),
        (Lang::En, n) => format!("; {n} allowed"),
        (Lang::Ja, n) => format!("、許容 {n} 件"),
    };
    match lang {
        Lang::En => format!("{}: {noticed} of {counted} changes noticed ({percent}%){allowed}\n", pack.id),
        Lang::Ja => format!("{}：変更 {counted} 件中 {noticed} 件を検出（{percent}%）{allowed}\n", pack.id),
    }
}
