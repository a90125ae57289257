//! `kisoku new`: an application to fill in, or the JSON Schema of one.

use super::named::{self, Named};
use super::{Settings, args, files, output, questions};
use crate::data::Format;
use crate::diag::{Bilingual, Lang};
use crate::workbench::template;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::Path;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("new")
        .about(help(
            "Writes an application to fill in, with what each field is, its limits and its rules",
            "記入用の申請書の雛形を出力します。各項目の型、上限・下限、関係する規則を添えます",
        ))
        .after_help(help(
            "With --lang ja, keys and comments are Japanese. An untouched template is valid, only undetermined.\n\nExamples:\n  kisoku new mext.kci.stage2 --out my.yaml\n  kisoku new mext.kci.stage2 --lang ja --out 申請書.toml\n  kisoku new mext.kci.stage2 --schema --out stage2.schema.json",
            "--lang ja では、項目名と説明が日本語になります。雛形のままでも形式上の誤りはなく、未判定となるだけです。\n\n例：\n  kisoku new mext.kci.stage2 --lang ja --out 申請書.yaml\n  kisoku new mext.kci.stage2 --lang ja --out 申請書.toml\n  kisoku new mext.kci.stage2 --lang ja --schema --out stage2.schema.json",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM").num_args(1).required(true).help(help(
            "a program, or the folder of its pack",
            "事業 ID またはパックのフォルダー",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["yaml", "toml", "json"])
                .help(help(
                    "yaml, toml or json [default: by the ending of FILE, else yaml]",
                    "yaml、toml、json［既定：FILE の拡張子による。なければ yaml］",
                )),
        )
        .arg(Arg::new("out").long("out").value_name("FILE").help(help(
            "write to this file, which must not be there yet [default: standard output]",
            "このファイルに書き込む（既にあるファイルは上書きしない）［既定：標準出力］",
        )))
        .arg(
            Arg::new("schema")
                .long("schema")
                .action(ArgAction::SetTrue)
                .conflicts_with("format")
                .help(help(
                    "the JSON Schema of applications instead, for editors to complete and check",
                    "代わりに、エディターの補完・検証に使う JSON Schema を出力",
                )),
        )
}

/// Runs the command: 0, or 2 where the pack is broken or the file cannot be written.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let out = args::text(matches, "out");
    let schema = matches.get_flag("schema");
    let format = match format_of(args::text(matches, "format"), out, schema) {
        Ok(format) => format,
        Err(problem) => return settings.trouble(&problem),
    };
    let Named { loaded, troubles, .. } = match named::load(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
    let pack = match loaded.as_slice() {
        [pack] if troubles.is_empty() => pack,
        [_, _, ..] if troubles.is_empty() => {
            let ids: Vec<&str> = loaded.iter().map(|pack| pack.id.as_str()).collect();
            return settings.trouble(&Bilingual::new(
                format!("there are several programs there; say which: {}", ids.join(", ")),
                format!("事業が複数あります。いずれかを指定してください：{}", ids.join("、")),
            ));
        }
        _ => {
            output::to_stderr(&questions::broken(settings, &loaded, &troubles));
            return 2;
        }
    };
    let Some(plan) = &pack.plan else {
        output::to_stderr(&questions::broken(settings, &loaded, &troubles));
        return 2;
    };
    let text = if schema {
        template::schema::schema(plan, settings.lang)
    } else {
        template::template(plan, format, settings.lang).unwrap_or_default()
    };
    match out {
        None => {
            output::to_stdout(&text);
            0
        }
        Some(path) => write(settings, Path::new(path), &text),
    }
}

/// The format that is asked for, by its name or the ending of the file. Both must agree, as a file is read by its ending.
fn format_of(named: Option<&str>, out: Option<&str>, schema: bool) -> Result<Format, Bilingual> {
    let by_ending = out.and_then(Format::of_path);
    let by_name = match named {
        Some("toml") => Some(Format::Toml),
        Some("json") => Some(Format::Json),
        Some(_) => Some(Format::Yaml),
        None => None,
    };
    let out = out.unwrap_or_default();
    match (by_name, by_ending) {
        _ if schema => Ok(Format::Json),
        (Some(name), Some(ending)) if name != ending => Err(Bilingual::new(
            format!(
                "`{out}` would not be read as {}; give it another ending, or leave `--format` out",
                word(name)
            ),
            format!(
                "`{out}` は {} として読み込まれません。拡張子を変えるか、`--format` を省いてください",
                word(name)
            ),
        )),
        (None, Some(Format::Ndjson | Format::Csv)) | (None, None) if !out.is_empty() => Err(Bilingual::new(
            format!("`{out}` is of no format of applications; end it in .yaml, .toml or .json"),
            format!(
                "`{out}` は申請書の形式ではありません。拡張子を .yaml、.toml、.json のいずれかにしてください"
            ),
        )),
        (name, ending) => Ok(name.or(ending).unwrap_or(Format::Yaml)),
    }
}

fn word(format: Format) -> &'static str {
    match format {
        Format::Toml => "TOML",
        Format::Json => "JSON",
        Format::Yaml | Format::Ndjson | Format::Csv => "YAML",
    }
}

fn write(settings: &Settings, path: &Path, text: &str) -> u8 {
    let shown = files::shown(path);
    // A link that leads nowhere is in the way as well.
    if path.symlink_metadata().is_ok() {
        return settings.trouble(&Bilingual::new(
            format!("`{shown}` is already there and stays as it is; give another name"),
            format!("`{shown}` は既にあります。上書きしませんので、別の名前を指定してください"),
        ));
    }
    match files::write_whole(path, text.as_bytes()) {
        Ok(()) => 0,
        Err(error) => {
            let reason = files::reason(&error);
            settings.trouble(&Bilingual::new(
                format!("cannot write `{shown}`: {reason}"),
                format!("`{shown}` に書き込めません：{reason}"),
            ))
        }
    }
}
