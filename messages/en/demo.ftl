# The demo (pledge-bot demo): who its people are, what a visitor may try, and what is made up for it. Plain text.
# What is made up says so itself, and says nothing about the coalition, the country or anybody in it.

demo-about =
    The bot of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan. People read its pledge, see the status of its calls, and support it. Staff enter the status, and write to those who want to hear from the coalition.

    The pledge is real. Everything else in this demo is made up.
demo-reader-who = a citizen
demo-reader-try = read the pledge and support it
demo-reminded-who = a citizen
demo-reminded-try = choose a reminder of a deadline
demo-curious-who = a citizen
demo-curious-try = see the status of the calls, and add the bot to a group
demo-staff-who = staff of the coalition
demo-staff-try = send a message to many: /broadcast
demo-note = Made up for the demo. Here staff write in a few sentences what was done and what is still missing.
demo-deadline = Made up for the demo: the next report
demo-broadcast =
    This message is made up for the demo.

    The coalition writes to many at once in this way: in three languages, and only to those who have chosen to hear from it.
