//! Recipes as files: read with the tables they refer to, written with remarks.

use std::path::Path;

use fourr_clean::{
    CleanError, Diagnosis, Recipe, References,
    recipe::{Action, QualityRules, Remarked, Rule, write},
};
use fourr_locale::Lang;
use fourr_report::clean;
use fourr_table::{Input, TableError};

use crate::invocation::Invocation;

/// Longest recipe that is read, in bytes: nobody writes more, and a table was meant.
const LONGEST: u64 = 1 << 22;

/// Reads a recipe and the tables that its rules refer to.
pub(super) fn read(path: &Path) -> anyhow::Result<(Recipe, References)> {
    let failed = |error| TableError::io(path, error);
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if size > LONGEST {
        anyhow::bail!("{} has {size} bytes, which no recipe has", path.display());
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let read = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(read).matches('\n').count();
        located(
            CleanError::Syntax {
                line: line + 1,
                reason: "not UTF-8".to_owned(),
            },
            path,
        )
    })?;
    let recipe = Recipe::from_toml(&text).map_err(|error| located(error, path))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let references = references(&recipe, path, folder)?;
    Ok((recipe, references))
}

/// An error with the recipe that it is in.
pub(super) fn located(error: CleanError, path: &Path) -> anyhow::Error {
    match error {
        error @ (CleanError::Table(_) | CleanError::Query(_) | CleanError::Books { .. }) => {
            error.into()
        }
        error => anyhow::Error::from(error).context(path.display().to_string()),
    }
}

/// The columns that rules refer to.
fn references(recipe: &Recipe, path: &Path, folder: &Path) -> anyhow::Result<References> {
    let mut references = References::default();
    for (index, step) in recipe.steps.iter().enumerate() {
        let Action::Check(check) = &step.action else {
            continue;
        };
        let Rule::FoundIn(found) = &check.rule else {
            continue;
        };
        let file = folder.join(&found.table);
        if !file.exists() {
            let error = CleanError::NoReference {
                place: step.place(index),
                table: found.table.clone(),
            };
            return Err(located(error, path));
        }
        let table = Input::of([file]).open()?;
        let frame = table.lazy().collect()?;
        references.insert(found.table.clone(), frame);
    }
    Ok(references)
}

/// Writes the proposed recipe: steps in force, and as comments those that want a decision.
pub(super) fn propose(path: &Path, diagnosis: &Diagnosis, lang: Lang) -> anyhow::Result<()> {
    let steps: Vec<Remarked<'_>> = diagnosis
        .findings
        .iter()
        .filter_map(|finding| Some((finding, finding.proposal.as_ref()?)))
        .flat_map(|(finding, proposal)| {
            let mut remarks = clean::remarks(finding, lang);
            proposal.steps().map(move |step| Remarked {
                step,
                remarks: std::mem::take(&mut remarks),
                active: proposal.active,
            })
        })
        .collect();
    let head = lang.pick(
        "fourr clean 建议的清洗方案：按顺序执行；带 # 的步骤需要人来决定，去掉 # 即生效",
        "proposed by fourr clean: steps are taken in this order; those behind # want a decision, without the # they are in force",
    );
    let text = write(&QualityRules::default(), &[head.to_owned()], &steps);
    Ok(std::fs::write(path, text)?)
}

/// What to type next.
pub(super) fn next(folder: &Path, invocation: &Invocation, lang: Lang) -> String {
    let recipe = folder.join("recipe.toml");
    let command = format!("{} --recipe {}", invocation.line(), recipe.display());
    match lang {
        Lang::Zh => format!("看过并修改 {} 之后：{command}", recipe.display()),
        Lang::En => format!("when you have looked at {}: {command}", recipe.display()),
    }
}
