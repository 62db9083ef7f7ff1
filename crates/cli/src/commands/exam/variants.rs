//! `fourr exam variants`: the same questions over other data for every candidate, and what was given to whom.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail, ensure};
use fourr_exam::{
    Flaw, Key, Paper, Sieve,
    grade::{Candidate, Master, Roster, Soiled, SoiledFile},
    report, seed_of,
};
use fourr_locale::Lang;
use fourr_pipeline::{DATA, Input, TRUTH};
use fourr_report::html;
use fourr_table::output;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::VERSION;
use crate::{
    args::OUTPUT,
    commands::run::Journey,
    each::each,
    folder::{self, Documents, Results},
    invocation::Invocation,
    terminal,
};

/// The same questions over other data for every candidate: a pack for each, a sealed key for each.
///
/// Every candidate gets practice data of a seed of one's own, with a watermark that names the owner. A seed over which
/// something is undecided (a tie, an empty segment, a mistake that leads to the right answer) or whose paper is easier or
/// harder than the others is refused and the next one taken. The packs are handed out; the keys stay with you.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr exam variants paper.toml --roster candidates.csv --seed 2026
  fourr exam grade paper.toml submissions --roster candidates.csv --variants notebooks-out/exam/paper/variants")]
pub(super) struct VariantsCommand {
    /// The paper
    #[arg(value_name = "PAPER.toml")]
    paper: PathBuf,
    /// Table of the candidates: a column of numbers (考号, id) and one of names (姓名, name)
    #[arg(long, value_name = "FILE")]
    roster: String,
    /// Seed of the exam: the same seed, paper and number give the same data
    #[arg(long, value_name = "N")]
    seed: u64,
    /// Variants to try beside those that are given, to see whether the answers depend on the seed
    #[arg(long, value_name = "N", default_value_t = 8)]
    stress: u32,
    /// How far the difficulty of a variant may be from the median, as a part of it
    #[arg(long, value_name = "SHARE", default_value_t = 0.25)]
    band: f64,
    /// Seeds to try for one candidate before giving up
    #[arg(long, value_name = "N", default_value_t = 20)]
    attempts: u32,
    /// Folder for the results [default: notebooks-out/exam/, the paper's file name and /variants]
    #[arg(short, long, value_name = "DIR", help_heading = OUTPUT)]
    out: Option<PathBuf>,
}

/// What was given to whom, and the seals of the keys.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// Of the paper.
    paper_sha256: String,
    seed: u64,
    version: String,
    candidates: Vec<Issued>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Issued {
    id: String,
    seed: u64,
    /// Of the file with the key.
    key_sha256: String,
}

/// A sealed key: what marks are worked out from.
#[derive(Debug, Serialize, Deserialize)]
struct Sealed {
    id: String,
    seed: u64,
    summaries: Value,
    /// To be read by people; it follows from the summaries.
    key: Value,
}

/// A variant that was worked out.
struct Variant {
    seed: u64,
    summaries: Value,
    key: Key,
    /// Where its data are.
    folder: PathBuf,
    refused: Vec<Flaw>,
}

/// Works variants out.
struct Desk<'a> {
    command: &'a VariantsCommand,
    paper: &'a Paper,
    /// Where data are made.
    work: &'a Path,
    lang: Lang,
}

impl VariantsCommand {
    pub(super) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        ensure!(
            self.band > 0.0 && self.band.is_finite(),
            "--band is {}, expected a share above 0",
            self.band
        );
        let paper = Paper::read(&self.paper)?;
        let roster = Roster::read(&self.roster)?;
        let folder = self.out.clone().unwrap_or_else(|| {
            let stem = self.paper.file_stem().unwrap_or_default();
            Path::new("notebooks-out/exam").join(stem).join("variants")
        });
        let staged = output::Folder::stage(&folder)?;
        let work = staged.path().join(".work");
        let desk = Desk {
            command: self,
            paper: &paper,
            work: &work,
            lang,
        };
        let (sieve, given) = desk.give(&roster)?;
        let issued = roster.candidates.iter().zip(&given);
        let issued: Vec<report::Given<'_>> = issued
            .map(|(candidate, variant)| report::Given {
                candidate,
                seed: variant.seed,
                key: &variant.key,
                refused: &variant.refused,
            })
            .collect();
        let told = report::variants(&paper, &issued, &sieve, VERSION, lang);
        desk.hand_out(staged.path(), &roster, &given)?;
        let manifest = Manifest {
            paper_sha256: digest(&fs::read(&self.paper)?),
            seed: self.seed,
            version: VERSION.to_owned(),
            candidates: seal(staged.path(), &roster, &given)?,
        };
        output::write_json(&staged.path().join("keys/manifest.json"), &manifest)?;
        fs::remove_dir_all(&work).context("could not remove the working folder")?;
        for table in told.tables().take(1) {
            terminal::table(out, table, lang)?;
        }
        let results = Results {
            summary: &manifest,
            documents: Some(Documents::of(told, invocation)),
        };
        folder::finish(staged, &results)?;
        terminal::written(out, Some(&folder), lang)
    }
}

