//! Charts as SVG: the level with its band, and how much happened.
//!
//! In: level points and turning points. Out: one `<svg>` element as text, with
//! title and description for readers who cannot see it. Colours come from CSS
//! variables with fallbacks, so a page can turn them dark and a lone file works.
//! Where too little is known nothing is drawn but a hatched gap that says so.

use crate::{
    dates,
    matter::{LevelPoint, TurningPoint},
    names,
    render::escape,
    select::days_between,
};
use rapport_record::Date;

const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 210.0;
const LEFT: f64 = 34.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

/// The most points drawn; a longer series is averaged down to this.
const POINTS_MAX: usize = 240;

/// The most bars drawn.
const BARS_MAX: usize = 80;

/// The level over time, its 90 % band, turning points and gaps. Empty where
/// there are no points at all.
pub fn level_svg(name: &str, points: &[LevelPoint], turns: &[TurningPoint]) -> String {
    let Some(frame) = Frame::of(points) else { return String::new() };
    let drawn = thinned(points, POINTS_MAX);
    let informed = || drawn.iter().filter(|point| point.is_informed);
    let high = informed().map(|point| point.high).fold(1.0_f64, f64::max);
    let low = informed().map(|point| point.low).fold(-1.0_f64, f64::min);
    let frame = Frame { low: low.floor().max(-10.0), high: high.ceil().min(10.0), ..frame };

    let mut body = String::new();
    let is_dated = drawn.iter().any(|point| 0 < point.n_documents);
    for gap in runs(&drawn, false) {
        // Where nothing was read for all of it, that is why too little is known.
        let is_covered = !is_dated || !gap.iter().all(is_not_covered);
        body.push_str(&frame.gap("level", gap, if is_covered { NOT_KNOWN } else { NOT_COVERED }));
    }
    for turn in turns {
        body.push_str(&frame.turn(turn));
    }
    body.push_str(&frame.axes("level"));
    for run in runs(&drawn, true) {
        body.push_str(&frame.band(run));
    }
    let known = informed().count();
    let description = match (informed().next(), informed().next_back()) {
        (Some(first), Some(last)) => format!(
            "Level in Goldstein points from {} to {}. It begins at {:+.1} and ends at {:+.1}; {} \
             turning points. {} of {} periods are known well enough to draw.",
            dates::long(first.from),
            dates::long(last.to),
            first.level,
            last.level,
            turns.len(),
            known,
            drawn.len()
        ),
        _ => "Not enough is known to draw a level for any period.".to_owned(),
    };
    frame.svg("level", &format!("Level of relations: {name}"), &description, &body)
}

/// How much happened over time: events for 10,000 documents, or events where
/// the number of documents is not known. Empty where there are no points at all.
pub fn attention_svg(name: &str, points: &[LevelPoint]) -> String {
    let Some(frame) = Frame::of(points) else { return String::new() };
    let bars = thinned(points, BARS_MAX);
    let is_share = bars.iter().all(|point| point.attention.is_some() || point.n_events == 0);
    let value = |point: &LevelPoint| {
        if is_share { point.attention.unwrap_or(0.0) } else { point.n_events as f64 }
    };
    let highest = bars.iter().map(value).fold(0.0_f64, f64::max);
    let frame = Frame { low: 0.0, high: round_up(highest), ..frame };
    let mut body = frame.axes("attention");
    if bars.iter().any(|point| 0 < point.n_documents) {
        for gap in bars.chunk_by(|x, y| is_not_covered(x) == is_not_covered(y)) {
            if is_not_covered(&gap[0]) {
                body.push_str(&frame.gap("attention", gap, NOT_COVERED));
            }
        }
    }
    for point in bars.iter().filter(|point| 0.0 < value(point)) {
        let (x, next) = (frame.x(point.from), frame.x(point.to));
        let y = frame.y(value(point));
        body.push_str(&format!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{:.1}" style="fill:var(--bar,#8a6d3b)"/>"#,
            (next - x - 0.4).max(0.8),
            (frame.y(0.0) - y).max(0.0)
        ));
    }
    let n_events: usize = points.iter().map(|point| point.n_events).sum();
    let unit = if is_share { "Events for 10,000 documents" } else { "Events" };
    let description = format!(
        "{unit} in each period from {} to {}; {} in all, at most {highest:.1}.",
        dates::long(points[0].from),
        dates::long(points[points.len() - 1].to),
        names::counted(n_events, "event"),
    );
    frame.svg("attention", &format!("Attention: {name}"), &description, &body)
}

