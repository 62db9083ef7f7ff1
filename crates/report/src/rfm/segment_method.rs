//! How customers are put into segments, in words and formulas.

use fourr_rfm::{Basis, Scheme};

use super::{names, subject::Subject, values::count};
use crate::{Cell, Convention, Format, Formula, Function, Math, Method, Operator, Prose};

/// The method of the table of segments in force.
pub(super) fn method(subject: &Subject<'_>) -> Method {
    let scheme = &subject.summary.parameters.scheme;
    match scheme {
        Scheme::Textbook8 => eight_types(subject),
        Scheme::Grid11 | Scheme::Putler11 => Method {
            formulas: vec![rounded_mean(subject)],
            ..by_scores(subject)
        },
        Scheme::RRfm10 | Scheme::Own(_) => by_scores(subject),
    }
}

fn eight_types(subject: &Subject<'_>) -> Method {
    let words = subject.say(
        "每个维度与分界值比较，严格优于分界值记为高（1），否则记为低（0），等于分界值记为低；R、F、M 的高低按顺序组成代码，2×2×2 共八类。M 高为「重要」，M 低为「一般」；R、F 皆高为价值，R 高 F 低为发展，R 低 F 高为保持，皆低为挽留。",
        "Every dimension is compared with a split: strictly better is high (1), anything else is low (0), and so is a value on the split. High and low of R, F and M make a code, 2 × 2 × 2 = 8 types. A high M makes a type important, a low one general; R and F both high are value, R alone is develop, F alone is keep, neither is win-back.",
        &[],
    );
    Method {
        name: subject.text("八类客户", "The eight types"),
        words: vec![words],
        formulas: (0..3).map(|dimension| high(subject, dimension)).collect(),
        conventions: vec![
            Convention {
                question: subject.text("分界值取什么", "What the split is"),
                in_force: Prose::from(names::basis(subject.summary.parameters.basis, subject.lang)),
            },
            Convention {
                question: subject.text(
                    "恰在分界值上的客户（R、F、M）",
                    "Customers on the split (R, F, M)",
                ),
                in_force: subject.say(
                    "{0}、{1}、{2} 位，均记为低",
                    "{0}, {1} and {2}, all low",
                    &subject.faces().map(|face| count(face.figures.on_split)),
                ),
            },
        ],
        sources: vec![
            "Hughes (1994), Strategic Database Marketing".to_owned(),
            subject.text(
                "职业技能等级标准「数字营销技术应用」（2021 年 2.0 版）所用的客户价值八分类",
                "The eight customer types of the vocational standard Digital Marketing Technology Application (2021, 2.0)",
            ),
        ],
    }
}

/// When a dimension is high, with the split of this data put in.
pub(super) fn high(subject: &Subject<'_>, dimension: usize) -> Formula {
    let face = &subject.faces()[dimension];
    let basis = subject.summary.parameters.basis;
    let by_score = basis == Basis::ScoreMean;
    let letter = Math::symbol(face.letter);
    let value = if by_score {
        Math::symbol("s").index(letter.clone())
    } else {
        letter.clone().index(Math::symbol("i"))
    };
    let split = match basis {
        Basis::RawMean => letter.mean(),
        Basis::ScoreMean => value.clone().mean(),
        Basis::Median => letter.under(Function::Named(subject.lang.pick("中位数", "median"))),
        Basis::Fixed => Math::symbol("T").index(letter),
    };
    let better = if face.letter == "R" && !by_score {
        Operator::Less
    } else {
        Operator::More
    };
    let name = face.name(subject.lang);
    let meaning = match (subject.lang, by_score) {
        (fourr_locale::Lang::Zh, true) => format!("{name}的得分；成立则 {} 为高", face.letter),
        (fourr_locale::Lang::Zh, false) => format!("客户 i 的{name}；成立则 {} 为高", face.letter),
        (fourr_locale::Lang::En, true) => format!(
            "score of {}; {} is high where this holds",
            name.to_lowercase(),
            face.letter
        ),
        (fourr_locale::Lang::En, false) => format!(
            "{} of customer i; {} is high where this holds",
            name.to_lowercase(),
            face.letter
        ),
    };
    let figure = Math::value(Cell::Number(face.figures.split), Format::Mixed);
    Formula::new(value.clone().with(better, split))
        .meaning(value.clone(), meaning)
        .worked(value.with(better, figure))
}

/// A table that goes by scores, the first rule that covers them.
fn by_scores(subject: &Subject<'_>) -> Method {
    let scheme = &subject.summary.parameters.scheme;
    let [zh, en] = match scheme {
        Scheme::Grid11 => [
            "按 R 得分与 FM（F、M 得分的均值，四舍五入）查 5×5 网格，格子互不重叠、覆盖所有组合。",
            "The R score and FM, the rounded mean of the scores of F and M, lead to a cell of a 5 × 5 grid; its cells do not overlap and cover everything.",
        ],
        Scheme::Putler11 => [
            "按 R 得分与 FM（F、M 得分的均值，四舍五入）查区间表，取第一条符合的规则；区间有重叠，靠后的名称可能从不出现。",
            "The R score and FM, the rounded mean of the scores of F and M, are looked up in a list of intervals, first match. The intervals overlap, so that later names may never be given.",
        ],
        Scheme::RRfm10 => [
            "按 R、F、M 得分查 R 包 rfm 的区间表，取第一条符合的规则，其余归入「其他」。",
            "The scores of R, F and M are looked up in the intervals of the R package rfm, first match, the rest being others.",
        ],
        _ => [
            "按自定义的分群表：取第一条符合得分的规则，没有规则的组合归入「其他」。",
            "A table of the user's own: the first rule that covers the scores, and others where there is none.",
        ],
    };
    let sources = match scheme {
        Scheme::RRfm10 => vec!["R package rfm (Hebbali)".to_owned()],
        Scheme::Own(_) => Vec::new(),
        _ => vec!["Hughes (1994), Strategic Database Marketing".to_owned()],
    };
    Method {
        name: subject.text(
            names::scheme(scheme, fourr_locale::Lang::Zh),
            &names::capitalised(names::scheme(scheme, fourr_locale::Lang::En)),
        ),
        words: vec![subject.say(zh, en, &[])],
        formulas: Vec::new(),
        conventions: vec![Convention {
            question: subject.text("得分取自", "Scores by"),
            in_force: Prose::from(names::scoring(subject.summary.scoring, subject.lang)),
        }],
        sources,
    }
}

/// FM, the mean of the scores of F and M, halves rounded up.
fn rounded_mean(subject: &Subject<'_>) -> Formula {
    let score = |of: &str| Math::symbol("s").index(Math::symbol(of));
    let half = Math::value(Cell::Number(0.5), Format::Mixed);
    let mean = (score("F") + score("M")) / 2_u64.into();
    Formula::new(Math::symbol("FM").equals((mean + half).floor()))
        .meaning(score("F"), subject.text("F 得分", "score of F"))
        .meaning(score("M"), subject.text("M 得分", "score of M"))
}
