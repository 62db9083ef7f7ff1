//! Draws every shape in both languages as PNG and SVG, to be looked at.
//!
//!     cargo run --release -p fourr-chart --example gallery -- FOLDER

mod bars;
mod cells;
mod groups;
mod lines;
mod money;
mod points;
mod spread;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fourr_chart::{Caption, Chart, Shape, Theme};
use fourr_locale::Lang;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("expected a folder to write to")?;
    for lang in [Lang::Zh, Lang::En] {
        let folder = folder.join(lang.tag());
        fs::create_dir_all(&folder)?;
        let charts = [
            bars::single(lang),
            bars::several(lang),
            lines::charts(lang),
            cells::charts(lang),
            points::charts(lang),
            spread::charts(lang),
            groups::charts(lang),
            money::charts(lang),
        ];
        for (name, chart) in charts.into_iter().flatten() {
            draw(&chart, &Theme::new(lang), &folder.join(name))?;
        }
    }
    Ok(())
}

fn draw(chart: &Chart, theme: &Theme, path: &Path) -> Result<(), Box<dyn Error>> {
    fs::write(path.with_extension("png"), chart.png(theme)?)?;
    fs::write(path.with_extension("svg"), chart.svg(theme)?)?;
    Ok(())
}

fn chart(lang: Lang, zh: &str, en: &str, shape: Shape) -> Chart {
    let caption = Caption::new(lang.pick(zh, en))
        .subtitle(lang.pick(
            "统计口径：2024 年 1 月至 12 月有成交的会员（n = 12,480）",
            "Members with a purchase from January to December 2024 (n = 12,480)",
        ))
        .source(lang.pick(
            "方法：按会员编号去重后汇总；数据来源：示例公司订单与投放数据。",
            "Method: totals after removing duplicate member ids. Source: orders and campaigns of the practice company.",
        ));
    Chart { caption, shape }
}

fn text(lang: Lang, zh: &str, en: &str) -> String {
    lang.pick(zh, en).to_owned()
}

fn texts(lang: Lang, zh: &str, en: &str) -> Vec<String> {
    lang.pick(zh, en).split('|').map(str::to_owned).collect()
}
