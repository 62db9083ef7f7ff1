//! The answer sheet to fill in.

use fourr_locale::Lang;
use fourr_report::ReportError;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use crate::{Expected, Paper, Question, grade::Candidate};

/// The answer sheet of a paper as a workbook, for `candidate` where it is one's own: ids and prompts, room for answers, and
/// a sheet for every table and chart that is asked for. The bytes depend on these alone.
///
/// # Errors
/// A text that no workbook can hold.
pub fn template(
    paper: &Paper,
    candidate: Option<&Candidate>,
    lang: Lang,
) -> Result<Vec<u8>, ReportError> {
    let form = Form { paper, lang };
    Ok(form.workbook(candidate)?)
}

/// Width of the column of prompts, in digits.
const PROMPT: f64 = 64.0;
/// Height of a line, in points.
const LINE: f64 = 16.0;

/// Lines that a prompt takes, a Chinese character being as wide as two digits.
fn lines(prompt: &str) -> u32 {
    let widths = prompt.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
    let width: u32 = widths.sum();
    // Words are not broken.
    width.div_ceil(58).max(1)
}

struct Form<'a> {
    paper: &'a Paper,
    lang: Lang,
}

impl Form<'_> {
    fn workbook(&self, candidate: Option<&Candidate>) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let mut properties = DocProperties::new().set_creation_datetime(&made);
        if let Some(candidate) = candidate {
            properties = properties.set_subject(&candidate.id);
        }
        workbook.set_properties(&properties);
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.lang.pick("答题卡", "Answers"))?;
        self.answers(sheet, candidate)?;
        for question in &self.paper.questions {
            if let Some(told) = self.own_sheet(question) {
                let sheet = workbook.add_worksheet();
                sheet.set_name(&question.id)?;
                self.question(sheet, question, told)?;
            }
        }
        workbook.save_to_buffer()
    }

    fn answers(
        &self,
        sheet: &mut Worksheet,
        candidate: Option<&Candidate>,
    ) -> Result<(), XlsxError> {
        let title = Format::new().set_bold().set_font_size(14);
        let head = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0xE3_E6_E9))
            .set_border_bottom(FormatBorder::Thin);
        let text = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_unlocked();
        let room = text
            .clone()
            .set_background_color(Color::RGB(0xFF_F8_E1))
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xC8_CC_D0));
        sheet.write_with_format(0, 0, self.paper.plan.title.of(self.lang), &title)?;
        if let Some(candidate) = candidate {
            sheet.write(1, 0, self.lang.pick("考号", "Number"))?;
            sheet.write(1, 1, format!("{} {}", candidate.id, candidate.name).trim())?;
        }
        let heads = [
            ("题号", "question"),
            ("题目", "prompt"),
            ("分值", "points"),
            ("答案", "answer"),
        ];
        for (column, (zh, en)) in (0..).zip(heads) {
            sheet.write_with_format(3, column, self.lang.pick(zh, en), &head)?;
        }
        for (column, width) in [(0, 8.0), (1, PROMPT), (2, 7.0), (3, 32.0)] {
            sheet.set_column_width(column, width)?;
        }
        for (row, question) in (4..).zip(&self.paper.questions) {
            let prompt = question.prompt.of(self.lang);
            sheet.set_row_height(row, f64::from(lines(prompt)) * LINE)?;
            sheet.write_with_format(row, 0, &question.id, &text)?;
            sheet.write_with_format(row, 1, prompt, &text)?;
            sheet.write_with_format(row, 2, question.points, &text)?;
            match self.elsewhere(question) {
                Some(elsewhere) => sheet.write_with_format(row, 3, elsewhere, &text)?,
                None => sheet.write_blank(row, 3, &room)?,
            };
            if let Expected::Choice { options, .. } = &question.expected
                && !options.is_empty()
            {
                let choices = DataValidation::new().allow_list_strings(options)?;
                sheet.add_data_validation(row, 3, row, 3, &choices)?;
            }
        }
        sheet.set_freeze_panes(4, 0)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// Where the answer goes that is more than a cell.
    fn elsewhere(&self, question: &Question) -> Option<String> {
        let id = &question.id;
        match (&question.expected, self.lang) {
            (Expected::Table { .. } | Expected::Chart { .. }, Lang::Zh) => {
                Some(format!("（见工作表 {id}）"))
            }
            (Expected::Table { .. } | Expected::Chart { .. }, Lang::En) => {
                Some(format!("(on the sheet {id})"))
            }
            (Expected::Cleaned { .. }, Lang::Zh) => Some(format!("（另交文件 {id}.csv）")),
            (Expected::Cleaned { .. }, Lang::En) => Some(format!("(a file of its own, {id}.csv)")),
            _ => None,
        }
    }

    /// What a sheet of its own says in its first row: the heads of a table, or what to draw.
    fn own_sheet(&self, question: &Question) -> Option<Vec<String>> {
        match &question.expected {
            Expected::Table { columns, .. } => {
                let name = self.lang.pick("名称", "name").to_owned();
                Some([name].into_iter().chain(columns.iter().cloned()).collect())
            }
            Expected::Chart { .. } => {
                let told = self
                    .lang
                    .pick("在此工作表作图", "draw the chart on this sheet");
                Some(vec![told.to_owned()])
            }
            _ => None,
        }
    }

    fn question(
        &self,
        sheet: &mut Worksheet,
        question: &Question,
        told: Vec<String>,
    ) -> Result<(), XlsxError> {
        let prompt = question.prompt.of(self.lang);
        sheet.write(0, 0, prompt)?;
        let head = Format::new().set_bold();
        for (column, text) in (0..).zip(told) {
            sheet.write_with_format(2, column, text, &head)?;
            sheet.set_column_width(column, 18.0)?;
        }
        Ok(())
    }
}