impl Desk<'_> {
    /// A fit variant for everybody, and what tells them from others.
    fn give(&self, roster: &Roster) -> anyhow::Result<(Sieve, Vec<Variant>)> {
        let stress: Vec<Candidate> = (0..self.command.stress).map(stranger).collect();
        let everybody: Vec<&Candidate> = roster.candidates.iter().chain(&stress).collect();
        let first = each(&everybody, |candidate| self.variant(candidate, 0));
        let mut first = first.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
        let keys: Vec<&Key> = first.iter().flatten().map(|variant| &variant.key).collect();
        if let Some(question) = self.paper.shared(&keys).first() {
            return Err(self.paper.same_for_all(question, keys.len()).into());
        }
        let sieve = Sieve::around(keys.into_iter(), self.command.band);
        first.truncate(roster.candidates.len());
        let fit = self.fit(&roster.candidates, first, &sieve)?;
        Ok((sieve, fit))
    }

    /// For each candidate the first variant that is fit to be given.
    fn fit(
        &self,
        candidates: &[Candidate],
        first: Vec<Result<Variant, Flaw>>,
        sieve: &Sieve,
    ) -> anyhow::Result<Vec<Variant>> {
        let mut fit: Vec<Option<Variant>> = candidates.iter().map(|_| None).collect();
        let mut refused: Vec<Vec<Flaw>> = vec![Vec::new(); candidates.len()];
        let mut tried: Vec<(usize, Result<Variant, Flaw>)> =
            first.into_iter().enumerate().collect();
        for attempt in 1..=self.command.attempts {
            let mut again = Vec::new();
            for (place, variant) in tried {
                let flaws = match &variant {
                    Ok(variant) => sieve.flaws(self.paper, &variant.key),
                    Err(flaw) => vec![flaw.clone()],
                };
                if let (Ok(mut variant), []) = (variant, flaws.as_slice()) {
                    variant.refused = std::mem::take(&mut refused[place]);
                    fit[place] = Some(variant);
                } else {
                    refused[place].extend(flaws);
                    again.push(place);
                }
            }
            if again.is_empty() {
                return Ok(fit.into_iter().flatten().collect());
            }
            let next = each(&again, |place| self.variant(&candidates[*place], attempt));
            let next = next.into_iter().collect::<anyhow::Result<Vec<_>>>()?;
            tried = again.into_iter().zip(next).collect();
        }
        let left = tried.first().map_or(0, |(place, _)| *place);
        let last = refused[left].last().map(Flaw::to_string);
        bail!(
            "no variant for candidate {} is fit to be given after {} seeds; the last: {}",
            candidates[left].id,
            self.command.attempts,
            last.unwrap_or_default()
        )
    }

    /// The paper over the data of a candidate's seed.
    fn variant(
        &self,
        candidate: &Candidate,
        attempt: u32,
    ) -> anyhow::Result<Result<Variant, Flaw>> {
        let seed = seed_of(self.command.seed, &candidate.id, attempt);
        let folder = self.work.join(format!("{}-{attempt}", candidate.id));
        let mut plan = self.paper.plan.clone();
        plan.seed(seed);
        plan.watermark(&candidate.id);
        let journey = Journey {
            plan: &plan,
            folder: &folder,
            fresh: false,
            lang: self.lang,
        };
        let summaries = Value::Object(journey.figures()?);
        Ok(match self.paper.key(&summaries) {
            Ok(key) => Ok(Variant {
                seed,
                summaries,
                key,
                folder,
                refused: Vec::new(),
            }),
            Err(error) => Err(Flaw::NoAnswer {
                reason: error.to_string(),
            }),
        })
    }

    /// A pack for everybody: data, question sheet, answer sheet.
    fn hand_out(&self, staged: &Path, roster: &Roster, given: &[Variant]) -> anyhow::Result<()> {
        let asked = html::render(&report::sheet(self.paper, VERSION, self.lang))?;
        let pairs: Vec<(&Candidate, &Variant)> = roster.candidates.iter().zip(given).collect();
        pairs.into_par_iter().try_for_each(|(candidate, variant)| {
            let pack = staged.join("packs").join(&candidate.id);
            let data = pack.join(DATA);
            fs::create_dir_all(&data)?;
            for (name, input) in &self.paper.plan.inputs {
                let path = self.paper.plan.input_path(name, &variant.folder);
                let target = data.join(path.file_name().unwrap_or_default());
                match input {
                    Input::Made(_) => fs::rename(&path, &target),
                    Input::File(_) => fs::copy(&path, &target).map(drop),
                }
                .with_context(|| format!("could not write {}", target.display()))?;
            }
            let truth = variant.folder.join(TRUTH);
            if truth.is_dir() {
                let keys = staged.join("keys").join(&candidate.id);
                fs::create_dir_all(&keys)?;
                fs::rename(truth, keys.join(TRUTH))?;
            }
            fs::write(pack.join("questions.html"), &asked)?;
            let sheet = report::template(self.paper, Some(candidate), self.lang)?;
            fs::write(pack.join("answers.xlsx"), sheet)?;
            Ok(())
        })
    }
}

