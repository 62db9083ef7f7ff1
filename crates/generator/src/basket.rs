//! [`Buyer`]: what a customer puts into the basket.

use std::ops::Range;
use std::ptr;

use crate::catalogue::{self, City, GIFT, Product};
use crate::line::{Line, Status};
use crate::random::Key;
use crate::segment::Segment;
use crate::shape::{Fate, Shape};

/// Per cent off, one of them drawn for each order.
const DISCOUNTS: [u64; 10] = [0, 0, 0, 0, 0, 0, 5, 5, 10, 15];

/// More pieces of one article than this is not a household.
const MOST_PIECES: u64 = 15;

/// One order, or its refund, about to be written down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occasion {
    pub(crate) number: u64,
    pub(crate) time: i64,
    /// How many orders of the customer come before, by plan.
    pub(crate) ordinal: u64,
    pub(crate) shape: Shape,
    /// Whether the goods come back.
    pub(crate) refund: bool,
}

/// A customer, as far as it concerns what is bought.
#[derive(Debug)]
pub(crate) struct Buyer {
    id: u64,
    key: Key,
    /// What an order costs on average, in fen (分).
    order_budget: u64,
}

impl Buyer {
    /// Where the customer `id` lives. `key` is that of the customers.
    pub(crate) fn home(id: u64, key: Key) -> &'static City {
        catalogue::home(key.child(id), 2)
    }

    /// The customer `id` of `segment`, who places `orders` orders in all. `key` is that of the customers.
    pub(crate) fn new(id: u64, segment: Segment, orders: u64, key: Key) -> Self {
        let key = key.child(id);
        let (lowest, highest) = segment.habit().budget;
        // The smaller of two even draws: many modest spenders, few big ones.
        let spread = highest - lowest;
        let extra = key.below(0, spread).min(key.below(1, spread));
        Self {
            id,
            key,
            order_budget: (lowest + extra) / orders,
        }
    }

    /// Appends the lines of an order.
    pub(crate) fn order(&self, occasion: &Occasion, lines: &mut Vec<Line>) {
        let key = self.key.child(8 + occasion.ordinal);
        let shape = occasion.shape;
        let budget = self.order_budget * (700 + key.below(0, 601)) / 1000;
        let percent_off = *key.choose(1, &DISCOUNTS);
        let paid_lines = shape.lines - u64::from(shape.gift);
        let home = catalogue::home(self.key, 2);
        // Four orders in five go through the customer's own channel.
        let channel = if key.chance(2, 800) {
            catalogue::channel(self.key, 3)
        } else {
            catalogue::channel(key, 3)
        };
        let (status, sign) = match shape.fate {
            Fate::Cancellation => (Status::Cancelled, 1),
            _ if occasion.refund => (Status::Refunded, -1),
            _ => (Status::Completed, 1),
        };
        let first = lines.len();
        for index in 0..shape.lines {
            let (product, quantity) = if index >= paid_lines || shape.fate == Fate::Sample {
                (&GIFT, 1)
            } else {
                let taken = |product: &Product| {
                    lines[first..]
                        .iter()
                        .any(|line| ptr::eq(line.product, product))
                };
                pieces(budget / paid_lines, taken, |products| {
                    key.place(4 + index, products)
                })
            };
            let bill = Bill::new(product.price, quantity, percent_off);
            lines.push(Line {
                order: occasion.number,
                customer: self.id,
                time: occasion.time,
                product,
                quantity: sign * bill.quantity,
                unit_price: bill.unit_price,
                discount: sign * bill.discount,
                amount: if status == Status::Cancelled {
                    0
                } else {
                    sign * bill.amount()
                },
                channel,
                city: home,
                status,
            });
        }
    }
}

/// What to buy for about `target` fen, of what is not `taken`, where `choose` decides.
fn pieces(
    target: u64,
    taken: impl Fn(&Product) -> bool,
    choose: impl Fn(Range<usize>) -> usize,
) -> (&'static Product, u64) {
    let product = catalogue::article(target, taken, choose);
    let quantity = (target + product.price / 2) / product.price;
    (product, quantity.clamp(1, MOST_PIECES))
}

/// The figures of a line, in fen (分) and pieces.
struct Bill {
    quantity: i64,
    unit_price: i64,
    discount: i64,
}

impl Bill {
    fn new(price: u64, quantity: u64, percent_off: u64) -> Self {
        let signed = |figure| i64::try_from(figure).expect("prices are small");
        Self {
            quantity: signed(quantity),
            unit_price: signed(price),
            discount: signed(price * quantity * percent_off / 100),
        }
    }

    fn amount(&self) -> i64 {
        self.quantity * self.unit_price - self.discount
    }
}
