//! Decides whether bytes are UTF-8. In: the bytes of a file. Out: its text, untouched (a byte order mark stays, so
//! that offsets are those on disk), or which other encoding it has and where its first bad byte is.
//!
//! No other encoding is read: a guess could change a figure. The person converts the file and sees the result.

use crate::diag::{self, Diagnostic};
use crate::text::{FileId, Source, Span};
use encoding_rs::{EUC_JP, Encoding as Decoder, ISO_2022_JP, SHIFT_JIS, UTF_16BE, UTF_16LE};
use memchr::memchr2;
use std::str::Utf8Error;

/// An encoding that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// Windows code page 932, a superset of Shift_JIS.
    Cp932,
    /// EUC-JP.
    EucJp,
    /// ISO-2022-JP ("JIS").
    Iso2022Jp,
    /// None of these: most likely UTF-8 with damaged bytes.
    Unknown,
}

impl Encoding {
    /// The name that `iconv` knows; `None` where there is nothing to convert from.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Utf16Le => Some("UTF-16LE"),
            Encoding::Utf16Be => Some("UTF-16BE"),
            Encoding::Utf32Le => Some("UTF-32LE"),
            Encoding::Utf32Be => Some("UTF-32BE"),
            Encoding::Cp932 => Some("CP932"),
            Encoding::EucJp => Some("EUC-JP"),
            Encoding::Iso2022Jp => Some("ISO-2022-JP"),
            Encoding::Unknown => None,
        }
    }

    fn decoder(self) -> Option<&'static Decoder> {
        match self {
            Encoding::Utf16Le => Some(UTF_16LE),
            Encoding::Utf16Be => Some(UTF_16BE),
            Encoding::Cp932 => Some(SHIFT_JIS),
            Encoding::EucJp => Some(EUC_JP),
            Encoding::Iso2022Jp => Some(ISO_2022_JP),
            Encoding::Utf32Le | Encoding::Utf32Be | Encoding::Unknown => None,
        }
    }
}

/// A file that is not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// What it seems to be.
    pub encoding: Encoding,
    /// The offset in the file of the first byte that is not UTF-8.
    pub first_bad_byte: usize,
    /// The text as it reads in that encoding, for showing only: damaged bytes are replaced. Its lines and columns
    /// are those an editor shows; its byte offsets are not those of the file.
    pub shown: String,
    /// Where the first bad byte is in `shown`.
    pub place: (usize, usize),
    /// The bytes of the file that stand there.
    pub bytes: (usize, usize),
}

impl NotUtf8 {
    /// The text as it reads, as a source whose one place is that of the first bad byte.
    pub fn source(&self, id: FileId, name: &str) -> Source {
        Source::new(id, name, self.shown.as_str()).standing_for(self.bytes)
    }
}

/// The text of a file, if it is UTF-8.
pub fn decode_text(bytes: Vec<u8>) -> Result<String, Box<NotUtf8>> {
    match String::from_utf8(bytes) {
        Ok(text) => match seven_bit(text.as_bytes()) {
            None => Ok(text),
            Some((encoding, at)) => Err(not_utf8(text.as_bytes(), encoding, at)),
        },
        Err(error) => Err(damaged(error.as_bytes(), error.utf8_error())),
    }
}

/// The same of bytes that somebody else keeps.
pub fn text_of(bytes: &[u8]) -> Result<&str, Box<NotUtf8>> {
    match str::from_utf8(bytes) {
        Ok(text) => match seven_bit(bytes) {
            None => Ok(text),
            Some((encoding, at)) => Err(not_utf8(bytes, encoding, at)),
        },
        Err(error) => Err(damaged(bytes, error)),
    }
}

/// What is wrong with bytes that no text of UTF-8 has.
fn damaged(bytes: &[u8], error: Utf8Error) -> Box<NotUtf8> {
    let at = error.valid_up_to();
    match wide(bytes) {
        Some(encoding) => not_utf8(bytes, encoding, 0),
        // All is well up to a character that the end of the file cuts: the file is UTF-8 and not whole.
        None if error.error_len().is_none() => not_utf8(bytes, Encoding::Unknown, at),
        None => not_utf8(bytes, japanese(bytes), at),
    }
}

/// What is told of bytes in another encoding, the first bad one of which is given.
fn not_utf8(bytes: &[u8], encoding: Encoding, at: usize) -> Box<NotUtf8> {
    let shown = show(bytes, encoding);
    let before = show(bytes.get(..at).unwrap_or_default(), encoding).len();
    let mut start = before.min(shown.len());
    while !shown.is_char_boundary(start) {
        start = start.saturating_sub(1);
    }
    let (start, end) = super::build::char_at(&shown, start);
    let length = match encoding {
        Encoding::Unknown => 1,
        Encoding::Iso2022Jp => 3,
        Encoding::Utf32Le | Encoding::Utf32Be => 4,
        _ => 2,
    };
    let stop = at.saturating_add(length).min(bytes.len());
    let first_bad_byte = at;
    Box::new(NotUtf8 { encoding, first_bad_byte, shown, place: (start, end), bytes: (at, stop) })
}

/// The diagnostic of a file that is not UTF-8. The source is one of the text `shown`.
pub fn encoding_problem(problem: &NotUtf8, source: &Source) -> Diagnostic {
    let span = Span::new(source.id, problem.place.0, problem.place.1);
    diag::not_utf8(span, &source.name, problem.encoding.name(), problem.first_bad_byte)
}

