# The calls. call-<id>-send is the text that people share: plain text, if possible at most 256 characters, so that one tap copies it.

calls-intro =
    <b>Calls and their status</b>

    Choose a call to read it in full and to share it.
calls-addressee-authorities = <b>To the authorities of Kyrgyzstan</b>
calls-addressee-un = <b>To the UN agencies</b>
calls-addressee-coalition = <b>From the coalition itself</b>
calls-line = • { $title }: { $status }
calls-line-unknown = • { $title }
calls-unknown = There is no information yet about the status of the calls.
calls-unknown-rest = There is no information yet about the status of the other calls.
calls-reporter = The coalition's staff will add it here when they have any.
call-source = <i>From the pledge of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan, December 2023:</i>
call-status = Status: { $status }
call-since = Recorded on { $date }
call-ready = Text to share. Tap it to copy:

status-not-recorded = no information yet
status-in-progress = in progress
status-kept-in-part = partly fulfilled
status-kept = fulfilled
status-not-kept = not fulfilled

call-authorities-funding-title = Funding
call-authorities-funding-text = We call on Kyrgyzstan authorities to provide funding for the work of civil society organizations and independent media.
call-authorities-funding-send = The Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan calls on the authorities of Kyrgyzstan to provide funding for the work of civil society organizations and independent media (pledge, December 2023).

call-authorities-laws-title = Supportive laws and practice
call-authorities-laws-text = We call on Kyrgyzstan authorities to ensure that relevant laws, policies, institutions and law enforcement practices are aimed at supporting civil society and free media, in line with Kyrgyzstan's human rights commitments.
call-authorities-laws-send = The Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan calls on the authorities of Kyrgyzstan to ensure that relevant laws, policies, institutions and law enforcement practices are aimed at supporting civil society and free media, in line with Kyrgyzstan's human rights commitments (pledge, December 2023).

call-un-partnership-title = Equal partnership
call-un-partnership-text = We hope that all UN agencies will assist civil society organizations and independent media to continue working as equal partners of the State.
call-un-partnership-send = The Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan hopes that all UN agencies will assist civil society organizations and independent media to continue working as equal partners of the State (pledge, December 2023).

call-coalition-partnership-title = The coalition's own commitment
call-coalition-partnership-text = From our side, on the eve of the 75th anniversary of the Universal Declaration of Human Rights, we reaffirm our joint determination to work as equal partners of the State in advancing Sustainable Development Goals and national development strategy.
call-coalition-partnership-send = On the eve of the 75th anniversary of the Universal Declaration of Human Rights, the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan reaffirmed its joint determination to work as an equal partner of the State in advancing the Sustainable Development Goals and the national development strategy (pledge, December 2023).
