# Жалпы билдирүүлөр, коалициянын кызматкерлери үчүн: каралама, ырастоо, отчет. №12 — жалпы билдирүүнүн коду.
# «Белгисиз» — билдирүү жеткен-жетпегени белгисиз. Сан атоочтон кийин зат атоочко -лар жалганбайт.

## Ар бир жалпы билдирүүнүн астында

campaign-footer = Токтотуу: /stop · Тема тандоо: /updates · №{ $code }
campaign-footer-group = Токтотуу: /stop@{ $bot } · Тема тандоо: /updates@{ $bot } · №{ $code }

## Каралама

campaign-title = <b>Жалпы билдирүү: каралама</b>
campaign-title-correction = <b>№{ $code } билдирүүнү оңдоо: каралама</b>
campaign-line-version = <b>{ $language }</b>: { $about }
campaign-line-quote = «{ $text }»
campaign-line-missing = <b>{ $language }</b>: нускасы жок
campaign-about-text = { $kind }, { $length } белги
campaign-about-captioned = { $kind }, астындагы жазуусу { $length } белги
campaign-about-bare = { $kind }, астында жазуусу жок
campaign-about-album = { $kind }, { $count } файл
campaign-about-links = { $about }; { $count } баскыч
campaign-line-fallback = Алуучунун тилинде нуска жок болсо, ага башка тилдегиси барат: кыргызчасы, ал жок болсо — орусчасы, ал да жок болсо — англисчеси.
campaign-line-no-fallback = Тилинде нускасы жок адам эч нерсе албайт.
campaign-line-topic = Тема: { $topic }
campaign-line-everyone = Кимге: теманы тандагандардын баарына
campaign-line-supporters = Кимге: теманы тандаган колдоочуларга
campaign-line-region = Кимге: теманы тандаган колдоочуларга; аймагы: { $region }
campaign-line-groups = Кимге: тема тандалган топторго
campaign-line-reached = Кимге: №{ $code } билдирүүнү алгандардын баарына
campaign-line-lang = Тили: { $language } гана
campaign-line-any-lang = Тили: бардык тилдер
campaign-line-count = Азыр алуучулардын саны: <b>{ $count }</b>
campaign-line-nothing = Тилинде нускасы жок болгондуктан албай кала тургандар: { $count }
campaign-line-duration = Жөнөтүүгө болжол менен { $time } кетет
campaign-line-now = Качан: ырастаганыңызда дароо
campaign-line-time = Качан: { $date }, Бишкек убактысы менен { $time } ({ "UTC" }: { $utc })
campaign-line-quiet = Түн: тынч убакыт сакталат; ага туш келгени эртең менен жетет
campaign-line-urgent = Түн: шашылыш, түнкүсүн да жетет
campaign-line-trial = Сыноо: { $from } алуучудан көп болсо, адегенде бир нечесине жөнөтүлөт, анан бот баарына жөнөтүлсүнбү деп сурайт
campaign-line-no-trial = Сыноо: жок, дароо баарына
campaign-line-sound = Үнү: кадимкидей
campaign-line-silent = Үнү: чыкпайт
campaign-line-link-preview = Шилтемелер: биринчисинин көрүнүшү менен
campaign-line-no-link-preview = Шилтемелер: көрүнүшү жок
campaign-line-free = Баасы: акысыз
campaign-line-paid = Баасы: акы төлөнүүчү жөнөтүү, Telegram боттун эсебинен эң көбү { $stars } жылдыз алат
campaign-seconds = { $count } секунда
campaign-minutes = { $count } мүнөт
campaign-hours = { $count } саат
campaign-discard-ask = Караламаны өчүрөсүзбү? Аны калыбына келтирүү мүмкүн эмес.
campaign-discarded = Каралама өчүрүлдү; эч нерсе жөнөтүлгөн жок.
campaign-busy = Сизде башка каралама бар. Адегенде аны жөнөтүңүз же өчүрүңүз, анан жөнөтүлгөн билдирүүнү оңдой аласыз.

## Нускалар

campaign-version-title = <b>Нускасы: { $language }</b>
campaign-ask-content =
    Ушул тилде окугандар үчүн билдирүүнү жибериңиз: <b>{ $language }</b>.

    Жасалгаланган текст, сүрөт, видео, анимация ({ "GIF" }), файл, музыка, үн билдирүү же он файлга чейинки альбом болот. Ал сиз жибергендей эле жетет; астында билдирүүлөрдү кантип токтотуу керектиги жөнүндө кичинекей сап турат.
