//! The words of headers of personal data.

use crate::personal::Personal;

/// Chinese words for each kind, the more telling kinds first: 邮箱地址 is no address.
pub(super) const CHINESE: [(Personal, &[&str]); 8] = [
    (Personal::Passport, &["护照"]),
    (Personal::Plate, &["车牌"]),
    (Personal::Email, &["邮箱", "电子邮件", "邮件地址"]),
    (Personal::IdCard, &["身份证", "身份号码", "证件号"]),
    (
        Personal::BankCard,
        &["银行卡", "银行账号", "银行帐号", "信用卡号", "借记卡号"],
    ),
    (Personal::Mobile, &["手机", "电话", "联系方式", "移动号码"]),
    (Personal::Address, &["地址", "住址"]),
    (
        Personal::Name,
        &[
            "姓名",
            "真名",
            "联系人",
            "收货人",
            "收件人",
            "持卡人",
            "客户名字",
        ],
    ),
];

/// A header with one of these speaks about personal data without holding it: 手机品牌, 邮箱打开率, IP地址.
pub(super) const CHINESE_OTHERS: [&str; 25] = [
    "品牌",
    "型号",
    "机型",
    "系统",
    "类型",
    "类别",
    "归属",
    "运营商",
    "次数",
    "人数",
    "数量",
    "个数",
    "量",
    "率",
    "费用",
    "话费",
    "金额",
    "时长",
    "时间",
    "日期",
    "是否",
    "状态",
    "来源",
    "店铺",
    "仓库",
];

/// English words for each kind; all words of an entry must occur.
pub(super) const ENGLISH: [(Personal, &[&[&str]]); 8] = [
    (Personal::Passport, &[&["passport"]]),
    (
        Personal::Plate,
        &[
            &["license", "plate"],
            &["licence", "plate"],
            &["plate", "number"],
            &["plate", "no"],
        ],
    ),
    (
        Personal::Email,
        &[&["email"], &["e", "mail"], &["mail", "address"]],
    ),
    (
        Personal::IdCard,
        &[
            &["id", "card"],
            &["idcard"],
            &["identity", "number"],
            &["identity", "card"],
            &["national", "id"],
        ],
    ),
    (
        Personal::BankCard,
        &[
            &["bank", "card"],
            &["bankcard"],
            &["credit", "card"],
            &["card", "number"],
            &["card", "no"],
        ],
    ),
    (
        Personal::Mobile,
        &[
            &["phone"],
            &["mobile"],
            &["cellphone"],
            &["telephone"],
            &["tel"],
            &["msisdn"],
        ],
    ),
    (Personal::Address, &[&["address"]]),
    (
        Personal::Name,
        &[
            &["full", "name"],
            &["fullname"],
            &["first", "name"],
            &["last", "name"],
            &["surname"],
            &["realname"],
        ],
    ),
];

/// Whose name a column called `... name` holds when it is a person's.
pub(super) const PEOPLE: [&str; 13] = [
    "customer",
    "client",
    "contact",
    "person",
    "member",
    "buyer",
    "recipient",
    "receiver",
    "employee",
    "student",
    "patient",
    "cardholder",
    "real",
];

/// As [`CHINESE_OTHERS`], in English: `email_opens`, `phone_model`, `ip_address`.
pub(super) const ENGLISH_OTHERS: [&str; 40] = [
    "brand",
    "model",
    "os",
    "type",
    "system",
    "carrier",
    "count",
    "counts",
    "number_of",
    "opens",
    "open",
    "opened",
    "clicks",
    "click",
    "rate",
    "sent",
    "delivered",
    "bounce",
    "bounced",
    "campaign",
    "channel",
    "verified",
    "status",
    "optin",
    "opt",
    "is",
    "has",
    "date",
    "time",
    "duration",
    "subject",
    "ip",
    "mac",
    "web",
    "url",
    "site",
    "product",
    "company",
    "domain",
    "users",
];
