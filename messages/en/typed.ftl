# What the bot answers to something that was typed and that it can't take: each reason has its own sentence. Further the words
# that the bot understands beside an hour, with commas between; those of all three languages are understood.

typed-email = This e-mail address is not complete, or has a character that does not belong there. Please type it like this: name@example.org
typed-email-number = A number stands behind the @ of this e-mail address. Please type the name that stands there, for example example.org.
typed-email-alphabets = One word of this e-mail address mixes letters of different alphabets, for example a Cyrillic letter among Latin ones. Please type the address again with one keyboard.
typed-phone-words = Please type one phone number and nothing else.
typed-phone-extension = The bot can't keep an extension. Please type the number without what follows the { "#" } or { "*" }.
typed-phone-number = There is no phone number like this. Please look at the digits again. A number from abroad begins with + and the code of its country.
typed-hour = Please type a full hour from { $first } to { $last }, for example 9 or 18:00.
typed-zone-reversed = “{ $name }” means { $meaning }: in this name, plus and minus are exchanged. Please type what you mean like this: UTC+6.
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
