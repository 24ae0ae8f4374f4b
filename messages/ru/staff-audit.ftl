# Журнал действий: кто, когда и что сделал. Для сотрудников. №12 — номер рассылки или срока.

audit-title = <b>Журнал действий</b>
audit-only = Показано: { $what }
audit-none = Записей пока нет.
audit-entry =
    <b>{ $number }.</b> { $when }, <b>{ $who }</b>
    { $what }
audit-altered = <b>{ $number }.</b> ⚠️ Эту запись кто-то изменил. Сразу скажите другим сотрудникам и тому, кто обслуживает сервер.
audit-head =
    Код последней записи:
    { $code }
audit-what = { $deed }: { $on }
audit-what-result = { $what } ({ $result })
audit-number = №{ $number }
audit-doer = { $alias } ({ $role })
audit-doer-staff = Сотрудник { $tag }
audit-role-viewer = наблюдатель
audit-role-editor = редактор
audit-role-owner = владелец
audit-doer-command-line = На сервере
audit-doer-bot = Бот
audit-ask-doer = Чьи действия показать?
audit-ask-group = Какие действия показать?
audit-notice =
    Бот записывает действия сотрудников в журнал. Код последней записи:

    { $code }

    Не удаляйте это сообщение. По этому коду тот, кто обслуживает сервер, может проверить, что из журнала ничего не убрали.

## Действия

audit-deed-broadcast = Отправка рассылки
audit-deed-change = Изменение запланированной рассылки
audit-deed-correct = Исправление рассылки
audit-deed-take-back = Удаление рассылки у всех
audit-deed-pause = Пауза рассылки
audit-deed-resume = Продолжение рассылки
audit-deed-cancel = Отмена рассылки
audit-deed-repeat = Повторная отправка туда, где неизвестно
audit-deed-delivery = Доставка рассылки
audit-deed-test = Показ коллеге
audit-deed-set-deadline = Назначение срока
audit-deed-change-deadline = Изменение срока
audit-deed-remove-deadline = Удаление срока
audit-deed-enter-status = Запись о выполнении призыва
audit-deed-export = Выгрузка списка сторонников
audit-deed-backup = Резервная копия
audit-deed-restore = Восстановление из резервной копии
audit-deed-accept-keys = Принятие ключей коалиции
audit-deed-recover-key = Восстановление ключа сервера
audit-deed-change-staff = Изменение состава или прав сотрудников
audit-deed-invite = Приглашение сотрудника
audit-deed-uninvite = Отмена приглашения
audit-deed-admit = Приём нового сотрудника
audit-deed-change-role = Смена роли сотрудника
audit-deed-suspend = Приостановка прав сотрудника
audit-deed-reinstate = Возврат прав сотруднику
audit-deed-remove = Исключение сотрудника
audit-deed-leave = Уход сотрудника
audit-deed-confirm = Подтверждение ограничения прав
audit-deed-read-log = Чтение журнала действий
audit-deed-freeze = Заморозка
audit-deed-wish-lift = Согласие снять заморозку
audit-deed-lift = Снятие заморозки
audit-deed-forget-key = Удаление ключа сервера из памяти бота
audit-deed-go-ahead = Согласие на чужое действие

audit-result-done = сделано
audit-result-no-effect = менять было уже нечего
audit-result-stopped = остановлено
audit-result-failed = не удалось
audit-result-refused = отказано: нет прав

## Кнопки

button-audit = Журнал действий
button-audit-doers = По людям
button-audit-groups = По видам
button-audit-all = Все записи
button-audit-newest = ‹ Последние
button-audit-undone = Что не выполнено
button-audit-group-broadcasts = Рассылки
button-audit-group-facts = Сроки и призывы
button-audit-group-data = Файлы и ключи
button-audit-group-staff = Сотрудники
