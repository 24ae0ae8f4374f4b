# Рассылки, для сотрудников коалиции: черновики, подтверждение, отчёты. №12 — код рассылки.
# «Неизвестно» — нельзя сказать, дошло ли. Число и единица согласуются в именительном падеже: «примерно 1 минута».

## Под каждым сообщением рассылки

desk-footer = Отписаться: /stop · Выбрать темы: /updates · №{ $code }
desk-footer-group = Отключить: /stop@{ $bot } · Выбрать темы: /updates@{ $bot } · №{ $code }

## Черновик

desk-title = <b>Рассылка: черновик</b>
desk-title-correction = <b>Исправление рассылки №{ $code }: черновик</b>
desk-line-version = <b>{ $language }</b>: { $about }
desk-line-quote = «{ $text }»
desk-line-missing = <b>{ $language }</b>: версии нет
desk-about-text = { $kind }, { $length ->
    [one] { $length } символ
    [few] { $length } символа
    [many] { $length } символов
   *[other] { $length } символа
}
desk-about-captioned = { $kind }, подпись: { $length ->
    [one] { $length } символ
    [few] { $length } символа
    [many] { $length } символов
   *[other] { $length } символа
}
desk-about-bare = { $kind }, без подписи
desk-about-album = { $kind }, { $count ->
    [one] { $count } файл
    [few] { $count } файла
    [many] { $count } файлов
   *[other] { $count } файла
}
desk-about-links = { $about }; { $count ->
    [one] { $count } кнопка
    [few] { $count } кнопки
    [many] { $count } кнопок
   *[other] { $count } кнопки
}
desk-line-fallback = Если версии на языке получателя нет, он получит другую: кыргызскую, если нет и её — русскую, если нет и русской — английскую.
desk-line-no-fallback = Если версии на языке получателя нет, он не получит ничего.
desk-line-topic = Тема: { $topic }
desk-line-everyone = Кому: всем, кто включил тему
desk-line-supporters = Кому: сторонникам, которые включили тему
desk-line-region = Кому: сторонникам, которые включили тему; регион: { $region }
desk-line-groups = Кому: группам, где тема включена
desk-line-reached = Кому: всем, кто получил рассылку №{ $code }
desk-line-lang = Язык: только { $language }
desk-line-any-lang = Язык: любой
desk-line-count = Получателей сейчас: <b>{ $count }</b>
desk-line-nothing = Не получат ничего, так как нет версии на их языке: { $count }
desk-line-duration = Продолжительность отправки: примерно { $time }
desk-line-now = Когда: сразу после подтверждения
desk-line-time = Когда: { $date }, { $time } по Бишкеку ({ "UTC" }: { $utc })
desk-line-quiet = Ночь: тихие часы соблюдаются; что попадёт на них, придёт утром
desk-line-urgent = Ночь: срочно, придёт и ночью
desk-line-trial = Проба: если получателей больше { $from }, сначала уйдёт немногим, и бот спросит, отправлять ли всем
desk-line-no-trial = Проба: без пробы, сразу всем
desk-line-free = Стоимость: бесплатно
desk-line-paid = Стоимость: платная рассылка, Telegram спишет с бота до { $stars ->
    [one] { $stars } звезды
    [few] { $stars } звёзд
    [many] { $stars } звёзд
   *[other] { $stars } звезды
}
desk-seconds = { $count ->
    [one] { $count } секунда
    [few] { $count } секунды
    [many] { $count } секунд
   *[other] { $count } секунды
}
desk-minutes = { $count ->
    [one] { $count } минута
    [few] { $count } минуты
    [many] { $count } минут
   *[other] { $count } минуты
}
desk-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
desk-discard-ask = Удалить черновик? Вернуть его будет нельзя.
desk-discarded = Черновик удалён; ничего не отправлено.
desk-busy = У вас есть другой черновик. Сначала отправьте или удалите его, затем можно исправить отправленное.

## Версии

desk-version-title = <b>Версия: { $language }</b>
desk-ask-content =
    Пришлите мне сообщение для тех, кто читает на этом языке: <b>{ $language }</b>.

    Подойдёт текст с оформлением, фото, видео, анимация ({ "GIF" }), файл, музыка, голосовое сообщение или альбом до десяти файлов. Оно придёт в том виде, в каком вы его пришлёте; внизу будет строчка о том, как отписаться.
desk-ask-text = Пришлите новый текст целиком: <b>{ $language }</b>. Если это было фото или файл, ваш текст заменит подпись. Файлы и кнопки останутся прежними.
desk-correct = Нажмите на версию и пришлите её новый текст. До подтверждения ни у кого ничего не изменится.
desk-text-only = Отправленное можно заменить только текстом.
desk-refused = Это нельзя разослать: { $kind }.
desk-too-long = Текст длиннее допустимого на { $over ->
    [one] { $over } символ
    [few] { $over } символа
    [many] { $over } символов
   *[other] { $over } символа
}: вместе со строчкой внизу можно не больше { $limit }. Сократите и пришлите снова.
desk-album-full = В альбоме может быть не больше { $most } файлов.
desk-ask-links =
    Напишите кнопки, каждую с новой строки: надпись, тире и адрес. Например:

    <code>Прочитать - https://example.org/text</code>

    Не больше { $most } кнопок и { $label } символов на каждой.
