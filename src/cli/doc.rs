//! `kisoku doc`: the rule books of packs.

use super::named::{self, Named};
use super::{Settings, args, files, output, questions, test};
use crate::diag::{Bilingual, Lang};
use crate::load::LoadedPack;
use crate::suite;
use crate::workbench::doc::{self, Book};
use crate::workbench::explain::Bench;
use clap::{Arg, ArgMatches, Command};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The command, as people type it.
pub(super) fn command(lang: Lang) -> Command {
    let help = args::in_language(lang);
    Command::new("doc")
        .about(help(
            "Writes the rule book of a program: one page with every rule in plain words, its source and its text",
            "事業の規則集を作成します（各規則の平易な説明・出典・記述を1ページに掲載）",
        ))
        .arg(Arg::new("paths").value_name("PROGRAM|PATH").num_args(0..).help(help(
            "programs, or folders of packs [default: every pack of the rules]",
            "事業 ID またはパックのフォルダー［既定：すべての規則］",
        )))
        .arg(Arg::new("out").long("out").short('o').value_name("FILE|DIR").help(help(
            "where to write; a folder gets one file a program and an index [default: standard output]",
            "出力先。フォルダーの場合は事業ごとのファイルと目次を作成［既定：標準出力］",
        )))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["html", "markdown"])
                .default_value("html")
                .help(help("html or markdown", "html、markdown")),
        )
}

/// A format of the book.
#[derive(Clone, Copy)]
enum Format {
    Html,
    Markdown,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Format::Html => "html",
            Format::Markdown => "md",
        }
    }

    fn book(self, book: &Book, lang: Lang) -> String {
        match self {
            Format::Html => doc::html(book, lang),
            Format::Markdown => doc::markdown(book, lang),
        }
    }

    fn index(self, books: &[(String, Book)], lang: Lang) -> String {
        match self {
            Format::Html => doc::index(books, lang),
            Format::Markdown => doc::markdown_index(books, lang),
        }
    }
}

/// Runs the command: 0, or 2 where a pack is broken or not there, or a file cannot be written.
pub(super) fn run(settings: &Settings, matches: &ArgMatches) -> u8 {
    let Named { rules, loaded, troubles } = match named::load_with_tests(settings, matches) {
        Ok(named) => named,
        Err(problem) => return settings.trouble(&problem),
    };
    let format = match args::text(matches, "format") {
        Some("markdown") => Format::Markdown,
        _ => Format::Html,
    };
    let books: Vec<Book> =
        settings.in_pool(|| loaded.par_iter().filter_map(|pack| book(&rules, pack)).collect());
    let code = match (args::text(matches, "out"), books.as_slice()) {
        (_, []) => 0,
        (None, [book]) => {
            output::to_stdout(&format.book(book, settings.lang));
            0
        }
        (None, _) => settings.trouble(&Bilingual::new(
            "several rule books do not fit into one file; name a program, or a folder: `--out books/`",
            "複数の規則集は1つのファイルに出力できません。事業を1つ指定するか、`--out books/` のようにフォルダーを指定してください",
        )),
        (Some(out), [book]) if !is_folder(out) => write(settings, Path::new(out), &format.book(book, settings.lang)),
        (Some(out), _) => write_all(settings, Path::new(out), format, books),
    };
    if troubles.is_empty() && !loaded.iter().any(|pack| pack.is_broken()) {
        return code;
    }
    output::to_stderr(&questions::broken(settings, &loaded, &troubles));
    2
}

/// The book of a pack; none of a broken one.
fn book(rules: &str, pack: &LoadedPack) -> Option<Book> {
    let plan = pack.plan.as_ref()?;
    let root = files::root_of(rules);
    let tests = suite::prepare(plan, &pack.sources, &|path| test::read_base(&root, path));
    Some(doc::book(Bench { pack, plan, tests: &tests }))
}

/// Whether a path is meant as a folder: it is one, or it ends like one.
fn is_folder(out: &str) -> bool {
    out.ends_with(['/', '\\']) || Path::new(out).is_dir()
}

/// Writes one file a book, and the index that leads to them.
fn write_all(settings: &Settings, folder: &Path, format: Format, books: Vec<Book>) -> u8 {
    if let Err(error) = std::fs::create_dir_all(folder) {
        return cannot_write(settings, folder, &error);
    }
    let named: Vec<(String, Book)> =
        books.into_iter().map(|book| (format!("{}.{}", book.id, format.ending()), book)).collect();
    let index: PathBuf = folder.join(format!("index.{}", format.ending()));
    let codes = named
        .iter()
        .map(|(name, book)| write(settings, &folder.join(name), &format.book(book, settings.lang)));
    let worst = codes.max().unwrap_or(0);
    worst.max(write(settings, &index, &format.index(&named, settings.lang)))
}

fn write(settings: &Settings, path: &Path, text: &str) -> u8 {
    match files::write_whole(path, text.as_bytes()) {
        Ok(()) => 0,
        Err(error) => cannot_write(settings, path, &error),
    }
}

fn cannot_write(settings: &Settings, path: &Path, error: &std::io::Error) -> u8 {
    let (path, reason) = (files::shown(path), files::reason(error));
    settings.trouble(&Bilingual::new(
        format!("cannot write `{path}`: {reason}"),
        format!("`{path}` に書き込めません：{reason}"),
    ))
}
