//! The method of the sample.

use chrono::NaiveDate;
use fourr_locale::Lang;
use fourr_report::{Cell, Convention, Format, Formula, Math, Method, Operator};

/// Scores by quantiles.
pub(crate) fn scores(lang: Lang) -> Method {
    let words = lang.pick(
        "每个维度按五分位数分为 1 至 5 分，5 分最好；间隔天数越少，R 分越高。",
        "Every dimension is cut at its quintiles into scores from 1 to 5, 5 being best; the fewer days, the higher the R score.",
    );
    let convention = |zh_question, en_question, zh, en| Convention {
        question: lang.pick(zh_question, en_question).to_owned(),
        in_force: lang.pick(zh, en).into(),
    };
    Method {
        name: lang.pick("五分位评分", "Quintile scores").to_owned(),
        words: vec![words.into()],
        formulas: vec![recency(lang), quantile(lang), combined()],
        conventions: vec![
            convention("并列值如何计分", "How ties are scored", "相同的值得分相同（右闭区间）", "Equal values get equal scores (right-closed classes)"),
            convention("退款如何处理", "What refunds do", "冲减金额，不计入频次与最近消费", "They lower the amount and count in neither frequency nor recency"),
        ],
        sources: vec![
            "Hyndman & Fan (1996), Sample quantiles in statistical packages, The American Statistician 50(4)".to_owned(),
            "Hughes (1994), Strategic Database Marketing".to_owned(),
        ],
    }
}

fn recency(lang: Lang) -> Formula {
    let [day, last] = ["T", "t"].map(Math::symbol);
    let meaning_of_day = lang.pick("分析日期", "reference date");
    let meaning_of_last = lang.pick("最近一次消费日期", "date of the last order");
    let dates = date(2024, 12, 31) - date(2024, 9, 2);
    let days = Math::value(Cell::Number(120.0), Format::Count);
    Formula::new(Math::symbol("R").equals(day.clone() - last.clone()))
        .meaning(day, meaning_of_day)
        .meaning(last, meaning_of_last)
        .worked(Math::symbol("R").equals(dates).equals(days))
}

fn quantile(lang: Lang) -> Formula {
    let [class, size, below, place] = ["i", "n", "k", "h"].map(Math::symbol);
    let value = |at: Math| Math::symbol("x").index(at);
    let step = value(below.clone() + 1_u64.into()) - value(below.clone());
    let sought = value(below.clone()) + (place.clone() - below.clone()) * step;
    let share = class.clone() / 5_u64.into();
    let place_of = place.clone().equals((size.clone() - 1_u64.into()) * share);
    Formula::new(Math::symbol("b").index(class.clone()).equals(sought))
        .meaning(place_of, lang.pick("分位位置", "place of the quantile"))
        .meaning(
            below.equals(place.floor()),
            lang.pick("整数部分", "its whole part"),
        )
        .meaning(
            class.with(Operator::AtMost, 4_u64.into()),
            lang.pick("第几个分界", "which break"),
        )
        .meaning(size, lang.pick("客户数", "customers"))
}

fn combined() -> Formula {
    let [w, s, j] = ["w", "s", "j"].map(Math::symbol);
    let sum =
        (w.index(j.clone()) * s.index(j.clone())).sum_between(j.equals(1_u64.into()), 3_u64.into());
    Formula::new(Math::symbol("S").equals(sum))
}

fn date(year: i32, month: u32, day: u32) -> Math {
    Cell::from(NaiveDate::from_ymd_opt(year, month, day)).into()
}
