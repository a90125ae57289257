//! Diagnostics of `kisoku analyze`: what is proved of the rules of a pack, whatever a proposal says.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};
use crate::text::Span;

/// The codes of this file.
pub(super) const ROWS: &[Row] = &[
    Row { code: Code(500), en: "a programme that nobody can meet", ja: "誰も満たせない事業" },
    Row { code: Code(501), en: "rules that contradict each other", ja: "互いに矛盾する規則" },
    Row {
        code: Code(502), en: "a requirement that no proposal can meet", ja: "満たしようのない要件"
    },
    Row { code: Code(503), en: "a requirement that no proposal can miss", ja: "必ず満たされる要件" },
    Row { code: Code(504), en: "a condition that never holds", ja: "成り立つことのない条件" },
    Row {
        code: Code(505), en: "a requirement that follows from others", ja: "ほかの規則から導かれる要件"
    },
    Row { code: Code(506), en: "two rules that ask the same", ja: "同じことを求める二つの規則" },
    Row { code: Code(507), en: "cases with a gap or an overlap", ja: "場合分けの隙間・重なり" },
    Row {
        code: Code(508), en: "a declared conflict that is none", ja: "矛盾していない conflicts with"
    },
    Row {
        code: Code(509),
        en: "a rule across proposals that no set of them can meet",
        ja: "満たしようのない申請横断の規則",
    },
    Row { code: Code(510), en: "what the rules leave possible", ja: "規則が許す範囲" },
    Row { code: Code(511), en: "a rule left out of the proofs", ja: "証明の対象外の規則" },
    Row { code: Code(512), en: "a question that stays open", ja: "判明しなかった事項" },
    Row { code: Code(513), en: "proof and check disagree", ja: "証明と検査の食い違い" },
];

/// When and how far a finding is proved.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The dates, where it is not always so.
    pub dates: Option<Bilingual>,
    /// The length of lists up to which it is proved, where it leans on that.
    pub items: Option<u32>,
    /// Whether it is proved that no reason can be left out.
    pub minimal: bool,
}

/// A place that plays a part, with what is there.
pub type Part = (Span, Bilingual);

impl Scope {
    fn said(&self, message: Bilingual) -> Bilingual {
        let mut message = message;
        if let Some(dates) = &self.dates {
            message.en.push_str(&format!(", {}", dates.en));
            message.ja = format!("{}、{}", dates.ja, message.ja);
        }
        if let Some(items) = self.items {
            message.en.push_str(&format!(" (proved for lists of up to {items})"));
            message.ja.push_str(&format!("（一覧の項目が{items}件までの範囲で証明）"));
        }
        message
    }
}

fn with_parts(diagnostic: Diagnostic, parts: &[Part]) -> Diagnostic {
    parts.iter().fold(diagnostic, |diagnostic, (span, text)| diagnostic.label(*span, text.clone()))
}

/// Names in a row: `a`, `b` and `c`.
fn row(names: &[String]) -> Bilingual {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let en = match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    Bilingual::new(en, quoted.join("、"))
}

fn unminimal(scope: &Scope) -> Bilingual {
    if scope.minimal {
        Bilingual::default()
    } else {
        Bilingual::new("; not all of them may be needed", "（すべてが必要とは限りません）")
    }
}

fn clash_help() -> Bilingual {
    Bilingual::new(
        "change one of them; where the sources say so, declare it: `conflicts with … because …`",
        "いずれかを改めてください。資料にそうあるのなら `conflicts with … because …` で宣言してください",
    )
}

/// K0500: nobody can meet all rules.
pub fn cannot_be_met(at: Span, names: &[String], parts: &[Part], scope: &Scope) -> Diagnostic {
    let (row, rest) = (row(names), unminimal(scope));
    let message = scope.said(Bilingual::new(
        format!("no proposal can meet {} together{}", row.en, rest.en),
        format!("{}をすべて満たす申請はありえません{}", row.ja, rest.ja),
    ));
    with_parts(Diagnostic::error(Code(500), at, message), parts).help(clash_help())
}

/// K0501: nobody to whom a requirement applies can meet all of some rules.
pub fn contradiction(at: Span, subject: &str, names: &[String], parts: &[Part], scope: &Scope) -> Diagnostic {
    let (row, rest) = (row(names), unminimal(scope));
    let message = scope.said(Bilingual::new(
        format!("no proposal to which `{subject}` applies can meet {} together{}", row.en, rest.en),
        format!("`{subject}` が適用される申請は、{}をすべて満たすことができません{}", row.ja, rest.ja),
    ));
    with_parts(Diagnostic::error(Code(501), at, message), parts).help(clash_help())
}

