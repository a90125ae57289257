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
