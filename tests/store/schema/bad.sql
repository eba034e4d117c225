-- SPDX-License-Identifier: GPL-3.0-or-later
DELETE FROM item;
INSERT INTO nowhere VALUES (1);
