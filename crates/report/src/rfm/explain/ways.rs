//! What would move the customer up, in words.

use fourr_rfm::{Explanation, Step, UpwardStep};

use super::amount;
use crate::rfm::subject::Subject;

/// The next classes, then the steps into a better segment.
pub(super) fn sentences(subject: &Subject<'_>, told: &Explanation) -> Vec<String> {
    let mut sentences: Vec<String> = classes(subject, told).into_iter().collect();
    sentences.push(segments(subject, told));
    sentences
}

/// What the next score of each dimension takes; nothing where all are at their best.
fn classes(subject: &Subject<'_>, told: &Explanation) -> Option<String> {
    let to = &told.distances;
    let parts = [
        to.r_score_today.map(|score| {
            subject.text(
                &format!("当天购买，R 得 {score} 分"),
                &format!("R {score} by a purchase today"),
            )
        }),
        to.r_until.map(|date| {
            let score = told.recency.score;
            subject.text(
                &format!("不购买，R 的 {score} 分保持到 {date}"),
                &format!("R stays {score} until {date} without a purchase"),
            )
        }),
        to.next_f_orders
            .zip(to.next_f_score)
            .map(|(orders, score)| {
                let orders = orders_more(subject, orders);
                subject.text(
                    &format!("{orders}，F 得 {score} 分"),
                    &format!("F {score} by {orders}"),
                )
            }),
        to.next_m_amount.zip(to.next_m_score).map(|(more, score)| {
            let more = amount(subject, more);
            subject.text(
                &format!("再消费 {more}，M 得 {score} 分"),
                &format!("M {score} by {more} more"),
            )
        }),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| {
        let parts = parts.join(subject.lang.pick("；", "; "));
        subject.text(
            &format!("下一档得分：{parts}。"),
            &format!("Next scores: {parts}."),
        )
    })
}

/// The steps into a better segment, the cheapest first.
fn segments(subject: &Subject<'_>, told: &Explanation) -> String {
    let mut steps = told.steps.iter();
    let Some(cheapest) = steps.next() else {
        return subject.text(
            "升级：没有单独一步能升到更有价值的一类（分界与断点按现值不变）。",
            "Moving up: no single step leads to a more valuable segment (splits and breaks held fixed).",
        );
    };
    let first = step(subject, cheapest);
    let others: Vec<String> = steps.map(|other| step(subject, other)).collect();
    let or = if others.is_empty() {
        String::new()
    } else {
        let others = others.join(subject.lang.pick("；或", "; or "));
        subject.text(&format!("；或{others}"), &format!("; or {others}"))
    };
    subject.text(
        &format!("升级最省的一步：{first}{or}（分界与断点按现值不变）。"),
        &format!("Moving up, cheapest first: {first}{or} (splits and breaks held fixed)."),
    )
}

fn step(subject: &Subject<'_>, of: &UpwardStep) -> String {
    let what = match of.step {
        Step::PurchaseToday => subject.text("当天再买一次", "a purchase today"),
        Step::Amount => {
            let more = amount(subject, of.size);
            subject.text(&format!("再消费 {more}"), &format!("{more} more"))
        }
        Step::Orders => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole orders, far below 2^53"
            )]
            let orders = of.size as u64;
            orders_more(subject, orders)
        }
    };
    let to = subject.name_of(&of.to);
    subject.text(&format!("{what}，成为{to}"), &format!("{to} by {what}"))
}

fn orders_more(subject: &Subject<'_>, orders: u64) -> String {
    let n = subject.lang.count(orders);
    let noun = if orders == 1 { "order" } else { "orders" };
    subject.text(&format!("再下 {n} 单"), &format!("{n} more {noun}"))
}
