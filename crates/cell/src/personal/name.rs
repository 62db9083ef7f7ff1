//! Names of people.

/// The common surnames, roughly by frequency. The list decides nothing alone: see `ColumnScan::verdict`.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜\
叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常\
汤康易乔赖文施洪辛柯庄温殷章葛俞尤梅阎詹岳耿焦柳鲍聂蓝欧路安齐伍庞樊兰倪季翟申包凌左颜冉柴蒙邢宁牛翁关童解代纪涂骆\
祝单裴盛霍阮谷卞屈符蒲穆项娄卓褚窦栾岑景党麦甘车苗丛舒缪喻费戚臧卜冷桂滕宫闵司房游瞿华陕苟隋鞠仇郎连靳查鄢晏应尚";

/// Surnames of two characters.
const COMPOUND_SURNAMES: [&str; 16] = [
    "欧阳", "上官", "司马", "司徒", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "夏侯",
    "长孙", "宇文", "端木", "南宫",
];

/// Whether the text, folded and trimmed, looks like a name: two to four 汉字 that begin with a surname.
///
/// Weak evidence: 高级, 金额 and 常州 look the same.
pub(super) fn looks_like_name(text: &str) -> bool {
    // Four characters of the basic block have twelve bytes; rarer ones four each.
    if !(6..=16).contains(&text.len()) || !text.chars().all(is_han) {
        return false;
    }
    let surname = surname(text);
    (2..=4).contains(&text.chars().count())
        && (COMPOUND_SURNAMES.contains(&surname) || SURNAMES.contains(surname))
}

/// Whether the text may be a name in a column of names.
///
/// Two to four 汉字 of whatever surname; longer with a dot (阿依古丽·买买提); or Latin words of letters.
pub(super) fn may_be_name(text: &str) -> bool {
    let chars = text.chars().count();
    let chinese = text.chars().all(is_han) && (2..=4).contains(&chars);
    let dotted =
        text.contains(is_dot) && text.chars().all(|c| is_han(c) || is_dot(c)) && chars <= 20;
    let latin = (2..=60).contains(&chars)
        && text.chars().any(char::is_alphabetic)
        && text.chars().all(|c| {
            matches!(c, ' ' | '.' | '\'' | '’' | '-') || (c.is_alphabetic() && !is_han(c))
        });
    chinese || dotted || latin
}

/// The surname of a Chinese name, the first character otherwise.
pub(super) fn surname(name: &str) -> &str {
    let compound = COMPOUND_SURNAMES
        .iter()
        .find(|surname| name.len() > surname.len() && name.starts_with(**surname));
    let end = compound.map_or_else(
        || name.chars().next().map_or(0, char::len_utf8),
        |surname| surname.len(),
    );
    &name[..end]
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}')
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_surname() {
        for name in ["张三", "欧阳娜娜", "王小明", "诸葛亮"] {
            assert!(looks_like_name(name), "{name}");
        }
        for other in [
            "北京",
            "王",
            "数据分析",
            "王小明的书",
            "Wang",
            "张3",
            "普通会员",
        ] {
            assert!(!looks_like_name(other), "{other}");
        }
    }

    #[test]
    fn a_column_of_names_may_hold_any_name() {
        for name in ["张三", "亓官云", "阿依古丽·买买提", "John O'Neil", "José"] {
            assert!(may_be_name(name), "{name}");
        }
        for other in ["", "王", "A1", "12", "...", "数字营销技术应用"] {
            assert!(!may_be_name(other), "{other}");
        }
    }
}
