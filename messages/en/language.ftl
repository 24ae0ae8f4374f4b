# Choosing a language. Shown to people whose language is not known yet, so each text stands in its own language.

language-choose = Choose a language
language-name = English
