//! The summary of a draft: its versions, its audience and its time, in lines. The draft, the preview and the confirmation
//! show the same.

use jiff::Timestamp;

use crate::conversation::staff::draft::correction::CorrectedBroadcast;
use crate::conversation::staff::draft::left_out::Without;
use crate::conversation::staff::draft::planned::Planned;
use crate::conversation::staff::draft::recipients::RecipientCount;
use crate::conversation::staff::draft::{Draft, describe};
use crate::conversation::staff::holds::outlook::HoldOutlook;
use crate::conversation::staff::{audience, count, sent, time};
use crate::conversation::{Context, HandlerError};
use crate::domain::campaign::Stage;
use crate::domain::figures::StaffFigure;
use crate::domain::hold::HeldKind;
use crate::domain::message::MessageVersions;
use crate::domain::{CampaignId, Lang};
use crate::texts::{Html, Say};

/// A draft with the number of its recipients, which is counted once for each answer.
pub(super) struct DraftSummary<'a> {
    context: &'a Context,
    pub draft: &'a Draft,
    pub recipients: RecipientCount,
    /// The planned broadcast that it changes.
    pub planned: Option<Planned>,
    /// The broadcast whose recipients it leaves out.
    pub without: Option<Without>,
    /// The broadcast that it corrects.
    corrected: Option<CorrectedBroadcast>,
    /// Whether Telegram is paid for sending it.
    pub is_paid: bool,
    /// When it would take effect if it were confirmed now; none where nothing is held.
    outlook: Option<HoldOutlook>,
    /// The content that a correction changes, as it stands with the recipients now.
    sent: Option<MessageVersions>,
}

impl<'a> DraftSummary<'a> {
    pub async fn of(context: &'a Context, draft: &'a Draft) -> Result<DraftSummary<'a>, HandlerError> {
        let corrected = CorrectedBroadcast::of(context, draft).await?;
        let recipients = match &corrected {
            Some(corrected) => RecipientCount { reached: corrected.recipients(), without_version: 0 },
            None => RecipientCount::of(context, draft).await?,
        };
        let sent = match draft.corrects() {
            Some(id) => sent::content(context, id).await?,
            None => None,
        };
        let outlook = if context.app.holds.are_off() {
            None
        } else {
            Some(HoldOutlook::of(context, HeldKind::Launch, are_few(draft, recipients)).await?)
        };
        Ok(DraftSummary {
            context,
            draft,
            recipients,
            outlook,
            planned: Planned::of(context, draft).await?,
            without: Without::of(context, draft).await?,
            corrected,
            is_paid: context.app.staff.paid && draft.corrects().is_none(),
            sent,
        })
    }

    /// When it goes out at the earliest.
    pub fn goes_out(&self) -> Timestamp {
        let (due, urgent) = (self.draft.due, self.draft.urgent);
        let over = self.outlook.as_ref().and_then(|outlook| outlook.over(urgent));
        self.context.clock().goes_out(due.max(over), urgent)
    }

    /// Whether so few people would get it that a second person has to agree. A correction goes to those who got the broadcast.
    pub fn are_few(&self) -> bool {
        are_few(self.draft, self.recipients)
    }

    /// The planned broadcast that it changes, if that goes out before the change can take effect.
    pub fn goes_out_before_the_change(&self) -> Option<CampaignId> {
        let campaign = self.planned.as_ref().and_then(Planned::campaign)?;
        let over = self.outlook.as_ref()?.over(self.draft.urgent)?;
        let goes_out = self.context.clock().out(campaign);
        (campaign.stage == Stage::Scheduled && goes_out <= over).then_some(campaign.id)
    }

    /// The reason why a correction can't be sent any more.
    pub fn obstacle(&self) -> Option<Html> {
        self.corrected.as_ref()?.obstacle(&self.context.say())
    }

    /// The correction that this one replaces without knowing it.
    pub fn newer(&self) -> Option<CampaignId> {
        self.corrected.as_ref()?.newer(self.draft)
    }

    /// The reason why it can't leave those out whom it is to leave out.
    pub fn without_obstacle(&self) -> Option<Html> {
        self.without.as_ref()?.obstacle(&self.context.say(), self.goes_out())
    }

    /// The warning that it replaces a correction without knowing it.
    pub fn warning(&self) -> Option<Html> {
        self.corrected.as_ref()?.warning(&self.context.say(), self.draft)
    }

    /// The end of the quiet hours that keep it from going out when it was meant to; `None` if none do.
    pub fn held_until(&self) -> Option<Timestamp> {
        self.context.clock().held_until(self.draft.due, self.draft.urgent)
    }

    /// The versions, the recipients, the time and all settings. Of a correction, the changes are shown.
    pub fn parts(&self) -> [Html; 3] {
        let content = match &self.sent {
            Some(sent) if *sent != self.draft.content => differences(self.context, self.draft, sent),
            Some(_) | None => versions(self.context, self.draft),
        };
        [content, self.recipients(), self.sending()]
    }

    /// All versions, the recipients, the time, and those settings that were changed.
    pub fn brief_parts(&self) -> [Html; 3] {
        [versions(self.context, self.draft), self.recipients(), self.sending_briefly()]
    }

    /// Whether it is a correction that says the same as the campaign does already, with all of its recipients.
    pub fn changes_nothing(&self) -> bool {
        let is_mixed = self.corrected.as_ref().is_some_and(CorrectedBroadcast::is_mixed);
        !is_mixed && self.sent.as_ref().is_some_and(|sent| *sent == self.draft.content)
    }

    /// The number of recipients as it is shown, and as the confirmation is bound to it.
    pub fn figure(&self) -> StaffFigure {
        let RecipientCount { reached, without_version } = self.recipients;
        let is_of_some = self.corrected.as_ref().is_some_and(CorrectedBroadcast::reveals_trait);
        let shares_trait = self.draft.audience.shares_trait() || without_version > 0 || is_of_some;
        StaffFigure::of(reached, shares_trait)
    }

    /// The audience, the number of recipients, and the time that sending takes.
    pub fn recipients(&self) -> Html {
        let say = self.context.say();
        let without_version = self.recipients.without_version;
        let mut lines = match self.draft.corrects() {
            Some(id) => vec![say.campaign_line_reached(id.0)],
            None => audience::lines(&self.context.texts, &say, &self.draft.audience),
        };
        lines.extend(self.without.as_ref().map(|without| without.line(&say)));
        let figure = self.figure();
        lines.push(match figure {
            StaffFigure::Exactly(number) => say.campaign_line_count(count(number)),
            StaffFigure::AtLeast(number) => say.campaign_line_count_least(count(number)),
            StaffFigure::Few => say.campaign_line_count_few(),
        });
        if without_version > 0 {
            // They share a language.
            lines.push(match StaffFigure::of(without_version, true) {
                StaffFigure::Exactly(number) => say.campaign_line_nothing(count(number)),
                StaffFigure::AtLeast(number) => say.campaign_line_nothing_least(count(number)),
                StaffFigure::Few => say.campaign_line_nothing_few(),
            });
        }
        if figure.most() > 0 {
            let seconds = self.context.app.staff.seconds(figure.most());
            lines.push(say.campaign_line_duration(&time::about(&say, seconds)));
        }
        Html::lines(lines)
    }

    /// The price of sending it: a tenth of a star for each recipient, by `allow_paid_broadcast`
    /// (<https://core.telegram.org/bots/api#sendmessage>).
    pub fn cost(&self) -> Html {
        let say = self.context.say();
        if self.is_paid {
            say.campaign_line_paid(count(self.figure().most().div_ceil(10)))
        } else {
            say.campaign_line_free()
        }
    }

    fn sending(&self) -> Html {
        let settings = options(&self.context.say(), self.draft);
        Html::lines([self.time()].into_iter().chain(settings))
    }

    /// The time, and those settings that were changed.
    fn sending_briefly(&self) -> Html {
        let say = self.context.say();
        let usual = options(&say, &Draft::begin(self.draft.begun));
        let changed = options(&say, self.draft).into_iter().filter(|line| !usual.contains(line));
        Html::lines([self.time()].into_iter().chain(changed))
    }

    fn time(&self) -> Html {
        let (due, urgent) = (self.draft.due, self.draft.urgent);
        match &self.outlook {
            Some(outlook) => outlook.line(self.context, due, urgent),
            None => self.context.clock().line(due, urgent),
        }
    }
}

