//! Why the data does not carry a model, as sentences.

use fourr_lifetime::{FitError, NoStandardErrors};
use fourr_rfm::{ClusterRefusal, LifetimeRefusal, ModelWarning};

use super::{
    subject::Subject,
    values::{count, number},
};
use crate::{Cell, Prose, Span};

/// What a reader should know before trusting a model.
pub(super) fn sentence(subject: &Subject<'_>, warning: &ModelWarning) -> Prose {
    match warning {
        ModelWarning::NoClusters { reason } => clusters(subject, reason),
        ModelWarning::UnclearClusters { silhouette } => subject.say(
            "聚类之间重叠较多（平均轮廓系数 {0}，低于 0.25），簇的边界不清晰",
            "The clusters overlap (mean silhouette {0}, below 0.25): their borders are unclear",
            &[number(*silhouette)],
        ),
        ModelWarning::NoLifetime { reason } => lifetime(subject, reason),
        ModelWarning::LifetimeUnsteady { reason } => unsteady(subject, *reason),
        ModelWarning::NoPurchaseValue { error } => fit(subject, error),
        ModelWarning::ValueCorrelated { correlation } => subject.say(
            "复购次数与复购均额相关（r = {0}），Gamma-Gamma 假定两者无关，终身价值宜谨慎使用",
            "Repeat purchases and their mean value are correlated (r = {0}), which Gamma-Gamma takes to be unrelated: use lifetime values with care",
            &[number(*correlation)],
        ),
        ModelWarning::NoHoldOut { reason } => {
            let prose = lifetime(subject, reason);
            subject.say(
                "模型未经留出期检验：{0}",
                "The model was not tested on later purchases: {0}",
                &[Span::plain(prose.text(subject.lang))],
            )
        }
    }
}

/// The stable key of a warning.
pub(super) fn code(warning: &ModelWarning) -> &'static str {
    match warning {
        ModelWarning::NoClusters { .. } => "no_clusters",
        ModelWarning::UnclearClusters { .. } => "unclear_clusters",
        ModelWarning::NoLifetime { .. } => "no_lifetime",
        ModelWarning::LifetimeUnsteady { .. } => "lifetime_unsteady",
        ModelWarning::NoPurchaseValue { .. } => "no_purchase_value",
        ModelWarning::ValueCorrelated { .. } => "value_correlated",
        ModelWarning::NoHoldOut { .. } => "no_hold_out",
    }
}

/// Why customers were not clustered.
pub(super) fn clusters(subject: &Subject<'_>, reason: &ClusterRefusal) -> Prose {
    match reason {
        ClusterRefusal::TooManyClusters { clusters, distinct } => subject.say(
            "没有聚类：要求 {0} 个簇，但只有 {1} 位客户的 R、F、M 互不相同",
            "No clusters: {0} were asked for, but only {1} customers differ in R, F and M",
            &[count((*clusters).into()), count(*distinct)],
        ),
        ClusterRefusal::AllAlike { customers } => subject.say(
            "没有聚类：{0} 位客户的 R、F、M 完全相同",
            "No clusters: all {0} customers have the same R, F and M",
            &[count(*customers)],
        ),
        ClusterRefusal::NotFound { reason } => subject.say(
            "没有聚类：计算未得出结果（{0}）",
            "No clusters: the fit found none ({0})",
            &[Span::plain(reason.as_str())],
        ),
    }
}

/// Why there is no lifetime value, or no test of the model.
pub(super) fn lifetime(subject: &Subject<'_>, reason: &LifetimeRefusal) -> Prose {
    match reason {
        LifetimeRefusal::NoDates => subject.say(
            "客户表没有购买日期，无法建立复购模型",
            "A table of customers has no dates of purchases to model",
            &[],
        ),
        LifetimeRefusal::Model { error } => fit(subject, error),
        LifetimeRefusal::Calibration { until, first, last } => subject.say(
            "校准期截至 {0}，不在数据期间内：应在 {1} 至 {2} 之前",
            "The calibration ends on {0}, outside the data: expected from {1} to before {2}",
            &[*until, *first, *last].map(|day| Cell::Date(day).into()),
        ),
    }
}

/// Why a model was not fitted.
pub(super) fn fit(subject: &Subject<'_>, error: &FitError) -> Prose {
    let whole = |value: usize| count(value as u64);
    match error {
        FitError::NoTime { customers } => subject.say(
            "{0} 位客户都在最后一天首次购买，没有可观察的时间，无法拟合模型",
            "All {0} customers bought first on the last day: there is no time to observe, and no model",
            &[whole(*customers)],
        ),
        FitError::NobodyRepeats { customers } => subject.say(
            "{0} 位客户没有一位再次购买，无法拟合复购模型",
            "None of {0} customers bought again: there is nothing to fit a model to",
            &[whole(*customers)],
        ),
        FitError::FewRepeaters {
            repeaters,
            customers,
            least,
        } => subject.say(
            "{1} 位客户中只有 {0} 位再次购买，少于拟合所需的 {2} 位",
            "Only {0} of {1} customers bought again, fewer than the {2} that a fit needs",
            &[whole(*repeaters), whole(*customers), whole(*least)],
        ),
        FitError::SameRepeats { customers, repeats } => subject.say(
            "{0} 位客户的复购次数都是 {1}，没有差异可供拟合",
            "All {0} customers bought again {1} times: nothing to tell them apart by",
            &[whole(*customers), count((*repeats).into())],
        ),
        FitError::FewSpenders { usable, least } => subject.say(
            "只有 {0} 位客户的复购金额为正，少于 Gamma-Gamma 模型所需的 {1} 位",
            "Only {0} customers have repeat purchases of a positive value, fewer than the {1} that Gamma-Gamma needs",
            &[whole(*usable), whole(*least)],
        ),
        FitError::SameValue { usable, mean } => subject.say(
            "{0} 位客户的复购均额都是 {1}，没有差异可供拟合",
            "The repeat purchases of all {0} customers are worth {1}: nothing to tell them apart by",
            &[whole(*usable), number(*mean)],
        ),
        FitError::NotConverged { evaluations } => subject.say(
            "似然函数计算 {0} 次仍未找到极大值",
            "No maximum of the likelihood was found in {0} evaluations",
            &[count((*evaluations).into())],
        ),
    }
}

/// Why parameters have no standard errors.
pub(super) fn unsteady(subject: &Subject<'_>, reason: NoStandardErrors) -> Prose {
    match reason {
        NoStandardErrors::AtEdge => subject.say(
            "模型参数趋于边界，没有标准误：数据只能确定参数的组合，预测仍可用，单个参数不宜解释",
            "A parameter of the model ran to its edge, so that there are no standard errors: predictions stand, single parameters say nothing",
            &[],
        ),
        NoStandardErrors::NotIdentified => subject.say(
            "数据不足以单独识别模型参数，没有标准误：预测仍可用，单个参数不宜解释",
            "The data does not identify the parameters one by one, so that there are no standard errors: predictions stand, single parameters say nothing",
            &[],
        ),
    }
}
