//! The charts that the standard asks for, each with its reading.

use super::Sheet;
use crate::Step;
use crate::rfm::{cells, segment_charts};

pub(super) fn step(sheet: &Sheet<'_>) -> Step {
    let subject = &sheet.subject;
    let title = subject.text("绘制图表", "Charts");
    let done = subject.say(
        "用矩形树图看各类人数，用条形图看金额占比，用气泡图看各类在 R、F、M 上的位置；图名、单位、样本量与时间写全，图下写出读图结论。",
        "A treemap shows the customers of every segment, bars its share of the amount, bubbles its place in R, F and M. Every chart has a title, units, the number of customers and the period, and its reading below.",
        &[],
    );
    let step = Step::new("charts", title, done)
        .shows(segment_charts::treemap(subject))
        .shows(segment_charts::amount(subject))
        .shows(segment_charts::bubbles(subject));
    if sheet.by_types() {
        return step;
    }
    let [heat_map, ..] = cells::blocks(subject);
    step.shows(heat_map)
}