/// Labels of a hatched stretch.
const NOT_KNOWN: &str = "not enough known";
const NOT_COVERED: &str = "not covered";

/// Whether nothing was read of the period, so that nobody can call it quiet.
fn is_not_covered(point: &LevelPoint) -> bool {
    point.n_documents == 0 && point.n_events == 0
}

/// Where days and values fall on the drawing.
struct Frame {
    from: Date,
    to: Date,
    low: f64,
    high: f64,
}

impl Frame {
    fn of(points: &[LevelPoint]) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        Some(Self { from: first.from, to: last.to, low: -1.0, high: 1.0 })
    }

    fn x(&self, day: Date) -> f64 {
        let all = f64::from(days_between(self.from, self.to).max(1));
        let share = f64::from(days_between(self.from, day)) / all;
        LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low).max(f64::EPSILON);
        HEIGHT - BOTTOM - share.clamp(0.0, 1.0) * (HEIGHT - TOP - BOTTOM)
    }

    /// Line and band of a stretch that is known.
    fn band(&self, run: &[LevelPoint]) -> String {
        let edges = |value: fn(&LevelPoint) -> f64, backwards: bool| {
            let mut edge: Vec<(f64, f64)> = run
                .iter()
                .flat_map(|point| {
                    let y = self.y(value(point));
                    [(self.x(point.from), y), (self.x(point.to), y)]
                })
                .collect();
            // A run of some length reads as a line through the middles, not as steps.
            if 2 < run.len() {
                edge = run
                    .iter()
                    .map(|point| {
                        let middle = (self.x(point.from) + self.x(point.to)) / 2.0;
                        (middle, self.y(value(point)))
                    })
                    .collect();
            }
            if backwards {
                edge.reverse();
            }
            edge.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
        };
        format!(
            concat!(
                r#"<polygon points="{} {}" style="fill:var(--band,#bcd3ea);fill-opacity:.7"/>"#,
                r#"<polyline points="{}" style="fill:none;stroke:var(--line,#1c5a96);stroke-width:1.8"/>"#
            ),
            edges(|point| point.high, false),
            edges(|point| point.low, true),
            edges(|point| point.level, false),
        )
    }

    /// A stretch of which too little is known.
    fn gap(&self, kind: &str, run: &[LevelPoint], why: &str) -> String {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return String::new() };
        let (x, end) = (self.x(first.from), self.x(last.to));
        let width = end - x;
        let label = if 90.0 < width {
            format!(
                r#"<text x="{:.1}" y="{:.1}" text-anchor="middle" style="font-size:10px;fill:var(--dim,#666)">{why}</text>"#,
                x + width / 2.0,
                TOP + 12.0
            )
        } else {
            String::new()
        };
        format!(
            concat!(
                r#"<rect x="{:.1}" y="{}" width="{:.1}" height="{}" fill="url(#{}-not-known)">"#,
                "<title>{} from {} to {}</title></rect>{}"
            ),
            x,
            TOP,
            width.max(0.5),
            HEIGHT - TOP - BOTTOM,
            kind,
            dates::capital(why),
            first.from,
            last.to,
            label
        )
    }

    /// A change of level: as wide as its interval, and at least visible.
    fn turn(&self, turn: &TurningPoint) -> String {
        let (x, end) = (self.x(turn.from), self.x(turn.to));
        format!(
            concat!(
                r#"<rect class="turn" x="{:.1}" y="{}" width="{:.1}" height="{}" style="fill:var(--turn,#c0392b);fill-opacity:.35">"#,
                "<title>Turning point between {} and {}: {:+.1} to {:+.1}</title></rect>"
            ),
            x,
            TOP,
            (end - x).max(1.5),
            HEIGHT - TOP - BOTTOM,
            turn.from,
            turn.to,
            turn.before,
            turn.after
        )
    }

    fn axes(&self, kind: &str) -> String {
        let mut axes = String::new();
        let ticks = if kind == "level" {
            let middle = if self.low < 0.0 && 0.0 < self.high { 0.0 } else { self.low };
            vec![self.low, middle, self.high]
        } else {
            vec![0.0, self.high]
        };
        for value in ticks {
            let y = self.y(value);
            let label = match kind {
                "level" if value != 0.0 => format!("{value:+.0}").replace('-', "\u{2212}"),
                _ if value.fract() == 0.0 => format!("{value:.0}"),
                _ => format!("{value:.1}"),
            };
            axes.push_str(&format!(
                concat!(
                    r#"<line x1="{}" x2="{}" y1="{:.1}" y2="{:.1}" style="stroke:var(--rule,#bbb);stroke-width:.7"/>"#,
                    r#"<text x="{}" y="{:.1}" text-anchor="end">{}</text>"#
                ),
                LEFT,
                WIDTH - RIGHT,
                y,
                y,
                LEFT - 4.0,
                y + 4.0,
                label
            ));
        }
        for (day, label) in day_ticks(self.from, self.to) {
            axes.push_str(&format!(
                r#"<text x="{:.1}" y="{}" text-anchor="middle">{label}</text>"#,
                self.x(day).clamp(LEFT + 12.0, WIDTH - RIGHT - 16.0),
                HEIGHT - 8.0
            ));
        }
        axes
    }

    fn svg(&self, kind: &str, title: &str, description: &str, body: &str) -> String {
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" role="img" "#,
                r#"aria-labelledby="{kind}-title {kind}-desc" "#,
                r#"style="font:12px system-ui,sans-serif;fill:var(--ink,#222)">"#,
                r#"<title id="{kind}-title">{title}</title><desc id="{kind}-desc">{desc}</desc>"#,
                r#"<defs><pattern id="{kind}-not-known" width="6" height="6" patternUnits="userSpaceOnUse" "#,
                r#"patternTransform="rotate(45)"><line y2="6" style="stroke:var(--rule,#bbb);stroke-width:1.5"/>"#,
                "</pattern></defs>{body}</svg>"
            ),
            w = WIDTH,
            h = HEIGHT,
            kind = kind,
            title = escape(title),
            desc = escape(description),
            body = body
        )
    }
}

