//! Names, places and dates of findings.

use crate::check::typed::RuleId;
use crate::diag::Bilingual;
use crate::diag::proofs::{Part, Scope};
use crate::plan::{Plan, RequirementId};
use crate::prove::{Fact, FactKind, Period, Unknown};
use crate::text::Span;
use crate::value::show;
use kisoku_logic::Reason;

/// What a finding calls things.
#[derive(Clone, Copy)]
pub(super) struct Texts<'p> {
    pub(super) plan: &'p Plan,
}

/// Why a question stays open.
pub(super) fn open(why: &Unknown) -> Bilingual {
    match why {
        Unknown::Engine(Reason::Internal(what)) => Bilingual::new(
            format!("the engine found an error in itself ({what})"),
            format!("エンジンの内部エラー（{what}）"),
        ),
        Unknown::Engine(_) => Bilingual::new(
            "the search was given up after many steps",
            "多くの手順を試しても結論に至りませんでした",
        ),
        Unknown::Domain(_) => Bilingual::new(
            "it could only be so with amounts beyond ¥1,000 trillion or dates outside 1900 to 2200",
            "1,000兆円を超える金額か、1900年から2200年の外の日付でしか起こりえません",
        ),
        Unknown::Lengths(_) => Bilingual::new(
            "it may be possible with more entries or proposals than are looked at",
            "調べた件数を超える一覧や申請があれば、ありえないとは言い切れません",
        ),
        Unknown::NotWritable => Bilingual::new(
            "an example has a value that cannot be written in a proposal",
            "例に、申請に書き表せない値が含まれます",
        ),
    }
}

impl Texts<'_> {
    /// Where a rule is declared, and its name.
    pub(super) fn rule(&self, rule: RuleId) -> (Span, String) {
        let found = self.plan.pack.rules.get(rule.0 as usize);
        found.map_or((self.plan.pack.program.span, String::new()), |rule| (rule.span, rule.name.clone()))
    }

    pub(super) fn name(&self, rule: RuleId) -> String {
        self.rule(rule).1
    }

    /// Where a requirement stands.
    pub(super) fn requirement(&self, id: RequirementId) -> Span {
        self.plan.requirement(id).map_or(self.plan.pack.program.span, |one| one.span)
    }

    /// The requirements of a rule.
    pub(super) fn requirements(&self, rule: RuleId) -> Vec<RequirementId> {
        let all = self.plan.requirements.iter().zip(0..);
        all.filter(|(one, _)| one.rule == rule).map(|(_, id)| RequirementId(id)).collect()
    }

    /// The requirements of some rules as parts of a finding, but for one that is its subject.
    pub(super) fn parts(&self, rules: &[RuleId], but: Span) -> Vec<Part> {
        let mut parts = Vec::new();
        for rule in rules {
            for requirement in self.requirements(*rule) {
                let span = self.requirement(requirement);
                if span != but {
                    let name = self.name(*rule);
                    parts.push((
                        span,
                        Bilingual::new(format!("asked by `{name}`"), format!("`{name}` の要件")),
                    ));
                }
            }
        }
        parts
    }

    /// What the schema says, as parts of a finding.
    pub(super) fn facts(&self, facts: &[Fact]) -> Vec<Part> {
        let said = facts.iter().filter_map(|fact| Some((fact.span?, fact_words(&fact.kind)?)));
        said.collect()
    }

    /// The scope of a finding that is so in some of the periods.
    pub(super) fn scope(&self, all: &[Period], some: &[Period], minimal: bool, items: Option<u32>) -> Scope {
        let dates = if some.len() == all.len() { None } else { Some(dates(some)) };
        Scope { dates, items, minimal }
    }
}

fn fact_words(kind: &FactKind) -> Option<Bilingual> {
    Some(match kind {
        FactKind::Required(_) => Bilingual::new("this must be given", "記入が必要"),
        FactKind::NotNegative(_) => Bilingual::new("this is not below zero", "0以上"),
        FactKind::Whole(_) => Bilingual::new("this is a whole number", "整数"),
        FactKind::AtLeast(_, items) => {
            Bilingual::new(format!("this has at least {}", entries(*items)), format!("{items}件以上"))
        }
        FactKind::AtMost(_, items) => {
            Bilingual::new(format!("this has at most {}", entries(*items)), format!("{items}件以下"))
        }
        FactKind::Words(_) => Bilingual::new("this has these words alone", "選択肢はこれだけ"),
        FactKind::Dated => Bilingual::new("this dates the proposal", "申請の基準日"),
        FactKind::Rule(_) | FactKind::Domain | FactKind::Asked => return None,
    })
}

fn entries(items: u32) -> String {
    if items == 1 { "1 entry".to_owned() } else { format!("{items} entries") }
}

/// Some periods, those that follow on each other as one.
fn dates(periods: &[Period]) -> Bilingual {
    let mut joined: Vec<Period> = Vec::new();
    for period in periods {
        match joined.last_mut() {
            Some(last) if last.to.is_some() && period.from.and_then(|from| from.day_before()) == last.to => {
                last.to = period.to;
            }
            _ => joined.push(*period),
        }
    }
    let said: Vec<Bilingual> = joined.iter().map(one_period).collect();
    Bilingual::new(
        said.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join(" and "),
        said.iter().map(|one| one.ja.as_str()).collect::<Vec<_>>().join("と"),
    )
}

fn one_period(period: &Period) -> Bilingual {
    match (period.from.map(show::date), period.to.map(show::date)) {
        (Some(from), Some(to)) if period.given || from == to => {
            Bilingual::new(format!("on {}", from.en), format!("{}の時点で", from.ja))
        }
        (Some(from), Some(to)) => {
            Bilingual::new(format!("from {} to {}", from.en, to.en), format!("{}から{}まで", from.ja, to.ja))
        }
        (Some(from), None) => Bilingual::new(format!("from {}", from.en), format!("{}以後", from.ja)),
        (None, Some(to)) => Bilingual::new(format!("up to {}", to.en), format!("{}まで", to.ja)),
        (None, None) => Bilingual::new("always", "常に"),
    }
}
