//! Tests of the picture.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::*;

/// Width and height, from the header of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..16], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

/// Draws a timeline, and checks the size of the picture.
fn drawn(timeline: &Timeline) -> Vec<u8> {
    drawn_picture(&Picture::Timeline(timeline.clone()))
}

/// Draws a picture, and checks its size.
fn drawn_picture(picture: &Picture) -> Vec<u8> {
    let png = png(picture).expect("a picture");
    let (width, height) = size(&png);
    assert!([1080, 810, 540].contains(&width) && (200..=2600).contains(&height), "{width} by {height}");
    assert!(png.len() < MAX_BYTES, "{} bytes", png.len());
    png
}

fn svg_of(timeline: &Timeline) -> String {
    layout::draw(timeline, &text::Fonts::new().expect("fonts")).svg
}

/// The texts in an SVG.
fn texts(svg: &str) -> Vec<&str> {
    let ends = svg.split("</text>").filter_map(|part| part.rsplit_once('>'));
    ends.map(|(_, text)| text).filter(|text| !text.trim().is_empty()).collect()
}

fn point(name: &str, passed: bool) -> TimelinePoint {
    TimelinePoint {
        date: "31 декабря 2024 г.".into(), name: name.into(), distance: "694 дня".into(), passed
    }
}

fn call(name: &str, mark: CallStatus) -> CallState {
    CallState { name: name.into(), status: "status".into(), mark }
}

fn timeline(points: Vec<TimelinePoint>, calls: Vec<CallState>) -> Timeline {
    Timeline {
        title: "Title".into(),
        today: "Today".into(),
        points,
        calls_title: "Calls".into(),
        calls,
        unknown: String::new(),
        footer: "Footer".into(),
    }
}

/// More points and calls than fit, all of them with this name.
fn full(name: &str) -> Timeline {
    let calls = CallStatus::ALL.into_iter().cycle().take(9);
    let mut full = timeline(
        (0..12).map(|nth| point(name, nth < 6)).collect(),
        calls.map(|mark| CallState { name: name.into(), status: name.into(), mark }).collect(),
    );
    for text in [&mut full.title, &mut full.today, &mut full.calls_title, &mut full.unknown, &mut full.footer]
    {
        name.clone_into(text);
    }
    for point in &mut full.points {
        (point.date, point.distance) = (name.into(), name.into());
    }
    full
}

const LONG: &str = "Жарандык коомдун уюмдарына жана көз карандысыз медиага мамлекет тарабынан каржылоо камсыз кылынышы \
                    жана Өкмөттүн Жогорку Кеңешке жыл сайын отчёт бериши";

#[test]
fn a_poster_shows_all_its_texts_and_stays_small() {
    let poster = |text: &str| Poster {
        title: text.into(),
        author: text.into(),
        origin: text.into(),
        invitation: text.into(),
        address: text.into(),
    };
    let svg = poster::draw(&poster("Милдеттенме ңөү"), &text::Fonts::new().expect("fonts")).svg;
    assert_eq!(texts(&svg), ["Милдеттенме ңөү"; 5]);
    for text in ["", "Обязательство", LONG, &LONG.repeat(9)] {
        drawn_picture(&Picture::Poster(poster(text)));
    }
}

#[test]
fn the_fullest_picture_stays_small() {
    drawn(&full(LONG));
    drawn(&full("Финансирование"));
}

#[test]
fn a_timeline_without_content_is_a_picture() {
    let mut empty = timeline(vec![], vec![]);
    drawn(&empty);
    for text in [&mut empty.title, &mut empty.today, &mut empty.calls_title, &mut empty.footer] {
        text.clear();
    }
    drawn(&empty);
}

#[test]
fn what_is_not_known_is_one_line() {
    let picture = Timeline { unknown: "Nothing is known".into(), ..timeline(vec![], vec![]) };
    assert_eq!(texts(&svg_of(&picture)), ["Title", "Today", "Nothing is known", "Footer"]);
    let picture = Timeline { calls: vec![call("Funding", CallStatus::Kept)], ..picture };
    let shown = ["Title", "Today", "Calls", "Funding", "status", "Nothing is known", "Footer"];
    assert_eq!(texts(&svg_of(&picture)), shown);
}

#[test]
fn markup_is_shown_as_it_stands() {
    let name = r#"<b>&"q"'{body}</b>"#;
    let svg = svg_of(&timeline(vec![point(name, true)], vec![call(name, CallStatus::Kept)]));
    let escaped = "&lt;b&gt;&amp;&quot;q&quot;&apos;{body}&lt;/b&gt;";
    assert_eq!(texts(&svg).iter().filter(|word| **word == escaped).count(), 2, "{svg}");
    drawn(&full(name));
}

