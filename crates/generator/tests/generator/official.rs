//! What lies in `datasets/` is what the generator makes.

use std::fs;
use std::path::Path;

use fourr_generator::write_official;

#[test]
fn the_official_edition_is_up_to_date() {
    let made = tempfile::tempdir().unwrap();
    write_official(made.path()).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets");
    for name in [
        "orders.csv",
        "orders_dirty_gbk.csv",
        "defects.csv",
        "truth.csv",
        "questionnaire.csv",
        "questionnaire_truth.csv",
        "events.csv",
        "events_truth.csv",
        "campaigns.csv",
        "campaigns_truth.csv",
        "touches.csv",
        "touches_truth.csv",
    ] {
        let [made, kept] = [made.path(), &kept].map(|folder| fs::read(folder.join(name)).unwrap());
        assert!(
            made == kept,
            "{name} differs: write it anew with `fourr generate official`"
        );
        assert!(made.len() < 1_000_000, "{name} has {} bytes", made.len());
    }
}
