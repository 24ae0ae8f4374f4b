# What the bot answers to something that was typed and that it can't take: each reason has its own sentence. Further the words
# that the bot understands beside an hour, with commas between; those of all three languages are understood.

typed-email = This e-mail address is incomplete or contains a character that doesn't belong there. Please type it like this: name@example.org
typed-email-number = This e-mail address has a number after the @. Please type the name of the mail service there, for example example.org.
typed-email-alphabets = This e-mail address mixes letters of different alphabets, for example a Cyrillic letter among Latin ones. Please type it again without switching the keyboard.
typed-phone-words = Please type one phone number and nothing else.
typed-phone-extension = The bot can't store an extension. Please type the number without the { "#" } or { "*" } and what follows it.
typed-phone-number = This isn't a valid phone number. Please check the digits. A number from abroad begins with + and the country code.
typed-hour = Please type a full hour from { $first } to { $last }, for example 9 or 18:00.
typed-zone-reversed = “{ $name }” means { $meaning }: in names like this, plus and minus are swapped. Please type what you mean like this: UTC+6.
typed-zone-offset = UTC{ $offset }
typed-hour-morning = am, a.m., in the morning
typed-hour-evening = pm, p.m., in the afternoon, in the evening, at night
typed-hour-other = at, o'clock, hours
typed-form-date = Line { $line }: a date is written like 2027-03-01 or 01.03.2027. The year has four digits.
typed-form-day = Line { $line }: there is no such day. Please look at the day and the month again.
typed-form-time = Line { $line }: the time behind the date is written like 18:00.
typed-form-date-zone = Line { $line }: only the date and the time stand here. The time zone has a line of its own, { "zone" }.
typed-form-zone = Line { $line }: the bot does not know this time zone. Write a big city, a name like { "Europe/Moscow" }, or the distance from UTC, for example UTC+6.
typed-form-zone-reversed = Line { $line }: in names like { "Etc/GMT+6" }, plus and minus are exchanged. Write UTC+6, or a city.
typed-form-changed = What you see now is not what the question was about. Please look at it once more.