#[test]
fn points_nearest_to_today_and_the_first_calls_are_kept() {
    let names = |passed: usize, coming: usize| {
        let points = (0..passed + coming).map(|nth| point(&format!("p{nth}"), nth < passed)).collect();
        let svg = svg_of(&timeline(points, vec![]));
        let is_name = |word: &&&str| word.starts_with('p') || **word == "Today";
        let names: Vec<_> = texts(&svg).iter().filter(is_name).copied().collect();
        (names.join(" "), svg.matches("#more").count())
    };
    assert_eq!(names(1, 1), ("p0 Today p1".into(), 0));
    assert_eq!(names(0, 2), ("Today p0 p1".into(), 0));
    assert_eq!(names(9, 9), ("p7 p8 Today p9 p10".into(), 2));
    assert_eq!(names(9, 1), ("p6 p7 p8 Today p9".into(), 1));
    assert_eq!(names(0, 9), ("Today p0 p1 p2 p3".into(), 1));

    let calls = (0..9).map(|nth| call(&format!("c{nth}"), CallStatus::Kept)).collect();
    let svg = svg_of(&timeline(vec![], calls));
    let shown: Vec<_> = texts(&svg).into_iter().filter(|word| word.starts_with('c')).collect();
    assert_eq!(shown, ["c0", "c1", "c2", "c3", "c4", "c5"]);
    assert_eq!(svg.matches("#more").count(), 1);
}

#[test]
fn long_names_end_in_an_ellipsis_on_the_third_line() {
    let svg = svg_of(&timeline(vec![point(&LONG.repeat(2), false)], vec![]));
    let lines: Vec<_> = texts(&svg).into_iter().filter(|word| word.chars().count() > 20).collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].starts_with("Жарандык коомдун уюмдарына") && !lines[1].contains('…'), "{lines:?}");
    assert!(lines[2].ends_with('…'), "{lines:?}");
    assert_eq!(texts(&svg_of(&timeline(vec![point("Өмүр", false)], vec![])))[3], "Өмүр");
}

