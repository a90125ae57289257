//! The sections of a page in their order, in words: what terminal and Markdown have alike.

use super::{
    Example, Explained, Fact, NumberLine, Part, Reference, Said, SaidKind, SubjectKind, Trial, Word,
};
use crate::diag::Bilingual;
use crate::eval::Outcome;
use crate::value::show;

/// A section with its heading.
pub(super) struct Section<'e> {
    pub(super) heading: Bilingual,
    pub(super) blocks: Vec<Block<'e>>,
}

/// A part of a section.
pub(super) enum Block<'e> {
    /// A line at a depth; an item of a list where `item` is set.
    Text { depth: usize, item: bool, text: Bilingual },
    /// A number line.
    Line(&'e NumberLine),
    /// Values at a bound.
    Example(&'e Example),
}

fn text<'e>(depth: usize, text: Bilingual) -> Block<'e> {
    Block::Text { depth, item: false, text }
}

fn item<'e>(depth: usize, text: Bilingual) -> Block<'e> {
    Block::Text { depth, item: true, text }
}

fn both(en: impl Into<String>, ja: impl Into<String>) -> Bilingual {
    Bilingual::new(en, ja)
}

/// The sections that have something to say.
pub(super) fn sections<'e>(page: &'e Explained) -> Vec<Section<'e>> {
    let mut out = Vec::new();
    let mut add = |en: &str, ja: &str, blocks: Vec<Block<'e>>| {
        if !blocks.is_empty() {
            out.push(Section { heading: both(en, ja), blocks });
        }
    };
    let (says_en, says_ja) = match page.kind {
        SubjectKind::Judgement => ("left to reviewers", "審査員の判断"),
        _ => ("requires", "求めること"),
    };
    let mut said = Vec::new();
    page.says.iter().for_each(|one| say(one, 0, &mut said));
    add(says_en, says_ja, said);
    add("in figures", "数直線", page.lines.iter().map(Block::Line).collect());
    add("values at the bounds", "境界の値", page.examples.iter().map(Block::Example).collect());
    add("where", "用語", page.words.iter().flat_map(word).collect());
    let (facts_en, facts_ja) = match page.kind {
        SubjectKind::Rule => ("what it does", "効果"),
        SubjectKind::Question => ("what is known", "判明していること"),
        _ => ("what it is", "内容"),
    };
    add(
        facts_en,
        facts_ja,
        page.facts.iter().map(|Fact { text: words, .. }| text(0, words.clone())).collect(),
    );
    let (parts_en, parts_ja) = match page.kind {
        SubjectKind::Table => ("columns", "列"),
        SubjectKind::Enum => ("words", "語"),
        SubjectKind::Scorecard => ("sections and items", "区分と項目"),
        _ => ("fields", "項目"),
    };
    add(parts_en, parts_ja, page.parts.iter().map(part).collect());
    let mut from: Vec<Block<'_>> = page.citations.iter().map(|citation| item(0, citation.words())).collect();
    from.extend(page.own.iter().map(|own| {
        text(
            0,
            both(
                format!("the keeper's own rule, not the authority's, because {}", own.en),
                format!("規則の管理者が独自に設けたもので、所管機関の定めではない。理由：{}", own.ja),
            ),
        )
    }));
    add("comes from", "出典", from);
    let mut conflicts = Vec::new();
    for conflict in &page.conflicts {
        conflicts.push(item(
            0,
            both(
                format!("{}: {}", conflict.rule, conflict.title.en),
                format!("{}：{}", conflict.rule, conflict.title.ja),
            ),
        ));
        let because = &conflict.because;
        conflicts.push(text(1, both(format!("because {}", because.en), format!("理由：{}", because.ja))));
    }
    add("contradicts", "矛盾する規則", conflicts);
    let mut questions = Vec::new();
    for question in &page.questions {
        questions.push(item(
            0,
            both(
                format!("{}: {}", question.name, question.title.en),
                format!("{}：{}", question.name, question.title.ja),
            ),
        ));
        questions.extend(question.note.iter().map(|note| text(1, note.clone())));
    }
    add("open questions", "照会事項", questions);
    add("to ask", "照会先", page.ask.iter().map(|ask| text(0, ask.clone())).collect());
    let (used_en, used_ja) = match page.kind {
        SubjectKind::Question => ("is about", "関係する規則"),
        _ => ("read by", "参照する規則"),
    };
    add(used_en, used_ja, page.used_by.iter().map(reference).collect());
    let mut tests: Vec<Block<'_>> = Vec::new();
    for test in &page.tests {
        let place = test.at.words();
        let (en, ja) =
            if test.met { ("", "") } else { ("; does not come out so", "、期待どおりでない") };
        tests.push(item(
            0,
            both(
                format!("\"{}\": {}{en} ({place})", test.name, test.expects.en),
                format!("「{}」：{}{ja}（{place}）", test.name, test.expects.ja),
            ),
        ));
    }
    if tests.is_empty() && matches!(page.kind, SubjectKind::Rule | SubjectKind::Judgement) {
        tests.push(text(0, both("none", "なし")));
    }
    add("tests that look at it", "これを確かめるテスト", tests);
    add("stands at", "記載箇所", vec![text(0, Bilingual::same(page.at.words()))]);
    out
}

