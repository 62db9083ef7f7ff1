//! Whole portraits of small tables: what is found, what is withheld, and that the order of rows does not matter.

use fourr_profile::{
    Lists, Portrait, Profile, SourceKind, Sources,
    clusters::{ClusterCount, ClusterOutcome},
    privacy::{IdForm, Treatment},
    statistics::{Base, Statistics, Verdict},
};
use fourr_table::Table;
use polars::prelude::*;

/// 400 people: half of them in each city; in the first three in four are women, in the second one in four; spending tells
/// the cities apart.
fn people() -> DataFrame {
    let row = 0..400_i64;
    let city: Vec<&str> = row
        .clone()
        .map(|id| if id % 2 == 0 { "上海" } else { "成都" })
        .collect();
    let gender: Vec<&str> = row
        .clone()
        .map(|id| {
            if (id / 2) % 4 < 3 - 2 * (id % 2) {
                "女"
            } else {
                "男"
            }
        })
        .collect();
    let spend: Vec<f64> = row
        .clone()
        .map(|id| if id % 2 == 0 { 900.0 } else { 100.0 } + ((id * 37) % 50) as f64)
        .collect();
    let visits: Vec<f64> = row
        .clone()
        .map(|id| if id % 2 == 0 { 30.0 } else { 5.0 } + ((id * 11) % 7) as f64)
        .collect();
    let phone: Vec<String> = row.map(|id| format!("138{:08}", id * 7_919)).collect();
    df!["customer_id" => phone, "city" => city, "gender" => gender, "spend" => spend, "visits" => visits].unwrap()
}

fn orders() -> DataFrame {
    let buyer = |order: i64| (order * 3) % 120;
    let order: Vec<i64> = (0..300).collect();
    let customer: Vec<String> = order
        .iter()
        .map(|order| format!("138{:08}", buyer(*order) * 7_919))
        .collect();
    let time: Vec<String> = order
        .iter()
        .map(|order| format!("2024-03-{:02} {:02}:15:00", order % 28 + 1, order % 24))
        .collect();
    let amount: Vec<f64> = order
        .iter()
        .map(|order| 10.0 + (order % 9) as f64)
        .collect();
    let channel: Vec<&str> = order
        .iter()
        .map(|order| if order % 3 == 0 { "App" } else { "门店" })
        .collect();
    df![
        "customer_id" => customer, "order_id" => order, "order_time" => time, "amount" => amount, "channel" => channel
    ]
    .unwrap()
}

fn portray(statistics: Statistics, people: DataFrame, orders: Option<DataFrame>) -> Portrait {
    let profile = Profile {
        statistics,
        ..Profile::default()
    };
    let mut sources = Sources::default();
    sources
        .add(
            &profile,
            Table::from_frame(people),
            Some(SourceKind::Persons),
        )
        .unwrap();
    if let Some(orders) = orders {
        sources
            .add(
                &profile,
                Table::from_frame(orders),
                Some(SourceKind::Orders),
            )
            .unwrap();
    }
    profile.portray(None, &sources, &Lists::default()).unwrap()
}

fn asked() -> Statistics {
    Statistics {
        target: vec!["gender=女".parse().unwrap()],
        clusters: Some(ClusterCount::Auto),
        ..Statistics::default()
    }
}

/// By hand: of 200 women 150 live in 上海, of all 400 people 200 do: an index of 0.75 / 0.5 = 150.
#[test]
fn the_index_of_a_city_is_that_of_the_counts() {
    let found = portray(asked(), people(), None);
    let target = found.summary.figures.target.unwrap();
    assert_eq!(
        (
            target.groups.target,
            target.groups.base,
            target.compared_with
        ),
        (200, 400, Base::All)
    );
    let city = target
        .tgi
        .iter()
        .find(|row| row.tag == "city" && row.value == "上海")
        .unwrap();
    let affinity = city.affinity.as_ref().unwrap();
    assert!((affinity.tgi.unwrap() - 150.0).abs() < 1e-9);
    assert_eq!(affinity.verdict, Verdict::Preferred);
}

#[test]
fn clusters_are_the_cities_with_a_rule_that_says_so() {
    let found = portray(asked(), people(), None);
    let Some(ClusterOutcome::Found(clusters)) = found.summary.figures.clusters else {
        panic!("no clusters");
    };
    assert_eq!(clusters.found.len(), 2);
    for (person, label) in clusters.of_person.iter().enumerate() {
        assert_eq!(*label, clusters.of_person[person % 2]);
    }
    for cluster in &clusters.found {
        assert_eq!(
            (cluster.people, cluster.rule.purity, cluster.rule.coverage),
            (Some(200), Some(1.0), Some(1.0))
        );
        assert_eq!(cluster.rule.conditions.len(), 1);
    }
    assert_eq!(
        (clusters.clustering.elbow, clusters.stability.least),
        (Some(2), Some(1.0))
    );
}

