# Напоминания о сроках: настройка, само напоминание, файл для календаря, картинка. $days не меньше 1; для «сегодня» есть своё
# сообщение. Первая строка напоминания — название того, чему подходит срок; затем идёт дата.

reminders-title = <b>Напоминания о сроках</b>
reminders-off = Напоминания выключены. Если их включить, бот напишет вам до срока, в день срока и после него, чтобы вы могли посмотреть, что известно о выполнении призывов.
reminders-which-all = Все
reminders-which-week = За неделю
reminders-which-day = В день срока
reminders-line =
    Напоминания: <b>{ $which }</b>
    Во сколько: <b>{ $hour }</b>
    Часовой пояс: <b>{ $zone }</b>
reminders-next = Следующее напоминание: { $moment } ({ $name })
reminders-next-none = Напоминать пока не о чем. Когда коалиция назначит новый срок, бот о нём напомнит.
reminders-put-off = Отложенное напоминание: { $moment } ({ $name })
reminders-tap = Чтобы что-то изменить, нажмите кнопку.
reminders-hour-ask = Во сколько вам напоминать?
reminders-hour-unknown = Напишите, в котором часу: от { $first } до { $last }, например 9 или 18:00.
reminders-hour-between = Напоминания приходят только в начале часа. Выберите время ниже или напишите другой час, от { $first } до { $last }.
reminders-zone-ask =
    <b>Часовой пояс</b>

    По времени какого города вам напоминать? Если нужного города здесь нет, напишите его название или разницу с { "UTC" }, например Ташкент или { "UTC" }+5.
reminders-zone-unknown = Бот не знает часового пояса «{ $name }». Напишите название большого города, где то же время, или разницу с { "UTC" }, например { "UTC" }+5.
reminders-zone-reversed = «{ $name }» значит { $meaning }: в этом названии плюс и минус поменяны местами. Напишите нужную разницу так: { "UTC" }+6.
reminders-zone-offset = { "UTC" }{ $offset }

zone-bishkek = Бишкек
zone-moscow = Москва
zone-almaty = Алматы
zone-istanbul = Стамбул
zone-berlin = Берлин
zone-seoul = Сеул
zone-new-york = Нью-Йорк

# Слова, которые пишут рядом с часом, через запятую. Слова на всех трёх языках понимаются всегда.
reminders-hour-morning = утра, утром
reminders-hour-evening = дня, днём, вечера, вечером
reminders-hour-other = в, ч, час, часа, часов, ровно

reminder-left = { $days ->
    [one] Остался { $days } день.
    [few] Осталось { $days } дня.
    [many] Осталось { $days } дней.
   *[other] Осталось { $days } дня.
}
reminder-today = Срок истекает сегодня.
reminder-over = Срок истёк сегодня.
reminder-passed = { $days ->
    [one] Срок истёк { $days } день назад.
    [few] Срок истёк { $days } дня назад.
    [many] Срок истёк { $days } дней назад.
   *[other] Срок истёк { $days } дня назад.
}
reminder-after = Призывы и их выполнение: /calls
reminder-snoozed-toast = Бот напомнит ещё раз: { $moment }
reminder-ended-toast = Напоминаний больше не будет. Включить снова: /deadline
reminder-gone-toast = Этот срок изменён или отменён либо напоминания выключены.

button-reminders = Напоминания
button-reminders-how = Напоминания о сроках
button-reminders-on = Включить напоминания
button-reminders-off = Выключить напоминания
button-reminders-end = Больше не напоминать
button-reminder-hour = Во сколько
button-reminder-zone = Часовой пояс
button-chosen = ✓ { $name }
button-snooze-day = Напомнить завтра
button-snooze-week = Через неделю
button-calendar = Добавить в календарь
button-calendar-of = В календарь: { $name }
button-timeline = Картинкой (до 100 КБ)

calendar-caption = Откройте файл, и срок появится в вашем календаре. Если срок изменится, получите файл ещё раз: запись в календаре обновится.
calendar-cancelled = Этот срок отменён. Откройте файл, чтобы убрать его из календаря.
calendar-title = { $name } (обязательство коалиции гражданского общества)
calendar-about =
    { $date }
    Обязательство Коалиции организаций гражданского общества и СМИ Кыргызстана, декабрь 2023 г.

timeline-title = Обязательство: сроки и призывы
timeline-today = Сегодня, { $date }
timeline-caption = То же самое текстом: /deadline и /calls
timeline-failed-toast = Не удалось сделать картинку. То же самое текстом: /deadline
