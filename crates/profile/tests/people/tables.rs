//! Properties of cross tables and indices (section 8 of the method reference).

use fourr_profile::statistics::{Association, Base, CrossTable, FeatureCount, Groups, Highlight};
use proptest::prelude::*;

fn tables() -> impl Strategy<Value = CrossTable> {
    (1..6_usize, 1..6_usize).prop_flat_map(|(rows, columns)| {
        prop::collection::vec(0..40_u64, rows * columns).prop_map(move |cells| CrossTable {
            rows,
            columns,
            cells,
            without_value: 0,
        })
    })
}

fn reversed(table: &CrossTable) -> CrossTable {
    CrossTable {
        cells: table.cells.iter().rev().copied().collect(),
        ..table.clone()
    }
}

proptest! {
    #[test]
    fn association_does_not_depend_on_the_order_of_lines(table in tables()) {
        let found = Association::of(&table);
        for other in [table.transposed(), reversed(&table)] {
            let other = Association::of(&other);
            prop_assert_eq!(found.chi_squared.map(f64::to_bits), other.chi_squared.map(f64::to_bits));
            prop_assert_eq!(found.p_value, other.p_value);
            prop_assert_eq!(found.fisher_p_value.is_some(), other.fisher_p_value.is_some());
        }
    }

    #[test]
    fn v_is_a_share_and_distances_cancel_out(table in tables()) {
        let found = Association::of(&table);
        for v in [found.cramers_v, found.cramers_v_corrected].into_iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&v));
        }
        for row in 0..table.rows {
            let distance: f64 = (0..table.columns)
                .map(|column| table.at(row, column) as f64 - found.expected[row * table.columns + column])
                .sum();
            prop_assert!(distance.abs() < 1e-9);
        }
    }

    /// Over an exclusive and exhaustive feature, shares of the base times indices add up to 100.
    #[test]
    fn indices_weighted_by_the_base_are_100(counts in prop::collection::vec((0..50_u64, 1..50_u64), 1..8)) {
        let features: Vec<FeatureCount> = counts
            .iter()
            .map(|(target, rest)| FeatureCount { target: *target, base: target + rest })
            .collect();
        let groups = Groups {
            target: features.iter().map(|feature| feature.target).sum(),
            base: features.iter().map(|feature| feature.base).sum(),
        };
        prop_assume!(groups.target > 0);
        let found = groups.affinities(&features, Base::All, &Highlight::default());
        let sum: f64 = found.iter().map(|one| one.share_of_base.unwrap() * one.tgi.unwrap()).sum();
        prop_assert!((sum - 100.0).abs() < 1e-9);
        for one in &found {
            if let (Some(tgi), Some([low, high])) = (one.tgi, one.interval) {
                prop_assert!(low <= tgi + 1e-9 && tgi <= high + 1e-9);
            }
        }
    }
}
