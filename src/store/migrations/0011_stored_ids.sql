-- From here on chat_id, author and filled hold stored forms: Telegram's IDs, permuted under the store key. SQL can't do that, so
-- a database with rows is written anew for this migration (src/store/hiding.rs). One without rows has nothing to hide.
SELECT 1;
