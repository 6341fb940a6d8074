// SPDX-License-Identifier: MIT
// The three login flows, over HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { API, claims, PASSWORD, email, reasonOn, startWorld } from './world.js';

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

test('no prompt: the application sends the organization, tokens carry it', async () => {
    const tokens = await world.tokensOf('desk', { organization: 'org_acme' }, { login: 'ada' });
    const id = claims(tokens.id_token);
    assert.deepEqual([id.sub, id.org_id, id.org_name, id.aud], ['ada', 'org_acme', 'acme', 'desk']);
    const access = claims(tokens.access_token);
    assert.deepEqual([access.sub, access.org_id, access.aud, access.azp, access.scope],
        ['ada', 'org_acme', API, 'desk', 'read:trips']);
    assert.equal(tokens.refresh_token, undefined);
});

test('no prompt: an organization by name', async () => {
    const tokens = await world.tokensOf('desk', { organization: 'ACME' }, { login: 'ada' });
    assert.equal(claims(tokens.id_token).org_id, 'org_acme');
});

test('no prompt: without an organization the tokens carry none', async () => {
    const tokens = await world.tokensOf('desk', {}, { login: 'zoe' });
    assert.equal('org_id' in claims(tokens.id_token), false);
    assert.equal('org_id' in claims(tokens.access_token), false);
});

test('no prompt: a user who is no member is sent back with the error', async () => {
    const { left } = await world.walk(world.browser(), world.request('desk', { organization: 'org_acme' }),
        { login: 'zoe' });
    assert.equal(left.searchParams.get('error'), 'access_denied');
    assert.equal(left.searchParams.get('error_description'), 'user zoe is not part of the org_acme organization');
});

test('pre-login prompt: the domain of the e-mail address leads to the organization and its provider', async () => {
    const browser = world.browser();
    const request = world.request('backoffice');
    const { pages, page } = await world.walk(browser, request, { organization: { identifier: email('carla') } });
    assert.deepEqual(pages, ['organization', 'login']);
    assert.match(page.text, /Contoso Expeditions/);
    assert.match(page.text, /You sign in with Contoso/);
    assert.equal(world.idp.directory.isMember('org_contoso', 'carla'), false);
    const end = await browser.post(page.url, { email: email('carla'), password: PASSWORD });
    const tokens = await world.redeem(request, end.left.searchParams.get('code'));
    assert.equal(claims(tokens.id_token).org_id, 'org_contoso');
    assert.equal(world.idp.directory.isMember('org_contoso', 'carla'), true, 'auto-membership');
});

test('pre-login prompt: a domain of two organizations leads to a choice between them, before the login', async () => {
    const browser = world.browser();
    const request = world.request('backoffice');
    const { pages, page } = await world.walk(browser, request, { organization: { identifier: email('emil') } });
    assert.deepEqual(pages, ['organization', 'picker']);
    const offered = [...page.text.matchAll(/name="choice" value="(\w+)"/g)].map(([, value]) => value);
    assert.deepEqual(offered, ['org_acme', 'org_contoso']);
    const login = await browser.post(page.url, { choice: 'org_contoso' });
    assert.match(login.text, /Contoso Expeditions/);
    const { left } = await browser.post(login.url, { email: email('emil'), password: PASSWORD });
    const tokens = await world.redeem(request, left.searchParams.get('code'));
    assert.equal(claims(tokens.id_token).org_id, 'org_contoso');
});

test('pre-login prompt: a choice that was not offered, of an organization where the user is no member', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('backoffice'),
        { organization: { identifier: email('emil') } });
    const login = await browser.post(page.url, { choice: 'org_northwind' });
    const { left } = await browser.post(login.url, { email: email('zoe'), password: PASSWORD });
    assert.equal(left.searchParams.get('code'), null);
    assert.equal(left.searchParams.get('error'), 'access_denied');
});

test('pre-login prompt: by the name of the organization', async () => {
    const tokens = await world.tokensOf('backoffice', {}, { organization: { identifier: 'northwind' }, login: 'nora' });
    assert.equal(claims(tokens.id_token).org_id, 'org_northwind');
});

test('pre-login prompt: an unknown domain stays on the page with the error, then another try', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('backoffice'), {});
    const again = await browser.post(page.url, { identifier: email('zoe') });
    assert.match(again.text, /role="alert">The organization you entered is invalid/);
    assert.match(again.text, /value="zoe@mail.example"/);
    const next = await browser.post(again.url, { identifier: email('ada') });
    assert.match(next.text, /Acme Outdoors/);
    assert.match(next.text, /name="password"/);
});

test('pre-login prompt: an account of another connection does not do', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('backoffice'),
        { organization: { identifier: email('carla') } });
    const refused = await browser.post(page.url, { email: email('ada'), password: PASSWORD });
    assert.equal(refused.status, 400);
    assert.match(refused.text, /do not fit together/);
});

