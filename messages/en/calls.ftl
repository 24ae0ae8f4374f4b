# The calls. call-<id>-send is what people send on: plain text, at most 256 characters where it can be, so that one tap copies it.

calls-intro =
    <b>What the pledge calls for, and what came of it</b>

    Choose a call to read it in full and to send it on.
calls-addressee-authorities = <b>Calls to the authorities of Kyrgyzstan</b>
calls-addressee-un = <b>Appeal to the UN agencies</b>
calls-addressee-coalition = <b>The coalition's own commitment</b>
calls-line = • { $title }: { $status }
call-status = What came of it: { $status }
call-since = Recorded on { $date }
call-ready = A text to send on; tap it to copy:

status-not-recorded = not recorded yet
status-in-progress = in progress
status-kept-in-part = kept in part
status-kept = kept
status-not-kept = not kept

call-authorities-funding-title = Funding
call-authorities-funding-text = We call on Kyrgyzstan authorities to provide funding for the work of civil society organizations and independent media.
call-authorities-funding-send = Civil society and media of Kyrgyzstan call on the authorities of Kyrgyzstan to provide funding for the work of civil society organizations and independent media.

call-authorities-laws-title = Supportive laws and practice
call-authorities-laws-text = We call on Kyrgyzstan authorities to ensure that relevant laws, policies, institutions and law enforcement practices are aimed at supporting civil society and free media, in line with Kyrgyzstan's human rights commitments.
call-authorities-laws-send = We call on Kyrgyzstan authorities to ensure that laws, policies, institutions and law enforcement practices are aimed at supporting civil society and free media, in line with Kyrgyzstan's human rights commitments.

call-un-partnership-title = Equal partnership
call-un-partnership-text = We hope that all UN agencies will assist civil society organizations and independent media to continue working as equal partners of the State.
call-un-partnership-send = Civil society and media of Kyrgyzstan hope that all UN agencies will assist civil society organizations and independent media to continue working as equal partners of the State.

call-coalition-partnership-title = Our own part
call-coalition-partnership-text = From our side, on the eve of the 75th anniversary of the Universal Declaration of Human Rights, we reaffirm our joint determination to work as equal partners of the State in advancing Sustainable Development Goals and national development strategy.
call-coalition-partnership-send = Civil society and media of Kyrgyzstan reaffirm their joint determination to work as equal partners of the State in advancing Sustainable Development Goals and national development strategy.
