// SPDX-License-Identifier: MIT
// Consent counts in the organization it was given in, for the application and the API it was given for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { claims, reasonOn, startWorld } from './world.js';

let world;
before(async () => { world = await startWorld(); });
after(() => world.close());

const partner = (organization, changes = {}) => world.request('tpc_trailmap', { organization, ...changes });
const ALLOW = { answer: 'allow' };

test('the page names the application, the organization and what it asks for', async () => {
    const { page } = await world.walk(world.browser(), partner('org_acme'), { login: 'ada' });
    assert.match(page.text, /Trailmap/);
    assert.match(page.text, /In <strong>Acme Outdoors<\/strong> only/);
    assert.match(page.text, /See trips and who takes part <code>read:trips<\/code>/);
    assert.equal(page.text.includes('write:trips'), false);
});

test('consent in Acme does not cover Contoso, nor the personal account', async () => {
    const browser = world.browser();
    const first = await world.walk(browser, partner('org_acme'), { login: 'emil', consent: ALLOW });
    assert.deepEqual(first.pages, ['login', 'consent']);
    const second = await world.walk(browser, partner('org_acme'), { confirm: {} });
    assert.deepEqual(second.pages, ['confirm'], 'not asked twice; a callback on this device is confirmed');
    assert.ok(second.code);
    const contoso = await world.walk(browser, partner('org_contoso'), {});
    assert.deepEqual(contoso.pages, ['consent']);
    assert.match(contoso.page.text, /In <strong>Contoso Expeditions<\/strong> only/);
    const personal = await world.walk(browser, world.request('tpc_trailmap'),
        { picker: { choice: 'personal_account' } });
    assert.deepEqual(personal.pages, ['picker', 'consent']);
});

test('consent is stored under the key of orgpol', async () => {
    const [grant] = world.idp.directory.consents('emil');
    assert.match(grant.id, /^[0-9a-f]{64}$/);
    assert.deepEqual([grant.clientID, grant.organization_id, grant.scope],
        ['tpc_trailmap', 'org_acme', ['read:trips']]);
});

test('an answer given in one organization cannot be sent in for another', async () => {
    const browser = world.browser();
    const acme = (await world.walk(browser, partner('org_acme'), { login: 'ada' })).page;
    await browser.post(acme.url, ALLOW);
    const stale = await browser.post(acme.url, ALLOW);
    assert.notEqual(stale.status, 200);
    assert.equal(stale.left, undefined);
    const other = await world.walk(browser, partner('org_contoso'), {});
    assert.deepEqual(other.pages, ['error'], 'Ada is no member there');
    const emil = world.browser();
    await emil.post((await world.walk(emil, partner('org_acme', { prompt: 'consent' }), { login: 'emil' })).page.url, ALLOW);
    assert.deepEqual((await world.walk(emil, partner('org_contoso'), {})).pages, ['consent']);
});

test('an answer counts for the key of its page only', async () => {
    const browser = world.browser();
    const request = world.request('tpc_trailmap');
    await world.tokensOf('desk', {}, { login: 'emil' }, browser);
    const picker = (await world.walk(browser, request, {})).page;
    const page = await browser.post(picker.url, { choice: 'org_contoso', answer: 'allow' });
    assert.match(page.text, /name="answer"/);
    const sly = await browser.post(page.url, { answer: 'allow', choice: 'org_acme' });
    const tokens = await world.redeem(request, sly.left.searchParams.get('code'));
    assert.equal(claims(tokens.access_token).org_id, 'org_contoso');
});

test('an answer counts for the scopes that its page showed', async () => {
    const grants = (scope) => world.idp.directory.change((document) => {
        document.client_grants.filter((row) => row.subject_type === 'user').forEach((row) => { row.scope = scope(row); });
    });
    const before = new Map();
    const browser = world.browser();
    const asked = partner('org_acme', { prompt: 'consent', scope: 'openid read:trips write:trips' });
    const { page } = await world.walk(browser, asked, { login: 'emil' });
    assert.equal(page.text.includes('write:trips'), false);
    grants((row) => { before.set(row.id, row.scope); return ['read:trips', 'write:trips']; });
    const again = await browser.post(page.url, ALLOW);
    assert.match(again.text, /write:trips/, 'asked again, for what is new');
    assert.equal(again.left, undefined);
    grants((row) => before.get(row.id));
});

test('an answer for another key is none', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, partner('org_acme', { prompt: 'consent' }), { login: 'ada' });
    const id = new URL(page.url).pathname.split('/').pop();
    const interaction = await world.idp.provider.Interaction.find(id);
    interaction.result = { ...interaction.lastSubmission, consent: { approved: true, key: '0'.repeat(64) } };
    await interaction.persist();
    const again = await browser.open(`/authorize/${id}`);
    assert.match(again.text, /name="answer"/);
});

test('refused: on a page where redirects are guarded, else to the application', async () => {
    const { page } = await world.walk(world.browser(), partner('org_acme', { prompt: 'consent' }),
        { login: 'ada', consent: { answer: 'deny' } });
    assert.equal(reasonOn(page), 'consent_refused CONSENT-16');
    const { left } = await world.walk(world.browser(), world.request('tpc_ledger', { organization: 'org_acme' }),
        { login: 'ada', consent: { answer: 'deny' } });
    assert.equal(left.searchParams.get('error'), 'access_denied');
    assert.equal(world.idp.directory.consents('ada').some((grant) => grant.clientID === 'tpc_ledger'), false);
});

test('prompt=consent without an API is for this login only', async () => {
    const { pages, left } = await world.walk(world.browser(), world.request('desk', { organization: 'org_acme',
        prompt: 'consent', audience: undefined }), { login: 'ada', consent: ALLOW });
    assert.ok(left.searchParams.get('code'), pages.join(' '));
    assert.equal(world.idp.directory.consents('ada').some((grant) => grant.clientID === 'desk'), false);
});

test('neither allow nor deny asks again', async () => {
    const browser = world.browser();
    const { page } = await world.walk(browser, partner('org_acme', { prompt: 'consent' }), { login: 'ada' });
    const again = await browser.post(page.url, { answer: 'ALLOW' });
    assert.equal(again.status, 400);
    assert.match(again.text, /name="answer"/);
});

test('prompt=none does not give consent, prompt=consent asks again', async () => {
    const browser = world.browser();
    await world.tokensOf('desk', {}, { login: 'ada' }, browser);
    const silent = world.request('tpc_ledger', { organization: 'org_acme', prompt: 'none' });
    const { left } = await world.walk(browser, silent, {});
    assert.equal(left.searchParams.get('error'), 'consent_required');
    await world.walk(browser, partner('org_acme'), { consent: ALLOW });
    assert.deepEqual((await world.walk(browser, partner('org_acme', { prompt: 'consent' }), {})).pages, ['consent']);
});

test('the consent of one user is not that of another', async () => {
    const ledger = (changes) => world.request('tpc_ledger', { organization: 'org_acme', ...changes });
    const browser = world.browser();
    assert.ok((await world.walk(browser, ledger(), { login: 'ada', consent: ALLOW })).code);
    const { pages, left } = await world.walk(browser, ledger({ prompt: 'login' }), { login: 'emil' });
    assert.deepEqual(pages, ['login', 'consent']);
    assert.equal(left, undefined);
});
