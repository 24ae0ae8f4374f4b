# Becoming a supporter: consent, as what, name, region, contact, may the name be published, confirmation.
# The consent texts have a version (pledge.toml): raise it when what they promise changes, and say in
# sign-consent-changed what is new. Supporters who agreed to an earlier version are shown that, then the whole text.

sign-up-progress = <i>Step { $step } of { $steps }</i>
sign-up-consent =
    <b>Become a supporter</b>

    Before you start, please read what you agree to:

    • We keep that you support the pledge, as what, your region, and the number of this chat, so that you can change or withdraw it.
    • A name and a contact are your choice. They are sealed with the coalition's key when you confirm: this bot can't read them back, only the coalition can open them, to count supporters and to contact you.
    • A name is published only if you allow it. The bot itself shows nobody's name.
    • You can withdraw at any time with /sign; then your sign-up is deleted.

    Telegram itself sees what you write here. If it could endanger you to be on such a list, don't sign; you can read everything without signing.

    Version { $version } of this text.
sign-up-consent-bare =
    <b>Become a supporter</b>

    Before you start, please read what you agree to:

    • We keep that you support the pledge, as what, your region, and the number of this chat, so that you can change or withdraw it. You won't be asked for a name or a contact.
    • You can withdraw at any time with /sign; then your sign-up is deleted.

    Telegram itself sees what you write here. If it could endanger you to be on such a list, don't sign; you can read everything without signing.

    Version { $version } of this text.
sign-up-consent-changed =
    <b>The text that you agreed to has changed</b>

    You agreed to an earlier version. Please read version { $version } below and choose whether you agree. Until you do, your sign-up stays as it is.
sign-up-kind = As what do you sign?
sign-up-name = What is your name, or the name of your organization or media outlet? Please type it, or sign without a name.
sign-up-region = Where do you live or work?
sign-up-contact = How can the coalition reach you? Please type an e-mail address or a phone number, or skip this.
sign-up-publish = May the coalition publish the name as that of a supporter?
sign-up-confirm =
    <b>Is everything right?</b>

    When you confirm, the name and the contact are sealed.

kind-person = A person
kind-organization = An organization
kind-media = A media outlet

region-KG-GB = Bishkek (city)
region-KG-GO = Osh (city)
region-KG-B = Batken
region-KG-C = Chüy
region-KG-J = Jalal-Abad (with the city of Manas)
region-KG-N = Naryn
region-KG-O = Osh (region)
region-KG-T = Talas
region-KG-Y = Issyk-Kul
region-abroad = Abroad

sign-up-line-kind = Signs as: { $kind }
sign-up-line-name = Name: { $name }
sign-up-line-no-name = Name: not given
sign-up-line-region = Region: { $region }
sign-up-line-contact = Contact: { $contact }
sign-up-line-no-contact = Contact: not given
sign-up-line-publish-yes = Publishing the name: allowed
sign-up-line-publish-no = Publishing the name: not allowed
sign-up-line-sealed = Name and contact: kept, sealed
sign-up-line-nothing-sealed = Name and contact: none kept
sign-up-line-signed = Signed on: { $date } (consent text, version { $version })

sign-up-error-name-long = This is too long for a name: please type at most { $max } characters.
sign-up-error-name-letter = A name needs at least one letter. Please type it again.
sign-up-error-contact = This is neither an e-mail address nor a phone number. Please type for example name@example.org or +996 555 123 456.
sign-up-need-text = Please type it as a text message, or use one of the buttons.
sign-up-need-button = Please choose one of the buttons.

sign-up-thanks =
    <b>Thank you! You now support the pledge.</b>
sign-up-count = { $count ->
    [one] At least { $count } supporter stands behind the pledge.
   *[other] At least { $count } supporters stand behind the pledge.
}
sign-up-topics = Would you like to hear from the coalition? Everything is off until you choose:
sign-up-cancelled = Cancelled. Nothing of what you typed just now was kept.
sign-up-already =
    <b>You support the pledge</b>
sign-up-withdraw = Do you want to withdraw your support? Your sign-up will be deleted.
sign-up-withdrawn = You have withdrawn your support, and your sign-up was deleted.
sign-up-over = This step is over.
sign-up-restart = Your unfinished sign-up could not be read any more, so please start over.
