//! One scalar of a proposal as the type of its field reads it.

use super::Decoder;
use crate::data::{FieldType, ShapeKind, State, Text, Value};
use crate::diag::{self, CalendarNote, Diagnostic, Expected, Found};
use crate::text::{SharedText, Span, fold_text, nearest, settled};
use crate::value::{
    EnumId, Money, Num, Scalar, Scale, is_not_applicable, parse_amount, parse_date, parse_digits,
    parse_number, parse_percent, parse_whole, parse_year, parse_yes_no,
};

/// Whether a plain scalar stands for no value.
pub(super) fn is_null(text: &str) -> bool {
    match text.as_bytes().first() {
        None | Some(b'~' | b'n' | b'N') => matches!(text, "" | "~" | "null" | "Null" | "NULL"),
        Some(byte) if byte.is_ascii_alphanumeric() => false,
        _ => text.trim().is_empty(),
    }
}

/// Whether a text is nothing but blanks.
fn is_blank(text: &str) -> bool {
    !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
}

/// The finding for a text where a record is asked for, if it looks like keys and values without their space.
pub(super) fn missing_space(place: Span, text: &str) -> Option<Diagnostic> {
    let (key, value) = split_colon(text)?;
    // Only the first line of what YAML joined to one text; its next word is the next key.
    let value = value.split_whitespace().next().unwrap_or("");
    Some(diag::missing_space(place, key, value))
}

/// Splits `設備費：120000` and `設備費:1` at their first colon.
pub(super) fn split_colon(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.split_once([':', '：'])?;
    let (key, value) = (key.trim(), value.trim());
    let odd = key.is_empty() || value.starts_with("//") || key.chars().all(|c| c.is_ascii_digit());
    (!odd).then_some((key, value))
}

/// A scalar as it is typed.
#[derive(Clone, Copy)]
pub(super) struct Typed<'a> {
    pub(super) text: &'a str,
    /// Where that is.
    pub(super) at: Text,
    pub(super) quoted: bool,
}

impl<'a> Decoder<'a> {
    /// A scalar where a value of this type is asked for.
    pub(super) fn scalar(
        &mut self,
        ty: &'a FieldType,
        optional: bool,
        typed: Typed<'a>,
        place: Span,
    ) -> State {
        let Typed { text, quoted, .. } = typed;
        // The commonest numbers, whose digits say all.
        if let FieldType::Scalar(scalar) = ty
            && let Some(number) = digits_alone(text, *scalar)
        {
            return State::Given(Value::Num(number));
        }
        if (!quoted && is_null(text)) || (quoted && is_blank(text)) {
            return State::Missing;
        }
        if let FieldType::Scalar(Scalar::Enum(id)) = ty
            && let Some(member) = self.schema.enumeration(*id).and_then(|e| e.member_of_word(text))
        {
            return State::Given(Value::Member(u32::try_from(member).unwrap_or(u32::MAX)));
        }
        if may_be_mark(text) && is_not_applicable(text) {
            return if optional {
                State::NotApplicable
            } else {
                self.malformed(diag::not_applicable(place, text, self.expected(ty)))
            };
        }
        match ty {
            FieldType::Scalar(scalar) => self.typed(*scalar, typed, place),
            FieldType::Record(_) => {
                let words = missing_space(place, text)
                    .unwrap_or_else(|| diag::wrong_shape(place, Expected::Record, Found::Single));
                self.malformed(words)
            }
            FieldType::List { .. } => self.malformed(diag::wrong_shape(place, Expected::List, Found::Single)),
        }
    }

    fn typed(&mut self, scalar: Scalar, typed: Typed<'a>, place: Span) -> State {
        let Typed { text, quoted, .. } = typed;
        let plain = |read: Result<Num, diag::PlainError>, wanted| {
            read.map(Value::Num).map_err(|error| Box::new(diag::malformed_plain(place, text, wanted, &error)))
        };
        let read: Result<Value, Box<Diagnostic>> = match scalar {
            Scalar::Text if !quoted && is_truth_value(text) => {
                Err(Box::new(diag::text_expected(place, text)))
            }
            Scalar::Text => Ok(Value::Text(self.folded(typed))),
            Scalar::YesNo => parse_yes_no(text)
                .map(Value::YesNo)
                .map_err(|error| Box::new(diag::malformed_plain(place, text, Expected::YesNo, &error))),
            Scalar::Whole => plain(parse_whole(text), Expected::Whole),
            Scalar::Number => plain(parse_number(text), Expected::Number),
            Scalar::Percent => plain(parse_percent(text), Expected::Percent),
            Scalar::Money(money) => parse_amount(text, money)
                .map(|amount| Value::Num(amount.yen))
                .map_err(|error| Box::new(diag::malformed_amount(place, text, &error))),
            Scalar::Date => parse_date(text)
                .map(|read| {
                    self.note(place, text, read.note.as_ref());
                    Value::Date(read.date)
                })
                .map_err(|error| Box::new(diag::malformed_calendar(place, text, Expected::Date, &error))),
            Scalar::FiscalYear => parse_year(text)
                .map(|read| {
                    self.note(place, text, read.note.as_ref());
                    Value::Year(read.year)
                })
                .map_err(|error| {
                    Box::new(diag::malformed_calendar(place, text, Expected::FiscalYear, &error))
                }),
            Scalar::Enum(id) => Err(Box::new(self.unknown_word(id, text, place))),
        };
        match read {
            Ok(value) => State::Given(value),
            Err(words) => self.malformed(*words),
        }
    }

    /// A text in the form in which texts are compared; without a copy where it stands so in the file.
    fn folded(&self, typed: Typed<'a>) -> SharedText {
        let shared = || {
            let (Text::Source(start, _), settled) = (typed.at, settled(typed.text)?) else { return None };
            let blank = typed.text.len().saturating_sub(typed.text.trim_start().len());
            let start = (start as usize).saturating_add(blank);
            SharedText::part(&self.source.text, start..start.saturating_add(settled.len()))
        };
        shared().unwrap_or_else(|| fold_text(typed.text).into())
    }

    fn unknown_word(&self, id: EnumId, text: &str, place: Span) -> Diagnostic {
        let members = self.schema.enumeration(id).map_or(&[][..], |e| e.members.as_slice());
        let near = nearest(text, members.iter().flat_map(|member| member.spellings()));
        let choices: Vec<_> = members.iter().map(crate::data::Member::choice).collect();
        diag::unknown_word(place, text, near, &choices)
    }

    fn note(&mut self, place: Span, text: &str, note: Option<&CalendarNote>) {
        if let Some(note) = note {
            self.finding(diag::era_continued(place, text, note), ShapeKind::Advice, false);
        }
    }
}

/// The number that digits alone write in a field of this type.
fn digits_alone(text: &str, scalar: Scalar) -> Option<Num> {
    match scalar {
        Scalar::Whole | Scalar::Number => parse_digits(text),
        Scalar::Money(Money { scale: Scale::Yen, .. }) => parse_digits(text),
        _ => None,
    }
}

/// Whether a text begins as the marks for "not applicable" do; most texts do not.
fn may_be_mark(text: &str) -> bool {
    text.len() <= 32 && text.starts_with(|c: char| matches!(c, 'n' | 'N' | '-') || !c.is_ascii_graphic())
}

fn is_truth_value(text: &str) -> bool {
    matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}