fn are_few(draft: &Draft, recipients: RecipientCount) -> bool {
    // Also of a whole topic, whose number is told.
    draft.corrects().is_none() && StaffFigure::of(recipients.reached, true).is_under_floor()
}

/// The settings of a draft that are seldom changed. A correction has one of them.
pub(super) fn options(say: &Say<'_>, draft: &Draft) -> Vec<Html> {
    let options = draft.content.options;
    let links = if options.link_preview {
        say.campaign_line_link_preview()
    } else {
        say.campaign_line_no_link_preview()
    };
    if draft.corrects().is_some() {
        return vec![links];
    }
    let night = if draft.urgent { say.campaign_line_urgent() } else { say.campaign_line_quiet() };
    let from = count(Draft::TRIAL_FROM);
    let trial = if draft.trial { say.campaign_line_trial(from) } else { say.campaign_line_no_trial() };
    let sound = if options.silent { say.campaign_line_silent() } else { say.campaign_line_sound() };
    vec![night, trial, sound, links]
}

/// The rule for missing versions, where there are some.
pub(super) fn fallback(say: &Say<'_>, draft: &Draft) -> Option<Html> {
    let line =
        if draft.content.fallback { say.campaign_line_fallback() } else { say.campaign_line_no_fallback() };
    (draft.corrects().is_none() && draft.is_partial()).then_some(line)
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
    Html::lines(lines.into_iter().chain(fallback(&say, draft)))
}

/// The versions of a correction that differ from what was sent: the first words of both.
fn differences(context: &Context, draft: &Draft, sent: &MessageVersions) -> Html {
    let say = context.say();
    let mut lines = Vec::new();
    for (lang, message) in &draft.content.by_lang {
        let Some(old) = sent.by_lang.get(lang).filter(|old| *old != message) else { continue };
        let name = context.texts.say(*lang).language_name();
        lines.push(say.campaign_line_version(&name, &describe::describe(&say, message)));
        lines.extend(describe::excerpt(old).map(|text| say.campaign_line_was(&text)));
        lines.extend(describe::excerpt(message).map(|text| say.campaign_line_becomes(&text)));
    }
    Html::lines(lines)
}