/// Encodings whose bytes are valid UTF-8 and mean something else: UTF-16 of mostly ASCII, and ISO-2022-JP.
fn seven_bit(bytes: &[u8]) -> Option<(Encoding, usize)> {
    memchr2(0, 0x1B, bytes)?;
    if bytes.contains(&0)
        && let Some(encoding) = wide(bytes)
    {
        return Some((encoding, 0));
    }
    let escape = |w: &[u8]| matches!(w, [0x1B, b'$', b'@' | b'B'] | [0x1B, b'(', b'J' | b'I']);
    bytes.windows(3).position(escape).map(|at| (Encoding::Iso2022Jp, at))
}

/// UTF-16 by its mark, or by its zero bytes: in one half of the pairs many, in the other none.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(b"\xFF\xFE\0\0") {
        return Some(Encoding::Utf32Le);
    }
    if bytes.starts_with(b"\0\0\xFE\xFF") {
        return Some(Encoding::Utf32Be);
    }
    if bytes.starts_with(b"\xFF\xFE") {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some(Encoding::Utf16Be);
    }
    let head = bytes.get(..4096).unwrap_or(bytes);
    let (mut first, mut second, mut pairs) = (0_usize, 0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        pairs = pairs.saturating_add(1);
        first = first.saturating_add(usize::from(pair.first() == Some(&0)));
        second = second.saturating_add(usize::from(pair.get(1) == Some(&0)));
    }
    let share = if pairs < 16 { 2 } else { 5 };
    let many = |n: usize| n.saturating_mul(share) >= pairs && n > 0;
    // A few characters have a zero in the other half, such as the ideographic space.
    let few = |n: usize, of: usize| n.saturating_mul(16) <= of;
    match (first, second) {
        (few_first, n) if many(n) && few(few_first, n) => Some(Encoding::Utf16Le),
        (n, few_second) if many(n) && few(few_second, n) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Which Japanese encoding bytes that are not UTF-8 have.
fn japanese(bytes: &[u8]) -> Encoding {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good = good.saturating_add(chunk.valid().chars().filter(|c| !c.is_ascii()).count());
        bad = bad.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    if good > bad.saturating_mul(2) {
        return Encoding::Unknown;
    }
    let sjis = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    let euc = EUC_JP.decode_without_bom_handling_and_without_replacement(bytes);
    match (sjis, euc) {
        (None, None) => Encoding::Unknown,
        (Some(_), None) => Encoding::Cp932,
        (None, Some(_)) => Encoding::EucJp,
        (Some(as_sjis), Some(_)) => {
            // EUC-JP read as Shift_JIS is full of half-width katakana.
            let half = as_sjis.chars().filter(|c| matches!(c, '\u{FF61}'..='\u{FF9F}')).count();
            let all = as_sjis.chars().filter(|c| !c.is_ascii()).count();
            if half.saturating_mul(2) >= all { Encoding::EucJp } else { Encoding::Cp932 }
        }
    }
}

fn show(bytes: &[u8], encoding: Encoding) -> String {
    match encoding.decoder() {
        Some(decoder) => decoder.decode_with_bom_removal(bytes).0.into_owned(),
        None if matches!(encoding, Encoding::Utf32Le | Encoding::Utf32Be) => {
            bytes.chunks_exact(4).map(|four| utf32(four, encoding)).filter(|c| *c != '\u{FEFF}').collect()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// One character of UTF-32.
fn utf32(four: &[u8], encoding: Encoding) -> char {
    let bytes: [u8; 4] = four.try_into().unwrap_or_default();
    let code = match encoding {
        Encoding::Utf32Be => u32::from_be_bytes(bytes),
        _ => u32::from_le_bytes(bytes),
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> NotUtf8 {
        *decode_text(bytes.to_vec()).unwrap_err()
    }

    fn marked(problem: &NotUtf8) -> &str {
        problem.shown.get(problem.place.0..problem.place.1).unwrap()
    }

    const TEXT: &str = "program: mext\n核: 北海道大学のクラスター\n負担: 5億円\n";

    #[test]
    fn utf8_passes_untouched() {
        for text in ["", "a", "\u{FEFF}核: 1\r\n", TEXT, "a\0b c d"] {
            assert_eq!(decode_text(text.as_bytes().to_vec()).unwrap(), text);
        }
    }

    #[test]
    fn each_encoding_is_told_by_name_with_the_place_of_its_first_bad_byte() {
        for (decoder, want) in [(SHIFT_JIS, Encoding::Cp932), (EUC_JP, Encoding::EucJp)] {
            let got = refused(&decoder.encode(TEXT).0);
            assert_eq!(got.encoding, want);
            assert_eq!(got.first_bad_byte, TEXT.find('核').unwrap());
            assert_eq!(got.shown, TEXT);
            assert_eq!(marked(&got), "核");
        }
        let got = refused(&ISO_2022_JP.encode(TEXT).0);
        assert_eq!((got.encoding, got.first_bad_byte), (Encoding::Iso2022Jp, 14));
        assert_eq!(marked(&got), "核");
    }

    #[test]
    fn utf16_is_told_with_and_without_a_mark() {
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(refused(&le).encoding, Encoding::Utf16Le);
        assert_eq!(refused(&be).encoding, Encoding::Utf16Be);
        assert_eq!(refused(&[b"\xFF\xFE", le.as_slice()].concat()).shown, TEXT);
        assert_eq!(refused(&[b"\xFE\xFF", be.as_slice()].concat()).shown, TEXT);
        assert_eq!(
            refused("a: 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice()).place,
            (0, 1)
        );
    }

    #[test]
    fn damaged_utf8_is_not_taken_for_another_encoding() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 3);
        let got = refused(&bytes);
        assert_eq!(got.encoding, Encoding::Unknown);
        assert_eq!(marked(&got), "\u{FFFD}");
        assert_eq!(refused(b"caf\xE9 au lait").encoding, Encoding::Unknown);
        assert_eq!(refused(b"\xFF").place, (0, 3));
    }
}
