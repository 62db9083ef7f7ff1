//! A report with every kind of chart, and its workbook.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use fourr_chart::{
    Axis, Band, Bar, Bars, Bins, BoxGroup, BoxPlot, Caption, Chart, Direction, Dot, Fit,
    FittedHistogram, FiveNumbers, FlowLink, FlowNode, FlowStage, Format, Funnel, FunnelStep, Lines,
    Outcome, Positions, Radar, RadarAxis, Sankey, Scatter, Series, Shape, StackedBars, Tornado,
    TornadoBar, Track, Tracking, Waterfall, WaterfallStep, Whole,
};
use fourr_report::{Block, ChartBlock, Id, Prose, Report, Section, xlsx};

fn value() -> Axis {
    Axis::new("Amount", Format::Count).unit("yuan")
}

fn names(names: [&str; 3]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

fn bars() -> [Shape; 3] {
    let all = ["Ads", "=Mail", "Shop!A1"];
    let series = vec![
        Series::new("=Old", [1.0, 2.0, 3.0]),
        Series::new("New!B2", [3.0, 1.0, 4.0]),
    ];
    let stacked = |whole| {
        Shape::StackedBars(StackedBars {
            category: "Channel".to_owned(),
            categories: names(all),
            value: value(),
            series: series.clone(),
            direction: Direction::Upright,
            whole,
        })
    };
    let bars = all.map(|name| Bar::new(name, 2.0)).to_vec();
    [
        Shape::Bars(Bars::new("Channel", value(), bars)),
        stacked(Whole::Sum),
        stacked(Whole::Share),
    ]
}

fn built() -> [Shape; 3] {
    let steps = vec![
        FunnelStep::new("Seen", 120_000.0),
        FunnelStep::new("Clicked", 48_000.0),
        FunnelStep::new("Bought", 4_320.0),
    ];
    let changes = vec![
        WaterfallStep::total("Revenue", 120.0),
        WaterfallStep::change("Goods", -86.0),
        WaterfallStep::change("Media", -50.0),
        WaterfallStep::change("Grant", 40.0),
        WaterfallStep::total("Profit", 24.0),
    ];
    let driver = |name: &str, swing: f64| {
        let low = Outcome::new("low", 20_000.0 - swing);
        TornadoBar::new(name, low, Outcome::new("high", 20_000.0 + swing))
    };
    [
        Shape::Funnel(Funnel {
            value: value(),
            steps,
        }),
        Shape::Waterfall(Waterfall::new("Item", value(), changes)),
        Shape::Tornado(Tornado {
            driver: "Driver".to_owned(),
            value: value(),
            base: 20_000.0,
            bars: vec![driver("Conversion", 16_000.0), driver("Price", 9_000.0)],
        }),
    ]
}

fn lines() -> [Shape; 4] {
    let axes =
        ["Orders", "Spend", "Visits"].map(|name| RadarAxis::new(name, [0.0, 9.0], Format::Count));
    let band = Band::new("95%", [9.0, 17.0, 24.0], [11.0, 23.0, 36.0]);
    let weeks = || Axis::new("Week", Format::Count);
    [
        Shape::Radar(Radar {
            axes: axes.to_vec(),
            groups: vec![
                Series::new("Gold", [75.0, 62.0, 80.0]),
                Series::new("Silver", [50.0, 40.0, 90.0]),
            ],
        }),
        Shape::Lines(Lines {
            x: weeks(),
            y: value(),
            positions: Positions::Names(names(["W1", "W2", "W3"])),
            series: vec![Series::new("Sales", [1.0, 5.0, 3.0])],
            references: Vec::new(),
            markers: Vec::new(),
        }),
        Shape::Tracking(Tracking {
            x: weeks(),
            y: value(),
            positions: Positions::Numbers(vec![1.0, 2.0, 3.0]),
            tracks: vec![
                Track::observed("Actual", [10.0, 21.0, 33.0]),
                Track::predicted("Model", [10.0, 20.0, 30.0]).band(band),
            ],
            references: Vec::new(),
            markers: Vec::new(),
        }),
        Shape::FittedHistogram(FittedHistogram {
            x: Axis::new("Repeats", Format::Count),
            y: Axis::new("Customers", Format::Count),
            bins: Bins::Names(names(["0", "1", "2+"])),
            counts: vec![1411, 439, 214],
            fits: vec![
                Fit::counts("BG/NBD", vec![1429.5, 424.7, 208.6]),
                Fit::counts("Pareto/NBD", vec![1400.0, 450.0, 200.0]),
            ],
            markers: Vec::new(),
        }),
    ]
}

fn others() -> [Shape; 3] {
    let numbers = FiveNumbers {
        low_whisker: 8.0,
        q1: 42.0,
        median: 76.0,
        q3: 130.0,
        high_whisker: 262.0,
    };
    let stage = |name: &str| {
        FlowStage::new(
            name,
            vec![
                FlowNode::new("Loyal", 60.0, 0),
                FlowNode::new("Lost", 40.0, 1),
            ],
        )
    };
    let dots = [
        (1.0, 2.0, "One"),
        (3.0, 1.0, "=Two"),
        (2.0, 2.5, "Three!A1"),
    ];
    let dots = dots.map(|(x, y, name)| Dot::new(x, y).label(name));
    [
        Shape::BoxPlot(BoxPlot::new(
            "Region",
            value(),
            vec![BoxGroup::new("East", 12, numbers)],
        )),
        Shape::Sankey(Sankey {
            value: value(),
            stages: vec![stage("June"), stage("July")],
            links: vec![FlowLink::new(0, 0, 60.0), FlowLink::new(1, 1, 40.0)],
        }),
        Shape::Scatter(Scatter {
            x: value(),
            y: value(),
            dots: dots.to_vec(),
            groups: Vec::new(),
            bubbles: None,
            split: None,
            references: Vec::new(),
        }),
    ]
}

/// A report of charts, each of which has its data on the sheet of chart data or beside it.
fn report() -> Report {
    let shapes = bars()
        .into_iter()
        .chain(built())
        .chain(lines())
        .chain(others());
    let block = |(number, shape): (usize, Shape)| {
        let caption = Caption::new(format!("=Chart {number}"));
        Block::from(ChartBlock {
            id: Id::numbered("chart", number),
            chart: Chart { caption, shape },
            reading: Prose::default(),
            live: Vec::new(),
        })
    };
    Report {
        sections: vec![Section::new(
            "all",
            "Charts",
            shapes.enumerate().map(block).collect(),
        )],
        ..Report::default()
    }
}

#[test]
fn every_shape_is_a_native_chart_or_a_table() {
    let bytes = xlsx::render(&report(), 0).unwrap();
    let parts = String::from_utf8_lossy(&bytes).into_owned();
    let charts = (1..=20).filter(|n| parts.contains(&format!("xl/charts/chart{n}.xml")));
    // All but the box plot and the flows.
    assert_eq!(charts.count(), 11);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    let (_, data) = sheets
        .iter()
        .find(|(name, _)| name == "Chart data")
        .unwrap();
    let has = |text: &str| {
        data.cells()
            .any(|(_, _, cell)| *cell == Data::String(text.to_owned()))
    };
    assert!(has("Conversion") && has("=Mail") && has("Three!A1") && has("W2"));
    let numbers: Vec<f64> = data
        .cells()
        .filter_map(|(_, _, cell)| calamine::DataType::as_f64(cell))
        .collect();
    // The media take 50 from 34: 34 above zero and 16 below; half of what the funnel lost is left blank.
    assert!(numbers.contains(&34.0) && numbers.contains(&-16.0) && numbers.contains(&57_840.0));
}
