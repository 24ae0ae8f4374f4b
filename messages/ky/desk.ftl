# Жалпы билдирүүлөр, коалициянын кызматкерлери үчүн: каралама, ырастоо, отчет. №12 — жалпы билдирүүнүн коду.
# «Белгисиз» — билдирүү жеткен-жетпегени белгисиз. Сан атоочтон кийин зат атоочко -лар жалганбайт.

## Ар бир жалпы билдирүүнүн астында

desk-footer = Токтотуу: /stop · Тема тандоо: /updates · №{ $code }
desk-footer-group = Токтотуу: /stop@{ $bot } · Тема тандоо: /updates@{ $bot } · №{ $code }

## Каралама

desk-title = <b>Жалпы билдирүү: каралама</b>
desk-title-correction = <b>№{ $code } билдирүүнү оңдоо: каралама</b>
desk-line-version = <b>{ $language }</b>: { $about }
desk-line-quote = «{ $text }»
desk-line-missing = <b>{ $language }</b>: нускасы жок
desk-about-text = { $kind }, { $length } белги
desk-about-captioned = { $kind }, астындагы жазуусу { $length } белги
desk-about-bare = { $kind }, астында жазуусу жок
desk-about-album = { $kind }, { $count } файл
desk-about-links = { $about }; { $count } баскыч
desk-line-fallback = Алуучунун тилинде нуска жок болсо, ага башка тилдегиси барат: кыргызчасы, ал жок болсо — орусчасы, ал да жок болсо — англисчеси.
desk-line-no-fallback = Тилинде нускасы жок адам эч нерсе албайт.
desk-line-topic = Тема: { $topic }
desk-line-everyone = Кимге: теманы тандагандардын баарына
desk-line-supporters = Кимге: теманы тандаган колдоочуларга
desk-line-region = Кимге: теманы тандаган колдоочуларга; аймагы: { $region }
desk-line-groups = Кимге: тема тандалган топторго
desk-line-reached = Кимге: №{ $code } билдирүүнү алгандардын баарына
desk-line-lang = Тили: { $language } гана
desk-line-any-lang = Тили: бардык тилдер
desk-line-count = Азыр алуучулардын саны: <b>{ $count }</b>
desk-line-nothing = Тилинде нускасы жок болгондуктан албай кала тургандар: { $count }
desk-line-duration = Жөнөтүүгө болжол менен { $time } кетет
desk-line-now = Качан: ырастаганыңызда дароо
desk-line-time = Качан: { $date }, Бишкек убактысы менен { $time } ({ "UTC" }: { $utc })
desk-line-quiet = Түн: тынч убакыт сакталат; ага туш келгени эртең менен жетет
desk-line-urgent = Түн: шашылыш, түнкүсүн да жетет
desk-line-trial = Сыноо: { $from } алуучудан көп болсо, адегенде бир нечесине жөнөтүлөт, анан бот баарына жөнөтүлсүнбү деп сурайт
desk-line-no-trial = Сыноо: жок, дароо баарына
desk-line-free = Баасы: акысыз
desk-line-paid = Баасы: акы төлөнүүчү жөнөтүү, Telegram боттун эсебинен эң көбү { $stars } жылдыз алат
desk-seconds = { $count } секунда
desk-minutes = { $count } мүнөт
desk-hours = { $count } саат
desk-discard-ask = Караламаны өчүрөсүзбү? Аны калыбына келтирүү мүмкүн эмес.
desk-discarded = Каралама өчүрүлдү; эч нерсе жөнөтүлгөн жок.
desk-busy = Сизде башка каралама бар. Адегенде аны жөнөтүңүз же өчүрүңүз, анан жөнөтүлгөн билдирүүнү оңдой аласыз.

## Нускалар

desk-version-title = <b>Нускасы: { $language }</b>
desk-ask-content =
    Ушул тилде окугандар үчүн билдирүүнү мага жибериңиз: <b>{ $language }</b>.

    Жасалгаланган текст, сүрөт, видео, анимация ({ "GIF" }), файл, музыка, үн билдирүү же он файлга чейинки альбом болот. Ал сиз жибергендей эле жетет; астында билдирүүлөрдү кантип токтотуу керектиги жөнүндө кичинекей сап турат.
