//! `human` and `markdown`: what is open as a text to read, or to send to the authority.

use super::super::paper::{Paper, markdown_text as escaped};
use super::{Open, Point, PointKind};
use crate::diag::{Bilingual, Lang};

/// The heading of each kind of point, in the order in which they stand.
const KINDS: [(&str, &str); 3] = [
    ("questions", "照会事項"),
    ("requirements that may be read in another way", "別の読み方がある要件"),
    ("rules that contradict each other", "互いに矛盾する規則"),
];

fn kind(point: &Point) -> usize {
    match point.kind {
        PointKind::Question => 0,
        PointKind::Reading(..) => 1,
        PointKind::Conflict => 2,
    }
}

fn authority(name: &Bilingual) -> Bilingual {
    if name.en.is_empty() && name.ja.is_empty() {
        return Bilingual::new("(no authority named)", "（照会先の記載なし）");
    }
    name.clone()
}

/// The lines below the title of a point, each with what stands before it.
fn details(point: &Point) -> Vec<Bilingual> {
    let mut out = Vec::new();
    if let PointKind::Reading(required, other) = &point.kind {
        out.push(Bilingual::new(
            format!("read here as: {}", required.en),
            format!("ここでの読み方：{}こと", required.ja),
        ));
        out.push(Bilingual::new(
            format!("may be read as: {}", other.en),
            format!("別の読み方：{}こと", other.ja),
        ));
    }
    if let Some(note) = &point.note {
        out.push(match point.kind {
            PointKind::Question => note.clone(),
            _ => Bilingual::new(format!("because {}", note.en), format!("理由：{}", note.ja)),
        });
    }
    let others: Vec<_> = match point.kind {
        PointKind::Reading(..) => Vec::new(),
        PointKind::Question => point.about.iter().collect(),
        PointKind::Conflict => point.about.iter().skip(1).collect(),
    };
    for about in others {
        let name = about.name.rsplit('/').next().unwrap_or(&about.name);
        out.push(match point.kind {
            PointKind::Conflict => Bilingual::new(
                format!("contradicts {name}: {}", about.title.en),
                format!("矛盾する規則：{name}（{}）", about.title.ja),
            ),
            _ => Bilingual::new(
                format!("about {name}: {}", about.title.en),
                format!("関係する規則：{name}（{}）", about.title.ja),
            ),
        });
    }
    for citation in &point.citations {
        let words = citation.words();
        out.push(Bilingual::new(format!("cite: {}", words.en), format!("出典：{}", words.ja)));
    }
    out
}

/// The title of a point: the question, or the rule and its title.
fn title(point: &Point) -> Bilingual {
    let name = point.name.rsplit('/').next().unwrap_or(&point.name);
    match point.kind {
        PointKind::Question => point.title.clone(),
        _ => Bilingual::new(format!("{name}: {}", point.title.en), format!("{name}（{}）", point.title.ja)),
    }
}

/// What is open, for a terminal.
pub fn human(open: &Open, lang: Lang, width: usize) -> String {
    let mut paper = Paper::new(lang, width);
    for one in &open.authorities {
        paper.gap();
        let name = authority(&one.name);
        paper.say(0, format!("to ask: {}", name.en), format!("照会先：{}", name.ja));
        for (program, place) in one.programs.iter().zip(0_usize..) {
            if place > 0 {
                paper.gap();
            }
            paper.line(&format!("{}  {}", program.id, program.title.get(lang)));
            let mut last = None;
            for (point, number) in program.points.iter().zip(1_u32..) {
                if last != Some(kind(point)) {
                    last = Some(kind(point));
                    let (en, ja) = KINDS.get(kind(point)).copied().unwrap_or_default();
                    paper.heading(en, ja);
                }
                let title = title(point);
                paper.say(2, format!("{number}. {}", title.en), format!("{number}. {}", title.ja));
                details(point).iter().for_each(|line| paper.paragraph(5, line));
                paper.line(&format!("     {}", point.at.words()));
            }
        }
    }
    let count = open.count();
    paper.gap();
    paper.say(
        0,
        match count {
            1 => "1 open point".to_owned(),
            _ => format!("{count} open points"),
        },
        format!("未解決の点：{count}件"),
    );
    paper.finish()
}

/// What is open, as Markdown: a letter to the authority.
pub fn markdown(open: &Open, lang: Lang) -> String {
    let mut out = String::new();
    let mut put = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let say = |text: &Bilingual| escaped(text.get(lang));
    for one in &open.authorities {
        put(format!("# {}\n", say(&authority(&one.name))));
        for program in &one.programs {
            put(format!("## {} (`{}`)\n", say(&program.title), program.id));
            let mut last = None;
            for point in &program.points {
                if last != Some(kind(point)) {
                    last = Some(kind(point));
                    let (en, ja) = KINDS.get(kind(point)).copied().unwrap_or_default();
                    let mut letters = Bilingual::new(en, ja).get(lang).to_owned();
                    if let Some(first) = letters.get_mut(..1) {
                        first.make_ascii_uppercase();
                    }
                    put(format!("### {letters}\n"));
                }
                put(format!("- **{}**", say(&title(point))));
                for line in details(point) {
                    put(format!("  - {}", say(&line)));
                }
                put(format!("  - `{}`\n", point.at.words()));
            }
        }
    }
    out
}
