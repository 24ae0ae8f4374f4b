# Рассылки, для сотрудников коалиции: черновики, подтверждение, отчёты. №12 — код рассылки.
# «Неизвестно» — нельзя сказать, дошло ли. Число и единица согласуются в именительном падеже: «примерно 1 минута».

## Под каждым сообщением рассылки

campaign-footer = Отписаться: /stop · Выбрать темы: /updates · №{ $code }
campaign-footer-group = Отключить: /stop@{ $bot } · Выбрать темы: /updates@{ $bot } · №{ $code }

## Черновик

campaign-title = <b>Рассылка: черновик</b>
campaign-title-correction = <b>Исправление рассылки №{ $code }: черновик</b>
campaign-title-change = <b>Изменение рассылки №{ $code }: черновик</b>
campaign-line-planned = Пока вы не подтвердите изменение, рассылка №{ $code } остаётся прежней. Если её время наступит раньше, она уйдёт в прежнем виде.
campaign-change-changed = ⚠️ После того как вы начали черновик, рассылку №{ $code } изменил другой сотрудник. Если вы подтвердите свой черновик, его изменения пропадут.
campaign-change-begun = Рассылка №{ $code } уже отправляется в прежнем виде. Когда отправка закончится, её можно будет исправить из отчёта. Или сделайте из этого черновика новую рассылку.
campaign-change-called-off = Рассылка №{ $code } отменена, изменить её уже нельзя. Из этого черновика можно сделать новую рассылку.
campaign-change-nothing = Рассылка №{ $code } именно так и запланирована. Сначала что-нибудь измените.
campaign-change-made = Рассылка №{ $code } изменена. До назначенного времени её можно снова изменить или отменить.
campaign-from-ask = У вас уже есть черновик. Если начать новый на основе рассылки №{ $code }, этот будет удалён:
campaign-from = Это новый черновик на основе рассылки №{ $code }. Время выберите заново.
campaign-line-version = <b>{ $language }</b>: { $about }
campaign-line-quote = «{ $text }»
campaign-line-was = Было: «{ $text }»
campaign-line-becomes = Станет: «{ $text }»
campaign-line-missing = <b>{ $language }</b>: версии нет
campaign-about-text = { $kind }, { $length ->
    [one] { $length } знак
    [few] { $length } знака
    [many] { $length } знаков
   *[other] { $length } знака
}
campaign-about-captioned = { $kind }, подпись: { $length ->
    [one] { $length } знак
    [few] { $length } знака
    [many] { $length } знаков
   *[other] { $length } знака
}
campaign-about-bare = { $kind }, без подписи
campaign-about-album = { $kind }, { $count ->
    [one] { $count } файл
    [few] { $count } файла
    [many] { $count } файлов
   *[other] { $count } файла
}
campaign-about-links = { $about }; { $count ->
    [one] { $count } кнопка
    [few] { $count } кнопки
    [many] { $count } кнопок
   *[other] { $count } кнопки
}
campaign-line-fallback = Если версии на языке получателя нет, он получит другую: сначала бот ищет кыргызскую, потом русскую, потом английскую.
campaign-line-no-fallback = Если версии на языке получателя нет, он ничего не получит.
campaign-line-topic = Тема: { $topic }
campaign-line-everyone = Кому: всем, кто включил тему
campaign-line-supporters = Кому: сторонникам, которые включили тему
campaign-line-region = Кому: сторонникам, которые включили тему; регион: { $region }
campaign-line-groups = Кому: группам, где тема включена
campaign-line-reached = Кому: всем, кто получил рассылку №{ $code }
campaign-line-lang = Язык: только { $language }
campaign-line-any-lang = Язык: любой
campaign-line-since = Когда включили тему: не раньше { $date }
campaign-line-without = Кроме тех, кто получил рассылку №{ $code }
campaign-line-count = Получателей сейчас: <b>{ $count }</b>
campaign-line-count-few = Получателей сейчас: <b>меньше пяти</b>
campaign-line-count-least = Получателей сейчас: <b>не меньше { $count }</b>
campaign-line-nothing = Ничего не получат, потому что нет версии на их языке: { $count }
campaign-line-nothing-few = Ничего не получат, потому что нет версии на их языке: меньше пяти
campaign-line-nothing-least = Ничего не получат, потому что нет версии на их языке: не меньше { $count }
campaign-line-duration = Время на отправку: примерно { $time }
campaign-line-now = Когда: сразу после подтверждения
campaign-line-now-held = Когда: сейчас тихие часы, поэтому рассылка уйдёт { $moment }.
campaign-line-when = Когда: { $moment }
campaign-line-when-held = Когда: в { $time } тихие часы, поэтому рассылка уйдёт { $moment }.
campaign-line-held = Сейчас тихие часы. Отправка продолжится { $moment }.
campaign-moment = { $moment } (по Бишкеку)
campaign-moment-both = { $moment } (по Бишкеку; { $zone }: { $local })
campaign-line-quiet = Ночью: рассылка ждёт до утра (тихие часы)
campaign-line-urgent = Ночью: рассылка уйдёт, она срочная
campaign-line-trial = Пробная отправка: если получателей больше { $from }, сначала рассылка уйдёт небольшой их части. Затем бот спросит, отправлять ли остальным.
campaign-line-no-trial = Пробная отправка: нет, сразу всем
campaign-line-sound = Звук: обычный
campaign-line-silent = Звук: отключён
campaign-line-link-preview = Превью: у первой ссылки
campaign-line-no-link-preview = Превью: нет
campaign-line-free = Стоимость: бесплатно
campaign-line-paid = Стоимость: платная рассылка, Telegram спишет со счёта бота до { $stars ->
    [one] { $stars } звезды
    [few] { $stars } звёзд
    [many] { $stars } звёзд
   *[other] { $stars } звезды
}
campaign-seconds = { $count ->
    [one] { $count } секунда
    [few] { $count } секунды
    [many] { $count } секунд
   *[other] { $count } секунды
}
campaign-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
campaign-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
campaign-options-title = <b>Настройки</b>
campaign-discard-ask = Удалить черновик? Вернуть его будет нельзя.
campaign-discarded = Черновик удалён. Ничего не отправлено.
campaign-busy = У вас уже есть другой черновик. Сначала отправьте или удалите его, затем начните снова.