desk-ask-text = Жаңы текстти толугу менен жибериңиз: <b>{ $language }</b>. Эгер сүрөт же файл болсо, текстиңиз анын астындагы жазуунун ордуна коюлат. Файлдар жана баскычтар мурункудай калат.
desk-correct = Нусканы басып, анын жаңы текстин жибериңиз. Сиз ырастаганча эч кимде эч нерсе өзгөрбөйт.
desk-text-only = Жөнөтүлгөндүн ордуна текст гана коюуга болот.
desk-refused = Муну баарына жөнөтүүгө болбойт: { $kind }.
desk-too-long = Текст { $over } белгиге узун болуп калды: астындагы сап менен кошо эң көбү { $limit } болот. Кыскартып, кайра жибериңиз.
desk-album-full = Альбомдо эң көбү { $most } файл болот.
desk-ask-links =
    Баскычтарды ар бирин өзүнчө сапка жазыңыз: үстүндөгү жазуу, сызыкча жана дарек. Мисалы:

    <code>Окуу - https://example.org/text</code>

    Эң көбү { $most } баскыч, ар биринде { $label } белгиге чейин.
desk-link-shape = { $line }-сап: баскычтын жазуусун, сызыкчаны жана даректи жазыңыз.
desk-link-address = { $line }-сап: дарек толук болуп, { "https://" }, { "http://" } же { "tg://" } менен башталышы керек.
desk-link-label = { $line }-сап: баскычка эң көбү { $most } белги батат.
desk-link-many = Эң көбү { $most } баскыч болот.
desk-post-text = текст
desk-post-photo = сүрөт
desk-post-video = видео
desk-post-animation = анимация
desk-post-document = файл
desk-post-audio = музыка
desk-post-voice = үн билдирүү
desk-post-album = альбом
desk-unfit-sticker = стикер
desk-unfit-video-note = тегерек видео билдирүү
desk-unfit-poll = сурамжылоо
desk-unfit-location = жайгашкан жер
desk-unfit-venue = картадагы жер
desk-unfit-contact = контакт
desk-unfit-dice = кубик
desk-unfit-game = оюн
desk-unfit-story = сторис
desk-unfit-checklist = иштер тизмеси
desk-unfit-paid-media = акы төлөнүүчү медиа
desk-unfit-other = билдирүүнүн бул түрү

## Кимге жана качан

desk-audience-title = <b>Кимге жөнөтүлөт?</b>
desk-regions = Кайсы аймактын колдоочуларына?
desk-time-ask = Качан жөнөтүлөт? Күнүн жана Бишкек убактысын мындай жазыңыз: <code>{ $example }</code>
desk-time-shape = Бул күн жана убакытка окшобойт.
desk-time-past = Бул убакыт өтүп кеткен. Кийинкирээк убакытты тандаңыз.
desk-time-far = Буга бир жылдан көп убакыт бар. Жакыныраак убакытты тандаңыз.

## Көрүү жана ырастоо

desk-preview = Жогоруда ар бир нуска кандай келери көрсөтүлдү. Аларды сиз гана алдыңыз.
desk-confirm-title = <b>Жөнөтөсүзбү?</b>
desk-expires = Баскыч { $minutes } мүнөт иштейт.
desk-expired = Көп убакыт өтүп кетти. Дагы бир жолу карап чыгыңыз.
desk-changed = Ошондон бери билдирүү, алуучулардын саны же убакыт өзгөрдү, же бот кайра иштетилди. Дагы бир жолу карап чыгыңыз.
desk-nobody = Бул тандоого азыр эч ким туура келбейт. Кимге жөнөтүлөрүн өзгөртүңүз.
desk-unchanged = Бул ансыз деле ушундай жөнөтүлгөн. Нусканы басып, жаңы текстин жибериңиз.
desk-warn-like = ⚠️ <b>Ушуга окшош текст жөнөтүлгөн</b>: №{ $code }, { $date }.
desk-launched = Жөнөтүү башталды. Бир аздан кийин кандай жүрүп жатканы ушул жерде көрүнөт.
desk-scheduled = Пландаштырылды. Ага чейин /campaigns аркылуу жокко чыгара аласыз.
desk-nothing-toast = Адегенде жок дегенде бир нускасын жазыңыз.
desk-on-its-way-toast = Мурунтан эле жөнөтүлүп жатат.
desk-gone-toast = Бул каралама жок болуп калган.
desk-unreadable-toast = Жөнөтүлгөн текстти окуу мүмкүн болбой калды.

