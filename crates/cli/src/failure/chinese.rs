//! Errors in Chinese, from their typed fields.

use fourr_locale::Lang;
use fourr_report::ReportError;
use fourr_rfm::{ClaimError, RfmError};
use fourr_table::{Role, TableError};

/// The role in Chinese.
fn role(role: Role) -> &'static str {
    fourr_report::role::role(role, Lang::Zh)
}

/// Why rows are set aside, by the key of the summary.
fn reason(key: &str) -> &str {
    match key {
        "missing_customer" => "缺客户编号",
        "missing_time" => "缺日期",
        "unreadable_time" => "日期无法识别",
        "missing_amount" => "缺金额",
        "unreadable_amount" => "金额无法识别",
        "cancelled" => "订单已取消",
        "refunded" => "订单已退款",
        "refunds_excluded" => "退款",
        "after_as_of" => "晚于分析日期",
        "before_window" => "早于统计期",
        "duplicate_customer" => "客户重复",
        "customers_without_purchase" => "只有退款或赠品的客户",
        other => other,
    }
}

/// What is wrong with an input or an output.
#[expect(clippy::too_many_lines, reason = "one arm a kind of error")]
pub(super) fn table(error: &TableError) -> String {
    match error {
        TableError::NoFiles => "没有指定输入文件".into(),
        TableError::NotFound { path, .. } => format!("找不到文件 {path}"),
        TableError::NoMatch { pattern } => format!("没有文件匹配 {pattern}"),
        TableError::Folder { path } => format!("{path} 是文件夹，需要文件"),
        TableError::Permission { path } => format!("没有权限访问 {path}"),
        TableError::NoSpace { path } => format!("{path} 所在磁盘空间不足"),
        TableError::Empty { path } => format!("{path} 是空文件"),
        TableError::NoRows { path, columns } => {
            format!("{path} 只有 {} 列表头，没有数据行", columns.len())
        }
        TableError::UnknownFormat { path, .. } => {
            format!("{path} 不是表格文件，支持 CSV、Excel、Parquet 和 JSON Lines")
        }
        TableError::NotAWorkbook { path } => format!("{path} 里没有 Excel 工作簿"),
        TableError::PasswordProtected { path } => format!("{path} 有密码保护"),
        TableError::DamagedWorkbook { path, .. } => format!("工作簿 {path} 已损坏"),
        TableError::NoSheet {
            path,
            sheet,
            sheets,
        } => {
            format!("{path} 没有工作表 {sheet}，只有 {}", sheets.join("、"))
        }
        TableError::DamagedParquet { path, .. } => format!("Parquet 文件 {path} 不完整"),
        TableError::DamagedJson { path, reason } => format!("{path} 不是 JSON Lines：{reason}"),
        TableError::DamagedArchive { path, .. } => format!("{path} 解压失败"),
        TableError::UnclosedQuote { path, line } => {
            format!("{path} 第 {line} 行：这里打开的引号一直没有关闭")
        }
        TableError::MixedEncodings { path, line, .. } => {
            format!("{path} 混用了多种编码，从第 {line} 行起不同")
        }
        TableError::NulBytes { path, line, count } => {
            format!("{path} 第 {line} 行：文本中有 {count} 个 NUL 字节")
        }
        TableError::NoColumn {
            column, columns, ..
        } => {
            format!("没有列 {column}，现有列：{}", columns.join("、"))
        }
        TableError::RoleMissing {
            role: missing,
            columns,
            ..
        } => {
            format!("在 {} 中找不到{}列", columns.join("、"), role(*missing))
        }
        TableError::Ambiguous {
            role: unclear,
            candidates,
        } => {
            format!(
                "有 {} 列都可能是{}列：{}",
                candidates.len(),
                role(*unclear),
                candidates.join("、")
            )
        }
        TableError::NotAFolder { path } => format!("{path} 是文件，结果需要文件夹"),
        TableError::ForeignFiles { path, foreign } => {
            format!("{path} 里有不是本程序生成的文件：{}", foreign.join("、"))
        }
        other => other.to_string(),
    }
}

