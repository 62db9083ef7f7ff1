//! The sections on prices: what people think of them, and how sales answer to them.

use fourr_chart::{
    Axis, Dot, Format as Digits, Lines, Positions, Reference, Scatter, Series, Shape,
};
use fourr_cost_benefit::{
    SalesByPrice,
    price::{CrossDemand, CrossFigure, Demand, Point, PriceSurvey, PurchaseCurve, Response},
};

use super::{
    names,
    subject::{Subject, Words, count, exact_money, number, symbol},
    told, undefined,
};
use crate::{Block, Cell, Convention, Format, Formula, Math, Method, Prose, Section, Table};

/// Points, curves and, by stated intent, buyers.
pub(super) fn survey(subject: &Subject<'_>) -> Option<Section> {
    let survey = subject.summary.price_survey.as_ref()?;
    let mut blocks = vec![
        Block::Method(survey_method(subject)),
        Block::Table(points(subject, survey)),
        curves(subject, survey),
    ];
    if let Some(purchase) = &survey.purchase {
        blocks.push(purchases(subject, survey, purchase));
    }
    let title = subject.text("心理价格（PSM）", "Price sensitivity (PSM)");
    Some(Section::new("price-survey", title, blocks))
}

fn survey_method(subject: &Subject<'_>) -> Method {
    Method {
        name: subject.text("价格敏感度测试", "Price sensitivity meter"),
        words: vec![subject.say(
            "每人给出四个价格：太便宜、便宜、贵、太贵；只采用严格递增的回答。PMC 是“不便宜”与“太便宜”的交点，PME 是“太贵”与“不贵”的交点，IDP 是“贵”与“便宜”的交点，OPP 是“太贵”与“太便宜”的交点；可接受价格为 PMC 至 PME。按人数比较，不按小数比较。",
            "Everybody names four prices: too cheap, cheap, expensive, too expensive; only answers that strictly rise count. PMC is where 'not cheap' meets 'too cheap', PME where 'too expensive' meets 'not expensive', IDP where 'expensive' meets 'cheap', OPP where 'too expensive' meets 'too cheap'; prices from PMC to PME are acceptable. Persons are compared, not decimals.",
            &[],
        )],
        conventions: vec![Convention {
            question: subject.text("交点的取法", "Where curves meet"),
            in_force: subject.say(
                "相邻价格间线性插值；同时给出阶梯法（第一个上升线不低于下降线的价格）",
                "interpolated between observed prices; the step rule (the first price at which the rising curve has reached the falling one) is shown beside",
                &[],
            ),
        }],
        sources: vec![
            "van Westendorp (1976), NSS Price Sensitivity Meter, ESOMAR".to_owned(),
            "Newton, Miller & Smith (1993), AMA Advanced Research Techniques Forum".to_owned(),
        ],
        ..Method::default()
    }
}

pub(super) fn points(subject: &Subject<'_>, survey: &PriceSurvey) -> Table {
    let columns = vec![
        subject.column("价格点", "Point", Format::Text),
        subject.column("插值", "Interpolated", Format::Number(2)),
        subject.column("阶梯", "Step", Format::Number(2)),
        subject.column("重合至", "Flat until", Format::Number(2)),
        subject.column("说明", "Remark", Format::Text),
    ];
    let rows = survey.points.iter().map(|crossing| {
        [
            Cell::from(subject.pick(names::point(crossing.point))),
            crossing.linear.value().into(),
            crossing.step.value().into(),
            crossing.flat_until.into(),
            Cell::from(undefined::remark(subject, crossing.linear)),
        ]
    });
    let caption = subject.text("四个价格点", "Where the curves meet");
    Table::new("psm-points", caption, columns)
        .with_rows(rows)
        .read_from(|row, column| {
            let key = ["linear", "step", "flat_until"].get(column.checked_sub(1)?)?;
            Some(format!("/price_survey/points/{row}/{key}"))
        })
}

