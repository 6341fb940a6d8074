// SPDX-License-Identifier: MIT
// Who can prove to be whom: accounts of the connections, with salted and hashed passwords. A person has one account,
// in one connection.
import { scryptSync, timingSafeEqual } from 'node:crypto';

export class Accounts {
    #rows = new Map();

    #directory;

    constructor(rows, directory) {
        this.#directory = directory;
        for (const row of rows) this.#rows.set(row.user_id, row);
    }

    has(userId) {
        return this.#rows.has(userId);
    }

    connection(userId) {
        return this.#rows.get(userId).connection;
    }

    // The user id, if the password is right and the account is in a connection that may be used. Equally slow for
    // everybody, so that the time does not tell who has an account.
    verify(email, password, inConnection) {
        let found;
        for (const row of this.#rows.values()) {
            if (this.#directory.user(row.user_id)?.email === email?.trim().toLowerCase() &&
                inConnection(row.connection)) found = row;
        }
        const salt = Buffer.from(found?.salt ?? '00', 'hex');
        const expected = Buffer.from(found?.hash ?? '00'.repeat(32), 'hex');
        const right = timingSafeEqual(scryptSync(password ?? '', salt, 32), expected);
        return found !== undefined && right ? found.user_id : undefined;
    }
}
