//! The rule book as Markdown, in one language: for a repository, a wiki, a pull request.

use super::graph::NodeKind;
use super::model::*;
use crate::diag::{Bilingual, Lang};
use crate::report::Citation;
use crate::text::source_line;
use crate::workbench::explain::{Explained, markdown_at};
use crate::workbench::paper::markdown_text as markdown_line;

/// The book.
pub fn markdown(book: &Book, lang: Lang) -> String {
    let mut page = Sheet { lang, text: String::new() };
    page.head(book);
    for chapter in &book.rules {
        page.heading(2, &chapter.title);
        chapter.rules.iter().for_each(|rule| page.rule(rule));
    }
    page.pages("Left to reviewers", "審査員の判断", &book.judgements);
    page.pages("Open questions", "照会事項", &book.questions);
    page.values(book);
    page.application(book);
    page.tables(&book.tables);
    page.scorecards(&book.scorecards);
    page.graph(&book.graph);
    page.sources(&book.sources);
    page.text
}

/// The list of books.
pub fn markdown_index(books: &[(String, Book)], lang: Lang) -> String {
    let mut page = Sheet { lang, text: String::new() };
    page.heading(1, &Bilingual::new("Rule books", "規則集の一覧"));
    for (file, book) in books {
        let title = page.say(&book.title);
        page.line(&format!("- [{title}]({file}) `{}`", book.id));
    }
    page.text
}

struct Sheet {
    lang: Lang,
    text: String,
}

impl Sheet {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// One empty line, where none stands.
    fn gap(&mut self) {
        if !(self.text.is_empty() || self.text.ends_with("\n\n")) {
            self.line("");
        }
    }

    fn say(&self, text: &Bilingual) -> String {
        markdown_line(text.get(self.lang))
    }

    fn both(&self, en: &str, ja: &str) -> String {
        Bilingual::new(en, ja).get(self.lang).to_owned()
    }

    fn heading(&mut self, level: usize, text: &Bilingual) {
        let text = self.say(text);
        self.gap();
        self.line(&format!("{} {text}", "#".repeat(level)));
        self.line("");
    }

    fn table(&mut self, heads: &[(&str, &str)], rows: impl Iterator<Item = Vec<String>>) {
        let heads: Vec<String> = heads.iter().map(|(en, ja)| self.both(en, ja)).collect();
        self.line(&format!("| {} |", heads.join(" | ")));
        self.line(&format!("|{}", "---|".repeat(heads.len())));
        for row in rows {
            self.line(&format!("| {} |", row.join(" | ")));
        }
    }

    fn head(&mut self, book: &Book) {
        self.heading(1, &book.title);
        self.line(&format!("`{}`", book.id));
        self.line("");
        let other = match self.lang {
            Lang::En => &book.title.ja,
            Lang::Ja => &book.title.en,
        };
        let facts = [
            (self.both("Also called", "別名"), markdown_line(other)),
            (self.both("Authority", "所管"), self.say(&book.authority)),
            (self.both("Validity", "有効期間"), self.say(&book.in_force)),
            (self.both("Uses", "参照する規則集"), book.uses.join(", ")),
        ];
        for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
            self.line(&format!("- {name}: {value}"));
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.page(&rule.page);
        self.gap();
        if !rule.notes.is_empty() {
            self.line(&markdown_line(&rule.notes.join(" ")));
            self.line("");
        }
        self.fenced(&rule.written.text);
    }

    fn page(&mut self, page: &Explained) {
        self.gap();
        self.text.push_str(&markdown_at(page, self.lang, 3));
    }

