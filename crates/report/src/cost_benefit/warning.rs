//! Warnings as sentences.

use fourr_cost_benefit::Warning;

use super::{
    names,
    subject::{Subject, count, exact_money, share},
};
use crate::{DataNote, NoteKind, Prose, Span};

/// A warning among the notes on the data.
pub(super) fn note(subject: &Subject<'_>, warning: &Warning) -> DataNote {
    DataNote::new(
        NoteKind::Warning,
        warning.code(),
        sentence(subject, warning),
    )
}

/// A warning as a sentence.
pub(super) fn sentence(subject: &Subject<'_>, warning: &Warning) -> Prose {
    match warning {
        Warning::ClicksAboveImpressions { rows } => subject.say(
            "{0} 行的点击量大于展现量，其点击率无定义，请核对数据",
            "{0} rows have more clicks than impressions: check them; a CTR is not defined there",
            &[count(*rows)],
        ),
        Warning::RefundsAboveRevenue { rows } => subject.say(
            "{0} 行的退款大于收入（可能退的是以前的订单），净收入为负时 ROAS 等比率无定义",
            "{0} rows refund more than they earned, perhaps for earlier orders; ratios of a negative net revenue are not defined",
            &[count(*rows)],
        ),
        Warning::NoCost => subject.say(
            "广告花费合计为 0，投入产出比率无定义",
            "Nothing was spent in all: ratios over cost are not defined",
            &[],
        ),
        Warning::NoMargin => subject.say(
            "毛利率未知（可用 --gross-margin 给出），按毛利口径的 ROI、保本点无定义",
            "The margin is not known (give --gross-margin): ROI on gross profit and break-even are not defined",
            &[],
        ),
        Warning::ScenarioUnused { name } => subject.say(
            "情景“{0}”变动的因素不在任何结果之中，未计算",
            "The scenario {0} moves a driver that no result rests on: it is not worked out",
            &[Span::plain(name.clone())],
        ),
        Warning::SmallSample { levels, least } => subject.say(
            "{0} 个层级的转化量少于 {1}，其比率仅供参考",
            "{0} levels have fewer than {1} conversions: their rates rest on little",
            &[count(*levels), count((*least).into())],
        ),
        Warning::RowsSetAside { rows, read } => subject.say(
            "{1} 行中有 {0} 行未采用，原因见数据说明",
            "{0} of {1} rows were set aside, for the reasons among the notes on the data",
            &[count(*rows), count(*read)],
        ),
        Warning::NoControl => subject.say(
            "没有对照组：只能说“变化”，不能说“效果”",
            "There is no control: this is a change, not an effect",
            &[],
        ),
        other => of_money(subject, other),
    }
}

fn of_money(subject: &Subject<'_>, warning: &Warning) -> Prose {
    match warning {
        Warning::SeveralRates { alternative, rates } => {
            let shown = rates.iter().map(|rate| subject.lang.share(*rate, 2));
            let shown: Vec<String> = shown.collect();
            subject.say(
                "{0}的净流量多次变号，有多个内部收益率（{1}），IRR 无定义，改看 MIRR",
                "The flows of {0} change their sign more than once: {1} all bring them to zero, so IRR is not defined; look at MIRR",
                &[
                    Span::plain(subject.alternative(alternative)),
                    Span::plain(shown.join(subject.lang.pick("、", ", "))),
                ],
            )
        }
        Warning::UnequalLives => subject.say(
            "各方案期数不同，净现值不可直接相比，应比较等额年值",
            "The alternatives run over different numbers of periods: compare annual equivalents",
            &[],
        ),
        Warning::Extrapolated { price, low, high } => subject.say(
            "利润最大价格 {0} 在观测价格 {1} 至 {2} 之外，属于外推，不能直接采用",
            "The profit-maximising price of {0} lies outside the observed {1} to {2}: an extrapolation",
            &[exact_money(*price), exact_money(*low), exact_money(*high)],
        ),
        Warning::FlatIntersection { point, from, to } => subject.say(
            "{0}处两条曲线在 {1} 至 {2} 之间重合，取其起点",
            "{0}: the curves lie on each other from {1} to {2}; the start is taken",
            &[
                Span::plain(subject.pick(names::point(*point))),
                exact_money(*from),
                exact_money(*to),
            ],
        ),
        Warning::FewAnswers { answers } => subject.say(
            "有效问卷只有 {0} 份，样本小",
            "Only {0} answers count: a small sample",
            &[count(*answers)],
        ),
        Warning::InconsistentAnswers { answers, total } => subject.say(
            "{1} 份问卷中有 {0} 份四个价格不递增（{2}），已剔除",
            "{0} of {1} answers ({2}) do not rise and are left out",
            &[count(*answers), count(*total), share(*answers as f64 / (*total).max(1) as f64)],
        ),
        other => Prose::from(other.code()),
    }
}
