//! `markdown`: the report for the summary of a step or a comment on a pull request. Bounded, folded, and nothing of
//! a proposal acts in it: no markup, no link, no mention.

use super::aside::Aside;
use super::listed::{Listed, Of, list};
use super::model::{FileVerdict, FindingOutcome, ProposalReport, Report, Summary};
use crate::diag::{Bilingual, Lang, Severity};
use crate::text::one_line as line;

/// So many characters a comment on GitHub may have.
pub const COMMENT_LIMIT: usize = 65_536;
/// So many bytes the summary of a step may have: 1 MiB; three of them are one character at worst, and four for rare ones.
pub const SUMMARY_LIMIT: usize = 1 << 18;
/// Kept free for what is said about the rest.
const RESERVE: usize = 400;
/// So many proposals have a row of their own in the table.
const MOST_ROWS: usize = 200;

/// The report, of at most so many characters.
pub fn markdown(report: &Report, lang: Lang, limit: usize) -> String {
    let mut page = Page { text: String::new(), left: limit.saturating_sub(RESERVE), lang };
    page.push(&format!("## {}\n\n", headline(&report.summary, report, lang)));
    table(&mut page, report);
    let all = list(report);
    let open: Vec<&Listed<'_>> = all.iter().filter(|one| one.is_open()).collect();
    let mut shown: usize = 0;
    for group in groups(&open) {
        let Some(text) = section(group, lang, page.left) else { continue };
        if page.push(&text.0) {
            shown = shown.saturating_add(text.1);
        }
    }
    let rest = open.len().saturating_sub(shown);
    if rest > 0 {
        let text = Bilingual::new(
            format!("{rest} more findings are not shown here; `kisoku check` lists them all.\n"),
            format!("ほか{rest}件は省略しました。`kisoku check` ですべて表示できます。\n"),
        );
        page.text.push_str(text.get(lang));
    }
    page.text
}

struct Page {
    text: String,
    /// So many characters more.
    left: usize,
    lang: Lang,
}

impl Page {
    /// Adds a text if there is room for all of it.
    fn push(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let fits = length <= self.left;
        if fits {
            self.text.push_str(text);
            self.left = self.left.saturating_sub(length);
        }
        fits
    }
}

fn headline(summary: &Summary, report: &Report, lang: Lang) -> String {
    let broken = report.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    let counts = [
        (summary.pass, "pass", "適合"),
        (summary.fail, "fail", "不適合"),
        (summary.undetermined, "undetermined", "判定未了"),
        (summary.unreadable, "unreadable", "読取不可"),
    ];
    let some: Vec<String> = counts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, en, ja)| match lang {
            Lang::En => format!("{count} {en}"),
            Lang::Ja => format!("{ja}{count}件"),
        })
        .collect();
    let mut parts = Vec::new();
    let aside = summary.aside.words(lang);
    if summary.proposals > 0 {
        let (n, some) = (summary.proposals, some.join(if lang == Lang::En { ", " } else { "、" }));
        parts.push(match lang {
            Lang::En if n == 1 => format!("1 proposal: {some}"),
            Lang::En => format!("{n} proposals: {some}"),
            Lang::Ja => format!("申請{n}件：{some}"),
        });
    }
    parts.extend((!aside.is_empty()).then_some(aside));
    if broken > 0 {
        parts.push(match lang {
            Lang::En if broken == 1 => "1 error in the rules".to_owned(),
            Lang::En => format!("{broken} errors in the rules"),
            Lang::Ja => format!("規則の誤り{broken}件"),
        });
    }
    if parts.is_empty() {
        parts.push(Bilingual::new("No proposals", "申請なし").get(lang).to_owned());
    }
    format!("Kisoku: {}", parts.join("; "))
}

fn table(page: &mut Page, report: &Report) {
    if report.proposals.is_empty() {
        return;
    }
    let head = Bilingual::new(
        "| proposal | verdict | not met | undetermined | met | left to reviewers |\n",
        "| 申請 | 判定 | 未達 | 判定未了 | 適合 | 審査に委ねる |\n",
    );
    page.push(head.get(page.lang));
    page.push("|---|---|--:|--:|--:|--:|\n");
    // Those that do not pass come first; each kind stays in the order of the report.
    let mut rows: Vec<&ProposalReport> = report.proposals.iter().collect();
    rows.sort_by_key(|one| one.verdict == FileVerdict::Pass);
    let mut shown: usize = 0;
    for proposal in rows.iter().take(MOST_ROWS) {
        let rules = proposal.rules;
        let open = rules.undetermined.saturating_add(rules.contested);
        let row = format!(
            "| {} | {} | {} | {open} | {} | {} |\n",
            code(&name(proposal, page.lang)),
            verdict(proposal.verdict).get(page.lang),
            rules.fail,
            rules.pass,
            rules.left_to_reviewers
        );
        if page.push(&row) {
            shown = shown.saturating_add(1);
        }
    }
    let rest = rows.len().saturating_sub(shown);
    if rest > 0 {
        let more = Bilingual::new(format!("\nand {rest} more proposals\n"), format!("\nほか申請{rest}件\n"));
        page.push(more.get(page.lang));
    }
    page.push("\n");
}

fn name(proposal: &ProposalReport, lang: Lang) -> String {
    match (proposal.document, lang) {
        (0 | 1, _) => proposal.path.clone(),
        (number, Lang::En) => format!("{} (document {number})", proposal.path),
        (number, Lang::Ja) => format!("{}（{number}番目の文書）", proposal.path),
    }
}