desk-link-shape = Строка { $line }: напишите надпись, тире и адрес.
desk-link-address = Строка { $line }: адрес должен быть полным и начинаться с { "https://" }, { "http://" } или { "tg://" }.
desk-link-label = Строка { $line }: на кнопке помещается не больше { $most } символов.
desk-link-many = Кнопок может быть не больше { $most }.
desk-post-text = текст
desk-post-photo = фото
desk-post-video = видео
desk-post-animation = анимация
desk-post-document = файл
desk-post-audio = музыка
desk-post-voice = голосовое сообщение
desk-post-album = альбом
desk-unfit-sticker = стикер
desk-unfit-video-note = видеосообщение (кружок)
desk-unfit-poll = опрос
desk-unfit-location = геопозиция
desk-unfit-venue = место на карте
desk-unfit-contact = контакт
desk-unfit-dice = кубик
desk-unfit-game = игра
desk-unfit-story = история
desk-unfit-checklist = список дел
desk-unfit-paid-media = платные медиа
desk-unfit-other = сообщение такого вида

## Кому и когда

desk-audience-title = <b>Кому отправить?</b>
desk-regions = Сторонникам из какого региона?
desk-time-ask = Когда отправить? Напишите дату и время по Бишкеку вот так: <code>{ $example }</code>
desk-time-shape = Это не похоже на дату и время.
desk-time-past = Это время уже прошло. Выберите более позднее.
desk-time-far = До этого времени больше года. Выберите более близкое.

## Просмотр и подтверждение

