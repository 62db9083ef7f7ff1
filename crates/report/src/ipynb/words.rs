//! What a notebook says beside the report.

use fourr_locale::Lang;

/// The words of a notebook. Those within code are comments and the inside of string literals: no quotes, no
/// backslashes, no braces.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) how_head: &'static str,
    pub(super) how: &'static str,
    pub(super) inputs: &'static str,
    pub(super) standard_input: &'static str,
    pub(super) command: &'static str,
    pub(super) program: &'static str,
    pub(super) repeated: &'static str,
    pub(super) no_program: &'static str,
    pub(super) install: &'static str,
    pub(super) failed: &'static str,
    pub(super) moved: &'static str,
    pub(super) old_figures: &'static str,
    pub(super) read: &'static str,
    pub(super) fixed: &'static str,
    pub(super) written: &'static str,
    pub(super) show: &'static str,
    pub(super) at: &'static str,
    pub(super) ratio: &'static str,
    pub(super) by_group: &'static str,
    pub(super) complete: &'static str,
    pub(super) agree: &'static str,
    pub(super) recomputed: &'static str,
    pub(super) read_from_summary: &'static str,
    pub(super) as_it_is: &'static str,
    pub(super) verdict_head: &'static str,
    pub(super) verdict: &'static str,
    pub(super) differences: &'static str,
    pub(super) not_repeated: &'static str,
    pub(super) different: &'static str,
    pub(super) same: &'static str,
}

impl Words {
    /// The words in a language.
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        }
    }
}

const ZH: Words = Words {
    how_head: "## 重新运行本分析",
    how: "下面已经带有全部表格和图，不运行也能看。依次运行各单元格，就会用同一条命令重做分析、重新算表并核对数字；需要 fourr，以及装有 polars 的 Python。输入文件换了位置时，只改下一个单元格里的 `INPUT`。",
    inputs: "输入文件，路径从本笔记本所在的文件夹算起。文件或文件夹移动之后，改这里。",
    standard_input: "“-”是标准输入，不能再读一次：请换成文件的路径。",
    command: "生成本报告的命令。",
    program: "程序在 PATH 中查找，除非环境变量 FOURR 写有它的路径。",
    repeated: "已重新运行，以下数字来自新的结果。",
    no_program: "没有重做：找不到 fourr。",
    install: "请安装它，或把它的路径写进环境变量 FOURR。",
    failed: "没有重做：命令出错。",
    moved: "输入文件换了位置时，请改 INPUT。",
    old_figures: "以下数字来自本文件夹。",
    read: "分析的结果：summary.json 有每一个数字，Parquet 每位客户一行。",
    fixed: "四舍五入，带千位分隔符。",
    written: "按报告的格式写一个值；没有值写作“–”。",
    show: "一张表。各列为（表头，格式）。",
    at: "summary.json 中某个 JSON 指针处的值。",
    ratio: "部分除以整体；整体为零时没有值。",
    by_group: "summary.json 的记录，按组名取用。",
    complete: "按 wanted 的次序给出各组；没有行的组取 nothing。",
    agree: "算出的数字与 summary.json 不一致时停下。",
    recomputed: "：由 Parquet 文件重新计算，并与 summary.json 核对。",
    read_from_summary: "：从 summary.json 读取。",
    as_it_is: "：报告里的原样，这里不重新计算。",
    verdict_head: "## 核对",
    verdict: "重新运行的 `summary.json` 与本文件夹的逐项比较。",
    differences: "两份结果不同之处。",
    not_repeated: "没有重新运行，无从比较。",
    different: "不同：",
    same: "一致：重新运行得到的数字与本报告全部相同。",
};

const EN: Words = Words {
    how_head: "## Repeat the analysis",
    how: "Every table and chart is stored here and can be read without running anything. Run the cells in order to repeat the analysis by the same command, compute tables anew and compare the figures; this takes fourr, and Python with polars. Where the input has moved, change `INPUT` in the next cell and nothing else.",
    inputs: "The input files, as seen from the folder of this notebook: change them when they have moved.",
    standard_input: "The hyphen is standard input, which cannot be read again: put the path of a file.",
    command: "The command that made this report.",
    program: "The program: looked for on the PATH, unless the environment variable FOURR names its place.",
    repeated: "The analysis was repeated: the figures below are the new ones.",
    no_program: "Not repeated: fourr was not found.",
    install: "Install it, or name its place in the environment variable FOURR.",
    failed: "Not repeated: the command failed.",
    moved: "Where the input has moved, change INPUT.",
    old_figures: "The figures below are those of this folder.",
    read: "The results: summary.json has every figure, the Parquet file a row a customer.",
    fixed: "Rounded half up, with thousands separators.",
    written: "A value as the report writes it; a dash where there is none.",
    show: "A table. Columns are pairs of head and format.",
    at: "What a JSON pointer leads to in summary.json.",
    ratio: "A part of a whole; nothing of a whole of zero.",
    by_group: "Records of summary.json by the group that they describe.",
    complete: "The groups in the order of wanted; one without rows has the figures of nothing.",
    agree: "Stops where a figure differs from that of summary.json.",
    recomputed: ": computed anew from the Parquet file, and compared with summary.json.",
    read_from_summary: ": read from summary.json.",
    as_it_is: ": as the report has it, not computed here.",
    verdict_head: "## Verdict",
    verdict: "The `summary.json` of the new run, compared with that of this folder figure by figure.",
    differences: "Where two results differ.",
    not_repeated: "not repeated: there is nothing to compare.",
    different: "different:",
    same: "same: the new run gives every figure of this report.",
};
