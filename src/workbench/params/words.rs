//! A figure in words: what terminal and Markdown have alike.

use super::{Citation, NamedValue, Param, ProgramParams, Reader};
use crate::diag::Bilingual;
use crate::value::{Date, show};

/// The columns.
pub(super) fn head() -> [Bilingual; 5] {
    [
        Bilingual::new("figure", "数値"),
        Bilingual::new("value", "値"),
        Bilingual::new("in force", "適用期間"),
        Bilingual::new("read by", "参照する規則"),
        Bilingual::new("comes from", "出典"),
    ]
}

/// What stands in the columns of one value of a figure; who reads it and why only beside the first.
pub(super) fn row(program: &ProgramParams, param: &Param, value: &NamedValue, first: bool) -> [Bilingual; 5] {
    let nothing = Bilingual::default;
    [
        if first { figure(param) } else { nothing() },
        value.words.clone(),
        in_days(value.from, value.to),
        if first { readers(program, &param.read_by) } else { nothing() },
        if first { origin(&param.citations) } else { nothing() },
    ]
}

/// What a figure is called; of a literal what is compared with it, and where it stands.
fn figure(param: &Param) -> Bilingual {
    let place = param.at.words();
    let place = place.rsplit('/').next().unwrap_or(&place).to_owned();
    let label = &param.label;
    match &param.name {
        Some(name) if label.en == name.replace('_', " ") => Bilingual::new(
            name.clone(),
            if label.ja == *name { name.clone() } else { format!("{}（{name}）", label.ja) },
        ),
        Some(name) => Bilingual::new(format!("{} ({name})", label.en), format!("{}（{name}）", label.ja)),
        None if label.en.is_empty() => {
            Bilingual::new(format!("unnamed, {place}"), format!("名前なし、{place}"))
        }
        None => Bilingual::new(
            format!("unnamed: bound of {}, {place}", label.en),
            format!("名前なし：{}の限度、{place}", label.ja),
        ),
    }
}

/// From when to when.
pub(in crate::workbench) fn in_days(from: Option<Date>, to: Option<Date>) -> Bilingual {
    match (from.map(show::date), to.map(show::date)) {
        (Some(from), Some(to)) => {
            Bilingual::new(format!("{} to {}", from.en, to.en), format!("{}から{}まで", from.ja, to.ja))
        }
        (Some(from), None) => Bilingual::new(format!("from {} on", from.en), format!("{}から", from.ja)),
        (None, _) => Bilingual::new("always", "期間の定めなし"),
    }
}

fn readers(program: &ProgramParams, readers: &[Reader]) -> Bilingual {
    if readers.is_empty() {
        return Bilingual::new("no rule", "なし");
    }
    let name = |reader: &Reader| {
        if reader.program == program.id {
            reader.name.clone()
        } else {
            format!("{}/{}", reader.program, reader.name)
        }
    };
    let names: Vec<String> = readers.iter().map(name).collect();
    Bilingual::new(names.join(", "), names.join("、"))
}

fn origin(citations: &[Citation]) -> Bilingual {
    let words: Vec<Bilingual> = citations.iter().map(Citation::words).collect();
    let join = |get: fn(&Bilingual) -> &str, with: &str| words.iter().map(get).collect::<Vec<_>>().join(with);
    Bilingual::new(join(|one| &one.en, "; "), join(|one| &one.ja, "、"))
}

/// The heading of a programme.
pub(super) fn heading(program: &ProgramParams) -> Bilingual {
    Bilingual::new(
        format!("{} ({})", program.title.en, program.id),
        format!("{}（{}）", program.title.ja, program.id),
    )
}

/// What to say of a programme without figures.
pub(super) fn none() -> Bilingual {
    Bilingual::new("no figures", "数値なし")
}
