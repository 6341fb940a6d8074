// SPDX-License-Identifier: MIT
// The calendar agent: each member's own calendar, nobody else's, and nothing across organizations. Refreshes too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { claims, EXCHANGE, startWorld } from './world.js';

const SCOPE = { scope: 'openid offline_access read:trips' };

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

const organization = (document, id) => document.organizations.find((row) => row.id === id);

function leave(id, user) {
    world.idp.directory.change((document) => {
        const row = organization(document, id);
        row.members = row.members.filter((member) => member.user_id !== user);
    });
}

async function agentFor(user, organization) {
    const { refresh_token: token } = await world.tokensOf('calendar-agent', { ...SCOPE, organization }, { login: user,
        consent: { answer: 'allow' }, confirm: {} });
    assert.ok(token);
    return token;
}

const exchange = (subject, changes = {}) => world.token('calendar-agent', { grant_type: EXCHANGE,
    connection: 'calendar', subject_token: subject,
    subject_token_type: 'urn:ietf:params:oauth:token-type:refresh_token',
    requested_token_type: 'http://auth0.com/oauth/token-type/federated-connection-access-token', ...changes });

async function calendarOf(accessToken) {
    const response = await fetch(`${world.calendar.origin}/events`,
        { headers: { Authorization: `Bearer ${accessToken}` } });
    return response.json();
}

test('each member gets their own calendar', async () => {
    for (const [user, organization] of [['ada', 'org_acme'], ['emil', 'org_contoso']]) {
        const answer = await exchange(await agentFor(user, organization));
        assert.equal(answer.status, 200, JSON.stringify(answer));
        assert.deepEqual([answer.token_type, answer.scope], ['Bearer', 'calendar.read calendar.write']);
        assert.ok(answer.expires_in > 590 && answer.expires_in <= 600, answer.expires_in);
        assert.equal((await calendarOf(answer.access_token)).owner, `${user}-calendar`);
    }
});

test('a stored token that is not over is given again', async () => {
    const token = await agentFor('ada', 'org_acme');
    const [first, second] = [await exchange(token), await exchange(token)];
    assert.equal(first.access_token, second.access_token);
});

test('an account connected in one organization is not used in another', async () => {
    const answer = await exchange(await agentFor('emil', 'org_acme'));
    assert.equal(answer.access_token, undefined);
    assert.equal(answer.error, 'federated_connection_refresh_token_not_found');
});

test('a refresh token keeps its organization when the same browser logs in to another', async () => {
    const browser = world.browser();
    const at = (organization, answers) => world.tokensOf('calendar-agent', { ...SCOPE, organization },
        { consent: { answer: 'allow' }, confirm: {}, ...answers }, browser);
    const { refresh_token: acme } = await at('org_acme', { login: 'emil' });
    await at('org_contoso', {});
    const fresh = await world.token('calendar-agent', { grant_type: 'refresh_token', refresh_token: acme });
    assert.equal(claims(fresh.access_token).org_id, 'org_acme');
    assert.equal((await exchange(acme)).access_token, undefined);
});

