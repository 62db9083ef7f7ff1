//! Machine, program, noise, and how it was measured.

use super::subject::{Subject, mebibytes};
use crate::{Block, Cell, Convention, Format, Method, Prose, Section, Span, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let blocks = vec![Block::Table(table(subject)), Block::Method(method(subject))];
    Section::new("conditions", subject.text("测量条件", "Conditions"), blocks)
}

/// Machine, program and noise in a sentence or two.
pub(super) fn sentence(subject: &Subject<'_>) -> Prose {
    let benchmark = subject.benchmark;
    let machine = &benchmark.machine;
    let values = [
        Span::plain(&machine.processor),
        Cell::Count(machine.processors as u64).into(),
        Span::value(
            Cell::Number(gibibytes(machine.memory_bytes)),
            Format::Number(1),
        ),
        Span::plain(&machine.system),
        Span::plain(&machine.fingerprint),
        Cell::Share(benchmark.noise.floor).into(),
    ];
    subject.say(
        "机器：{0}，{1} 个处理器，{2} GiB，{3}，指纹 {4}。噪声底 {5}：小于它的差异不说明问题。",
        "Machine: {0}, {1} processors, {2} GiB, {3}, fingerprint {4}. Noise floor {5}: smaller differences say nothing.",
        &values,
    )
}

fn table(subject: &Subject<'_>) -> Table {
    let columns = vec![
        subject.column("条件", "Condition", Format::Text),
        subject.column("取值", "Value", Format::Text),
    ];
    let benchmark = subject.benchmark;
    let (machine, build, settings) = (&benchmark.machine, &benchmark.build, &benchmark.settings);
    let lang = subject.lang;
    let count = |count: usize| lang.count(count as u64);
    let memory = lang.fixed(gibibytes(machine.memory_bytes), 1);
    let share = |share: f64| lang.share(share, 2);
    let mut rows: Vec<(&str, String)> = vec![
        (lang.pick("处理器", "Processor"), machine.processor.clone()),
        (
            lang.pick("处理器数", "Processors"),
            count(machine.processors),
        ),
        (lang.pick("内存", "Memory"), format!("{memory} GiB")),
        (lang.pick("操作系统", "System"), machine.system.clone()),
        (
            lang.pick("机器指纹", "Fingerprint"),
            machine.fingerprint.clone(),
        ),
        (
            lang.pick("程序", "Program"),
            format!("fourr {}, {}", build.version, build.profile),
        ),
        (lang.pick("线程数", "Threads"), count(settings.threads)),
        (lang.pick("计时次数", "Timed runs"), count(settings.runs)),
        (
            lang.pick("预热次数", "Runs before these"),
            count(settings.warmup),
        ),
        (
            lang.pick("噪声：离散", "Noise, spread"),
            share(benchmark.noise.spread),
        ),
        (
            lang.pick("噪声：前后漂移", "Noise, drift from before to after"),
            share(benchmark.noise.drift),
        ),
    ];
    if let Some(seed) = settings.seed {
        rows.push((lang.pick("数据种子", "Seed of the data"), seed.to_string()));
    }
    let caption = subject.text("机器、程序与设置", "Machine, program and settings");
    Table::new("machine", caption, columns).with_rows(
        rows.into_iter()
            .map(|(name, value)| [Cell::from(name), Cell::from(value)]),
    )
}

fn method(subject: &Subject<'_>) -> Method {
    let settings = &subject.benchmark.settings;
    let documents = if settings.report {
        subject.say("包含报告与图表", "report and charts included", &[])
    } else {
        subject.say("只写数字与表", "figures and tables alone", &[])
    };
    Method {
        name: subject.text("怎样测量", "How it was measured"),
        words: vec![
            subject.say(
                "每次运行都是一个独立进程，读取同一份输入（在页缓存中），写出结果到临时文件夹。用时由外部计时，从进程启动到结束；处理器时间与内存峰值由进程自己在结束时报告，含全部线程。",
                "Every run is a process of its own, which reads the same input from the page cache and writes its results to a temporary folder. Seconds are taken from outside, from its start to its end; processor seconds and peak memory are what the process tells of itself at its end, all threads included.",
                &[],
            ),
            subject.say(
                "计时之前，同一输入的答案由单用 polars 的另一套写法重算（漏斗为排序后的朴素循环），逐个数字比较；随后以单线程再运行一次，结果文件必须逐字节相同。",
                "Before that the answer is worked out a second time in plain polars (of the funnel by a plain loop over sorted rows) and compared figure by figure; then it runs with one thread, and the files must be the same to the byte.",
                &[],
            ),
            subject.say(
                "任务前后各把同一小段计算（16 MiB 的 SHA-256）重复 20 次：离散（1.4826 × 绝对中位差 ÷ 中位数）与前后漂移中的较大者为噪声底。",
                "Before and after the tasks one small computation, the SHA-256 of 16 MiB, is repeated 20 times: the larger of its spread (1.4826 x MAD / median) and of the drift of its median is the noise floor.",
                &[],
            ),
        ],
        conventions: vec![Convention {
            question: subject.text("计时包含什么", "What is timed"),
            in_force: documents,
        }],
        ..Method::default()
    }
}

fn gibibytes(bytes: u64) -> f64 {
    mebibytes(bytes) / 1024.0
}
