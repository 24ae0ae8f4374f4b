//! A generator of odd updates, the same ones for the same seed. Each is the JSON of one element in an answer of getUpdates.
//!
//! - **Sound**: commands, texts, media and service messages of people and groups; taps on buttons of the bot's own, and
//!   on forged ones; the bot's membership in every status; topics, anonymous admins, bots as senders, migrations.
//! - **Of tomorrow**: texts with entities, kinds of content, origins and fields that nobody knows yet.
//! - **Of other kinds**: edits, channel posts, members, inline queries, polls, payments, reactions, boosts, and kinds that
//!   do not exist. The bot does not ask for them, and gets them all the same.
//! - **Distorted**: one of the above with fields missing, renamed, of another type, or twice; cut off in the middle of an
//!   object; with numbers that are huge, negative, fractional or beyond 64 bits; nested a thousand deep; 100 kB long; with
//!   texts that are hostile to displays, databases and parsers; with escapes that are no characters.
//! - **Without a usable id**: missing, of another type, out of any range, or an id that came before.
//! - **No update at all**: null, a number, a text, a list.
//!
//! [`OddUpdates::answer`] generates whole answers that Telegram would not give.

mod json;
mod payloads;
mod tomorrow;
mod values;

use fastrand::Rng;
use json::Json;
use serde_json::json;

/// One element of an answer to getUpdates.
pub struct Odd {
    /// What is odd about it.
    pub family: &'static str,
    /// Its JSON.
    pub json: String,
}

/// An answer to getUpdates that brings no update.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// The generator.
pub struct OddUpdates {
    rng: Rng,
    people: u64,
}

/// Texts that may break displays, databases and parsers.
const HOSTILE: [&str; 22] = [
    "\u{202e}gnirts a\u{202c}\u{200f}",
    "\u{200b}\u{200d}\u{feff}\u{2060}",
    "<b>bold</i><script>alert(1)</script><a href='x'>",
    "&amp;&lt;&#0;&#x110000;&nosuch;",
    "'; DROP TABLE inbox; --",
    "%s%n%x%99999d {} {0} {:?} ${HOME} $(id) `id`",
    "\0\u{1}\u{7f}\u{85}\u{9f}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{30a}",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏿🇰🇬",
    "Ңң Өө Үү Айгүл Кыдырова",
    "\u{fffd}\u{ffff}\u{10ffff}\u{fdd0}",
    "\u{2028}\u{2029}\r\n\t\u{b}",
    "\u{2066}\u{2067}\u{2069}\u{fff9}\u{fffb}",
    "/",
    "/start@",
    "/start \0",
    "/START@pledge_test_bot call_",
    "/start call_../../../../etc/passwd",
    "=HYPERLINK(\"http://example.org\")",
    "\\u0000\\ud800\\",
    "{\"update_id\":1}",
    "",
];

/// Numbers that are valid JSON and fit no field.
const NUMBERS: [&str; 24] = [
    "0",
    "-0",
    "-1",
    "0.5",
    "1e0",
    "-1.5e3",
    "1e400",
    "-1e400",
    "1e-400",
    "2147483647",
    "2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "340282366920938463463374607431768211456",
    "-1997852516353",
    "8210266876799999999",
];

/// Values of a wrong type.
const WRONG: [&str; 10] =
    ["null", "true", "[]", "{}", "\"\"", "\"text\"", "[null]", "[[]]", "{\"id\":1}", "-1"];

