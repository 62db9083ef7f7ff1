//! Tables of personal data; every number and name is invented or published for tests.

use fourr_cell::personal::{ColumnScan, MaskLevel, Personal, mask, recognise};

#[test]
fn hints_admit_what_is_weak_by_itself() {
    let cases = [
        ("张三", None, Some(Personal::Name)),
        ("亓官云", None, None),
        ("亓官云", Some(Personal::Name), Some(Personal::Name)),
        ("John Smith", None, None),
        ("John Smith", Some(Personal::Name), Some(Personal::Name)),
        ("北京市朝阳区建国路88号", None, Some(Personal::Address)),
        ("建国路88号", None, None),
        (
            "建国路88号",
            Some(Personal::Address),
            Some(Personal::Address),
        ),
        ("7992739871300009", None, None),
        ("13812345678.0", None, Some(Personal::Mobile)),
        ("１３８１２３４５６７８", None, Some(Personal::Mobile)),
        ("\u{202D}13812345678\u{202C}", None, Some(Personal::Mobile)),
        // The first match decides, whatever the hint.
        ("13812345678", Some(Personal::Name), Some(Personal::Mobile)),
        ("110105491231002", None, Some(Personal::IdCardLike)),
        ("1234.5", None, None),
        ("2021-12-01", None, None),
        ("", Some(Personal::Name), None),
    ];
    for (text, hint, want) in cases {
        assert_eq!(recognise(text, hint), want, "{text} {hint:?}");
    }
}

#[test]
fn masks_show_what_the_level_allows() {
    let cases = [
        (
            "13812345678",
            Personal::Mobile,
            "138****5678",
            "***********",
        ),
        (
            "11010519491231002x",
            Personal::IdCard,
            "110105********002X",
            "1****************X",
        ),
        (
            "110105491231002",
            Personal::IdCardLike,
            "110105*****1002",
            "1*************2",
        ),
        (
            "4111 1111 1111 1111",
            Personal::BankCard,
            "************1111",
            "****************",
        ),
        ("a@b.cn", Personal::Email, "a***@b.cn", "******"),
        ("王小明", Personal::Name, "王**", "*"),
        ("司马光", Personal::Name, "司马*", "*"),
        ("欧阳", Personal::Name, "欧*", "*"),
        ("John Smith", Personal::Name, "J*********", "*"),
        (
            "北京市朝阳区建国路88号",
            Personal::Address,
            "北京市朝阳区***",
            "北京市***",
        ),
        ("建国路88号", Personal::Address, "******", "******"),
    ];
    for (text, kind, standard, strict) in cases {
        assert_eq!(mask(text, kind, MaskLevel::Standard), standard, "{text}");
        assert_eq!(mask(text, kind, MaskLevel::Strict), strict, "{text}");
    }
}

#[test]
fn a_cell_of_another_kind_is_hidden_altogether() {
    for kind in [
        Personal::Mobile,
        Personal::IdCard,
        Personal::BankCard,
        Personal::Email,
        Personal::Address,
    ] {
        assert_eq!(
            mask("张三 a1", kind, MaskLevel::Standard),
            "*****",
            "{kind}"
        );
    }
    assert_eq!(
        mask("1381234567", Personal::Mobile, MaskLevel::Standard),
        "**********"
    );
    assert_eq!(
        mask("13812345678", Personal::Name, MaskLevel::Standard),
        "***********"
    );
    assert_eq!(mask("", Personal::Name, MaskLevel::Standard), "");
}

fn verdict<'a>(
    hint: Option<Personal>,
    cells: impl IntoIterator<Item = &'a str>,
) -> Option<Personal> {
    let mut scan = ColumnScan::new(hint);
    cells.into_iter().for_each(|cell| scan.feed(cell));
    scan.verdict()
}

#[test]
fn a_fifth_of_the_cells_makes_a_column_personal() {
    let mobiles = |good: usize, other: usize, missing: usize| {
        let cells =
            std::iter::repeat_n("13812345678", good).chain(std::iter::repeat_n("12", other));
        verdict(None, cells.chain(std::iter::repeat_n("N/A", missing)))
    };
    assert_eq!(mobiles(20, 80, 0), Some(Personal::Mobile));
    assert_eq!(mobiles(20, 81, 0), None);
    assert_eq!(mobiles(1, 4, 95), Some(Personal::Mobile));
    assert_eq!(mobiles(0, 0, 10), None);
    assert_eq!(verdict(None, []), None);
}

#[test]
fn one_valid_id_makes_a_column_personal() {
    let notes = std::iter::repeat_n("nothing", 999);
    assert_eq!(
        verdict(None, notes.clone().chain(["11010519491231002X"])),
        Some(Personal::IdCard)
    );
    assert_eq!(verdict(None, notes.chain(["110105194912310021"])), None);
    assert_eq!(
        verdict(None, ["110105194912310021"]),
        Some(Personal::IdCardLike)
    );
}

#[test]
fn words_like_names_are_not_a_column_of_names() {
    let levels = ["金牌", "金牌", "普通会员", "银牌会员", "钻石会员"];
    assert_eq!(verdict(None, levels), None);
    assert_eq!(
        verdict(None, ["张三", "李四", "王小明", "赵六", "亓官云"]),
        Some(Personal::Name)
    );
    assert_eq!(
        verdict(Some(Personal::Name), ["张三", "A01", "A02", "A03", "A04"]),
        Some(Personal::Name)
    );
}

#[test]
fn parts_of_a_column_add_up() {
    let cells = ["13812345678", "a@b.cn", "12", "n/a", "11010519491231002X"];
    let whole = cells.iter().fold(ColumnScan::new(None), |mut scan, cell| {
        scan.feed(cell);
        scan
    });
    let mut parts = ColumnScan::new(None);
    for cell in cells {
        let mut part = ColumnScan::new(None);
        part.feed(cell);
        parts.merge(&part);
    }
    assert_eq!(parts, whole);
    assert_eq!((whole.cells(), whole.count(Personal::Email)), (4, 1));
    // One cell each: the first kind in the order wins.
    assert_eq!(whole.verdict(), Some(Personal::Mobile));
}
