//! What the practice company sells, where its customers live and where they order.

use std::ops::Range;

use crate::line::Channel;
use crate::random::Key;

/// An article.
#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
    pub(crate) category_zh: &'static str,
    pub(crate) category_en: &'static str,
    /// The list price in fen (分).
    pub(crate) price: u64,
}

/// Where a customer lives.
#[derive(Debug)]
pub(crate) struct City {
    pub(crate) province_zh: &'static str,
    pub(crate) province_en: &'static str,
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
    /// Customers who live there, per hundred.
    share: u64,
}

/// What lies in a parcel for nothing.
pub(crate) static GIFT: Product = product(
    ["旅行装小样（赠品）", "Travel sample (gift)", "赠品", "Gift"],
    0,
);

/// All articles, cheapest first.
static PRODUCTS: [Product; 25] = [
    product(
        ["厨房海绵擦", "Kitchen sponge", "清洁用品", "Cleaning"],
        590,
    ),
    product(
        ["植物手工皂", "Botanical soap", "个人护理", "Personal care"],
        690,
    ),
    product(
        ["面膜单片装", "Sheet mask, single", "面部护肤", "Face care"],
        990,
    ),
    product(
        ["抽绳垃圾袋", "Drawstring bin bags", "清洁用品", "Cleaning"],
        1290,
    ),
    product(
        ["竹纤维洗碗巾", "Bamboo dish cloth", "清洁用品", "Cleaning"],
        1590,
    ),
    product(["润唇膏", "Lip balm", "面部护肤", "Face care"], 1990),
    product(["护手霜", "Hand cream", "身体护理", "Body care"], 2490),
    product(
        [
            "浓缩洗洁精",
            "Dish liquid concentrate",
            "清洁用品",
            "Cleaning",
        ],
        2690,
    ),
    product(
        [
            "氨基酸牙膏",
            "Amino acid toothpaste",
            "个人护理",
            "Personal care",
        ],
        2990,
    ),
    product(
        [
            "棉柔巾三包装",
            "Cotton tissues, 3 packs",
            "个人护理",
            "Personal care",
        ],
        3590,
    ),
    product(["洗衣凝珠", "Laundry pods", "清洁用品", "Cleaning"], 3990),
    product(["沐浴露", "Shower gel", "身体护理", "Body care"], 4990),
    product(
        [
            "无硅油洗发水",
            "Silicone-free shampoo",
            "个人护理",
            "Personal care",
        ],
        5990,
    ),
    product(
        ["香薰蜡烛", "Scented candle", "家居香氛", "Home fragrance"],
        6900,
    ),
    product(
        [
            "氨基酸洁面乳",
            "Amino acid cleanser",
            "面部护肤",
            "Face care",
        ],
        7900,
    ),
    product(["身体乳", "Body lotion", "身体护理", "Body care"], 8900),
    product(
        ["保湿化妆水", "Moisturising toner", "面部护肤", "Face care"],
        11_900,
    ),
    product(["防晒乳", "Sunscreen", "面部护肤", "Face care"], 12_900),
    product(
        ["无火香薰", "Reed diffuser", "家居香氛", "Home fragrance"],
        15_900,
    ),
    product(
        ["保湿面霜", "Moisturising cream", "面部护肤", "Face care"],
        18_900,
    ),
    product(
        ["烟酰胺精华", "Niacinamide serum", "面部护肤", "Face care"],
        25_900,
    ),
    product(
        [
            "抗皱眼霜",
            "Anti-wrinkle eye cream",
            "面部护肤",
            "Face care",
        ],
        32_900,
    ),
    product(
        [
            "水乳护肤套装",
            "Toner and lotion set",
            "护肤礼盒",
            "Skincare set",
        ],
        45_900,
    ),
    product(
        [
            "紧致精华礼盒",
            "Firming serum set",
            "护肤礼盒",
            "Skincare set",
        ],
        69_900,
    ),
    product(
        [
            "臻选护肤礼盒",
            "Select skincare set",
            "护肤礼盒",
            "Skincare set",
        ],
        109_900,
    ),
];

