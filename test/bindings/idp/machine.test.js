// SPDX-License-Identifier: MIT
// Client credentials, with the organizations whose administrators have associated the grant.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { API, claims, startWorld } from './world.js';

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

const reports = (changes) => world.token('tpc_reports',
    { grant_type: 'client_credentials', audience: API, organization: 'org_acme', ...changes });

test('a token for the organization that has the grant', async () => {
    const answer = await reports({});
    assert.equal(answer.status, 200, JSON.stringify(answer));
    const token = claims(answer.access_token);
    assert.deepEqual([token.sub, token.aud, token.org_id, token.scope, token.gty],
        ['tpc_reports', API, 'org_acme', 'read:trips', 'client-credentials']);
});

test('refused: another organization, none, an unknown one, by another scope, API or secret', async () => {
    const refused = async (changes, error) => {
        const answer = await reports(changes);
        assert.equal(answer.access_token, undefined, JSON.stringify(changes));
        assert.equal(answer.error, error, JSON.stringify(answer));
    };
    await refused({ organization: 'org_contoso' }, 'access_denied');
    await refused({ organization: '' }, 'invalid_request');
    await refused({ organization: 'org_nowhere' }, 'invalid_request');
    await refused({ scope: 'write:trips' }, 'access_denied');
    await refused({ audience: 'https://other.example' }, 'access_denied');
    await refused({ audience: '' }, 'access_denied');
    await refused({ client_secret: 'guessed' }, 'invalid_client');
});

test('a repeated organization is refused', async () => {
    const response = await fetch(`${world.idp.issuer}/oauth/token`, { method: 'POST', body: new URLSearchParams([
        ['client_id', 'tpc_reports'], ['client_secret', world.people.secrets.tpc_reports], ['audience', API],
        ['grant_type', 'client_credentials'], ['organization', 'org_acme'], ['organization', 'org_contoso']]) });
    assert.equal(response.status, 400);
});
