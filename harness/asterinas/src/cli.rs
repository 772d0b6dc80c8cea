//! The command line.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::str::FromStr;

use lexopt::Arg;

use crate::failure::Failure;
use crate::system::SYSTEMS;
use crate::system::profile::Profile;

const USAGE: &str = "\
usage: asterinas SYSTEM --seed N --steps K --profile P --fans F --constants JSON [--script SCRIPT]

Drives a real lock and prints what it does, one JSON object on each line.

  --seed N          what is left open is drawn from it
  --steps K         steps of the path
  --profile P       how to draw; see below
  --fans F          at how many places of the path to try everything that could happen next
  --constants JSON  the threads, for example '{\"Threads\":[\"t1\",\"t2\",\"t3\"]}'
  --script SCRIPT   after how many steps to make which moves instead of drawn ones,
                    for example '0:t1=CallLock(irq),t1,t2=CallTryLock(preempt)'
  --entry MOVE      print nothing but this move, made after K steps (how fans are recorded)
  --help, --version

The systems, with their profiles:
";

const VERSION: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"), "\n");

const OPTIONS: [&str; 7] = ["seed", "steps", "profile", "fans", "constants", "script", "entry"];

#[derive(Debug, PartialEq)]
pub enum Command {
    Record(Request),
    Print(String),
}

/// What to record.
#[derive(Debug, PartialEq)]
pub struct Request {
    pub system: String,
    pub seed: u64,
    pub steps: usize,
    pub profile: String,
    pub fans: usize,
    /// The names of the threads, in the order given.
    pub threads: Vec<String>,
    pub script: Option<String>,
    /// Record only this entry of the fan after the last step.
    pub entry: Option<String>,
}

impl Request {
    /// The command line that records one entry of the fan after `at` steps of this path.
    pub fn entry_arguments(&self, at: usize, entry: &str) -> Vec<String> {
        let constants = serde_json::json!({"Threads": self.threads}).to_string();
        let mut arguments = vec![
            self.system.clone(),
            format!("--seed={}", self.seed),
            format!("--steps={at}"),
            format!("--profile={}", self.profile),
            "--fans=0".to_owned(),
            format!("--constants={constants}"),
            format!("--entry={entry}"),
        ];
        arguments.extend(self.script.iter().map(|script| format!("--script={script}")));
        arguments
    }
}

/// Reads the command line, without the program's name.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Failure> {
    let mut system = None;
    let mut options = Options::default();
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Print(help())),
            Arg::Long("version") => return Ok(Command::Print(VERSION.to_owned())),
            Arg::Long(name) => match OPTIONS.into_iter().find(|known| *known == name) {
                Some(known) => options.give(known, parser.value()?)?,
                None => return Err(argument.unexpected().into()),
            },
            Arg::Value(value) if system.is_none() => system = Some(text("SYSTEM", value)?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Command::Record(Request {
        system: system.ok_or_else(|| Failure::input("SYSTEM is missing (--help tells more)"))?,
        seed: options.number("seed")?,
        steps: options.number("steps")?,
        profile: options.required("profile")?,
        fans: options.number("fans")?,
        threads: threads(&options.required("constants")?)?,
        script: options.optional("script"),
        entry: options.optional("entry"),
    }))
}

fn help() -> String {
    let line = |(name, profiles): (&str, &[Profile])| {
        let profiles: Vec<_> = profiles.iter().map(|profile| profile.name).collect();
        format!("  {name:<18}{}\n", profiles.join(", "))
    };
    USAGE.to_owned() + &SYSTEMS.map(line).concat()
}