/// By hand: orders 0 to 299 go to people 0, 3, ..., 117: forty buyers of 7 or 8 orders each.
#[test]
fn buyers_are_the_target_where_there_are_orders() {
    let found = portray(Statistics::default(), people(), Some(orders()));
    let figures = &found.summary.figures;
    assert_eq!(figures.target.as_ref().unwrap().groups.target, 40);
    let habits = &figures.habits.as_ref().unwrap().all;
    assert_eq!((habits.buyers, habits.orders), (Some(40), Some(300)));
    let revenue: f64 = (0..300).map(|order| 10.0 + f64::from(order % 9)).sum();
    assert!((habits.revenue.unwrap() - revenue).abs() < 1e-9);
    assert_eq!(habits.channels[0].name.as_deref(), Some("门店"));
    assert_eq!(
        (habits.channels[0].orders, habits.channels[1].orders),
        (Some(200), Some(100))
    );
    assert_eq!(habits.weekdays.iter().flatten().sum::<u64>(), 300);
}

/// By hand: of the forty buyers above every second has an even number and lives in 上海, as half of all people do.
#[test]
fn buyers_are_set_against_all_beside_another_target_group() {
    let found = portray(asked(), people(), Some(orders()));
    let figures = &found.summary.figures;
    assert_eq!(figures.target.as_ref().unwrap().named, ["gender=女"]);
    let buyers = figures.buyers.as_ref().unwrap();
    assert_eq!((buyers.groups.target, buyers.groups.base), (40, 400));
    assert!(buyers.named.is_empty());
    let shanghai = buyers.tgi.iter().find(|row| row.value == "上海").unwrap();
    let affinity = shanghai.affinity.as_ref().unwrap();
    assert_eq!((affinity.target, affinity.tgi), (20, Some(100.0)));
    // Tags that rest on orders alone say of buyers only that they bought.
    let columns = found.tagging.columns();
    assert!(columns.iter().any(|tag| tag.meta.code == "order_count"));
    assert!(buyers.tgi.iter().all(|row| row.tag != "order_count"));
}

#[test]
fn phone_numbers_are_masked_in_the_table_of_persons() {
    let found = portray(asked(), people(), None);
    assert_eq!(
        found.deidentification().unwrap().exported[0].treatment,
        Treatment::Masked
    );
    let persons = found.persons().unwrap();
    let ids = persons.column("person_id").unwrap().str().unwrap();
    assert_eq!(persons.height(), 400);
    assert!(
        ids.iter()
            .flatten()
            .all(|id| id.contains("****") && id.len() == 11)
    );
    let plain = Statistics {
        ids: IdForm::Plain,
        ..asked()
    };
    let plain = portray(plain, people(), None).persons().unwrap();
    assert!(
        plain
            .column("person_id")
            .unwrap()
            .str()
            .unwrap()
            .get(0)
            .unwrap()
            .starts_with("138")
    );
    let dropped = Statistics {
        ids: IdForm::Dropped,
        ..asked()
    };
    assert!(
        portray(dropped, people(), None)
            .persons()
            .unwrap()
            .column("person_id")
            .is_err()
    );
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let json = |people, orders| {
        let found = portray(asked(), people, Some(orders));
        serde_json::to_string(&found.summary.figures).unwrap()
    };
    let (people, orders) = (people(), orders());
    assert_eq!(
        json(people.reverse(), orders.reverse()),
        json(people, orders)
    );
}

/// Seven people of whom two are men: every count of men is withheld, and what would tell it.
#[test]
fn a_table_of_few_people_tells_nothing_of_fewer() {
    let few = people().head(Some(7));
    let found = portray(asked(), few, None);
    let figures = &found.summary.figures;
    assert!(
        figures
            .target
            .as_ref()
            .is_none_or(|target| target.tgi.iter().all(|row| row.withheld))
    );
    for table in &figures.crosstabs {
        assert!(
            table
                .counts
                .iter()
                .flatten()
                .all(|count| *count == 0 || *count >= 5)
        );
    }
    let one = portray(Statistics::default(), people().head(Some(1)), None);
    assert!(one.summary.figures.personas.is_empty());
}
