//! [`Feature`]: what the questionnaire asks about, and which category is planted in it.

use fourr_locale::Lang;

use super::category::Category;

/// Respondents fall into two groups that no column tells; most features mean the same to both.
pub(super) const GROUPS: usize = 2;

/// A feature of the membership programme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Feature {
    zh: &'static str,
    en: &'static str,
    /// The category planted in each group.
    pub(super) planted: [Category; GROUPS],
    /// Thousandths that answer as planted rather than by the noise of every questionnaire.
    pub(super) clarity: u64,
}

/// The twelve features of the practice questionnaire.
pub(super) const FEATURES: [Feature; 12] = {
    use Category::{Attractive, Indifferent, MustBe, OneDimensional, Reverse};
    [
        Feature::shared("七天无理由退货", "seven-day returns", MustBe, 620),
        Feature::shared("物流实时查询", "parcel tracking", MustBe, 540),
        Feature::shared("正品溯源", "proof of origin", MustBe, 480),
        Feature::shared("全场包邮", "free shipping", OneDimensional, 580),
        Feature::shared("会员折扣", "member discount", OneDimensional, 460),
        Feature::split(
            "专属顾问",
            "personal adviser",
            [Indifferent, OneDimensional],
            600,
        ),
        Feature::shared("生日礼盒", "birthday gift", Attractive, 600),
        Feature::shared("新品试用", "samples of new products", Attractive, 500),
        Feature::split("肤质测试", "skin test", [Attractive, Indifferent], 640),
        Feature::shared("每日签到", "daily check-in", Indifferent, 520),
        Feature::shared("等级勋章", "badges", Indifferent, 640),
        Feature::shared("每日短信", "daily text messages", Reverse, 600),
    ]
};

impl Feature {
    const fn shared(zh: &'static str, en: &'static str, planted: Category, clarity: u64) -> Self {
        Self::split(zh, en, [planted; GROUPS], clarity)
    }

    const fn split(
        zh: &'static str,
        en: &'static str,
        planted: [Category; GROUPS],
        clarity: u64,
    ) -> Self {
        Self {
            zh,
            en,
            planted,
            clarity,
        }
    }

    pub(super) fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}
