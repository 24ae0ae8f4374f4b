# What staff may do, and what follows when they may not any more.

permission-pause = Whoever planned it may no longer send messages to many, or has erased their data. If it is still right, go on: then you answer for it. If not, call it off.
permission-erase = You are on the staff. What you wrote for the bot stays, because it speaks for the coalition: messages to many, deadlines, and the status of calls. It will not be linked to you any more. Your messages to many that have not gone out pause, and the other staff are asked about them. You stay on the staff: only whoever runs the server can change that.
