//! The page of a code, told in one language.
//!
//! In: a page of `docs/errors` as it stands. Out: the part of it for readers of that language. The pages are written in
//! English and close with a section in Japanese; the examples are one and the same for both.

use crate::diag::Lang;

/// The heading of the section in Japanese.
const JAPANESE: &str = "日本語";

/// The headings of the examples, in both languages.
const HEADINGS: [(&str, &str); 2] = [("Example", "例"), ("Repair", "直し方")];

/// A stretch of a page.
enum Piece<'p> {
    /// `## Example`, without its hashes.
    Heading(&'p str),
    /// A fence with what is in it.
    Fence(Vec<&'p str>),
    /// Any other line.
    Line(&'p str),
}

/// The page in a language: in English all but the section in Japanese; in Japanese that section under the Japanese
/// title, and the examples.
pub fn page_in(page: &str, lang: Lang) -> String {
    let pieces = pieces(page);
    let japanese = pieces.iter().position(|piece| matches!(piece, Piece::Heading(JAPANESE)));
    let (english, japanese) = pieces.split_at(japanese.unwrap_or(pieces.len()));
    let told: String = match lang {
        Lang::En => english.iter().map(in_english).collect(),
        Lang::Ja => {
            let section: String = japanese.iter().skip(1).map(in_english).collect();
            format!("{}\n\n{}\n\n{}", title(english), section.trim(), examples(english))
        }
    };
    told.trim_end().to_owned() + "\n"
}

fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let mut fence = vec![line];
            for inner in lines.by_ref() {
                fence.push(inner);
                if inner == "```" {
                    break;
                }
            }
            out.push(Piece::Fence(fence));
        } else {
            out.push(line.strip_prefix("## ").map_or(Piece::Line(line), Piece::Heading));
        }
    }
    out
}

/// The code with its Japanese title: the title of the page is the code and an English title, the next line that is not
/// blank the Japanese one.
fn title(pieces: &[Piece<'_>]) -> String {
    let mut lines = pieces.iter().filter_map(|piece| match piece {
        Piece::Line(line) if !line.is_empty() => Some(*line),
        _ => None,
    });
    let heading = lines.next().unwrap_or_default();
    let code = heading.split_once(':').map_or(heading, |(code, _)| code);
    format!("{code}: {}", lines.next().unwrap_or_default())
}

fn in_english(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Heading(heading) => format!("## {heading}\n"),
        Piece::Fence(lines) => lines.join("\n") + "\n",
        Piece::Line(line) => format!("{line}\n"),
    }
}

/// The fences under their headings in Japanese. The sentences between them are English and left out, with a heading
/// that has nothing else; that the program's own words are English is said.
fn examples(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    let mut heading = None;
    for piece in pieces {
        match piece {
            Piece::Heading(english) => {
                let known = HEADINGS.iter().find(|(known, _)| known == english);
                heading = Some(known.map_or(*english, |(_, japanese)| japanese));
            }
            Piece::Fence(lines) => {
                if let Some(heading) = heading.take() {
                    out.push_str(&format!("## {heading}\n\n"));
                }
                if lines.first().is_some_and(|info| info.starts_with("```out") || *info == "```text") {
                    out.push_str("出力例（英語）\n\n");
                }
                out.push_str(&format!("{}\n\n", lines.join("\n")));
            }
            Piece::Line(_) => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::page_in;
    use crate::diag::Lang;

    const PAGE: &str = "# K0001: a slip\n\n誤記\n\nWhat it is.\n\n## Example\n\nSee:\n\n```yaml a.yaml\n## 日本語\n```\n\n\
                        ```out kisoku check => 1\nerror\n```\n\n## Repair\n\nPut it right.\n\n## 日本語\n\n説明です。\n";

    #[test]
    fn each_language_has_its_own_page() {
        assert_eq!(
            page_in(PAGE, Lang::En),
            "# K0001: a slip\n\n誤記\n\nWhat it is.\n\n## Example\n\nSee:\n\n```yaml a.yaml\n## 日本語\n```\n\n\
             ```out kisoku check => 1\nerror\n```\n\n## Repair\n\nPut it right.\n"
        );
        assert_eq!(
            page_in(PAGE, Lang::Ja),
            "# K0001: 誤記\n\n説明です。\n\n## 例\n\n```yaml a.yaml\n## 日本語\n```\n\n出力例（英語）\n\n\
             ```out kisoku check => 1\nerror\n```\n"
        );
    }
}
