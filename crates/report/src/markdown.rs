//! A report or an answer sheet as Markdown, for editors, notebooks and repositories.
//!
//! GitHub's dialect: pipe tables, and formulas between dollar signs. Charts are links to the files
//! that [`charts::write`](crate::charts::write) makes in a folder `charts` beside the text.

mod answer;
mod escape;
mod latex;
mod prose;

use fourr_locale::Lang;

use crate::label::Label;
use crate::numbering::Numbering;
use crate::visible::visible;
use crate::{
    Block, ChartBlock, DataNote, Finding, Formula, Id, KeyFigure, Method, Prose, Provenance,
    Report, ReportError, Section, Table,
};
use escape::{code, escape};

pub use answer::render_answer;

/// The text of a report.
///
/// # Errors
/// Parts that cannot be told apart, or a finding that refers to nothing.
pub fn render(report: &Report) -> Result<String, ReportError> {
    let writer = Writer::of(report)?;
    let mut blocks = writer.opening(report);
    blocks.extend(
        report
            .sections
            .iter()
            .flat_map(|section| writer.section(section)),
    );
    blocks.extend(writer.closing(report));
    blocks.retain(|block| !block.is_empty());
    Ok(visible(&blocks.join("\n\n")) + "\n")
}

/// Writes the parts of one report, each as blocks that an empty line parts.
pub(crate) struct Writer<'a> {
    lang: Lang,
    numbering: Numbering<'a>,
}

impl<'a> Writer<'a> {
    /// The writer of `report`.
    ///
    /// # Errors
    /// Parts that cannot be told apart, or a finding that refers to nothing.
    pub(crate) fn of(report: &'a Report) -> Result<Self, ReportError> {
        Ok(Self {
            lang: report.lang,
            numbering: Numbering::of(report)?,
        })
    }
}

