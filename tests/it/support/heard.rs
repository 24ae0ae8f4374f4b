//! The bot's answers, and the questions that tests ask of them.

use pledge_bot::domain::{Lang, SupporterKind};
use pledge_bot::emulator::EmulatorEvent;
use serde_json::Value;

use crate::support::chat::{CARD, CONSENT, CONTACT, NAME, REGION};
use crate::support::words::{Words, say};

/// The bot's answer to one thing that somebody did.
pub struct Heard {
    pub events: Vec<EmulatorEvent>,
    pub lang: Lang,
}

impl Heard {
    /// The texts of new and edited messages, in order.
    pub fn texts(&self) -> Vec<String> {
        self.events.iter().filter(|event| is_said(event)).map(|event| event.text().to_owned()).collect()
    }

    /// The one text that was said.
    pub fn text(&self) -> String {
        let texts = self.texts();
        assert_eq!(texts.len(), 1, "not one text but {texts:#?} in {:#?}", self.events);
        texts.into_iter().next().unwrap_or_default()
    }

    /// The message that was sent by this method of the Bot API.
    pub fn sent_by(&self, method: &str) -> Value {
        let sent = self.events.iter().find(|event| event.method == Some(method));
        sent.and_then(|event| event.message.clone())
            .unwrap_or_else(|| panic!("no {method}: {}", self.shown()))
    }

    /// Texts, buttons and notes as a reader sees them.
    pub fn shown(&self) -> String {
        let page = |event: &EmulatorEvent| {
            let rows = event.buttons().into_iter().map(|row| format!("    [{}]", row.join("] [")));
            [event.text().to_owned()].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
        };
        let pages = self.events.iter().filter(|event| is_said(event)).map(page);
        pages.chain(self.toast().map(|toast| format!("({toast})"))).collect::<Vec<_>>().join("\n\n")
    }

    /// The note that answered a tap.
    pub fn toast(&self) -> Option<String> {
        let answered = self.events.iter().rev().find(|event| event.kind == "answered")?;
        let answer = answered.answer.as_ref()?;
        answer["text"].as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The labels of all buttons.
    pub fn buttons(&self) -> Vec<String> {
        self.events.iter().filter(|event| is_said(event)).flat_map(EmulatorEvent::buttons).flatten().collect()
    }

    /// One text was said, and it begins with these words.
    #[track_caller]
    pub fn opens_with(&self, words: impl Words) -> &Heard {
        let (text, words) = (self.text(), words.plain());
        assert!(text.starts_with(&words), "{words:?} is not at the beginning of:\n{text}");
        self
    }

    /// One text was said, and these words are in its last paragraph, right above the buttons.
    #[track_caller]
    pub fn closes_with(&self, words: impl Words) -> &Heard {
        let (text, words) = (self.text(), words.plain());
        let last = text.rsplit("\n\n").next().unwrap_or_default();
        assert!(last.contains(&words), "{words:?} is not in the last paragraph of:\n{text}");
        self
    }

    /// These words are in a text, a button or a note.
    #[track_caller]
    pub fn sees(&self, words: impl Words) -> &Heard {
        let (shown, words) = (self.shown(), words.plain());
        assert!(shown.contains(&words), "{words:?} is not in:\n{shown}");
        self
    }

    /// These words are a line of a text.
    #[track_caller]
    pub fn has_line(&self, words: impl Words) -> &Heard {
        let words = words.plain();
        let found = self.texts().iter().any(|text| text.lines().any(|line| line == words));
        assert!(found, "{words:?} is no line of:\n{}", self.shown());
        self
    }

    /// These words are nowhere.
    #[track_caller]
    pub fn does_not_see(&self, words: impl Words) -> &Heard {
        let (shown, words) = (self.shown(), words.plain());
        assert!(!shown.contains(&words), "{words:?} is in:\n{shown}");
        self
    }

    /// There is a button with this label.
    #[track_caller]
    pub fn has_button(&self, label: impl Words) -> &Heard {
        let label = label.plain();
        assert!(self.buttons().contains(&label), "no button {label:?} in:\n{}", self.shown());
        self
    }

    /// There is no button with this label.
    #[track_caller]
    pub fn has_no_button(&self, label: impl Words) -> &Heard {
        let label = label.plain();
        assert!(!self.buttons().contains(&label), "a button {label:?} in:\n{}", self.shown());
        self
    }

    /// The tap is answered with this note.
    #[track_caller]
    pub fn is_noted(&self, words: impl Words) -> &Heard {
        assert_eq!(self.toast(), Some(words.plain()), "in:\n{}", self.shown());
        self
    }

    /// The tap is answered with this note, which stays until it is closed.
    #[track_caller]
    pub fn is_alerted(&self, words: impl Words) -> &Heard {
        let answered = self.events.iter().rev().find(|event| event.kind == "answered");
        let answer = answered.and_then(|event| event.answer.as_ref()).expect("an answer");
        assert_eq!(answer["show_alert"], true, "{answer}");
        self.is_noted(words)
    }

    /// One line is said above four ways on, and that is all: no page of home.
    #[track_caller]
    pub fn is_short(&self, line: impl Words) -> &Heard {
        let say = say(self.lang);
        assert_eq!(self.text(), line.plain());
        let ways_on = [say.button_calls(), say.button_sign_up(), say.button_help(), say.button_home()];
        assert_eq!(self.buttons(), ways_on, "in:\n{}", self.shown());
        self
    }

    /// Nothing is said.
    #[track_caller]
    pub fn is_silent(&self) -> &Heard {
        assert!(self.texts().is_empty(), "{}", self.shown());
        self
    }

    /// The page of this step of [`supporting`](crate::support::chat::supporting) is shown.
    #[track_caller]
    pub fn asks(&self, step: usize) -> &Heard {
        let say = say(self.lang);
        match step {
            CONSENT => self.has_button(say.button_support_it()),
            CARD => self.has_button(say.button_withdraw()),
            REGION => self.sees(say.sign_up_region()),
            NAME => self.sees(say.sign_up_name(SupporterKind::Person)),
            CONTACT => self.sees(say.sign_up_contact()),
            step => panic!("nothing is asked at step {step}"),
        }
    }
}

/// Whether an event is something that the bot says. Taking an old keyboard away edits a message too, and says nothing.
fn is_said(event: &EmulatorEvent) -> bool {
    event.kind == "sent" || (event.kind == "edited" && event.method == Some("editMessageText"))
}
