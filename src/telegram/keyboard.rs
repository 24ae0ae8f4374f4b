//! Buttons as teloxide sends them.

use teloxide::types::{
    CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind as Kind, InlineKeyboardMarkup,
};

use crate::domain::message::{Button, ButtonAction, CampaignMessage, LinkButton};
use crate::telegram::SendError;
use crate::telegram::entities::address;

/// Rows of buttons; `None` where there are none.
pub(super) fn keyboard(rows: &[Vec<Button>]) -> Result<Option<InlineKeyboardMarkup>, SendError> {
    let rows = rows.iter().map(|row| row.iter().map(button).collect());
    Ok(markup(rows.collect::<Result<_, _>>()?))
}

/// The buttons of a campaign's message: those that open an address above those of the bot's own.
pub(super) fn campaign_keyboard(
    message: &CampaignMessage,
) -> Result<Option<InlineKeyboardMarkup>, SendError> {
    let links = message.links.iter().map(|link| Ok(vec![link_button(link)?]));
    let own = message.buttons.iter().map(|row| row.iter().map(button).collect());
    Ok(markup(links.chain(own).collect::<Result<_, _>>()?))
}

fn markup(rows: Vec<Vec<InlineKeyboardButton>>) -> Option<InlineKeyboardMarkup> {
    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

fn link_button(link: &LinkButton) -> Result<InlineKeyboardButton, SendError> {
    Ok(InlineKeyboardButton::url(link.label.clone(), address(&link.url)?))
}

fn button(button: &Button) -> Result<InlineKeyboardButton, SendError> {
    let kind = match &button.action {
        ButtonAction::Data(data) => Kind::CallbackData(data.clone()),
        ButtonAction::Url(url) => Kind::Url(address(url)?),
        ButtonAction::Copy(text) => Kind::CopyText(CopyTextButton { text: text.clone() }),
    };
    Ok(InlineKeyboardButton::new(button.label.clone(), kind))
}
