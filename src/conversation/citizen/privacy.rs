//! The privacy page: five lines, the codes of the keys, and a button for each part that says more.

use crate::conversation::context::Context;
use crate::conversation::key_codes::key_codes;
use crate::conversation::screen::Screen;
use crate::domain::PrivacyPart;
use crate::domain::message::Button;
use crate::telegram::Page;
use crate::texts::Html;

/// The five lines, the codes of the keys if there are any, and the button of each part.
pub(crate) fn page(context: &Context) -> Page {
    let say = context.say();
    let headings =
        PrivacyPart::ALL.map(|part| context.to(say.privacy_part_title(part), Screen::PrivacyPart(part)));
    let mut rows: Vec<_> = headings.chunks(2).map(<[Button]>::to_vec).collect();
    rows.push(vec![context.to(say.button_my_data(), Screen::MyData)]);
    rows.push(context.way_back(&Screen::Privacy));
    let text = say.privacy_text(&say.controller_name(), &say.controller_contact());
    let codes = context.app.recipients.as_ref().map(|keys| key_codes(&say, keys));
    let codes = codes.map(|codes| Html::lines([codes, say.key_code_about()]));
    Page { text: Html::paragraphs([text].into_iter().chain(codes)), rows }
}

/// One part in full.
pub(crate) fn part(context: &Context, part: PrivacyPart) -> Page {
    let (say, kept) = (context.say(), &context.app.retention);
    let text = match part {
        PrivacyPart::Stored => say.privacy_stored(kept.delivery_days()),
        PrivacyPart::NotStored => say.privacy_not_stored(),
        PrivacyPart::Readers => say.privacy_readers(),
        PrivacyPart::Duration => say.privacy_duration(kept.signup_hours(), kept.lost_chat_days()),
        PrivacyPart::Choices => say.privacy_choices(&say.controller_name(), &say.controller_contact()),
        PrivacyPart::Risks => say.privacy_risks(),
    };
    let mut rows = Vec::new();
    if part == PrivacyPart::Choices {
        rows.push(vec![context.to(say.button_my_data(), Screen::MyData)]);
        rows.push(vec![context.to(say.button_sign_up(), Screen::Sign)]);
    }
    rows.push(context.way_back(&Screen::PrivacyPart(part)));
    Page { text: Html::paragraphs([Html::bold(&say.privacy_part_title(part)), text]), rows }
}
