//! 男 and 女.

use super::WrittenFault;
use crate::fold;

const MEN: [&str; 8] = ["男", "男性", "男士", "先生", "m", "male", "man", "mr"];
const WOMEN: [&str; 9] = [
    "女", "女性", "女士", "小姐", "f", "female", "woman", "ms", "mrs",
];

/// 男 or 女. Digits are not guessed at: 1 and 0 mean either, by the file.
///
/// # Errors
/// Any other word.
pub fn sex(cell: &str) -> Result<String, WrittenFault> {
    let folded = fold::trimmed(cell).to_lowercase();
    let word = folded.trim_end_matches('.');
    if MEN.contains(&word) {
        Ok("男".to_owned())
    } else if WOMEN.contains(&word) {
        Ok("女".to_owned())
    } else {
        Err(WrittenFault::Unparseable)
    }
}
