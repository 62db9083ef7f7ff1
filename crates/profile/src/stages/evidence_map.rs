//! [`EvidenceMap`]: which events are evidence of which stage.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    Stage,
    words::{contains, plain},
};

/// Events and the stages they are evidence of, by section 2.7 of the method reference. 收藏 and 加购 are placed
/// differently by different textbooks: the map is a parameter.
const USUAL: [(Stage, &[&str]); 5] = [
    (
        Stage::Attention,
        &[
            "impression",
            "ad_view",
            "push_received",
            "exposure",
            "曝光",
            "展现",
            "触达",
            "推送到达",
        ],
    ),
    (
        Stage::Interest,
        &[
            "click",
            "page_view",
            "pv",
            "view",
            "browse",
            "search",
            "video_play",
            "visit",
            "open",
            "点击",
            "浏览",
            "搜索",
            "播放",
            "访问",
            "打开",
        ],
    ),
    (
        Stage::Desire,
        &[
            "add_to_cart",
            "cart",
            "consult",
            "compare",
            "trial",
            "read_review",
            "加购",
            "加入购物车",
            "咨询",
            "比价",
            "试用",
            "看评价",
        ],
    ),
    (
        Stage::Memory,
        &[
            "favorite",
            "fav",
            "follow",
            "subscribe",
            "coupon_claim",
            "brand_search",
            "revisit",
            "收藏",
            "关注",
            "订阅",
            "领券",
            "品牌词搜索",
            "回访",
        ],
    ),
    (
        Stage::Action,
        &[
            "purchase",
            "buy",
            "order",
            "pay",
            "payment",
            "register",
            "lead",
            "store_visit",
            "下单",
            "提交订单",
            "成交",
            "购买",
            "支付",
            "付款",
            "注册",
            "留资",
            "到店核销",
            "到店",
        ],
    ),
];

/// Words that undo what the rest of an event says: 取消收藏 is no evidence of 收藏.
const UNDOING: &[&str] = &[
    "取消",
    "移出",
    "移除",
    "删除",
    "退款",
    "退货",
    "放弃",
    "未",
    "cancel",
    "remove",
    "delete",
    "refund",
    "return",
    "abandon",
    "unfollow",
    "unsubscribe",
];

/// An event that is evidence of a stage: `收藏=M`, or of none: `click=-`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct StageOfEvent {
    /// The event as the data names it, or a word in its name; case and width do not matter.
    pub event: String,
    /// The stage; `None` takes the event out of the map.
    pub stage: Option<Stage>,
}

/// Why a line of a map is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No stage.
    #[error("{0:?} has no stage, expected EVENT=A1|I|D|M|A2, or EVENT=- for none")]
    Stage(String),
    /// No level.
    #[error("{0:?} has no level, expected WORD=1 to WORD=5, or WORD=LEVEL:WEIGHT")]
    Level(String),
}

impl FromStr for StageOfEvent {
    type Err = MapError;

    fn from_str(text: &str) -> Result<Self, MapError> {
        let wrong = || MapError::Stage(text.to_owned());
        let (event, code) = text.rsplit_once('=').ok_or_else(wrong)?;
        let stage = match code.trim() {
            "-" => None,
            code => Some(Stage::of_code(code).ok_or_else(wrong)?),
        };
        if event.trim().is_empty() {
            return Err(wrong());
        }
        Ok(Self {
            event: event.trim().to_owned(),
            stage,
        })
    }
}

impl TryFrom<String> for StageOfEvent {
    type Error = MapError;

    fn try_from(text: String) -> Result<Self, MapError> {
        text.parse()
    }
}

impl From<StageOfEvent> for String {
    fn from(line: StageOfEvent) -> Self {
        line.to_string()
    }
}

impl fmt::Display for StageOfEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.stage.map_or("-", Stage::code);
        write!(f, "{}={code}", self.event)
    }
}

/// Which events are evidence of which stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct EvidenceMap(Vec<StageOfEvent>);

impl EvidenceMap {
    /// The usual map, changed by some lines of one's own.
    pub fn usual(own: &[StageOfEvent]) -> Self {
        let usual = USUAL.iter().flat_map(|(stage, events)| {
            events.iter().map(|event| StageOfEvent {
                event: (*event).to_owned(),
                stage: Some(*stage),
            })
        });
        let mut map = Self(usual.collect());
        for line in own {
            map.0
                .retain(|other| plain(&other.event) != plain(&line.event));
            map.0.push(line.clone());
        }
        map
    }

    /// A map of these lines alone.
    pub fn only(lines: Vec<StageOfEvent>) -> Self {
        Self(lines)
    }

    /// The stage that an event is evidence of: that of the line which names it; else, as event names vary (提交订单, 支付成功),
    /// that of the longest line that its name contains, unless the name undoes it (取消收藏).
    pub fn stage(&self, event: &str) -> Option<Stage> {
        let event = plain(event);
        if let Some(line) = self.0.iter().find(|line| plain(&line.event) == event) {
            return line.stage;
        }
        if UNDOING.iter().any(|word| event.contains(word)) {
            return None;
        }
        let within = self
            .0
            .iter()
            .filter(|line| contains(&event, &plain(&line.event)));
        within
            .max_by_key(|line| line.event.chars().count())
            .and_then(|line| line.stage)
    }

    /// The lines of the map.
    pub fn lines(&self) -> &[StageOfEvent] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_lines_come_before_the_usual_ones() {
        let own = ["收藏=D", "click=-", "看直播=I"].map(|line| line.parse().unwrap());
        let map = EvidenceMap::usual(&own);
        let of = |event: &str| map.stage(event).map(Stage::code);
        assert_eq!(
            [of("收藏"), of("click"), of("看直播"), of("加购")],
            [Some("D"), None, Some("I"), Some("D")]
        );
        assert_eq!(
            [of("Add to Cart"), of("ＰＶ"), of("wave")],
            [Some("D"), Some("I"), None]
        );
    }

    #[test]
    fn names_of_events_that_contain_a_word_of_the_map_are_understood() {
        let map =
            EvidenceMap::usual(&["取消收藏=I", "支付成功=-"].map(|line| line.parse().unwrap()));
        for (event, stage) in [
            ("广告触达", Some("A1")),
            ("浏览商品", Some("I")),
            ("搜索商品", Some("I")),
            ("品牌词搜索", Some("M")),
            ("提交订单", Some("A2")),
            ("product_page_view", Some("I")),
            ("remove_from_cart", None),
            ("取消关注", None),
            ("取消收藏", Some("I")),
            ("支付成功", None),
            ("评价商品", None),
            ("preview", None),
        ] {
            assert_eq!(map.stage(event).map(Stage::code), stage, "{event}");
        }
    }

    #[test]
    fn lines_without_a_stage_are_refused() {
        for text in ["收藏", "收藏=X", "=D", "  =I"] {
            assert!(text.parse::<StageOfEvent>().is_err(), "{text}");
        }
        assert_eq!(
            "a=b=a2".parse::<StageOfEvent>().unwrap().to_string(),
            "a=b=A2"
        );
    }
}
