# Аракеттер журналы: ким, качан, эмне кылганы. Кызматкерлер үчүн. №12 — жалпы билдирүүнүн же мөөнөттүн номери.

audit-title = <b>Аракеттер журналы</b>
audit-only = Көрсөтүлгөнү: { $what }
audit-none = Азырынча эч нерсе жазылган жок.
audit-entry =
    <b>{ $number }.</b> { $when }, <b>{ $who }</b>
    { $what }
audit-altered = <b>{ $number }.</b> ⚠️ Бул жазууну кимдир бирөө өзгөрткөн. Муну дароо башка кызматкерлерге жана серверди тейлеген адамга айтыңыз.
audit-head =
    Акыркы жазуунун коду:
    { $code }
audit-what = { $deed }: { $on }
audit-what-result = { $what } ({ $result })
audit-number = №{ $number }
audit-doer = { $alias } ({ $role })
audit-doer-staff = Кызматкер { $tag }
audit-role-viewer = байкоочу
audit-role-editor = редактор
audit-role-owner = ээси
audit-doer-command-line = Серверде
audit-doer-bot = Бот
audit-ask-doer = Кимдин аракеттерин көрсөтөлү?
audit-ask-group = Кайсы аракеттерди көрсөтөлү?
audit-notice =
    Бот кызматкерлердин аракеттерин журналга жазып турат. Акыркы жазуунун коду:

    { $code }

    Бул билдирүүнү өчүрбөңүз. Ушул код боюнча серверди тейлеген адам журналдан эч нерсе алынып салынбаганын текшере алат.

## Аракеттер

audit-deed-broadcast = Жалпы билдирүү жөнөтүү
audit-deed-change = Пландалган билдирүүнү өзгөртүү
audit-deed-correct = Жалпы билдирүүнү оңдоо
audit-deed-take-back = Жалпы билдирүүнү баарынан өчүрүү
audit-deed-pause = Жалпы билдирүүнү токтотуп туруу
audit-deed-resume = Жалпы билдирүүнү улантуу
audit-deed-cancel = Жалпы билдирүүнү жокко чыгаруу
audit-deed-repeat = Белгисиздерге кайра жөнөтүү
audit-deed-delivery = Жалпы билдирүүнү жеткирүү
audit-deed-test = Кесиптешке көрсөтүү
audit-deed-set-deadline = Мөөнөт коюу
audit-deed-change-deadline = Мөөнөттү өзгөртүү
audit-deed-remove-deadline = Мөөнөттү алып салуу
audit-deed-enter-status = Чакырыктын аткарылышын жазуу
audit-deed-export = Колдоочулардын тизмесин файлга чыгаруу
audit-deed-backup = Камдык көчүрмө жасоо
audit-deed-restore = Камдык көчүрмөдөн калыбына келтирүү
audit-deed-accept-keys = Коалициянын ачкычтарын кабыл алуу
audit-deed-recover-key = Сервердин ачкычын калыбына келтирүү
audit-deed-change-staff = Курамды же укуктарды өзгөртүү
audit-deed-invite = Кызматкер чакыруу
audit-deed-uninvite = Чакырууну жокко чыгаруу
audit-deed-admit = Жаңы кызматкерди кабыл алуу
audit-deed-change-role = Кызматкердин ролун өзгөртүү
audit-deed-suspend = Кызматкердин укугун токтотуп туруу
audit-deed-reinstate = Кызматкердин укугун кайтаруу
audit-deed-remove = Кызматкерди тизмеден чыгаруу
audit-deed-leave = Кызматтан чыгуу
audit-deed-confirm = Укукту чектөө туура болгонун ырастоо
audit-deed-read-log = Аракеттер журналын окуу
audit-deed-freeze = Баарын тоңдуруу
audit-deed-wish-lift = Тоңдурууну токтотууга макул болуу
audit-deed-lift = Тоңдурууну токтотуу
audit-deed-forget-key = Сервердин ачкычын унутуу
audit-deed-go-ahead = Башканын ишине макул болуу

audit-result-done = аткарылды
audit-result-no-effect = өзгөртө турган нерсе калган эмес
audit-result-stopped = токтотулду
audit-result-failed = ишке ашкан жок
audit-result-refused = уруксат берилген жок

## Баскычтар

button-audit = Аракеттер журналы
button-audit-doers = Ким кылды
button-audit-groups = Эмне кылды
button-audit-all = Бардык жазуулар
button-audit-newest = ‹ Акыркылары
button-audit-undone = Аткарылбай калгандар
button-audit-group-broadcasts = Жалпы билдирүүлөр
button-audit-group-facts = Мөөнөттөр, чакырыктар
button-audit-group-data = Файлдар жана ачкычтар
button-audit-group-staff = Кызматкерлер