/// Strings with bad escapes.
const BROKEN: [&str; 5] =
    [r#""\ud800""#, r#""a\udc00b""#, r#""\ud83d\ud83d""#, r#""\ud800A""#, r#""\u0000\udfff""#];

impl OddUpdates {
    /// A generator with this seed. Most updates come from `people` people.
    #[must_use]
    pub fn new(seed: u64, people: u64) -> OddUpdates {
        OddUpdates { rng: Rng::with_seed(seed), people }
    }

    /// The next element. `id` is the ID that the server gave it; the element need not contain it.
    pub fn update(&mut self, id: i64) -> Odd {
        let (family, kind, payload) = match self.below(20) {
            0..9 => self.sound(),
            9..12 => self.of_another_kind(),
            12..18 => self.distorted(),
            18 => return self.without_id(id),
            _ => return self.no_update(id),
        };
        let mut fields = vec![(kind, payload)];
        let place = usize::from(self.one_in(2));
        fields.insert(place, ("update_id".to_owned(), Json::Raw(id.to_string())));
        if self.one_in(40) {
            // A second, unknown kind in the same update.
            fields.push((String::from("kind_of_tomorrow"), Json::raw("{}")));
        }
        Odd { family, json: Json::Object(fields).to_string() }
    }

    /// A whole answer that Telegram would not give, or that contains no updates.
    pub fn answer(&mut self) -> Answer {
        const ANSWERS: [(u16, &str); 16] = [
            (200, ""),
            (200, "null"),
            (200, "[]"),
            (200, "{}"),
            (200, "<html><body>Please log in to this network</body></html>"),
            (200, r#"{"ok":true}"#),
            (200, r#"{"ok":true,"result":null}"#),
            (200, r#"{"ok":true,"result":{}}"#),
            (200, r#"{"ok":true,"result":[{"update_id":1,"message":{"mess"#),
            (200, r#"{"ok":true,"result":[{"update_id":1}"#),
            (200, r#"{"ok":false,"error_code":500,"description":"Internal Server Error"}"#),
            (404, "<html>no such page</html>"),
            (401, "<html>who are you?</html>"),
            (
                429,
                r#"{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":0}}"#,
            ),
            (502, "<html>bad gateway</html>"),
            (500, "\u{0}"),
        ];
        let (status, body) = self.one_of(&ANSWERS);
        Answer { status, body: body.to_owned() }
    }

    fn distorted(&mut self) -> (&'static str, String, Json) {
        let (_, mut kind, mut payload) = if self.one_in(4) { self.of_another_kind() } else { self.sound() };
        let family = match self.below(12) {
            0 => self
                .with_a_field(&mut payload, "fields are missing", |_, fields, nth| drop(fields.remove(nth))),
            1 => self.with_a_field(&mut payload, "fields are renamed", |odd, fields, nth| {
                let names = ["", "id", "x", "Text", "\\ud800", "\u{202e}", "chat"];
                odd.one_of(&names).clone_into(&mut fields[nth].0);
            }),
            2 => self.with_a_field(&mut payload, "fields come twice", |odd, fields, nth| {
                let mut again = fields[nth].clone();
                if odd.one_in(2) {
                    again.1 = Json::raw(odd.one_of(&WRONG));
                }
                fields.push(again);
            }),
            3 => {
                self.with_a_field(&mut payload, "objects are cut off", |_, fields, nth| fields.truncate(nth))
            }
            4 => self.with_a_piece(&mut payload, "pieces are of another type", |odd, _| {
                Json::raw(odd.one_of(&WRONG))
            }),
            5 | 6 => self.with_a_number(&mut payload),
            7 => self.with_a_piece(&mut payload, "pieces are nested deeply", |odd, _| odd.deep()),
            8 => self.with_a_text(&mut payload, "texts are long", OddUpdates::long),
            9 => self.with_a_text(&mut payload, "escapes are broken", |odd| Json::raw(odd.one_of(&BROKEN))),
            10 => {
                let kinds = ["messages", "Message", "", "update", "message ", "\\ud800"];
                self.one_of(&kinds).clone_into(&mut kind);
                "kinds are unknown"
            }
            _ => self.with_a_text(&mut payload, "texts are hostile", |odd| Json::text(odd.one_of(&HOSTILE))),
        };
        (family, kind, payload)
    }

    fn without_id(&mut self, id: i64) -> Odd {
        let (_, kind, payload) = self.sound();
        let mut fields = vec![(kind, payload)];
        let update_id = |id: &str| ("update_id".to_owned(), Json::raw(id));
        let family = match self.below(5) {
            0 => "the id is missing",
            1 => {
                fields.extend([update_id(&id.to_string()), update_id(&id.to_string())]);
                "the id comes twice"
            }
            2 => {
                fields.push(update_id(self.one_of(&WRONG)));
                "the id is no number"
            }
            3 => {
                // 1 and the largest valid IDs are left out, as Telegram could give them.
                let number = self.one_of(&[
                    "0",
                    "-5",
                    "0.5",
                    "1e9",
                    "4294967296",
                    "9223372036854775807",
                    "18446744073709551615",
                    "1e400",
                ]);
                fields.push(update_id(number));
                "the id is out of range"
            }
            _ => {
                let before = id - i64::try_from(self.below(150)).unwrap_or(0);
                fields.push(update_id(&before.max(1).to_string()));
                "the id came before"
            }
        };
        Odd { family, json: Json::Object(fields).to_string() }
    }

    fn no_update(&mut self, id: i64) -> Odd {
        let (family, json) = match self.below(4) {
            0 => ("there is nothing but an id", format!("{{\"update_id\":{id}}}")),
            1 => ("the kind is null", format!("{{\"update_id\":{id},\"message\":null}}")),
            2 => ("it is nested deeply", self.deep().to_string()),
            _ => ("it is no object", self.one_of(&WRONG).to_owned()),
        };
        Odd { family, json }
    }

    /// Changes one field of one object.
    fn with_a_field(
        &mut self,
        payload: &mut Json,
        family: &'static str,
        change: impl Fn(&mut OddUpdates, &mut Vec<(String, Json)>, usize),
    ) -> &'static str {
        let mut objects = Vec::new();
        for place in 0..payload.count() {
            payload.at(place, &mut |piece| {
                if matches!(piece, Json::Object(fields) if !fields.is_empty()) {
                    objects.push(place);
                }
            });
        }
        if !objects.is_empty() {
            let place = self.one_of(&objects);
            payload.at(place, &mut |piece| {
                if let Json::Object(fields) = piece {
                    let nth = self.index(fields.len());
                    change(self, fields, nth);
                }
            });
        }
        family
    }

    /// Replaces one piece.
    fn with_a_piece(
        &mut self,
        payload: &mut Json,
        family: &'static str,
        make: impl Fn(&mut OddUpdates, &Json) -> Json,
    ) -> &'static str {
        let place = self.index(payload.count());
        payload.at(place, &mut |piece| *piece = make(self, piece));
        family
    }

    fn with_a_number(&mut self, payload: &mut Json) -> &'static str {
        self.with_a_leaf(
            payload,
            |text| text.starts_with(|c: char| c == '-' || c.is_ascii_digit()),
            |odd| Json::raw(odd.one_of(&NUMBERS)),
        );
        "numbers are odd"
    }

    fn with_a_text(
        &mut self,
        payload: &mut Json,
        family: &'static str,
        make: impl Fn(&mut OddUpdates) -> Json,
    ) -> &'static str {
        self.with_a_leaf(payload, |text| text.starts_with('"'), make);
        family
    }

    fn with_a_leaf(
        &mut self,
        payload: &mut Json,
        fits: impl Fn(&str) -> bool,
        make: impl Fn(&mut OddUpdates) -> Json,
    ) {
        let mut places = Vec::new();
        for place in 0..payload.count() {
            payload.at(place, &mut |piece| {
                if matches!(piece, Json::Raw(text) if fits(text)) {
                    places.push(place);
                }
            });
        }
        if !places.is_empty() {
            let (place, leaf) = (self.one_of(&places), make(self));
            payload.at(place, &mut |piece| *piece = leaf.clone());
        }
    }

    fn deep(&mut self) -> Json {
        let depth = self.one_of(&[100, 127, 128, 1000, 20_000]);
        Json::Raw(if self.one_in(2) {
            "[".repeat(depth) + &"]".repeat(depth)
        } else {
            r#"{"chat":"#.repeat(depth) + "1" + &"}".repeat(depth)
        })
    }

    fn long(&mut self) -> Json {
        // 4,096 UTF-16 units are the longest text by the Bot API; nobody sends 100 kB, and it has to be survived.
        let text = match self.below(6) {
            0 => "ң".repeat(4096),
            1 => "👍".repeat(2048),
            2 => "/start ".to_owned() + &"a".repeat(4089),
            3 => "&<>\"".repeat(1024),
            4 => "\u{1}".repeat(4096),
            _ if self.one_in(10) => "x".repeat(100_000),
            _ => "e\u{301}".repeat(2048),
        };
        Json::text(&text)
    }

    fn below(&mut self, count: u64) -> u64 {
        self.rng.u64(..count)
    }

    fn index(&mut self, count: usize) -> usize {
        self.rng.usize(..count)
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.index(list.len())]
    }

    /// An ordinary `/start` of a newcomer.
    #[must_use]
    pub fn start(id: i64, person: i64) -> String {
        json!({"update_id": id, "message": {"message_id": 1, "date": 1_764_000_000, "text": "/start",
            "chat": {"id": person, "type": "private", "first_name": "A"},
            "from": {"id": person, "is_bot": false, "first_name": "A", "language_code": "en"},
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}]}})
        .to_string()
    }
}
