//! The summary of a draft: its versions, its audience and its time, in lines. The draft, the preview and the confirmation
//! show the same.

use crate::conversation::staff::draft::recipients::RecipientCount;
use crate::conversation::staff::draft::{Draft, describe};
use crate::conversation::staff::{audience, count, time};
use crate::conversation::{Context, HandlerError};
use crate::domain::Lang;
use crate::domain::campaign::CampaignKind;
use crate::texts::Html;

/// A draft with the number of its recipients, which is counted once for each answer.
pub(super) struct DraftSummary<'a> {
    context: &'a Context,
    pub draft: &'a Draft,
    pub recipients: RecipientCount,
    /// Whether Telegram is paid for sending it.
    pub is_paid: bool,
}

impl<'a> DraftSummary<'a> {
    pub async fn of(context: &'a Context, draft: &'a Draft) -> Result<DraftSummary<'a>, HandlerError> {
        Ok(DraftSummary {
            context,
            draft,
            recipients: RecipientCount::of(context, draft).await?,
            is_paid: context.app.staff.paid && draft.kind == CampaignKind::Send,
        })
    }

    /// The versions, the recipients and the time.
    pub fn parts(&self) -> [Html; 3] {
        [versions(self.context, self.draft), self.recipients(), self.sending()]
    }

    /// The audience, the number of recipients, and the time that sending takes.
    pub fn recipients(&self) -> Html {
        let say = self.context.say();
        let RecipientCount { reached, without_version } = self.recipients;
        let mut lines = match self.draft.corrects() {
            Some(id) => vec![say.campaign_line_reached(id.0)],
            None => audience::lines(&self.context.texts, &say, &self.draft.audience),
        };
        lines.push(say.campaign_line_count(count(reached)));
        if without_version > 0 {
            lines.push(say.campaign_line_nothing(count(without_version)));
        }
        if reached > 0 {
            let seconds = self.context.app.staff.seconds(reached);
            lines.push(say.campaign_line_duration(&time::about(&say, seconds)));
        }
        Html::lines(lines)
    }

    /// The price of sending it: a tenth of a star for each recipient, by `allow_paid_broadcast`
    /// (<https://core.telegram.org/bots/api#sendmessage>).
    pub fn cost(&self) -> Html {
        let say = self.context.say();
        if self.is_paid {
            say.campaign_line_paid(count(self.recipients.reached.div_ceil(10)))
        } else {
            say.campaign_line_free()
        }
    }

    fn sending(&self) -> Html {
        let (say, draft) = (self.context.say(), self.draft);
        let links = if draft.content.options.link_preview {
            say.campaign_line_link_preview()
        } else {
            say.campaign_line_no_link_preview()
        };
        if draft.corrects().is_some() {
            return Html::lines([time::line(&say, None), links]);
        }
        Html::lines([
            time::line(&say, draft.due),
            if draft.urgent { say.campaign_line_urgent() } else { say.campaign_line_quiet() },
            if draft.trial {
                say.campaign_line_trial(count(Draft::TRIAL_FROM))
            } else {
                say.campaign_line_no_trial()
            },
            if draft.content.options.silent { say.campaign_line_silent() } else { say.campaign_line_sound() },
            links,
        ])
    }
}

/// Every version, and the rule for the missing ones.
pub(super) fn versions(context: &Context, draft: &Draft) -> Html {
    let say = context.say();
    let mut lines = Vec::new();
    for lang in Lang::ALL {
        let name = context.texts.say(lang).language_name();
        match draft.version(lang) {
            Some(message) => {
                lines.push(say.campaign_line_version(&name, &describe::describe(&say, message)));
                lines.extend(describe::excerpt(message).map(|text| say.campaign_line_quote(&text)));
            }
            None if draft.corrects().is_none() => lines.push(say.campaign_line_missing(&name)),
            None => {}
        }
    }
    if draft.corrects().is_none() && draft.is_partial() {
        let fallback = draft.content.fallback;
        lines.push(if fallback { say.campaign_line_fallback() } else { say.campaign_line_no_fallback() });
    }
    Html::lines(lines)
}
