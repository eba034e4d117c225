-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE item (pk INTEGER PRIMARY KEY, name TEXT) STRICT;
INSERT INTO item (name) VALUES ('first');
