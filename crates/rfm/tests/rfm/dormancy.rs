//! The two rules of dormancy side by side.

use std::path::PathBuf;

use chrono::NaiveDate;
use fourr_rfm::{Dormancy, Rfm, Status};
use fourr_table::Input;

// Section 3.7 of the method reference: A has been silent for 6 days of a cycle of 28.33, B for 81 of 20, C for 30
// of 20, D for 275 of 20: active, lost, at risk and lost by cycles. Fixed days of 25, 50 and 80 say the same; of
// 90, 180 and 365 they leave A, B and C active, and make D dormant.
#[test]
fn both_rules_of_the_worked_four() {
    let path = "tests/golden/cycle_dormancy/orders.csv";
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    let table = Input::of([path]).open().unwrap();
    let cross = |dormancy, days: [f64; 3]| {
        let rfm = Rfm {
            as_of: NaiveDate::from_ymd_opt(2021, 12, 31),
            dormancy,
            dormancy_days: days.to_vec(),
            ..Rfm::default()
        };
        let cycle = rfm.segment(&table).unwrap().summary.cycle.unwrap();
        let states = cycle.cross.iter();
        let states = states.map(|of| (of.by_cycle, of.by_days, of.customers));
        states.collect::<Vec<_>>()
    };
    let short = [25.0, 50.0, 80.0];
    let (active, risk, lost) = (Status::Active, Status::AtRisk, Status::Lost);
    let alike = [(active, active, 1), (risk, risk, 1), (lost, lost, 2)];
    // Whichever rule is in force.
    for dormancy in [Dormancy::Cycle, Dormancy::Days] {
        assert_eq!(cross(dormancy, short), alike);
        let long = [
            (active, active, 1),
            (risk, active, 1),
            (lost, active, 1),
            (lost, Status::Dormant, 1),
        ];
        assert_eq!(cross(dormancy, [90.0, 180.0, 365.0]), long);
    }
}