## Версии

campaign-version-title = <b>Версия: { $language }</b>
campaign-ask-first = Пришлите сообщение на этом языке: <b>{ $language }</b>. Или выберите другой язык.
campaign-ask-content = Пришлите сообщение на этом языке: <b>{ $language }</b>.
campaign-ask-kinds = Подойдёт текст с форматированием, фото, видео, анимация ({ "GIF" }), файл, музыка, голосовое сообщение или альбом до десяти файлов. Люди получат сообщение таким, каким вы его пришлёте. Внизу бот добавит строчку о том, как отписаться.
campaign-ask-instead = Пришлите новое сообщение. Оно заменит нынешнее.
campaign-ask-text = Пришлите новый текст целиком. Язык: <b>{ $language }</b>. Если в сообщении было фото или файл, ваш текст заменит подпись. Файлы и кнопки останутся прежними.
campaign-says-now = Нынешний текст. Нажмите на него, чтобы скопировать:
campaign-says-more = Здесь поместилось только начало. Целиком текст виден в просмотре.
campaign-unformatted = Здесь текст без форматирования. Новый текст отформатируйте заново.
campaign-correct = Нажмите на версию и пришлите её новый текст. До подтверждения ни у кого ничего не изменится.
campaign-text-only = Отправленное можно заменить только текстом. Пришлите текст.
campaign-refused = Это нельзя разослать: { $kind }.
campaign-too-long = Текст слишком длинный. Лишних знаков: { $over }. Вместе со строчкой внизу помещается не больше { $limit }. Сократите текст и пришлите снова.
campaign-album-full = В альбоме может быть не больше { $most } файлов.
campaign-more-ask = Для версии <b>{ $language }</b> пришло ещё одно сообщение. Добавить его, заменить им версию или пропустить?
campaign-more-other = Или это версия на другом языке?
campaign-more-kinds = Из этого нельзя сделать одно сообщение. Вместе можно отправить фото и видео, или только файлы, или только музыку.
campaign-edit-taken = Вы изменили своё сообщение, и черновик изменился вслед за ним.
campaign-edit-kept = В черновике осталось то, что было до изменения.
campaign-links-title = <b>Кнопки со ссылками: { $language }</b>
campaign-line-link = «{ $label }» → { $address }
campaign-link-ask-text =
    Что написать на кнопке? Не больше { $most } знаков, например: <code>Прочитать</code>

    Адрес можно написать сразу. Если кнопок несколько, начинайте каждую с новой строки: <code>Прочитать - https://example.org/text</code>