test('refused: no token, a made-up one, that of another application, an access token, other connections', async () => {
    const token = await agentFor('ada', 'org_acme');
    const other = await world.tokensOf('desk', { ...SCOPE, organization: 'org_acme' }, { login: 'ada', confirm: {},
        consent: { answer: 'allow' } });
    assert.ok(other.refresh_token);
    const refused = async (subject, changes) => {
        const answer = await exchange(subject, changes);
        assert.equal(answer.access_token, undefined, JSON.stringify(changes ?? subject));
        assert.ok(answer.error);
        assert.ok(answer.status >= 400 && answer.status < 500, JSON.stringify(answer));
    };
    await refused('');
    await refused('made-up');
    await refused(other.refresh_token);
    await refused(other.access_token);
    await refused(token, { connection: 'main-database' });
    await refused(token, { connection: '' });
    await refused(token, { login_hint: 'emil-calendar' });
    await refused(token, { login_hint: '' });
    await refused(token, { subject_token_type: 'urn:ietf:params:oauth:token-type:access_token' });
    await refused(token, { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' });
    await refused(token, { client_secret: 'guessed' });
    await refused(token, { client_id: 'desk', client_secret: world.people.secrets.desk });
    await refused(token, { client_id: 'tpc_trailmap', client_secret: world.people.secrets.tpc_trailmap });
});

test('the provider says no: the exchange fails, and says so', async () => {
    const token = await agentFor('emil', 'org_contoso');
    world.idp.directory.updateAccount('emil', 'cac_emil', { access_token_expires_at: 1 });
    world.calendar.forget('emil-calendar');
    const answer = await exchange(token);
    assert.equal(answer.access_token, undefined);
    assert.match(answer.error, /refresh_token/);
});

test('a member who has left gets nothing', async () => {
    const token = await agentFor('ada', 'org_acme');
    leave('org_acme', 'ada');
    const answer = await exchange(token);
    world.idp.directory.addMember('org_acme', 'ada');
    assert.equal(answer.access_token, undefined);
    assert.ok(answer.error);
});

test('a refresh: the organization stays, the scopes too, and revoked is revoked', async () => {
    const token = await agentFor('ada', 'org_acme');
    const refresh = (changes) => world.token('calendar-agent', { grant_type: 'refresh_token', refresh_token: token,
        organization: 'org_contoso', ...changes });
    const fresh = await refresh();
    assert.equal(fresh.status, 200, JSON.stringify(fresh));
    assert.deepEqual([claims(fresh.access_token).org_id, claims(fresh.access_token).scope], ['org_acme', 'read:trips']);
    assert.equal((await refresh({ scope: 'write:trips' })).access_token, undefined);
    const desk = { client_id: 'desk', client_secret: world.people.secrets.desk };
    assert.equal((await refresh(desk)).access_token, undefined);
    await fetch(`${world.idp.issuer}/oauth/revoke`, { method: 'POST', body: new URLSearchParams({ token,
        client_id: 'calendar-agent', client_secret: world.people.secrets['calendar-agent'] }) });
    assert.equal((await refresh()).access_token, undefined);
    assert.equal((await exchange(token)).access_token, undefined);
});

test('a refresh token of a partner: the member, the door, the grant, and consent that goes with it', async () => {
    const partner = { organization: 'org_acme', scope: 'offline_access read:trips' };
    const answers = { login: 'ada', consent: { answer: 'allow' } };
    const { refresh_token: token } = await world.tokensOf('tpc_trailmap', partner, answers);
    const refresh = () => world.token('tpc_trailmap', { grant_type: 'refresh_token', refresh_token: token });
    assert.equal((await refresh()).status, 200);
    leave('org_acme', 'ada');
    assert.equal((await refresh()).error, 'invalid_grant');
    world.idp.directory.addMember('org_acme', 'ada');
    const door = (word) => world.idp.directory.change((document) => {
        organization(document, 'org_acme').third_party_client_access = word;
    });
    door('block');
    assert.equal((await refresh()).error, 'invalid_grant');
    door('allow');
    const granted = (scope) => world.idp.directory.change((document) => {
        document.client_grants.find((row) => row.id === 'cgr_trailmap').scope = scope;
    });
    granted([]);
    assert.equal(claims((await refresh()).access_token).scope, undefined);
    granted(['read:trips']);
    assert.equal(claims((await refresh()).access_token).scope, 'read:trips');
    assert.equal(world.idp.directory.consents('ada').length, 1);
    await fetch(`${world.idp.issuer}/oauth/revoke`, { method: 'POST', body: new URLSearchParams({ token,
        client_id: 'tpc_trailmap', client_secret: world.people.secrets.tpc_trailmap }) });
    assert.equal((await refresh()).access_token, undefined);
    assert.equal(world.idp.directory.consents('ada').length, 0);
});
