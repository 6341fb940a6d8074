// SPDX-License-Identifier: MIT
// What happens between the pages: organizations that were not offered, interactions and sessions of others, answers
// to pages that were not shown.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { claims, email, PASSWORD, reasonOn, startWorld } from './world.js';

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

const idOf = (page) => new URL(page.url).pathname.split('/').pop();

test('the picker takes only organizations of the user', async () => {
    const picked = async (choice) => {
        const browser = world.browser();
        const { page } = await world.walk(browser, world.request('tpc_trailmap'), { login: 'carla' });
        return browser.post(page.url, { choice });
    };
    assert.match((await picked('org_contoso')).text, /name="answer"/, 'hers: the next page is that of consent');
    assert.equal(reasonOn(await picked('org_northwind')), 'org_blocks_third_party LOGIN-07');
    assert.equal(reasonOn(await picked('org_nowhere')), 'unknown_organization LOGIN-28');
    assert.equal(reasonOn(await picked('acme')), 'unknown_organization LOGIN-28');
    assert.match((await picked('')).text, /<ul class="choices">/);
});

test('the picker does not let a partner into the organization it left out', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('tpc_trailmap'), { login: 'emil' });
    const refused = await browser.post(page.url, { choice: 'org_northwind' });
    assert.equal(reasonOn(refused), 'org_blocks_third_party LOGIN-07');
});

test('the organization of the request stays, whatever forms say', async () => {
    const browser = world.browser();
    const request = world.request('desk', { organization: 'org_acme' });
    const { page } = await world.walk(browser, request, {});
    const end = await browser.post(`${page.url}?organization=org_contoso`, { email: email('emil'), password: PASSWORD,
        organization: 'org_contoso', choice: 'org_contoso' });
    const tokens = await world.redeem(request, end.left.searchParams.get('code'));
    assert.equal(claims(tokens.id_token).org_id, 'org_acme');
});

test('the way back to /authorize takes no parameters', async () => {
    const browser = world.browser();
    const request = world.request('desk', { organization: 'org_acme' });
    const { page } = await world.walk(browser, request, {});
    await browser.request(page.url, { method: 'POST',
        body: new URLSearchParams({ email: email('emil'), password: PASSWORD }) });
    const { left } = await browser.open(`/authorize/${idOf(page)}?organization=org_contoso&client_id=roster`);
    const tokens = await world.redeem(request, left.searchParams.get('code'));
    assert.equal(claims(tokens.id_token).org_id, 'org_acme');
});

test('the way back without an answer asks again', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('desk', { organization: 'org_acme' }), {});
    const again = await browser.open(`/authorize/${idOf(page)}`);
    assert.match(again.text, /name="password"/);
});

test('the way back is gone once it was taken', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('desk'), {});
    const { left } = await browser.post(page.url, { email: email('ada'), password: PASSWORD });
    assert.ok(left.searchParams.get('code'));
    for (const url of [`/authorize/${idOf(page)}`, page.url]) {
        const again = await browser.open(url);
        assert.equal(again.status, 400);
        assert.match(again.text, /You cannot continue/);
    }
});

test('an interaction belongs to the browser that began it', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('roster'), { login: 'emil' });
    const other = world.browser();
    await world.tokensOf('desk', {}, { login: 'zoe' }, other);
    for (const attempt of [other.open(page.url), other.post(page.url, { choice: 'org_acme' }),
        other.open(`/authorize/${idOf(page)}`)]) {
        const answer = await attempt;
        assert.equal(answer.status, 400);
        assert.match(answer.text, /You cannot continue/);
    }
});

test('the cookie of one interaction does not open another', async () => {
    const browser = world.browser();
    const first = (await world.walk(browser, world.request('roster'), {})).page;
    const response = await browser.request(first.url);
    assert.equal(response.status, 200);
    const second = await fetch(world.request('roster').url, { redirect: 'manual' });
    const cookie = second.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const opened = async (url) => (await fetch(url, { headers: { Cookie: cookie, Accept: 'text/html' } })).status;
    assert.equal(await opened(new URL(second.headers.get('location'), world.idp.issuer)), 200);
    assert.equal(await opened(first.url), 400);
});