## Жөнөтүү кандай жүрүп жатат

desk-report-title = <b>№{ $code }: { $stage }</b>
desk-report-take-back = <b>№{ $code }, №{ $of } билдирүүнү өчүрүү: { $stage }</b>
desk-report-correction = <b>№{ $code }, №{ $of } билдирүүнү оңдоо: { $stage }</b>
desk-report-reminder = <b>№{ $code }, эскертме: { $stage }</b>
desk-report-paid = Ушул тапка чейинки баасы: боттун эсебинен эң көбү { $stars } жылдыз
desk-stage-scheduled = убактысын күтүүдө
desk-stage-filling = даярдалууда
desk-stage-running = жүрүп жатат
desk-stage-paused = токтотулуп турат
desk-stage-done = аяктады
desk-stage-cancelled = жокко чыгарылды
desk-pause-author = Улантылганча токтоп турат.
desk-pause-trial = Биринчи бир нече алуучуга жетти. Баары туурабы, карап чыгып, анан улантыңыз же жокко чыгарыңыз.
desk-pause-failures = Акыркы жөнөтүүлөрдүн өтө көбү бир эле себептен болбой калды: { $reason }. Улантуудан мурун себебин тактаңыз.
desk-pause-late = Бот жөнөтө албай турганда билдирүүнүн убактысы өтүп кетти же билдирүү камдык көчүрмөдөн калыбына келтирилди. Камдык көчүрмөдөн болсо, айрымдар аны буга чейин алган болушу мүмкүн. Дагы эле керек болсо, улантыңыз; болбосо, жокко чыгарыңыз.
desk-pause-content = Telegram билдирүүнүн мазмунун кабыл албай жатат. Жокко чыгарып, башка түрдө кайра жөнөтүңүз.
desk-pause-unreadable = Билдирүүнүн мазмунун окуу мүмкүн болбой калды: боттун ачкычы алмашкан. Жокко чыгарып, кайра жазыңыз.
desk-bar = { $bar } { $percent } %
desk-count-sent = Жөнөтүлдү: { $total } ичинен { $count }
desk-count-changed = Өзгөртүлдү: { $total } ичинен { $count }
desk-count-deleted = Өчүрүлдү: { $total } ичинен { $count }
desk-count-gone = Жеткирүү мүмкүн эмес: { $count }
desk-count-failed = Болбой калды: { $count }
desk-count-unsure = Белгисиз: { $count }
desk-count-skipped = Өткөрүлүп жиберилди: { $count }
desk-count-reason = · { $reason }: { $count }
desk-count-waiting = Кезекте: { $count }
desk-rate = Ылдамдыгы: секундасына { $rate }; калды: болжол менен { $time }
desk-unsure = Белгисиз: байланыш жарым жолдо үзүлүп, билдирүү жеткен-жетпегенин айтуу мүмкүн эмес.
desk-reason-blocked = ботту бөгөттөгөн
desk-reason-deactivated = аккаунту жок кылынган
desk-reason-not-found = Telegram мындай чатты билбейт
desk-reason-kicked = бот топтон чыгарылган
desk-reason-not-started = ботту иштеткен эмес
desk-reason-bot = бот экен
desk-reason-no-rights = ботко ал жерде жазууга болбойт
desk-reason-content = Telegram билдирүүнү кабыл албайт
desk-reason-refused = Telegram баш тарткан
desk-reason-no-message = билдирүү жок же эскирип калган
desk-reason-connection = байланыш үзүлгөн
desk-reason-crash = бот жарым жолдо токтоп калган
desk-reason-stopped = теманы токтоткон
desk-reason-erased = маалыматын өчүргөн
desk-reason-unfit = тандоого туура келбей калган
desk-reason-no-version = тилинде нускасы жок
desk-reason-cancelled = жөнөтүү жокко чыгарылган
desk-reason-late = өтө кеч болуп калган
desk-reason-changed = мөөнөт өзгөртүлгөн же алынып салынган
desk-reason-restored = камдык көчүрмөдөн калыбына келтирилген
desk-call-off-ask = №{ $code } билдирүүнү жокко чыгарасызбы? Жөнөтүлгөнү кала берет, башка эч ким албайт.
desk-repeat-ask = Жеткен-жетпегени белгисиз болгондорго ({ $count } чат) дагы бир жолу жөнөтөсүзбү? Айрымдары эки жолу алышы мүмкүн.
desk-take-back-ask = №{ $code } билдирүүнү баарынан ({ $count } чат) өчүрөсүзбү? Окуп койгондор окуп койду. Telegram ботко билдирүүнү 48 сааттын ичинде гана өчүрүүгө уруксат берет.
desk-take-back-late = Өчүрүүгө кеч болуп калды: Telegram буга 48 сааттын ичинде гана уруксат берет. Оңдоого дагы эле болот.
desk-campaigns-title = <b>Акыркы жалпы билдирүүлөр</b>
desk-campaigns-none = Азырынча эч нерсе жөнөтүлө элек.
desk-campaign-line = №{ $code }, { $date }: { $stage }

