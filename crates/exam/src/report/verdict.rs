//! Why an answer is worth what it is, in words.

use fourr_locale::Lang;

use super::Voice;
use crate::grade::Verdict;

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

    fn chinese(&self, verdict: &Verdict) -> String {
        let is = |expected: &f64| format!("标准答案为 {}", self.number(*expected));
        match verdict {
            Verdict::Right => "正确".to_owned(),
            Verdict::CarriedForward { expected } => {
                let is = is(expected);
                format!("{is}；由你前面的答案正确推出，不重复扣分")
            }
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
            Verdict::Unreadable => "it is no number".to_owned(),
            Verdict::Blank => "left blank".to_owned(),
            Verdict::Person => "a person reads it".to_owned(),
        }
    }
}
