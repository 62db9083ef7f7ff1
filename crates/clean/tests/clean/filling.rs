//! The golden cases about missing cells: their READMEs say by what independent means the numbers were derived.

use crate::support::{cleaned, close, expected, list, numbers, open, texts};

/// Sales imputed by a method.
fn sales(method: &str) -> Vec<Option<f64>> {
    let text = format!(
        "[[step]]\ndo = \"parse\"\ncolumns = [\"sales\"]\nkind = \"number\"\n\
         [[step]]\ndo = \"impute\"\ncolumns = [\"sales\"]\n{method}\n"
    );
    numbers(&cleaned(&open("impute_simple"), &text).table, "sales")
}

#[test]
fn missing_cells_are_filled_by_simple_rules() {
    let want = expected("impute_simple");
    let was = sales("method = { constant = -1 }");
    let fills = |method: &str| -> Vec<f64> {
        let filled = sales(method);
        let cells = filled.into_iter().zip(&was);
        cells
            .filter(|(_, was)| **was == Some(-1.0))
            .filter_map(|(now, _)| now)
            .collect()
    };
    assert!(
        fills("method = \"mean\"")
            .iter()
            .all(|mean| Some(*mean) == want["mean"].as_f64())
    );
    assert!(
        fills("method = \"median\"")
            .iter()
            .all(|value| Some(*value) == want["median"].as_f64())
    );
    assert!(
        fills("method = { constant = 0 }")
            .iter()
            .all(|value| *value == 0.0)
    );
    let a = want["group_mean"]["A"].as_f64().unwrap();
    let b = want["group_mean"]["B"].as_f64().unwrap();
    assert_eq!(fills("method = \"mean\"\nby = [\"shop\"]"), [a, a, b, b]);
    let ordered = |method: &str| {
        sales(&format!(
            "method = {method}\nby = [\"shop\"]\norder = \"month\""
        ))
    };
    assert_eq!(ordered("{ forward = {} }"), list(&want["ffill_by_shop"]));
    assert_eq!(ordered("{ backward = {} }"), list(&want["bfill_by_shop"]));
    assert_eq!(ordered("{ linear = {} }"), list(&want["linear_by_shop"]));
    assert_eq!(
        ordered("{ linear = { nearest = true } }"),
        list(&want["linear_by_shop_extrapolate_nearest"])
    );
    let tags = cleaned(
        &open("impute_simple"),
        "[[step]]\ndo = \"impute\"\ncolumns = [\"tag\"]\nmethod = \"mode\"\n",
    );
    assert_eq!(
        texts(&tags.table, "tag")[2].as_deref(),
        want["mode_text"].as_str()
    );
    assert_eq!(
        texts(&tags.table, "tag__imputed")[2].as_deref(),
        Some("true")
    );
}

#[test]
fn missing_cells_are_filled_by_the_nearest_rows() {
    let want = expected("impute_knn");
    let text = r#"
        [[step]]
        do = "parse"
        columns = ["a", "b", "c"]
        kind = "number"
        [[step]]
        do = "impute"
        columns = ["a", "b", "c"]
        method = { knn = { k = 2, standardise = false } }
    "#;
    let table = cleaned(&open("impute_knn"), text).table;
    for (at, column) in ["a", "b", "c"].into_iter().enumerate() {
        for (row, got) in numbers(&table, column).into_iter().enumerate() {
            close(got, &want["matrix"][row][at]);
        }
    }
}
