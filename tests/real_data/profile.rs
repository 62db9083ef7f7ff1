//! Consumers with published figures, through the public verb; clusters beside those of scikit-learn.

use fourr_profile::{
    Lists, Portrait, Profile, Sources, Statistics,
    clusters::{ClusterCount, ClusterFigures, ClusterOutcome},
    statistics::NumberFigures,
};
use fourr_table::Input;

use super::{data, near};

/// Some files of a data set, profiled without a tag file.
fn portray(profile: &Profile, folder: &str, files: &[&str]) -> Option<Portrait> {
    let folder = data(folder)?;
    let mut sources = Sources::default();
    for file in files {
        let table = Input::of([folder.join(file)]).open().unwrap();
        sources.add(profile, table, None).unwrap();
    }
    Some(profile.portray(None, &sources, &Lists::default()).unwrap())
}

fn plain() -> Profile {
    Profile {
        statistics: Statistics {
            min_group: 0,
            ..Statistics::default()
        },
        ..Profile::default()
    }
}

fn clustered_by(numbers: &[&str], count: ClusterCount) -> Profile {
    let mut profile = plain();
    profile.statistics.numbers = numbers.iter().map(|name| (*name).to_owned()).collect();
    profile.statistics.clusters = Some(count);
    profile
}

/// People with each of some values of a tag.
#[track_caller]
fn counts(portrait: &Portrait, tag: &str, expected: &[(&str, u64)]) {
    let column = portrait.tagging.column(tag).unwrap();
    let tally = column.tally();
    for (value, people) in expected {
        let place = column.value(value).unwrap();
        assert_eq!(tally.values[place], *people, "{tag} = {value}");
    }
}

fn number<'p>(portrait: &'p Portrait, name: &str) -> &'p NumberFigures {
    let numbers = &portrait.summary.figures.numbers;
    numbers.iter().find(|number| number.name == name).unwrap()
}

/// Mean, standard deviation and median to so many places.
#[track_caller]
fn printed(portrait: &Portrait, name: &str, [mean, sd, median]: [f64; 3], places: i32) {
    let number = number(portrait, name);
    near(number.mean.unwrap(), mean, places);
    near(number.sd.unwrap(), sd, places);
    near(number.quartiles.unwrap()[1], median, places);
}

fn clusters(portrait: &Portrait) -> &ClusterFigures {
    match portrait.summary.figures.clusters.as_ref().unwrap() {
        ClusterOutcome::Found(found) => found,
        ClusterOutcome::Refused { reason } => panic!("{reason}"),
    }
}

#[test]
fn the_campaign_data_has_its_published_figures() {
    let files = ["marketing_campaign.csv"];
    let Some(portrait) = portray(&plain(), "marketing_campaign", &files) else {
        return;
    };
    assert_eq!(portrait.tagging.len(), 2_240);
    let income = number(&portrait, "Income");
    assert_eq!(income.known, 2_216);
    near(income.mean.unwrap(), 52_247.25, 2);
    near(income.sd.unwrap(), 25_173.08, 2);
    near(number(&portrait, "Year_Birth").mean.unwrap(), 1_968.81, 2);
    near(number(&portrait, "Recency").mean.unwrap(), 49.109, 3);
    let education = [
        ("Graduation", 1_127),
        ("PhD", 486),
        ("Master", 370),
        ("2n Cycle", 203),
        ("Basic", 54),
    ];
    counts(&portrait, "Education", &education);
    let marital = [
        ("Married", 864),
        ("Together", 580),
        ("Single", 480),
        ("Divorced", 232),
        ("Widow", 77),
        ("Alone", 3),
        ("Absurd", 2),
        ("YOLO", 2),
    ];
    counts(&portrait, "Marital_Status", &marital);
    for (campaign, accepted) in [
        ("AcceptedCmp1", 144),
        ("AcceptedCmp2", 30),
        ("AcceptedCmp3", 163),
        ("AcceptedCmp4", 167),
        ("AcceptedCmp5", 163),
        ("Response", 334),
    ] {
        counts(&portrait, campaign, &[("1", accepted)]);
    }
    for (spend, sum) in [
        ("MntWines", 680_816.0),
        ("MntMeatProducts", 373_968.0),
        ("MntGoldProds", 98_609.0),
        ("MntFishProducts", 84_057.0),
        ("MntSweetProducts", 60_621.0),
        ("MntFruits", 58_917.0),
    ] {
        let of = number(&portrait, spend);
        near(of.mean.unwrap() * of.known as f64, sum, 3);
    }
    near(number(&portrait, "MntWines").mean.unwrap(), 303.936, 3);
    near(number(&portrait, "MntFruits").mean.unwrap(), 26.302, 3);
}

/// Rows that repeat an earlier one, as the published notebooks count them by pandas.
#[test]
fn rows_that_repeat_others_are_as_many_as_published() {
    let published = [
        ("marketing_campaign", "marketing_campaign.csv", "ID", 182),
        (
            "online_shoppers_intention",
            "online_shoppers_intention.csv",
            "",
            125,
        ),
    ];
    for (folder, file, except, repeated) in published {
        let Some(folder) = data(folder) else {
            return;
        };
        let except = if except.is_empty() {
            String::new()
        } else {
            format!("except = [\"{except}\"]\n")
        };
        let recipe = format!("[[step]]\ndo = \"duplicates\"\ncompare = \"raw\"\n{except}");
        let table = Input::of([folder.join(file)]).open().unwrap();
        let cleaning = fourr_clean::Recipe::from_toml(&recipe)
            .unwrap()
            .apply(&table)
            .unwrap();
        let summary = &cleaning.summary;
        assert_eq!(summary.rows_in - summary.rows_out, repeated, "{file}");
    }
}