/// K0501: those to whom a requirement applies cannot meet another rule, so that they never pass.
pub fn shut_out(at: Span, subject: &str, names: &[String], parts: &[Part], scope: &Scope) -> Diagnostic {
    let row = row(names);
    let message = scope.said(Bilingual::new(
        format!("`{subject}` asks something of those whom {} turns away anyway", row.en),
        format!("`{subject}` が適用される申請は、{}を満たすことがありません", row.ja),
    ));
    let severity = Severity::Warning;
    let found = Diagnostic { severity, ..with_parts(Diagnostic::error(Code(501), at, message), parts) };
    found.help(Bilingual::new(
        "take the requirement out, or admit the case in the other rule",
        "この要件を取り除くか、もう一方の規則でこの場合を認めてください",
    ))
}

/// K0502: no proposal can meet a requirement.
pub fn cannot_pass(at: Span, name: &str, parts: &[Part], scope: &Scope) -> Diagnostic {
    let message = scope.said(Bilingual::new(
        format!("no proposal to which it applies can meet this requirement of `{name}`"),
        format!("`{name}` のこの要件は、適用されるどの申請にも満たせません"),
    ));
    with_parts(Diagnostic::error(Code(502), at, message), parts).help(Bilingual::new(
        "compare the figures and the direction of the comparison with the source",
        "数値と比較の向きを資料と照合してください",
    ))
}

/// K0503: no proposal can miss a requirement.
pub fn cannot_fail(at: Span, name: &str, parts: &[Part], scope: &Scope) -> Diagnostic {
    let message = scope.said(Bilingual::new(
        format!("no proposal can miss this requirement of `{name}`"),
        format!("`{name}` のこの要件を満たさない申請はありえません"),
    ));
    with_parts(Diagnostic::warning(Code(503), at, message), parts).help(Bilingual::new(
        "it asks nothing: compare it with the source, or take it out",
        "何も求めていません。資料と照合するか、取り除いてください",
    ))
}

/// K0504: a `when` never holds, or an `unless` always.
pub fn never_applies(at: Span, name: &str, lifts: bool, parts: &[Part], scope: &Scope) -> Diagnostic {
    let message = if lifts {
        Bilingual::new(
            format!("this exception of `{name}` always holds, so that nothing is left of what it lifts"),
            format!("`{name}` のこの例外は常に成り立ち、要件が適用されることがありません"),
        )
    } else {
        Bilingual::new(
            format!("this condition of `{name}` never holds, so that nothing in it ever applies"),
            format!("`{name}` のこの条件が成り立つことはなく、その要件が適用されることがありません"),
        )
    };
    let found = Diagnostic::warning(Code(504), at, scope.said(message));
    with_parts(found, parts).help(Bilingual::new(
        "compare the condition with the fields and figures that it reads",
        "条件が参照する項目と数値を確かめてください",
    ))
}

/// K0505: a requirement follows from others.
pub fn implied(
    at: Span,
    name: &str,
    names: &[String],
    own: bool,
    parts: &[Part],
    scope: &Scope,
) -> Diagnostic {
    let (row, rest) = (row(names), unminimal(scope));
    let message = match (names.is_empty(), own) {
        (true, _) => Bilingual::new(
            format!("whoever meets the other requirements of `{name}` meets this one"),
            format!("`{name}` のほかの要件を満たす申請は、必ずこの要件も満たします"),
        ),
        (false, true) => Bilingual::new(
            format!(
                "whoever meets {} and the other requirements of `{name}` meets this one{}",
                row.en, rest.en
            ),
            format!("{}と `{name}` のほかの要件を満たす申請は、必ずこの要件も満たします{}", row.ja, rest.ja),
        ),
        (false, false) => Bilingual::new(
            format!("whoever meets {} meets this of `{name}`{}", row.en, rest.en),
            format!("{}を満たす申請は、必ず `{name}` のこの要件も満たします{}", row.ja, rest.ja),
        ),
    };
    with_parts(Diagnostic::warning(Code(505), at, scope.said(message)), parts).help(Bilingual::new(
        "take it out, or say why it stays: `allow implied because …`",
        "取り除くか、残す理由を `allow implied because …` で書いてください",
    ))
}

/// K0506: two rules ask the same.
pub fn same_rules(at: Span, name: &str, (other, other_name): (Span, &str), scope: &Scope) -> Diagnostic {
    let message = scope.said(Bilingual::new(
        format!("`{name}` and `{other_name}` ask the same: whoever meets one meets the other"),
        format!("`{name}` と `{other_name}` は同じことを求めています（一方を満たせば他方も満たします）"),
    ));
    Diagnostic::warning(Code(506), at, message)
        .label(other, Bilingual::new("the same is asked here", "同じことがここにもあります"))
        .help(Bilingual::new(
            "keep one of them, with the citations of both; or say why both stay: `allow implied because …`",
            "一方にまとめて両方の引用を書くか、残す理由を `allow implied because …` で書いてください",
        ))
}

