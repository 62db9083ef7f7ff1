//! What rules, programs and reasons are called.

use fourr_funnel::{Counting, Definition, Like, Mode, Start, Window};
use fourr_locale::Lang;

pub(super) fn mode(mode: Mode, lang: Lang) -> &'static str {
    match mode {
        Mode::StrictDedup => lang.pick(
            "已完成的步骤再次出现即停止",
            "a filled step that occurs again ends it",
        ),
        Mode::StrictOrder => lang.pick(
            "步骤之间出现其他事件即停止",
            "another event between steps ends it",
        ),
        Mode::StrictIncrease => lang.pick(
            "每一步的时间必须晚于上一步",
            "every step later than the one before",
        ),
        Mode::Consecutive => lang.pick(
            "步骤之间不得有其他事件，之后可重新开始",
            "no other event between steps; a later attempt may follow",
        ),
        Mode::Once => lang.pick("一个事件只能满足一个步骤", "an event fills one step only"),
        Mode::AnyOrder => lang.pick("步骤可按任意顺序", "steps in any order"),
        Mode::AllEarlier => lang.pick(
            "之前的步骤都已完成，不论先后",
            "all earlier steps done, in any order",
        ),
        Mode::Independent => lang.pick("各步骤单独统计", "each step for itself"),
    }
}

pub(super) fn start(start: Start, lang: Lang) -> &'static str {
    match start {
        Start::Newest => lang.pick(
            "任一首步事件均可开始，跟踪最新的链",
            "any first step may start; the newest chain is followed",
        ),
        Start::Best => lang.pick(
            "任一首步事件均可开始，取最长的链",
            "any first step may start; the longest chain counts",
        ),
        Start::First => lang.pick(
            "只从每人的第一个首步事件开始",
            "only the person's first first-step event may start",
        ),
    }
}

pub(super) fn counting(counting: Counting, lang: Lang) -> &'static str {
    match counting {
        Counting::Persons => lang.pick(
            "按人计数，每人取最好的一次",
            "persons, each once at their best",
        ),
        Counting::Sessions => lang.pick("按会话计数", "sessions"),
        Counting::Attempts => lang.pick("按尝试计数，互不重叠", "attempts that do not overlap"),
    }
}

/// A mode in a word or two.
fn short(mode: Mode, lang: Lang) -> &'static str {
    match mode {
        Mode::StrictDedup => lang.pick("严格去重", "strict dedup"),
        Mode::StrictOrder => lang.pick("严格顺序", "strict order"),
        Mode::StrictIncrease => lang.pick("严格递增", "strict increase"),
        Mode::Consecutive => lang.pick("连续", "consecutive"),
        Mode::Once => lang.pick("一事一步", "once"),
        Mode::AnyOrder => lang.pick("任意顺序", "any order"),
        Mode::AllEarlier => lang.pick("前序皆成", "all earlier"),
        Mode::Independent => lang.pick("各步独立", "independent"),
    }
}

/// A definition in a word or two.
pub(super) fn definition(of: &Definition, lang: Lang) -> String {
    if let Some(like) = of.like {
        return match like {
            Like::Clickhouse => "ClickHouse",
            Like::Posthog => "PostHog",
            Like::Amplitude => "Amplitude",
            Like::Mixpanel => "Mixpanel",
            Like::Strict => lang.pick("严格连续", "Consecutive"),
            Like::FirstStart => lang.pick("首次开始", "First start"),
            Like::AnyOrder => lang.pick("任意顺序", "Any order"),
            Like::AllEarlier => lang.pick("前序皆成", "All earlier"),
            Like::Independent => lang.pick("各步独立", "Independent"),
        }
        .to_owned();
    }
    let mut parts: Vec<String> = of
        .modes
        .iter()
        .map(|mode| short(*mode, lang).to_owned())
        .collect();
    if of.start != Start::Newest {
        parts.push(lang.pick("另定起点", "other start").to_owned());
    }
    if of.counting != Counting::Persons {
        parts.push(counting(of.counting, lang).to_owned());
    }
    parts.join(" + ")
}

/// Whose definition it is, and where it is published.
pub(super) fn origin(of: &Definition, lang: Lang) -> String {
    let source = match of.like {
        Some(Like::Strict) => lang.pick(
            "PostHog 的 strict、Amplitude 的 exact order",
            "PostHog strict, Amplitude exact order",
        ),
        Some(Like::FirstStart) => lang.pick(
            "关联每人首个首步事件的 SQL 写法",
            "queries that join each person's first event of the first step",
        ),
        Some(Like::AnyOrder) => lang.pick(
            "PostHog、Amplitude、Mixpanel 的 any order",
            "any order of PostHog, Amplitude and Mixpanel",
        ),
        Some(Like::AllEarlier) => lang.pick(
            "只要求前序步骤都完成的报表",
            "reports that require all earlier stages",
        ),
        Some(Like::Independent) => lang.pick(
            "逐步单独计数的报表",
            "reports that count each stage for itself",
        ),
        Some(published) => published.source().unwrap_or_default(),
        None => {
            let modes: Vec<&str> = of.modes.iter().map(|mode| mode.name()).collect();
            return match lang {
                Lang::Zh => format!("ClickHouse windowFunnel，模式 {}", modes.join("、")),
                Lang::En => format!("ClickHouse windowFunnel, modes: {}", modes.join(", ")),
            };
        }
    };
    source.to_owned()
}

/// A window in words.
pub(super) fn window(of: Window, lang: Lang) -> String {
    let seconds = of.span().map(|span| span.micros() as f64 / 1e6);
    seconds.map_or_else(
        || lang.pick("不限", "any time").to_owned(),
        |seconds| super::subject::duration(seconds, lang),
    )
}

/// Why rows are set aside, by the key of the summary.
pub(super) fn reason(key: &'static str, lang: Lang) -> &'static str {
    match key {
        "missing_person" => lang.pick("缺少用户编号", "No person"),
        "missing_event" => lang.pick("缺少事件或阶段", "No event or stage"),
        "missing_time" => lang.pick("缺少时间", "No time"),
        "unreadable_time" => lang.pick("时间无法识别", "A time that cannot be read"),
        "future" => lang.pick("晚于统计截止时间", "Later than the last moment that counts"),
        "missing_property" => lang.pick(
            "缺少需保持一致的属性或会话",
            "No value of the held property or session",
        ),
        "duplicate" => lang.pick(
            "同一人同一时刻的重复事件",
            "The same event of the same person at the same time",
        ),
        "unreadable_count" => lang.pick("数量缺失或无法识别", "No count, or none that can be read"),
        "other_stage" => lang.pick("不属于漏斗的阶段", "A stage that is no step of the funnel"),
        other => other,
    }
}
