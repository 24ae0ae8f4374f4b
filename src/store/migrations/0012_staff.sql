-- People on staff, and the invitations to it. Everything but the key of a row is sealed under the store key.
CREATE TABLE staff (
    person INTEGER NOT NULL PRIMARY KEY, -- the stored form of a person's ID
    sealed BLOB NOT NULL -- role, standing, alias and times; bound to the person
);

CREATE TABLE invitations (
    id INTEGER NOT NULL PRIMARY KEY, -- a random number; buttons name it
    hash BLOB NOT NULL UNIQUE, -- SHA-256 of the token in the link, which is stored nowhere
    sealed BLOB NOT NULL -- role, inviter, end, and who opened the link; bound to the number
);