fn population(subject: &Subject<'_>, survey: &PriceSurvey) -> String {
    let (valid, total) = (
        subject.lang.count(survey.n_valid),
        subject.lang.count(survey.n_total),
    );
    match subject.lang {
        fourr_locale::Lang::Zh => format!("有效回答 {valid} 份，共 {total} 份"),
        fourr_locale::Lang::En => format!("{valid} valid answers of {total}"),
    }
}

fn curves(subject: &Subject<'_>, survey: &PriceSurvey) -> Block {
    let curves = &survey.curves;
    let place = |point| survey.point(point)?.linear.value();
    let dearest = place(Point::MarginalExpensiveness);
    let markers = survey.points.iter().filter_map(|crossing| {
        let at = crossing.linear.value()?;
        let label = format!("{} {}", crossing.point.key(), subject.lang.trimmed(at, 2));
        let marker = Reference::new(at, label);
        Some(match (crossing.point, dearest) {
            // Acceptable prices.
            (Point::MarginalCheapness, Some(dearest)) => marker.shaded_until(dearest),
            _ => marker,
        })
    });
    let series = [
        (["太便宜", "Too cheap"], &curves.too_cheap),
        (["便宜", "Cheap"], &curves.cheap),
        (["贵", "Expensive"], &curves.expensive),
        (["太贵", "Too expensive"], &curves.too_expensive),
    ];
    let shape = Shape::Lines(Lines {
        x: Axis::new(subject.text("价格", "Price"), Digits::Fixed(0)),
        y: Axis::new(
            subject.text("人数占比", "Share of persons"),
            Digits::Share(0),
        )
        .reaching(0.0, 1.0),
        positions: Positions::Numbers(curves.prices.clone()),
        series: series
            .into_iter()
            .map(|(name, values)| Series::new(subject.pick(name), values.iter().copied()))
            .collect(),
        references: Vec::new(),
        markers: markers.collect(),
    });
    let reading = acceptable(subject, survey);
    let words = Words {
        title: subject.text("价格敏感度曲线", "Price-sensitivity curves"),
        population: population(subject, survey),
        method: subject.pick(["van Westendorp，线性插值", "van Westendorp, interpolated"]),
    };
    subject.chart("psm-curves", words, (shape, reading))
}

/// The acceptable prices in a sentence.
fn acceptable(subject: &Subject<'_>, survey: &PriceSurvey) -> Prose {
    let at = |point| {
        let crossing = survey
            .point(point)
            .and_then(|crossing| crossing.linear.value());
        exact_money(crossing.unwrap_or(0.0))
    };
    let met = survey
        .points
        .iter()
        .all(|crossing| crossing.linear.value().is_some());
    if met {
        subject.say(
            "可接受价格为 {0} 至 {1}，最优价格点 {2}，无差异价格点 {3}。",
            "Prices from {0} to {1} are acceptable; the optimal price is {2}, the indifference price {3}.",
            &[
                at(Point::MarginalCheapness),
                at(Point::MarginalExpensiveness),
                at(Point::Optimal),
                at(Point::Indifference),
            ],
        )
    } else {
        subject.say(
            "有曲线不相交，见表。",
            "Some curves do not meet: see the table.",
            &[],
        )
    }
}