#[test]
fn the_mall_has_its_published_figures_and_five_clusters() {
    let by = clustered_by(
        &["Annual_Income", "Spending_Score", "Age"],
        ClusterCount::Exactly(5),
    );
    let files = ["Mall_Customers.csv"];
    let Some(portrait) = portray(&by, "mall_customers", &files) else {
        return;
    };
    counts(&portrait, "Gender", &[("Female", 112), ("Male", 88)]);
    printed(&portrait, "Age", [38.85, 13.97, 36.0], 2);
    printed(&portrait, "Annual_Income", [60.56, 26.26, 61.5], 2);
    printed(&portrait, "Spending_Score", [50.20, 25.82, 50.0], 2);
    let auto = clustered_by(&["Annual_Income", "Spending_Score"], ClusterCount::Auto);
    let portrait = portray(&auto, "mall_customers", &files).unwrap();
    let found = clusters(&portrait);
    assert_eq!(found.found.len(), 5);
    assert_eq!(found.clustering.elbow, Some(5));
}

#[test]
fn visits_of_a_shop_are_persons_of_their_own() {
    let visits = Profile {
        each_row: true,
        ..plain()
    };
    let files = ["online_shoppers_intention.csv"];
    let Some(portrait) = portray(&visits, "online_shoppers_intention", &files) else {
        return;
    };
    assert_eq!(portrait.tagging.len(), 12_330);
    counts(&portrait, "Revenue", &[("FALSE", 10_422), ("TRUE", 1_908)]);
    let visitors = [
        ("Returning_Visitor", 10_551),
        ("New_Visitor", 1_694),
        ("Other", 85),
    ];
    counts(&portrait, "VisitorType", &visitors);
}

#[test]
fn households_and_their_baskets_are_counted() {
    let profile = plain();
    let files = ["transactions_sample.parquet"];
    let Some(portrait) = portray(&profile, "completejourney", &files) else {
        return;
    };
    assert_eq!(portrait.tagging.len(), 2_377);
    let habits = portrait.summary.figures.habits.as_ref().unwrap();
    assert_eq!(habits.all.orders, Some(47_243));
    near(habits.all.revenue.unwrap(), 233_935.24, 2);
    let files = ["demographics.csv", "transactions_sample.parquet"];
    let portrait = portray(&profile, "completejourney", &files).unwrap();
    assert_eq!(portrait.tagging.len(), 801);
}

#[test]
fn a_file_in_gbk_opens_without_a_flag() {
    let Some(portrait) = portray(&plain(), "cn_jd_users_gbk", &["JData_User.csv"]) else {
        return;
    };
    assert_eq!(portrait.tagging.len(), 29_999);
    let ages = [
        ("26-35岁", 14_125),
        ("36-45岁", 8_925),
        ("-1", 2_839),
        ("16-25岁", 2_508),
        ("46-55岁", 1_023),
        ("56岁以上", 579),
    ];
    counts(&portrait, "age", &ages);
}

const SPENDS: &[&str] = &[
    "Income",
    "Recency",
    "MntWines",
    "MntFruits",
    "MntMeatProducts",
    "MntFishProducts",
    "MntSweetProducts",
    "MntGoldProds",
];
const VISITS: &[&str] = &[
    "Administrative",
    "Informational",
    "ProductRelated",
    "BounceRates",
    "ExitRates",
    "PageValues",
];
const MALL: &[&str] = &["Age", "Annual_Income", "Spending_Score"];

/// Data set and file, numbers, clusters, and the inertia of scikit-learn 1.9.1: the least of ten runs of
/// `KMeans(k, n_init=1, random_state=0..9)` over `StandardScaler` columns of the rows that are complete.
type Tight = ([&'static str; 2], &'static [&'static str], u32, f64);

const TIGHT: [Tight; 6] = [
    (
        ["mall_customers", "Mall_Customers.csv"],
        MALL,
        5,
        168.247_580_175_568,
    ),
    (
        ["mall_customers", "Mall_Customers.csv"],
        MALL,
        6,
        133.868_333_626_856,
    ),
    (
        ["mall_customers", "Mall_Customers.csv"],
        &["Annual_Income", "Spending_Score"],
        5,
        65.568_408_155_717,
    ),
    (
        ["marketing_campaign", "marketing_campaign.csv"],
        SPENDS,
        3,
        9_718.747_155_541,
    ),
    (
        ["marketing_campaign", "marketing_campaign.csv"],
        SPENDS,
        4,
        8_738.553_406_908,
    ),
    (
        ["online_shoppers_intention", "online_shoppers_intention.csv"],
        VISITS,
        4,
        32_424.530_542_318,
    ),
];

#[test]
fn clusters_are_as_tight_as_those_of_scikit_learn() {
    for ([folder, file], numbers, count, best) in TIGHT {
        let profile = Profile {
            each_row: folder == "online_shoppers_intention",
            ..clustered_by(numbers, ClusterCount::Exactly(count))
        };
        let Some(portrait) = portray(&profile, folder, &[file]) else {
            continue;
        };
        let inertia = clusters(&portrait).clustering.inertia;
        assert!(
            inertia <= best * 1.001,
            "{file}, {count}: {inertia} for {best}"
        );
    }
}
