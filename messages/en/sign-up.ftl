# Becoming a supporter: consent, as what, name, region, contact, may the name be published, confirmation.
# The consent texts have a version (pledge.toml): raise it when what they promise changes, and say in
# sign-up-consent-changed what is new. Supporters who agreed to an earlier version are shown that, then the whole text.

sign-up-progress = <i>Step { $step } of { $steps }</i>
sign-up-consent =
    <b>Support the pledge</b>

    Please read this before you agree:

    • The coalition stores: the fact that you support the pledge; whether you do so as a person, an organization or a media outlet; your region; the date; the version of this text; and the number of this chat, so that you can change or withdraw your support. The number of the chat is the number of your Telegram account: whoever runs the server can see which account supports the pledge.
    • A name and a contact are optional. They are encrypted with the coalition's key when you confirm. From then on the bot can't read them; only the coalition can open them, to count supporters and to contact you.
    • A name is published only if you allow it. The bot itself shows nobody's name.
    • You can withdraw at any time with /sign. The record of your support is then deleted from the bot. What the coalition has already exported or published, the bot can't delete.

    Telegram, too, can see what you write here. <b>If being on such a list could put you in danger, please don't support the pledge here.</b> You can read everything without it.

    Version of this text: { $version }
sign-up-consent-bare =
    <b>Support the pledge</b>

    Please read this before you agree:

    • The coalition stores: the fact that you support the pledge; whether you do so as a person, an organization or a media outlet; your region; the date; the version of this text; and the number of this chat, so that you can change or withdraw your support. The number of the chat is the number of your Telegram account: whoever runs the server can see which account supports the pledge. You won't be asked for a name or a contact.
    • You can withdraw at any time with /sign. The record of your support is then deleted from the bot. What the coalition has already exported or published, the bot can't delete.

    Telegram, too, can see what you write here. <b>If being on such a list could put you in danger, please don't support the pledge here.</b> You can read everything without it.

    Version of this text: { $version }
sign-up-consent-changed =
    <b>The text you agreed to has changed</b>

    What is new: it now says that the number of this chat is the number of your Telegram account, who can see it, and what stays if you withdraw your support. Please read version { $version } below and decide whether you still agree. Until you do, nothing changes.
sign-up-consent-again = This text has changed. Please read it again before you decide.
sign-up-kind = Who is supporting the pledge?
sign-up-name = What is your name, or the name of your organization or media outlet? Please type it, or continue without a name.
sign-up-region = Where do you live or work?
sign-up-contact = How can the coalition reach you? Please type an e-mail address or a phone number, or skip this.
sign-up-publish = May the coalition publish this name in a list of supporters?
sign-up-confirm =
    <b>Is everything correct?</b>

    If you gave a name or a contact, they will be encrypted when you confirm.

kind-person = Person
kind-organization = Organization
kind-media = Media outlet

region-KG-GB = Bishkek (city)
region-KG-GO = Osh (city)
region-KG-B = Batken Region
region-KG-C = Chüy Region
region-KG-J = Jalal-Abad Region (with Manas city)
region-KG-N = Naryn Region
region-KG-O = Osh Region
region-KG-T = Talas Region
region-KG-Y = Issyk-Kul Region
region-abroad = Abroad
region-not-said = Not given

sign-up-line-kind = Supporting as: { $kind }
sign-up-line-name = Name: { $name }
sign-up-line-no-name = Name: not given
sign-up-line-region = Region: { $region }
sign-up-line-contact = Contact: { $contact }
sign-up-line-no-contact = Contact: not given
sign-up-line-publish-yes = Name may be published: yes
sign-up-line-publish-no = Name may be published: no
sign-up-line-sealed = Name and contact: stored, encrypted
sign-up-line-nothing-sealed = Name and contact: not stored
sign-up-line-signed = Recorded on: { $date } (consent text, version { $version })

sign-up-error-name-long = This is too long for a name: please type at most { $max } characters.
sign-up-error-name-letter = A name needs at least one letter. Please type it again.
sign-up-error-contact = This doesn't look like an e-mail address or a phone number. Please type it like this: name@example.org or +996 555 123 456.
sign-up-error-email = This e-mail address is incomplete or contains a character that doesn't belong there. Please type it like this: name@example.org
sign-up-error-email-number = This e-mail address has a number after the @. Please type the name of the mail service there, for example example.org.
sign-up-error-email-alphabets = This e-mail address mixes letters of different alphabets, for example a Cyrillic letter among Latin ones. Please type it again without switching the keyboard.
sign-up-error-phone-words = Please type one phone number and nothing else.
sign-up-error-phone-extension = The bot can't store an extension. Please type the number without the { "#" } or { "*" } and what follows it.
sign-up-error-phone-number = This isn't a valid phone number. Please check the digits. A number from abroad begins with + and the country code.
sign-up-need-text = Please answer with a text message, or tap one of the buttons.
sign-up-need-button = Please tap one of the buttons.

sign-up-thanks =
    <b>Thank you! You now support the pledge.</b>
sign-up-count = { $count ->
    [one] The pledge has at least { $count } supporter.
   *[other] The pledge has at least { $count } supporters.
}
sign-up-topics = Would you like to hear from the coalition? Tap a topic to switch it on:
sign-up-cancelled = Cancelled. Nothing you just typed was saved.
sign-up-already =
    <b>You support the pledge</b>
sign-up-withdraw = Do you want to withdraw your support? The record of it will be deleted from the bot. What the coalition has already exported or published, the bot can't delete.
sign-up-withdrawn = You have withdrawn your support. The record of it has been deleted from the bot.
sign-up-over = This step is already finished.
sign-up-restart = Your unfinished form can no longer be read. Please start over.
