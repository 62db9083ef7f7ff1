//! The tables of a company are about the same members, and are its own data sets.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fourr_generator::{Company, CompanyFormat, Customers, Dataset, GeneratorError};

use crate::sheet::{Sheet, bytes};

fn company() -> Company {
    Company {
        members: 300,
        dirt: 1.0,
        watermark: Some("0017".to_owned()),
        ..Company::default()
    }
}

/// Every file of a company by its name.
fn files(company: &Company) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let written = company.write(folder.path()).unwrap();
    let read = |file: &Path| fs::read(folder.path().join(file)).unwrap();
    let files: BTreeMap<_, _> = written
        .iter()
        .map(|file| (file.to_str().unwrap().replace('\\', "/"), read(file)))
        .collect();
    assert_eq!(files.len(), written.len());
    files
}

fn ids(sheet: &Sheet) -> BTreeSet<String> {
    let ids = sheet.rows.iter().map(|row| sheet.cell(row, "会员编号"));
    ids.map(str::to_owned).collect()
}

#[test]
fn every_table_is_about_the_same_members() {
    let clean = Company {
        dirt: 0.0,
        ..company()
    };
    let files = files(&clean);
    let sheet = |name: &str| Sheet::read(&files[name]);
    let members = ids(&sheet("customers.csv"));
    assert_eq!(members.len(), 300);
    for table in [
        "events.csv",
        "touches.csv",
        "questionnaire.csv",
        "truth/customers.csv",
    ] {
        assert!(ids(&sheet(table)) == members, "{table}");
    }
    // Who was planted to order once may have ordered before the log begins.
    assert!(ids(&sheet("orders.csv")).is_subset(&members));
    let [customers, orders] = ["customers.csv", "orders.csv"].map(sheet);
    let homes = |of: &Sheet| -> BTreeMap<String, String> {
        let cell = |row, column| of.cell(row, column).to_owned();
        let rows = of.rows.iter();
        rows.map(|row| (cell(row, "会员编号"), cell(row, "城市")))
            .collect()
    };
    let living = homes(&customers);
    assert!(homes(&orders).iter().all(|(id, city)| living[id] == *city));
    let levels = |of: &Sheet| -> Vec<String> {
        let rows = of.rows.iter();
        rows.map(|row| of.cell(row, "会员等级").to_owned())
            .collect()
    };
    assert!(levels(&customers) == levels(&sheet("questionnaire.csv")));
    assert!(!files.contains_key("truth/defects.csv"));
}

#[test]
fn a_member_acts_on_the_channel_through_which_it_joined() {
    let files = files(&company());
    let sheet = |name: &str| Sheet::read(&files[name]);
    let [customers, events] = ["customers.csv", "events.csv"].map(sheet);
    let joined: BTreeMap<_, _> = customers
        .rows
        .iter()
        .map(|row| {
            (
                customers.cell(row, "会员编号"),
                customers.cell(row, "注册渠道"),
            )
        })
        .collect();
    let mut seen = 0;
    for row in &events.rows {
        if events.cell(row, "事件") != "广告触达" {
            assert_eq!(
                joined[events.cell(row, "会员编号")],
                events.cell(row, "渠道")
            );
            seen += 1;
        }
    }
    assert!(seen > 300);
}

#[test]
fn the_same_seed_gives_the_same_company_on_any_number_of_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        pool.build().unwrap().install(|| files(&company()))
    };
    let one = on(1);
    assert!(one == on(3));
    assert_eq!(one.len(), 12);
    let other = files(&Company {
        seed: 43,
        ..company()
    });
    let same: Vec<_> = one
        .iter()
        .filter(|(name, bytes)| other[*name] == **bytes)
        .collect();
    // What is planted alike in every company.
    let planted: Vec<_> = same.into_iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "truth/campaigns.csv",
        "truth/questionnaire.csv",
        "truth/touches.csv",
    ];
    assert_eq!(planted, expected);
}

#[test]
fn every_format_holds_the_company_or_is_refused_before_anything_is_written() {
    for (format, title_rows, orders) in [
        (CompanyFormat::Gbk, false, "orders.csv"),
        (CompanyFormat::Xlsx, true, "orders.xlsx"),
    ] {
        let company = Company {
            members: 50,
            format,
            title_rows,
            ..company()
        };
        assert!(files(&company).contains_key(orders));
    }
    let parquet = Company {
        format: CompanyFormat::Parquet,
        ..company()
    };
    let folder = tempfile::tempdir().unwrap();
    let error = parquet.write(folder.path()).unwrap_err();
    assert!(matches!(error, GeneratorError::TypedDirt));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let clean = Company {
        members: 50,
        dirt: 0.0,
        ..parquet
    };
    assert!(files(&clean).contains_key("truth/customers.parquet"));
}

#[test]
fn personas_decide_on_gender_and_age_and_depend_on_what_members_spend() {
    let customers = Customers {
        members: 20_000,
        ..Customers::default()
    };
    let read = |write: &dyn Fn(&Path)| Sheet::read(&bytes("c.csv", write));
    let table = read(&|path| customers.write_csv(path).unwrap());
    let truth = read(&|path| customers.write_truth(path).unwrap());
    let mut students = [0_u32; 2];
    let mut members = [0_u32; 2];
    for (row, planted) in table.rows.iter().zip(&truth.rows) {
        let big = usize::from(truth.cell(planted, "客户类型代码").ends_with('1'));
        members[big] += 1;
        if truth.cell(planted, "人群画像") == "校园学生" {
            students[big] += 1;
            let born: i32 = table.cell(row, "出生年份").parse().unwrap();
            assert!((2000..=2005).contains(&born), "{born}");
        }
    }
    let share = |big: usize| f64::from(students[big]) / f64::from(members[big]);
    assert!((share(0) - 0.40).abs() < 0.02, "{}", share(0));
    assert!((share(1) - 0.08).abs() < 0.02, "{}", share(1));
    let women = table
        .rows
        .iter()
        .filter(|row| table.cell(row, "性别") == "女");
    let women = women.count() as f64 / 20_000.0;
    assert!((0.65..0.75).contains(&women), "{women}");
}
