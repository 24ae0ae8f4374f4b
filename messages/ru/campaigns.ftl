# Рассылки, для сотрудников коалиции: черновики, подтверждение, отчёты. №12 — код рассылки.
# «Неизвестно» — нельзя сказать, дошло ли. Число и единица согласуются в именительном падеже: «примерно 1 минута».

## Под каждым сообщением рассылки

campaign-footer = Отписаться: /stop · Выбрать темы: /updates · №{ $code }
campaign-footer-group = Отключить: /stop@{ $bot } · Выбрать темы: /updates@{ $bot } · №{ $code }

## Черновик

campaign-title = <b>Рассылка: черновик</b>
campaign-title-correction = <b>Исправление рассылки №{ $code }: черновик</b>
campaign-line-version = <b>{ $language }</b>: { $about }
campaign-line-quote = «{ $text }»
campaign-line-missing = <b>{ $language }</b>: версии нет
campaign-about-text = { $kind }, { $length ->
    [one] { $length } символ
    [few] { $length } символа
    [many] { $length } символов
   *[other] { $length } символа
}
campaign-about-captioned = { $kind }, подпись: { $length ->
    [one] { $length } символ
    [few] { $length } символа
    [many] { $length } символов
   *[other] { $length } символа
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
campaign-line-fallback = Если версии на языке получателя нет, он получит другую: кыргызскую, если нет и её — русскую, если нет и русской — английскую.
campaign-line-no-fallback = Если версии на языке получателя нет, он не получит ничего.
campaign-line-topic = Тема: { $topic }
campaign-line-everyone = Кому: всем, кто включил тему
campaign-line-supporters = Кому: сторонникам, которые включили тему
campaign-line-region = Кому: сторонникам, которые включили тему; регион: { $region }
campaign-line-groups = Кому: группам, где тема включена
campaign-line-reached = Кому: всем, кто получил рассылку №{ $code }
campaign-line-lang = Язык: только { $language }
campaign-line-any-lang = Язык: любой
campaign-line-count = Получателей сейчас: <b>{ $count }</b>
campaign-line-nothing = Не получат ничего, так как нет версии на их языке: { $count }
campaign-line-duration = Продолжительность отправки: примерно { $time }
campaign-line-now = Когда: сразу после подтверждения
campaign-line-time = Когда: { $date }, { $time } по Бишкеку ({ "UTC" }: { $utc })
campaign-line-quiet = Ночь: тихие часы соблюдаются; что попадёт на них, придёт утром
campaign-line-urgent = Ночь: срочно, придёт и ночью
campaign-line-trial = Проба: если получателей больше { $from }, сначала уйдёт немногим, и бот спросит, отправлять ли всем
campaign-line-no-trial = Проба: без пробы, сразу всем
campaign-line-sound = Звук: обычный
campaign-line-silent = Звук: отключён
campaign-line-link-preview = Ссылки: с предпросмотром первой
campaign-line-no-link-preview = Ссылки: без предпросмотра
campaign-line-free = Стоимость: бесплатно
campaign-line-paid = Стоимость: платная рассылка, Telegram спишет с бота до { $stars ->
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
campaign-discard-ask = Удалить черновик? Вернуть его будет нельзя.
campaign-discarded = Черновик удалён; ничего не отправлено.
campaign-busy = У вас есть другой черновик. Сначала отправьте или удалите его, затем можно исправить отправленное.

## Версии

campaign-version-title = <b>Версия: { $language }</b>
campaign-ask-content =
    Пришлите сообщение для тех, кто читает на этом языке: <b>{ $language }</b>.

    Подойдёт текст с оформлением, фото, видео, анимация ({ "GIF" }), файл, музыка, голосовое сообщение или альбом до десяти файлов. Оно придёт в том виде, в каком вы его пришлёте; внизу будет строчка о том, как отписаться.
campaign-ask-text = Пришлите новый текст целиком: <b>{ $language }</b>. Если это было фото или файл, ваш текст заменит подпись. Файлы и кнопки останутся прежними.
campaign-correct = Нажмите на версию и пришлите её новый текст. До подтверждения ни у кого ничего не изменится.
campaign-text-only = Отправленное можно заменить только текстом.
campaign-refused = Это нельзя разослать: { $kind }.
campaign-too-long = Текст длиннее допустимого на { $over ->
    [one] { $over } символ
    [few] { $over } символа
    [many] { $over } символов
   *[other] { $over } символа
}: вместе со строчкой внизу можно не больше { $limit }. Сократите и пришлите снова.
campaign-album-full = В альбоме может быть не больше { $most } файлов.
campaign-more-ask = Для версии <b>{ $language }</b> пришло ещё одно сообщение. Добавить его к версии, поставить вместо неё или пропустить?
campaign-more-kinds = Из этого нельзя сделать одно сообщение. Вместе отправляются фото и видео, файлы — с файлами, музыка — с музыкой.
campaign-edit-taken = Вы изменили своё сообщение; черновик изменён так же.
campaign-edit-kept = В черновике осталось то, что было до изменения.
campaign-ask-links =
    Напишите кнопки, каждую с новой строки: надпись, тире и адрес. Например:

    <code>Прочитать - https://example.org/text</code>

    Не больше { $most } кнопок и { $label } символов на каждой.
campaign-link-shape = Строка { $line }: напишите надпись, тире и адрес.
campaign-link-address = Строка { $line }: адрес должен быть полным и начинаться с { "https://" }, { "http://" } или { "tg://" }.
campaign-link-mark = Строка { $line }: в конце адреса стоит «{ $mark }». Уберите этот знак.
campaign-link-label = Строка { $line }: на кнопке помещается не больше { $most } символов.
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
campaign-time-ask = Когда отправить? Напишите дату и время по Бишкеку вот так: <code>{ $example }</code>
campaign-time-shape = Это не похоже на дату и время.
campaign-time-past = Это время уже прошло. Выберите более позднее.
campaign-time-far = До этого времени больше года. Выберите более близкое.

## Просмотр и подтверждение

campaign-preview = Выше — предпросмотр. Его получили только вы.
campaign-preview-refused = ⚠️ Telegram не принимает эту версию: <b>{ $language }</b>. Если её отправить, она никому не придёт. Проверьте её кнопки и текст, исправьте их и снова откройте предпросмотр.
campaign-confirm-title = <b>Отправить?</b>
campaign-expires = Кнопка действует { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
    [many] { $minutes } минут
   *[other] { $minutes } минуты
}.
campaign-expired = Прошло слишком много времени. Проверьте ещё раз.
campaign-changed = С тех пор что-то изменилось: сообщение, число получателей, время, или бот был перезапущен. Проверьте ещё раз.
campaign-nobody = Под этот отбор сейчас никто не подходит. Измените, кому отправить.
campaign-unchanged = Именно это уже и отправлено. Нажмите на версию и пришлите новый текст.
campaign-warn-like = ⚠️ <b>Похожий текст уже рассылали</b>: №{ $code } ({ $date }).
campaign-launched = Отправка началась. Скоро здесь появится, как она идёт.
campaign-scheduled = Запланировано. До этого времени отменить можно в /campaigns.
campaign-nothing-toast = Сначала напишите хотя бы одну версию.
campaign-on-its-way-toast = Уже отправляется.
campaign-gone-toast = Этого черновика больше нет.
campaign-unreadable-toast = Прочитать отправленный текст больше нельзя.

## Как идёт рассылка

campaign-report-title = <b>№{ $code }: { $stage }</b>
campaign-report-take-back = <b>№{ $code }, удаление рассылки №{ $of }: { $stage }</b>
campaign-report-correction = <b>№{ $code }, исправление рассылки №{ $of }: { $stage }</b>
campaign-report-reminder = <b>№{ $code }, рассылка напоминания: { $stage }</b>
campaign-report-paid = Стоимость на данный момент: до { $stars ->
    [one] { $stars } звезды
    [few] { $stars } звёзд
    [many] { $stars } звёзд
   *[other] { $stars } звезды
} бота
campaign-stage-scheduled = ждёт своего времени
campaign-stage-filling = готовится
campaign-stage-running = идёт
campaign-stage-paused = приостановлено
campaign-stage-done = завершено
campaign-stage-cancelled = отменено
campaign-pause-author = Стоит, пока кто-нибудь не продолжит.
campaign-pause-trial = Первые получатели уже получили сообщение. Проверьте, всё ли верно, затем продолжите или отмените.
campaign-pause-failures = Слишком много последних отправок не удалось по одной причине: { $reason }. Выясните её, прежде чем продолжать.
campaign-pause-late = Назначенное время прошло, пока бот не мог отправлять, или рассылка восстановлена из резервной копии: тогда кто-то мог её уже получить. Если она ещё нужна, продолжите, если нет — отмените.
campaign-pause-content = Telegram не принимает содержание рассылки. Отмените её и отправьте заново в другом виде.
campaign-pause-unreadable = Прочитать содержание рассылки больше нельзя: у бота теперь другой ключ. Отмените её и напишите заново.
campaign-pause-permission = Тот, кто её запланировал, больше не может отправлять рассылки или удалил свои данные. Если она ещё нужна, продолжите: тогда отвечать за неё будете вы. Если нет, отмените.
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
campaign-rate = Скорость: { $rate } в секунду; осталось: примерно { $time }
campaign-unsure = Неизвестно: связь прервалась на полпути, и нельзя сказать, дошло ли сообщение.
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
campaign-reason-stopped = отключили тему
campaign-reason-erased = удалили свои данные
campaign-reason-unfit = больше не подходят под отбор
campaign-reason-no-version = нет версии на их языке
campaign-reason-cancelled = рассылку отменили
campaign-reason-late = слишком поздно
campaign-reason-changed = срок изменён или отменён
campaign-reason-restored = бот восстановлен из резервной копии
campaign-call-off-ask = Отменить рассылку №{ $code }? Отправленное останется, больше никто её не получит.
campaign-repeat-ask = Отправить ещё раз туда, где неизвестно, дошло ли ({ $count ->
    [one] { $count } чат
    [few] { $count } чата
    [many] { $count } чатов
   *[other] { $count } чата
})? Некоторые могут получить сообщение дважды.
campaign-take-back-ask = Удалить рассылку №{ $code } у всех ({ $count ->
    [one] { $count } чат
    [few] { $count } чата
    [many] { $count } чатов
   *[other] { $count } чата
})? Кто уже прочитал, тот прочитал. Telegram позволяет боту удалять сообщения в течение 48 часов.
campaign-take-back-late = Удалять поздно: Telegram позволяет боту делать это только в течение 48 часов. Исправить ещё можно.
campaign-list-title = <b>Последние рассылки</b>
campaign-list-none = Пока ничего не рассылали.
campaign-list-line = №{ $code }, { $date }: { $stage }

## Кнопки

campaign-button-has = ✓ { $name }
campaign-button-lacks = + { $name }
campaign-button-fallback = Заменять недостающие языки
campaign-button-no-fallback = Не заменять недостающие языки
campaign-button-audience = Кому
campaign-button-time = Когда
campaign-button-urgent = Срочно: и ночью
campaign-button-quiet = Не ночью
campaign-button-trial = Сначала проба
campaign-button-no-trial = Без пробы
campaign-button-silent = Без звука
campaign-button-sound = Со звуком
campaign-button-link-preview = Превью ссылки
campaign-button-no-link-preview = Без превью
campaign-button-preview = Просмотр
campaign-button-confirm = Отправить…
campaign-button-send = Отправить: { $count }
campaign-button-discard = Удалить черновик
campaign-button-discard-yes = Да, удалить
campaign-button-draft = ‹ Черновик
campaign-button-version = ‹ Версия
campaign-button-another = Прислать другое
campaign-button-links = Кнопки со ссылками
campaign-button-no-links = Без кнопок
campaign-button-more-add = Добавить
campaign-button-more-instead = Поставить вместо
campaign-button-more-leave = Пропустить
campaign-button-remove = Убрать эту версию
campaign-button-private = Личные чаты
campaign-button-groups = Группы
campaign-button-everyone = Все
campaign-button-supporters = Сторонники
campaign-button-regions = По региону…
campaign-button-any-region = Любой регион
campaign-button-any-lang = Любой язык
campaign-button-now = Сразу
campaign-button-new = Новая рассылка
campaign-button-campaigns = Рассылки
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
campaign-button-correct = Исправить

## Сторонники, зашифрованно

campaign-export-caption = { $count ->
    [one] { $count } сторонник; список зашифрован ключом коалиции.
    [few] { $count } сторонника; список зашифрован ключом коалиции.
    [many] { $count } сторонников; список зашифрован ключом коалиции.
   *[other] { $count } сторонника; список зашифрован ключом коалиции.
}
campaign-export-how = На компьютере, где хранится ключ: <code>{ "pledge-bot export --identity coalition.key --from" } { $file } { "--format xlsx --out supporters.xlsx" }</code>
campaign-export-no-key = Нет ключа, которым можно было бы зашифровать список ({ "SEAL_RECIPIENTS" }), поэтому отправить его нельзя. Ключ может создать тот, кто обслуживает сервер: { "pledge-bot keygen" }.
campaign-export-too-many = Список стал слишком большим для чата. Его может выгрузить тот, кто обслуживает сервер: { "pledge-bot export" }.
