//! The catalogue of repairs in words.

use super::{both, join, listed};
use crate::diag::Bilingual;
use crate::value::{Num, show};

/// `raise x to at least 250,000千円`; without a direction `set x to …`.
pub(in crate::report) fn change(name: &Bilingual, to: &Bilingual, up: Option<bool>) -> Bilingual {
    match up {
        Some(true) => both(
            format!("raise {} to at least {}", name.en, to.en),
            format!("{}を{}以上に引き上げてください", name.ja, to.ja),
        ),
        Some(false) => both(
            format!("lower {} to at most {}", name.en, to.en),
            format!("{}を{}以下に引き下げてください", name.ja, to.ja),
        ),
        None => {
            both(format!("set {} to {}", name.en, to.en), format!("{}を{}にしてください", name.ja, to.ja))
        }
    }
}

/// The same for years and days.
pub(in crate::report) fn move_to(name: &Bilingual, to: &Bilingual, later: bool) -> Bilingual {
    if later {
        both(
            format!("move {} to {} or later", name.en, to.en),
            format!("{}を{}以後にしてください", name.ja, to.ja),
        )
    } else {
        both(
            format!("move {} to {} or earlier", name.en, to.en),
            format!("{}を{}以前にしてください", name.ja, to.ja),
        )
    }
}

/// Another value that meets the other reading too.
pub(in crate::report) fn meets_both(text: &Bilingual, to: &Bilingual) -> Bilingual {
    both(
        format!("{}; {} meets both readings", text.en, to.en),
        format!("{}（{}であればどちらの読み方でも満たします）", text.ja, to.ja),
    )
}

/// The value meets the other reading too.
pub(in crate::report) fn this_meets_both(text: &Bilingual) -> Bilingual {
    both(
        format!("{}, which meets both readings", text.en),
        format!("{}（どちらの読み方でも満たします）", text.ja),
    )
}

/// This alone does not do.
pub(in crate::report) fn others_too(text: &Bilingual) -> Bilingual {
    both(
        format!("{}; the other places need a change as well", text.en),
        format!("{}（ほかの箇所も修正が必要です）", text.ja),
    )
}

/// Too much has been tried already.
pub(in crate::report) fn not_tried_on_all(text: &Bilingual) -> Bilingual {
    both(
        format!("{}; not tried on the other rules", text.en),
        format!("{}（ほかの規則への影響は未確認です）", text.ja),
    )
}

/// One repair or another.
pub(in crate::report) fn alternatives(texts: &[Bilingual]) -> Bilingual {
    join(texts, "; or ", "。または、")
}

/// No single change will do: the command that looks for several at once.
pub(in crate::report) fn solve_together(file: &str, document: u32) -> Bilingual {
    let number = if document > 1 { format!(" --document {document}") } else { String::new() };
    both(
        format!(
            "no change of one value alone will do; `kisoku solve {file}{number}` looks for the least change of several"
        ),
        format!(
            "1つの値だけを変えても解決しません。`kisoku solve {file}{number}` で、複数の値の最小の変更を求められます"
        ),
    )
}

/// A repair that another rule refuses.
pub(in crate::report) fn refused(name: &Bilingual, up: Option<bool>, rules: &str) -> Bilingual {
    let (en, ja) = match up {
        Some(true) => ("raising", "引き上げる"),
        Some(false) => ("lowering", "引き下げる"),
        None => ("changing", "変更する"),
    };
    both(
        format!("{en} {} would break {rules}", name.en),
        format!("{}を{ja}と{rules}を満たさなくなります", name.ja),
    )
}

/// Two rules conflict, and no single change does.
pub(in crate::report) fn ask_about_both(authority: &Bilingual) -> Bilingual {
    both(
        format!("no change of one value was found that meets both rules; ask {}", authority.en),
        format!("一つの値の変更で両方の規則を満たす方法は見つかりません。{}に照会してください", authority.ja),
    )
}

/// A change that meets one of two conflicting rules and not the other.
pub(in crate::report) fn leaves_unmet(name: &Bilingual, up: Option<bool>, rules: &str) -> Bilingual {
    let (en, ja) = match up {
        Some(true) => ("raising", "引き上げて"),
        Some(false) => ("lowering", "引き下げて"),
        None => ("changing", "変更して"),
    };
    both(
        format!("{en} {} would leave {rules} unmet", name.en),
        format!("{}を{ja}も{rules}を満たしません", name.ja),
    )
}

/// Give what is missing.
pub(in crate::report) fn fill_in(name: &Bilingual) -> Bilingual {
    both(format!("fill in {}", name.en), format!("{}を記入してください", name.ja))
}

/// Take out what must not be there.
pub(in crate::report) fn leave_out(name: &Bilingual) -> Bilingual {
    both(format!("leave out {}", name.en), format!("{}を空欄にしてください", name.ja))
}

/// Any other value.
pub(in crate::report) fn another_value(name: &Bilingual) -> Bilingual {
    both(format!("choose another value for {}", name.en), format!("{}を別の値にしてください", name.ja))
}

/// One of some values.
pub(in crate::report) fn one_of(name: &Bilingual, values: &[Bilingual]) -> Bilingual {
    let values = listed(values, "or");
    both(
        format!("set {} to {}", name.en, values.en),
        format!("{}を{}のいずれかにしてください", name.ja, values.ja),
    )
}

/// One of the equal ones.
pub(in crate::report) fn change_one(name: &Bilingual) -> Bilingual {
    both(
        format!("change one of them, such as {}", name.en),
        format!("いずれか（例：{}）を変更してください", name.ja),
    )
}

/// So many entries more or fewer.
pub(in crate::report) fn entries(list: &Bilingual, change: &Num, only: Option<&Bilingual>) -> Bilingual {
    let count = show::figure(&change.abs());
    let word = if count == "1" { "entry" } else { "entries" };
    let (en, ja) = match only {
        Some(only) => (format!(" where {}", only.en), format!("{}ものを", only.ja)),
        None => (String::new(), String::new()),
    };
    if change.is_negative() {
        both(
            format!("remove {count} {word} from {}{en}", list.en),
            format!("{}から{ja}{count}件減らしてください", list.ja),
        )
    } else {
        both(
            format!("add {count} {word} to {}{en}", list.en),
            format!("{}に{ja}{count}件追加してください", list.ja),
        )
    }
}
