# Who is responsible for people's data. The consent and the privacy page show the name and the contact.
# controller-contact: the coalition supplies it, in a folder of its own (docs/operate.md): an e-mail address, a phone number
# or a postal address at which a person answers. As long as it reads as here, the bot warns at each start.
# legal-notice: a sentence that the law asks for below what the coalition sends out. Plain text, 200 characters at most.
# Empty means that nothing stands there. It is the only text that may be empty.

controller-name = Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan
controller-contact = no address has been entered yet
legal-notice = { "" }
