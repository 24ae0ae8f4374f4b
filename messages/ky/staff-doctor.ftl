# Бот жумасына бир жолу өз серверин текшергенде эмнелерди табат. Боттун ээлери үчүн. Ар бир сап бир кемчиликти айтат.

doctor-notice = Бот жумасына бир жолу өз серверин текшерет. Бул жолу баары эле ордунда эмес экен.
doctor-notice-new =
    <b>Жаңы:</b>
    { $findings }
doctor-notice-known =
    <b>Мурунку текшерүүдөгүдөй:</b>
    { $findings }
doctor-notice-remedy = Серверди тейлеген адамга айтыңыз: ал жерде <code>{ "pledge-bot doctor" }</code> буйругун аткарсын. Ар бир пункт эмнени билдирерин жана аны кантип оңдоо керектигин ошол буйрук түшүндүрөт.
doctor-notice-line = • { $finding }

## Эмнелер ордунда эмес болушу мүмкүн

doctor-finding-settings-faulty = Боттун бир жөндөөсү жок же туура эмес
doctor-finding-settings-ineffective = Боттун жөндөөлөрүндөгү бир сап иштебейт
doctor-finding-owners-named = Боттун жөндөөлөрүндө ээлеринин Telegram аккаунттары дагы эле көрсөтүлгөн
doctor-finding-telegram-unreachable = Telegram жооп бербей жатат
doctor-finding-connection-open = Боттун байланышынын бир бөлүгү шифрленген эмес
doctor-finding-proxy-unreachable = Прокси жооп бербей жатат
doctor-finding-token-refused = Telegram боттун токенин кабыл албай жатат
doctor-finding-webhook-missing = Telegram билдирүүлөрдү кайсы дарекке жеткирерин билбейт
doctor-finding-webhook-other = Telegram билдирүүлөрдү башка дарекке жеткирип жатат
doctor-finding-webhook-unwanted = Telegram билдирүүлөрдү жөндөөлөрдө жок дарекке жеткирип жатат
doctor-finding-webhook-failing = Акыркы саатта Telegram билдирүүлөрдү жеткире алган жок
doctor-finding-updates-waiting = Адамдардын көп билдирүүсү ботту күтүп турат
doctor-finding-clock-wrong = Сервердин сааты туура эмес
doctor-finding-disk-full = Сервердин дискинде аз орун калды
doctor-finding-data-missing = Боттун маалыматы табылбай жатат
doctor-finding-data-open = Сервердин башка колдонуучулары боттун маалыматы турган папканы көрө алат
doctor-finding-owners-differ = Боттун айрым файлдары сервердин башка колдонуучусуна таандык
doctor-finding-folder-writable = Сервердин башка колдонуучулары боттун файлдарын алмаштырып кое алат
doctor-finding-settings-open = Сервердин башка колдонуучулары боттун токенин окуй алат
doctor-finding-store-key-open = Сервердин башка колдонуучулары анын ачкычын окуй алат
doctor-finding-private-key-here = Коалициянын купуя ачкычы серверде жатат
doctor-finding-store-key-missing = Сервердин ачкычы жок, ансыз боттун маалыматы ачылбайт
doctor-finding-store-key-unusable = Сервердин ачкычы жазылган файл бузулган
doctor-finding-store-key-other = Сервердин ачкычы боттун маалыматына туура келбейт
doctor-finding-store-key-twice = Сервердин ачкычы башка жерде сакталышы керек эле, бирок серверде да бар
doctor-finding-recipients-missing = Коалициянын ачык ачкычтары көрсөтүлгөн эмес
doctor-finding-recipients-not-accepted = Коалициянын ачык ачкычтары өзгөртүлгөн, бирок кабыл алына элек
doctor-finding-key-copy-missing = Сервердин ачкычынын шифрленген көчүрмөсү жок
doctor-finding-key-copy-outdated = Сервердин ачкычынын шифрленген көчүрмөсү коалициянын азыркы ачкычтары менен ачылбайт
doctor-finding-messages-faulty = Коалиция жазган тексттерде каталар бар
doctor-finding-contact-missing = Адамдар өз маалыматы боюнча кимге кайрыла алары жазылган эмес
doctor-finding-data-damaged = Боттун маалымат базасы бузулган
doctor-finding-schema-older = Боттун маалымат базасы эски версиядан калган
doctor-finding-schema-newer = Боттун маалымат базасы программасынан жаңыраак
doctor-finding-service-failed = Бот катадан улам токтоду жана кайра иштей албай жатат
doctor-finding-service-stopped = Бот токтотулган
doctor-finding-service-not-enabled = Сервер күйгүзүлгөндө бот өзү иштеп кетпейт
doctor-finding-service-waiting = Бот күтүп турат, билдирүүлөрдү кабыл албайт
doctor-finding-service-changed = Ботту иштетүү жөндөөлөрүндөгү өзгөртүү күчүнө кире элек
doctor-finding-backup-off = Бот камдык көчүрмө жасабайт
doctor-finding-backup-folder-missing = Камдык көчүрмөлөр сакталуучу папка табылбай жатат
doctor-finding-backup-old = Акыркы ийгиликтүү камдык көчүрмөгө сегиз күндөн ашты
doctor-finding-backup-not-handed-on = Акыркы камдык көчүрмө башка жерге жөнөтүлгөн жок
doctor-finding-backup-failing = Камдык көчүрмөлөр жасалбай калды
doctor-finding-backup-before-upgrade-old = Жаңыртуунун алдында жасалган камдык көчүрмөгө 30 күндөн ашты
doctor-finding-backup-gone = Акыркы камдык көчүрмө бот койгон жерде жок
doctor-finding-backup-beside-data = Камдык көчүрмөлөр боттун маалыматы турган дискте гана
doctor-finding-opt-outs-missing = Билдирүүлөрдөн баш тарткандардын тизмеси жок
doctor-finding-opt-outs-unusable = Билдирүүлөрдөн баш тарткандардын тизмеси бузулган же башка маалыматтыкы
doctor-finding-opt-outs-behind = Билдирүүлөрдөн баш тарткандардын тизмеси толук эмес
doctor-finding-opt-outs-uncopied = Билдирүүлөрдөн баш тарткандардын тизмеси башка жерге көчүрүлбөйт
doctor-finding-opt-outs-copy-folder-missing = Билдирүүлөрдөн баш тарткандардын тизмесинин көчүрмөсү сакталуучу папка табылбай жатат
doctor-finding-opt-outs-copy-old = Билдирүүлөрдөн баш тарткандардын тизмесинин көчүрмөсүнө сегиз күндөн ашты
doctor-finding-opt-outs-copy-failing = Билдирүүлөрдөн баш тарткандардын тизмеси көчүрүлбөй калды
doctor-finding-opt-outs-copy-beside = Билдирүүлөрдөн баш тарткандардын тизмесинин көчүрмөсү тизменин өзү же камдык көчүрмөлөр турган дискте
doctor-finding-swap-open = Боттун эс тутуму шифрленбеген дискке түшүп калышы мүмкүн
doctor-finding-core-dumps-allowed = Бот бузулуп токтосо, эс тутуму дискке жазылып калышы мүмкүн
doctor-finding-core-dumps-kept = Мурунку бузулуудан кийин боттун эс тутумунун көчүрмөлөрү сервердин дискинде жатат
doctor-finding-disk-open = Сервердин диски шифрленген эмес
doctor-finding-program-outdated = Бул маалымат менен боттун жаңыраак версиясы иштеген
doctor-finding-bot-outdated = Жаңы версия орнотулган, бирок дагы эле эскиси иштеп жатат