fn purchases(subject: &Subject<'_>, survey: &PriceSurvey, purchase: &PurchaseCurve) -> Block {
    let most = purchase.revenue.iter().copied().fold(0.0, f64::max);
    let marker = |at: f64, name: [&'static str; 2]| {
        Reference::new(
            at,
            format!("{} {}", subject.pick(name), subject.lang.trimmed(at, 2)),
        )
    };
    let relative = purchase
        .revenue
        .iter()
        .map(|r| if most > 0.0 { r / most } else { 0.0 });
    let shape = Shape::Lines(Lines {
        x: Axis::new(subject.text("价格", "Price"), Digits::Fixed(0)),
        y: Axis::new(subject.text("占比", "Share"), Digits::Share(0)),
        positions: Positions::Numbers(purchase.prices.clone()),
        series: vec![
            Series::new(
                subject.text("预计购买率", "Expected buyers"),
                purchase.trial.iter().copied(),
            ),
            Series::new(
                subject.text("收入（以最高为 1）", "Revenue, highest = 1"),
                relative,
            ),
        ],
        references: Vec::new(),
        markers: vec![
            marker(purchase.best_trial_price, ["购买率最高", "most buyers"]),
            marker(purchase.best_revenue_price, ["收入最高", "most revenue"]),
        ],
    });
    let reading = subject.say(
        "购买率最高的价格为 {0}，收入最高的价格为 {1}。",
        "Most would buy at {0}; revenue is highest at {1}.",
        &[
            exact_money(purchase.best_trial_price),
            exact_money(purchase.best_revenue_price),
        ],
    );
    let words = Words {
        title: subject.text("购买概率与收入", "Buyers and revenue by price"),
        population: population(subject, survey),
        method: subject.pick([
            "Newton–Miller–Smith，意愿按 0/10/30/50/70% 校准",
            "Newton-Miller-Smith, intent calibrated to 0/10/30/50/70%",
        ]),
    };
    subject.chart("psm-purchase", words, (shape, reading))
}

/// Elasticities, best prices, and the fit.
pub(super) fn sales(subject: &Subject<'_>) -> Option<Section> {
    let sales = subject.summary.sales_by_price.as_ref()?;
    let demand = &sales.demand;
    let lerner = symbol("p*").equals(symbol("c") * symbol("e") / (Math::from(1_u64) + symbol("e")));
    let method = Method {
        name: subject.text("需求价格弹性", "Price elasticity of demand"),
        words: vec![subject.say(
            "不变弹性由 ln q 对 ln p 的最小二乘得到，至少 3 个不同价格，非正的价格与销量不参加拟合。e ≥ −1 时没有利润最大价格。",
            "Constant elasticity is the least-squares slope of ln q on ln p over at least three prices; prices and quantities that are not positive are left out. From e = -1 up there is no profit-maximising price.",
            &[],
        )],
        formulas: vec![
            Formula::new(lerner)
                .meaning(symbol("c"), subject.text("单位成本", "unit cost"))
                .meaning(symbol("e"), subject.text("不变弹性", "constant elasticity")),
        ],
        sources: vec!["Lerner (1934), Review of Economic Studies 1(3)".to_owned()],
        ..Method::default()
    };
    let caption = subject.text("弹性与价格选择", "Elasticity and choice of price");
    let figures = told::table(
        subject,
        ("elasticity", caption),
        &demand.figures,
        "/sales_by_price",
    );
    let mut blocks = vec![
        Block::Method(method),
        Block::Table(figures),
        Block::Table(observed(subject, demand)),
    ];
    blocks.extend(scatter(subject, sales));
    if let Some(cross) = &sales.cross {
        blocks.extend(other_product(subject, cross));
    }
    let title = subject.text("需求弹性与定价", "Demand and price");
    Some(Section::new("sales-by-price", title, blocks))
}

/// How sales answer to the price of another product.
fn other_product(subject: &Subject<'_>, cross: &CrossDemand) -> [Block; 2] {
    let told = match cross.figures.value(CrossFigure::Cross) {
        Some(x) if x > 0.0 => subject.say(
            "另一商品每涨价 1%，本商品销量约变 {0}%：两者是替代品。",
            "With the other price 1% higher {0}% more is sold: the products are substitutes.",
            &[number(x, 2)],
        ),
        Some(x) => subject.say(
            "另一商品每涨价 1%，本商品销量约变 {0}%：两者是互补品。",
            "With the other price 1% higher sales move by {0}%: the products are complements.",
            &[number(x, 2)],
        ),
        None => subject.say(
            "交叉弹性无定义：{0}。",
            "The cross elasticity is not defined: {0}.",
            &[crate::Span::plain(undefined::remark(
                subject,
                cross.figures.get(CrossFigure::Cross),
            ))],
        ),
    };
    let caption = subject.text("交叉弹性", "Cross elasticity");
    let pointer = "/sales_by_price/cross";
    let table = told::table(
        subject,
        ("cross-elasticity", caption),
        &cross.figures,
        pointer,
    );
    [told.into(), Block::Table(table)]
}

