-- SPDX-License-Identifier: GPL-3.0-or-later
ALTER TABLE item ADD COLUMN amount INTEGER;
UPDATE item SET amount = 12;
