// SPDX-License-Identifier: MIT
// Where oidc-provider keeps sessions, interactions, codes and tokens: in memory, until they expire. A real server puts
// a database here.
import { errors } from 'oidc-provider';

const ONCE_A_MINUTE = 60_000;

export function storeFor() {
    const rows = new Map();
    setInterval(() => {
        for (const [id, { ends }] of rows) if (ends <= Date.now()) rows.delete(id);
    }, ONCE_A_MINUTE).unref();

    return class Store {
        #kind;

        constructor(kind) {
            this.#kind = kind;
        }

        async upsert(id, payload, seconds) {
            rows.set(`${this.#kind}:${id}`, { payload: structuredClone(payload), ends: Date.now() + seconds * 1000 });
        }

        async find(id) {
            const row = rows.get(`${this.#kind}:${id}`);
            return row && row.ends > Date.now() ? structuredClone(row.payload) : undefined;
        }

        async findByUid(uid) {
            for (const [id, { payload }] of rows) {
                if (id.startsWith(`${this.#kind}:`) && payload.uid === uid) return structuredClone(payload);
            }
            return undefined;
        }

        async findByUserCode() {
            return undefined;
        }

        // Once: of two requests with one code, the later is refused here, whatever both have read before.
        async consume(id) {
            const payload = rows.get(`${this.#kind}:${id}`)?.payload;
            if (!payload || payload.consumed) throw new errors.InvalidGrant('used already');
            payload.consumed = Math.floor(Date.now() / 1000);
        }

        async destroy(id) {
            rows.delete(`${this.#kind}:${id}`);
        }

        async revokeByGrantId(grantId) {
            for (const [id, { payload }] of rows) if (payload.grantId === grantId) rows.delete(id);
        }
    };
}
