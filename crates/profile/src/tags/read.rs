//! From the text of a tag file to a [`TagFile`].

mod tag;
mod value;

use std::collections::BTreeSet;

use toml::Spanned;

use super::{
    Among, Dimension, Measure, Place, TagFault, TagFile, TagFileError, Take, circle,
    text::{FileText, MeasureText, TableText, TakeName},
};
use crate::{
    SourceKind,
    rule::{Condition, Name, Rule},
};

/// The column of `persons.parquet` with the ids, which no tag may be called.
pub(crate) const PERSON: &str = "person_id";

/// Longest window in days: a hundred years.
const LONGEST: u32 = 36_525;

/// Something wrong at a place.
pub(super) type Refusal = (Place, TagFault);

impl TagFile {
    /// Reads a tag file from TOML; `file` is what messages call it.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line and column.
    ///
    /// ```
    /// use fourr_profile::TagFile;
    /// let tags = TagFile::from_toml("tags.toml", r#"
    ///     [[dimension]]
    ///     code = "basic"
    ///     [[dimension.tag]]
    ///     code = "age_band"
    ///     resolve = "order"
    ///     value = [{ name = "young", where = "age < 35" }, { name = "old", where = "age >= 35" }]
    /// "#)?;
    /// let error = TagFile::from_toml("tags.toml", "[[dimension]]\ncode = 1").unwrap_err();
    /// assert_eq!((error.at.line, error.at.column), (2, 8));
    /// # Ok::<(), fourr_profile::TagFileError>(())
    /// ```
    pub fn from_toml(file: &str, text: &str) -> Result<Self, TagFileError> {
        let wrong = |(at, fault)| TagFileError {
            file: file.to_owned(),
            at,
            fault,
        };
        let written: FileText = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(Place { line: 1, column: 1 }, |span| {
                Place::of(text, span.start)
            });
            wrong((at, TagFault::Syntax(error.message().to_owned())))
        })?;
        let mut reader = Reader {
            text,
            measures: Vec::new(),
        };
        let mut read = reader.file(written).map_err(wrong)?;
        read.measures = reader.measures;
        file.clone_into(&mut read.file);
        circle::check(&read).map_err(wrong)?;
        Ok(read)
    }
}

/// Reads parts of the file, and collects the measures that its rules are made of.
pub(super) struct Reader<'a> {
    text: &'a str,
    measures: Vec<Measure>,
}

impl Reader<'_> {
    fn file(&mut self, written: FileText) -> Result<TagFile, Refusal> {
        let mut codes = BTreeSet::new();
        for measure in written.measure {
            self.unique(&mut codes, &measure.code, Among::Measures)?;
            let measure = self.measure(measure)?;
            self.measures.push(measure);
        }
        let mut read = TagFile {
            file: String::new(),
            name: written.name,
            version: written.version,
            measures: Vec::new(),
            dimensions: Vec::new(),
            tags: Vec::new(),
            derived: None,
        };
        let (mut dimensions, mut tags) = (BTreeSet::new(), codes);
        tags.insert(PERSON.to_owned());
        for dimension in written.dimension {
            self.unique(&mut dimensions, &dimension.code, Among::Dimensions)?;
            let code = dimension.code.into_inner();
            let name = dimension.name.unwrap_or_else(|| code.clone());
            let known = Dimension { code, name };
            for tag in dimension.tag {
                self.unique(&mut tags, &tag.code, Among::Tags)?;
                let tag = self.tag(tag, &known)?;
                read.tags.push(tag);
            }
            read.dimensions.push(known);
        }
        Ok(read)
    }

    /// Where a value of the file stands.
    fn at<T>(&self, spanned: &Spanned<T>) -> Place {
        Place::of(self.text, spanned.span().start)
    }

    fn unique(
        &self,
        seen: &mut BTreeSet<String>,
        code: &Spanned<String>,
        among: Among,
    ) -> Result<(), Refusal> {
        let fresh = !code.get_ref().is_empty() && seen.insert(code.get_ref().clone());
        let twice = || TagFault::Twice {
            name: code.get_ref().clone(),
            among,
        };
        if fresh {
            Ok(())
        } else {
            Err((self.at(code), twice()))
        }
    }

    fn name(&self, written: &Spanned<String>) -> Name {
        Name {
            text: written.get_ref().clone(),
            at: self.at(written),
        }
    }

    fn rule(&self, written: &Spanned<String>) -> Result<Rule, Refusal> {
        let span = written.span();
        Rule::parse(written.get_ref(), &|line, column| {
            Place::within(self.text, span.clone(), line, column)
        })
    }

    fn filter(
        &self,
        written: Option<&Spanned<String>>,
    ) -> Result<Option<Condition<Name>>, Refusal> {
        written
            .map(|text| Ok(self.rule(text)?.condition))
            .transpose()
    }

    fn within(&self, written: Option<&Spanned<u32>>) -> Result<Option<u32>, Refusal> {
        let Some(days) = written else {
            return Ok(None);
        };
        let got = *days.get_ref();
        if (1..=LONGEST).contains(&got) {
            return Ok(Some(got));
        }
        Err((
            self.at(days),
            TagFault::Range {
                key: "within",
                got,
                expected: "1 to 36525 days",
            },
        ))
    }

    fn measure(&self, written: MeasureText) -> Result<Measure, Refusal> {
        let column = written.column.as_ref().map(|column| self.name(column));
        let at = self.at(&written.take);
        let needed = |what| column.clone().ok_or((at, TagFault::NeedsColumn(what)));
        let take = match written.take.get_ref() {
            TakeName::Count => Take::Count,
            TakeName::Days => Take::Days,
            TakeName::Sum => Take::Sum(needed("sum")?),
            TakeName::Mean => Take::Mean(needed("mean")?),
            TakeName::Min => Take::Min(needed("min")?),
            TakeName::Max => Take::Max(needed("max")?),
            TakeName::Distinct => Take::Distinct(needed("distinct")?),
            TakeName::Recency => Take::Recency,
            TakeName::Tenure => Take::Tenure,
            TakeName::First => Take::First(needed("first")?),
            TakeName::Last => Take::Last(needed("last")?),
        };
        Ok(Measure {
            at: self.at(&written.code),
            filter: self.filter(written.filter.as_ref())?,
            within: self.within(written.within.as_ref())?,
            from: written.from.kind(),
            name: written.name,
            code: written.code.into_inner(),
            take,
        })
    }

    /// Adds a measure that a rule is made of, and returns the name by which the rule reads it.
    fn add(&mut self, mut measure: Measure) -> Name {
        // No column has such a name by accident, and no rule can write it without quotes.
        measure.code = format!("#{}", self.measures.len());
        let name = Name {
            text: measure.code.clone(),
            at: measure.at,
        };
        self.measures.push(measure);
        name
    }
}

impl TableText {
    fn kind(self) -> SourceKind {
        match self {
            Self::Orders => SourceKind::Orders,
            Self::Events => SourceKind::Events,
        }
    }
}
