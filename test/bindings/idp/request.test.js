// SPDX-License-Identifier: MIT
// Requests that must not get through: parameters, PKCE, callbacks, codes and refresh tokens of others.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { API, claims, reasonOn, startWorld } from './world.js';

const PARTNER = { organization: 'org_acme' };
const ALLOWED = { login: 'ada', consent: { answer: 'allow' } };

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

// The reason on the page that a request of the partner ends on.
async function refusal(changes, more = '') {
    const { url } = world.request('tpc_trailmap', { ...PARTNER, ...changes });
    const page = await world.browser().open(url + more);
    assert.equal(page.left, undefined, 'a strict application gets no error, people see a page');
    return reasonOn(page);
}

async function codeOf(changes = PARTNER) {
    const request = world.request('tpc_trailmap', changes);
    const { code } = await world.walk(world.browser(), request, ALLOWED);
    assert.ok(code);
    return { request, code };
}

test('PKCE: missing, plain, without a method, and malformed', async () => {
    const none = { code_challenge: undefined, code_challenge_method: undefined };
    assert.equal(await refusal(none), 'code_challenge_missing AUTHZ-12');
    assert.equal(await refusal({ code_challenge_method: 'plain' }), 'code_challenge_method_not_s256 AUTHZ-13');
    assert.equal(await refusal({ code_challenge_method: undefined }), 'code_challenge_method_not_s256 AUTHZ-13');
    assert.equal(await refusal({ code_challenge: 'short' }), 'code_challenge_malformed AUTHZ-14');
});

test('parameters: unknown, forbidden and repeated ones', async () => {
    assert.equal(await refusal({ foo: '1' }), 'parameter_not_allowed AUTHZ-07');
    assert.equal(await refusal({ screen_hint: 'signup' }), 'parameter_forbidden AUTHZ-04');
    assert.equal(await refusal({ request_uri: 'urn:x' }), 'parameter_forbidden AUTHZ-04');
    for (const twice of ['organization=org_contoso', 'organization=', 'state=2', 'scope=write:trips',
        'client_id=tpc_trailmap', 'code_challenge_method=plain']) {
        assert.equal(await refusal({}, `&${twice}`), 'parameter_repeated AUTHZ-09', twice);
    }
    assert.equal(await refusal({}, '&redirect_uri=https://evil.example/'), 'redirect_uri_mismatch AUTHZ-22');
    assert.equal(await refusal({ response_type: 'code id_token' }), 'response_type_unsupported AUTHZ-10');
    assert.equal(await refusal({ prompt: 'none login' }), 'prompt_none_combined CONSENT-12');
});

test('two applications in one request are none', async () => {
    const page = await world.browser().open(`${world.request('tpc_trailmap', PARTNER).url}&client_id=desk`);
    assert.equal(page.status, 400);
    assert.match(page.text, /You cannot continue/);
});

test('callbacks: another, a longer one, a shorter one, and none', async () => {
    for (const uri of ['https://evil.example/', `${world.callback('tpc_trailmap')}/more`, world.applications.origin,
        `${world.callback('tpc_trailmap')}?x=1`]) {
        assert.equal(await refusal({ redirect_uri: uri }), 'redirect_uri_mismatch AUTHZ-22', uri);
    }
    const desk = await world.browser().open(world.request('desk', { redirect_uri: 'https://evil.example/' }).url);
    assert.equal(reasonOn(desk), 'redirect_uri_mismatch AUTHZ-22');
});

test('an unknown application gets a page', async () => {
    const page = await world.browser().open(world.request('nobody').url);
    assert.equal(reasonOn(page), 'unknown_client LOGIN-01');
});

test('the check cannot be gone around: other methods and spellings of the path', async () => {
    const { url } = world.request('tpc_trailmap', { code_challenge: undefined, code_challenge_method: undefined });
    const form = new URL(url).searchParams;
    const posted = await world.browser().open('/authorize', { method: 'POST', body: form });
    assert.equal(posted.status, 405);
    for (const path of ['/Authorize', '/authorize/', '/%61uthorize', '//authorize']) {
        const page = await world.browser().open(`${world.idp.issuer}${path}?${form}`);
        assert.ok(page.status >= 400, `${path}: ${page.status}`);
        assert.equal(page.text.includes('name="password"'), false, path);
    }
    const head = await world.browser().request(url, { method: 'HEAD' });
    assert.equal(head.status, 405);
});

test('errors of an application that may be redirected to go there, with state and issuer', async () => {
    const url = world.request('tpc_ledger', { organization: 'org_acme', code_challenge_method: 'plain' }).url;
    const { left } = await world.browser().open(url);
    assert.equal(left.href.startsWith(world.callback('tpc_ledger')), true);
    assert.deepEqual([left.searchParams.get('error'), left.searchParams.get('state'), left.searchParams.get('iss')],
        ['invalid_request', 'of-the-test', world.idp.issuer]);
    const fragment = await world.browser().open(`${url}&response_mode=fragment`);
    assert.equal(fragment.left, undefined, 'only where it is sure how to');
});

