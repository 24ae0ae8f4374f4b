# Караламалар: нускага келген дагы бир билдирүү, оңдоолор, үнү, шилтемелердин көрүнүшү, Telegram кабыл албаганы.

campaign-line-sound = Үнү: кадимкидей
campaign-line-silent = Үнү: үнсүз
campaign-line-link-preview = Шилтемелер: биринчисинин көрүнүшү менен
campaign-line-no-link-preview = Шилтемелер: көрүнүшү жок
campaign-more-ask = <b>{ $language }</b> нускасына дагы бир билдирүү келди. Аны нускага кошуу керекпи, нусканын ордуна коюу керекпи же калтырып коюу керекпи?
campaign-more-kinds = Булардан бир билдирүү түзүүгө болбойт. Сүрөт менен видео чогуу жөнөтүлөт, файл — файл менен, музыка — музыка менен.
campaign-edit-taken = Билдирүүңүздү оңдодуңуз, каралама да ошого жараша өзгөрдү.
campaign-edit-kept = Караламада оңдогонго чейинкиси калды.
campaign-preview-refused = ⚠️ Telegram бул нусканы кабыл албай жатат: <b>{ $language }</b>. Жөнөтсөңүз, ал эч кимге жетпейт. Баскычтарын жана текстин карап, оңдоп, кайра көрүп чыгыңыз.
campaign-link-mark = { $line }-сап: даректин аягында «{ $mark }» белгиси бар. Аны алып салыңыз.
campaign-button-silent = Үнсүз
campaign-button-sound = Үнү менен
campaign-button-link-preview = Шилтеме көрүнсүн
campaign-button-no-link-preview = Көрүнбөсүн
campaign-button-more-add = Кошуу
campaign-button-more-instead = Ордуна коюу
campaign-button-more-leave = Калтырып коюу
