//! [`Invocation`]: the command line as it was given, for whoever wants to repeat it.

mod place;

use std::{env, ffi::OsStr, path::Path};

use clap::{Arg, ArgMatches, Command, ValueHint, parser::ValueSource};
use fourr_locale::Lang;
use fourr_report::ipynb::{Argument, Recipe};

use crate::args::{MACHINE, OUTPUT};
use place::seen_from;

/// The arguments that change the figures, as they were given: the command, its inputs, its flags in the order of the
/// help, each by its long name.
///
/// Flags that only say where and how results are written (those under the heading `Output`) are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Invocation {
    words: Vec<Word>,
}

/// A word of the command line, and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    /// A file or pattern to read.
    Input,
    /// A file that a flag names.
    File,
}

impl Invocation {
    /// What `matches` of `command` hold.
    pub(crate) fn of(command: &Command, matches: &ArgMatches) -> Self {
        let mut words = Vec::new();
        let globals = given(command.get_arguments(), matches);
        let (mut command, mut matches) = (command, matches);
        while let Some((name, inner)) = matches.subcommand() {
            let Some(found) = command.find_subcommand(name) else {
                break;
            };
            words.push(Word::plain(name));
            (command, matches) = (found, inner);
            let own = command.get_arguments().filter(|arg| !arg.is_global_set());
            words.extend(given(own, matches));
        }
        words.extend(globals);
        words.extend(last(command, matches));
        Self { words }
    }

    /// The line to type into a POSIX shell.
    pub(crate) fn line(&self) -> String {
        let words = self.words.iter().map(|word| quoted(&word.text));
        [String::from("fourr")]
            .into_iter()
            .chain(words)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The same for a notebook in `folder`, which reads its files from there; in `lang`, whatever the locale.
    pub(crate) fn recipe(&self, folder: &Path, lang: Lang) -> Recipe {
        // Where the current folder is gone, only absolute paths could be opened, and they stay as they are.
        let here = env::current_dir().unwrap_or_default();
        let mut arguments: Vec<Argument> = self
            .words
            .iter()
            .map(|word| match word.kind {
                Kind::Plain => Argument::Word(word.text.clone()),
                Kind::Input => Argument::Input(seen_from(folder, &here, &word.text)),
                Kind::File => Argument::Word(seen_from(folder, &here, &word.text)),
            })
            .collect();
        let lang_flag = Argument::Word("--lang".to_owned());
        if !arguments.contains(&lang_flag) {
            let lang = lang.pick("zh", "en").to_owned();
            arguments.extend([lang_flag, Argument::Word(lang)]);
        }
        Recipe { arguments }
    }
}

impl Word {
    fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: Kind::Plain,
        }
    }
}

/// Those of `arguments` that came from the command line: those by place first, then flags.
fn given<'a>(arguments: impl Iterator<Item = &'a Arg>, matches: &ArgMatches) -> Vec<Word> {
    let from_user = |arg: &&Arg| {
        let id = arg.get_id().as_str();
        let known = matches.try_contains_id(id).is_ok();
        known && matches.value_source(id) == Some(ValueSource::CommandLine)
    };
    let changes_figures = |arg: &&Arg| {
        let heading = arg.get_help_heading();
        heading != Some(OUTPUT) && heading != Some(MACHINE)
    };
    let arguments = arguments.filter(|arg| !arg.is_last_set());
    let arguments = arguments.filter(changes_figures);
    let (places, flags): (Vec<&Arg>, Vec<&Arg>) = arguments
        .filter(from_user)
        .partition(|arg| arg.is_positional());
    let places = places.into_iter().flat_map(|arg| inputs(arg, matches));
    let flags = flags.into_iter().flat_map(|arg| flag(arg, matches));
    places.chain(flags).collect()
}

/// What was given behind `--`, with it in front.
fn last(command: &Command, matches: &ArgMatches) -> Vec<Word> {
    let last = command.get_arguments().find(|arg| arg.is_last_set());
    let values = last.and_then(|arg| matches.get_raw(arg.get_id().as_str()));
    let words = values.into_iter().flatten();
    let mut words: Vec<Word> = words
        .map(|value| Word::plain(value.to_string_lossy()))
        .collect();
    if !words.is_empty() {
        words.insert(0, Word::plain("--"));
    }
    words
}

