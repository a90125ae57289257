//! The graph of a pack as a drawing with links, and as a table for those who do not see it.

use super::part;
use crate::diag::Bilingual;
use crate::page::{Both, both, clean, say, wrapped};
use crate::workbench::doc::layout::{self, layout};
use crate::workbench::doc::{Book, Graph, Node, NodeKind};
use maud::{Markup, html};

/// The width of a box, and of the room between two layers.
const WIDTH: i32 = 208;
const ROOM: i32 = 64;
/// The height of a line, of the small line below, and of what surrounds them.
const LINE: i32 = 18;
const SMALL: i32 = 16;
const PAD: i32 = 8;
/// The room for the heads of the layers.
const HEAD: i32 = 28;
/// How many columns of text fit into a box.
const COLUMNS: usize = 27;
/// How many lines of fields a box shows, and how many lines a title may take.
const FIELDS: usize = 3;
const TITLE: usize = 2;

pub(super) fn drawing_part(book: &Book) -> Markup {
    let graph = &book.graph;
    let intro = Bilingual::new(
        "From left to right: what an application says, what is derived from it or laid down beside it, the rules, and \
         the headings of the documents that they rest on. Every box is a link.",
        "左から順に、申請書の記載、そこから導かれる値や別に定める数値・表、規則、その根拠となる資料の見出しを示します。各枠はリンクです。",
    );
    let drawn = (!graph.edges.is_empty()).then(|| {
        html! {
            figure.entry data-entry id="graph-drawing" {
                div.graph-frame tabindex="0" role="group" aria-labelledby="graph-caption" { (drawing(graph)) }
                figcaption id="graph-caption" {
                    (both("The rules, what they read and where they come from", "規則と、それが用いる記載、根拠となる資料の関係"))
                }
            }
            details.brief {
                summary { (both("The same as a table", "同じ内容の表")) }
                div.scroll tabindex="0" role="group" aria-labelledby="graph-caption" { (table(graph)) }
            }
        }
    });
    part("graph", "What hangs together", "関係図", Some(intro), drawn)
}

/// The texts of a box.
struct Drawn {
    lines: Both<Vec<String>>,
    height: i32,
}

fn drawn(node: &Node) -> Drawn {
    let lines = match node.lines.as_slice() {
        [one] => wrapped(one, COLUMNS, TITLE),
        several => {
            let shown = if several.len() > FIELDS { FIELDS.saturating_sub(1) } else { several.len() };
            let mut lines = Both::<Vec<String>>::default();
            for one in several.iter().take(shown) {
                let one = wrapped(one, COLUMNS, 1);
                lines.en.extend(one.en);
                lines.ja.extend(one.ja);
            }
            let more = several.len().saturating_sub(shown);
            if more > 0 {
                lines.en.push(format!("and {more} more"));
                lines.ja.push(format!("ほか{more}項目"));
            }
            lines
        }
    };
    let count = i32::try_from(lines.en.len().max(lines.ja.len())).unwrap_or(0);
    Drawn {
        lines,
        height: LINE.saturating_mul(count).saturating_add(SMALL).saturating_add(PAD.saturating_mul(2)),
    }
}

fn left(layer: usize) -> i32 {
    let step = WIDTH.saturating_add(ROOM);
    i32::try_from(layer).unwrap_or(0).saturating_mul(step).saturating_add(1)
}

fn drawing(graph: &Graph) -> Markup {
    let texts: Vec<Drawn> = graph.nodes.iter().map(drawn).collect();
    let boxes: Vec<layout::Node> = graph
        .nodes
        .iter()
        .zip(&texts)
        .map(|(node, text)| layout::Node { layer: node.layer, height: text.height })
        .collect();
    let placed = layout(&boxes, &graph.edges);
    let top = |index: usize| placed.tops.get(index).copied().unwrap_or(0).saturating_add(HEAD);
    let middle = |index: usize| top(index).saturating_add(boxes.get(index).map_or(0, |one| one.height) >> 1);
    let layer_of = |index: usize| boxes.get(index).map_or(0, |one| one.layer);
    let deepest = boxes.iter().map(|one| one.layer).max().unwrap_or(0);
    let width = left(deepest).saturating_add(WIDTH).saturating_add(1);
    let height = placed.height.saturating_add(HEAD).saturating_add(2);
    html! {
        svg.graph viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height)
            role="group" aria-labelledby="graph-caption" {
            @for (layer, head) in heads(graph) {
                @let x = left(layer);
                text.head.en lang="en" x=(x) y="14" { (head.en) }
                text.head.ja lang="ja" x=(x) y="14" { (head.ja) }
            }
            g aria-hidden="true" {
                @for (from, to) in &graph.edges {
                    @let way = placed.ways.get(&(*from, *to)).map(Vec::as_slice).unwrap_or_default();
                    @let start = (left(layer_of(*from)).saturating_add(WIDTH), middle(*from));
                    @let passed = way.iter().map(|(layer, y)| (*layer, y.saturating_add(HEAD)));
                    path d=(curve(start, passed, (left(layer_of(*to)), middle(*to))))
                        data-from={ "n" (from) } data-to={ "n" (to) } {}
                }
            }
            @for (index, (node, text)) in graph.nodes.iter().zip(&texts).enumerate() {
                (one(index, node, text, left(node.layer), top(index)))
            }
        }
    }
}

