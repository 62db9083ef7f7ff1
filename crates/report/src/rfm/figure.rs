//! Figures of a segmentation, by name and as somebody printed them.

use fourr_locale::Lang;
use fourr_rfm::{
    Scheme,
    difference::{ComparedFigure, CustomerColumn, Figure, Letter, Quantity, Stated},
};

/// Most decimals that are shown.
const MOST_DECIMALS: usize = 6;

/// What a figure is called.
pub(super) fn name(figure: &Figure, lang: Lang) -> String {
    match figure {
        Figure::Total(quantity) => self::quantity(*quantity, lang).to_owned(),
        Figure::Median(letter) => match lang {
            Lang::Zh => format!("{}的中位数", self::letter(*letter)),
            Lang::En => format!("Median {}", self::letter(*letter)),
        },
        Figure::RepurchaseRate => lang.pick("复购率", "Repurchase rate").to_owned(),
        Figure::Class(letter, score) => match lang {
            Lang::Zh => format!("{} 得 {score} 分的客户数", self::letter(*letter)),
            Lang::En => format!("Customers with {} score {score}", self::letter(*letter)),
        },
        Figure::Segment(name, quantity) => {
            let (name, quantity) = (segment(name, lang), self::quantity(*quantity, lang));
            match lang {
                Lang::Zh => format!("{name}：{quantity}"),
                Lang::En => format!("{name}: {}", super::names::lower_first(quantity)),
            }
        }
    }
}

/// A published segment in the reader's language; any other name as it is.
fn segment(name: &str, lang: Lang) -> String {
    let schemes = [
        Scheme::Textbook8,
        Scheme::Grid11,
        Scheme::Putler11,
        Scheme::RRfm10,
    ];
    let tables = schemes.iter().filter_map(|scheme| scheme.table(5).ok());
    let mut segments = tables.flat_map(|table| table.segments);
    let found = segments.find(|of| of.key == name || of.code == name || of.en == name);
    found.map_or_else(
        || name.to_owned(),
        |of| lang.pick(&of.zh, &of.en).to_owned(),
    )
}

fn letter(letter: Letter) -> &'static str {
    match letter {
        Letter::Recency => "R",
        Letter::Frequency => "F",
        Letter::Monetary => "M",
    }
}

fn quantity(quantity: Quantity, lang: Lang) -> &'static str {
    match quantity {
        Quantity::Customers => lang.pick("客户数", "Customers"),
        Quantity::Share => lang.pick("人数占比", "Share of customers"),
        Quantity::Orders => lang.pick("订单数", "Orders"),
        Quantity::Monetary => lang.pick("消费金额", "Amount"),
        Quantity::MonetaryShare => lang.pick("金额占比", "Share of amount"),
        Quantity::AverageOrder => lang.pick("客单价", "Average order"),
        Quantity::Mean(Letter::Recency) => lang.pick("平均 R", "Mean R"),
        Quantity::Mean(Letter::Frequency) => lang.pick("平均 F", "Mean F"),
        Quantity::Mean(Letter::Monetary) => lang.pick("平均 M", "Mean M"),
    }
}

/// What a column of a table of customers holds.
pub(super) fn column(column: CustomerColumn, lang: Lang) -> String {
    match column {
        CustomerColumn::Value(letter) => self::letter(letter).to_owned(),
        CustomerColumn::Score(letter) => {
            let letter = self::letter(letter);
            letter.to_owned() + lang.pick(" 得分", " score")
        }
        CustomerColumn::RfmCell => lang.pick("RFM 代码", "RFM code").to_owned(),
        CustomerColumn::Segment => lang.pick("客户类型", "Segment").to_owned(),
    }
}

/// Theirs as it was printed.
pub(super) fn theirs(figure: &ComparedFigure, lang: Lang) -> String {
    written(figure, figure.theirs.value, 0, lang)
}

/// Ours with as many decimals; with more where the two would look alike but are not.
pub(super) fn ours(figure: &ComparedFigure, ours: Option<f64>, lang: Lang) -> String {
    let Some(ours) = ours else {
        return "–".to_owned();
    };
    let alike = written(figure, ours, 0, lang);
    if alike == theirs(figure, lang) && !figure.theirs.matches(ours) {
        written(figure, ours, 2, lang)
    } else {
        alike
    }
}

fn written(figure: &ComparedFigure, value: f64, more: usize, lang: Lang) -> String {
    let decimals = decimals(figure.theirs) + more;
    if figure.figure.is_share() {
        lang.share(value, decimals.saturating_sub(2))
    } else {
        lang.fixed(value, decimals)
    }
}

fn decimals(stated: Stated) -> usize {
    let fits = |places: &usize| {
        let unit = 0.1_f64.powi(i32::try_from(*places).unwrap_or(i32::MAX));
        stated.unit >= unit * (1.0 - 1e-9)
    };
    (0..MOST_DECIMALS).find(fits).unwrap_or(MOST_DECIMALS)
}
