//! The main screens in each language, as staff see them.

use jiff::SignedDuration;
use pledge_bot::campaigns::{Renderer, ReportReader};
use pledge_bot::conversation::BotRenderer;
use pledge_bot::domain::campaign::{
    CampaignKind, CampaignOutline, DeliveryStatus, Pause, Reason, Revision, Stage, Tally,
};
use pledge_bot::domain::{Audience, Campaign, CampaignId, Lang, LocalHour, Region, Topic};

use super::{becomes_supporter, media, readers};
use crate::support::campaign::content;
use crate::support::chat::Act::{Says, Sends, Taps};
use crate::support::chat::{self, say};
use crate::support::snapshots::Screens;
use crate::support::test_bot::{OWNER, Setup, TestBot};

/// An owner's way from a draft to a report, in one language.
async fn walk(lang: Lang) {
    let bot = TestBot::with(Setup { owners: vec![OWNER], ..Setup::default() }).await;
    let owner = bot.person("Olga", lang.code());
    owner.starts(lang).await;
    readers(&bot, 5000, 20, lang).await;
    readers(&bot, 6000, 3, if lang == Lang::En { Lang::Ru } else { Lang::En }).await;
    becomes_supporter(&bot, 5001, Region::Naryn).await;
    let say = say(lang);
    let lacks = |lang: Lang| say.campaign_button_lacks(&chat::say(lang).language_name());
    let has = |lang: Lang| say.campaign_button_has(&chat::say(lang).language_name());
    let other = if lang == Lang::Ky { Lang::Ru } else { Lang::Ky };
    let mut screens = Screens::of("staff", lang);
    let steps = [
        ("draft", Says("/broadcast".into())),
        ("text_refused", Sends(Box::new(media("sticker", "")))),
        ("draft_with_a_version", Says("Meeting at 18:00.".into())),
        ("version", Taps(has(lang))),
        ("link_text_asked", Taps(say.campaign_button_links())),
        ("link_text_refused", Says("https://example.org/join".into())),
        ("link_address_asked", Says("Join us".into())),
        ("link_address_refused", Says("at example..org".into())),
        ("links", Says("example.org/join".into())),
        ("draft_with_a_link", Taps(say.campaign_button_draft())),
        ("settings", Taps(say.campaign_button_options())),
        ("fallback", Taps(say.campaign_button_fallback())),
        ("urgent", Taps(say.campaign_button_urgent())),
        ("no_trial", Taps(say.campaign_button_no_trial())),
        ("draft_with_settings", Taps(say.campaign_button_draft())),
        ("audience", Taps(say.campaign_button_audience())),
        ("supporters", Taps(say.campaign_button_supporters())),
        ("regions", Taps(say.campaign_button_regions())),
        ("region", Taps(say.region_name(Region::Naryn))),
        ("everyone", Taps(say.campaign_button_everyone())),
        ("draft_to_everyone", Taps(say.campaign_button_draft())),
        ("time_asked", Taps(say.campaign_button_time())),
        ("time_past", Says("2020-01-01 10:00".into())),
        ("time", Says("2026-12-01 10:00".into())),
        ("photo_asked", Taps(lacks(other))),
        ("photo", Sends(Box::new(media("photo", "18:00")))),
        ("one_more", Says("Bring water.".into())),
        ("one_more_left_out", Taps(say.campaign_button_more_leave())),
        ("preview", Taps(say.campaign_button_preview())),
        ("confirm", Taps(say.campaign_button_confirm())),
        ("planned", Taps(say.campaign_button_send(23))),
        ("campaigns", Taps(say.campaign_button_campaigns())),
        ("report", Taps(say.campaign_button_broadcast(1, "Meeting at 18:00."))),
        ("paused", Taps(say.campaign_button_pause())),
        ("call_off_asked", Taps(say.campaign_button_call_off())),
        ("called_off", Taps(say.campaign_button_call_off_yes())),
    ];
    screens.walk(&owner, steps).await;
    screens.finish();
}

#[tokio::test]
async fn the_staff_screens_in_kyrgyz() {
    walk(Lang::Ky).await;
}

#[tokio::test]
async fn the_staff_screens_in_russian() {
    walk(Lang::Ru).await;
}

#[tokio::test]
async fn the_staff_screens_in_english() {
    walk(Lang::En).await;
}

/// A campaign with every optional line in its report.
fn campaign(now: jiff::Timestamp, stage: Stage) -> Campaign {
    Campaign {
        id: CampaignId(12),
        author: None,
        kind: CampaignKind::Send,
        audience: Audience::of(Topic::News),
        stage,
        created: now,
        due: now + SignedDuration::from_hours(1),
        touched: now,
        urgent: false,
        trial: true,
        paid: true,
        revision: Revision::Original,
        begun: stage != Stage::Scheduled,
    }
}