/// What stands over each layer: by what most of its boxes are.
fn heads(graph: &Graph) -> Vec<(usize, Bilingual)> {
    let deepest = graph.nodes.iter().map(|node| node.layer).max().unwrap_or(0);
    let of_layer = |layer: usize| {
        let kinds = graph.nodes.iter().filter(move |node| node.layer == layer).map(|node| node.kind);
        let has = |kind: NodeKind| kinds.clone().any(|one| one == kind);
        if has(NodeKind::Source) {
            Bilingual::new("Documents", "出典")
        } else if has(NodeKind::Rule) {
            Bilingual::new("Rules", "規則")
        } else if has(NodeKind::Field) {
            Bilingual::new("Application", "申請書の記載")
        } else {
            Bilingual::new("Derived values, figures, tables", "導出値・数値・表")
        }
    };
    (0..=deepest).map(|layer| (layer, of_layer(layer))).collect()
}

/// A line through the heights that it passes; it runs level through the layers and bends between them.
fn curve(start: (i32, i32), passed: impl Iterator<Item = (usize, i32)>, end: (i32, i32)) -> String {
    let mut out = format!("M{} {}", start.0, start.1);
    let mut at = start;
    let mut bend = |to: (i32, i32), out: &mut String| {
        let half = to.0.saturating_sub(at.0) >> 1;
        let (first, second) = (at.0.saturating_add(half), to.0.saturating_sub(half));
        out.push_str(&format!("C{first} {} {second} {} {} {}", at.1, to.1, to.0, to.1));
        at = to;
    };
    for (layer, y) in passed {
        bend((left(layer), y), &mut out);
        bend((left(layer).saturating_add(WIDTH), y), &mut out);
    }
    bend(end, &mut out);
    out
}

fn one(index: usize, node: &Node, text: &Drawn, x: i32, y: i32) -> Markup {
    let class = match node.kind {
        NodeKind::Field => "field",
        NodeKind::Figure => "figure",
        NodeKind::Table => "table",
        NodeKind::Derived => "derived",
        NodeKind::Rule => "rule",
        NodeKind::Source => "source",
    };
    let inside = x.saturating_add(10);
    let line = |at: usize| {
        let lines = i32::try_from(at).unwrap_or(0).saturating_mul(LINE);
        y.saturating_add(PAD).saturating_add(13).saturating_add(lines)
    };
    let below = y.saturating_add(text.height).saturating_sub(PAD).saturating_sub(2);
    let under = wrapped(&node.under, COLUMNS, 1);
    html! {
        a class={ "node " (class) } id={ "n" (index) } href={ "#" (node.anchor) } {
            rect x=(x) y=(y) width=(WIDTH) height=(text.height) rx="4" {}
            g.en lang="en" { (lines(&text.lines.en, &under.en, inside, line, below)) }
            g.ja lang="ja" { (lines(&text.lines.ja, &under.ja, inside, line, below)) }
        }
    }
}

fn lines(all: &[String], under: &[String], x: i32, y: impl Fn(usize) -> i32, below: i32) -> Markup {
    html! {
        @for (at, one) in all.iter().enumerate() { text x=(x) y=(y(at)) { (one) } }
        @for one in under { text.quiet x=(x) y=(below) { (one) } }
    }
}

/// What each rule and derived value reads and rests on.
fn table(graph: &Graph) -> Markup {
    let shown = |index: &usize| {
        html! {
            @if let Some(node) = graph.nodes.get(*index) {
                @for (at, line) in node.lines.iter().enumerate() {
                    @if at > 0 { (both(", ", "、")) }
                    (say(line))
                }
                @if node.kind == NodeKind::Field || node.kind == NodeKind::Source {
                    span.blank { " (" (say(&node.under)) ")" }
                }
            }
        }
    };
    let readers = graph.nodes.iter().enumerate();
    let readers = readers.filter(|(_, node)| matches!(node.kind, NodeKind::Rule | NodeKind::Derived));
    html! {
        table {
            thead { tr {
                th scope="col" { (both("Rule or derived value", "規則・導出値")) }
                th scope="col" { (both("reads", "用いる記載・値")) }
                th scope="col" { (both("rests on", "根拠")) }
            } }
            tbody {
                @for (index, node) in readers {
                    tr {
                        th scope="row" {
                            a href={ "#" (node.anchor) } { @for line in &node.lines { (say(line)) } }
                            br; span.blank { (clean(&node.under.en)) }
                        }
                        td { ul { @for (from, _) in graph.edges.iter().filter(|(_, to)| *to == index) { li { (shown(from)) } } } }
                        td { ul { @for (_, to) in graph.edges.iter().filter(|(from, _)| *from == index) { li { (shown(to)) } } } }
                    }
                }
            }
        }
    }
}