/// A sentence and those under it. Rules nest no deeper than the parser lets brackets nest.
fn say(said: &Said, depth: usize, out: &mut Vec<Block<'_>>) {
    let item = matches!(said.kind, SaidKind::Requires | SaidKind::AnyOf);
    out.push(Block::Text { depth, item, text: said_words(said) });
    let deeper = if said.kind == SaidKind::Judged { depth } else { depth.saturating_add(1) };
    for citation in &said.citations {
        let words = citation.words();
        out.push(text(deeper, both(format!("from {}", words.en), format!("出典：{}", words.ja))));
    }
    said.inside.iter().for_each(|inner| say(inner, deeper, out));
}

/// A sentence by itself.
pub(in crate::workbench) fn said_words(said: &Said) -> Bilingual {
    let words = &said.text;
    let because = said.because.as_ref().map_or_else(Bilingual::default, |because| {
        both(format!(" (because {})", because.en), format!("（理由：{}）", because.ja.trim_end_matches('。')))
    });
    let (en, ja) = (because.en, because.ja);
    match said.kind {
        SaidKind::Requires => both(words.en.clone(), format!("{}こと", words.ja)),
        SaidKind::AnyOf => both(format!("{}:", words.en), format!("{}：", words.ja)),
        SaidKind::OtherReading => {
            both(format!("another reading: {}{en}", words.en), format!("別の読み方：{}こと{ja}", words.ja))
        }
        SaidKind::Needs => both(format!("they need {}", words.en), format!("必要な資料：{}", words.ja)),
        SaidKind::Judged => words.clone(),
        SaidKind::ForEach | SaidKind::OnlyWhere | SaidKind::Except => {
            both(format!("{}{en}:", words.en), format!("{}{ja}：", words.ja))
        }
    }
}

/// What people call it, with its name in the files where that is another one.
pub(in crate::workbench) fn called(name: &str, label: &Bilingual) -> Bilingual {
    let spaced = name.replace('_', " ");
    let (en, ja) = (label.en.as_str(), label.ja.as_str());
    both(
        if en == spaced { name.to_owned() } else { format!("{en} ({name})") },
        if ja == name || ja == spaced { name.to_owned() } else { format!("{ja}（{name}）") },
    )
}

fn word(word: &Word) -> Vec<Block<'_>> {
    let name = called(&word.name, &word.label);
    let line =
        |value: &Bilingual| both(format!("{}: {}", name.en, value.en), format!("{}：{}", name.ja, value.ja));
    let mut out = Vec::new();
    match word.values.as_slice() {
        [] => out.push(item(0, word.meaning.as_ref().map_or_else(|| name.clone(), line))),
        [only] => out.push(item(0, line(&only.dated()))),
        several => {
            out.push(item(0, both(format!("{}:", name.en), format!("{}：", name.ja))));
            out.extend(several.iter().map(|value| item(1, value.dated())));
        }
    }
    out.extend(word.citations.iter().map(|citation| {
        let words = citation.words();
        text(1, both(format!("from {}", words.en), format!("出典：{}", words.ja)))
    }));
    out
}

fn part(part: &Part) -> Block<'_> {
    let name = called(&part.name, &part.title);
    let (en, ja) = (&part.note.en, &part.note.ja);
    let text =
        if en.is_empty() { name } else { both(format!("{}: {en}", name.en), format!("{}：{ja}", name.ja)) };
    item(part.depth, text)
}

fn reference(reference: &Reference) -> Block<'_> {
    let Reference { name, title, .. } = reference;
    item(0, both(format!("{name}: {}", title.en), format!("{name}：{}", title.ja)))
}

/// What is on a line, and when.
pub(in crate::workbench) fn axis(line: &NumberLine) -> Bilingual {
    let mut out = line.axis.clone();
    if line.alternative {
        out = both(format!("{} (one way among others)", out.en), format!("{}（他の条件でも可）", out.ja));
    }
    match (line.from.map(show::date), line.to.map(show::date)) {
        (Some(from), Some(to)) => both(
            format!("{}, from {} to {}", out.en, from.en, to.en),
            format!("{}（{}から{}まで）", out.ja, from.ja, to.ja),
        ),
        (Some(from), None) => {
            both(format!("{}, from {} on", out.en, from.en), format!("{}（{}から）", out.ja, from.ja))
        }
        _ => out,
    }
}

/// What an example changes, and from where it starts.
pub(in crate::workbench) fn example(example: &Example) -> Bilingual {
    let Example { test, whole, name, path, limit, .. } = example;
    let (en, ja) = if name.en == *path {
        (name.en.clone(), name.ja.clone())
    } else {
        (format!("{} ({path})", name.en), format!("{}（{path}）", name.ja))
    };
    match whole {
        Some(whole) => both(
            format!("{} against {}, by changing {en}; the rest as in test \"{test}\"", whole.en, limit.en),
            format!("{ja}を変えて、{}を{}と比べる。ほかはテスト「{test}」のとおり", whole.ja, limit.ja),
        ),
        None => both(
            format!("{en} against {}; the rest as in test \"{test}\"", limit.en),
            format!("{ja}を{}と比べる。ほかはテスト「{test}」のとおり", limit.ja),
        ),
    }
}

/// What became of a value.
pub(in crate::workbench) fn trial(trial: &Trial) -> Bilingual {
    let (en, ja) = match trial.outcome {
        Outcome::Pass => ("passes", "適合"),
        Outcome::Fail => ("fails", "不適合"),
        Outcome::Undetermined => ("undetermined", "未判定"),
        Outcome::Contested => ("fails; contested", "不適合（規定が矛盾）"),
        Outcome::NotApplicable => ("not applicable", "対象外"),
    };
    if trial.otherwise {
        return both(
            format!("{en}; otherwise by another reading"),
            format!("{ja}（別の読み方では逆になる）"),
        );
    }
    both(en, ja)
}