/// What to do about it.
pub(super) fn table_hint(error: &TableError) -> Option<String> {
    Some(match error {
        TableError::NoFiles => "请给出文件名、带引号的通配符，或用 - 表示标准输入".into(),
        TableError::NotFound { near, .. } | TableError::NoColumn { near, .. }
            if !near.is_empty() =>
        {
            format!("是不是 {}？", near.join(" 或 "))
        }
        TableError::Folder { path } => format!("请指定其中的文件，或用 '{path}/*.csv'"),
        TableError::NoSpace { .. } => "请清理磁盘，或用 --out 换一个位置".into(),
        TableError::UnknownFormat { .. } => "请在原软件中另存为 .xlsx 或 .csv".into(),
        TableError::NotAWorkbook { .. } => "请先解压，再指定里面的文件".into(),
        TableError::PasswordProtected { .. } => "请先取消密码再保存".into(),
        TableError::DamagedWorkbook { .. }
        | TableError::DamagedParquet { .. }
        | TableError::DamagedArchive { .. } => "请重新复制或下载该文件".into(),
        TableError::UnclosedQuote { line, .. } => format!("请查看第 {line} 行以引号开头的单元格"),
        TableError::MixedEncodings { line, .. } => {
            format!("第 {line} 行起的内容来自别的文件，请统一编码后保存")
        }
        TableError::RoleMissing {
            role: missing,
            near,
            ..
        } => match near.first() {
            Some(name) => format!(
                "用 {} 列名 指定，例如 {} {name}",
                missing.flag(),
                missing.flag()
            ),
            None => format!("用 {} 列名 指定", missing.flag()),
        },
        TableError::Ambiguous {
            role: unclear,
            candidates,
        } => {
            let flags: Vec<String> = candidates
                .iter()
                .map(|name| format!("{} {name}", unclear.flag()))
                .collect();
            format!("请用 {} 指定", flags.join(" 或 "))
        }
        TableError::NotAFolder { .. } | TableError::ForeignFiles { .. } => {
            "请用 --out 换一个文件夹".into()
        }
        other => return other.hint(),
    })
}

/// Why customers could not be segmented; `None` where the English message must do.
pub(super) fn rfm(error: &RfmError) -> Option<String> {
    Some(match error {
        RfmError::Bins(bins) => format!("分档数是 {bins}，应为 2 到 9"),
        RfmError::Window { since, as_of } => format!("统计起始日 {since} 晚于分析日期 {as_of}"),
        RfmError::Weights(weights) => {
            format!("权重 {weights} 无效，应为三个不小于 0 的数，至少一个大于 0")
        }
        RfmError::Inconsistent { judgements, ratio } => {
            format!("判断 {judgements:?} 前后矛盾：一致性比率 CR = {ratio:.3}，应小于 0.1")
        }
        RfmError::Judgement(_) => "AHP 判断应为正数，一般取 1/9 到 9".into(),
        RfmError::Horizon(weeks) => format!("--horizon 是 {weeks} 周，应为 1 到 1040"),
        RfmError::Margin(margin) => format!("--margin 是 {margin}，应大于 0 且不超过 1"),
        RfmError::DiscountRate(rate) => {
            format!("--discount-rate 是 {rate}，应不小于 0，例如 0.1 表示每年 10%")
        }
        RfmError::BreakCount {
            flag,
            got,
            expected,
        } => format!("--{flag} 给了 {got} 个值，应为 {expected} 个"),
        RfmError::BreakOrder { flag, breaks } => format!("--{flag} 是 {breaks:?}，应为递增的数"),
        RfmError::Thresholds(got) => format!("--thresholds 给了 {got} 个数，应为 3 个"),
        RfmError::NoAmount { columns } => format!("在 {} 中找不到金额列", columns.join("、")),
        RfmError::NoCustomers { rows, reasons } => {
            let told = reasons
                .iter()
                .map(|(key, rows)| format!("{} {rows}", reason(key)));
            let reasons: Vec<String> = told.collect();
            format!("没有可以评分的客户：共 {rows} 行，{}", reasons.join("，"))
        }
        RfmError::DuplicateEdges {
            dimension,
            edges,
            scoring,
        } => {
            format!(
                "{dimension} 的分位点重复 {edges:?}，{} 方法无法分档",
                scoring.name()
            )
        }
        other => return migration(other),
    })
}

/// What is wrong with an earlier date, an order of value or a customer asked for.
fn migration(error: &RfmError) -> Option<String> {
    Some(match error {
        RfmError::ValueOrder {
            unknown,
            twice,
            missing,
        } => {
            let faults = [("不认识", unknown), ("重复", twice), ("缺少", missing)];
            let told = faults.into_iter().filter(|(_, names)| !names.is_empty());
            let told = told.map(|(fault, names)| format!("{fault}{}", names.join("、")));
            format!("--value-order {}", told.collect::<Vec<_>>().join("；"))
        }
        RfmError::MigrationOrder { from, as_of } => {
            format!("迁移的起始日期 {from} 不早于分析日期 {as_of}")
        }
        RfmError::MigrationDates => "客户表没有订单日期，无法回看更早的分群".into(),
        RfmError::Earlier { date, source } => format!("截至 {date}：{}", rfm(source)?),
        RfmError::NobodyBefore { set_aside } => {
            format!("先前的表里没有带分群的客户，{set_aside} 行未采用")
        }
        RfmError::NoSegmentColumn { columns } => {
            format!("在 {} 中找不到分群列", columns.join("、"))
        }
        RfmError::OtherSegments { unknown } => {
            const FEW: usize = 5;
            let shown: Vec<&str> = unknown.iter().take(FEW).map(String::as_str).collect();
            format!("{} 不在现用的分群之中", shown.join("、"))
        }
        RfmError::UnknownCustomer { id, .. } => format!("参与评分的客户中没有 {id}"),
        _ => return None,
    })
}