campaign-ask-text = Жаңы текстти толугу менен жибериңиз: <b>{ $language }</b>. Эгер сүрөт же файл болсо, текстиңиз анын астындагы жазуунун ордуна коюлат. Файлдар жана баскычтар мурункудай калат.
campaign-correct = Нусканы басып, анын жаңы текстин жибериңиз. Сиз ырастаганча эч кимде эч нерсе өзгөрбөйт.
campaign-text-only = Жөнөтүлгөндүн ордуна текст гана коюуга болот.
campaign-refused = Муну баарына жөнөтүүгө болбойт: { $kind }.
campaign-too-long = Текст { $over } белгиге узун болуп калды: астындагы сап менен кошо эң көбү { $limit } болот. Кыскартып, кайра жибериңиз.
campaign-album-full = Альбомдо эң көбү { $most } файл болот.
campaign-more-ask = <b>{ $language }</b> нускасына дагы бир билдирүү келди. Аны нускага кошуу керекпи, нусканын ордуна коюу керекпи же кошпой коюу керекпи?
campaign-more-kinds = Булардан бир билдирүү түзүүгө болбойт. Сүрөт менен видео чогуу жөнөтүлөт, файл — файл менен, музыка — музыка менен.
campaign-edit-taken = Билдирүүңүздү оңдодуңуз, каралама да ошого жараша өзгөрдү.
campaign-edit-kept = Караламада оңдогонго чейинкиси калды.
campaign-ask-links =
    Баскычтарды ар бирин өзүнчө сапка жазыңыз: үстүндөгү жазуу, сызыкча жана дарек. Мисалы:

    <code>Окуу - https://example.org/text</code>

    Эң көбү { $most } баскыч, ар биринде { $label } белгиге чейин.
campaign-link-shape = { $line }-сап: баскычтын жазуусун, сызыкчаны жана даректи жазыңыз.
campaign-link-address = { $line }-сап: дарек толук болуп, { "https://" }, { "http://" } же { "tg://" } менен башталышы керек.
campaign-link-mark = { $line }-сап: даректин аягында «{ $mark }» белгиси бар. Аны алып салыңыз.
campaign-link-label = { $line }-сап: баскычка эң көбү { $most } белги батат.
campaign-link-many = Эң көбү { $most } баскыч болот.
campaign-kind-text = текст
campaign-kind-photo = сүрөт
campaign-kind-video = видео
campaign-kind-animation = анимация
campaign-kind-document = файл
campaign-kind-audio = музыка
campaign-kind-voice = үн билдирүү
campaign-kind-album = альбом
campaign-unfit-sticker = стикер
campaign-unfit-video-note = тегерек видео билдирүү
campaign-unfit-poll = сурамжылоо
campaign-unfit-location = жайгашкан жер
campaign-unfit-venue = картадагы жер
campaign-unfit-contact = контакт
campaign-unfit-dice = кубик
campaign-unfit-game = оюн
campaign-unfit-story = сторис
campaign-unfit-checklist = иштер тизмеси
campaign-unfit-paid-media = акы төлөнүүчү медиа
campaign-unfit-other = билдирүүнүн бул түрү

## Кимге жана качан

campaign-audience-title = <b>Кимге жөнөтүлөт?</b>
campaign-regions = Кайсы аймактын колдоочуларына?
campaign-time-ask = Качан жөнөтүлөт? Күнүн жана Бишкек убактысын мындай жазыңыз: <code>{ $example }</code>
campaign-time-shape = Бул күн жана убакытка окшобойт.
campaign-time-past = Бул убакыт өтүп кеткен. Кийинкирээк убакытты тандаңыз.
campaign-time-far = Буга бир жылдан көп убакыт бар. Жакыныраак убакытты тандаңыз.

## Көрүү жана ырастоо

campaign-preview = Жогоруда нускалардын көрүнүшү турат. Аны сиз гана алдыңыз.
campaign-preview-refused = ⚠️ Telegram бул нусканы кабыл албай жатат: <b>{ $language }</b>. Жөнөтсөңүз, ал эч кимге жетпейт. Баскычтарын жана текстин карап, оңдоп, кайра көрүп чыгыңыз.
campaign-confirm-title = <b>Жөнөтөсүзбү?</b>
campaign-expires = Баскыч { $minutes } мүнөт иштейт.
campaign-expired = Көп убакыт өтүп кетти. Дагы бир жолу карап чыгыңыз.
campaign-changed = Ошондон бери билдирүү, алуучулардын саны же убакыт өзгөрдү, же бот кайра иштетилди. Дагы бир жолу карап чыгыңыз.
campaign-nobody = Бул тандоого азыр эч ким туура келбейт. Кимге жөнөтүлөрүн өзгөртүңүз.
campaign-unchanged = Бул ансыз деле ушундай жөнөтүлгөн. Нусканы басып, жаңы текстин жибериңиз.
campaign-warn-like = ⚠️ <b>Ушуга окшош текст жөнөтүлгөн</b>: №{ $code }, { $date }.
campaign-launched = Жөнөтүү башталды. Бир аздан кийин кандай жүрүп жатканы ушул жерде көрүнөт.
campaign-scheduled = Пландаштырылды. Ага чейин /campaigns аркылуу жокко чыгара аласыз.
campaign-nothing-toast = Адегенде жок дегенде бир нускасын жазыңыз.
campaign-on-its-way-toast = Мурунтан эле жөнөтүлүп жатат.
campaign-gone-toast = Бул каралама жок болуп калган.
campaign-unreadable-toast = Жөнөтүлгөн текстти окуу мүмкүн болбой калды.

