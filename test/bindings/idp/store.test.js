// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeFor } from '../app/store.js';

test('a code is consumed once, and only where it is', async () => {
    const codes = new (storeFor())('AuthorizationCode');
    await codes.upsert('a', {}, 60);
    await codes.consume('a');
    await assert.rejects(codes.consume('a'), { error: 'invalid_grant' });
    await assert.rejects(codes.consume('b'), { error: 'invalid_grant' });
});

test('rows end with their time, and are copies', async () => {
    const Store = storeFor();
    const rows = new Store('Session');
    const payload = { uid: 'u', list: [1] };
    await rows.upsert('now', payload, 60);
    await rows.upsert('over', payload, 0);
    payload.list.push(2);
    (await rows.find('now')).list.push(3);
    assert.deepEqual(await rows.find('now'), { uid: 'u', list: [1] });
    assert.equal(await rows.find('over'), undefined);
    assert.equal(await new Store('Grant').find('now'), undefined, 'kinds are apart');
});
