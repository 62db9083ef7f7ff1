//! The published tables of segments.

use super::{CellRule, Rule, Segment, SegmentTable, Span};

/// The eight Chinese types, most valuable first.
///
/// Source: the customer value matrix taught with the Chinese digital-marketing standard; each of R, F
/// and M is high (1) or low (0).
pub(super) fn textbook8() -> SegmentTable {
    let rows: [(&str, [&str; 2], [&str; 2]); 8] = [
        (
            "111",
            ["重要价值客户", "Important value"],
            ["VIP 服务，重点维系", "VIP service, keep"],
        ),
        (
            "101",
            ["重要发展客户", "Important develop"],
            ["提升购买频次", "raise frequency"],
        ),
        (
            "011",
            ["重要保持客户", "Important keep"],
            ["主动联系，防止流失", "reconnect before loss"],
        ),
        (
            "001",
            ["重要挽留客户", "Important win-back"],
            ["一对一挽回", "personal win-back"],
        ),
        (
            "110",
            ["一般价值客户", "General value"],
            ["提升客单价", "raise basket"],
        ),
        (
            "100",
            ["一般发展客户", "General develop"],
            ["新客引导，促成二单", "onboard, second order"],
        ),
        (
            "010",
            ["一般保持客户", "General keep"],
            ["轻触达激活", "light reactivation"],
        ),
        (
            "000",
            ["一般挽留客户", "General win-back"],
            ["低成本触达", "low-cost touch"],
        ),
    ];
    let mut split = [0; 8];
    for (index, (code, ..)) in rows.iter().enumerate() {
        let bits = code
            .bytes()
            .fold(0, |bits, digit| bits * 2 + usize::from(digit - b'0'));
        split[bits] = index;
    }
    let mut table = table("textbook8", rows, Rule::Split(split));
    for segment in &mut table.segments {
        segment.key.clone_from(&segment.zh);
    }
    table
}