/// K0507: no case holds for a value that lies between two cases.
pub fn case_gap(at: Span, value: &Bilingual, (other, scope): (Span, &Scope)) -> Diagnostic {
    let message = scope.said(Bilingual::new(
        format!("no case holds for {}, which lies between these two", value.en),
        format!("この二つの場合の間にある{}は、どの場合にも当たりません", value.ja),
    ));
    Diagnostic::warning(Code(507), at, message)
        .here(Bilingual::new("this case begins above it", "この場合はこれより上から"))
        .label(other, Bilingual::new("this one ends below it", "この場合はこれより下まで"))
        .help(Bilingual::new(
            "let one case begin where the other ends; or say why nothing is asked there: `allow cases because …`",
            "一方の終わりから他方を始めるか、何も求めない理由を `allow cases because …` で書いてください",
        ))
}

/// K0507: two cases hold for the same value.
pub fn case_overlap(at: Span, value: &Bilingual, (other, scope): (Span, &Scope)) -> Diagnostic {
    let message = scope.said(Bilingual::new(
        format!("two cases hold for {}", value.en),
        format!("{}は二つの場合に当たります", value.ja),
    ));
    Diagnostic::warning(Code(507), at, message)
        .here(Bilingual::new("it is in this case", "この場合に入ります"))
        .label(other, Bilingual::new("and in this one", "この場合にも入ります"))
        .help(Bilingual::new(
            "let each value lie in one case; or say why both hold: `allow cases because …`",
            "どの値も一つの場合に入るようにするか、両方に入る理由を `allow cases because …` で書いてください",
        ))
}

/// K0508: a declared conflict is none.
pub fn no_conflict(
    at: Span,
    name: &str,
    (other, other_name): (Span, &str),
    example: &Bilingual,
) -> Diagnostic {
    Diagnostic::warning(
        Code(508),
        at,
        Bilingual::new(
            format!("`{name}` and `{other_name}` can both be met: {}", example.en),
            format!("`{name}` と `{other_name}` は両方を満たすことができます（{}）", example.ja),
        ),
    )
    .label(other, Bilingual::new("the other rule", "もう一方の規則"))
    .help(Bilingual::new(
        "take `conflicts with` out: as long as it stands, what fails is only called contested",
        "`conflicts with` を取り除いてください。残っている間、不適合は「要確認」にとどまります",
    ))
}

/// K0509: no set of proposals can meet a rule across proposals.
pub fn across_cannot_pass(at: Span, names: &[String], parts: &[Part], proposals: usize) -> Diagnostic {
    let row = row(names);
    let message = Bilingual::new(
        format!("no set of up to {proposals} proposals can meet {}", row.en),
        format!("{proposals}件までのどの申請の組も{}を満たせません", row.ja),
    );
    with_parts(Diagnostic::error(Code(509), at, message), parts).help(Bilingual::new(
        "compare the figures of the rule with those that each proposal has to meet",
        "規則の数値を、各申請が満たすべき数値と照合してください",
    ))
}

/// K0510: between what amounts a value lies, where all rules are met.
pub fn left_possible(at: Span, message: Bilingual, parts: &[Part], scope: &Scope) -> Diagnostic {
    with_parts(Diagnostic::advice(Code(510), at, scope.said(message)), parts)
}

/// K0511: a rule is left out of the proofs.
pub fn left_out(at: Span, name: &str, (place, why): (Span, &Bilingual)) -> Diagnostic {
    Diagnostic::advice(
        Code(511),
        at,
        Bilingual::new(
            format!("nothing is proved about `{name}`: {}", why.en),
            format!("`{name}` は証明の対象外です（{}）", why.ja),
        ),
    )
    .label(place, Bilingual::new("because of this", "理由はこの式"))
    .help(Bilingual::new(
        "findings on other rules hold as if it were not there; its tests are what shows that it is right",
        "ほかの規則の指摘は、この規則がないものとしています。正しさはテストで示してください",
    ))
}

/// K0512: a question stays open.
pub fn stays_open(at: Span, name: &str, why: &Bilingual) -> Diagnostic {
    Diagnostic::advice(
        Code(512),
        at,
        Bilingual::new(
            format!("not everything about `{name}` could be decided: {}", why.en),
            format!("`{name}` について判明しなかった事項があります（{}）", why.ja),
        ),
    )
    .help(Bilingual::new(
        "nothing is claimed about it: its tests are what shows that it is right",
        "この点については何も主張しません。正しさはテストで示してください",
    ))
}

/// K0513: the evaluator says otherwise than the proof.
pub fn disagree(at: Span, name: &str, text: &str) -> Diagnostic {
    Diagnostic::error(
        Code(513),
        at,
        Bilingual::new(
            format!("the proof about `{name}` and the check of its example disagree: an error in Kisoku"),
            format!("`{name}` について証明と検査の結果が食い違いました（Kisoku の誤りです）"),
        ),
    )
    .help(Bilingual::new(
        format!("please report it, with the rules and this proposal: {}", text.replace('\n', "; ")),
        format!("規則と次の申請を添えてお知らせください：{}", text.replace('\n', "；")),
    ))
}