#[tokio::test]
async fn reports_at_every_stage() {
    let bot = TestBot::new().await;
    let mut tally = Tally::default();
    tally.add(DeliveryStatus::Queued, None, 5_421);
    tally.add(DeliveryStatus::Sending, None, 21);
    tally.add(DeliveryStatus::Sent, None, 14_001);
    // Who speaks a language without a version is told by no number, so that no reason is told beside it.
    let reasons = (1..).zip(Reason::ALL).filter(|(_, reason)| *reason != Reason::NoVersion);
    for (nth, reason) in reasons {
        let status = match reason {
            Reason::Blocked
            | Reason::Deactivated
            | Reason::NotFound
            | Reason::Kicked
            | Reason::NotStarted
            | Reason::IsBot => DeliveryStatus::Gone,
            Reason::NoRights | Reason::NoTopic | Reason::Content | Reason::Refused | Reason::NoMessage => {
                DeliveryStatus::Failed
            }
            Reason::Connection | Reason::Crash => DeliveryStatus::Unsure,
            _ => DeliveryStatus::Skipped,
        };
        tally.add(status, Some(reason), nth);
    }
    let mut over = tally.clone();
    over.0.retain(|(status, _), _| !matches!(status, DeliveryStatus::Queued | DeliveryStatus::Sending));
    let pauses = [
        ("paused_by_its_author", Pause::Author),
        ("paused_after_the_trial", Pause::Trial),
        ("paused_by_failures", Pause::Failures(Reason::Content)),
        ("paused_late", Pause::Late),
        ("paused_by_its_content", Pause::Content),
        ("paused_unreadable", Pause::Unreadable),
        ("paused_without_an_author", Pause::Permission),
        ("paused_without_recipients", Pause::Recipients),
    ];
    for lang in Lang::ALL {
        let mut screens = Screens::of("reports", lang);
        bot.service(async |service| {
            let renderer = BotRenderer(service.app().clone());
            let now = bot.clock.now();
            let reader = ReportReader { lang, hour: LocalHour::default(), now };
            let mut see = |name: &str, campaign: &Campaign, tally: &Tally, rate: f64| {
                let outline = CampaignOutline {
                    campaign: campaign.clone(),
                    tally: tally.clone(),
                    content: Some(content(&[(
                        Lang::Ru,
                        "Завтра в десять утра мы подаём обязательство в парламент",
                    )])),
                    changes: Vec::new(),
                };
                let page = renderer.report(&reader, &outline, rate);
                let rows = page.rows.iter().map(|row| {
                    let labels: Vec<_> = row.iter().map(|button| button.label.as_str()).collect();
                    format!("    [{}]", labels.join("] ["))
                });
                let shown = [page.text.plain()].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
                screens.see(name, &campaign.stage.code(), &shown);
            };
            see("scheduled", &campaign(now, Stage::Scheduled), &Tally::default(), 0.0);
            see("running", &campaign(now, Stage::Running), &tally, 29.6);
            let audience = Audience { lang: Some(Lang::Ky), ..Audience::of(Topic::News) };
            let to_some = Campaign { audience, ..campaign(now, Stage::Running) };
            see("running_to_some", &to_some, &tally, 29.6);
            let mut few = Tally::default();
            few.add(DeliveryStatus::Sent, None, 3);
            see("done_to_few", &Campaign { stage: Stage::Done, ..to_some }, &few, 0.0);
            see("done", &campaign(now, Stage::Done), &over, 0.0);
            see("cancelled", &campaign(now, Stage::Cancelled), &over, 0.0);
            for (name, pause) in pauses {
                see(name, &campaign(now, Stage::Paused(pause)), &Tally::default(), 0.0);
            }
            let before = Campaign { begun: false, ..campaign(now, Stage::Paused(Pause::Recipients)) };
            see("paused_without_recipients_before_it_began", &before, &Tally::default(), 0.0);
            for (name, kind) in [
                ("taking_back", CampaignKind::Delete(CampaignId(11))),
                ("correction", CampaignKind::Replace(CampaignId(11))),
            ] {
                see(name, &Campaign { kind, ..campaign(now, Stage::Filling) }, &tally, 0.0);
            }
            screens.see("footer", "a message to many", &renderer.footer(lang, CampaignId(12), false));
        })
        .await;
        screens.finish();
    }
}
