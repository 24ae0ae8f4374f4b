//! Everything that is stored about a chat, for the update that comes from it.

use crate::domain::{AwaitedText, Chat, ChatId, StaffForms, StaffMember, Supporter, Topic};
use crate::store::error::StoreError;
use crate::store::tables::dialogues::SavedSignUp;
use crate::store::tables::{awaited, chats, dialogues, drafts, forms, staff, supporters, topics};
use crate::store::{Store, sql};

/// Everything that is stored about a chat, for the update that comes from it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatSnapshot {
    /// The chat; `None` before it was met.
    pub chat: Option<Chat>,
    /// The sign-up of an earlier version that was under way.
    pub signup: SavedSignUp,
    /// The supporter.
    pub supporter: Option<Supporter>,
    /// Its draft of a broadcast, as it was saved.
    pub draft: Option<Vec<u8>>,
    /// The text that the person is asked to type, outside of drafts.
    pub awaited: Option<AwaitedText>,
    /// The forms of staff that are under way.
    pub forms: StaffForms,
    /// The person on staff whose private chat it is, also before it was met.
    pub staff: Option<StaffMember>,
}

impl ChatSnapshot {
    /// That of a chat that was never met.
    const UNKNOWN: ChatSnapshot = ChatSnapshot {
        chat: None,
        signup: SavedSignUp::None,
        supporter: None,
        draft: None,
        awaited: None,
        forms: StaffForms { deadline: None, status: None },
        staff: None,
    };
}

impl Store {
    /// Everything that is stored about a chat, read by one statement and so at one instant.
    pub async fn snapshot(&self, chat_id: ChatId) -> Result<ChatSnapshot, StoreError> {
        let id = self.ids.hide(chat_id);
        // One row for each topic, or one without a topic.
        let rows = sql::query(
            "SELECT c.kind, c.lang, c.menu, c.active, c.screen, c.thread, c.edits_told,
                    d.sealed AS dialogue, f.sealed AS draft,
                    a.sealed AS awaited, fd.sealed AS deadline_form, fs.sealed AS status_form,
                    t.topic, t.slot, t.which,
                    s.kind AS supports_as, s.region, s.publish, s.consent, s.supported_on, s.consented_on, s.number,
                    s.name, s.contact, s.joint, m.sealed AS staff
             FROM (SELECT CAST($1 AS BIGINT) AS id) i
             LEFT JOIN staff m ON m.person = i.id
             LEFT JOIN chats c ON c.chat_id = i.id
             LEFT JOIN dialogues d ON d.chat_id = c.chat_id
             LEFT JOIN drafts f ON f.chat_id = c.chat_id
             LEFT JOIN awaited a ON a.chat_id = c.chat_id
             LEFT JOIN forms fd ON fd.chat_id = c.chat_id AND fd.kind = 'deadline'
             LEFT JOIN forms fs ON fs.chat_id = c.chat_id AND fs.kind = 'status'
             LEFT JOIN supporters s ON s.chat_id = c.chat_id
             LEFT JOIN topics t ON t.chat_id = c.chat_id",
        )
        .bind(id)
        .fetch_all(&self.reader.pool)
        .await?;
        let Some(row) = rows.first() else { return Ok(ChatSnapshot::UNKNOWN) };
        let staff =
            row.get::<Option<&[u8]>>("staff")?.and_then(|sealed| staff::open(&self.key, chat_id, id, sealed));
        if row.get::<Option<&str>>("kind")?.is_none() {
            return Ok(ChatSnapshot { staff, ..ChatSnapshot::UNKNOWN });
        }
        let mut chat = chats::read(row, chat_id)?;
        for row in &rows {
            if let Some(topic) = row.decode_optional("topic", Topic::from_code)? {
                chat.topics.insert(topic);
                chat.reminders = topics::read_prefs(row)?;
            }
        }
        let signup = dialogues::open(&self.key, id, row.get("dialogue")?);
        let is_supporter = row.get::<Option<&str>>("supports_as")?.is_some();
        let supporter = is_supporter.then(|| supporters::read(row)).transpose()?;
        let draft = row.get::<Option<&[u8]>>("draft")?.and_then(|sealed| drafts::open(&self.key, id, sealed));
        let awaited =
            row.get::<Option<&[u8]>>("awaited")?.and_then(|sealed| awaited::open(&self.key, id, sealed));
        let mut forms = StaffForms::default();
        for column in ["deadline_form", "status_form"] {
            let form =
                row.get::<Option<&[u8]>>(column)?.and_then(|sealed| forms::open(&self.key, id, sealed));
            if let Some(form) = form {
                forms = forms.with(form);
            }
        }
        Ok(ChatSnapshot { chat: Some(chat), signup, supporter, draft, awaited, forms, staff })
    }
}
