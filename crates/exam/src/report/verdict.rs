//! Why an answer is worth what it is, in words.

use fourr_locale::Lang;

use super::Voice;
use crate::grade::{ChartFault, Cleansing, Verdict};

impl Voice {
    /// Why an answer is worth what it is.
    pub(super) fn verdict(&self, verdict: &Verdict) -> String {
        match self.lang {
            Lang::Zh => self.chinese(verdict),
            Lang::En => self.english(verdict),
        }
    }

    fn number(&self, value: f64) -> String {
        self.lang.trimmed(value, 6)
    }

    fn list(&self, names: &[String]) -> String {
        match names {
            [] => self.lang.pick("无", "none").to_owned(),
            names => names.join(self.lang.pick("、", ", ")),
        }
    }

    fn faults(&self, faults: &[ChartFault]) -> String {
        let told = faults.iter().map(|fault| match (fault, self.lang) {
            (ChartFault::NoChart, Lang::Zh) => "没有图表".to_owned(),
            (ChartFault::NoChart, Lang::En) => "there is no chart".to_owned(),
            (ChartFault::Kind { given }, lang) => {
                let kinds = given.iter().map(|kind| kind.name(lang));
                let kinds = kinds.collect::<Vec<_>>().join(lang.pick("、", ", "));
                match lang {
                    Lang::Zh => format!("图表类型不合适：{kinds}"),
                    Lang::En => format!("not a kind of chart that shows this: {kinds}"),
                }
            }
            (ChartFault::Values { right, of }, Lang::Zh) => format!("{of} 个数值中 {right} 个正确"),
            (ChartFault::Values { right, of }, Lang::En) => {
                format!("{right} of {of} values are right")
            }
            (ChartFault::NoTitle, Lang::Zh) => "缺少标题".to_owned(),
            (ChartFault::NoTitle, Lang::En) => "no title".to_owned(),
            (ChartFault::NoAxisTitles, Lang::Zh) => "缺少坐标轴标题".to_owned(),
            (ChartFault::NoAxisTitles, Lang::En) => "no titles of the axes".to_owned(),
        });
        told.collect::<Vec<_>>().join(self.lang.pick("；", "; "))
    }

    fn cleansing(&self, found: &Cleansing) -> String {
        let kinds = found
            .kinds
            .iter()
            .map(|kind| format!("{} {}/{}", kind.kind, kind.right, kind.of));
        let kinds = kinds.collect::<Vec<_>>().join(self.lang.pick("、", ", "));
        let (damaged, sound) = (found.damaged, found.sound);
        match self.lang {
            Lang::Zh => format!("已修复：{kinds}；完好的 {sound} 行中损坏 {damaged} 行"),
            Lang::En => format!("put right: {kinds}; of {sound} sound rows {damaged} were damaged"),
        }
    }

    fn chinese(&self, verdict: &Verdict) -> String {
        let is = |expected: &f64| format!("标准答案为 {}", self.number(*expected));
        match verdict {
            Verdict::Right => "正确".to_owned(),
            Verdict::CarriedForward { expected } => {
                let is = is(expected);
                format!("{is}；由你前面的答案正确推出，不重复扣分")
            }
            Verdict::Follows => "由你自己的清洗结果正确推出，不重复扣分".to_owned(),
            Verdict::Near { expected } => format!("接近，{}", is(expected)),
            Verdict::Mistake { says, expected } => format!("{}；{}", says.zh, is(expected)),
            Verdict::Hundredfold { expected } => {
                format!("相差一百倍，比例与百分数混淆；{}", is(expected))
            }
            Verdict::Sign { expected } => format!("正负号相反；{}", is(expected)),
            Verdict::Partly {
                right,
                wrong,
                missing,
            } => {
                let [wrong, missing] = [wrong, missing].map(|names| self.list(names));
                format!("答对 {right} 个；多答：{wrong}；漏答或错位：{missing}")
            }
            Verdict::Wrong { expected } => format!("错误，标准答案为 {expected}"),
            Verdict::Cells { right, of, wrong } => {
                format!(
                    "{of} 格中 {right} 格正确；有误或缺少的行：{}",
                    self.list(wrong)
                )
            }
            Verdict::Chart { faults } => self.faults(faults),
            Verdict::Cleaned(cleansing) => self.cleansing(cleansing),
            Verdict::NoFile { reason } => format!("交来的文件无法评分：{reason}"),
            Verdict::Uncalculated => {
                "公式没有保存计算结果：请在表格软件中打开、计算并保存".to_owned()
            }
            Verdict::ByHand { reason } => format!("人工评分：{reason}"),
            Verdict::Unreadable => "不是数字".to_owned(),
            Verdict::Blank => "未作答".to_owned(),
            Verdict::Person => "人工评分".to_owned(),
        }
    }

    fn english(&self, verdict: &Verdict) -> String {
        let is = |expected: &f64| format!("it is {}", self.number(*expected));
        match verdict {
            Verdict::Right => "right".to_owned(),
            Verdict::CarriedForward { expected } => {
                let is = is(expected);
                format!(
                    "{is}, but yours follows rightly from your earlier answers: one fault is deducted once"
                )
            }
            Verdict::Follows => {
                "follows rightly from your own cleaned data: one fault is deducted once".to_owned()
            }
            Verdict::Near { expected } => format!("near: {}", is(expected)),
            Verdict::Mistake { says, expected } => format!("{}; {}", says.en, is(expected)),
            Verdict::Hundredfold { expected } => {
                let is = is(expected);
                format!("a hundred times off, a share and a percentage were mixed up; {is}")
            }
            Verdict::Sign { expected } => format!("the wrong sign; {}", is(expected)),
            Verdict::Partly {
                right,
                wrong,
                missing,
            } => {
                let [wrong, missing] = [wrong, missing].map(|names| self.list(names));
                format!("{right} right; too many: {wrong}; missing or out of place: {missing}")
            }
            Verdict::Wrong { expected } => format!("wrong: it is {expected}"),
            Verdict::Cells { right, of, wrong } => {
                let wrong = self.list(wrong);
                format!("{right} of {of} cells are right; rows that are wrong or missing: {wrong}")
            }
            Verdict::Chart { faults } => self.faults(faults),
            Verdict::Cleaned(cleansing) => self.cleansing(cleansing),
            Verdict::NoFile { reason } => format!("what was handed in cannot be marked: {reason}"),
            Verdict::Uncalculated => {
                "a formula without a saved result: open it in a spreadsheet, calculate, and save"
                    .to_owned()
            }
            Verdict::ByHand { reason } => format!("given by hand: {reason}"),
            Verdict::Unreadable => "it is no number".to_owned(),
            Verdict::Blank => "left blank".to_owned(),
            Verdict::Person => "a person reads it".to_owned(),
        }
    }
}
