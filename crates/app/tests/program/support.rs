//! A folder of its own for each test, and the program run in it.

use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

/// A working folder that goes away with the test.
pub struct Folder(tempfile::TempDir);

/// What the program answered.
pub struct Answer {
    pub out: String,
    pub err: String,
    pub code: i32,
}

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// A folder whose `rapport.db` holds these documents.
    pub fn with_archive(documents: &[Value]) -> Self {
        let folder = Self::new();
        folder.write("news.jsonl", lines(documents));
        folder.run(&["read", "news.jsonl"]).succeeds();
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("it can be written");
    }

    /// The program in this folder, not started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("RAPPORT_ARCHIVE")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        self.command(arguments).output().expect("the program starts").into()
    }

    /// Runs it with a text on standard input.
    pub fn run_on(&self, input: &str, arguments: &[&str]) -> Answer {
        let mut child = self.piped(self.command(arguments));
        child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads its input");
        child.wait_with_output().expect("it ends").into()
    }

    pub fn piped(&self, mut command: Command) -> Child {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts")
    }

    /// What the archive holds of two actors, without the moments of reading.
    pub fn events(&self, a: &str, b: &str, archive: &str) -> Vec<Value> {
        let answer = self
            .run(&["events", a, b, "--about", "--archive", archive, "--format", "jsonl"])
            .succeeds();
        let mut events = answer.json_lines();
        for event in &mut events {
            let recorded_at = event.as_object_mut().expect("an object").remove("recorded_at");
            assert!(recorded_at.is_some_and(|moment| moment.is_string()), "{event}");
        }
        events
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).expect("UTF-8 out"),
            err: String::from_utf8(output.stderr).expect("UTF-8 messages"),
            code: output.status.code().unwrap_or(-1),
        }
    }
}

impl Answer {
    #[track_caller]
    pub fn succeeds(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.err);
        self
    }

    /// Ends with this code, and says each of these on standard error.
    #[track_caller]
    pub fn fails(self, code: i32, said: &[&str]) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        assert!(self.err.starts_with("error: "), "{}", self.err);
        self.says(said)
    }

    /// The same, where something was told before the error.
    #[track_caller]
    pub fn fails_after_telling(self, code: i32, said: &[&str]) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        assert!(self.err.contains("\nerror: "), "{}", self.err);
        self.says(said)
    }

    #[track_caller]
    pub fn says(self, said: &[&str]) -> Self {
        for one in said {
            assert!(self.err.contains(one), "no {one:?} in:\n{}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// The only line of the answer that is not empty, or the first or last.
    pub fn lines(&self) -> Vec<&str> {
        self.out.lines().filter(|line| !line.trim().is_empty()).collect()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {}", self.out))
    }

    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.out
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}"))
            })
            .collect()
    }
}

/// A document as the contract has it.
pub fn document(id: &str, date: &str, text: &str) -> Value {
    json!({"id": id, "date": date, "text": text, "outlet": "Freedonian Herald"})
}

/// JSON lines.
pub fn lines(documents: &[Value]) -> String {
    documents.iter().map(|document| format!("{document}\n")).collect()
}

/// Ten days of Russia and Japan, told in invented notes.
pub fn ten_days() -> Vec<Value> {
    [
        "Russia condemned Japan.",
        "The Russian foreign minister met the Japanese foreign minister in Moscow.",
        "Japan imposed sanctions on Russia.",
        "Russia rejected a proposal of Japan.",
        "Japan and Russia signed an agreement on fisheries.",
        "Russia praised Japan.",
        "Japan accused Russia of violating its airspace.",
        "Russia denied that it had violated the airspace of Japan.",
        "Russia threatened Japan with retaliation.",
        "Japan provided food aid to Russia.",
    ]
    .iter()
    .enumerate()
    .map(|(index, text)| document(&format!("n{index}"), &format!("2024-03-{:02}", index + 1), text))
    .collect()
}