impl Writer<'_> {
    /// Title, lead, key figures and findings.
    pub(crate) fn opening(&self, report: &Report) -> Vec<String> {
        let figures = report.figures.iter().map(|figure| self.figure(figure));
        let mut blocks = vec![
            format!("# {}", escape(&report.title)),
            self.prose(&report.lead),
            lines(figures),
        ];
        blocks.extend(self.findings(&report.findings));
        blocks
    }

    /// What happened to the data, and what the report was made from.
    pub(crate) fn closing(&self, report: &Report) -> Vec<String> {
        let mut blocks = self.notes(&report.sorted_notes());
        blocks.extend(self.provenance(&report.provenance));
        blocks
    }

    /// What the table or chart is called: `图 2`, `Table 1`.
    pub(crate) fn name(&self, id: &Id) -> String {
        self.numbering.name(id)
    }

    /// Number and caption of a table.
    pub(crate) fn caption(&self, table: &Table) -> String {
        format!("**{}** {}", self.name(&table.id), escape(&table.caption))
    }

    /// That only part of a table's rows are shown, if so.
    pub(crate) fn excerpt(&self, table: &Table) -> Option<String> {
        table.excerpt_text(self.lang).map(|text| self.prose(&text))
    }

    /// Number of a chart, and what it shows.
    pub(crate) fn reading(&self, chart: &ChartBlock) -> String {
        let reading = if chart.reading.is_empty() {
            escape(&chart.chart.caption.title)
        } else {
            self.prose(&chart.reading)
        };
        format!("**{}** {reading}", self.name(&chart.id))
    }

    /// What a chart shows, for who cannot see it.
    pub(crate) fn alt(&self, chart: &ChartBlock) -> String {
        escape(&chart.chart.alt_text(self.lang))
    }

    fn say(&self, label: Label) -> &'static str {
        label.text(self.lang)
    }

    fn heading(&self, label: Label) -> String {
        format!("## {}", self.say(label))
    }

    /// A paragraph.
    pub(crate) fn prose(&self, text: &Prose) -> String {
        prose::prose(text, self.lang)
    }

    /// `name: text` as an item of a list.
    fn item(&self, name: &str, text: &str) -> String {
        format!("- {name}{}{text}", self.say(Label::Colon))
    }

    fn figure(&self, figure: &KeyFigure) -> String {
        let value = escape(&figure.value.display(figure.format, self.lang));
        let unit = figure.unit.iter().map(|unit| format!(" {}", escape(unit)));
        self.item(
            &escape(&figure.label),
            &format!("**{value}**{}", unit.collect::<String>()),
        )
    }

    fn findings(&self, findings: &[Finding]) -> Vec<String> {
        if findings.is_empty() {
            return Vec::new();
        }
        let items = (1..).zip(findings).map(|(number, finding)| {
            let names: Vec<_> = finding
                .evidence
                .iter()
                .map(|id| self.numbering.name(id))
                .collect();
            let text = self.prose(&finding.text);
            if names.is_empty() {
                return format!("{number}. {text}");
            }
            let names = names.join(self.say(Label::Separator));
            let [open, close] = [Label::Evidence, Label::EvidenceEnd].map(|label| self.say(label));
            format!("{number}. {text}{open}{names}{close}")
        });
        vec![self.heading(Label::Findings), lines(items)]
    }

    fn section(&self, section: &Section) -> Vec<String> {
        let mut blocks = vec![title(section)];
        blocks.extend(section.blocks.iter().flat_map(|block| self.block(block)));
        blocks
    }

    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Heading(text) => vec![heading(text)],
            Block::Paragraph(text) => vec![self.prose(text)],
            Block::Method(method) => self.method(method),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart).to_vec(),
            Block::Note(note) => vec![self.note(note)],
        }
    }

    /// A method: words, formulas, conventions and sources.
    pub(crate) fn method(&self, method: &Method) -> Vec<String> {
        let [method_label, colon] = [Label::Method, Label::Colon].map(|label| self.say(label));
        let name = format!("### {method_label}{colon}{}", escape(&method.name));
        let mut blocks = vec![name];
        blocks.extend(method.words.iter().map(|text| self.prose(text)));
        blocks.extend(
            method
                .formulas
                .iter()
                .flat_map(|formula| self.formula(formula)),
        );
        if !method.conventions.is_empty() {
            blocks.push(format!("**{}**", self.say(Label::Conventions)));
            let items = method.conventions.iter().map(|convention| {
                self.item(
                    &escape(&convention.question),
                    &self.prose(&convention.in_force),
                )
            });
            blocks.push(lines(items));
        }
        if !method.sources.is_empty() {
            let sources: Vec<_> = method.sources.iter().map(|source| escape(source)).collect();
            blocks.push(format!(
                "**{}** {}",
                self.say(Label::Sources),
                sources.join("; ")
            ));
        }
        blocks
    }

    fn formula(&self, formula: &Formula) -> Vec<String> {
        let mut blocks = vec![latex::block(&formula.expression, self.lang)];
        if !formula.meanings.is_empty() {
            blocks.push(self.say(Label::Where).to_owned());
            let items = formula.meanings.iter().map(|meaning| {
                self.item(
                    &latex::inline(&meaning.symbol, self.lang),
                    &escape(&meaning.words),
                )
            });
            blocks.push(lines(items));
        }
        if let Some(worked) = &formula.worked {
            blocks.push(self.say(Label::Worked).to_owned());
            blocks.push(latex::block(worked, self.lang));
        }
        blocks
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let mut rows = vec![pipes(
            table.heads(self.lang).iter().map(|head| escape(head)),
        )];
        rows.push(pipes(table.columns().iter().map(|column| {
            if column.format.is_numeric() {
                "---:".to_owned()
            } else {
                ":---".to_owned()
            }
        })));
        for row in table.rows() {
            rows.push(pipes(
                table.texts(row, self.lang).iter().map(|cell| escape(cell)),
            ));
        }
        if let Some(total) = table.total() {
            let cells = table.texts(total, self.lang);
            rows.push(pipes(cells.iter().map(|cell| bold(&escape(cell)))));
        }
        let mut blocks = vec![self.caption(table), lines(rows)];
        blocks.extend(self.excerpt(table));
        blocks
    }

    fn chart(&self, chart: &ChartBlock) -> [String; 2] {
        [
            format!("![{}](charts/{}.png)", self.alt(chart), chart.id),
            self.reading(chart),
        ]
    }

    /// A remark on the data.
    pub(crate) fn note(&self, note: &DataNote) -> String {
        format!(
            "> **{}** {}",
            self.say(note.kind.into()),
            self.prose(&note.text)
        )
    }

    fn notes(&self, notes: &[&DataNote]) -> Vec<String> {
        if notes.is_empty() {
            return Vec::new();
        }
        let heads = [Label::Kind, Label::Note, Label::Rows];
        let mut rows = vec![pipes(heads.map(|head| self.say(head).to_owned()))];
        rows.push("| :--- | :--- | ---: |".to_owned());
        rows.extend(notes.iter().map(|note| {
            let kind = self.say(note.kind.into()).to_owned();
            let text = format!("{} {}", self.prose(&note.text), code(&note.code));
            let count = note.rows.map(|rows| self.lang.count(rows));
            pipes([kind, text, count.unwrap_or_default()])
        }));
        vec![self.heading(Label::DataNotes), lines(rows)]
    }

    fn provenance(&self, provenance: &Provenance) -> [String; 2] {
        let inputs = provenance
            .inputs
            .iter()
            .map(|input| (Label::Inputs, code(input)));
        let command = provenance
            .command
            .iter()
            .map(|command| (Label::Command, code(command)));
        let parameters = provenance.parameters.iter();
        let parameters =
            parameters.map(|(key, value)| (Label::Parameters, code(&format!("{key} = {value}"))));
        let version = (
            Label::Version,
            escape(&format!("fourr {}", provenance.version)),
        );
        let items = inputs.chain(command).chain(parameters).chain([version]);
        let items = items.map(|(label, text)| self.item(self.say(label), &text));
        [self.heading(Label::Provenance), lines(items)]
    }
}

/// The heading of a section.
pub(crate) fn title(section: &Section) -> String {
    format!("## {}", escape(&section.title))
}

/// A heading within a section.
pub(crate) fn heading(text: &str) -> String {
    format!("### {}", escape(text))
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

/// `text` in bold; asterisks around nothing would show.
fn bold(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("**{text}**")
    }
}

fn pipes(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |", cells.into_iter().collect::<Vec<_>>().join(" | "))
}
