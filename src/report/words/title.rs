//! Titles: each says first what became of the rule, so that it cannot be read as a statement of fact.

use super::both;
use crate::diag::Bilingual;
use crate::text::thousands;

/// A requirement that is not met.
pub(in crate::report) fn not_met(title: &Bilingual) -> Bilingual {
    prefixed("not met: ", "未達：", title)
}

/// A requirement that is not met and conflicts with another one.
pub(in crate::report) fn contested(title: &Bilingual) -> Bilingual {
    prefixed("contested: ", "規定が矛盾：", title)
}

/// A requirement that cannot be decided.
pub(in crate::report) fn undecided(title: &Bilingual, what: &Bilingual) -> Bilingual {
    let (en, ja) = if what.en.is_empty() {
        (String::new(), String::new())
    } else {
        (format!(" ({})", what.en), format!("（{}）", what.ja))
    };
    both(format!("cannot decide yet: {}{en}", title.en), format!("まだ判定できません：{}{ja}", title.ja))
}

/// More places where a rule does not pass than are told; the title of the rule's own outcome stands before.
pub(in crate::report) fn left_out(title: &Bilingual, count: usize) -> Bilingual {
    let count = thousands(count);
    both(format!("{} ({count} more not listed)", title.en), format!("{}（ほか{count}件は省略）", title.ja))
}

/// A requirement that another reading would decide otherwise.
pub(in crate::report) fn depends(title: &Bilingual) -> Bilingual {
    prefixed("depends on reading: ", "解釈により異なる：", title)
}

/// A requirement that is met.
pub(in crate::report) fn met(title: &Bilingual) -> Bilingual {
    prefixed("met: ", "適合：", title)
}

/// A requirement that does not apply.
pub(in crate::report) fn not_applicable(title: &Bilingual) -> Bilingual {
    prefixed("does not apply: ", "対象外：", title)
}

/// A criterion for people.
pub(in crate::report) fn left_to_reviewers(title: &Bilingual) -> Bilingual {
    prefixed("left to reviewers: ", "審査員が判断：", title)
}

/// A criterion for people whose material is missing.
pub(in crate::report) fn material_missing(title: &Bilingual, what: &Bilingual) -> Bilingual {
    both(
        format!("left to reviewers, material missing: {} (asks for {})", title.en, what.en),
        format!("審査員が判断（資料不足）：{}（必要な資料：{}）", title.ja, what.ja),
    )
}

/// The same where the material is named below.
pub(in crate::report) fn material_missing_below(title: &Bilingual) -> Bilingual {
    prefixed("left to reviewers, material missing: ", "審査員が判断（資料不足）：", title)
}

/// Something that decides nothing by itself.
pub(in crate::report) fn please_check(title: &Bilingual) -> Bilingual {
    prefixed("please check: ", "ご確認ください：", title)
}

fn prefixed(en: &str, ja: &str, title: &Bilingual) -> Bilingual {
    both(format!("{en}{}", title.en), format!("{ja}{}", title.ja))
}
