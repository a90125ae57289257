//! What is wrong with a command line, in the words and the language of everything else.
//!
//! In: an error of clap. Out: a message, the usage and where to read on; none for what has no message here.

use crate::diag::{Bilingual, Lang};
use crate::text::one_line;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The error as text; none where clap has to print it itself (help, version, a kind that is not met).
pub(super) fn text(error: &Error, lang: Lang) -> Option<String> {
    let message = message(error)?;
    let (word, usage_word, help) = match lang {
        Lang::En => ("error: ", "usage: ", "help: `--help` lists what there is\n"),
        Lang::Ja => ("エラー：", "使い方：", "対処：`--help` で使い方を確認できます\n"),
    };
    let usage = all(error, ContextKind::Usage).concat();
    let usage = usage.trim().strip_prefix("Usage:").unwrap_or(usage.trim()).trim().to_owned();
    let usage = if usage.is_empty() { usage } else { format!("{usage_word}{usage}\n") };
    // What was typed is quoted, and may have come from anywhere.
    Some(format!("{word}{}\n{usage}{help}", one_line(message.get(lang))))
}

fn message(error: &Error) -> Option<Bilingual> {
    let get = |kind| all(error, kind).into_iter().next().unwrap_or_default();
    let (argument, value) = (get(ContextKind::InvalidArg), get(ContextKind::InvalidValue));
    let known = |kind| {
        let all = all(error, kind);
        if all.is_empty() {
            Bilingual::default()
        } else {
            Bilingual::new(format!(" ({})", all.join(", ")), format!("（{}）", all.join("、")))
        }
    };
    let meant = |kind| match get(kind) {
        none if none.is_empty() => Bilingual::default(),
        near => Bilingual::new(format!("; did you mean `{near}`?"), format!("。`{near}` のことですか")),
    };
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let (name, near) = (get(ContextKind::InvalidSubcommand), meant(ContextKind::SuggestedSubcommand));
            Bilingual::new(
                format!("there is no command `{name}`{}", near.en),
                format!("コマンド `{name}` はありません{}", near.ja),
            )
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let near = meant(ContextKind::SuggestedArg);
            Bilingual::new(
                format!("there is no option `{argument}`{}", near.en),
                format!("オプション `{argument}` はありません{}", near.ja),
            )
        }
        ErrorKind::UnknownArgument => Bilingual::new(
            format!("`{argument}` is one argument too many"),
            format!("引数 `{argument}` は余分です"),
        ),
        ErrorKind::InvalidValue if value.is_empty() => {
            let values = known(ContextKind::ValidValue);
            Bilingual::new(
                format!("`{argument}` needs a value{}", values.en),
                format!("`{argument}` には値が必要です{}", values.ja),
            )
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let (near, values) = (meant(ContextKind::SuggestedValue), known(ContextKind::ValidValue));
            Bilingual::new(
                format!("`{value}` is no value of `{argument}`{}{}", near.en, values.en),
                format!("`{argument}` に `{value}` は指定できません{}{}", near.ja, values.ja),
            )
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => Bilingual::new(
            format!("`{value}` is one value too many for `{argument}`"),
            format!("`{argument}` に値 `{value}` は余分です"),
        ),
        ErrorKind::ArgumentConflict => {
            let other = get(ContextKind::PriorArg);
            Bilingual::new(
                format!("`{argument}` and `{other}` cannot be given together"),
                format!("`{argument}` と `{other}` は同時に指定できません"),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = all(error, ContextKind::InvalidArg);
            Bilingual::new(
                format!("{} is missing", quoted(&missing, ", ")),
                format!("{}を指定してください", quoted(&missing, "、")),
            )
        }
        ErrorKind::MissingSubcommand => {
            let commands = all(error, ContextKind::ValidSubcommand);
            Bilingual::new(
                format!("say which command: {}", commands.join(", ")),
                format!("コマンドを指定してください：{}", commands.join("、")),
            )
        }
        _ => return None,
    })
}

fn quoted(names: &[String], with: &str) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(with)
}

/// What clap knows of one kind, as texts without styles.
fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}
