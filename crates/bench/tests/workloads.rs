//! The workloads against what is known of them without any program.

use std::{fs, path::Path};

use fourr_bench::{BenchError, DataFormat, Task, checksum};

#[test]
fn equal_seeds_give_equal_bytes_and_formats_equal_answers() {
    for task in Task::ALL {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let formats = [DataFormat::Parquet, DataFormat::Parquet, DataFormat::Csv];
        let made = std::array::from_fn::<_, 3, _>(|at| {
            task.make(500, 7, formats[at], folders[at].path()).unwrap()
        });
        let sums = [0, 1].map(|at: usize| checksum(folders[at].path()).unwrap());
        assert_eq!(sums[0], sums[1], "{task}");
        let [parquet, _, csv] =
            made.map(|workload| workload.expected(Path::new("")).unwrap().unwrap());
        assert!(parquet.len() > 20, "{task}");
        assert_eq!(csv.agreement(task, &parquet).unwrap(), parquet.len());
    }
}

#[test]
fn another_seed_is_another_answer() {
    for task in Task::ALL {
        let [one, other] = [7, 8].map(|seed| {
            let folder = tempfile::tempdir().unwrap();
            let workload = task.make(500, seed, DataFormat::Parquet, folder.path());
            workload.unwrap().expected(Path::new("")).unwrap().unwrap()
        });
        assert!(one.agreement(task, &other).is_err(), "{task}");
    }
}

/// Three customers by hand. C buys on day 10 (the last, so the analysis is on day 11) for 60, B twice until day 5 for 30 and 30,
/// A on day 1 for 10; B's cancelled order does not count, a refund of 20 lowers C's amount. Recency 10, 6, 1, mean 17/3; orders
/// 1, 2, 1; amounts 10, 60, 40, mean 110/3. Types: A 000, B 011 (6 is above the mean), C 101.
const ORDERS: &str = "order_id,customer_id,order_time,amount,channel,status
1,1,2024-01-01 10:00:00,10.0,x,completed
2,2,2024-01-02 10:00:00,30.0,x,completed
3,2,2024-01-05 10:00:00,30.0,x,completed
4,2,2024-01-06 10:00:00,99.0,x,cancelled
5,3,2024-01-10 10:00:00,60.0,x,completed
6,3,2024-01-10 11:00:00,-20.0,x,refunded
";

#[test]
fn the_oracle_of_rfm_agrees_with_a_hand_calculation() {
    let folder = tempfile::tempdir().unwrap();
    let workload = Task::Rfm
        .make(100, 1, DataFormat::Csv, folder.path())
        .unwrap();
    // The workload reads the file that it made: here another one in its place.
    fs::write(folder.path().join("rfm.csv"), ORDERS).unwrap();
    let answer = workload.expected(Path::new("")).unwrap().unwrap();
    let by_hand = [
        ("customers", "3"),
        ("orders", "4"),
        ("amount", "110"),
        ("type 000", "1"),
        ("type 011", "1"),
        ("type 101", "1"),
        ("type 111", "0"),
    ];
    for (name, value) in by_hand {
        assert_eq!(answer.get(name).unwrap().to_string(), value, "{name}");
    }
}

/// Two persons by hand: 1 opens, views after eight days, opens again and views at once; 2 only views.
const EVENTS: &str = "customer_id,event,event_time,channel,amount
1,open,2024-01-01 10:00:00,search,
1,view,2024-01-09 10:00:01,search,
1,open,2024-01-10 10:00:00,search,
1,view,2024-01-10 10:00:00,search,
1,order,2024-01-11 10:00:00,search,5.0
2,view,2024-01-01 10:00:00,feed,
";

#[test]
fn the_oracle_of_the_funnel_agrees_with_a_hand_calculation() {
    let folder = tempfile::tempdir().unwrap();
    let workload = Task::Funnel
        .make(100, 1, DataFormat::Csv, folder.path())
        .unwrap();
    fs::write(folder.path().join("funnel.csv"), EVENTS).unwrap();
    let answer = workload.expected(Path::new("")).unwrap().unwrap();
    for (name, value) in [
        ("search stage 1", "1"),
        ("search stage 2", "1"),
        ("search stage 4", "0"),
        ("all stage 2", "1"),
    ] {
        assert_eq!(answer.get(name).unwrap().to_string(), value, "{name}");
    }
    assert_eq!(answer.get("feed stage 1"), None);
}

#[test]
fn a_size_without_rows_and_a_folder_without_a_result_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let none = Task::Rfm.make(0, 1, DataFormat::Csv, folder.path());
    assert!(matches!(none, Err(BenchError::NoRows)));
    let workload = Task::Rfm
        .make(10, 1, DataFormat::Csv, folder.path())
        .unwrap();
    assert!(matches!(
        workload.found(folder.path()),
        Err(BenchError::File { .. })
    ));
    fs::write(folder.path().join("summary.json"), "{}").unwrap();
    let lacking = workload.found(folder.path()).unwrap_err();
    assert_eq!(lacking.to_string(), "rfm: the result has no /rows/read");
}
