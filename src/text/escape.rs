//! What a terminal or a page may be sent: nothing of a proposal that moves the cursor, changes colours or turns the order of
//! the characters.

/// A text for a line of its own: no character that a terminal acts on, no line end, no tab.
pub fn one_line(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { harmless(c) }).collect()
}

/// A line of a file: the same, but tabs stay. Every character keeps its length in bytes, so that places stay right.
pub fn source_line(text: &str) -> String {
    text.chars().map(|c| if c == '\t' { c } else { harmless(c) }).collect()
}

/// JSON in which the characters are written as `\\u202e` that a terminal would act on. They stand in texts only, as
/// everything of a proposal does, so the meaning stays.
pub fn in_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    let acts = |c: char| c != '\n' && harmless(c) != c;
    while let Some((before, after)) = rest.find(acts).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let mut after = after.chars();
        if let Some(c) = after.next() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
        rest = after.as_str();
    }
    out.push_str(rest);
    out
}

/// The character itself, or one of the same length in bytes that only looks like something.
fn harmless(c: char) -> char {
    match c {
        '\u{0}'..='\u{1F}' | '\u{7F}' => '?',
        '\u{80}'..='\u{9F}' | '\u{AD}' | '\u{61C}' => '¿',
        '\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' => '\u{FFFD}',
        '\u{E0000}'..='\u{E007F}' => '\u{10FFFD}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_says_the_same_without_acting() {
        let text = "a\u{1b}[31m\u{9b}2J\u{202e}\u{e0001}\n\u{7f}核";
        let json = in_json(&serde_json::to_string(text).unwrap());
        assert_eq!(json, r#""a\u001b[31m\u009b2J\u202e\udb40\udc01\n\u007f核""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        assert_eq!(in_json("{\n}"), "{\n}");
    }

    #[test]
    fn every_character_keeps_its_length_and_none_acts_on_a_terminal() {
        for c in ('\u{0}'..=char::MAX).filter(|c| *c != '\n') {
            let text = c.to_string();
            let out = source_line(&text);
            assert_eq!(out.len(), text.len(), "{:x}", c as u32);
            let shown = out.chars().next().unwrap();
            assert!(shown == '\t' || !shown.is_control(), "{:x}", c as u32);
        }
        assert_eq!(one_line("a\u{1b}[31mb\u{202e}\nc"), "a?[31mb\u{FFFD} c");
    }
}
