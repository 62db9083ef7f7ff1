//! Plans: their order, their faults with places, and which steps need not run again.

#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected fails")]

mod faults;
mod runs;

use std::path::Path;

use fourr_pipeline::{Input, Plan, PlanError};

fn parse(text: &str) -> Result<Plan, PlanError> {
    Plan::parse(text, Path::new("company/plan.toml"))
}

fn words(plan: &Plan, step: usize) -> Vec<String> {
    plan.steps[step].words(plan, Path::new("out"))
}

#[test]
fn keys_become_long_flags() {
    let plan = parse(
        r#"
[inputs]
"订单" = "订单.csv"
more = "more/*.csv"

[[step]]
name = "客户分层"
run = "rfm"
input = ["订单", "more", { file = "last.csv" }]
as_of = 2024-12-31
clusters = true
answer = false
bins = 5
thresholds = [30, 2, 100.50]
cost = { "全场包邮" = 120000, "礼盒" = 3e4 }
labels = { file = "labels.toml" }
"#,
    )
    .unwrap();
    assert_eq!(plan.title.en, "plan");
    // A key comes where the alphabet puts it, its values in their order.
    assert_eq!(
        words(&plan, 0),
        [
            "rfm",
            "company/订单.csv",
            "company/more/*.csv",
            "company/last.csv",
            "--as-of=2024-12-31",
            "--bins=5",
            "--clusters",
            "--cost=全场包邮=120000",
            "--cost=礼盒=3e4",
            "--labels=company/labels.toml",
            "--thresholds=30",
            "--thresholds=2",
            "--thresholds=100.50",
        ]
    );
}

#[test]
fn an_input_may_be_practice_data() {
    let mut plan = parse(
        "[inputs]\nlog = { generate = \"orders\", rows = 20000, dirt = 1.0, encoding = \"gbk\" }\n\
         [[step]]\nname = \"a\"\nrun = \"rfm\"\ninput = \"log\"\n",
    )
    .unwrap();
    assert_eq!(words(&plan, 0), ["rfm", "out/data/log.csv"]);
    let made = |plan: &Plan| {
        let Some(Input::Made(made)) = plan.inputs.get("log") else {
            panic!("{plan:?}");
        };
        made.words(Path::new("out/data/x.csv"))
    };
    let flags = ["--dirt=1.0", "--encoding=gbk", "--rows=20000"];
    let given: Vec<&str> = ["generate", "orders"].into_iter().chain(flags).collect();
    assert_eq!(made(&plan)[..5], given);
    plan.seed(7);
    plan.seed(8);
    plan.watermark("0071");
    assert!(plan.record_defects("log") && !plan.record_defects("nothing"));
    assert_eq!(
        made(&plan)[5..],
        [
            "--seed=8",
            "--watermark=0071",
            "--defects=out/truth/x.parquet",
            "--out=out/data/x.csv"
        ]
    );
}

#[test]
fn a_step_runs_behind_those_that_it_needs() {
    let step = |name: &str, needs: &[&str]| {
        let input: Vec<String> = needs
            .iter()
            .map(|need| format!("{{ step = \"{need}\", file = \"t.csv\" }}"))
            .collect();
        let input = input.join(", ");
        format!("[[step]]\nname = \"{name}\"\nrun = \"rfm\"\ninput = [{input}]\n")
    };
    let order = |steps: &[String]| -> Vec<String> {
        let plan = parse(&steps.concat()).unwrap();
        plan.steps.into_iter().map(|step| step.name).collect()
    };
    let steps = [
        step("c", &["a", "b"]),
        step("b", &["a"]),
        step("a", &[]),
        step("d", &[]),
    ];
    assert_eq!(order(&steps), ["a", "b", "c", "d"]);
    // Where nothing has to wait, the file decides.
    let steps = [step("z", &[]), step("y", &["z"]), step("x", &[])];
    assert_eq!(order(&steps), ["z", "y", "x"]);
}