campaign-link-ask-address = На кнопке будет написано «{ $label }». Какой адрес она должна открывать? Например: <code>https://example.org/text</code>
campaign-link-error-line = Строка { $line }. { $error }
campaign-link-error-shape = Напишите по порядку: слова для кнопки, тире, адрес.
campaign-link-error-order = Это адрес. Сначала напишите, что будет на кнопке. Адрес бот спросит потом.
campaign-link-error-empty = Напишите одно-два слова, которые будут на кнопке.
campaign-link-error-address = Адрес должен быть полным и начинаться с { "https://" }, { "http://" } или { "tg://" }. Пришлите его ещё раз.
campaign-link-error-mark = В конце адреса стоит «{ $mark }». Пришлите его без этого знака.
campaign-link-error-label = На кнопке помещается не больше { $most } знаков. Пришлите текст короче.
campaign-link-many = Кнопок может быть не больше { $most }.
campaign-kind-text = текст
campaign-kind-photo = фото
campaign-kind-video = видео
campaign-kind-animation = анимация
campaign-kind-document = файл
campaign-kind-audio = музыка
campaign-kind-voice = голосовое сообщение
campaign-kind-album = альбом
campaign-unfit-sticker = стикер
campaign-unfit-video-note = видеосообщение (кружок)
campaign-unfit-poll = опрос
campaign-unfit-location = геопозиция
campaign-unfit-venue = место на карте
campaign-unfit-contact = контакт
campaign-unfit-dice = кубик
campaign-unfit-game = игра
campaign-unfit-story = история
campaign-unfit-checklist = список дел
campaign-unfit-paid-media = платные медиа
campaign-unfit-other = сообщение такого вида

## Кому и когда

campaign-audience-title = <b>Кому отправить?</b>
campaign-regions = Сторонникам из какого региона?
campaign-since-ask = Отправить только тем, кто включил тему недавно. С какого дня считать? Выберите вариант или напишите дату вот так: <code>{ $example }</code>
campaign-since-shape = Это не похоже на дату.
campaign-since-future = Этот день ещё не наступил. Напишите сегодняшнюю или более раннюю дату.
campaign-without-ask = Получателей какой рассылки исключить? Выберите её или напишите её номер. Чаты, куда она дошла или могла дойти, новую не получат. Бот помнит, кто получил рассылку, { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}.
campaign-without-none = Сейчас выбирать не из чего.
campaign-without-shape = Это не похоже на номер. Напишите 12 или №12.
campaign-without-refused = №{ $code } выбрать нельзя. Это не рассылка, или её отправка ещё не закончилась, или бот уже не помнит, кто её получил. Выберите другую.
campaign-without-until = Бот помнит получателей рассылки №{ $code } до { $date }
campaign-without-unknown = Бот уже не помнит, кто получил рассылку №{ $code }. Измените, кому отправить.
campaign-without-late = Выберите более раннее время: бот помнит получателей рассылки №{ $code } только до { $date }
campaign-time-ask = Когда отправить? Напишите дату и время по Бишкеку вот так: <code>{ $example }</code>
campaign-time-shape = Это не похоже на дату и время.
campaign-time-past = Это время уже прошло. Выберите более позднее.
campaign-time-far = До этого времени больше года. Выберите более близкое.

## Просмотр и подтверждение