/// The options as given, by name.
#[derive(Default)]
struct Options(BTreeMap<&'static str, String>);

impl Options {
    fn give(&mut self, name: &'static str, value: OsString) -> Result<(), Failure> {
        match self.0.insert(name, text(&format!("--{name}"), value)?) {
            None => Ok(()),
            Some(_) => Err(Failure::input(format!("--{name} is given twice"))),
        }
    }

    fn optional(&mut self, name: &str) -> Option<String> {
        self.0.remove(name)
    }

    fn required(&mut self, name: &str) -> Result<String, Failure> {
        let missing = || Failure::input(format!("--{name} is missing (--help tells more)"));
        self.optional(name).ok_or_else(missing)
    }

    fn number<T: FromStr>(&mut self, name: &str) -> Result<T, Failure> {
        let value = self.required(name)?;
        let bits = 8 * size_of::<T>();
        value.parse().map_err(|_| {
            Failure::input(format!("--{name}: {value:?} is not a whole number of {bits} bits"))
        })
    }
}

fn text(name: &str, value: OsString) -> Result<String, Failure> {
    value.into_string().map_err(|value| Failure::input(format!("{name}: {value:?} is not UTF-8")))
}

/// The threads' names, from `{"Threads":["t1",...]}`.
fn threads(constants: &str) -> Result<Vec<String>, Failure> {
    let wrong = |message: &str| Failure::input(format!("--constants: {message}"));
    let mut constants: BTreeMap<String, Vec<String>> =
        serde_json::from_str(constants).map_err(|error| wrong(&error.to_string()))?;
    let threads = constants.remove("Threads").ok_or_else(|| wrong("Threads is missing"))?;
    if let Some(name) = constants.keys().next() {
        return Err(wrong(&format!("there is no constant {name:?}, only Threads")));
    }
    if threads.is_empty() {
        return Err(wrong("at least one thread is needed"));
    }
    let mut seen = HashSet::new();
    for name in &threads {
        // Scripts separate names with other characters than these.
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) {
            return Err(wrong(&format!("the name {name:?} is not of letters, digits, _ and -")));
        }
        if !seen.insert(name) {
            return Err(wrong(&format!("two threads are named {name:?}")));
        }
    }
    Ok(threads)
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Failure::input(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &[&str]) -> Result<Command, Failure> {
        parse(line.iter().map(OsString::from))
    }

    fn request() -> Request {
        Request {
            system: "spin".to_owned(),
            seed: u64::MAX,
            steps: 5,
            profile: "try".to_owned(),
            fans: 0,
            threads: vec!["b".to_owned(), "a".to_owned()],
            script: Some("0:a=CallLock(irq)".to_owned()),
            entry: Some("b=CallLock(irq)".to_owned()),
        }
    }

    /// The process of a fan's entry is told exactly the path of the process that starts it.
    #[test]
    fn an_entry_is_asked_for_by_the_command_line() {
        let path = Request { steps: 100, fans: 10, entry: None, ..request() };
        let line = path.entry_arguments(5, "b=CallLock(irq)");
        assert_eq!(
            read(&line.iter().map(String::as_str).collect::<Vec<_>>()).unwrap(),
            Command::Record(request())
        );
    }

    /// The names of the threads keep their order, and must be usable in a script.
    #[test]
    fn threads_are_distinct_names() {
        assert_eq!(threads(r#"{"Threads":["q","p"]}"#).unwrap(), ["q", "p"]);
        for (constants, wrong) in [
            ("{", "EOF"),
            ("[]", "expected a map"),
            ("{}", "Threads is missing"),
            (r#"{"Threads":["a"],"Nodes":["n"]}"#, "no constant \"Nodes\""),
            (r#"{"Threads":[]}"#, "at least one"),
            (r#"{"Threads":[1]}"#, "expected a string"),
            (r#"{"Threads":["a","a"]}"#, "two threads are named \"a\""),
            (r#"{"Threads":[""]}"#, "the name \"\""),
            (r#"{"Threads":["a=b"]}"#, "the name \"a=b\""),
        ] {
            let message = threads(constants).unwrap_err().to_string();
            assert!(message.contains(wrong), "{constants}: {message}");
        }
    }
}
