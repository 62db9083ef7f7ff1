//! [`Edition`]: which columns a log has, and what they are called.

use fourr_locale::Lang;
use serde::{Deserialize, Serialize};

/// Which columns are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// Everything a shop exports, ids as text, headers and values in the language asked for
    #[default]
    Practice,
    /// Fewer columns, to measure with: ids as whole numbers, English
    Bench,
}

/// A column of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Order,
    Customer,
    Time,
    Product,
    Category,
    Quantity,
    UnitPrice,
    Discount,
    Amount,
    Channel,
    Province,
    City,
    Status,
}

impl Edition {
    pub(crate) fn columns(self) -> &'static [Column] {
        use Column::{
            Amount, Category, Channel, City, Customer, Discount, Order, Product, Province,
            Quantity, Status, Time, UnitPrice,
        };
        match self {
            Self::Practice => &[
                Order, Customer, Time, Product, Category, Quantity, UnitPrice, Discount, Amount,
                Channel, Province, City, Status,
            ],
            Self::Bench => &[Order, Customer, Time, Amount, Channel, Status],
        }
    }

    /// The language of headers and values, where `lang` is asked for.
    pub(crate) fn lang(self, lang: Lang) -> Lang {
        match self {
            Self::Practice => lang,
            Self::Bench => Lang::En,
        }
    }
}

impl Column {
    pub(crate) fn header(self, lang: Lang) -> &'static str {
        match self {
            Self::Order => lang.pick("订单编号", "order_id"),
            Self::Customer => lang.pick("会员编号", "customer_id"),
            Self::Time => lang.pick("下单时间", "order_time"),
            Self::Product => lang.pick("商品名称", "product"),
            Self::Category => lang.pick("商品品类", "category"),
            Self::Quantity => lang.pick("数量", "quantity"),
            Self::UnitPrice => lang.pick("单价", "unit_price"),
            Self::Discount => lang.pick("优惠金额", "discount"),
            Self::Amount => lang.pick("实付金额", "amount"),
            Self::Channel => lang.pick("渠道", "channel"),
            Self::Province => lang.pick("省份", "province"),
            Self::City => lang.pick("城市", "city"),
            Self::Status => lang.pick("订单状态", "status"),
        }
    }
}