## Жөнөтүү кандай жүрүп жатат

campaign-report-title = <b>№{ $code }: { $stage }</b>
campaign-report-take-back = <b>№{ $code }, №{ $of } билдирүүнү өчүрүү: { $stage }</b>
campaign-report-correction = <b>№{ $code }, №{ $of } билдирүүнү оңдоо: { $stage }</b>
campaign-report-reminder = <b>№{ $code }, эскертме: { $stage }</b>
campaign-report-paid = Ушул тапка чейинки баасы: боттун эсебинен эң көбү { $stars } жылдыз
campaign-stage-scheduled = убактысын күтүүдө
campaign-stage-filling = даярдалууда
campaign-stage-running = жүрүп жатат
campaign-stage-paused = токтотулуп турат
campaign-stage-done = аяктады
campaign-stage-cancelled = жокко чыгарылды
campaign-pause-author = Улантылганча токтоп турат.
campaign-pause-trial = Биринчи бир нече алуучуга жетти. Баары туурабы, карап чыгып, анан улантыңыз же жокко чыгарыңыз.
campaign-pause-failures = Акыркы жөнөтүүлөрдүн өтө көбү бир эле себептен болбой калды: { $reason }. Улантуудан мурун себебин тактаңыз.
campaign-pause-late = Бот жөнөтө албай турганда билдирүүнүн убактысы өтүп кетти же билдирүү камдык көчүрмөдөн калыбына келтирилди. Камдык көчүрмөдөн болсо, айрымдар аны буга чейин алган болушу мүмкүн. Дагы эле керек болсо, улантыңыз; болбосо, жокко чыгарыңыз.
campaign-pause-content = Telegram билдирүүнүн мазмунун кабыл албай жатат. Жокко чыгарып, башка түрдө кайра жөнөтүңүз.
campaign-pause-unreadable = Билдирүүнүн мазмунун окуу мүмкүн болбой калды: боттун ачкычы алмашкан. Жокко чыгарып, кайра жазыңыз.
campaign-pause-permission = Муну пландаган кызматкер мындан ары жалпы билдирүү жөнөтө албайт же өз маалыматын өчүргөн. Дагы эле керек болсо, улантыңыз: анда ал үчүн сиз жооп бересиз. Болбосо, жокко чыгарыңыз.
campaign-bar = { $bar } { $percent } %
campaign-count-sent = Жөнөтүлдү: { $total } ичинен { $count }
campaign-count-changed = Өзгөртүлдү: { $total } ичинен { $count }
campaign-count-deleted = Өчүрүлдү: { $total } ичинен { $count }
campaign-count-gone = Жеткирүү мүмкүн эмес: { $count }
campaign-count-failed = Болбой калды: { $count }
campaign-count-unsure = Белгисиз: { $count }
campaign-count-skipped = Өткөрүлүп жиберилди: { $count }
campaign-count-reason = · { $reason }: { $count }
campaign-count-waiting = Кезекте: { $count }
campaign-rate = Ылдамдыгы: секундасына { $rate }; калды: болжол менен { $time }
campaign-unsure = Белгисиз: байланыш жарым жолдо үзүлүп, билдирүү жеткен-жетпегенин айтуу мүмкүн эмес.
campaign-reason-blocked = ботту бөгөттөгөн
campaign-reason-deactivated = аккаунту жок кылынган
campaign-reason-not-found = Telegram мындай чатты билбейт
campaign-reason-kicked = бот топтон чыгарылган
campaign-reason-not-started = ботту иштеткен эмес
campaign-reason-bot = бот экен
campaign-reason-no-rights = ботко ал жерде жазууга болбойт
campaign-reason-no-topic = форумдун темасы жабылган же жок
campaign-reason-content = Telegram билдирүүнү кабыл албайт
campaign-reason-refused = Telegram баш тарткан
campaign-reason-no-message = билдирүү жок же эскирип калган
campaign-reason-connection = байланыш үзүлгөн
campaign-reason-crash = бот жарым жолдо токтоп калган
campaign-reason-stopped = теманы токтоткон
campaign-reason-erased = маалыматын өчүргөн
campaign-reason-unfit = тандоого туура келбей калган
campaign-reason-no-version = тилинде нускасы жок
campaign-reason-cancelled = жөнөтүү жокко чыгарылган
campaign-reason-late = өтө кеч болуп калган
campaign-reason-changed = мөөнөт өзгөртүлгөн же алынып салынган
campaign-reason-restored = камдык көчүрмөдөн калыбына келтирилген
campaign-call-off-ask = №{ $code } билдирүүнү жокко чыгарасызбы? Жөнөтүлгөнү кала берет, башка эч ким албайт.
campaign-repeat-ask = Жеткен-жетпегени белгисиз болгондорго ({ $count } чат) дагы бир жолу жөнөтөсүзбү? Айрымдары эки жолу алышы мүмкүн.
campaign-take-back-ask = №{ $code } билдирүүнү баарынан ({ $count } чат) өчүрөсүзбү? Окуп койгондор окуп койду. Telegram ботко билдирүүнү 48 сааттын ичинде гана өчүрүүгө уруксат берет.
campaign-take-back-late = Өчүрүүгө кеч болуп калды: Telegram буга 48 сааттын ичинде гана уруксат берет. Оңдоого дагы эле болот.
campaign-list-title = <b>Акыркы жалпы билдирүүлөр</b>
campaign-list-none = Азырынча эч нерсе жөнөтүлө элек.
campaign-list-line = №{ $code }, { $date }: { $stage }

