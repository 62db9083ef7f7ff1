//! What is planted: the channels, the stages, and how many go on from each.

use fourr_locale::Lang;

/// What a member does or sees, in the order of the funnel; the last two are no stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Open,
    View,
    Cart,
    Order,
    Pay,
    Review,
    Search,
    Exposure,
}

/// Stages of the funnel.
pub(super) const STAGES: [Kind; 6] = [
    Kind::Open,
    Kind::View,
    Kind::Cart,
    Kind::Order,
    Kind::Pay,
    Kind::Review,
];

impl Kind {
    pub(super) fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Open => lang.pick("打开应用", "open"),
            Self::View => lang.pick("浏览商品", "view"),
            Self::Cart => lang.pick("加入购物车", "add_to_cart"),
            Self::Order => lang.pick("提交订单", "order"),
            Self::Pay => lang.pick("支付成功", "pay"),
            Self::Review => lang.pick("评价商品", "review"),
            Self::Search => lang.pick("搜索商品", "search"),
            Self::Exposure => lang.pick("广告触达", "exposure"),
        }
    }
}

/// A channel: how its members behave, and whom its advertising reaches.
#[derive(Debug)]
pub(crate) struct Channel {
    zh: &'static str,
    en: &'static str,
    /// Whether it reaches people outside of the network.
    pub(super) offline: bool,
    /// Permille of the members who use it.
    pub(super) share: u64,
    /// Permille of those at each stage who go on to the next.
    pub(super) rates: [u64; 5],
    /// Permille of chance that a visit is followed by another.
    pub(super) loyalty: u64,
    /// Permille of the members whom its advertising reaches.
    pub(super) reach: u64,
    /// Permille of chance that an exposure is followed by another.
    pub(super) repetition: u64,
    /// What an exposure costs, in fen.
    pub(crate) cost: i64,
}

impl Channel {
    pub(crate) fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// The channels, the shares of which sum to 1,000.
pub(crate) const CHANNELS: [Channel; 5] = [
    Channel {
        zh: "搜索广告",
        en: "search",
        offline: false,
        share: 260,
        rates: [860, 460, 620, 840, 300],
        loyalty: 640,
        reach: 220,
        repetition: 450,
        cost: 180,
    },
    Channel {
        zh: "信息流",
        en: "feed",
        offline: false,
        share: 340,
        rates: [720, 240, 480, 720, 220],
        loyalty: 460,
        reach: 420,
        repetition: 600,
        cost: 35,
    },
    Channel {
        zh: "直播间",
        en: "live stream",
        offline: false,
        share: 200,
        rates: [800, 380, 700, 900, 260],
        loyalty: 560,
        reach: 240,
        repetition: 500,
        cost: 60,
    },
    Channel {
        zh: "门店导购",
        en: "store",
        offline: true,
        share: 120,
        rates: [900, 420, 560, 880, 380],
        loyalty: 720,
        reach: 120,
        repetition: 250,
        cost: 420,
    },
    Channel {
        zh: "电梯媒体",
        en: "elevator screens",
        offline: true,
        share: 80,
        rates: [640, 200, 420, 700, 180],
        loyalty: 340,
        reach: 300,
        repetition: 680,
        cost: 22,
    },
];

/// The campaign that runs in a month, from 1.
pub(crate) fn campaign(month: u32, lang: Lang) -> &'static str {
    match month {
        3 => lang.pick("三八女神节", "women's day"),
        6 => lang.pick("618大促", "618"),
        9 => lang.pick("秋季上新", "autumn arrivals"),
        10 => lang.pick("会员月", "members' month"),
        11 => lang.pick("双11大促", "double 11"),
        12 => lang.pick("双12大促", "double 12"),
        _ => lang.pick("日常投放", "always on"),
    }
}

#[cfg(test)]
mod tests {
    use super::CHANNELS;

    #[test]
    fn every_member_has_a_channel() {
        assert_eq!(
            CHANNELS.iter().map(|channel| channel.share).sum::<u64>(),
            1_000
        );
    }
}
