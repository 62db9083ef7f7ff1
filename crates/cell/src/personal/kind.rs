//! [`Personal`]: the kinds of personal data.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A kind of personal data, in the order in which a cell is tried for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// A mobile number of mainland China (手机号).
    Mobile,
    /// An ID card number whose check character is right (身份证号).
    IdCard,
    /// The form of an ID card number with a wrong check character, or one of the old 15 digits.
    IdCardLike,
    /// A bank card number that passes the Luhn test (银行卡号).
    BankCard,
    /// An e-mail address (邮箱).
    Email,
    /// The name of a person (姓名).
    Name,
    /// A postal address (地址).
    Address,
    /// The address of a machine on the internet (IP 地址), of version 4 or 6.
    Ip,
    /// The registration plate of a vehicle of mainland China (车牌号).
    Plate,
    /// The number of a Chinese passport, in a column that promises one (护照号).
    Passport,
}

impl Personal {
    /// Every kind, in the order in which a cell is tried for it.
    pub const ALL: [Self; 10] = [
        Self::Mobile,
        Self::IdCard,
        Self::IdCardLike,
        Self::BankCard,
        Self::Email,
        Self::Name,
        Self::Address,
        Self::Ip,
        Self::Plate,
        Self::Passport,
    ];

    /// The short code, as in serialised results: `id_card_like`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mobile => "mobile",
            Self::IdCard => "id_card",
            Self::IdCardLike => "id_card_like",
            Self::BankCard => "bank_card",
            Self::Email => "email",
            Self::Name => "name",
            Self::Address => "address",
            Self::Ip => "ip",
            Self::Plate => "plate",
            Self::Passport => "passport",
        }
    }
}

impl fmt::Display for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