/// The values of an argument by place. One that starts with a hyphen must not be taken for a flag.
fn inputs(arg: &Arg, matches: &ArgMatches) -> Vec<Word> {
    let is_file = names_file(arg);
    let values = matches.get_raw(arg.get_id().as_str()).into_iter().flatten();
    let word = |value: &OsStr| {
        let text = value.to_string_lossy();
        if is_file && text.len() > 1 && text.starts_with('-') {
            format!("./{text}")
        } else {
            text.into_owned()
        }
    };
    let kind = if is_file { Kind::Input } else { Kind::Plain };
    values
        .map(|value| Word {
            text: word(value),
            kind,
        })
        .collect()
}

/// A flag, once an occurrence, with its values.
fn flag(arg: &Arg, matches: &ArgMatches) -> Vec<Word> {
    let id = arg.get_id().as_str();
    let Some(long) = arg.get_long() else {
        return Vec::new();
    };
    let name = format!("--{long}");
    if !arg.get_action().takes_values() {
        return vec![Word::plain(name)];
    }
    let mut words = Vec::new();
    for values in matches.get_raw_occurrences(id).into_iter().flatten() {
        let values: Vec<_> = values.map(OsStr::to_string_lossy).collect();
        let values = match arg.get_value_delimiter() {
            Some(delimiter) => vec![values.join(&delimiter.to_string())],
            None => values.iter().map(ToString::to_string).collect(),
        };
        match values.as_slice() {
            [value] if arg.is_require_equals_set() || value.starts_with('-') => {
                words.push(Word::plain(format!("{name}={value}")));
            }
            _ => {
                words.push(Word::plain(name.clone()));
                words.extend(values.into_iter().map(|text| {
                    let is_file = names_file(arg) && Path::new(&text).is_file();
                    let kind = if is_file { Kind::File } else { Kind::Plain };
                    Word { text, kind }
                }));
            }
        }
    }
    words
}

/// Whether an argument's value may be a file: by its type, or by its name in the help (`NAME|FILE`).
fn names_file(arg: &Arg) -> bool {
    let mut names = arg.get_value_names().into_iter().flatten();
    arg.get_value_hint() == ValueHint::AnyPath || names.any(|name| name.contains("FILE"))
}

/// `word` as a POSIX shell reads it back, bare where that is safe.
fn quoted(word: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "_-./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(safe) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Cli;

    fn invocation(line: &[&str]) -> Invocation {
        let mut command = Cli::command();
        command.build();
        let matches = command.try_get_matches_from_mut(line).unwrap();
        Invocation::of(&command, &matches)
    }

    #[track_caller]
    fn check(table: &[(&str, &str)]) {
        for (line, recorded) in table {
            let line: Vec<&str> = line.split(' ').collect();
            assert_eq!(invocation(&line).line(), *recorded);
        }
    }

    #[test]
    fn what_was_given_is_recorded_and_nothing_else() {
        check(&[
            ("fourr rfm orders.csv", "fourr rfm orders.csv"),
            (
                "fourr rfm --as-of=2024-12-31 orders.csv -o out --json",
                "fourr rfm orders.csv --as-of 2024-12-31",
            ),
            (
                "fourr --lang zh rfm 会员.xlsx --customer 会员编号",
                "fourr rfm 会员.xlsx --customer 会员编号 --lang zh",
            ),
            (
                "fourr rfm a.csv b's.csv --csv never --lang en",
                "fourr rfm a.csv 'b'\\''s.csv' --lang en",
            ),
            ("fourr demo -o tour", "fourr demo"),
        ]);
    }

    #[test]
    fn values_are_recorded_in_a_form_that_is_read_back() {
        check(&[
            (
                "fourr rfm sales-*.csv --thresholds 30,2,100.50 --basis fixed",
                "fourr rfm 'sales-*.csv' --basis fixed --thresholds 30,2,100.50",
            ),
            (
                "fourr rfm - --delimiter ; --sheet=-1",
                "fourr rfm - --delimiter ';' --sheet=-1",
            ),
            (
                "fourr rfm a.csv --clusters --lifetime=bg-nbd,pareto-nbd",
                "fourr rfm a.csv --clusters=auto --lifetime=bg-nbd,pareto-nbd",
            ),
            ("fourr rfm -- -odd.csv", "fourr rfm ./-odd.csv"),
            (
                "fourr bench rfm --input a.csv --lang zh -- --bins 3",
                "fourr bench rfm --input a.csv --lang zh -- --bins 3",
            ),
        ]);
    }

    #[test]
    fn a_shell_reads_words_back_as_they_were() {
        let table = [
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", "'it'\\''s'"),
            ("$HOME;`x`", "'$HOME;`x`'"),
            ("~", "'~'"),
            ("2024年（汇总）.csv", "'2024年（汇总）.csv'"),
            ("实付金额", "实付金额"),
        ];
        for (word, expected) in table {
            assert_eq!(quoted(word), expected);
        }
    }
}