test('errors that oidc-provider finds stay on the page of a strict application too', async () => {
    const { url } = world.request('tpc_trailmap', { ...PARTNER, resource: 'not a uri' });
    const page = await world.browser().open(url);
    assert.equal(page.left, undefined);
    assert.match(page.text, /invalid_target/);
    const desk = await world.browser().open(world.request('desk', { resource: 'not a uri' }).url);
    assert.equal(desk.left.searchParams.get('error'), 'invalid_target');
});

test('resource names what was granted, or nothing', async () => {
    world.idp.directory.change((document) => document.resource_servers.push({ id: 'rs_payments',
        identifier: 'https://payments.example/api', name: 'Payments', scopes: [],
        subject_type_authorization: { user: { policy: 'deny_all' } } }));
    for (const changes of [{ audience: 'https://payments.example/api' }, { resource: 'https://payments.example/api' },
        { resource: 'https://unknown.example/' }, { audience: undefined, resource: 'https://payments.example/api' }]) {
        const request = world.request('desk', { organization: 'org_acme', ...changes });
        const { code } = await world.walk(world.browser(), request, { login: 'ada', consent: { answer: 'allow' } });
        assert.equal(code ?? null, null, JSON.stringify(changes));
    }
    const tokens = await world.tokensOf('desk', { organization: 'org_acme', resource: API }, { login: 'ada' });
    assert.equal(claims(tokens.access_token).aud, API);
});

test('an invitation, which nobody would ask about, is refused', async () => {
    const { url } = world.request('backoffice', { organization: 'org_acme', invitation: 'inv' });
    const page = await world.browser().open(url);
    assert.match(page.text, /invitations are not accepted/i);
});

test('a code is asked about again when it is redeemed', async () => {
    const { request, code } = await codeOf();
    const edit = (value) => world.idp.directory.change((document) => {
        document.organizations.find((row) => row.id === 'org_acme').third_party_client_access = value;
    });
    edit('block');
    const answer = await world.redeem(request, code);
    assert.deepEqual([answer.status, answer.access_token], [400, undefined], JSON.stringify(answer));
    edit('allow');
});

test('a code: once, by its application, with its verifier and its callback', async () => {
    const { request, code } = await codeOf();
    const refused = async (changes) => {
        const answer = await world.redeem(request, code, changes);
        assert.notEqual(answer.status, 200, JSON.stringify(changes));
        assert.equal(answer.access_token, undefined);
    };
    await refused({ client_id: 'desk' });
    await refused({ client_id: 'calendar-agent', redirect_uri: world.callback('calendar-agent') });
    await refused({ code_verifier: 'x'.repeat(43) });
    await refused({ code_verifier: '' });
    await refused({ redirect_uri: world.callback('desk') });
    await refused({ client_secret: 'guessed' });
    const good = await world.redeem(request, code);
    assert.equal(good.status, 200);
    assert.equal((await world.redeem(request, code)).status, 400);
});

test('a code sent many times at once is good once', async () => {
    const { request, code } = await codeOf();
    const answers = await Promise.all(Array.from({ length: 6 }, () => world.redeem(request, code)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    assert.deepEqual([...new Set(answers.filter(({ status }) => status !== 200).map(({ error }) => error))],
        ['invalid_grant']);
});

test('a code of an application without a secret needs its verifier', async () => {
    const request = world.request('tpc_ledger', { organization: 'org_acme' });
    const { code } = await world.walk(world.browser(), request, ALLOWED);
    for (const verifier of ['', 'y'.repeat(43)]) {
        assert.notEqual((await world.redeem(request, code, { code_verifier: verifier })).status, 200);
    }
    const tokens = await world.redeem(request, code);
    assert.equal(claims(tokens.access_token).org_id, 'org_acme');
    assert.equal(tokens.refresh_token, undefined);
});

test('the organization of a code is fixed: none is taken at the token endpoint', async () => {
    const { request, code } = await codeOf();
    const tokens = await world.redeem(request, code,
        { organization: 'org_contoso', audience: 'https://other.example' });
    assert.equal(claims(tokens.access_token).org_id, 'org_acme');
    assert.equal(claims(tokens.access_token).aud, API);
});

test('grant types that an application does not have', async () => {
    const password = { grant_type: 'password', username: 'ada', password: 'outfitters' };
    assert.notEqual((await world.token('tpc_trailmap', password)).status, 200);
    assert.notEqual((await world.token('desk', { grant_type: 'client_credentials', audience: API })).status, 200);
});

test('a strict application gets no ID token, and no user information', async () => {
    const { request, code } = await codeOf();
    const tokens = await world.redeem(request, code);
    assert.equal(tokens.id_token, undefined);
    assert.equal(claims(tokens.access_token).scope, 'read:trips');
    const response = await fetch(`${world.idp.issuer}/userinfo`,
        { headers: { Authorization: `Bearer ${tokens.access_token}` } });
    assert.equal(response.status, 401);
});

test('an API that the tenant does not have', async () => {
    const request = world.request('tpc_trailmap', { ...PARTNER, audience: 'https://other.example' });
    const { page } = await world.walk(world.browser(), request, ALLOWED);
    assert.equal(reasonOn(page), 'service_not_found UAPI-02');
});

test('a scope beyond the grant of the application is not given', async () => {
    const tokens = await world.tokensOf('tpc_trailmap', { ...PARTNER, scope: 'read:trips write:trips' }, ALLOWED);
    assert.equal(claims(tokens.access_token).scope, 'read:trips');
});
