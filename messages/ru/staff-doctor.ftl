# Что бот находит, когда раз в неделю проверяет свой сервер. Для владельцев. Каждая строка называет один недостаток.

doctor-notice = Раз в неделю бот проверяет свой сервер. В этот раз не всё в порядке.
doctor-notice-new =
    <b>Новое:</b>
    { $findings }
doctor-notice-known =
    <b>Как и при прошлой проверке:</b>
    { $findings }
doctor-notice-remedy = Попросите того, кто обслуживает сервер, выполнить там команду <code>{ "pledge-bot doctor" }</code>. Она объяснит, что значит каждый пункт и как это исправить.
doctor-notice-line = • { $finding }

## Что может быть не в порядке

doctor-finding-settings-faulty = Не задана или неверна одна из настроек бота
doctor-finding-settings-ineffective = Одна из строк в настройках бота не действует
doctor-finding-owners-named = В настройках бота всё ещё указаны аккаунты владельцев в Telegram
doctor-finding-telegram-unreachable = Telegram не отвечает
doctor-finding-connection-open = Часть соединения бота не зашифрована
doctor-finding-proxy-unreachable = Прокси не отвечает
doctor-finding-token-refused = Telegram не принимает токен бота
doctor-finding-webhook-missing = У Telegram нет адреса, куда доставлять сообщения
doctor-finding-webhook-other = Telegram доставляет сообщения на другой адрес
doctor-finding-webhook-unwanted = Telegram доставляет сообщения на адрес, которого нет в настройках
doctor-finding-webhook-failing = За последний час Telegram не смог доставить сообщения
doctor-finding-updates-waiting = Много сообщений от людей ещё не обработано
doctor-finding-clock-wrong = Часы сервера идут неверно
doctor-finding-disk-full = На диске сервера осталось мало места
doctor-finding-data-missing = Не удаётся найти данные бота
doctor-finding-data-open = Другие пользователи сервера могут заглянуть в папку с данными бота
doctor-finding-owners-differ = Часть файлов бота принадлежит другому пользователю сервера
doctor-finding-folder-writable = Другие пользователи сервера могут подменить файлы бота
doctor-finding-settings-open = Другие пользователи сервера могут прочитать токен бота
doctor-finding-store-key-open = Другие пользователи сервера могут прочитать его ключ
doctor-finding-private-key-here = На сервере лежит закрытый ключ коалиции
doctor-finding-store-key-missing = Нет ключа сервера, без него данные бота не открыть
doctor-finding-store-key-unusable = Файл с ключом сервера повреждён
doctor-finding-store-key-other = Ключ сервера не подходит к данным бота
doctor-finding-store-key-twice = Ключ сервера лежит на самом сервере, хотя должен храниться в другом месте
doctor-finding-recipients-missing = Не заданы открытые ключи коалиции
doctor-finding-recipients-not-accepted = Открытые ключи коалиции изменены, но ещё не приняты
doctor-finding-key-copy-missing = Нет зашифрованной копии ключа сервера
doctor-finding-key-copy-outdated = Зашифрованную копию ключа сервера нельзя открыть нынешними ключами коалиции
doctor-finding-messages-faulty = В текстах коалиции есть ошибки
doctor-finding-contact-missing = Не указано, к кому людям обращаться по поводу своих данных
doctor-finding-data-damaged = База данных бота повреждена
doctor-finding-schema-older = База данных бота осталась от более старой версии
doctor-finding-schema-newer = База данных бота новее его программы
doctor-finding-service-failed = Бот остановился из-за ошибки и не может запуститься снова
doctor-finding-service-stopped = Бот остановлен
doctor-finding-service-not-enabled = При включении сервера бот не запустится
doctor-finding-service-waiting = Бот ждёт и не принимает сообщений
doctor-finding-service-changed = Изменение в настройках запуска бота ещё не действует
doctor-finding-backup-off = Бот не делает резервных копий
doctor-finding-backup-folder-missing = Не удаётся найти папку для резервных копий
doctor-finding-backup-old = Последней удачной резервной копии больше восьми дней
doctor-finding-backup-not-handed-on = Последнюю резервную копию не удалось передать в другое место
doctor-finding-backup-failing = Резервные копии больше не создаются
doctor-finding-backup-before-upgrade-old = Резервной копии, сделанной перед обновлением, больше 30 дней
doctor-finding-backup-gone = Последней резервной копии нет там, куда её положил бот
doctor-finding-backup-beside-data = Резервные копии лежат только на диске с данными бота
doctor-finding-opt-outs-missing = Нет списка тех, кто отказался от сообщений
doctor-finding-opt-outs-unusable = Список тех, кто отказался от сообщений, повреждён или от других данных
doctor-finding-opt-outs-behind = Список тех, кто отказался от сообщений, неполон
doctor-finding-opt-outs-uncopied = Список тех, кто отказался от сообщений, никуда не копируется
doctor-finding-opt-outs-copy-folder-missing = Не удаётся найти папку для копии списка тех, кто отказался от сообщений
doctor-finding-opt-outs-copy-old = Копии списка тех, кто отказался от сообщений, больше восьми дней
doctor-finding-opt-outs-copy-failing = Список тех, кто отказался от сообщений, больше не копируется
doctor-finding-opt-outs-copy-beside = Копия списка тех, кто отказался от сообщений, лежит на одном диске со списком или с резервными копиями
doctor-finding-swap-open = Память бота может попасть на незашифрованный диск
doctor-finding-core-dumps-allowed = При сбое память бота может сохраниться на диске
doctor-finding-core-dumps-kept = После сбоя на диске сервера лежат копии памяти бота
doctor-finding-disk-open = Диск сервера не зашифрован
doctor-finding-program-outdated = С этими данными уже работала более новая версия бота
doctor-finding-bot-outdated = Новая версия установлена, но всё ещё работает старая
