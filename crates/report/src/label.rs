//! [`Label`]: the words that rendering adds to a report.

use fourr_locale::Lang;

use crate::NoteKind;

/// Declares [`Label`] with its Chinese and English text, so that none can lack a language.
macro_rules! labels {
    ($($name:ident: $zh:literal, $en:literal;)+) => {
        /// A word or phrase of the documents' own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Label {
            $($name,)+
        }

        impl Label {
            /// Every label.
            #[cfg(test)]
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)+];

            /// The label in Chinese and English.
            fn texts(self) -> [&'static str; 2] {
                match self {
                    $(Self::$name => [$zh, $en],)+
                }
            }
        }
    };
}

labels! {
    Contents: "目录", "Contents";
    KeyFigures: "关键数字", "Key figures";
    Findings: "主要发现", "Key findings";
    Evidence: "（见", " (see ";
    EvidenceEnd: "）", ")";
    Separator: "、", ", ";
    Colon: "：", ": ";
    Figure: "图", "Figure";
    Table: "表", "Table";
    Method: "方法", "Method";
    Where: "其中", "where";
    Worked: "代入本例数据", "With this data";
    Conventions: "采用的约定", "Conventions in force";
    Sources: "文献", "Sources";
    Excerpt: "显示前 {0} 行，共 {1} 行；全部见 {2}。", "First {0} of {1} rows; all of them are in {2}.";
    Withheld: "人数过少，不予公布", "Withheld: too few people";
    DataNotes: "数据说明", "Data notes";
    Kind: "类别", "Kind";
    Note: "说明", "Note";
    Rows: "行数", "Rows";
    Read: "读入", "Read";
    SetAside: "未采用", "Set aside";
    Used: "采用", "Used";
    Assumed: "假定", "Assumed";
    Warning: "注意", "Warning";
    Provenance: "来源与参数", "Provenance";
    Inputs: "输入文件", "Input files";
    Command: "重现本报告的命令", "Command that repeats this report";
    Parameters: "参数", "Parameters";
    Version: "工具版本", "Tool version";
    ToggleTheme: "切换深色与浅色", "Switch between light and dark";
    Task: "题目要求", "Task";
    Done: "做法", "Step";
    Conclusion: "结论", "Conclusion";
    CandidateName: "姓名", "Name";
    CandidateNumber: "准考证号", "Number";
    CandidateDate: "日期", "Date";
    SkipToContent: "跳到正文", "Skip to content";
}

impl Label {
    /// The label in a language.
    pub(crate) fn text(self, lang: Lang) -> &'static str {
        let [zh, en] = self.texts();
        lang.pick(zh, en)
    }
}

impl From<NoteKind> for Label {
    fn from(kind: NoteKind) -> Self {
        match kind {
            NoteKind::Read => Self::Read,
            NoteKind::SetAside => Self::SetAside,
            NoteKind::Used => Self::Used,
            NoteKind::Assumed => Self::Assumed,
            NoteKind::Warning => Self::Warning,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_reads_in_both_languages() {
        for label in Label::ALL {
            let [zh, en] = label.texts();
            assert!(!zh.is_ascii(), "{label:?}: {zh}");
            assert!(en.is_ascii() && !en.is_empty(), "{label:?}: {en}");
        }
    }
}
