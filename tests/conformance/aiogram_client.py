"""Drives the emulator with aiogram, whose types refuse any answer that is not as Telegram documents it.

Usage: python aiogram_client.py <base url>. Prints one line for each step; a wrong answer ends it with an error.
"""

import asyncio
import struct
import sys
import zlib

import aiohttp
from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
)

TOKEN = "7000000075:AAemulatedTokenForConformance00000"


def picture(width, height):
    """A grey PNG."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def expect(error, text, call):
    try:
        await call
    except error as raised:
        assert text in str(raised), f"{text!r} is not in {raised!s}"
    else:
        raise AssertionError(f"no {error.__name__}")


async def main(base):
    async with aiohttp.ClientSession() as http:

        async def control(path, body=None, method="POST"):
            async with http.request(method, f"{base}/emulator{path}", json=body or {}) as response:
                assert response.status == 200, await response.text()
                return await response.json()

        session = AiohttpSession(api=TelegramAPIServer.from_base(base))
        async with Bot(TOKEN, session=session) as bot:
            for step in (profile, conversation, updates_of_every_kind, files, groups, refusals, polling):
                await step(bot, control)
                print("ok", step.__name__)


async def person(control, name, **fields):
    return (await control("/people", {"first_name": name, "language_code": "ky", **fields}))["id"]


async def profile(bot, control):
    me = await bot.get_me()
    assert me.is_bot and me.id == 7000000075
    commands = [BotCommand(command="start", description="Баштоо")]
    assert await bot.set_my_commands(commands, language_code="ky")
    (kept,) = await bot.get_my_commands(language_code="ky")
    assert (kept.command, kept.description) == ("start", "Баштоо")
    assert await bot.delete_my_commands(language_code="ky")
    assert await bot.get_my_commands(language_code="ky") == []
    await bot.set_my_name("Милдеттенме", language_code="ky")
    assert (await bot.get_my_name(language_code="ky")).name == "Милдеттенме"
    await bot.set_my_description("Узун", language_code="ky")
    assert (await bot.get_my_description(language_code="ky")).description == "Узун"
    await bot.set_my_short_description("Кыска")
    assert (await bot.get_my_short_description()).short_description == "Кыска"
    info = await bot.get_webhook_info()
    assert info.url == ""


async def conversation(bot, control):
    chat = await person(control, "Aibek", last_name="A.", username="aibek")
    await control(f"/chats/{chat}/send", {"text": "/start pledge"})
    (update,) = await bot.get_updates(timeout=10)
    message = update.message
    assert message.text == "/start pledge" and message.from_user.language_code == "ky"
    assert message.entities[0].type == "bot_command" and message.entities[0].length == 6
    await bot.set_my_commands([BotCommand(command="help", description="Жардам")], scope=BotCommandScopeChat(chat_id=chat))

    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text="A", callback_data="a"), InlineKeyboardButton(text="B", url="https://example.org")],
        ]
    )
    html = '<b>Салам</b> <a href="https://example.org/x">шилтеме</a> <pre><code class="language-rust">x</code></pre>'
    sent = await bot.send_message(chat, html, parse_mode="HTML", reply_markup=keyboard)
    assert [entity.type for entity in sent.entities] == ["bold", "text_link", "pre"]
    assert sent.entities[2].language == "rust"
    assert sent.reply_markup.inline_keyboard[0][1].url == "https://example.org/"

    pressed = await control(f"/chats/{chat}/press", {"text": "A"})
    (press,) = await bot.get_updates(offset=update.update_id + 1, timeout=10)
    query = press.callback_query
    assert query.id == pressed["callback_query_id"] and query.message.message_id == sent.message_id
    assert await bot.answer_callback_query(query.id, text="Болду")
    await expect(TelegramBadRequest, "query is too old", bot.answer_callback_query(query.id))
    edited = await bot.edit_message_text("Жаңы", chat_id=chat, message_id=sent.message_id)
    assert edited.edit_date and edited.reply_markup is None
    await bot.edit_message_reply_markup(chat_id=chat, message_id=sent.message_id, reply_markup=keyboard)
    reply = await bot.send_message(chat, "жооп", reply_to_message_id=message.message_id)
    assert reply.reply_to_message.text == "/start pledge"
    assert await bot.send_chat_action(chat, "typing")
    assert await bot.delete_message(chat, reply.message_id)
    assert await bot.delete_messages(chat, [sent.message_id, message.message_id])
    full = await bot.get_chat(chat)
    assert full.type == "private" and full.username == "aibek"
    await bot.get_updates(offset=press.update_id + 1)


async def updates_of_every_kind(bot, control):
    chat = await person(control, "Gulnara")
    kinds = ["photo", "document", "voice", "sticker", "video", "animation", "audio", "contact", "location", "dice", "poll"]
    for kind in kinds:
        await control(f"/chats/{chat}/send", {"kind": kind})
    sent = await control(f"/chats/{chat}/send", {"text": "жаңы"})
    await control(f"/chats/{chat}/edit", {"message_id": sent["message_id"], "text": "оңдолгон"})
    await control(f"/people/{chat}/block")
    await control(f"/people/{chat}/unblock")
    updates = await bot.get_updates(timeout=10)
    for kind, update in zip(kinds, updates):
        assert getattr(update.message, kind) is not None, kind
    assert updates[-3].edited_message.text == "оңдолгон"
    assert updates[-2].my_chat_member.new_chat_member.status == "kicked"
    assert updates[-1].my_chat_member.new_chat_member.status == "member"
    assert await bot.get_updates(offset=updates[-1].update_id + 1) == []


async def files(bot, control):
    chat = await person(control, "Bermet", started=True)
    sent = await bot.send_photo(chat, BufferedInputFile(picture(120, 63), "card.png"), caption="<i>сүрөт</i>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (120, 63) and sent.caption_entities[0].type == "italic"
    again = await bot.send_photo(chat, sent.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    edited = await bot.edit_message_caption(chat_id=chat, message_id=sent.message_id, caption="башка")
    assert edited.caption == "башка"
    content = "BEGIN:VCALENDAR".encode()
    document = await bot.send_document(chat, BufferedInputFile(content, "deadline.ics"))
    assert document.document.file_name == "deadline.ics" and document.document.mime_type == "text/calendar"
    file = await bot.get_file(document.document.file_id)
    assert (await bot.download_file(file.file_path)).read() == content
    album = await bot.send_media_group(
        chat,
        [InputMediaPhoto(media=BufferedInputFile(picture(9, 9), f"{n}.png"), caption="к" if n == 0 else None) for n in range(3)],
    )
    assert len({message.media_group_id for message in album}) == 1 and album[0].caption == "к"
    for method in (bot.send_video, bot.send_animation, bot.send_audio, bot.send_voice):
        await method(chat, BufferedInputFile(b"bytes", "file.mp4"))


async def groups(bot, control):
    user = await person(control, "Chyngyz")
    forum = (await control("/groups", {"title": "Форум", "type": "supergroup", "members": [user], "admins": [bot.id], "is_forum": True}))["id"]
    topic = (await control(f"/groups/{forum}/open_topic", {"name": "Тема"}))["message_thread_id"]
    await control(f"/chats/{forum}/send", {"from": user, "text": "/help", "message_thread_id": topic})
    updates = await bot.get_updates(timeout=10)
    message = updates[-1].message
    assert message.is_topic_message and message.message_thread_id == topic
    sent = await bot.send_message(forum, "жооп", message_thread_id=topic)
    assert sent.is_topic_message
    assert (await bot.get_chat_member(forum, bot.id)).status == "administrator"
    assert len(await bot.get_chat_administrators(forum)) == 1
    assert (await bot.get_chat(forum)).is_forum
    channel = (await control("/groups", {"title": "Канал", "type": "channel", "members": []}))["id"]
    post = await bot.send_message(channel, "кабар")
    assert post.sender_chat.id == channel
    group = (await control("/groups", {"title": "Топ", "type": "group", "members": [user]}))["id"]
    await control(f"/groups/{group}/upgrade")
    try:
        await bot.send_message(group, "x")
    except Exception as error:
        assert error.migrate_to_chat_id < -1000000000000, error
    assert await bot.leave_chat(forum)
    updates = await bot.get_updates(offset=updates[-1].update_id + 1)
    await bot.get_updates(offset=updates[-1].update_id + 1)


async def refusals(bot, control):
    stranger = await person(control, "Damira")
    await expect(TelegramForbiddenError, "bot can't initiate conversation with a user", bot.send_message(stranger, "x"))
    await expect(TelegramBadRequest, "chat not found", bot.send_message(1, "x"))
    await control("/faults", {"fault": "too_many_requests", "retry_after": 7})
    await expect(TelegramRetryAfter, "7", bot.send_message(stranger, "x"))


async def polling(bot, control):
    """A whole aiogram bot with its own polling loop, spoken to by a person."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message):
        button = InlineKeyboardButton(text="Ооба", callback_data="yes")
        await message.answer("Салам!", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    @dispatcher.callback_query(F.data == "yes")
    async def yes(query):
        await query.message.edit_text("Рахмат!")
        await query.answer("Кабыл алынды", show_alert=True)

    chat = await person(control, "Elmira")
    seq = (await control("/state", method="GET"))["seq"]
    running = asyncio.create_task(dispatcher.start_polling(bot, polling_timeout=1, handle_signals=False, close_bot_session=False))

    async def until(kind):
        after = seq
        while True:
            events = await control(f"/events?after={after}&timeout=20&chat={chat}", method="GET")
            found = [event for event in events["events"] if event["kind"] == kind]
            if found:
                return found[0]
            after = events["seq"]

    await control(f"/chats/{chat}/send", {"text": "/start"})
    assert (await until("sent"))["message"]["text"] == "Салам!"
    await control(f"/chats/{chat}/press", {"text": "Ооба"})
    assert (await until("edited"))["message"]["text"] == "Рахмат!"
    assert (await until("answered"))["answer"]["show_alert"]
    await dispatcher.stop_polling()
    await running


asyncio.run(main(sys.argv[1]))
