//! `fourr kano`.

use std::{io::Write, path::Path};

use fourr_kano::{Classification, Cost, FeatureColumns, Kano, Members, Summary};
use fourr_locale::Lang;
use fourr_report::{Report, kano};
use fourr_table::{Input, Note, Source};

use super::mapping;
use crate::{
    analysed::Analysed, args::Output, folder, invocation::Invocation, outcome::Outcome, terminal,
};

/// Classify features by a KANO questionnaire, and say what to build first.
///
/// INPUT has one row per respondent with two columns per feature (if it is there, if it is not), one row per
/// respondent and feature, or one row per feature with the counts of M, O, A, I, R and Q.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  fourr kano questionnaire.csv
  fourr kano survey.xlsx --segment 会员等级 --screen questionable,straight-lining --lang zh
  fourr kano survey.csv --coding dislike-first --table pouliot --rule grouped
  fourr kano survey.csv --mapping features.csv
  fourr kano survey.csv --segments-file notebooks-out/rfm/customers.parquet
  fourr kano survey.csv --hidden-segments --cost 全场包邮=120000 --cost 生日礼盒=30000
  fourr kano survey.parquet --json | jq '.features[] | {feature, category}'")]
pub(crate) struct KanoCommand {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    kano: Kano,
    /// Table that names the columns of each feature: feature, with, without; also importance and cost
    #[arg(long, value_name = "FILE", help_heading = "Columns")]
    mapping: Option<String>,
    /// Table of people with their segment, joined by person: customers.parquet of fourr rfm, or a profile
    #[arg(long, value_name = "FILE", help_heading = "Columns")]
    segments_file: Option<String>,
    /// Column of that table with the segment
    #[arg(
        long,
        value_name = "COLUMN",
        default_value = "segment",
        requires = "segments_file",
        help_heading = "Columns"
    )]
    segments_column: String,
    /// Column of that table with the person's id [default: found by its header]
    #[arg(
        long,
        value_name = "COLUMN",
        requires = "segments_file",
        help_heading = "Columns"
    )]
    segments_person: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl KanoCommand {
    pub(crate) fn run(
        &self,
        invocation: &Invocation,
        lang: Lang,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        self.kano.check()?;
        let kano = self.mapped()?;
        let members = self.members()?;
        let Analysed {
            result,
            sources,
            notes,
        } = Analysed::of(&self.input, lang, |answers| {
            kano.classify_among(answers, members.as_ref())
        })?;
        terminal::notes(&notes, lang)?;
        let outcome = Classified {
            output: &self.output,
            result,
            sources,
            notes,
            lang,
        };
        self.output.deliver(&outcome, invocation, lang, out)
    }

    /// The parameters with what the mapping file names.
    fn mapped(&self) -> anyhow::Result<Kano> {
        let mut kano = self.kano.clone();
        if let Some(file) = &self.mapping {
            for feature in mapping::read(file)? {
                kano.cost.extend(feature.cost.map(|amount| Cost {
                    feature: feature.feature.clone(),
                    amount,
                }));
                if let Some((with, without)) = feature.pair {
                    kano.features.push(FeatureColumns {
                        feature: feature.feature,
                        with,
                        without,
                        importance: feature.importance,
                    });
                }
            }
        }
        Ok(kano)
    }

    fn members(&self) -> anyhow::Result<Option<Members>> {
        let Some(file) = &self.segments_file else {
            return Ok(None);
        };
        let table = Input::of([file]).open()?;
        let person = self.segments_person.as_deref();
        Ok(Some(Members::read(&table, person, &self.segments_column)?))
    }
}

/// Features in their categories.
struct Classified<'a> {
    output: &'a Output,
    result: Classification,
    sources: Vec<Source>,
    notes: Vec<Note>,
    lang: Lang,
}

impl Outcome for Classified<'_> {
    type Summary = Summary;

    fn name(&self) -> &'static str {
        "kano"
    }

    fn summary(&self) -> &Summary {
        &self.result.summary
    }

    fn warnings(&self) -> Vec<String> {
        kano::warnings(self.summary(), self.lang)
    }

    fn report(&self) -> Report {
        kano::report(&self.result, &self.sources, &self.notes, self.lang)
    }

    fn rows(&self) -> usize {
        self.result.features.height()
    }

    fn write_tables(&self, staged: &Path) -> anyhow::Result<()> {
        let mut features = self.result.features.clone();
        folder::write_table(staged, "features", &mut features, self.output.csv)
    }

    fn print(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let features = kano::feature_table(self.summary(), self.lang);
        terminal::table(out, &features, self.lang)
    }
}