/// What to do about it.
pub(super) fn rfm_hint(error: &RfmError) -> Option<String> {
    Some(match error {
        RfmError::NoAmount { .. } => {
            "用 --amount 指定金额列，或用 --quantity 和 --unit-price".into()
        }
        RfmError::NoCustomers { .. } => {
            "用 fourr inspect 文件 查看各列，并检查 --as-of 和 --since".into()
        }
        RfmError::DuplicateEdges { .. } => {
            "改用 --scoring quantile，或用 qcut-drop 合并重复的档".into()
        }
        RfmError::ValueOrder { .. } => "按价值从高到低，把每一类的名称或代码写一次".into(),
        RfmError::MigrationOrder { .. } => {
            "把 --migration-from 提前到分析日期之前，或用 --as-of 指定分析日期".into()
        }
        RfmError::MigrationDates => "请给出订单，或用 --migration-from-file 给出先前的结果".into(),
        RfmError::Earlier { source, .. } => match source.as_ref() {
            RfmError::NoCustomers { .. } => "把 --migration-from 改到已有购买的日期".into(),
            other => return rfm_hint(other),
        },
        RfmError::NobodyBefore { .. } | RfmError::NoSegmentColumn { .. } => {
            "请给出先前运行得到的 customers.csv 或 customers.parquet".into()
        }
        RfmError::OtherSegments { .. } => "先前的表要用同样的 --scheme 生成".into(),
        RfmError::UnknownCustomer { near, .. } if !near.is_empty() => {
            format!("是不是 {}？", near.join(" 或 "))
        }
        RfmError::Window { .. } => "把 --since 移到 --as-of 之前".into(),
        RfmError::Inconsistent {
            judgements: [rf, _, fm],
            ..
        } => format!(
            "R 的重要性是 F 的 {rf} 倍、F 是 M 的 {fm} 倍时，R 对 M 应约为 {}",
            ((rf * fm).clamp(1.0 / 9.0, 9.0) * 100.0).round() / 100.0
        ),
        RfmError::Thresholds(_) => "例如 --thresholds 90,3,500（天数、次数、金额）".into(),
        other => return other.hint(),
    })
}

/// What a report could not do, and what to do about it; none where the English text says it as well.
pub(super) fn report(error: &ReportError) -> Option<(String, Option<String>)> {
    match error {
        ReportError::TooManyRows(rows) => Some((
            format!("{rows} 行超出工作表的容量（表头下最多 1048575 行）"),
            Some("用 --xlsx auto（工作簿不含这张表），全部行在 Parquet 与 CSV 文件中".to_owned()),
        )),
        _ => None,
    }
}

/// Why what somebody else got cannot be compared; `None` where the English message must do.
pub(super) fn claim(error: &ClaimError) -> Option<String> {
    Some(match error {
        ClaimError::Meaningless(text) => format!("{text} 既不是文件，也不是数或 名称=数"),
        ClaimError::NoNumber { name, value } => format!("{name} 是 {value}，应为一个数"),
        ClaimError::UnknownName { name, .. } => format!("没有叫 {name} 的指标或客户类型"),
        ClaimError::AmbiguousName { name, segments } => {
            format!("{name} 可能是 {}", segments.join("、"))
        }
        ClaimError::NumberAmongOthers(text) => {
            format!("{text} 没有说明是哪个指标，却与其他指标并列")
        }
        ClaimError::FileAmongOthers(text) => format!("{text} 是文件，不能与其他指标并列"),
        ClaimError::NoColumns { columns } => format!(
            "在 {} 中找不到客户类型或客户及其指标的列",
            columns.join("、")
        ),
        ClaimError::Table(_) | ClaimError::Query(_) => return None,
    })
}

/// What to do about it.
pub(super) fn claim_hint(error: &ClaimError) -> Option<String> {
    Some(match error {
        ClaimError::Meaningless(_) => {
            "例如 916、重要价值客户=916、客单价=480.87，或表格文件的路径".into()
        }
        ClaimError::NoNumber { .. } => "请写一个数，例如 916、38.86% 或 1.2万".into(),
        ClaimError::UnknownName { segments, .. } => format!(
            "可用 客户数、订单数、消费金额、客单价、平均R、平均F、平均M、复购率、r5、f3 等，或客户类型：{}；\
             类型后可加 .占比、.订单数、.消费金额、.客单价",
            segments.join("、")
        ),
        ClaimError::AmbiguousName { .. } => "请写出完整的名称".into(),
        ClaimError::NumberAmongOthers(_) => "请写成 名称=数，例如 客户数=4338".into(),
        ClaimError::FileAmongOthers(_) => "请单独比较一个文件".into(),
        ClaimError::NoColumns { .. } => {
            "表格应有客户类型与人数两列，或每位客户一行，有 R、F、M、得分或客户类型的列；可用 fourr inspect 文件 查看".into()
        }
        ClaimError::Table(error) => return table_hint(error),
        ClaimError::Query(_) => return None,
    })
}
