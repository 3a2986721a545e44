//! The crossing: a child's way on parallel tracks, in one picture.

use crate::svg::{Svg, at, two_lines};

/// Parallel tracks on one common grid.
#[derive(Clone, Debug)]
pub struct Crossing {
    /// The picture's id, the only one on its page.
    pub id: String,
    /// What it shows, in one sentence.
    pub title: String,
    /// Where each track stands, in words.
    pub description: String,
    /// The tracks from top to bottom.
    pub tracks: Vec<Track>,
}

/// One track.
#[derive(Clone, Debug)]
pub struct Track {
    /// Its name.
    pub name: String,
    /// Said along the rail when there are no steps: why it is empty.
    pub note: String,
    /// Its steps in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name; two short lines at most.
    pub label: String,
    /// When it was, or by when it is due; may be empty.
    pub when: String,
    /// Where the child is with it.
    pub state: StepState,
    /// Its place on the grid that all tracks share, from 0.
    pub column: usize,
}

/// Where the child is with a step. Each has a shape of its own, not only a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Behind: a full disc with a tick.
    Done,
    /// Here now: a ring with a full middle, its label in bold.
    Here,
    /// Due and not done: a triangle with an exclamation mark.
    Late,
    /// Still ahead: an empty ring.
    Ahead,
}

impl StepState {
    /// The class of the mark, and the id of the word for it: `step-state-<name>`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Here => "here",
            Self::Late => "late",
            Self::Ahead => "ahead",
        }
    }
}

const WIDTH: f64 = 980.0;
const FIRST: f64 = 150.0;
const LAST: f64 = 925.0;
const ROW: f64 = 84.0;
const RAIL: f64 = 18.0;

/// Draws the tracks. Done runs from the first to the last step that is behind or here.
#[must_use]
pub fn crossing(picture: &Crossing) -> Svg {
    let height = ROW * picture.tracks.len().max(1) as f64 - 6.0;
    let mut svg = Svg::open("crossing", &picture.id, (WIDTH, height), &picture.title, &picture.description);
    let columns =
        picture.tracks.iter().flat_map(|track| &track.steps).map(|step| step.column).max().unwrap_or(0);
    let gap = (LAST - FIRST) / columns.max(1) as f64;
    let label_width = ((gap / 7.4) as usize).max(8);
    for (index, track) in picture.tracks.iter().enumerate() {
        let y = index as f64 * ROW + RAIL;
        let x = |step: &Step| FIRST + step.column as f64 * gap;
        svg.text("lane", "start", 0.0, y + 5.0, &track.name);
        svg.put(format_args!("<path class=\"rail\" d=\"M{} {}H{}\"/>", at(FIRST), at(y), at(WIDTH - 10.0)));
        let walked =
            || track.steps.iter().filter(|step| matches!(step.state, StepState::Done | StepState::Here));
        if let (Some(first), Some(last)) = (walked().next(), walked().next_back())
            && first.column < last.column
        {
            svg.put(format_args!(
                "<path class=\"walked\" d=\"M{} {}H{}\"/>",
                at(x(first)),
                at(y),
                at(x(last))
            ));
        }
        if track.steps.is_empty() {
            svg.text("when", "start", FIRST, y + 26.0, &track.note);
        }
        for step in &track.steps {
            mark(&mut svg, step.state, x(step), y);
            words(&mut svg, step, x(step), y, label_width);
        }
    }
    svg.close()
}

fn mark(svg: &mut Svg, state: StepState, x: f64, y: f64) {
    let (cx, cy) = (at(x), at(y));
    match state {
        StepState::Done => svg.put(format_args!(
            "<circle class=\"done\" cx=\"{cx}\" cy=\"{cy}\" r=\"9\"/><path class=\"tick\" d=\"M{} {}l3 3.2 5.6-6.4\"/>",
            at(x - 4.2),
            at(y + 0.4)
        )),
        StepState::Here => svg.put(format_args!(
            "<circle class=\"here\" cx=\"{cx}\" cy=\"{cy}\" r=\"10\"/><circle class=\"core\" cx=\"{cx}\" cy=\"{cy}\" r=\"4.5\"/>"
        )),
        StepState::Late => svg.put(format_args!(
            "<path class=\"late\" d=\"M{cx} {}l12 20h-24z\"/><path class=\"mark\" d=\"M{cx} {}v6m0 3.2v.6\"/>",
            at(y - 12.0),
            at(y - 4.5)
        )),
        StepState::Ahead => svg.put(format_args!("<circle class=\"ahead\" cx=\"{cx}\" cy=\"{cy}\" r=\"7\"/>")),
    }
}

fn words(svg: &mut Svg, step: &Step, x: f64, y: f64, width: usize) {
    let class = match step.state {
        StepState::Done => "",
        StepState::Here => "now",
        StepState::Late => "overdue",
        StepState::Ahead => "when",
    };
    let (first, second) = two_lines(&step.label, width);
    let mut line = y + 29.0;
    svg.text(class, "middle", x, line, &first);
    if let Some(second) = second {
        line += 14.0;
        svg.text(class, "middle", x, line, &second);
    }
    if !step.when.is_empty() {
        svg.text(
            if step.state == StepState::Late { "overdue small" } else { "when" },
            "middle",
            x,
            line + 15.0,
            &step.when,
        );
    }
}