fn observed(subject: &Subject<'_>, demand: &Demand) -> Table {
    const SHOWN: usize = 30;
    let columns = vec![
        subject.money_column("价格", "Price"),
        subject.column("销量", "Quantity", Format::Number(0)),
        subject.money_column("收入", "Revenue"),
        subject.money_column("利润", "Profit"),
        subject.column(
            "到下一价格的弧弹性",
            "Arc elasticity to the next",
            Format::Number(4),
        ),
    ];
    let rows = demand
        .sales
        .iter()
        .enumerate()
        .take(SHOWN)
        .map(|(row, sale)| {
            let arc = demand.arc_steps.get(row).and_then(|figure| figure.value());
            [
                Cell::Money(sale.price),
                Cell::Number(sale.quantity),
                Cell::Money(sale.revenue),
                sale.profit.map_or(Cell::Empty, Cell::Money),
                arc.into(),
            ]
        });
    let caption = subject.text("各价格的销量", "Sales by price");
    Table::new("sales", caption, columns)
        .with_rows(rows)
        .live(2, |_| crate::Live::Here(0) * crate::Live::Here(1))
        .read_from(|row, column| {
            let key = ["price", "quantity", "revenue", "profit"].get(column);
            Some(key.map_or_else(
                || format!("/sales_by_price/arc_steps/{row}"),
                |key| format!("/sales_by_price/sales/{row}/{key}"),
            ))
            .filter(|_| column < 4 || row + 1 < demand.sales.len())
        })
}

/// Prices and quantities on logarithmic axes.
fn scatter(subject: &Subject<'_>, sales: &SalesByPrice) -> Option<Block> {
    let demand = &sales.demand;
    let slope = demand.figures.value(Response::Elasticity)?;
    let dots = demand
        .sales
        .iter()
        .filter(|sale| sale.price > 0.0 && sale.quantity > 0.0)
        .map(|sale| Dot {
            x: sale.price,
            y: sale.quantity,
            size: None,
            label: None,
            group: 0,
            spread: None,
        });
    let intercept = demand.figures.value(Response::Intercept)?;
    let (low, high) = demand.sales.first().zip(demand.sales.last())?;
    // Few enough for the observations to be seen on top.
    let steps = 12_u32;
    let fitted = (0..=steps).map(|step| {
        let ratio = (high.price / low.price).powf(f64::from(step) / f64::from(steps));
        let price = low.price * ratio;
        Dot {
            x: price,
            y: (intercept + slope * price.ln()).exp(),
            size: None,
            label: None,
            group: 1,
            spread: None,
        }
    });
    let shape = Shape::Scatter(Scatter {
        x: subject.money_axis("价格", "Price").log(),
        y: Axis::new(subject.text("销量", "Quantity"), Digits::Count).log(),
        dots: fitted.chain(dots).collect(),
        groups: vec![
            subject.text("观测", "Observed"),
            subject.text("拟合（仅观测范围内）", "Fitted, within the range observed"),
        ],
        bubbles: None,
        split: None,
        references: Vec::new(),
    });
    let reading = subject.say(
        "价格每升 1%，销量约变 {0}%。",
        "A price 1% higher goes with {0}% of quantity.",
        &[number(slope, 2)],
    );
    let n = count(sales.rows.used);
    let words = Words {
        title: subject.text("价格与销量", "Price and quantity"),
        population: crate::Prose::fill(subject.lang.pick("{0} 个观测", "{0} observations"), &[n])
            .text(subject.lang),
        method: subject.pick(["双对数最小二乘", "least squares on logarithms"]),
    };
    Some(subject.chart("demand", words, (shape, reading)))
}
