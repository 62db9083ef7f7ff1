//! [`hint_of_header`]: what the header of a column promises.

mod words;

use super::Personal;
use crate::fold;
use words::{CHINESE, CHINESE_OTHERS, ENGLISH, ENGLISH_OTHERS, PEOPLE};

/// The kind of personal data that a header promises; `None` when it promises none.
///
/// Case, width and separators don't matter (`手机号`, `Customer Phone`, `user_email`, `phoneNumber`).
/// A header that only speaks about such data (`手机品牌`, `email_opens`) gives no hint, nor does a name
/// that isn't a person's (`商品名称`, `product name`) or may not be one (`name`).
///
/// ```
/// use fourr_cell::personal::{Personal, hint_of_header};
/// assert_eq!(hint_of_header("手机号"), Some(Personal::Mobile));
/// assert_eq!(hint_of_header("商品名称"), None);
/// ```
pub fn hint_of_header(header: &str) -> Option<Personal> {
    let folded = fold::trimmed(header);
    let lower = folded.to_lowercase();
    let words = words_of(&folded);
    let has = |word: &str| words.iter().any(|own| own == word);
    if ENGLISH_OTHERS.iter().any(|word| has(word))
        || CHINESE_OTHERS.iter().any(|word| lower.contains(word))
    {
        return None;
    }
    let chinese = CHINESE
        .iter()
        .find(|(_, words)| words.iter().any(|word| lower.contains(word)));
    if let Some(&(kind, _)) = chinese {
        return Some(kind);
    }
    if has("name") && PEOPLE.iter().any(|word| has(word)) {
        return Some(Personal::Name);
    }
    let english = ENGLISH.iter().find(|(_, entries)| {
        entries
            .iter()
            .any(|entry| entry.iter().all(|word| has(word)))
    });
    english.map(|&(kind, _)| kind)
}

/// The words of a header in lower case; `phoneNumber`, `phone_number` and `Phone Number` are alike, and
/// `IP地址` is two words.
fn words_of(header: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last = ' ';
    for c in header.chars() {
        let begins = (c.is_uppercase() && last.is_lowercase()) || c.is_ascii() != last.is_ascii();
        if begins || !c.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    words.push(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_personal_columns_give_hints() {
        let cases = [
            (
                Personal::Mobile,
                &[
                    "手机号",
                    "手机号码",
                    "联系电话",
                    "phone",
                    "Phone Number",
                    "phoneNumber",
                    "user_mobile",
                    "TEL",
                ][..],
            ),
            (
                Personal::IdCard,
                &["身份证", "身份证号码", "证件号", "ID Card", "id_card_no"],
            ),
            (
                Personal::BankCard,
                &["银行卡号", "bank card", "credit_card"],
            ),
            (
                Personal::Email,
                &[
                    "邮箱",
                    "电子邮箱",
                    "邮箱地址",
                    "email",
                    "E-mail",
                    "Email Address",
                    "ｅｍａｉｌ",
                ],
            ),
            (
                Personal::Name,
                &[
                    "姓名",
                    "客户姓名",
                    "收货人",
                    "customer_name",
                    "Full Name",
                    "firstName",
                ],
            ),
            (
                Personal::Address,
                &["收货地址", "家庭住址", "address", "Shipping Address"],
            ),
        ];
        for (kind, headers) in cases {
            for header in headers {
                assert_eq!(hint_of_header(header), Some(kind), "{header}");
            }
        }
    }

    #[test]
    fn headers_about_other_things_give_none() {
        for header in [
            "商品名称",
            "product name",
            "product_name",
            "name",
            "名称",
            "手机品牌",
            "手机型号",
            "电话次数",
            "邮箱打开率",
            "email_opens",
            "phone_model",
            "IP地址",
            "ip address",
            "hotel",
            "",
            "店铺地址",
            "会员编号",
            "amount",
            "company name",
            "city",
        ] {
            assert_eq!(hint_of_header(header), None, "{header}");
        }
    }
}
