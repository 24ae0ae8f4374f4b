# The pledge. The English text is the original, word for word; nothing may be added to it or left out of it.
# Questions that the coalition or a native editor settles, in ky: the coalition's own name (массалык маалымат
# каражаттары or ЖМК), милдеттенме or убада for the pledge, «31-декабрына чейин» or «…аягына чейин».

pledge-summary =
    <b>The pledge in short</b>

    Non-governmental organizations (NGOs) play an irreplaceable role in the life of people in Kyrgyzstan. They assist in the development of education, healthcare, environmental conservation, small businesses and many other areas. They support those who need support most.

    With this pledge the coalition:
    • hopes that all UN agencies will assist civil society organizations and independent media to continue working as equal partners of the State;
    • calls on the authorities of Kyrgyzstan to provide funding for the work of civil society organizations and independent media;
    • calls on the authorities to ensure that relevant laws, policies, institutions and law enforcement practices are aimed at supporting civil society and free media, in line with Kyrgyzstan's human rights commitments;
    • for its part, reaffirms its joint determination to work as an equal partner of the State in advancing the Sustainable Development Goals and the national development strategy.

    The pledge was expected to be fulfilled by 31 December 2024.
pledge-full =
    <b>Full text of the pledge</b>

    <blockquote expandable>Non-governmental organizations play a crucial and irreplaceable role in the life of our people and the prosperity of Kyrgyzstan. Our country has always been known for a high level of freedom of speech and a strong civil society. It is non-governmental organizations that mobilize citizens, educate and engage them in public life, thereby strengthening civil society. Close collaboration with independent media contributes to the creation of an informed and responsible society.

    Today, the NGO sector operates in the most important sectors of Kyrgyzstan, providing assistance in the development of education, healthcare, environmental conservation, small businesses, and many other areas. NGOs provide support to the most vulnerable and needy groups of the population, including children, the elderly, people with disabilities, and refugees. Non-governmental organizations establish libraries, educational programs for both children and adults, advocate for human rights and social justice, and fight against discrimination in all its forms. NGOs contribute to the sustainable use of natural resources and environmental protection, as well as the preservation and promotion of cultural heritage and the arts. Many non-governmental organizations work in the field of humanitarian aid, saving lives and providing assistance to people in crisis situations.

    Thanks to NGOs, we have the opportunity to achieve positive changes in the country and develop a strong civil society. Alongside independent media, the NGO sector serves as a catalyst for positive changes, helping us build a just and thriving future for all Kyrgyzstanis.

    We hope that all UN agencies will assist civil society organizations and independent media to continue working as equal partners of the State.

    We call on Kyrgyzstan authorities to provide funding for the work of civil society organizations and independent media, and ensure that relevant laws, policies, institutions and law enforcement practices are aimed at supporting civil society and free media, in line with Kyrgyzstan's human rights commitments.

    From our side, on the eve of the 75th anniversary of the Universal Declaration of Human Rights, we reaffirm our joint determination to work as equal partners of the State in advancing Sustainable Development Goals and national development strategy.</blockquote>
pledge-unofficial = <i>This is an unofficial translation; the English original prevails.</i>
pledge-original = <b>English original, word for word</b>
pledge-fields =
    <b>What NGOs do</b>

    The pledge names these fields:

    • <b>Public life</b>: mobilize citizens, educate and engage them
    • <b>Informed society</b>: work closely with independent media
    • <b>Education</b>: support its development; establish libraries and educational programs for children and adults
    • <b>Healthcare</b>: support its development
    • <b>Environment</b>: help to protect it and to use natural resources sustainably
    • <b>Small business</b>: support its development
    • <b>People who need support most</b>: help them, including children, the elderly, people with disabilities and refugees
    • <b>Human rights</b>: advocate for them and for social justice, fight against discrimination in all its forms
    • <b>Culture</b>: help to preserve and promote cultural heritage and the arts
    • <b>Humanitarian aid</b>: save lives and help people in crisis situations
pledge-form =
    <b>About the pledge</b>

    Pledging entity: Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan
    Type of pledge: collective
    Location: Kyrgyzstan
    Original language of submission: English
    Submitted to: Human Rights 75 Secretariat, { $submitted }
    Pledge number: { $number }
    Expected deadline: { $deadline }
pledge-share = The pledge of the Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan to the UN's Human Rights 75 initiative (December 2023): read it, see what is known about the calls, and support it.
pledge-poster-title = A pledge for civil society and independent media
pledge-poster-author = Coalition of Civil Society Organizations and Mass Media of Kyrgyzstan
pledge-poster-origin = Submitted to the UN's Human Rights 75 initiative in December 2023
pledge-poster-invitation = Read it and support it:
pledge-poster-failed-toast = The picture could not be made. Please try again.