#[test]
fn no_line_leaves_the_picture() {
    for name in [LONG, &"щ".repeat(400), "Wwww ".repeat(80).as_str()] {
        let drawing = layout::draw(&full(name), &text::Fonts::new().expect("fonts"));
        let options = usvg::Options { fontdb: Arc::clone(&FONTS), ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(&drawing.svg, &options).expect("an SVG");
        let texts: Vec<_> = tree
            .root()
            .children()
            .iter()
            .filter_map(|node| match node {
                usvg::Node::Text(text) => Some(text.abs_bounding_box()),
                _ => None,
            })
            .collect();
        assert!(texts.len() > 25, "{texts:?}");
        for text in texts {
            assert!(text.right() < 1010.0 && text.bottom() < f32::from(drawing.height) - 50.0, "{text:?}");
        }
    }
}

#[test]
fn odd_texts_are_drawn() {
    for odd in [
        "",
        " ",
        "\0\u{1}\u{b}\u{ffff}\r\n\t",
        "📣 Каржылоо 👩‍👩‍👧‍👦 🇰🇬",
        "حرية التعبير",
        "a\u{202e}b\u{200f}c",
        "и\u{306}и\u{301}",
        "\u{301}\u{301}\u{301}",
        "中文字",
        "]]><!--",
        "&#0;&nope;",
        "\u{a0}\u{202f}\u{ad}\u{200b}",
        "\u{fffd}",
    ] {
        drawn(&full(&odd.repeat(300)));
    }
    let svg = svg_of(&timeline(vec![], vec![call("📣 Сөз\u{ad} эркин\nдиги 中", CallStatus::Kept)]));
    assert!(texts(&svg).contains(&"Сөз эркин диги \u{fffd}"), "{svg}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn any_texts_make_a_picture(
        texts in proptest::collection::vec(any::<String>(), 6),
        passed in proptest::collection::vec(any::<bool>(), 0..9),
        marks in proptest::collection::vec(0..5_usize, 0..9),
    ) {
        let [title, today, name, distance, status, footer] = texts.try_into().expect("six");
        let point = |passed| TimelinePoint { date: today.clone(), name: name.clone(), distance: distance.clone(), passed };
        let call = |mark: usize| {
            CallState { name: title.clone(), status: status.clone(), mark: CallStatus::ALL[mark] }
        };
        let points = passed.into_iter().map(point).collect();
        let calls = marks.into_iter().map(call).collect();
        let unknown = footer.clone();
        drawn(&Timeline { points, calls, title, today, calls_title: name, unknown, footer });
    }
}

/// Relative luminance, as WCAG 2 defines it.
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn letters_stand_out_from_the_paper() {
    let template = include_str!("timeline.svg");
    let colour = |class: &str| {
        let (_, rest) = template.split_once(&format!(".{class} {{ fill: ")).expect("a class of the template");
        &rest[..7]
    };
    let contrast = |a: &str, b: &str| {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    let paper = "#fcf9f3";
    assert!(template.contains(&format!(r#"height="100%" fill="{paper}""#)), "the paper");
    let statuses = CallStatus::ALL.map(CallStatus::code);
    for class in ["call", "soft", "accent"].into_iter().chain(statuses) {
        let contrast = contrast(colour(class), paper);
        assert!(contrast >= 4.5, "{class}: {contrast}");
    }
    assert!(contrast(colour("today"), colour("accent")) >= 4.5);
    for status in statuses {
        assert!(template.contains(&format!(r#"id="{status}""#)), "no mark for {status}");
    }
}

/// Writes `target/pictures/timeline-<language>.png`, for people to look at.
#[test]
fn a_picture_in_each_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    fs::create_dir_all(&folder).expect("a folder");
    for (lang, timeline) in [("ky", kyrgyz()), ("ru", russian()), ("en", english())] {
        let path = folder.join(format!("timeline-{lang}.png"));
        fs::write(path, drawn(&timeline)).expect("written");
    }
    let mut bare = kyrgyz();
    bare.points.truncate(1);
    bare.calls.clear();
    "Чакырыктардын аткарылышы боюнча азырынча маалымат жок.".clone_into(&mut bare.unknown);
    for (name, timeline) in [("bare", bare), ("full", full(LONG))] {
        fs::write(folder.join(format!("timeline-{name}.png")), drawn(&timeline)).expect("written");
    }
}

fn example(
    points: [[&str; 3]; 3],
    calls: [[&str; 2]; 4],
    [title, today, calls_title, footer]: [&str; 4],
) -> Timeline {
    let points = points.into_iter().zip([true, false, false]).map(|([date, name, distance], passed)| {
        TimelinePoint { date: date.into(), name: name.into(), distance: distance.into(), passed }
    });
    let calls = calls
        .into_iter()
        .zip([0, 1, 2, 3].map(|nth| CallStatus::ALL[nth]))
        .map(|([name, status], mark)| CallState { name: name.into(), status: status.into(), mark });
    Timeline {
        title: title.into(),
        today: today.into(),
        points: points.collect(),
        calls_title: calls_title.into(),
        calls: calls.collect(),
        unknown: String::new(),
        footer: footer.into(),
    }
}

fn kyrgyz() -> Timeline {
    example(
        [
            ["2024-жылдын 31-декабры", "Милдеттенмени аткаруу мөөнөтү", "Мөөнөт 694 күн мурун бүткөн."],
            ["2026-жылдын 10-декабры", "Адам укуктары күнү: жылдык отчёт", "15 күн калды."],
            ["2027-жылдын 1-марты", "БУУнун Адам укуктары боюнча кеңешине баяндама", "96 күн калды."],
        ],
        [
            ["Каржылоо", "азырынча маалымат жок"],
            ["Мыйзамда да, иш жүзүндө да колдоо", "аткарылып жатат"],
            ["Тең укуктуу өнөктөштүк", "жартылай аткарылды"],
            ["Коалициянын өз милдеттенмеси", "аткарылды"],
        ],
        [
            "Милдеттенменин мөөнөттөрү",
            "Бүгүн: 2026-жылдын 25-ноябры",
            "Ар бир чакырыктын аткарылышы",
            "Кыргызстандын жарандык коом уюмдарынын жана медиасынын коалициясы",
        ],
    )
}

fn russian() -> Timeline {
    example(
        [
            ["31 декабря 2024 г.", "Срок исполнения обязательства", "Срок истёк 694 дня назад."],
            ["10 декабря 2026 г.", "День прав человека: годовой отчёт", "Осталось 15 дней."],
            ["1 марта 2027 г.", "Доклад в Совете ООН по правам человека", "Осталось 96 дней."],
        ],
        [
            ["Финансирование", "сведений пока нет"],
            ["Поддержка в законе и на деле", "выполняется"],
            ["Равноправное партнёрство", "выполнено частично"],
            ["Обязательство самой коалиции", "выполнено"],
        ],
        [
            "Сроки обязательства",
            "Сегодня, 25 ноября 2026 г.",
            "Выполнение каждого призыва",
            "Коалиция организаций гражданского общества и СМИ Кыргызстана",
        ],
    )
}

fn english() -> Timeline {
    example(
        [
            ["31 December 2024", "Pledge deadline", "The deadline passed 694 days ago."],
            ["10 December 2026", "Human Rights Day: the yearly report", "15 days left."],
            ["1 March 2027", "Statement to the UN Human Rights Council", "96 days left."],
        ],
        [
            ["Funding", "no information yet"],
            ["Supportive laws and practice", "in progress"],
            ["Equal partnership", "partly fulfilled"],
            ["The coalition's own commitment", "fulfilled"],
        ],
        [
            "The deadlines of the pledge",
            "Today, 25 November 2026",
            "Status of each call",
            "Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan",
        ],
    )
}