fn eleven() -> [(&'static str, [&'static str; 2], [&'static str; 2]); 11] {
    [
        (
            "champions",
            ["冠军客户", "Champions"],
            ["奖励，邀请转介绍", "reward, referrals"],
        ),
        (
            "loyal_customers",
            ["忠诚客户", "Loyal Customers"],
            ["向上销售，邀请评价", "upsell, reviews"],
        ),
        (
            "potential_loyalists",
            ["潜在忠诚客户", "Potential Loyalists"],
            ["会员计划，交叉销售", "membership, cross-sell"],
        ),
        (
            "new_customers",
            ["新客户", "New Customers"],
            ["新客引导", "onboarding"],
        ),
        (
            "promising",
            ["有潜力客户", "Promising"],
            ["培养认知，试用优惠", "awareness, trial offers"],
        ),
        (
            "need_attention",
            ["需关注客户", "Need Attention"],
            ["限时优惠", "limited offers"],
        ),
        (
            "about_to_sleep",
            ["即将沉睡客户", "About To Sleep"],
            ["重新联系", "reconnect"],
        ),
        (
            "at_risk",
            ["流失风险客户", "At Risk"],
            ["个性化召回", "personalised recall"],
        ),
        (
            "cant_lose_them",
            ["不能流失客户", "Can't Lose Them"],
            ["直接沟通", "direct contact"],
        ),
        (
            "hibernating",
            ["休眠客户", "Hibernating"],
            ["低成本召回", "low-cost win-back"],
        ),
        (
            "lost",
            ["已流失客户", "Lost"],
            ["停止投入或最后一次尝试", "stop or one last try"],
        ),
    ]
}

/// Eleven segments on a grid of R (rows, 5 to 1) and the rounded mean of F and M (columns, 1 to 5).
///
/// The published interval lists overlap; this grid is disjoint and covers every cell.
pub(super) fn grid11() -> SegmentTable {
    const GRID: [[usize; 5]; 5] = [
        [3, 2, 2, 0, 0],
        [4, 2, 2, 1, 1],
        [6, 6, 5, 1, 1],
        [9, 9, 7, 7, 8],
        [10, 10, 7, 7, 8],
    ];
    let mut rules = Vec::new();
    for (r, row) in (1..=5).rev().zip(GRID) {
        for (fm, segment) in (1..=5).zip(row) {
            rules.push(CellRule {
                segment,
                r: Span(r, r),
                f: Span::ANY,
                m: Span::ANY,
                fm: Span(fm, fm),
            });
        }
    }
    table("grid11", eleven(), Rule::Cells(rules))
}

/// The widely reproduced interval list (Putler): R, then the rounded mean of F and M, first match.
/// Its bands overlap, so that some names are never given.
pub(super) fn putler11() -> SegmentTable {
    // In the order of evaluation; the number is the segment's place in `eleven`.
    const BANDS: [(usize, Span, Span); 11] = [
        (0, Span(4, 5), Span(4, 5)),
        (1, Span(2, 5), Span(3, 5)),
        (2, Span(3, 5), Span(1, 3)),
        (3, Span(4, 5), Span(0, 1)),
        (4, Span(3, 4), Span(0, 1)),
        (5, Span(2, 3), Span(2, 3)),
        (6, Span(2, 3), Span(0, 2)),
        (8, Span(0, 1), Span(4, 5)),
        (7, Span(0, 2), Span(2, 5)),
        (9, Span(1, 2), Span(1, 2)),
        (10, Span(0, 2), Span(0, 2)),
    ];
    let rule = |(segment, r, fm)| CellRule {
        segment,
        r,
        f: Span::ANY,
        m: Span::ANY,
        fm,
    };
    let mut table = table("putler11", eleven(), Rule::Cells(BANDS.map(rule).to_vec()));
    for (index, en) in [
        (2, "Potential Loyalist"),
        (3, "Recent Customers"),
        (5, "Customers Needing Attention"),
    ] {
        en.clone_into(&mut table.segments[index].en);
        en.clone_into(&mut table.segments[index].key);
    }
    table
}

/// The ten segments of the R package rfm (Hebbali), first match, the rest "Others".
pub(super) fn r_rfm10() -> SegmentTable {
    const RULES: [(usize, Span, Span, Span); 10] = [
        (0, Span(5, 5), Span(5, 5), Span(5, 5)),
        (1, Span(3, 5), Span(3, 5), Span(2, 5)),
        (2, Span(2, 4), Span(2, 4), Span(2, 4)),
        (3, Span(3, 4), Span(1, 3), Span(3, 5)),
        (4, Span(4, 5), Span(1, 3), Span(1, 5)),
        (5, Span(1, 2), Span(3, 4), Span(4, 5)),
        (6, Span(1, 2), Span(2, 5), Span(4, 5)),
        (7, Span(1, 3), Span(3, 5), Span(3, 5)),
        (8, Span(2, 3), Span(1, 3), Span(1, 4)),
        (9, Span(1, 1), Span(1, 5), Span(1, 5)),
    ];
    let order = [0, 2, 1, 4, 3, 8, 7, 5, 6, 10];
    let eleven = eleven();
    let mut rows = order.map(|index| eleven[index]);
    rows[1].1[1] = "Potential Loyalist";
    let rule = |(segment, r, f, m)| CellRule {
        segment,
        r,
        f,
        m,
        fm: Span::ANY,
    };
    table("r-rfm10", rows, Rule::Cells(RULES.map(rule).to_vec()))
}

fn table<const N: usize>(
    name: &str,
    rows: [(&str, [&str; 2], [&str; 2]); N],
    rule: Rule,
) -> SegmentTable {
    let segments = rows
        .into_iter()
        .map(|(code, names, actions)| Segment::new(code, names, actions))
        .collect();
    SegmentTable {
        name: name.to_owned(),
        segments,
        rule,
    }
}
