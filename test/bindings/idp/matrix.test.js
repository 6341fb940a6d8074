// SPDX-License-Identifier: MIT
// Everybody, everywhere: who gets a token of which organization through which application. The table is written by
// hand from tenant.json: members (Carla by auto-membership), and Northwind, which admits no partner.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { claims, reasonOn, startWorld } from './world.js';

const WHO = {
    org_acme: { desk: ['ada', 'emil'], tpc_trailmap: ['ada', 'emil'] },
    org_contoso: { desk: ['carla', 'emil'], tpc_trailmap: ['carla', 'emil'] },
    org_northwind: { desk: ['emil', 'nora'], tpc_trailmap: [] },
};

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

for (const user of ['ada', 'carla', 'emil', 'nora', 'zoe']) {
    test(`${user}, in every organization, by each kind of application`, async () => {
        const browser = world.browser();
        for (const [organization, applications] of Object.entries(WHO)) {
            for (const [clientId, admitted] of Object.entries(applications)) {
                const request = world.request(clientId, { organization });
                const { code, page, left } = await world.walk(browser, request,
                    { login: user, consent: { answer: 'allow' }, confirm: {} });
                const place = `${user} in ${organization} by ${clientId}`;
                assert.equal(Boolean(code), admitted.includes(user), place);
                if (!code) {
                    const refused = page ? reasonOn(page) || /do not fit together here/.test(page.text)
                        : left.searchParams.get('error') === 'access_denied';
                    assert.ok(refused, `${place}: ${page?.text ?? left.href}`);
                    continue;
                }
                const token = claims((await world.redeem(request, code)).access_token);
                assert.deepEqual([token.sub, token.org_id, token.azp], [user, organization, clientId], place);
            }
        }
    });
}
