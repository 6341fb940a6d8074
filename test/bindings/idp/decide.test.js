// SPDX-License-Identifier: MIT
// What is not a plain yes is none: answers that are something else, and obligations that this server cannot meet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decider, Denied } from '../app/decide.js';

const asking = (answer) => new Decider({ evaluate: () => answer });
const context = { obligations: [], http_status: 200 };

test('only true is yes, only false is no', () => {
    for (const decision of [undefined, null, 1, 'true', {}]) {
        assert.throws(() => asking({ decision, context }).ask('can_login', {}, {}, {}), /no decision/);
    }
    assert.equal(asking({ decision: true, context }).require('can_login', {}, {}, {}), context);
    assert.throws(() => asking({ decision: false, context }).require('can_login', {}, {}, {}), Denied);
});

test('a yes with an obligation that is not met here is not acted upon', () => {
    const decider = asking({ decision: true, context: { obligations: ['verify_email'] } });
    assert.throws(() => decider.ask('resolve_org_prompt_mode', {}, {}, {}),
        { error_description: /cannot verify_email/ });
    assert.throws(() => decider.ask('an_action_not_known', {}, {}, {}), { allow_redirect: false });
});

test('what orgpol throws is thrown', () => {
    const broken = new Decider({ evaluate() { throw new Error('closed'); } });
    assert.throws(() => broken.ask('can_login', {}, {}, {}), /closed/);
    assert.throws(() => broken.errorStaysHere('x'), /closed/);
});