/// Writes the keys, and their seals into the packs.
fn seal(staged: &Path, roster: &Roster, given: &[Variant]) -> anyhow::Result<Vec<Issued>> {
    let keys = staged.join("keys");
    fs::create_dir_all(&keys)?;
    let candidates = roster.candidates.iter().zip(given);
    candidates
        .map(|(candidate, variant)| {
            let sealed = Sealed {
                id: candidate.id.clone(),
                seed: variant.seed,
                summaries: variant.summaries.clone(),
                key: serde_json::to_value(&variant.key)?,
            };
            let key = serde_json::to_vec_pretty(&sealed)?;
            fs::write(keys.join(format!("{}.json", candidate.id)), &key)?;
            let key_sha256 = digest(&key);
            let seal = staged.join("packs").join(&candidate.id).join("seal.txt");
            fs::write(seal, format!("{key_sha256}\n"))?;
            Ok(Issued {
                id: candidate.id.clone(),
                seed: variant.seed,
                key_sha256,
            })
        })
        .collect()
}

/// Somebody for whom a variant is made to see what the answers depend on.
fn stranger(number: u32) -> Candidate {
    Candidate {
        id: format!("stress-{number}"),
        name: String::new(),
    }
}

fn digest(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What was given to everybody, read back from the folder of the variants; a key that is not as it was sealed is refused.
///
/// # Errors
/// A folder that holds no variants of `paper`, or a key that was changed.
pub(super) fn masters(
    folder: &Path,
    (path, paper): (&Path, &Paper),
) -> anyhow::Result<BTreeMap<String, Master>> {
    let keys = folder.join("keys");
    let read =
        |path: &Path| fs::read(path).with_context(|| format!("could not read {}", path.display()));
    let manifest: Manifest = serde_json::from_slice(&read(&keys.join("manifest.json"))?)?;
    ensure!(
        manifest.paper_sha256 == digest(&read(path)?),
        "{} was changed after the variants in {} were made",
        path.display(),
        folder.display()
    );
    let issued = manifest.candidates.par_iter();
    issued
        .map(|issued| {
            let file = keys.join(format!("{}.json", issued.id));
            let bytes = read(&file)?;
            ensure!(
                digest(&bytes) == issued.key_sha256,
                "{} is not the key that was sealed",
                file.display()
            );
            let sealed: Sealed = serde_json::from_slice(&bytes)?;
            let key = paper.key(&sealed.summaries)?;
            let data = folder.join("packs").join(&issued.id).join(DATA);
            let truth = keys.join(&issued.id).join(TRUTH);
            let master = Master {
                soiled: soiled(paper, &data, &truth),
                summaries: sealed.summaries,
                key,
            };
            Ok((issued.id.clone(), master))
        })
        .collect()
}

/// The data that a paper wants cleaned, in `data`, and their defects, in `truth`.
pub(super) fn soiled(paper: &Paper, data: &Path, truth: &Path) -> Soiled {
    let files = paper
        .cleaned_inputs()
        .filter_map(|name| match paper.plan.inputs.get(name) {
            Some(Input::Made(made)) => {
                let defects = truth.join(Path::new(&made.file).with_extension("parquet"));
                let data = data.join(&made.file);
                Some((name.to_owned(), SoiledFile { data, defects }))
            }
            _ => None,
        });
    Soiled(files.collect())
}