/// Stretches of neighbours that are all known, or all not known.
fn runs(points: &[LevelPoint], is_informed: bool) -> Vec<&[LevelPoint]> {
    points
        .chunk_by(|x, y| x.is_informed == y.is_informed)
        .filter(|run| run[0].is_informed == is_informed)
        .collect()
}

/// At most `n_max` points, neighbours merged: means of what is known, sums of counts.
fn thinned(points: &[LevelPoint], n_max: usize) -> Vec<LevelPoint> {
    if points.len() <= n_max {
        return points.to_vec();
    }
    points.chunks(points.len().div_ceil(n_max)).filter_map(merged).collect()
}

fn merged(points: &[LevelPoint]) -> Option<LevelPoint> {
    let (first, last) = (points.first()?, points.last()?);
    let informed: Vec<&LevelPoint> = points.iter().filter(|point| point.is_informed).collect();
    let mean = |value: fn(&LevelPoint) -> f64| {
        informed.iter().map(|point| value(point)).sum::<f64>() / informed.len().max(1) as f64
    };
    let n_documents: usize = points.iter().map(|point| point.n_documents).sum();
    let n_events: usize = points.iter().map(|point| point.n_events).sum();
    let shares: Vec<f64> = points.iter().filter_map(|point| point.attention).collect();
    Some(LevelPoint {
        from: first.from,
        to: last.to,
        level: mean(|point| point.level),
        low: mean(|point| point.low),
        high: mean(|point| point.high),
        n_events,
        n_documents,
        attention: (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64),
        is_informed: 2 * informed.len() >= points.len() && !informed.is_empty(),
    })
}

/// About five days to label: years, or months where the span is short.
fn day_ticks(from: Date, to: Date) -> Vec<(Date, String)> {
    let n_years = i32::from(to.year()) - i32::from(from.year());
    if n_years < 3 {
        return [from, to].map(|day| (day, format!("{}-{:02}", day.year(), day.month()))).into();
    }
    let step =
        [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| n_years / step <= 5).unwrap_or(200);
    (from.year()..=to.year())
        .filter(|year| i32::from(*year) % step == 0)
        .filter_map(|year| Some((Date::new(year, 1, 1).ok()?, year.to_string())))
        .filter(|(day, _)| from <= *day)
        .collect()
}

/// The next of 1, 2, 5, 10, 20 ... that is not below `value`.
fn round_up(value: f64) -> f64 {
    let mut size = 1.0;
    while size * 10.0 < value {
        size *= 10.0;
    }
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|step| step * size)
        .find(|top| value <= *top)
        .unwrap_or(value)
}
