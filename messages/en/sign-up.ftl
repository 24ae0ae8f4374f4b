# Support: the consent, the supporter's entry (as what, region, name, contact), the questions about it, withdrawing.
# The consent texts have a version (pledge.toml): raise it when what they promise changes, and say in
# sign-up-consent-new what is new. Supporters who agreed to an earlier version are shown that, then the whole text.
# The consent has to fit the screen of a phone: at most 700 characters.

sign-up-heading = <b>{ $title }</b>
sign-up-consent-text =
    <b>Support the pledge</b> · version { $version }

    • <b>Who stores your data:</b> { $name }. Contact: { $contact }.
    • <b>What is stored</b> (to count supporters): your support, its date, and the number of this chat, which is the number of your Telegram account.
    • <b>Who can see it:</b> whoever runs the server sees which account supports the pledge. Telegram sees what you write here.
    • <b>Withdrawing:</b> /support. The bot can't delete what the coalition has already exported or published.

    <b>If being on a list of supporters could put you in danger, don't support the pledge here. You can read everything without it.</b>
sign-up-consent-text-bare =
    <b>Support the pledge</b> · version { $version }

    • <b>Who stores your data:</b> { $name }. Contact: { $contact }.
    • <b>What is stored</b> (to count supporters): your support, its date, and the number of this chat, which is the number of your Telegram account. The bot won't ask for your name.
    • <b>Who can see it:</b> whoever runs the server sees which account supports the pledge. Telegram sees what you write here.
    • <b>Withdrawing:</b> /support. The bot can't delete what the coalition has already exported or published.

    <b>If being on a list of supporters could put you in danger, don't support the pledge here. You can read everything without it.</b>
sign-up-consent-new =
    <b>New consent text</b>

    What is new: the text says who stores your data and how to contact the coalition about it. You no longer have to give your region. Please read version { $version } below and decide whether you agree. Until you agree, nothing changes.
sign-up-consent-old = <b>The consent text has changed.</b> Please read the new one and decide whether you agree.
sign-up-consent-again = This text has changed. Please read it again before you decide.
sign-up-kept = Your earlier answers are still stored. If you agree, they will be added to the record of your support. To delete these answers, send /cancel.
sign-up-restart = Your unfinished form could no longer be read. It has been deleted.

sign-up-thanks =
    <b>Thank you! You now support the pledge.</b>
sign-up-count = { $count ->
    [one] The pledge has at least { $count } supporter.
   *[other] The pledge has at least { $count } supporters.
}
sign-up-already =
    <b>You support the pledge</b>
sign-up-hint = That is all it takes. If you like, add or change details with the buttons below.
sign-up-line-kind = Supporting as: { $kind }
sign-up-line-region = Region: { $region }
sign-up-line-name-kept = Name: stored, encrypted
sign-up-line-no-name = Name: not given
sign-up-line-publish-yes = Name may be published: yes
sign-up-line-publish-no = Name may be published: no
sign-up-line-contact-kept = Contact: stored, encrypted
sign-up-line-no-contact = Contact: not given
sign-up-line-sealed = Name and contact: stored, encrypted
sign-up-line-since = Supporting since: { $date }
sign-up-line-consent = Consent text: version { $version } ({ $date })

kind-person = Person
kind-organization = Organization
kind-media = Media outlet

region-KG-GB = Bishkek (city)
region-KG-GO = Osh (city)
region-KG-B = Batken
region-KG-C = Chüy
region-KG-J = Jalal-Abad
region-KG-N = Naryn
region-KG-O = Osh Region
region-KG-T = Talas
region-KG-Y = Issyk-Kul
region-abroad = Abroad
region-not-said = not given

# How people write the name of a region, separated by commas. The words of all three languages are understood.
region-words-KG-GB = Bishkek
region-words-KG-GO = Osh
region-words-KG-B = Batken Region, Batken Oblast, Kyzyl-Kiya, Sulukta, Isfana, Razzakov
region-words-KG-C = Chui, Chuy, Chüy Region, Chui Region, Chuy Region, Chui Oblast, Tokmok, Kara-Balta, Kant, Kemin
region-words-KG-J = Jalal-Abad Region, Jalal-Abad Oblast, Jalalabad, Manas, Manas city, Kara-Kul, Tash-Kumyr, Mailuu-Suu, Kok-Jangak
region-words-KG-N = Naryn Region, Naryn Oblast, Naryn city
region-words-KG-O = Osh Oblast, Uzgen, Kara-Suu, Nookat
region-words-KG-T = Talas Region, Talas Oblast, Talas city
region-words-KG-Y = Issyk-Kul Region, Issyk-Kul Oblast, Ysyk-Köl, Ysyk-Kol, Karakol, Balykchy, Cholpon-Ata
region-words-abroad = Outside Kyrgyzstan, Foreign country
region-words-not-said = Don't say, Not said

sign-up-kind = Who is supporting the pledge: you yourself, an organization or a media outlet?
sign-up-region = Where do you live or work? Tap a button, or type the name of your city or region.
sign-up-publish = May the coalition publish your name, or the name of your organization or media outlet, in a list of supporters? Please tap “Yes” or “No”. Then the bot will ask you to type the name.
sign-up-name-person = Please type your name.
sign-up-name-organization = Please type the name of the organization.
sign-up-name-media = Please type the name of the media outlet.
sign-up-contact = How can the coalition reach you? Please type an e-mail address or a phone number. You can also send your own contact through Telegram.
sign-up-at-once = The bot encrypts your answer immediately and deletes your message from the chat. Only the coalition can open it.
sign-up-joint = At present your name and contact are encrypted together. If you change or remove one, the other is removed too. You can give it again if you like.

sign-up-error-name-long = This is too long for a name: please type at most { $max } characters.
sign-up-error-name-letter = A name needs at least one letter. Please type it again.
sign-up-error-region = “{ $name }” is not on the list. Please tap a button, or write the name in another way.
sign-up-error-contact-other = This isn't your own contact. Please send yours, or type the number.
sign-up-error-contact = This doesn't look like an e-mail address or a phone number. Please type it like this: name@example.org or +996 555 123 456.
sign-up-error-email = This e-mail address is incomplete or contains a character that doesn't belong there. Please type it like this: name@example.org
sign-up-error-email-number = This e-mail address has a number after the @. Please type the name of the mail service there, such as example.org.
sign-up-error-email-alphabets = This e-mail address mixes letters of different alphabets, for example a Cyrillic letter among Latin ones. Please type it again without switching the keyboard.
sign-up-error-phone-words = Please type one phone number and nothing else.
sign-up-error-phone-extension = The bot can't store an extension. Please type the number without the { "#" } or { "*" } and what follows it.
sign-up-error-phone-number = This doesn't look like a valid phone number. Please check the digits. The number of another country begins with + and the country code.
sign-up-need-text = Please answer with a text message, or tap one of the buttons.
sign-up-need-button = Please tap one of the buttons.
sign-up-typed-stays = Your message couldn't be deleted from the chat. You can delete it yourself.

sign-up-withdraw = Do you want to withdraw your support? The record of it will be deleted from the bot. The bot can't delete what the coalition has already exported or published.
sign-up-withdrawn = You have withdrawn your support. The record of it has been deleted from the bot.
sign-up-over = This has already been done.