## Баскычтар

campaign-button-has = ✓ { $name }
campaign-button-lacks = + { $name }
campaign-button-fallback = Жок тилдерди толуктоо
campaign-button-no-fallback = Жок тилдерди толуктабоо
campaign-button-audience = Кимге
campaign-button-time = Качан
campaign-button-urgent = Шашылыш: түнкүсүн да
campaign-button-quiet = Түнкүсүн эмес
campaign-button-trial = Адегенде сыноо
campaign-button-no-trial = Сыноосуз
campaign-button-silent = Үнсүз
campaign-button-sound = Үнү менен
campaign-button-link-preview = Шилтеме көрүнсүн
campaign-button-no-link-preview = Көрүнбөсүн
campaign-button-preview = Алдын ала көрүү
campaign-button-confirm = Жөнөтүү…
campaign-button-send = Жөнөтүү: { $count }
campaign-button-discard = Караламаны өчүрүү
campaign-button-discard-yes = Ооба, өчүрөм
campaign-button-draft = ‹ Каралама
campaign-button-version = ‹ Нускасы
campaign-button-another = Башкасын жиберүү
campaign-button-links = Шилтемелүү баскычтар
campaign-button-no-links = Баскычсыз
campaign-button-more-add = Кошуу
campaign-button-more-instead = Ордуна коюу
campaign-button-more-leave = Кошпой коюу
campaign-button-remove = Бул нусканы алып салуу
campaign-button-private = Жеке чаттар
campaign-button-groups = Топтор
campaign-button-everyone = Баары
campaign-button-supporters = Колдоочулар
campaign-button-regions = Аймагы боюнча…
campaign-button-any-region = Бардык аймактар
campaign-button-any-lang = Бардык тилдер
campaign-button-now = Дароо
campaign-button-new = Жаңы жалпы билдирүү
campaign-button-campaigns = Жөнөтүлгөндөр
campaign-button-campaign = №{ $code }
campaign-button-report = ‹ Отчет
campaign-button-refresh = Жаңыртуу
campaign-button-pause = Токтото туруу
campaign-button-resume = Улантуу
campaign-button-call-off = Жокко чыгаруу
campaign-button-call-off-yes = Ооба, жокко чыгарам
campaign-button-repeat = Белгисиздерге кайра жөнөтүү
campaign-button-take-back = Баарынан өчүрүү
campaign-button-take-back-yes = Ооба, баарынан өчүрөм
campaign-button-correct = Оңдоо

## Колдоочулардын шифрленген тизмеси

campaign-export-caption = { $count ->
    [one] { $count } колдоочу; тизме коалициянын ачкычы менен шифрленген.
   *[other] { $count } колдоочу; тизме коалициянын ачкычы менен шифрленген.
}
campaign-export-how = Ачкыч сакталган компьютерде: <code>{ "pledge-bot export --identity coalition.key --from" } { $file } { "--format xlsx --out supporters.xlsx" }</code>
campaign-export-no-key = Тизмени шифрлей турган ачкыч жок ({ "SEAL_RECIPIENTS" }), ошондуктан аны жөнөтүүгө болбойт. Ачкычты серверди тейлеген адам жасай алат: { "pledge-bot keygen" }.
campaign-export-too-many = Тизме чатка батпай калды. Аны серверди тейлеген адам ошол жерден чыгарып бере алат: { "pledge-bot export" }.