campaign-preview = Выше — рассылка в том виде, в каком её увидят люди. Этот просмотр пришёл только вам.
campaign-preview-refused = ⚠️ Telegram не принимает эту версию: <b>{ $language }</b>. Если её отправить, она никому не придёт. Проверьте её кнопки и текст, исправьте их и снова откройте просмотр.
campaign-test-ask = Кому из коллег показать черновик в том виде, в каком он придёт? Его получит только этот человек.
campaign-test-missing = В этом списке не все сотрудники: остальным сначала нужно отправить боту /start.
campaign-test-line = Ниже — черновик рассылки: коллега прислал его вам на проверку. Кроме вас, его сейчас никто не получает.
campaign-test-sent = Отправлено на проверку: { $name }. Больше никто этого не получил.
campaign-test-failed = { $name }: на проверку отправлено не всё. Telegram отказал. Возможно, этот человек заблокировал бота.
campaign-confirm-title = <b>Отправить?</b>
campaign-confirm-change = <b>Изменить рассылку №{ $code } вот так?</b>
campaign-confirm-correction = <b>Исправить рассылку №{ $code } вот так?</b>
campaign-expires = Кнопка действует { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
campaign-expired = Прошло слишком много времени. Проверьте ещё раз.
campaign-changed = С тех пор что-то изменилось: сообщение, число получателей или время. Или бот перезапустился. Проверьте ещё раз.
campaign-nobody = Таких получателей сейчас нет. Измените, кому отправить. Темы люди выбирают сами: /updates.
campaign-unchanged = Этот же текст уже отправлен. Сначала измените его.
campaign-warn-like = ⚠️ <b>Похожий текст уже рассылали</b>: №{ $code } ({ $date }).
campaign-warn-planned = ⚠️ <b>Похожий текст уже запланирован</b>: №{ $code } ({ $date }).
campaign-warn-corrected = ⚠️ <b>Рассылку №{ $code } исправили уже после того, как вы начали этот черновик</b>: №{ $by }. Если отправить черновик, то исправление пропадёт на всех языках.
campaign-correct-taken-back = Рассылка №{ $code } удалена у всех (№{ $by }), исправить её больше нельзя.
campaign-correct-under-way = Рассылка №{ $code } ещё отправляется. Исправить её можно будет, когда отправка закончится.
campaign-correct-unknown = Исправить рассылку №{ $code } больше нельзя: её сообщений уже нет или бот уже не помнит, кто их получил.
campaign-launched = Отправка началась. Скоро здесь будет видно, как она идёт.
campaign-launched-correction = Исправление началось. Скоро здесь будет видно, как оно идёт.
campaign-launched-take-back = Удаление началось. Скоро здесь будет видно, как оно идёт.
campaign-scheduled = Рассылка запланирована. До назначенного времени её можно изменить или отменить: /campaigns
campaign-nothing-toast = Сначала напишите хотя бы одну версию.
campaign-on-its-way-toast = Это уже началось.
campaign-gone-toast = Этого больше нет: подтверждено, отменено или удалено.
campaign-unreadable-toast = Прочитать отправленный текст больше нельзя.

## Как идёт рассылка

campaign-report-title = <b>№{ $code }: { $stage }</b>
campaign-report-take-back = <b>№{ $code }, удаление рассылки №{ $of }: { $stage }</b>
campaign-report-correction = <b>№{ $code }, исправление рассылки №{ $of }: { $stage }</b>
campaign-report-reminder = <b>№{ $code }, напоминание: { $stage }</b>
campaign-report-paid = Потрачено со счёта бота: до { $stars ->
    [one] { $stars } звезды
    [few] { $stars } звёзд
    [many] { $stars } звёзд
   *[other] { $stars } звезды
}
campaign-stage-scheduled = запланировано
campaign-stage-filling = готовится
campaign-stage-running = идёт
campaign-stage-paused = на паузе
campaign-stage-done = завершено
campaign-stage-cancelled = отменено
campaign-pause-author = Рассылка на паузе, пока кто-нибудь её не продолжит.
campaign-pause-trial = Сообщение ушло первым получателям. Проверьте, всё ли верно. Затем нажмите «Продолжить» или «Отменить».
campaign-pause-failures = Слишком много последних попыток не удалось по одной причине: { $reason }. Сначала выясните, в чём дело, и только потом продолжайте.
campaign-pause-late = Назначенное время прошло, пока бот не мог отправлять. Или рассылка восстановлена из резервной копии: тогда кто-то мог её уже получить. Если она ещё нужна, продолжите. Если нет, отмените.
campaign-pause-content = Telegram не принимает содержание рассылки. Отмените её, измените содержание и отправьте заново.
campaign-pause-unreadable = Прочитать содержание рассылки больше нельзя: ключ сервера теперь другой. Отмените её и напишите заново.
campaign-pause-permission = Тот, кто запланировал эту рассылку, больше не может отправлять рассылки или удалил свои данные. Если она ещё нужна, продолжите: тогда отвечать за неё будете вы. Если нет, отмените.
campaign-pause-recipients = Эта рассылка не должна прийти тем, кто получил другую, но уже неизвестно, кто это был. Измените, кому её отправить, или отмените её.
campaign-pause-recipients-begun = Эта рассылка не должна прийти тем, кто получил другую, но уже неизвестно, кто это был. Она уже началась, и изменить её нельзя. Отмените её или начните новый черновик на её основе.
campaign-bar = { $bar } { $percent } %
campaign-count-sent = Отправлено: { $count } из { $total }
campaign-count-changed = Изменено: { $count } из { $total }
campaign-count-deleted = Удалено: { $count } из { $total }
campaign-count-gone = Недоступны: { $count }
campaign-count-failed = Не удалось: { $count }
campaign-count-unsure = Неизвестно: { $count }
campaign-count-skipped = Пропущено: { $count }
campaign-count-reason = · { $reason }: { $count }
campaign-count-waiting = В очереди: { $count }
campaign-count-few = Получателей: меньше пяти
campaign-count-done-few = Готово: меньше пяти. Получателей: не меньше { $total }
campaign-count-done-least = Готово: не меньше { $count }. Получателей: не меньше { $total }
campaign-rate = Скорость: { $rate } в секунду; осталось: примерно { $time }
campaign-unsure = Неизвестно: связь прервалась или бот остановился на полпути. Дошло ли сообщение, сказать нельзя.
campaign-reason-blocked = заблокировали бота
campaign-reason-deactivated = аккаунт удалён
campaign-reason-not-found = Telegram не знает такого чата
campaign-reason-kicked = бота удалили из группы
campaign-reason-not-started = не запускали бота
campaign-reason-bot = это бот
campaign-reason-no-rights = боту нельзя там писать
campaign-reason-no-topic = тема форума закрыта или удалена
campaign-reason-content = Telegram не принимает сообщение
campaign-reason-refused = отказ со стороны Telegram
campaign-reason-no-message = сообщения нет или оно слишком старое
campaign-reason-connection = прервалась связь
campaign-reason-crash = бот остановился на полпути
campaign-reason-stopped = выключили тему
campaign-reason-erased = удалили свои данные
campaign-reason-unfit = больше не входят в число получателей
campaign-reason-no-version = нет версии на их языке
campaign-reason-cancelled = отправку отменили
campaign-reason-late = слишком поздно
campaign-reason-changed = срок изменён или отменён
campaign-reason-restored = бот восстановлен из резервной копии
campaign-call-off-ask = Отменить рассылку №{ $code }? Отправленное останется. Больше никто её не получит.
campaign-repeat-ask = Отправить ещё раз туда, где неизвестно, дошло ли ({ $count ->
    [one] { $count } чат
    [few] { $count } чата
    [many] { $count } чатов
   *[other] { $count } чата
})? Некоторые могут получить сообщение дважды.
campaign-repeat-ask-some = Отправить ещё раз туда, где неизвестно, дошло ли? Некоторые могут получить сообщение дважды.
campaign-take-back-ask = Удалить рассылку №{ $code } у всех ({ $count ->
    [one] { $count } чат
    [few] { $count } чата
    [many] { $count } чатов
   *[other] { $count } чата
})? Кто уже прочитал, тот прочитал. Telegram позволяет боту удалять сообщения только в течение 48 часов.
campaign-take-back-ask-some = Удалить рассылку №{ $code } у всех? Кто уже прочитал, тот прочитал. Telegram позволяет боту удалять сообщения только в течение 48 часов.
campaign-take-back-late = Удалять поздно: Telegram позволяет боту делать это только в течение 48 часов. Исправить ещё можно.
campaign-list-title = <b>Последние рассылки</b>
campaign-list-none = Рассылок пока не было.
campaign-list-times = Время указано по Бишкеку.
campaign-list-entry = <b>№{ $code }</b> · { $moment } · { $state }
campaign-list-state = { $stage }, { $count } из { $total }
campaign-list-state-few = { $stage }, меньше пяти получателей
campaign-list-state-least = { $stage }, не меньше { $count } получателей
campaign-list-correction = ↳ №{ $code }, исправление: { $state }
campaign-list-deletion = ↳ №{ $code }, удаление у всех: { $state }
campaign-list-unreadable = Прочитать текст больше нельзя.

## Кнопки

campaign-button-has = ✓ { $name }
campaign-button-lacks = + { $name }
campaign-button-fallback = Подставлять другой язык
campaign-button-no-fallback = Не подставлять другой язык
campaign-button-audience = Кому
campaign-button-time = Когда
campaign-button-options = Настройки
campaign-button-urgent = Срочно: и ночью
campaign-button-quiet = Не ночью
campaign-button-trial = Сначала пробная отправка
campaign-button-no-trial = Без пробной отправки
campaign-button-silent = Без звука
campaign-button-sound = Со звуком
campaign-button-link-preview = Превью ссылки
campaign-button-no-link-preview = Без превью
campaign-button-preview = Просмотр
campaign-button-test = Показать коллеге
campaign-button-confirm = Отправить…
campaign-button-send = Отправить: { $count }
campaign-button-send-few = Отправить: меньше пяти
campaign-button-send-least = Отправить: не меньше { $count }
campaign-button-send-change-few = Изменить: меньше пяти
campaign-button-send-change-least = Изменить: не меньше { $count }
campaign-button-correct-yes = Да, исправить
campaign-button-send-change = Изменить: { $count }
campaign-button-as-new = Сделать новую рассылку
campaign-button-discard = Удалить черновик
campaign-button-discard-yes = Да, удалить
campaign-button-draft = ‹ Черновик
campaign-button-links = Кнопки со ссылками
campaign-button-link-another = Ещё одна кнопка
campaign-button-link-in = Кнопка: { $language }
campaign-button-no-links = Убрать кнопки
campaign-button-more-add = Добавить
campaign-button-more-instead = Заменить версию
campaign-button-more-leave = Пропустить
campaign-button-remove = Убрать эту версию
campaign-button-private = Личные чаты
campaign-button-groups = Группы
campaign-button-everyone = Все
campaign-button-supporters = Сторонники
campaign-button-regions = По региону…
campaign-button-any-region = Любой регион
campaign-button-any-lang = Любой язык
campaign-button-since = Недавно включили тему…
campaign-button-since-days = За { $days ->
    [one] { $days } день
    [few] { $days } дня
    [many] { $days } дней
   *[other] { $days } дня
}
campaign-button-since-any = Включили в любое время
campaign-button-without = Не получили рассылку…
campaign-button-without-one = №{ $code }, { $date }
campaign-button-without-any = Никого не исключать
campaign-button-now = Сразу
campaign-button-new = Новая рассылка
campaign-button-campaigns = Рассылки
campaign-button-broadcast = №{ $code } { $words }
campaign-button-newer = ‹ Новее
campaign-button-older = Старее ›
campaign-button-campaign = №{ $code }
campaign-button-report = ‹ Отчёт
campaign-button-refresh = Обновить
campaign-button-pause = Пауза
campaign-button-resume = Продолжить
campaign-button-call-off = Отменить
campaign-button-call-off-yes = Да, отменить
campaign-button-repeat = Повторить, где неизвестно
campaign-button-take-back = Удалить у всех
campaign-button-take-back-yes = Да, удалить у всех
campaign-button-from = Новый черновик на её основе
campaign-button-from-yes = Удалить и начать новый
campaign-button-change = Изменить
campaign-button-correct = Исправить

## Сторонники, зашифрованно

campaign-export-caption = { $count ->
    [one] { $count } сторонник; список зашифрован ключом коалиции.
    [few] { $count } сторонника; список зашифрован ключом коалиции.
    [many] { $count } сторонников; список зашифрован ключом коалиции.
   *[other] { $count } сторонника; список зашифрован ключом коалиции.
}
campaign-export-how = Чтобы открыть список, введите на компьютере, где хранится ключ: <code>{ "pledge-bot export --identity coalition.key --from" } { $file } { "--format xlsx --out supporters.xlsx" }</code>
campaign-export-no-key = Нет ключа, которым можно зашифровать список ({ "SEAL_RECIPIENTS" }), поэтому отправить его нельзя. Попросите того, кто обслуживает сервер, создать ключ: { "pledge-bot keygen" }.
campaign-export-too-many = Список стал слишком большим для чата. Попросите того, кто обслуживает сервер, выгрузить его там: { "pledge-bot export" }.