test('an interaction ends where somebody else logs in meanwhile', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('roster'), { login: 'emil' });
    const thief = world.browser();
    thief.steal(browser);
    const other = await thief.open(world.request('desk', { prompt: 'login' }).url);
    const { left } = await thief.post(other.url, { email: email('zoe'), password: PASSWORD });
    assert.ok(left.searchParams.get('code'));
    for (const there of [browser, thief]) {
        const answer = await there.post(page.url, { choice: 'org_acme' });
        assert.equal(answer.status, 400);
        assert.match(answer.text, /You cannot continue/);
    }
    assert.deepEqual((await world.walk(browser, world.request('desk'), {})).pages, ['login']);
});

test('a form fits its page: consent is not given on the login page', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('tpc_trailmap', { organization: 'org_acme' }), {});
    const again = await browser.post(page.url, { answer: 'allow' });
    assert.equal(again.status, 400);
    assert.match(again.text, /name="password"/);
    const next = await browser.post(page.url, { email: email('ada'), password: PASSWORD, answer: 'allow' });
    assert.match(next.text, /name="answer"/);
});

test('a form from elsewhere is refused', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('desk'), {});
    const post = (origin) => browser.open(page.url, { method: 'POST', headers: { Origin: origin },
        body: new URLSearchParams({ email: email('ada'), password: PASSWORD }) });
    for (const origin of [world.applications.origin, 'null', `${world.idp.issuer}.evil.example`]) {
        const refused = await post(origin);
        assert.equal(refused.status, 400);
        assert.match(refused.text, /from elsewhere/);
    }
    assert.ok((await post(world.idp.issuer)).left.searchParams.get('code'));
});

test('a form with a name twice, of another type, or too long', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('desk'), {});
    const post = async (body, type = 'application/x-www-form-urlencoded') => (await browser.request(page.url,
        { method: 'POST', body, headers: { 'Content-Type': type } })).status;
    assert.equal(await post(`email=${email('ada')}&email=${email('emil')}&password=${PASSWORD}`), 400);
    assert.equal(await post(JSON.stringify({ email: email('ada'), password: PASSWORD }), 'application/json'), 415);
    assert.equal(await post(`email=${'a'.repeat(9000)}`), 413);
});

test('wrong passwords, of nobody too', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('desk'), {});
    for (const [address, password] of [[email('ada'), 'wrong'], [email('ada'), ''], ['nobody@acme.example', PASSWORD],
        ['', '']]) {
        const again = await browser.post(page.url, { email: address, password });
        assert.equal(again.status, 400);
        assert.match(again.text, /do not fit together/);
    }
    const malformed = await browser.post(page.url, { email: `${email('ada')}\0`, password: PASSWORD });
    assert.equal(malformed.status, 400);
    assert.equal(malformed.text.includes('name="email"'), false);
});

test('what people type comes back escaped', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, world.request('backoffice'), {});
    const again = await browser.post(page.url, { identifier: '"><script>alert(1)</script>@x' });
    assert.equal(again.text.includes('<script'), false);
    assert.match(again.text, /value="&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;@x"/);
    const error = await browser.open(world.request('desk', { organization: '<img src=x>' }).url);
    const text = error.left ? error.left.href : error.text;
    assert.equal(text.includes('<img'), false);
});

test('pages forbid scripts, frames and caches', async () => {
    const { page } = await world.walk(world.browser(), world.request('desk'), {});
    const policy = page.headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.equal(/script-src|unsafe-inline/.test(policy), false);
    assert.equal(page.headers.get('cache-control'), 'no-store');
    assert.equal(/<script|<style|style=|onclick/.test(page.text), false);
});
