//! The files: well-formed, repeatable, self-contained.

use fourr_chart::{Area, Color, DrawError, Mark, Theme, Typeface};
use fourr_locale::Lang;

use crate::samples::{all_shapes, bars, chart};

#[test]
fn the_same_chart_is_the_same_bytes() {
    let theme = Theme::new(Lang::Zh);
    for shape in all_shapes(&[3.0, 1.0, 2.0]) {
        let chart = chart(shape);
        assert_eq!(chart.svg(&theme).unwrap(), chart.svg(&theme).unwrap());
        assert_eq!(chart.png(&theme).unwrap(), chart.png(&theme).unwrap());
    }
}

#[test]
fn svg_is_an_image_with_a_title_and_no_references() {
    let mut chart = chart(bars(&[1.0, 2.0, 3.0, 4.0, 5.0]));
    chart.caption.title = "<script>alert(\"&\")</script>\u{1}".to_owned();
    let svg = chart.svg(&Theme::new(Lang::En)).unwrap();
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\""));
    assert!(svg.contains("role=\"img\"") && svg.contains("<title>&lt;script&gt;"));
    assert!(svg.contains(
        "font-family=\"Fourr Sans SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif\""
    ));
    assert!(svg.trim_end().ends_with("</svg>"));
    for forbidden in ["<script", "href", "url(", "\u{0}", "\u{1}", "<&"] {
        assert!(!svg.contains(forbidden), "{forbidden:?}");
    }
}

#[test]
fn png_has_the_scaled_size_and_its_size_on_paper() {
    let png = chart(bars(&[1.0])).png(&Theme::new(Lang::Zh)).unwrap();
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    // IHDR begins at byte 8 + 8: 800 × 500 at scale 2.
    assert_eq!((number(16), number(20)), (1600, 1000));
    // pHYs follows 33 bytes in: 240 dots per inch are 240 / 0.0254 = 9449 per metre.
    assert_eq!(
        (&png[37..41], number(41), number(45)),
        (&b"pHYs"[..], 9449, 9449)
    );
}

#[test]
fn missing_glyphs_are_reported() {
    let mut chart = chart(bars(&[1.0]));
    chart.caption.title = "客户𠮷𠮷龘".to_owned();
    let missing = chart.missing_glyphs(&Theme::new(Lang::Zh)).unwrap();
    assert_eq!(missing, ['龘', '𠮷']);
    // SVG keeps them for the viewer's fonts.
    assert!(chart.svg(&Theme::new(Lang::Zh)).unwrap().contains('龘'));
}

#[test]
fn no_chart_needs_a_glyph_that_the_font_lacks() {
    for lang in [Lang::Zh, Lang::En] {
        for shape in all_shapes(&[3.0, 1.0]) {
            assert_eq!(chart(shape).missing_glyphs(&Theme::new(lang)).unwrap(), []);
        }
    }
}

#[test]
fn what_is_no_font_is_refused() {
    assert!(matches!(
        Typeface::from_bytes(b"no font".to_vec(), "x"),
        Err(DrawError::Font(_))
    ));
    let bytes = include_bytes!("../../fonts/FourrSansSC.otf").to_vec();
    let theme = Theme {
        typeface: Typeface::from_bytes(bytes, "My Font").unwrap(),
        ..Theme::new(Lang::En)
    };
    assert!(
        chart(bars(&[1.0]))
            .svg(&theme)
            .unwrap()
            .contains("\"My Font, ")
    );
}

#[test]
fn the_sheet_is_white_to_its_edges() {
    let scene = chart(bars(&[1.0])).scene(&Theme::new(Lang::En)).unwrap();
    let sheet = Area {
        left: 0.0,
        top: 0.0,
        right: 800.0,
        bottom: 500.0,
    };
    assert_eq!(
        scene.marks[0],
        Mark::Rect {
            area: sheet,
            fill: Color::WHITE
        }
    );
}

#[test]
fn charts_serialise_under_stable_names() {
    let json = serde_json::to_value(chart(bars(&[1.0]))).unwrap();
    assert_eq!(json["shape"]["Bars"]["bars"][0]["value"]["Value"], 1.0);
    assert_eq!(json["caption"]["title"], "标题");
}
