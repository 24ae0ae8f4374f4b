# The demo (pledge-bot demo): who its people are, what a visitor may try, and what is made up for it. Plain text.
# Each made-up text says that it is made up, and claims nothing about the coalition, the country or anybody in it.

demo-about =
    The bot of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan. People can read its pledge, see the status of its calls, and support the pledge. Staff enter the status of each call, and write to people who want to hear from the coalition.

    The pledge is real. Everything else in this demo is made up.
demo-reader-who = a citizen
demo-reader-try = read the pledge and support it
demo-reminded-who = a citizen
demo-reminded-try = choose a reminder of a deadline
demo-curious-who = a citizen
demo-curious-try = see the status of the calls, and add the bot to a group
demo-staff-who = staff of the coalition
demo-staff-try = send a broadcast to many people at once: /broadcast
demo-note = Made up for the demo. Here staff write in a few sentences what was done and what is still missing.
demo-deadline = Made up for the demo: the next report
demo-broadcast =
    This message is made up for the demo.

    This is how the coalition writes to many people at once: in three languages, and only to those who have chosen to hear from it.
