//! Diagnostics of `kisoku diff`: sides that cannot be found.

use crate::diag::codes::{Code, Row};
use crate::diag::{Bilingual, Diagnostic, Severity};

const NO_REPOSITORY: Code = Code(530);
const NO_REVISION: Code = Code(531);
const NO_FOLDER: Code = Code(532);
const UNREADABLE: Code = Code(533);
const NO_RULES: Code = Code(534);
const FOLDER_WINS: Code = Code(535);

/// The rows of the table of codes that comparing uses.
pub(super) const ROWS: &[Row] = &[
    Row {
        code: NO_REPOSITORY,
        en: "neither a folder nor, without a repository, a revision",
        ja: "フォルダーでもなく、リポジトリもない",
    },
    Row {
        code: NO_REVISION, en: "neither a folder nor a revision", ja: "フォルダーでもリビジョンでもない"
    },
    Row {
        code: NO_FOLDER, en: "a folder that a revision does not have", ja: "リビジョンにないフォルダー"
    },
    Row { code: UNREADABLE, en: "a repository that cannot be read", ja: "読めないリポジトリ" },
    Row { code: NO_RULES, en: "a side without rules", ja: "比較する規則がない" },
    Row {
        code: FOLDER_WINS,
        en: "a name that is a folder and a revision",
        ja: "フォルダーでもリビジョンでもある名前",
    },
];

/// No folder has this name, and there is no repository in which it could be a revision.
pub fn no_repository(name: &str) -> Diagnostic {
    of_run(
        NO_REPOSITORY,
        Bilingual::new(
            format!("`{name}` is no folder, and there is no git repository here in which it could be a revision"),
            format!("`{name}` というフォルダーはなく、ここは git リポジトリでもないためリビジョンとしても探せません"),
        ),
    )
    .help(Bilingual::new(
        "name a folder with rules, or run this in the repository of the rules",
        "規則のフォルダーを指定するか、規則のリポジトリの中で実行してください",
    ))
}

/// No folder has this name, and no branch, tag or commit of the repository.
pub fn no_revision(name: &str, near: Option<&str>) -> Diagnostic {
    let diagnostic = of_run(
        NO_REVISION,
        Bilingual::new(
            format!("`{name}` is neither a folder nor a revision of this repository"),
            format!("`{name}` はフォルダーでも、このリポジトリのリビジョンでもありません"),
        ),
    );
    match near {
        Some(near) => diagnostic
            .help(Bilingual::new(format!("did you mean `{near}`?"), format!("`{near}` のことですか"))),
        None => diagnostic.help(Bilingual::new(
            "name a branch, a tag, a commit, or a folder",
            "ブランチ、タグ、コミット、フォルダーのいずれかを指定してください",
        )),
    }
}

/// As [`no_revision`], in a clone that holds the last commits alone.
pub fn shallow_clone(name: &str) -> Diagnostic {
    of_run(
        NO_REVISION,
        Bilingual::new(
            format!("revision `{name}` is not in this clone, which holds only the latest commits"),
            format!("リビジョン `{name}` は、最近のコミットだけを取得したこのクローンにありません"),
        ),
    )
    .help(Bilingual::new(
        "fetch the others: `git fetch --unshallow`, or `fetch-depth: 0` at the checkout step in CI",
        "残りを `git fetch --unshallow` で取得してください。CI ではチェックアウトに `fetch-depth: 0` を指定します",
    ))
}

/// The revision is there, and not the folder in it.
pub fn no_folder_in_revision(revision: &str, folder: &str, others: &[String]) -> Diagnostic {
    let diagnostic = of_run(
        NO_FOLDER,
        Bilingual::new(
            format!("revision `{revision}` has no folder `{folder}`"),
            format!("リビジョン `{revision}` にフォルダー `{folder}` はありません"),
        ),
    );
    match others.first() {
        Some(other) => diagnostic.help(Bilingual::new(
            format!("its rules are in `{other}`: write `{revision}:{other}`"),
            format!("規則は `{other}` にあります。`{revision}:{other}` と指定してください"),
        )),
        None => diagnostic.help(Bilingual::new(
            "that revision has no rule files at all; take a later one",
            "このリビジョンには規則ファイルがありません。より新しいものを指定してください",
        )),
    }
}

/// The repository is there and cannot be read.
pub fn repository_unreadable(name: &str, reason: &str) -> Diagnostic {
    of_run(
        UNREADABLE,
        Bilingual::new(
            format!("`{name}` cannot be read from the git repository: {reason}"),
            format!("git リポジトリから `{name}` を読めません：{reason}"),
        ),
    )
    .help(Bilingual::new(
        "look at it with `git fsck`; a shallow or partial clone may lack what is asked for",
        "`git fsck` で確かめてください。浅い（部分的な）クローンでは不足していることがあります",
    ))
}

/// There is no rule file on a side.
pub fn no_rules_to_compare(side: &str) -> Diagnostic {
    of_run(
        NO_RULES,
        Bilingual::new(format!("there are no rules in `{side}`"), format!("`{side}` に規則がありません")),
    )
    .help(Bilingual::new(
        "name the folder of a pack, or one that holds the folders of packs",
        "パックのフォルダーか、パックのフォルダーを含むフォルダーを指定してください",
    ))
}

/// A name that is a folder and a revision as well.
pub fn folder_wins(name: &str) -> Diagnostic {
    Diagnostic {
        severity: Severity::Advice,
        ..of_run(
            FOLDER_WINS,
            Bilingual::new(
                format!("`{name}` is a folder and a revision; the folder is compared"),
                format!("`{name}` はフォルダーでもリビジョンでもあるため、フォルダーを比較します"),
            ),
        )
    }
    .help(Bilingual::new(
        format!("write `{name}:FOLDER` for the revision, `./{name}` for the folder"),
        format!("リビジョンなら `{name}:フォルダー`、フォルダーなら `./{name}` と書いてください"),
    ))
}

fn of_run(code: Code, message: Bilingual) -> Diagnostic {
    Diagnostic { code, severity: Severity::Error, message, labels: Vec::new(), help: None }
}
