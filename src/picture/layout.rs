//! The layout of the timeline, and the parts that all pictures share. Colours and marks are in `timeline.svg`. Lengths are in
//! pixels.

use std::fmt::Write as _;

use crate::picture::text::{Fonts, TextStyle, escape};
use crate::picture::{CallState, Timeline, TimelinePoint};

/// The width of the picture.
pub(super) const WIDTH: u16 = 1080;
/// The greatest height. Names get fewer lines if the picture would exceed it.
pub(super) const MAX_HEIGHT: u16 = 2600;

const TEMPLATE: &str = include_str!("timeline.svg");

pub(super) const LEFT: u16 = 88;
const RIGHT: u16 = WIDTH - LEFT;
/// The middle of the rail and of the marks of calls.
const RAIL: u16 = LEFT + 30;
/// The distance from the middle of a mark to the line on the rail.
const NODE: u16 = 30;
/// The left edge of the texts beside the rail.
const TEXT: u16 = RAIL + 66;

const TITLE: TextStyle = TextStyle { class: "title", size: 62, leading: 76, bold: true };
const DATE: TextStyle = TextStyle { class: "soft", size: 36, leading: 44, bold: false };
const NAME: TextStyle = TextStyle { class: "name", size: 42, leading: 52, bold: true };
const PASSED_NAME: TextStyle = TextStyle { class: "soft", size: 42, leading: 52, bold: false };
const DISTANCE: TextStyle = TextStyle { class: "accent", size: 36, leading: 46, bold: true };
const PASSED_DISTANCE: TextStyle = TextStyle { class: "soft", size: 36, leading: 46, bold: false };
const TODAY: TextStyle = TextStyle { class: "today", size: 36, leading: 70, bold: true };
const SECTION: TextStyle = TextStyle { class: "section", size: 46, leading: 58, bold: true };
const CALL: TextStyle = TextStyle { class: "call", size: 40, leading: 50, bold: false };
const STATUS: TextStyle = TextStyle { class: "", size: 36, leading: 46, bold: true };
const UNKNOWN: TextStyle = TextStyle { class: "soft", size: 36, leading: 46, bold: false };
const FOOTER: TextStyle = TextStyle { class: "soft", size: 30, leading: 40, bold: false };

/// A picture as SVG, and its height.
pub(super) struct PictureSvg {
    pub svg: String,
    pub height: u16,
}

/// Lays out a timeline, with names of up to three lines, or of fewer if the picture gets too high.
pub(super) fn draw(timeline: &Timeline, fonts: &Fonts) -> PictureSvg {
    let with_lines = |lines| SvgWriter::new(fonts, lines).timeline(timeline);
    [3, 2]
        .into_iter()
        .map(with_lines)
        .find(|drawing| drawing.height <= MAX_HEIGHT)
        .unwrap_or_else(|| with_lines(1))
}

/// A mark on the rail.
enum RailStop<'a> {
    Passed(&'a TimelinePoint),
    Today,
    Coming(&'a TimelinePoint),
    /// The deadlines that are not shown.
    More,
}

impl RailStop<'_> {
    /// The ID of its symbol in `timeline.svg`.
    fn mark(&self) -> &'static str {
        match self {
            RailStop::Passed(_) => "passed",
            RailStop::Today => "today",
            RailStop::Coming(_) => "coming",
            RailStop::More => "more",
        }
    }
}

/// The marks from top to bottom: today and at most [`Timeline::MAX_POINTS`] points, the nearest on each side.
fn stops(timeline: &Timeline) -> Vec<RailStop<'_>> {
    let (passed, coming): (Vec<_>, Vec<_>) = timeline.points.iter().partition(|point| point.passed);
    let before =
        passed.len().min((Timeline::MAX_POINTS / 2).max(Timeline::MAX_POINTS.saturating_sub(coming.len())));
    let after = coming.len().min(Timeline::MAX_POINTS - before);
    let mut stops = Vec::new();
    stops.extend((before < passed.len()).then_some(RailStop::More));
    stops.extend(passed[passed.len() - before..].iter().map(|point| RailStop::Passed(point)));
    stops.push(RailStop::Today);
    stops.extend(coming[..after].iter().map(|point| RailStop::Coming(point)));
    stops.extend((after < coming.len()).then_some(RailStop::More));
    stops
}

/// Writes from top to bottom.
pub(super) struct SvgWriter<'a> {
    fonts: &'a Fonts,
    /// The most lines of a name.
    lines: usize,
    body: String,
    /// The lower edge of the content so far.
    y: u16,
}

