# Мөөнөттөр жөнүндө эскертмелер: тандоолор, эскертменин өзү, календарга файл, сүрөт. $days 1ден кем эмес; «бүгүн» өзүнчө
# билдирүү. Эскертменин биринчи сабы — эмненин мөөнөтү экени, андан кийин күнү турат.
# «Өчүрүү» дебеңиз: бул ботто ал маалыматты жок кылуу дегенди гана билдирет; эскертме «токтотулат».

reminders-title = <b>Мөөнөттөр жөнүндө эскертмелер</b>
reminders-off = Азыр сизге эскертме келбейт. Төмөнкү баскычты бассаңыз, бот сизге мөөнөт жакындаганда, мөөнөт күнү жана мөөнөт өткөндөн кийин жазат: ошондо чакырыктардын аткарылышы тууралуу маалыматты көрө аласыз.
reminders-which-all = Баары
reminders-which-week = 1 апта калса
reminders-which-day = Мөөнөт күнү
reminders-line =
    Эскертмелер: <b>{ $which }</b>
    Саат канчада: <b>{ $hour }</b>
    Убакыт алкагы: <b>{ $zone }</b>
reminders-next = Кийинки эскертме: { $moment } ({ $name })
reminders-next-none = Азырынча эскерте турган эч нерсе жок. Коалиция жаңы мөөнөт койсо, бот ал жөнүндө эскертет.
reminders-put-off = Кийинкиге жылдырылган эскертме: { $moment } ({ $name })
reminders-tap = Өзгөртүү үчүн төмөнкү баскычтарды басыңыз.
reminders-hour-ask = Эскертме саат канчада келсин?
reminders-hour-unknown = Саатты { $first } менен { $last } ортосундагы бүтүн сан менен жазыңыз, мисалы: 9 же 18:00.
reminders-hour-between = Эскертмелер бүтүн саатта гана келет. Төмөнкү сааттардын бирин басыңыз же { $first } менен { $last } ортосундагы башка саатты жазыңыз.
reminders-zone-ask = Эскертме кайсы шаардын убактысы боюнча келсин? Шаарды тандаңыз. Сиздики жок болсо, атын же { "UTC" } менен айырмасын жазыңыз, мисалы: Ташкент же { "UTC" }+5.
reminders-zone-unknown = Бот «{ $name }» деген убакыт алкагын билбейт. Убактысы бирдей чоң шаарды же { "UTC" } менен айырмасын жазыңыз, мисалы: { "UTC" }+5.
reminders-zone-reversed = «{ $name }» — бул { $meaning }: мындай аттарда плюс менен минустун орду алмашкан. Айтайын дегениңизди мындай жазыңыз: { "UTC" }+6.
reminders-zone-offset = { "UTC" }{ $offset }

zone-bishkek = Бишкек
zone-moscow = Москва
zone-almaty = Алматы
zone-istanbul = Стамбул
zone-berlin = Берлин
zone-seoul = Сеул
zone-new-york = Нью-Йорк

# Саат менен кошо жазылган сөздөр, үтүр менен ажыратылат. Үч тилдеги сөздөр тең ар дайым түшүнүлөт.
reminders-hour-morning = эртең менен, эртең мененки, таңкы
reminders-hour-evening = кечинде, кечки, түштөн кийин, түштөн кийинки
reminders-hour-other = саат, саатта, да, де, до, дө, та, те, то, тө

reminder-left = { $days ->
    [one] { $days } күн калды.
   *[other] { $days } күн калды.
}
reminder-today = Мөөнөтү бүгүн бүтөт.
reminder-over = Мөөнөтү бүгүн бүттү.
reminder-passed = { $days ->
    [one] Мөөнөтү { $days } күн мурун бүткөн.
   *[other] Мөөнөтү { $days } күн мурун бүткөн.
}
reminder-after = Чакырыктардын аткарылышы: /calls
reminder-snoozed-toast = Бот дагы бир жолу эскертет: { $moment }
reminder-ended-toast = Мындан ары эскертме келбейт. Кайра алуу үчүн: /deadline
reminder-gone-toast = Бул мөөнөт өзгөртүлгөн же алынып салынган, болбосо эскертмелериңиз токтотулган.

button-reminders = Эскертмелер
button-reminders-how = Качан эскертүү
button-reminders-on = Эскертме алуу
button-reminders-off = Эскертмелерди токтотуу
button-reminders-end = Мындан ары эскертпөө
button-reminder-hour = Саат канчада
button-reminder-zone = Убакыт алкагы
button-chosen = ✓ { $name }
button-snooze-day = Эртең эскертүү
button-snooze-week = Бир аптадан кийин
button-calendar = Календарыма кошуу
button-calendar-of = Календарга: { $name }
button-timeline = Сүрөт түрүндө (100 КБга чейин)

calendar-caption = Файлды ачсаңыз, мөөнөт календарыңызга кошулат. Мөөнөт өзгөрсө, файлды кайра алыңыз: ал мурункусунун ордун басат.
calendar-cancelled = Бул мөөнөт алынып салынды. Аны календарыңыздан алып салуу үчүн файлды ачыңыз.
calendar-about = { $date }

timeline-title = Милдеттенме: мөөнөттөр жана чакырыктар
timeline-today = Бүгүн, { $date }
timeline-caption = Ошол эле маалымат текст түрүндө: /deadline жана /calls
timeline-failed-toast = Сүрөттү даярдоо мүмкүн болбоду. Ошол эле маалымат текст түрүндө: /deadline
