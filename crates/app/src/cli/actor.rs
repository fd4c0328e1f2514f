//! `rapport actor`: who somebody is on a given day, and how we know.

use crate::actor_tables::ActorArgs;
use crate::failure::Failure;
use crate::output::{Format, Rows};
use crate::settings::{day, today};
use anyhow::Result;
use rapport_coding::actors::Gazetteer;
use rapport_record::{Actor, Date};
use serde_json::json;

/// Arguments of `rapport actor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A name, code or office: "Russia", RUS, "Kim Jong Un", "French President"
    name: String,
    /// Answer for this day [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<Date>,
    #[command(flatten)]
    actors: ActorArgs,
    /// Write a table, JSON, JSON lines or CSV
    #[arg(long, value_enum)]
    format: Option<Format>,
}

/// Runs the command.
pub fn run(args: &Args) -> Result<()> {
    let gazetteer = args.actors.gazetteer()?;
    let on = args.on.unwrap_or_else(today);
    let resolutions = gazetteer.resolve(&args.name, Some(on));
    if resolutions.is_empty() {
        return Err(unknown(&gazetteer, &args.name).into());
    }
    let mut rows = Rows::new(&["actor", "name", "on", "source", "why"]);
    for one in &resolutions {
        let name = gazetteer.actors().name(&one.actor).to_owned();
        let whole = json!({"actor": one.actor, "name": name, "on": on, "why": one.why, "source": one.source});
        rows.push(
            vec![one.actor.clone(), name, on.to_string(), one.source.clone(), one.why.clone()],
            &whole,
        )?;
    }
    rows.print(Format::or_default(args.format))
}

/// The actor a command line means.
pub fn named<'g>(
    gazetteer: &'g Gazetteer,
    name: &str,
    on: Option<Date>,
) -> Result<&'g Actor, Failure> {
    gazetteer
        .resolve(name, on)
        .first()
        .and_then(|resolution| gazetteer.actors().get(&resolution.actor))
        .ok_or_else(|| unknown(gazetteer, name))
}

fn unknown(gazetteer: &Gazetteer, name: &str) -> Failure {
    let near = gazetteer.suggest(name);
    let hint = if near.is_empty() {
        "give a country by name or ISO code, such as Russia or RUS; `rapport actor NAME` shows who is known".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    Failure::usage(format!("no actor is known by the name \"{name}\""), hint)
}
