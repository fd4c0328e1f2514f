//! Reports drawn to be judged, and what verdicts say of them.

use crate::support::{Folder, ten_days};

const HEADER: &str = "id,day,outlet,sentence,source,type,target,certainty,days,\
                      source_right,type_right,target_right,certainty_right,date_right,error";

#[test]
fn a_sample_is_drawn_blind_and_by_seed_then_judged() {
    let folder = Folder::with_archive(&ten_days());
    let draw = |seed: &str| {
        folder.run(&["review", "--draw", "4", "--seed", seed, "Russia", "Japan"]).succeeds().out
    };
    let drawn = draw("7");
    assert_eq!(drawn, draw("7"));
    assert_ne!(drawn, draw("8"));
    let lines: Vec<&str> = drawn.lines().collect();
    assert_eq!((lines[0], lines.len()), (HEADER, 5));
    assert!(lines[1..].iter().all(|line| line.ends_with(",,,,,,")), "{drawn}");
    let asked = ["review", "--draw", "4", "--seed", "7", "RUS", "JPN", "--out", "sample.csv"];
    folder.run(&asked).succeeds().says(&["4 reports", "--verdicts sample.csv"]);
    assert_eq!(std::fs::read_to_string(folder.path("sample.csv")).expect("a sample"), drawn);
    folder.run(&asked).fails(2, &["sample.csv is there already", "hint: "]);

    // Two are right, one is of another type, one is left.
    let verdicts = [",1,1,1,1,1,", ",1,1,1,1,1,", ",1,0,1,1,1,no threat", ",,,,,,"];
    let judged = lines[1..].iter().zip(verdicts).map(|(line, verdict)| {
        let bare = line.strip_suffix(",,,,,,").expect("an empty verdict");
        format!("{bare}{verdict}\n")
    });
    folder.write("judged.csv", format!("{HEADER}\n{}", judged.collect::<String>()));
    let answer = folder.run(&["review", "--verdicts", "judged.csv", "--format", "csv"]).succeeds();
    assert!(answer.out.contains("whole,report,2,3,66.7,20.8,93.9\n"), "{}", answer.out);
    assert!(answer.out.contains("field,type,2,3,66.7,20.8,93.9\n"), "{}", answer.out);
    assert!(answer.out.contains("outlet,Freedonian Herald,2,3,"), "{}", answer.out);
    let unfilled = lines[4].split(',').next().expect("an id");
    answer.says(&["1 of 4 rows are not filled", unfilled]);
}

#[test]
fn a_review_says_what_is_wrong() {
    let folder = Folder::with_archive(&ten_days());
    assert_eq!(folder.run(&["review"]).code, 2);
    folder.run(&["review", "--draw", "0"]).fails(2, &["--draw 0"]);
    let quarrel = folder.run(&["review", "--draw", "3", "--type", "QUARREL"]);
    assert!(quarrel.code == 2 && quarrel.err.contains("known are: AGREE"), "{}", quarrel.err);
    folder.run(&["review", "--draw", "3", "--type", "RETREAT"]).fails(4, &["no report", "hint: "]);
    let few = folder.run(&["review", "--draw", "3", "--type", "sanction"]).succeeds();
    assert_eq!(few.lines().len(), 2);
    few.says(&["only 1 match"]);
    folder.run(&["review", "--draw", "3", "--source", "Zzz"]).fails(2, &["Zzz"]);
    folder.run(&["review", "--verdicts", "none.csv"]).fails(3, &["none.csv", "hint: "]);
    folder.write("bare.csv", "id,type\n");
    folder.run(&["review", "--verdicts", "bare.csv"]).fails(3, &["bare.csv", "`outlet`"]);
    let row = |mark: &str| {
        format!(
            "{HEADER}\nn:0:0,2024-03-01,H,It was so.,RUS,AID,JPN,reported,2024-03-01,1,{mark},1,1,1,\n"
        )
    };
    folder.write("odd.csv", row("perhaps"));
    folder
        .run(&["review", "--verdicts", "odd.csv"])
        .fails(3, &["odd.csv:2", "`type_right` is `perhaps`", "hint: "]);
    folder.write("part.csv", row(""));
    let part = folder.run(&["review", "--verdicts", "part.csv"]);
    assert_eq!(part.code, 4, "{}", part.err);
    part.says(&["1 of 1 rows are not filled: n:0:0", "no row has a verdict", "hint: "]);
}