test('post-login prompt: the picker offers the organizations of the user', async () => {
    const browser = world.browser();
    const request = world.request('roster');
    const { pages, page } = await world.walk(browser, request, { login: 'emil' });
    assert.deepEqual(pages, ['login', 'picker']);
    const offered = [...page.text.matchAll(/name="choice" value="(\w+)"/g)].map(([, value]) => value);
    assert.deepEqual(offered, ['org_acme', 'org_contoso', 'org_northwind', 'personal_account']);
    const { left } = await browser.post(page.url, { choice: 'org_contoso' });
    const tokens = await world.redeem(request, left.searchParams.get('code'));
    assert.equal(claims(tokens.id_token).org_id, 'org_contoso');
});

test('post-login prompt: the personal account has no organization', async () => {
    const tokens = await world.tokensOf('roster', {}, { login: 'emil', picker: { choice: 'personal_account' } });
    assert.equal('org_id' in claims(tokens.id_token), false);
});

test('post-login prompt: the e-mail address routes the login to the provider of its domain', async () => {
    const tokens = await world.tokensOf('roster', {}, { login: 'carla', picker: { choice: 'org_contoso' } });
    assert.equal(claims(tokens.id_token).sub, 'carla');
});

test('post-login prompt: the picker of a partner leaves out the organization that admits none', async () => {
    const { page } = await world.walk(world.browser(), world.request('tpc_trailmap'), { login: 'emil' });
    const offered = [...page.text.matchAll(/name="choice" value="(\w+)"/g)].map(([, value]) => value);
    assert.deepEqual(offered, ['org_acme', 'org_contoso', 'personal_account']);
});

test('a session is used again, by another organization of the same user too', async () => {
    const browser = world.browser();
    await world.tokensOf('desk', { organization: 'org_acme' }, { login: 'emil' }, browser);
    const tokens = await world.tokensOf('desk', { organization: 'org_contoso' }, {}, browser);
    assert.deepEqual([claims(tokens.id_token).sub, claims(tokens.id_token).org_id], ['emil', 'org_contoso']);
});

test('prompt=login asks for the password again, max_age=0 too', async () => {
    const browser = world.browser();
    await world.tokensOf('desk', {}, { login: 'emil' }, browser);
    for (const changes of [{ prompt: 'login' }, { max_age: '0' }]) {
        const { pages } = await world.walk(browser, world.request('desk', changes), { login: 'emil' });
        assert.deepEqual(pages, ['login']);
    }
});

test('a session that is too old for the request, or of another user than it hints at, is not used', async () => {
    const browser = world.browser();
    const tokens = await world.tokensOf('desk', {}, { login: 'emil' }, browser);
    const pagesOf = async (changes) => (await world.walk(browser, world.request('desk', changes), {})).pages;
    assert.deepEqual(await pagesOf({ max_age: '60', id_token_hint: tokens.id_token }), []);
    const session = await world.idp.provider.Session.find(browser.cookie('_session'));
    session.loginTs -= 100;
    await session.persist();
    assert.deepEqual(await pagesOf({ max_age: '60' }), ['login']);
    const others = await world.tokensOf('desk', {}, { login: 'ada' });
    assert.deepEqual(await pagesOf({ id_token_hint: others.id_token }), ['login']);
    const { left } = await world.walk(browser, world.request('desk', { id_token_hint: others.id_token }), { login: 'emil' });
    assert.equal(left.searchParams.get('error'), 'login_required');
});

test('prompt=none: with a session silently, without one login_required', async () => {
    const browser = world.browser();
    const silent = { prompt: 'none', organization: 'org_acme' };
    const { left } = await world.walk(browser, world.request('desk', silent), {});
    assert.equal(left.searchParams.get('error'), 'login_required');
    await world.tokensOf('desk', { organization: 'org_acme' }, { login: 'ada' }, browser);
    assert.ok((await world.walk(browser, world.request('desk', silent), {})).code);
    const picker = await world.walk(browser, world.request('roster', { prompt: 'none' }), {});
    assert.equal(picker.left.searchParams.get('error'), 'interaction_required');
});

test('a partner is admitted by one organization and refused by another, on a page', async () => {
    const admitted = await world.tokensOf('tpc_trailmap', { organization: 'org_acme' },
        { login: 'ada', consent: { answer: 'allow' } });
    assert.equal(claims(admitted.access_token).org_id, 'org_acme');
    const { page, pages } = await world.walk(world.browser(),
        world.request('tpc_trailmap', { organization: 'org_northwind' }), {});
    assert.deepEqual(pages, ['error']);
    assert.equal(page.status, 400);
    assert.equal(reasonOn(page), 'org_blocks_third_party LOGIN-07');
    assert.match(page.text, /parameter organization is invalid: org_northwind/i);
    assert.match(page.text, /Set third_party_client_access to &quot;allow&quot; on the organization/);
});