impl<'a> SvgWriter<'a> {
    /// An empty picture, with at most this many lines of a name.
    pub(super) fn new(fonts: &'a Fonts, lines: usize) -> SvgWriter<'a> {
        SvgWriter { fonts, lines, body: String::new(), y: 74 }
    }

    fn timeline(mut self, timeline: &Timeline) -> PictureSvg {
        self.title(&timeline.title);
        self.rail(&stops(timeline), &timeline.today);
        if !timeline.calls.is_empty() {
            self.calls(&timeline.calls_title, &timeline.calls);
        } else if !timeline.unknown.is_empty() {
            self.rule();
        }
        self.text(&timeline.unknown, UNKNOWN, LEFT, self.lines);
        self.footer(&timeline.footer);
        self.finish()
    }

    /// Puts the frame around the content.
    pub(super) fn finish(mut self) -> PictureSvg {
        self.y += 66;
        let frame = self.y - 56;
        self.element(format_args!(
            r#"<rect class="frame" x="28" y="28" width="1024" height="{frame}" rx="10" />"#
        ));
        // The body comes last, so that no name is taken for a placeholder.
        let svg = TEMPLATE.replace("{height}", &self.y.to_string()).replace("{body}", &self.body);
        PictureSvg { svg, height: self.y }
    }

    /// Leaves so much free.
    pub(super) fn space(&mut self, height: u16) {
        self.y += height;
    }

    pub(super) fn title(&mut self, title: &str) {
        let lines = self.fonts.wrap(title, TITLE, RIGHT - LEFT, self.lines.max(2));
        self.write(&lines, TITLE, LEFT);
        self.y += 20;
        let y = self.y;
        self.element(format_args!(
            r#"<rect class="accent" x="{LEFT}" y="{y}" width="120" height="8" rx="4" />"#
        ));
        self.y += 48;
    }

    fn rail(&mut self, stops: &[RailStop<'_>], today: &str) {
        // The last mark, from which the line continues, and the line's class: it is dotted after today.
        let (mut from, mut class) = (None, "rail");
        for stop in stops {
            let height = if matches!(stop, RailStop::Today) { TODAY.leading } else { DATE.leading };
            let middle = self.y + height / 2;
            if let (Some(from), false) = (from, matches!(stop, RailStop::More)) {
                let (from, to) = (from + NODE, middle - NODE);
                self.element(format_args!(r#"<path class="{class}" d="M{RAIL} {from} V{to}" />"#));
            }
            self.mark(stop.mark(), middle);
            from = Some(middle);
            match stop {
                RailStop::Passed(point) => self.point(point, PASSED_NAME, PASSED_DISTANCE),
                RailStop::Coming(point) => self.point(point, NAME, DISTANCE),
                RailStop::Today => {
                    self.today(today);
                    class = "rail ahead";
                }
                RailStop::More => {
                    self.y += height;
                    from = None;
                    continue;
                }
            }
            self.y += 28;
        }
    }

    fn point(&mut self, point: &TimelinePoint, name: TextStyle, distance: TextStyle) {
        self.text(&point.date, DATE, TEXT, 1);
        self.text(&point.name, name, TEXT, self.lines);
        self.text(&point.distance, distance, TEXT, self.lines.min(2));
    }

    /// The label for today, white on a coloured plate.
    fn today(&mut self, label: &str) {
        let lines = self.fonts.wrap(label, TODAY, RIGHT - TEXT - 30, 1);
        let width = lines.iter().map(|line| self.fonts.width(line, TODAY)).fold(0.0, f32::max).ceil() + 60.0;
        let (x, y, height) = (TEXT - 30, self.y, TODAY.leading);
        if !lines.is_empty() {
            self.element(format_args!(
                r#"<rect class="accent" x="{x}" y="{y}" width="{width}" height="{height}" rx="35" />"#
            ));
        }
        self.write(&lines, TODAY, TEXT);
        self.y = y + height;
    }

    fn calls(&mut self, title: &str, calls: &[CallState]) {
        self.rule();
        self.text(title, SECTION, LEFT, self.lines);
        self.y += 20;
        for call in calls.iter().take(Timeline::MAX_CALLS) {
            self.mark(call.mark.code(), self.y + CALL.leading);
            self.text(&call.name, CALL, TEXT, self.lines);
            let status = TextStyle { class: call.mark.code(), ..STATUS };
            self.text(&call.status, status, TEXT, self.lines.min(2));
            self.y += 22;
        }
        if calls.len() > Timeline::MAX_CALLS {
            self.mark("more", self.y + 20);
            self.y += 46;
        }
    }

    fn footer(&mut self, footer: &str) {
        self.rule();
        self.text(footer, FOOTER, LEFT, self.lines.min(2));
    }

    /// A line across the picture, with space above and below.
    pub(super) fn rule(&mut self) {
        let y = self.y + 10;
        self.element(format_args!(r#"<path class="rule" d="M{LEFT} {y} H{RIGHT}" />"#));
        self.y += 34;
    }

    fn mark(&mut self, id: &str, y: u16) {
        self.element(format_args!(r##"<use xlink:href="#{id}" x="{RAIL}" y="{y}" />"##));
    }

    pub(super) fn text(&mut self, text: &str, style: TextStyle, x: u16, lines: usize) {
        let lines = self.fonts.wrap(text, style, RIGHT - x, lines);
        self.write(&lines, style, x);
    }

    fn write(&mut self, lines: &[String], style: TextStyle, x: u16) {
        let TextStyle { class, size, leading, bold } = style;
        let weight = if bold { "bold" } else { "normal" };
        for line in lines {
            // Noto's letters are centred when the base line is two fifths of their size below the middle of the line.
            let (base, line) = (self.y + leading / 2 + size * 2 / 5, escape(line));
            self.element(format_args!(
                r#"<text class="{class}" x="{x}" y="{base}" font-size="{size}" font-weight="{weight}">{line}</text>"#
            ));
            self.y += leading;
        }
    }

    fn element(&mut self, element: std::fmt::Arguments<'_>) {
        writeln!(self.body, "{element}").expect("a string takes whatever is written");
    }
}