fn verdict(verdict: FileVerdict) -> Bilingual {
    match verdict {
        FileVerdict::Pass => Bilingual::new("pass", "適合"),
        FileVerdict::Fail => Bilingual::new("**fail**", "**不適合**"),
        FileVerdict::Undetermined => Bilingual::new("undetermined", "判定未了"),
        FileVerdict::Unreadable => Bilingual::new("**unreadable**", "**読取不可**"),
    }
}

/// The entries of one proposal, of the rule files, or of the rules across proposals: they stand together.
fn groups<'l, 'r>(open: &'l [&'l Listed<'r>]) -> Vec<&'l [&'l Listed<'r>]> {
    let key = |one: &Listed<'r>| match one.of {
        Of::Diagnostic(_) => (0, "", 0),
        Of::Finding(_, Some(proposal)) => (1, proposal.path.as_str(), proposal.document),
        Of::Finding(_, None) => (2, "", 0),
    };
    open.chunk_by(|a, b| key(a) == key(b)).collect()
}

/// A folded section, and how many entries it holds: as many as there is room for. `None` where not even one fits.
fn section(group: &[&Listed<'_>], lang: Lang, room: usize) -> Option<(String, usize)> {
    let first = group.first()?;
    let title = match first.of {
        Of::Diagnostic(_) => Bilingual::new("rule files", "規則ファイル").get(lang).to_owned(),
        Of::Finding(_, None) => Bilingual::new("across proposals", "申請全体").get(lang).to_owned(),
        Of::Finding(_, Some(proposal)) => html(&name(proposal, lang)),
    };
    let grave = group.iter().any(|one| one.weight == Severity::Error);
    let count = match lang {
        Lang::En if group.len() == 1 => "1 finding".to_owned(),
        Lang::En => format!("{} findings", group.len()),
        Lang::Ja => format!("{}件", group.len()),
    };
    let open = if grave { " open" } else { "" };
    let mut text = format!("<details{open}>\n<summary><code>{title}</code>: {count}</summary>\n\n");
    let end = "\n</details>\n\n";
    let mut left = room.saturating_sub(text.chars().count()).saturating_sub(end.chars().count());
    let mut shown: usize = 0;
    for one in group {
        let entry = entry(one, lang);
        let length = entry.chars().count();
        if length > left {
            break;
        }
        left = left.saturating_sub(length);
        text.push_str(&entry);
        shown = shown.saturating_add(1);
    }
    text.push_str(end);
    (shown > 0).then_some((text, shown))
}

fn entry(one: &Listed<'_>, lang: Lang) -> String {
    let by_outcome = match (one.outcome, one.weight) {
        (FindingOutcome::Undetermined, _) => Bilingual::new("undetermined", "判定未了"),
        (FindingOutcome::Contested, _) => Bilingual::new("contested", "規定の矛盾"),
        (_, Severity::Error) => Bilingual::new("error", "エラー"),
        (_, Severity::Warning) => Bilingual::new("warning", "警告"),
        (_, Severity::Advice) => Bilingual::new("advice", "助言"),
    };
    let mark = one.aside().map_or(by_outcome, Aside::kind);
    let at = one.place.map_or(String::new(), |place| {
        format!(" — {}", code(&format!("{}:{}:{}", place.file, place.line, place.column)))
    });
    let mut out = format!("- **{}** {}{at}<br>{}\n", mark.get(lang), code(one.id), text(&one.sentence(lang)));
    for (word, said) in one.said(lang) {
        let colon = if lang == Lang::En { ":" } else { "：" };
        out.push_str(&format!("  - *{word}{colon}* {}\n", text(&said)));
    }
    out
}

/// A text in which nothing is markup, a link or a mention.
pub(crate) fn text(raw: &str) -> String {
    let escaped = replaced(raw, |c| format!("\\{c}"));
    // An empty comment keeps a host from making a mention or a link of it.
    escaped.replace('@', "@<!-- -->").replace("://", ":<!-- -->//").replace("www.", "www<!-- -->.")
}

/// A text as code; in a table, too. It stands between tags rather than backticks, which a text may hold itself.
pub(crate) fn code(raw: &str) -> String {
    format!("<code>{}</code>", html(raw))
}

/// A text between HTML tags, where Markdown is read all the same.
pub(crate) fn html(raw: &str) -> String {
    let escaped = replaced(raw, |c| format!("&#{};", u32::from(c)));
    escaped.replace('@', "&#64;").replace("://", ":&#47;/").replace("www.", "www&#46;")
}

/// The text with what HTML and Markdown would act on replaced; for Markdown by what the caller chooses.
fn replaced(raw: &str, markup: impl Fn(char) -> String) -> String {
    let mut out = String::with_capacity(raw.len());
    let raw = line(raw);
    let mut rest = raw.chars().peekable();
    let mut in_word = false;
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Within a word it marks nothing up, and names are full of it.
            '_' if in_word && rest.peek().is_some_and(|next| next.is_alphanumeric()) => out.push('_'),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                out.push_str(&markup(c));
            }
            other => out.push(other),
        }
        in_word = c.is_alphanumeric();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_proposal_acts_in_markdown() {
        assert_eq!(
            text("<img src=x> [a](https://b.example) @user **b** |\n# c"),
            "&lt;img src=x&gt; \\[a\\](https:<!-- -->//b.example) @<!-- -->user \\*\\*b\\*\\* \\| \\# c"
        );
        assert_eq!(code("a|b_c`</code>@c"), "<code>a&#124;b_c&#96;&lt;/code&gt;&#64;c</code>");
    }
}