## Баскычтар

desk-button-has = ✓ { $name }
desk-button-lacks = + { $name }
desk-button-fallback = Жок тилдерди толуктоо
desk-button-no-fallback = Жок тилдерди толуктабоо
desk-button-audience = Кимге
desk-button-time = Качан
desk-button-urgent = Шашылыш: түнкүсүн да
desk-button-quiet = Түнкүсүн эмес
desk-button-trial = Адегенде сыноо
desk-button-no-trial = Сыноосуз
desk-button-preview = Алдын ала көрүү
desk-button-confirm = Жөнөтүү…
desk-button-send = Жөнөтүү: { $count }
desk-button-discard = Караламаны өчүрүү
desk-button-discard-yes = Ооба, өчүрөм
desk-button-draft = ‹ Каралама
desk-button-version = ‹ Нускасы
desk-button-another = Башкасын жиберүү
desk-button-links = Шилтемелүү баскычтар
desk-button-no-links = Баскычсыз
desk-button-remove = Бул нусканы алып салуу
desk-button-private = Жеке чаттар
desk-button-groups = Топтор
desk-button-everyone = Баары
desk-button-supporters = Колдоочулар
desk-button-regions = Аймагы боюнча…
desk-button-any-region = Бардык аймактар
desk-button-any-lang = Бардык тилдер
desk-button-now = Дароо
desk-button-new = Жаңы жалпы билдирүү
desk-button-campaigns = Жөнөтүлгөндөр
desk-button-campaign = №{ $code }
desk-button-report = ‹ Отчет
desk-button-refresh = Жаңыртуу
desk-button-pause = Токтото туруу
desk-button-resume = Улантуу
desk-button-call-off = Жокко чыгаруу
desk-button-call-off-yes = Ооба, жокко чыгарам
desk-button-repeat = Белгисиздерге кайра жөнөтүү
desk-button-take-back = Баарынан өчүрүү
desk-button-take-back-yes = Ооба, баарынан өчүрөм
desk-button-correct = Оңдоо

## Колдоочулардын шифрленген тизмеси

desk-export-caption = { $count ->
    [one] { $count } колдоочу; тизме коалициянын ачкычы менен шифрленген.
   *[other] { $count } колдоочу; тизме коалициянын ачкычы менен шифрленген.
}
desk-export-how = Ачкыч сакталган компьютерде: <code>{ "pledge-bot export --identity coalition.key --from" } { $file } { "--format xlsx --out supporters.xlsx" }</code>
desk-export-no-key = Тизмени шифрлей турган ачкыч жок ({ "SEAL_RECIPIENTS" }), ошондуктан аны жөнөтүүгө болбойт. Ачкычты серверди тейлеген адам жасай алат: { "pledge-bot keygen" }.
desk-export-too-many = Тизме чатка батпай калды. Аны серверди тейлеген адам ошол жерден чыгарып бере алат: { "pledge-bot export" }.
