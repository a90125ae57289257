//! What a report may be: whatever stood in a file, nothing in it acts on a terminal or a page, and its wire formats parse.

use kisoku::diag::Lang;
use kisoku::report::{
    COMMENT_LIMIT, HumanOptions, Report, github, gitlab, html, human, json, junit, markdown, ndjson, sarif,
    short,
};

/// Writes a report in every format and both languages, and holds each.
pub fn hold_all(report: &Report) {
    for lang in [Lang::En, Lang::Ja] {
        let plain = HumanOptions { lang, full: true, width: 80, ..HumanOptions::default() };
        harmless(&human(report, plain));
        harmless(&human(report, HumanOptions { unicode: false, full: false, quiet: true, ..plain }));
        harmless(&short(report, lang));
        harmless(&github(report, lang));
        harmless(&junit::write(&junit::of_report(report, lang)));
        let page = html(report, plain);
        harmless(&page);
        page_is_ours(&page);
        let comment = markdown(report, lang, COMMENT_LIMIT);
        harmless(&comment);
        markdown_is_ours(&comment);
        for text in [sarif(report, lang), gitlab(report, lang)] {
            harmless(&text);
            is_json(&text);
        }
    }
    let whole = json(report);
    harmless(&whole);
    is_json(&whole);
    let lines = ndjson(report);
    harmless(&lines);
    lines.lines().for_each(is_json);
}

fn is_json(text: &str) {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        panic!("{error}: {text}");
    }
}

/// Nothing that a terminal acts on, that hides, or that turns the order of characters.
pub fn harmless(text: &str) {
    let acts = |c: char| match c {
        '\n' | '\t' => false,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' => true,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => true,
        c => c.is_control(),
    };
    if let Some(found) = text.chars().find(|c| acts(*c)) {
        panic!("U+{:04X} in {text:?}", u32::from(found));
    }
}

/// The elements that a page of ours is made of.
const ELEMENTS: [&str; 55] = [
    "!DOCTYPE",
    "a",
    "article",
    "blockquote",
    "body",
    "br",
    "circle",
    "code",
    "col",
    "colgroup",
    "dd",
    "desc",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "input",
    "label",
    "legend",
    "li",
    "line",
    "main",
    "meta",
    "nav",
    "ol",
    "output",
    "p",
    "path",
    "polygon",
    "rect",
    "search",
    "section",
    "span",
    "strong",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "text",
    "title",
    "ul",
];
const MORE_ELEMENTS: [&str; 10] =
    ["b", "caption", "h5", "pre", "small", "style", "script", "th", "thead", "tr"];

/// Every tag is one of ours, none handles an event or leads out, and style and script are those of the shell alone.
pub fn page_is_ours(page: &str) {
    let mut rest = page;
    let (mut styles, mut scripts) = (0, 0);
    while let Some(at) = rest.find('<') {
        rest = rest.split_at(at + 1).1;
        let name: String =
            rest.chars().skip_while(|c| *c == '/').take_while(|c| c.is_alphanumeric() || *c == '!').collect();
        let known = ELEMENTS.contains(&name.as_str()) || MORE_ELEMENTS.contains(&name.as_str());
        assert!(known, "an element `{name}` in a page");
        let tag = rest.split_at(tag_end(rest)).0;
        for attribute in outside_quotes(tag).split_whitespace().skip(1) {
            let event = attribute.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
            assert!(!event, "an attribute `{attribute}` in a page");
        }
        for out in ["javascript:", "src=", "href=\"http", "href=\"//"] {
            assert!(!tag.contains(out), "`{tag}` in a page");
        }
        if let "style" | "script" = name.as_str()
            && !rest.starts_with('/')
        {
            styles += usize::from(name == "style");
            scripts += usize::from(name == "script");
            rest = rest.split_at(rest.find(&format!("</{name}>")).expect("an end")).1;
        }
    }
    assert_eq!((styles, scripts), (1, 1), "styles and scripts of a page");
}

/// Where a tag ends: at the first `>` outside quotes.
fn tag_end(rest: &str) -> usize {
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    panic!("a tag without an end: {rest}");
}

/// A tag without the values of its attributes.
fn outside_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join(" ")
}

/// Every tag of a comment on a code host is one of the few that we write.
pub fn markdown_is_ours(comment: &str) {
    for after in comment.split('<').skip(1) {
        let ours = [
            "br>",
            "code>",
            "/code>",
            "details>",
            "details open>",
            "/details>",
            "summary>",
            "/summary>",
            "!-- -->",
        ];
        assert!(ours.iter().any(|tag| after.starts_with(tag)), "`<{after}` in {comment}");
    }
}
