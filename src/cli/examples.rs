//! `kisoku examples`: a proposal just below, at and just above each threshold of a pack, as a sheet, files or tests.

use super::named::{self, Named};
use super::{Settings, args, files, output, questions};
use crate::diag::{Bilingual, Lang};
use crate::report::one_line;
use crate::workbench::examples::{self, Examples};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::Path;

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("examples")
        .about(help(
            "Makes applications at each threshold: just below, exactly at and just above, all else met",
            "基準ごとに、わずかに下・ちょうど・わずかに上の申請例を作ります。ほかの規則はすべて満たします",
        ))
        .after_help(help(
            "Each example is judged by the ordinary evaluator before it is shown. Where there is none, the rules that leave no room\nare named.\n\nExamples:\n  kisoku examples mext.kci.stage2 > sheet.md\n  kisoku examples mext.kci.stage2 --format csv --bom > sheet.csv\n  kisoku examples mext.kci.stage2 --out examples/\n  kisoku examples mext.kci.stage2 --format tests > rules/mext/kci/stage2/boundaries.test.kisoku",
            "例はすべて、表示の前に通常の判定で確かめています。例がない場合は、その原因となる規則を示します。\n\n例：\n  kisoku examples mext.kci.stage2 > sheet.md\n  kisoku examples mext.kci.stage2 --format csv --bom > sheet.csv\n  kisoku examples mext.kci.stage2 --out examples/\n  kisoku examples mext.kci.stage2 --format tests > rules/mext/kci/stage2/boundaries.test.kisoku",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM").num_args(1).required(true).help(help(
            "a program, or the folder of its pack",
            "事業 ID またはパックのフォルダー",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["sheet", "csv", "tests"])
                .default_value("sheet")
                .help(help(
                    "sheet (Markdown, to be signed off), csv, or tests of the pack",
                    "sheet（確認欄付きの Markdown）、csv、tests（パックのテスト）",
                )),
        )
        .arg(Arg::new("bom").long("bom").action(ArgAction::SetTrue).help(help(
            "CSV for Excel: with a byte order mark",
            "Excel 用の CSV（BOM 付き）",
        )))
        .arg(Arg::new("out").long("out").value_name("DIR").help(help(
            "also write each example into this folder, as YAML",
            "各例を YAML でこのフォルダーにも書き込む",
        )))
}

/// Runs the command: 0, or 2 where the pack is broken or a file cannot be written.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let Named { loaded, troubles, .. } = match named::load(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
    let (Some(pack), true) = (loaded.first(), troubles.is_empty() && loaded.len() == 1) else {
        if troubles.is_empty() && loaded.len() > 1 {
            let ids: Vec<&str> = loaded.iter().map(|pack| pack.id.as_str()).collect();
            return settings.trouble(&Bilingual::new(
                format!("there are several programs there; say which: {}", ids.join(", ")),
                format!("事業が複数あります。いずれかを指定してください：{}", ids.join("、")),
            ));
        }
        output::to_stderr(&questions::broken(settings, &loaded, &troubles));
        return 2;
    };
    let Some(plan) = &pack.plan else {
        output::to_stderr(&questions::broken(settings, &loaded, &troubles));
        return 2;
    };
    let found = match examples::examples(pack, plan) {
        Ok(found) => found,
        Err(disagreement) => {
            let rule = disagreement.rule.and_then(|rule| plan.pack.rule(rule));
            let name = rule.map_or("", |rule| rule.name.as_str());
            let text = disagreement.texts.join("\n---\n");
            return settings.trouble(&Bilingual::new(
                format!("internal error: solver and evaluator disagree on `{name}`; please report this with\n{text}"),
                format!("内部エラー：`{name}` について計算と判定が一致しません。次の申請を添えてご報告ください\n{text}"),
            ));
        }
    };
    if let Some(folder) = args::text(matches, "out")
        && let Err(problem) = write(settings, &found, Path::new(folder))
    {
        return settings.trouble(&problem);
    }
    output::to_stdout(&match args::text(matches, "format") {
        Some("csv") => examples::csv(&found, settings.lang, matches.get_flag("bom")),
        Some("tests") => examples::tests(&found),
        _ => examples::markdown(&found, settings.lang),
    });
    0
}

/// Each example in a file of its own, with what it shows above it.
fn write(settings: &Settings, found: &Examples, folder: &Path) -> Result<(), Bilingual> {
    let trouble = |path: &Path, error: &std::io::Error| {
        output::cannot_write(&files::shown(path), &files::reason(error))
    };
    std::fs::create_dir_all(folder).map_err(|error| trouble(folder, &error))?;
    for threshold in &found.thresholds {
        for case in &threshold.cases {
            let Ok(example) = &case.found else { continue };
            let path = folder.join(format!("{}.yaml", case.name));
            let about = format!(
                "# {}: {} ({})\n",
                one_line(&threshold.rule),
                one_line(threshold.words.get(settings.lang)),
                one_line(case.place.get(settings.lang)),
            );
            let text = format!("{about}{}", example.yaml);
            files::write_whole(&path, text.as_bytes()).map_err(|error| trouble(&path, &error))?;
        }
    }
    Ok(())
}