static CITIES: [City; 21] = [
    city(["上海", "Shanghai", "上海", "Shanghai"], 9),
    city(["北京", "Beijing", "北京", "Beijing"], 8),
    city(["广东", "Guangdong", "广州", "Guangzhou"], 7),
    city(["广东", "Guangdong", "深圳", "Shenzhen"], 7),
    city(["浙江", "Zhejiang", "杭州", "Hangzhou"], 7),
    city(["浙江", "Zhejiang", "宁波", "Ningbo"], 4),
    city(["江苏", "Jiangsu", "南京", "Nanjing"], 5),
    city(["江苏", "Jiangsu", "苏州", "Suzhou"], 5),
    city(["四川", "Sichuan", "成都", "Chengdu"], 6),
    city(["重庆", "Chongqing", "重庆", "Chongqing"], 5),
    city(["湖北", "Hubei", "武汉", "Wuhan"], 5),
    city(["湖南", "Hunan", "长沙", "Changsha"], 4),
    city(["陕西", "Shaanxi", "西安", "Xi'an"], 4),
    city(["山东", "Shandong", "青岛", "Qingdao"], 4),
    city(["山东", "Shandong", "济南", "Jinan"], 3),
    city(["河南", "Henan", "郑州", "Zhengzhou"], 4),
    city(["福建", "Fujian", "厦门", "Xiamen"], 3),
    city(["安徽", "Anhui", "合肥", "Hefei"], 3),
    city(["辽宁", "Liaoning", "沈阳", "Shenyang"], 3),
    city(["云南", "Yunnan", "昆明", "Kunming"], 2),
    city(["广西", "Guangxi", "南宁", "Nanning"], 2),
];

/// Channels, each with its customers per hundred.
static CHANNELS: [(Channel, u64); 5] = [
    (
        Channel {
            zh: "天猫旗舰店",
            en: "Tmall",
        },
        36,
    ),
    (
        Channel {
            zh: "京东自营",
            en: "JD",
        },
        22,
    ),
    (
        Channel {
            zh: "抖音小店",
            en: "Douyin",
        },
        21,
    ),
    (
        Channel {
            zh: "微信小程序",
            en: "WeChat",
        },
        14,
    ),
    (
        Channel {
            zh: "线下门店",
            en: "Store",
        },
        7,
    ),
];

const fn product([zh, en, category_zh, category_en]: [&'static str; 4], price: u64) -> Product {
    Product {
        zh,
        en,
        category_zh,
        category_en,
        price,
    }
}

const fn city([province_zh, province_en, zh, en]: [&'static str; 4], share: u64) -> City {
    City {
        province_zh,
        province_en,
        zh,
        en,
        share,
    }
}

/// An article for somebody who means to spend `target` fen on one line: not dearer than that unless
/// nothing is, and not so cheap that it would take more than a dozen. Where that is `taken` already, the
/// next cheaper one that is not, or else a dearer one.
pub(crate) fn article(
    target: u64,
    taken: impl Fn(&Product) -> bool,
    choose: impl Fn(Range<usize>) -> usize,
) -> &'static Product {
    let affordable = PRODUCTS
        .partition_point(|product| product.price <= target)
        .max(1);
    let worthwhile = PRODUCTS.partition_point(|product| product.price * 12 < target);
    let choice = choose(worthwhile.min(affordable - 1)..affordable);
    let (cheaper, dearer) = PRODUCTS.split_at(choice + 1);
    let mut nearest = cheaper.iter().rev().chain(dearer);
    nearest
        .find(|product| !taken(product))
        .expect("more articles than lines")
}

/// The home of a customer.
pub(crate) fn home(key: Key, index: u64) -> &'static City {
    weighted(&CITIES, |city| city.share, key.below(index, 100))
}

/// A channel of the company.
pub(crate) fn channel(key: Key, index: u64) -> Channel {
    weighted(&CHANNELS, |channel| channel.1, key.below(index, 100)).0
}

/// The item in whose share `point` falls.
fn weighted<T>(items: &'static [T], share: impl Fn(&T) -> u64, mut point: u64) -> &'static T {
    for item in items {
        match point.checked_sub(share(item)) {
            Some(rest) => point = rest,
            None => return item,
        }
    }
    unreachable!("shares sum to a hundred")
}

#[cfg(test)]
mod tests {
    use super::{CHANNELS, CITIES, PRODUCTS};

    #[test]
    fn shares_are_complete_and_prices_rise() {
        assert_eq!(CITIES.iter().map(|city| city.share).sum::<u64>(), 100);
        assert_eq!(CHANNELS.iter().map(|channel| channel.1).sum::<u64>(), 100);
        assert!(PRODUCTS.is_sorted_by_key(|product| product.price));
    }
}