desk-preview = Выше показано, как придёт каждая версия. Их получили только вы.
desk-confirm-title = <b>Отправить?</b>
desk-expires = Кнопка действует { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
desk-expired = Прошло слишком много времени. Проверьте ещё раз.
desk-changed = С тех пор что-то изменилось: сообщение, число получателей, время, или бот был перезапущен. Проверьте ещё раз.
desk-nobody = Под этот отбор сейчас никто не подходит. Измените, кому отправить.
desk-unchanged = Именно это уже и отправлено. Нажмите на версию и пришлите новый текст.
desk-warn-like = ⚠️ <b>Похожий текст уже рассылали</b>: №{ $code }, { $date }.
desk-launched = Отправка началась. Скоро здесь появится, как она идёт.
desk-scheduled = Запланировано. До этого времени отменить можно в /campaigns.
desk-nothing-toast = Сначала напишите хотя бы одну версию.
desk-on-its-way-toast = Уже отправляется.
desk-gone-toast = Этого черновика больше нет.
desk-unreadable-toast = Прочитать отправленный текст больше нельзя.

## Как идёт рассылка

desk-report-title = <b>№{ $code }: { $stage }</b>
desk-report-take-back = <b>№{ $code }, удаление рассылки №{ $of }: { $stage }</b>
desk-report-correction = <b>№{ $code }, исправление рассылки №{ $of }: { $stage }</b>
desk-report-reminder = <b>№{ $code }, рассылка напоминания: { $stage }</b>
desk-report-paid = Стоимость на данный момент: до { $stars ->
    [one] { $stars } звезды
    [few] { $stars } звёзд
    [many] { $stars } звёзд
   *[other] { $stars } звезды
} бота
desk-stage-scheduled = ждёт своего времени
desk-stage-filling = готовится
desk-stage-running = идёт
desk-stage-paused = приостановлено
desk-stage-done = завершено
desk-stage-cancelled = отменено
desk-pause-author = Стоит, пока кто-нибудь не продолжит.
desk-pause-trial = Первые получатели уже получили сообщение. Проверьте, всё ли верно, затем продолжите или отмените.
desk-pause-failures = Слишком много последних отправок не удалось по одной причине: { $reason }. Выясните её, прежде чем продолжать.
desk-pause-late = Назначенное время прошло, пока бот не мог отправлять, или рассылка восстановлена из резервной копии: тогда кто-то мог её уже получить. Если она ещё нужна, продолжите, если нет — отмените.
desk-pause-content = Telegram не принимает содержание рассылки. Отмените её и отправьте заново в другом виде.
desk-pause-unreadable = Прочитать содержание рассылки больше нельзя: у бота теперь другой ключ. Отмените её и напишите заново.
desk-bar = { $bar } { $percent } %
desk-count-sent = Отправлено: { $count } из { $total }
desk-count-changed = Изменено: { $count } из { $total }
desk-count-deleted = Удалено: { $count } из { $total }
desk-count-gone = Недоступны: { $count }
desk-count-failed = Не удалось: { $count }
desk-count-unsure = Неизвестно: { $count }
desk-count-skipped = Пропущено: { $count }
desk-count-reason = · { $reason }: { $count }
desk-count-waiting = В очереди: { $count }
desk-rate = Скорость: { $rate } в секунду; осталось: примерно { $time }
desk-unsure = Неизвестно: связь прервалась на полпути, и нельзя сказать, дошло ли сообщение.
desk-reason-blocked = заблокировали бота
desk-reason-deactivated = аккаунт удалён
desk-reason-not-found = Telegram не знает такого чата
desk-reason-kicked = бота удалили из группы
desk-reason-not-started = не запускали бота
desk-reason-bot = это бот
desk-reason-no-rights = боту нельзя там писать
desk-reason-content = Telegram не принимает сообщение
desk-reason-refused = отказ со стороны Telegram
desk-reason-no-message = сообщения нет или оно слишком старое
desk-reason-connection = прервалась связь
desk-reason-crash = бот остановился на полпути
desk-reason-stopped = отключили тему
desk-reason-erased = удалили свои данные
desk-reason-unfit = больше не подходят под отбор
desk-reason-no-version = нет версии на их языке
desk-reason-cancelled = рассылку отменили
desk-reason-late = слишком поздно
desk-reason-changed = срок изменён или отменён
desk-reason-restored = бот восстановлен из резервной копии
desk-call-off-ask = Отменить рассылку №{ $code }? Отправленное останется, больше никто её не получит.
desk-repeat-ask = Отправить ещё раз туда, где неизвестно, дошло ли ({ $count ->
    [one] { $count } чат
    [few] { $count } чата
    [many] { $count } чатов
   *[other] { $count } чата
})? Некоторые могут получить сообщение дважды.
desk-take-back-ask = Удалить рассылку №{ $code } у всех ({ $count ->
    [one] { $count } чат
    [few] { $count } чата
    [many] { $count } чатов
   *[other] { $count } чата
})? Кто уже прочитал, тот прочитал. Telegram позволяет боту удалять сообщения в течение 48 часов.
desk-take-back-late = Удалять поздно: Telegram позволяет боту делать это только в течение 48 часов. Исправить ещё можно.
desk-campaigns-title = <b>Последние рассылки</b>
desk-campaigns-none = Пока ничего не рассылали.
desk-campaign-line = №{ $code }, { $date }: { $stage }

## Кнопки

desk-button-has = ✓ { $name }
desk-button-lacks = + { $name }
desk-button-fallback = Заменять недостающие языки
desk-button-no-fallback = Не заменять недостающие языки
desk-button-audience = Кому
desk-button-time = Когда
desk-button-urgent = Срочно: и ночью
desk-button-quiet = Не ночью
desk-button-trial = Сначала проба
desk-button-no-trial = Без пробы
desk-button-preview = Просмотр
desk-button-confirm = Отправить…
desk-button-send = Отправить: { $count }
desk-button-discard = Удалить черновик
desk-button-discard-yes = Да, удалить
desk-button-draft = ‹ Черновик
desk-button-version = ‹ Версия
desk-button-another = Прислать другое
desk-button-links = Кнопки со ссылками
desk-button-no-links = Без кнопок
desk-button-remove = Убрать эту версию
desk-button-private = Личные чаты
desk-button-groups = Группы
desk-button-everyone = Все
desk-button-supporters = Сторонники
desk-button-regions = По региону…
desk-button-any-region = Любой регион
desk-button-any-lang = Любой язык
desk-button-now = Сразу
desk-button-new = Новая рассылка
desk-button-campaigns = Рассылки
desk-button-campaign = №{ $code }
desk-button-report = ‹ Отчёт
desk-button-refresh = Обновить
desk-button-pause = Пауза
desk-button-resume = Продолжить
desk-button-call-off = Отменить
desk-button-call-off-yes = Да, отменить
desk-button-repeat = Повторить, где неизвестно
desk-button-take-back = Удалить у всех
desk-button-take-back-yes = Да, удалить у всех
desk-button-correct = Исправить

## Сторонники, зашифрованно

desk-export-caption = { $count ->
    [one] { $count } сторонник; список зашифрован ключом коалиции.
    [few] { $count } сторонника; список зашифрован ключом коалиции.
    [many] { $count } сторонников; список зашифрован ключом коалиции.
   *[other] { $count } сторонника; список зашифрован ключом коалиции.
}
desk-export-how = На компьютере, где хранится ключ: <code>{ "pledge-bot export --identity coalition.key --from" } { $file } { "--format xlsx --out supporters.xlsx" }</code>
desk-export-no-key = Нет ключа, которым можно было бы зашифровать список ({ "SEAL_RECIPIENTS" }), поэтому отправить его нельзя. Ключ может создать тот, кто обслуживает сервер: { "pledge-bot keygen" }.
desk-export-too-many = Список стал слишком большим для чата. Его может выгрузить тот, кто обслуживает сервер: { "pledge-bot export" }.
