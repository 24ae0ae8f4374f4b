# Черновики: ещё одно сообщение для версии, изменения, звук, предпросмотр ссылок, что не принимает Telegram.

campaign-line-sound = Звук: обычный
campaign-line-silent = Звук: без звука
campaign-line-link-preview = Ссылки: с предпросмотром первой
campaign-line-no-link-preview = Ссылки: без предпросмотра
campaign-more-ask = Для версии <b>{ $language }</b> пришло ещё одно сообщение. Добавить его к версии, поставить вместо неё или пропустить?
campaign-more-kinds = Из этого нельзя сделать одно сообщение. Вместе отправляются фото и видео, файлы — с файлами, музыка — с музыкой.
campaign-edit-taken = Вы изменили своё сообщение; черновик изменён так же.
campaign-edit-kept = В черновике осталось то, что было до изменения.
campaign-preview-refused = ⚠️ Telegram не принимает эту версию: <b>{ $language }</b>. Если её отправить, она никому не придёт. Проверьте её кнопки и текст, исправьте их и снова откройте предпросмотр.
campaign-link-mark = Строка { $line }: в конце адреса стоит «{ $mark }». Уберите этот знак.
campaign-button-silent = Без звука
campaign-button-sound = Со звуком
campaign-button-link-preview = Превью ссылки
campaign-button-no-link-preview = Без превью
campaign-button-more-add = Добавить
campaign-button-more-instead = Поставить вместо
campaign-button-more-leave = Пропустить