    /// The text of a rule; the fence is longer than any in it.
    fn fenced(&mut self, text: &str) {
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2).saturating_add(1));
        self.line(&format!("{fence}kisoku"));
        text.lines().for_each(|line| self.line(&source_line(line)));
        self.line(&fence);
    }

    fn origin(&mut self, citations: &[Citation]) {
        for citation in citations {
            let words = self.say(&citation.words());
            self.line(&format!("> {words}"));
            self.line(">");
        }
    }

    fn pages(&mut self, en: &str, ja: &str, pages: &[Explained]) {
        if !pages.is_empty() {
            self.heading(2, &Bilingual::new(en, ja));
            pages.iter().for_each(|page| self.page(page));
        }
    }

    fn values(&mut self, book: &Book) {
        if book.figures.is_empty() && book.derived.is_empty() {
            return;
        }
        self.heading(2, &Bilingual::new("Figures and derived values", "数値・導出値"));
        let joined =
            |values: &[Bilingual]| values.iter().map(|one| self.say(one)).collect::<Vec<_>>().join("; ");
        let names =
            |links: &[Link]| links.iter().map(|one| format!("`{}`", one.name)).collect::<Vec<_>>().join(", ");
        let figures = book.figures.iter().map(|one| (&one.name, joined(&one.values), names(&one.read_by)));
        let derived = book.derived.iter().map(|one| (&one.name, self.say(&one.value), names(&one.read_by)));
        let rows: Vec<Vec<String>> =
            figures.chain(derived).map(|(name, value, by)| vec![format!("`{name}`"), value, by]).collect();
        self.table(&[("Name", "名前"), ("Value", "値"), ("Used by", "用いる規則")], rows.into_iter());
    }

    fn application(&mut self, book: &Book) {
        self.heading(2, &Bilingual::new("The application", "申請書の構成"));
        for record in &book.records {
            self.heading(3, &record.label);
            let rows: Vec<Vec<String>> = record
                .fields
                .iter()
                .map(|field| {
                    let required = match field.optional {
                        true => self.both("optional", "任意"),
                        false => self.both("required", "必須"),
                    };
                    vec![format!("`{}`", field.name), self.say(&field.label), self.say(&field.kind), required]
                })
                .collect();
            let heads = [
                ("Key", "キー"),
                ("Label", "項目"),
                ("What may be written", "記入する内容"),
                ("Required", "必須"),
            ];
            self.table(&heads, rows.into_iter());
        }
        for one in &book.enums {
            self.heading(3, &Bilingual::same(&one.name));
            let rows: Vec<Vec<String>> = one
                .words
                .iter()
                .map(|(name, label, aka)| {
                    vec![format!("`{name}`"), self.say(label), markdown_line(&aka.join(", "))]
                })
                .collect();
            self.table(
                &[("Word", "語"), ("Meaning", "表示名"), ("Other spellings", "別表記")],
                rows.into_iter(),
            );
        }
    }

    fn tables(&mut self, all: &[Table]) {
        if all.is_empty() {
            return;
        }
        self.heading(2, &Bilingual::new("Tables", "表"));
        for one in all {
            self.heading(3, &Bilingual::same(&one.name));
            self.origin(&one.citations);
            self.line("");
            let heads: Vec<String> = one.columns.iter().map(|column| self.say(&column.label)).collect();
            let heads: Vec<(&str, &str)> = heads.iter().map(|head| (head.as_str(), head.as_str())).collect();
            let cell =
                |cell: &Option<Bilingual>| cell.as_ref().map(|value| self.say(value)).unwrap_or_default();
            let rows: Vec<Vec<String>> = one.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            self.table(&heads, rows.into_iter());
        }
    }

    fn scorecards(&mut self, all: &[Scorecard]) {
        for card in all {
            self.heading(2, &card.title);
            self.origin(&card.citations);
            self.line("");
            let points = |points: Option<u32>| points.map(|points| points.to_string()).unwrap_or_default();
            let mut rows: Vec<Vec<String>> = Vec::new();
            for section in &card.sections {
                let strong = |text: String| format!("**{text}**");
                rows.push(vec![
                    strong(markdown_line(&section.id)),
                    strong(self.say(&section.title)),
                    points(section.points),
                ]);
                let items = section.items.iter();
                rows.extend(
                    items.map(|(id, title, of)| vec![markdown_line(id), self.say(title), points(*of)]),
                );
            }
            if card.total.is_some() {
                rows.push(vec![String::new(), self.both("total", "合計"), points(card.total)]);
            }
            self.table(&[("No.", "番号"), ("Criterion", "項目"), ("Points", "配点")], rows.into_iter());
        }
    }

    /// The graph in the notation that GitHub draws.
    fn graph(&mut self, graph: &super::Graph) {
        if graph.edges.is_empty() {
            return;
        }
        self.heading(2, &Bilingual::new("What hangs together", "関係図"));
        self.line("```mermaid");
        self.line("flowchart LR");
        for (index, node) in graph.nodes.iter().enumerate() {
            let lines: Vec<String> = node.lines.iter().map(|line| mermaid(line.get(self.lang))).collect();
            let (open, close) = match node.kind {
                NodeKind::Rule => ("[\"", "\"]"),
                NodeKind::Source => ("([\"", "\"])"),
                _ => ("(\"", "\")"),
            };
            self.line(&format!("  n{index}{open}{}{close}", lines.join("<br>")));
        }
        for (from, to) in &graph.edges {
            self.line(&format!("  n{from} --> n{to}"));
        }
        self.line("```");
    }

    fn sources(&mut self, all: &[Source]) {
        if all.is_empty() {
            return;
        }
        self.heading(2, &Bilingual::new("Documents", "出典資料"));
        for one in all {
            self.heading(3, &one.title);
            let facts =
                [one.author.as_ref().map(|author| self.say(author)), one.date.clone(), one.file.clone()];
            let name = std::iter::once(format!("`{}`", one.name));
            let facts: Vec<String> = name.chain(facts.into_iter().flatten()).collect();
            self.line(&facts.join(" · "));
            self.line("");
            if !one.cited.is_empty() {
                let names = |links: &[Link]| {
                    let name = |link: &Link| format!("`{}`", link.name);
                    links.iter().map(name).collect::<Vec<_>>().join(", ")
                };
                let rows: Vec<Vec<String>> = one
                    .cited
                    .iter()
                    .map(|(heading, links)| vec![markdown_line(heading), names(links)])
                    .collect();
                self.table(
                    &[("Heading", "見出し"), ("What rests on it", "これに基づくもの")],
                    rows.into_iter(),
                );
            }
        }
    }
}

/// A text between the quotation marks of a box.
fn mermaid(text: &str) -> String {
    let mut out = String::new();
    for c in crate::text::one_line(text).chars() {
        match c {
            '"' | '<' | '>' | '#' | '&' | ';' => out.push_str(&format!("#{};", u32::from(c))),
            other => out.push(other),
        }
    }
    out
}
